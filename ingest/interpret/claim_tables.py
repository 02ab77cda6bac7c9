"""What a claim has to do with the tables of its document, otherwise than by repeating a cell it names."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from ...ontology.facts import Cell, Claim, Fact, Goal, Line, Table, Unit
from ..plain import plain
from ..recognise.claims import StatedNumber
from .claim_links import Finder, table
from .claim_sums import Said, data, is_current

#: The measures of a sheet's own money.
SHEET_MEASURES = ("goal.year", "goal.term", "budget.total")
TOTAL = "id/row/合计"


class Tables:
    """The tables of one document, for claims that have to do with them otherwise than by repeating a cell."""

    def __init__(self, facts: Sequence[Fact], phase: str = "budget") -> None:
        self.finder = Finder(facts, phase)
        self.steps = {fact.iri: fact.ulp for fact in facts if isinstance(fact, Table)}
        self.forms = {fact.iri: fact.form for fact in facts if isinstance(fact, Table)}
        self.lines = {fact.iri: fact for fact in facts if isinstance(fact, Line)}
        self.goals = [fact for fact in facts if isinstance(fact, Goal)]
        self.cells = [fact for fact in facts if isinstance(fact, Cell) and fact.measure in SHEET_MEASURES]
        self.empty = {fact.iri: {*fact.blank, TOTAL} for fact in facts if isinstance(fact, Table) and fact.empty}
        units = [fact for fact in facts if isinstance(fact, Unit)]
        self.one_unit = len(units) == 1 and units[0].nature is not None

    def shares(self, said: Sequence[Said], at: int) -> Claim:
        """A share of something that a table prints but its own paragraph does not say."""
        number, claim = said[at]
        if claim.kind != "share" or claim.whole or not is_current(claim):
            return claim
        part = claim.part or amount_before(said, at, number.subject)
        whole = None if number.whole in number.path else self.finder.cell(number.whole, (), "share")
        return replace(claim, part=part, whole=whole) if part and whole else claim

    def linked(self, number: StatedNumber, claim: Claim, said: Sequence[Said]) -> Claim:
        """The claim with its links to tables and to what it must equal."""
        if claim.kind == "rate":
            return replace(claim, figure=rate_of(plain(number.subject)))
        if not is_current(claim):
            return claim
        if claim.kind == "count":
            return replace(claim, lists=self.listing(number, claim))
        if claim.kind == "amount":
            same = claim.same or self.sheet_money(claim) or self.implied(number, said)
            blank = None if same else self.empty_table(number)
            return replace(claim, same=same, blank=blank, equals=self.equal(number, said))
        return claim

    def implied(self, number: StatedNumber, said: Sequence[Said]) -> str | None:
        """The cell of what the words mean because of the parts that are said of it."""
        for entry in data()["implied"]:
            if re.fullmatch(entry["words"], plain(number.subject)) and not number.path:
                parts = (
                    other
                    for other, _ in said
                    if other.paragraph == number.paragraph and other.path == (number.subject,)
                )
                if any(re.fullmatch(entry["part"], plain(part.subject)) for part in parts):
                    return self.finder.cell(entry["means"], (), "amount")
        return None

    def empty_table(self, number: StatedNumber) -> str | None:
        """The empty table that should print this amount, if no other table might print it.

        It should print its total; of other rows those that it names, for some forms have more rows in some places.
        """
        words, within = plain(number.subject), plain("/".join(number.path))
        figures = [each for each in table()[0] if each.words.fullmatch(words) and each.within.search(within)]
        rows: dict[str, set[str]] = {}
        for form, row, _ in (cell for each in figures if "amount" in each.kinds for cell in each.cells):
            rows.setdefault(form, set()).add(f"id/{row}")
        tables = [iri for iri, form in self.forms.items() if form in rows]
        asked = tables[0] if len(tables) == 1 else None
        return asked if asked in self.empty and rows[self.forms[asked]] & self.empty[asked] else None

    def listing(self, number: StatedNumber, claim: Claim) -> str | None:
        """The table whose rows a count is about."""
        for entry in data()["counted"]:
            tables = [iri for iri, form in self.forms.items() if form == entry["form"]]
            said = re.fullmatch(entry["words"], plain(number.subject)) and re.search(
                entry["within"], plain(claim.quote)
            )
            if said and len(tables) == 1:
                return tables[0]
        return None

    def equal(self, number: StatedNumber, said: Sequence[Said]) -> str | None:
        """What an amount must equal by its definition; asked only of a document that names one unit alone."""
        for entry in data()["equal"]:
            if self.one_unit and not number.path and re.fullmatch(entry["words"], plain(number.subject)):
                cells = [
                    spot for form, row, measure in entry["cells"] for spot in self.finder.at(form, f"id/{row}", measure)
                ]
                if cells:
                    return cells[0].cell.iri
                claims = [
                    claim
                    for other, claim in said
                    if claim.kind == "amount" and is_current(claim)
                    if re.fullmatch(entry["claims"], plain(other.subject))
                ]
                return claims[0].iri if len({claim.value for claim in claims}) == 1 else None
        return None

    def sheet_money(self, claim: Claim) -> str | None:
        """The money of the sheet whose words say this amount too, where both agree to the step they are printed in."""
        goals = [
            goal
            for goal in self.goals
            if claim.place.cell is not None and goal.place.first <= claim.place.first <= goal.place.last
        ]
        for goal in goals if len(goals) == 1 else ():
            found = [cell for cell in self.cells if self.is_total_of(cell, goal)]
            if len({cell.value for cell in found}) == 1 and self.agrees(found[0], claim):
                return found[0].iri
        return None

    def is_total_of(self, cell: Cell, goal: Goal) -> bool:
        """Whether a cell prints all the money of a sheet."""
        line = self.lines[cell.line]
        return line.table == goal.table and line.parent is None and line.of_which is None

    def agrees(self, cell: Cell, claim: Claim) -> bool:
        """Whether a cell and a claim may print one figure."""
        step = cell.ulp or self.steps[self.lines[cell.line].table]
        apart = abs((cell.value or Decimal(0)) - claim.value)
        return apart <= (0 if step == claim.ulp else (step + claim.ulp) / 2)


def amount_before(said: Sequence[Said], at: int, subject: str) -> str | None:
    """The amount said of the same thing last before, in the same paragraph; a cell where it is linked to one."""
    number, claim = said[at]
    for other, amount in reversed(said[:at]):
        if other.paragraph != number.paragraph:
            return None
        if amount.kind == "amount" and not amount.prior_year and other.subject == subject:
            year = number.year or other.year
            return amount.iri if amount.iri != claim.iri and (other.year or year) == year else None
    return None


def rate_of(words: str) -> str | None:
    """The name of the rate that these words say."""
    return next((entry["figure"] for entry in rates() if re.fullmatch(entry["words"], words)), None)


@cache
def rates() -> tuple[Mapping[str, Any], ...]:
    """The rates that rules define."""
    return tuple(data()["rate"])
