"""What one claim has to do with another, or with a table, beside repeating a cell: operands, products, lists, rates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

from ...ontology.facts import Cell, Claim, Fact, Goal, Line, Table, Unit
from ..plain import plain
from ..recognise.claims import StatedNumber
from .claim_links import Finder
from .claim_sums import NUMBERED, Said, add_up, data, is_current
from .settled_changes import settled_difference, settled_growth

#: The measures of a sheet's own money.
SHEET_MEASURES = ("goal.year", "goal.term", "budget.total")


def relate(said: Sequence[Said], facts: Sequence[Fact]) -> tuple[Claim, ...]:
    """The claims, each linked to the figures it is certainly derived from."""
    tables = Tables(facts)
    plainly = [(number, unless_ambiguous(said, at)) for at, (number, _) in enumerate(said)]
    related = [*listed(add_up(plainly))]
    for step in (tables.shares, operands, changes, products, completions):
        related = [(number, step(related, at)) for at, (number, _) in enumerate(related)]
    return tuple(tables.linked(number, claim, related) for number, claim in related)


def unless_ambiguous(said: Sequence[Said], at: int) -> Claim:
    """The claim, without its cell where its words may mean another figure of its paragraph or of another fund."""
    number, claim = said[at]
    if claim.kind != "amount" or claim.same is None:
        return claim
    before = [(other, one) for other, one in said[:at] if other.paragraph == number.paragraph and one.kind == "amount"]
    again = any(other.about == number.about and one.value != claim.value for other, one in before if not one.prior_year)
    scope = data()["scope"]
    fund = not number.path and re.fullmatch(scope["within"], plain(number.subject))
    if again or (fund and any(re.search(scope["words"], plain(other.subject)) for other, _ in before)):
        return replace(claim, same=None)
    return claim


def operands(said: Sequence[Said], at: int) -> Claim:
    """A share or a change whose figures are in no table, linked to the amounts of its own paragraph."""
    number, claim = said[at]
    if not is_current(claim) or not number.certain:
        return claim
    if claim.kind == "share":
        part = claim.part or amount_before(said, at, number.subject)
        whole = claim.whole or whole_of(said, at)
        return replace(claim, part=part, whole=whole) if part and whole else claim
    if claim.kind in ("difference", "growth"):
        current = claim.current or amount_before(said, at, number.subject)
        return replace(claim, current=current, prior=claim.prior or prior_before(said, at))
    return claim


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


def whole_of(said: Sequence[Said], at: int) -> str | None:
    """The amount of what a share is said to be a share of: a figure of its path, or the total that its part makes up."""
    number, _ = said[at]
    if number.whole in number.path:
        return amount_before(said, at, number.whole)
    if not number.whole:
        part = amount_before(said, at, number.subject)
        return next((claim.adds_to for _, claim in said[:at] if claim.iri == part), None)
    return None


def prior_before(said: Sequence[Said], at: int) -> str | None:
    """Last year's figure of the same thing, said before in the same paragraph."""
    number, claim = said[at]
    for other, prior in reversed(said[:at]):
        if other.paragraph != number.paragraph or (other.about == number.about and prior.kind == claim.kind):
            return None
        if prior.prior_year and prior.kind == "amount" and other.about == number.about:
            return prior.iri
    return None


def changes(said: Sequence[Said], at: int) -> Claim:
    """A change, linked to what it is a change of: a growth also to the difference that says the same in money."""
    number, claim = said[at]
    if claim.kind == "difference":
        return settled_difference(claim, said, at)
    if claim.kind != "growth":
        return claim
    for near in (at - 1, at + 1):
        if 0 <= near < len(said):
            other, difference = said[near]
            same = other.about == number.about and other.paragraph == number.paragraph
            if same and difference.kind == "difference" and difference.ulp:
                current = claim.current or difference.current
                return settled_growth(replace(claim, difference=difference.iri, current=current), difference, said, at)
    return claim


def products(said: Sequence[Said], at: int) -> Claim:
    """An amount, with the one count and the one price said before it in its sentence, where the price is for what is counted."""
    number, claim = said[at]
    if claim.kind != "amount" or claim.prior_year:
        return claim
    before = [other for other in said[:at] if other[1].quote == claim.quote and other[0].paragraph == number.paragraph]
    kinds = sorted(other.kind for _, other in before)
    if kinds != ["count", "price"]:
        return claim
    count, price = (next(other for _, other in before if other.kind == kind) for kind in ("count", "price"))
    words = data()["product"]
    stretch = claim.quote[: claim.quote.find(claim.printed)]
    each = words["each"].replace("{}", re.escape(count.unit))
    if not re.search(each, stretch) or re.search(words["never"], stretch):
        return claim
    return replace(claim, count=count.iri, price=price.iri)


def completions(said: Sequence[Said], at: int) -> Claim:
    """A rate of completion, with the budget and the outturn said right before it."""
    number, claim = said[at]
    if claim.kind != "rate" or at < 2:
        return claim
    (_, budget), (_, outturn) = said[at - 2], said[at - 1]
    words = data()["completion"]
    three = ((budget, words["budget"]), (outturn, words["outturn"]), (claim, words["rate"]))
    paragraph = all(other.paragraph == number.paragraph for other, _ in said[at - 2 : at])
    if paragraph and (budget.kind, outturn.kind) == ("amount", "amount") and all(follows(*each) for each in three):
        return replace(claim, part=outturn.iri, whole=budget.iri)
    return claim


