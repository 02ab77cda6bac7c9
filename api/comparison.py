"""One functional item over units and years: a figure a document, as it is printed or added up from its lowest rows.

It says what the question ``functional-item`` says, asked in steps: each begins with what is known by then, and so
takes a fiftieth of the time that one query over all of it takes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import NamedNode

from .catalogue import Catalogue, Record, asked, records, text
from .execution import Job
from .phrases import Language
from .questions import Run
from .rendering import Shown, shown_node
from .sides import batches, values

#: The lines that print the item: of the expenditure table, or of the overview, which has classes only.
PRINTED = """
SELECT DISTINCT ?line ?form ?document ?anchor { VALUES ?form { form:b03 form:b01 }
  ?line gj:item ?code ; gj:table ?table ; gj:anchor ?anchor . ?table gj:form ?form ; gj:document ?document
  FILTER NOT EXISTS { ?line gj:repeats ?first } }
"""
LOWEST = """
SELECT DISTINCT ?line ?form ?document ?anchor { VALUES ?form { form:b03 }
  { SELECT DISTINCT ?item { ?item a skos:Concept FILTER(STRSTARTS(STR(?item), STR(?code)) && ?item != ?code) } }
  ?line gj:item ?item ; gj:leaf true ; gj:table ?table ; gj:anchor ?anchor .
  ?table gj:form ?form ; gj:document ?document }
"""
AMOUNTS = """
SELECT DISTINCT ?line ?cell ?value { VALUES ?line { %s }
  ?cell gj:line ?line ; gj:measure m:budget.total ; gj:value ?value }
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One document's figure, the spot where it or the first of its rows is printed, and how many rows were added."""

    yuan: Decimal
    place: Shown
    added: int


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's figures by year."""

    region: str
    unit: str
    unit_iri: str
    cells: dict[str, Cell] = field(default_factory=dict)


def comparison(run: Run, catalogue: Catalogue, item: NamedNode, language: Language) -> tuple[Row, ...]:
    """The figures of an item, by region and unit."""
    printed = asked(run, PRINTED, code=item)
    documents = {text(row, "document") for row in printed}
    lowest = [row for row in asked(run, LOWEST, code=item) if text(row, "document") not in documents]
    amounts = amounts_of(run, [*printed, *lowest])
    listed = {document.iri: document for document in catalogue.documents}
    rows: dict[str, Row] = {}
    for iri, lines in by_document(printed, lowest).items():
        found = [(line, amounts[text(line, "line")]) for line in lines if text(line, "line") in amounts]
        document = listed.get(iri)
        if not found or document is None:
            continue
        row = rows.setdefault(document.unit_iri, Row(document.region, document.unit, document.unit_iri))
        place = shown_node(min(text(line, "anchor") for line, _ in found), {}, language)
        added = 0 if iri in documents else len(found)
        row.cells.setdefault(document.year, Cell(sum((yuan for _, yuan in found), Decimal(0)), place, added))
    return tuple(sorted(rows.values(), key=lambda row: (row.region, row.unit)))


def by_document(printed: Iterable[Record], lowest: Iterable[Record]) -> Mapping[str, list[Record]]:
    """The lines that tell each document's figure: one that prints it, of the larger table, or all the lowest."""
    found: dict[str, list[Record]] = {}
    for line in sorted(printed, key=lambda row: text(row, "form"), reverse=True):
        found.setdefault(text(line, "document"), [line])
    for line in lowest:
        found.setdefault(text(line, "document"), []).append(line)
    return found


def amounts_of(run: Run, lines: Iterable[Record]) -> dict[str, Decimal]:
    """What each line prints as its total."""
    wanted = list(dict.fromkeys(text(line, "line") for line in lines))
    rows = (row for some in batches(wanted) for row in records(run, Job(AMOUNTS % values(some))))
    return {text(row, "line"): Decimal(text(row, "value")) for row in rows}
