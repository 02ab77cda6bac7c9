"""Where the money of one funding document goes: to units, their projects and the indicators of these, as bands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from pyoxigraph import NamedNode

from ..ontology import terms
from .catalogue import Record, asked, records, text
from .execution import Job
from .linked_names import page_of
from .phrases import Language, phrase
from .questions import Run
from .rendering import address, amount, thing_path
from .sides import values

#: Asked one after the other, each from what is known by then: in one query the engine would look at every indicator.
CITING = """
SELECT DISTINCT ?project ?document { { ?citation gj:cited ?number ; gj:document ?document ; gj:citing ?by
    OPTIONAL { ?by gj:project ?of } OPTIONAL { ?by gj:of ?goal . ?goal gj:project ?from }
    BIND(COALESCE(?of, ?from, ?by) AS ?project) }
  UNION { ?allocation gj:fundingDocument ?number ; gj:document ?document ; gj:project ?project } }
"""
GIVEN = """
SELECT DISTINCT ?project ?document ?amount { ?given gj:fundingDocument ?number ; gj:document ?document ;
  gj:project ?project ; gj:value ?amount }
"""
PROJECTS = """
SELECT DISTINCT ?project ?name ?unit ?unitName { VALUES ?project { %s } ?project a gj:Project ; rdfs:label ?name ;
  gj:unit ?unit . ?unit rdfs:label ?unitName }
"""
INDICATORS = """
SELECT ?project ?document (COUNT(DISTINCT ?indicator) AS ?indicators) { VALUES ?project { %s }
  ?goal gj:project ?project ; gj:document ?document . ?indicator gj:of ?goal } GROUP BY ?project ?document
"""
YEARS = "SELECT DISTINCT ?document ?year { VALUES ?document { %s } ?document gj:year ?year }"
FUNDS = """
SELECT ?fund ?name (COUNT(DISTINCT ?citation) AS ?places) { ?fund a gj:FundingDocument ; rdfs:label ?name .
  ?citation gj:cited ?fund } GROUP BY ?fund ?name ORDER BY DESC(?places) ?name LIMIT 60
"""
#: The frame that the bands are drawn in: its width, the height of a project, what is left free of that, and how thick
#: a band is that has no amount.
WIDTH, ROW, GAP, THIN = 940, 34, 6, 2
#: Where each column of boxes begins, and how wide its boxes are.
COLUMNS, BOX = (0, 230, 520, 840), 10


@dataclass(frozen=True, slots=True)
class Share:
    """What one project of one year's document has of the funding document."""

    unit: str
    unit_name: str
    project: str
    project_name: str
    year: str
    amount: Decimal | None
    indicators: int


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the picture: the document, a unit, a project or the indicators of one."""

    column: int
    text: str
    href: str
    title: str
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Band:
    """A band between two boxes, from the middle of its left end to the middle of its right end."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: int
    known: bool

    @property
    def path(self) -> str:
        """The curve as SVG writes it."""
        middle = (self.x1 + self.x2) // 2
        return f"M{self.x1},{self.y1} C{middle},{self.y1} {middle},{self.y2} {self.x2},{self.y2}"


@dataclass(frozen=True, slots=True)
class Sankey:
    """The boxes and bands, and the height of the frame."""

    nodes: tuple[Node, ...]
    bands: tuple[Band, ...]
    height: int
    width: int = WIDTH


def shares(run: Run, fund: NamedNode) -> tuple[Share, ...]:
    """The projects under a funding document, by unit and year, the largest amount first."""
    citing = asked(run, CITING, number=fund)
    pairs = [(text(row, "project"), text(row, "document")) for row in citing if "project" in row]
    if not pairs:
        return ()
    amounts = by_pair(asked(run, GIVEN, number=fund), "amount")
    projects = values(dict.fromkeys(project for project, _ in pairs))
    indicators = by_pair(records(run, Job(INDICATORS % projects)), "indicators")
    known = {text(row, "project"): row for row in records(run, Job(PROJECTS % projects))}
    documents = values(dict.fromkeys(document for _, document in pairs))
    years = {text(row, "document"): text(row, "year") for row in records(run, Job(YEARS % documents))}
    found = [
        Share(
            unit=text(known[pair[0]], "unit"),
            unit_name=text(known[pair[0]], "unitName"),
            project=pair[0],
            project_name=text(known[pair[0]], "name"),
            year=years.get(pair[1], ""),
            amount=Decimal(amounts[pair]) if pair in amounts else None,
            indicators=int(indicators.get(pair, "0")),
        )
        for pair in pairs
        if pair[0] in known
    ]
    return tuple(sorted(found, key=lambda each: (each.unit_name, each.year, -(each.amount or 0), each.project_name)))


def by_pair(rows: Iterable[Record], name: str) -> dict[tuple[str, str], str]:
    """One value a project and document."""
    return {(text(row, "project"), text(row, "document")): text(row, name) for row in rows}


def thickness(money: Decimal | None, largest: Decimal) -> int:
    """How thick a band is.

    >>> thickness(Decimal(50), Decimal(100)), thickness(None, Decimal(100))
    (13, 2)
    """
    if money is None or money <= 0 or largest <= 0:
        return THIN
    return max(THIN, int((ROW - GAP - 2) * money / largest))


def sankey(several: Sequence[Share], number: str, language: Language) -> Sankey:
    """The picture: one row a project, units beside their projects, the document beside all."""
    largest = max((each.amount for each in several if each.amount is not None), default=Decimal(0))
    height = ROW * max(1, len(several)) + 10
    nodes = [Node(0, number, thing_path(f"/doc/fund/{number}", language), number, 5, height - 10)]
    bands: list[Band] = []
    row = 0
    for group in groups(several):
        nodes.append(unit_node(group, row, language))
        for each in group:
            y, size = row * ROW + 5, thickness(each.amount, largest)
            nodes += project_nodes(each, y, language)
            ends = COLUMNS if each.indicators else COLUMNS[:-1]
            middle, known = y + (ROW - GAP) // 2, each.amount is not None
            bands += (Band(left + BOX, middle, right, middle, size, known) for left, right in pairwise(ends))
            row += 1
    return Sankey(tuple(nodes), tuple(bands), height)


def unit_node(group: Sequence[Share], row: int, language: Language) -> Node:
    """The box of a unit beside its projects of one year."""
    first = group[0]
    href = address(f"/units/{first.unit.removeprefix(terms.absolute('id/unit/'))}", language)
    said = f"{first.unit_name} {first.year}"
    return Node(1, said, href, said, row * ROW + 5, ROW * len(group) - GAP)


def project_nodes(each: Share, y: int, language: Language) -> Iterable[Node]:
    """The boxes of a project and of its indicators."""
    href = thing_path(page_of(each.project) or each.project, language)
    money = "" if each.amount is None else f" {amount(each.amount)} 万元"
    yield Node(2, each.project_name, href, f"{each.project_name}{money}", y, ROW - GAP)
    if each.indicators:
        said = phrase("indicator-count", language, n=each.indicators)
        yield Node(3, said, href, f"{each.project_name} {said}", y, ROW - GAP)


def groups(several: Iterable[Share]) -> Iterable[list[Share]]:
    """The projects of one unit and year together, in the order they are given."""
    found: dict[tuple[str, str], list[Share]] = {}
    for each in several:
        found.setdefault((each.unit, each.year), []).append(each)
    return found.values()