def follows(claim: Claim, words: str) -> bool:
    """Whether the number stands right after these words, wherever in its sentence it is printed."""
    text, printed = plain(claim.quote), plain(claim.printed)
    return any(re.search(words, text[: match.start()]) for match in re.finditer(re.escape(printed), text))


def listed(said: Sequence[Said]) -> Iterator[Said]:
    """The entries of numbered lists, linked to the sentence that announces how many there are and what they cost."""
    links: dict[str, tuple[str, str | None]] = {}
    for run in runs(said):
        counted = announced(said, run[0])
        if counted is not None:
            count, total = counted
            links |= {said[at][1].iri: (said[count][1].iri, said[total][1].iri if total else None) for at in run}
    name = data()["list"][0]["name"]
    for number, claim in said:
        count_iri, total_iri = links.get(claim.iri, (None, None))
        if count_iri is None or claim.adds_to:
            yield number, claim
        else:
            yield number, replace(claim, counted_by=count_iri, adds_to=total_iri, sum=name if total_iri else None)


def runs(said: Sequence[Said]) -> Iterator[list[int]]:
    """Amounts that follow each other as entries 1, 2, 3 … of a list, one a paragraph."""
    run: list[int] = []
    for at, (_, claim) in enumerate(said):
        match = NUMBERED.match(claim.quote)
        entry = int(match.group(1)) if match and claim.kind == "amount" else 0
        if entry == len(run) + 1:
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = [at] if entry == 1 else []
    if len(run) > 1:
        yield run


def announced(said: Sequence[Said], first: int) -> tuple[int, int | None] | None:
    """The count right before a list, and the amount said of what is counted, as positions."""
    words = data()["list"][0]["counted"]
    for at in range(first - 1, max(first - 4, -1), -1):
        number, claim = said[at]
        if claim.kind == "count" and re.fullmatch(words, plain(number.subject)):
            after = [other for other in range(at + 1, first) if said[other][1].kind == "amount"]
            totals = [other for other in after if is_of(said[other][0], number)]
            return at, totals[0] if len(after) == 1 and totals else None
    return None


def is_of(amount: StatedNumber, count: StatedNumber) -> bool:
    """Whether an amount is said of what a count counts, in the same paragraph."""
    return amount.paragraph == count.paragraph and (count.subject in amount.path or amount.subject == count.subject)


class Tables:
    """The tables of one document, for claims that have to do with them otherwise than by repeating a cell."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.finder = Finder(facts)
        self.steps = {fact.iri: fact.ulp for fact in facts if isinstance(fact, Table)}
        self.forms = {fact.iri: fact.form for fact in facts if isinstance(fact, Table)}
        self.lines = {fact.iri: fact for fact in facts if isinstance(fact, Line)}
        self.goals = [fact for fact in facts if isinstance(fact, Goal)]
        self.cells = [fact for fact in facts if isinstance(fact, Cell) and fact.measure in SHEET_MEASURES]
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
            same = claim.same or self.sheet_money(claim)
            return replace(claim, same=same, equals=self.equal(number, said))
        return claim

    def listing(self, number: StatedNumber, claim: Claim) -> str | None:
        """The table whose rows a count is about."""
        for entry in data()["counted"]:
            tables = [iri for iri, form in self.forms.items() if form == entry["form"]]
            said = re.fullmatch(entry["words"], plain(number.subject)) and re.search(entry["within"], plain(claim.quote))
            if said and len(tables) == 1:
                return tables[0]
        return None

    def equal(self, number: StatedNumber, said: Sequence[Said]) -> str | None:
        """What an amount must equal by its definition; asked only of a document that names one unit alone."""
        for entry in data()["equal"]:
            if self.one_unit and not number.path and re.fullmatch(entry["words"], plain(number.subject)):
                cells = [spot for form, row, measure in entry["cells"] for spot in self.finder.at(form, f"id/{row}", measure)]
                if cells:
                    return cells[0].cell.iri
                claims = [claim for other, claim in said if claim.kind == "amount" and is_current(claim)
                          if re.fullmatch(entry["claims"], plain(other.subject))]
                return claims[0].iri if len({claim.value for claim in claims}) == 1 else None
        return None

    def sheet_money(self, claim: Claim) -> str | None:
        """The money of the sheet whose words say this amount too, where both agree to the step they are printed in."""
        goals = [goal for goal in self.goals if claim.place.cell is not None
                 and goal.place.first <= claim.place.first <= goal.place.last]
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


def rate_of(words: str) -> str | None:
    """The name of the rate that these words say."""
    return next((entry["figure"] for entry in rates() if re.fullmatch(entry["words"], words)), None)


@cache
def rates() -> tuple[Mapping[str, Any], ...]:
    """The rates that rules define."""
    return tuple(data()["rate"])
