"""Which printed cells a claim is about, by the table of words ``ontology/words/claims.toml``; never guessed."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from ...ontology.facts import Cell, Claim, Fact, Goal, Line, Project, Table
from ...ontology.measures import in_phase
from ..plain import plain
from ..recognise.claims import StatedNumber
from ..recognise.subjects import LEADING_YEAR
from .named_items import NamedItems, named_in

#: Digits of a class. A class alone may be that of all spending or of one budget: only what it is part of tells.
CLASS = 3
#: Money, unless a figure of the table says otherwise.
KINDS = ("amount", "difference", "growth", "share")

Said = tuple[StatedNumber, Claim]
#: Paragraph, words and cell of an amount that a table prints too.
Repeated = tuple[tuple[int, int], str, str | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry of the table: what its words are, and the cells that may print it."""

    words: re.Pattern[str]
    within: re.Pattern[str]
    kinds: tuple[str, ...]
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Tables that have a row for each function, for figures whose path begins so."""

    within: re.Pattern[str]
    tables: tuple[tuple[str, str], ...]
    classes: bool = True
    """Whether the tables print whole classes too, not only what of them is paid from one budget."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One printed cell with its row, form and step."""

    form: str
    line: Line
    cell: Cell
    step: Decimal


def link(said: Sequence[Said], facts: Sequence[Fact], year: int, phase: str = "budget") -> tuple[Claim, ...]:
    """The claims, each linked to the cells it is certainly about; ``year`` and ``phase`` are those of the document."""
    finder = Finder(facts, phase)
    stated = {(number.about, number.quote): claim.iri for number, claim in said if claim.prior_year}
    found = [(number, linked(number, claim, finder, stated, year)) for number, claim in said]
    printed = {spot.cell.iri: spot.cell.value for spot in finder.spots}
    otherwise: dict[Repeated, str] = {
        (number.paragraph, number.about, claim.same): claim.iri
        for number, claim in found
        if claim.same and printed[claim.same] != claim.value
    }
    return tuple(of_text(number, claim, otherwise) for number, claim in found)


def of_text(number: StatedNumber, claim: Claim, otherwise: Mapping[Repeated, str]) -> Claim:
    """A change as one of the amount its own paragraph says, where that is not what the cell prints."""
    own = otherwise.get((number.paragraph, number.about, claim.current))
    return replace(claim, current=own) if own else claim


def linked(
    number: StatedNumber, claim: Claim, finder: "Finder", priors: dict[tuple[str, str], str], year: int
) -> Claim:
    """One claim with its links."""
    if claim.prior_year or (number.year or year) != year or not number.certain:
        return claim
    cell = finder.cell(number.subject, number.path, number.kind, number.phase)
    if number.kind == "share":
        whole = finder.cell(number.whole, whole_path(number), "share")
        return replace(claim, part=cell, whole=whole) if cell and whole else claim
    if cell is None:
        return claim
    if number.kind in ("difference", "growth"):
        return replace(claim, current=cell, prior=priors.get((number.about, number.quote)))
    return replace(claim, same=cell)


def whole_path(number: StatedNumber) -> tuple[str, ...]:
    """The path of what a share is a share of: all before it where it is a figure of the path."""
    path = number.path
    return path[: path.index(number.whole)] if number.whole in path else ()


