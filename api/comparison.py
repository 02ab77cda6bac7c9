"""One functional item over units and years: a figure a document, as it is printed or added up from its lowest rows.

It says what the question ``functional-item`` says. Where an index of figures lies beside the store, that answers the
question at once. Elsewhere it is asked in steps: each begins with what is known by then, and so takes a fiftieth of the
time that one query over all of it takes.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ..ontology import terms
from .catalogue import Catalogue, Listed, Record, asked, records, text
from .execution import Job, Outcome
from .phrases import Language
from .questions import Run, ask, question
from .rendering import Shown, shown_node
from .sides import batches, values

QUESTION = "functional-item"
FEN = Decimal("0.01")
#: The lines that print the item: of the expenditure table, or of the overview, which has classes only.
#: Each graph is asked by itself: in their union the engine looks for statements that stand twice.
PRINTED = """
SELECT ?line ?form ?document ?anchor { GRAPH ?document {
  ?line gj:item ?code ; gj:table ?table ; gj:anchor ?anchor . ?table gj:form ?form FILTER(?form IN (form:b03, form:b01))
  FILTER NOT EXISTS { ?line gj:repeats ?first } } }
"""
BELOW = """
SELECT DISTINCT ?item { GRAPH ?codes { ?item a skos:Concept
  FILTER(STRSTARTS(STR(?item), STR(?code)) && ?item != ?code) } }
"""
#: The items stand inside, or the engine would look at the lowest rows of all.
LOWEST = """
SELECT ?line ?form ?document ?anchor { GRAPH ?document { VALUES ?item { %s }
  ?line gj:item ?item ; gj:leaf true ; gj:table ?table ; gj:anchor ?anchor .
  ?table gj:form ?form FILTER(?form = form:b03) FILTER NOT EXISTS { ?line gj:repeats ?first } } }
"""
AMOUNTS = """
SELECT ?line ?value { GRAPH ?document { VALUES ?line { %s } ?cell gj:line ?line ; gj:measure %s ; gj:value ?value } }
"""
#: What the tables of each kind of document call spending.
MEASURES: Mapping[str, NamedNode] = {
    kind: NamedNode(terms.absolute(f"id/measure/{kind}.total")) for kind in ("budget", "final")
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One document's figure, the spot where it or the first of its rows is printed, and how many rows were added."""

    yuan: Decimal
    place: Shown
    added: int
    document: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's figures by year."""

    region: str
    unit: str
    unit_iri: str
    cells: dict[str, Cell] = field(default_factory=dict)


class Wanted(NamedTuple):
    """What is compared: the code of an item, in documents of a kind (``budget`` or ``final``), and for whom."""

    code: str
    kind: str
    language: Language


class Compared(NamedTuple):
    """The rows of a comparison, and whether there were more figures than a query may give."""

    rows: tuple[Row, ...]
    truncated: bool


def comparison(run: Run, catalogue: Catalogue, wanted: Wanted, *, indexed: bool = True) -> Compared:
    """The figures of an item by region and unit; raises a :class:`GoujiError` for what is no code.

    ``indexed``: whether an index of figures answers.
    """
    listed = {document.iri: document for document in catalogue.documents if document.kind == wanted.kind}
    cut = False

    def noting(job: Job) -> Outcome:
        nonlocal cut
        outcome = run(job)
        cut |= outcome.truncated
        return outcome

    found = from_index(noting, wanted) if indexed else in_steps(noting, listed, wanted)
    rows: dict[str, Row] = {}
    for cell in found:
        document = listed.get(cell.document)
        if document is not None:
            row = rows.setdefault(document.unit_iri, Row(document.region, document.unit, document.unit_iri))
            row.cells.setdefault(document.year, cell)
    return Compared(tuple(sorted(rows.values(), key=lambda row: (row.region, row.unit))), cut)


def from_index(run: Run, wanted: Wanted) -> Iterator[Cell]:
    """The figures as the question tells them, the largest of a document first."""
    answer = ask(question(QUESTION), {"code": wanted.code, "kind": wanted.kind}, run)
    names = [column.name for column in answer.columns]
    for row in answer.rows:
        told = {
            name: term.value for name, term in zip(names, row, strict=True) if isinstance(term, NamedNode | Literal)
        }
        place = shown_node(told["source"], {}, wanted.language)
        yield Cell(Decimal(told["amount"]), place, int(told["added"]), told["document"])


def in_steps(run: Run, listed: Mapping[str, Listed], wanted: Wanted) -> Iterator[Cell]:
    """The figures of the documents that are listed, each step asked of what is known by then."""
    item = question(QUESTION).parameters[0].read(wanted.code)
    assert isinstance(item, NamedNode)
    printed = [row for row in asked(run, PRINTED, code=item) if text(row, "document") in listed]
    documents = {text(row, "document") for row in printed}
    without = listed.keys() - documents
    lowest = [row for row in lowest_lines(run, item) if text(row, "document") in without] if without else []
    amounts = amounts_of(run, [*printed, *lowest], MEASURES[wanted.kind])
    for iri, lines in by_document(printed, lowest).items():
        found = [(line, amounts[text(line, "line")]) for line in lines if text(line, "line") in amounts]
        if found:
            place = shown_node(min(text(line, "anchor") for line, _ in found), {}, wanted.language)
            added = 0 if iri in documents else len(found)
            yield Cell(sum((yuan for _, yuan in found), Decimal(0)), place, added, iri)


def lowest_lines(run: Run, item: NamedNode) -> list[Record]:
    """The lowest rows of expenditure tables that belong to an item."""
    below = [text(row, "item") for row in asked(run, BELOW, code=item)]
    return [row for some in batches(below) for row in records(run, Job(LOWEST % values(some)))]


def per_head(rows: Iterable[Row], heads: Mapping[str, Decimal]) -> tuple[Row, ...]:
    """The same figures for each of the people that the document counts, to the fen; without a count, none."""
    divided = (
        replace(
            row,
            cells={
                year: replace(cell, yuan=(cell.yuan / heads[cell.document]).quantize(FEN))
                for year, cell in row.cells.items()
                if cell.document in heads
            },
        )
        for row in rows
    )
    return tuple(row for row in divided if row.cells)


def by_document(printed: Iterable[Record], lowest: Iterable[Record]) -> Mapping[str, list[Record]]:
    """The lines that tell each document's figure: one that prints it, of the larger table, or all the lowest."""
    found: dict[str, list[Record]] = {}
    for line in sorted(printed, key=lambda row: text(row, "form"), reverse=True):
        found.setdefault(text(line, "document"), [line])
    for line in lowest:
        found.setdefault(text(line, "document"), []).append(line)
    return found


def amounts_of(run: Run, lines: Iterable[Record], measure: NamedNode) -> dict[str, Decimal]:
    """What each line prints in the column of a measure."""
    wanted = list(dict.fromkeys(text(line, "line") for line in lines))
    rows = (row for some in batches(wanted) for row in records(run, Job(AMOUNTS % (values(some), measure))))
    return {text(row, "line"): Decimal(text(row, "value")) for row in rows}