class Finder:
    """The printed cells of one document, found by words.

    Words are written for budgets; in a final account (``phase`` is ``final``) they mean the outturn.
    """

    def __init__(self, facts: Sequence[Fact], phase: str = "budget") -> None:
        self.phase = phase
        tables = {fact.iri: fact for fact in facts if isinstance(fact, Table)}
        lines = {fact.iri: fact for fact in facts if isinstance(fact, Line)}
        self.spots = [
            Spot(tables[line.table].form, line, fact, fact.ulp or tables[line.table].ulp)
            for fact in facts
            if isinstance(fact, Cell) and (line := lines[fact.line]) and fact.value is not None
        ]
        self.items = NamedItems([*lines.values()])
        names = [(fact.name, fact.iri) for fact in facts if isinstance(fact, Project)]
        names += [(line.label, line.item) for line in lines.values() if line.item.startswith("id/project/")]
        self.projects = unambiguous((titled(name), project) for name, project in names)
        self.sheets = {fact.table: fact.project for fact in facts if isinstance(fact, Goal) and fact.table}

    def cell(self, subject: str, path: tuple[str, ...], kind: str, phase: str = "") -> str | None:
        """The name of the one cell that prints this figure; ``None`` if there is none, or cells that disagree.

        ``phase`` is told where the text says it; else it is the document's.
        """
        words, within = plain(subject), plain("/".join(path))
        rows = self.rows(words, path) if kind in KINDS else ()
        found = [*self.figures(words, within, kind), *rows, *self.budgets(words, kind)]
        other = {"budget": "final.", "final": "budget."}.get(phase or self.phase, "-")
        found = [spot for spot in found if not spot.cell.measure.startswith(other)]
        return found[0].cell.iri if found and agree(found) else None

    def figures(self, words: str, within: str, kind: str) -> Iterator[Spot]:
        """The cells that the table of words names."""
        for figure in table()[0]:
            if kind in figure.kinds and figure.words.fullmatch(words) and figure.within.search(within):
                for form, row, measure in figure.cells:
                    yield from self.at(form, f"id/{row}", measure)

    def rows(self, words: str, path: tuple[str, ...]) -> Iterator[Spot]:
        """The rows of the function that the words name."""
        item = self.items.item(words)
        named = named_in(words)
        if item is not None and (path or (named is not None and named.digits > CLASS)):
            for rows in table()[1]:
                below = rows.classes or (named is not None and named.digits > CLASS)
                if below and rows.within.search(plain(path[0]) if path else ""):
                    for form, measure in rows.tables:
                        yield from self.at(form, item, measure)

    def budgets(self, words: str, kind: str) -> Iterator[Spot]:
        """The budget of the project that the words name in full: in a table of projects, else on its own sheet.

        A sheet may give the year another total than the whole term; then nobody can tell which is meant.
        """
        project = self.projects.get(titled(words))
        if project is None or kind != "amount":
            return
        listed = [spot for spot in self.spots if spot.line.item == project and spot.cell.measure == "budget.total"]
        yield from listed or (
            spot
            for spot in self.spots
            if self.sheets.get(spot.line.table) == project
            and spot.line.parent is None
            and spot.cell.measure in ("goal.year", "goal.term")
        )

    def at(self, form: str, item: str, measure: str) -> Iterator[Spot]:
        """The cells of a row in the tables of a form, budgeted and spent; none if the form prints several such rows."""
        for said in dict.fromkeys((measure, in_phase(measure, "final") or measure)):
            found = [
                spot
                for spot in self.spots
                if spot.form == form and spot.line.item == item and spot.cell.measure == said and not spot.line.repeats
            ]
            if len(found) == 1:
                yield found[0]


def titled(name: str) -> str:
    """A project's name in plain form, without the year it may begin with."""
    return LEADING_YEAR.sub("", plain(name))


def unambiguous(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names that only one thing bears."""
    found: dict[str, set[str]] = {}
    for name, iri in names:
        found.setdefault(name, set()).add(iri)
    return {name: next(iter(iris)) for name, iris in found.items() if len(iris) == 1}


def agree(spots: Sequence[Spot]) -> bool:
    """Whether all cells print one figure, each to its own step."""
    values = [spot.cell.value for spot in spots if spot.cell.value is not None]
    steps = {spot.step for spot in spots}
    return max(values) - min(values) <= (max(steps) if len(steps) > 1 else 0)


@cache
def table() -> tuple[tuple[Figure, ...], tuple[Rows, ...]]:
    """The table of words."""
    data = tomllib.loads((files("gouji.ontology") / "words" / "claims.toml").read_text("utf-8"))
    return tuple(map(figure_from, data["figure"])), tuple(map(rows_from, data["rows"]))


def figure_from(entry: dict[str, Any]) -> Figure:
    """One ``[[figure]]``."""
    return Figure(
        re.compile(entry["words"]),
        re.compile(entry.get("within", "")),
        tuple(entry.get("kinds", KINDS)),
        tuple((form, row, measure) for form, row, measure in entry["cells"]),
    )


def rows_from(entry: dict[str, Any]) -> Rows:
    """One ``[[rows]]``."""
    tables = tuple((form, measure) for form, measure in entry["tables"])
    return Rows(re.compile(entry["within"]), tables, entry.get("classes", True))
