"""Answering what each document prints for one functional item from the index of figures, as the question would.

By SPARQL the lowest rows below a class are looked for among all lowest rows there are: minutes where there are many.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Store

from ..graph.rdf import curie, decimal
from ..ontology import terms
from .execution import Items, Job, Outcome
from .searching import Index

#: The expenditure table, and the overview, which has classes only; the first that prints the item is believed.
TABLES = ("b03", "b01")
FIGURES = """
SELECT tab.id, tab.document, tab.form, tab.unit, tab.year, tab.kind, figure.item = :code, figure.lowest, figure.value,
  figure.anchor
FROM figure JOIN tab ON tab.id = figure.tab
WHERE figure.item >= :code AND figure.item < :after AND figure.measure IN (:final, :budget)
  AND figure.measure = iif(tab.kind = 'final', :final, :budget) AND tab.form IN (:larger, :overview)
  AND (:year IS NULL OR tab.year = :year) AND (:kind IS NULL OR tab.kind = :kind)
"""
UNITS = "SELECT name, region FROM unit WHERE iri = ?"
XSD = terms.NAMESPACES["xsd"]
#: The columns, each with the type of its values; without one they are names of things or words.
COLUMNS = {
    "code": None,
    "regionName": None,
    "unitName": None,
    "year": "integer",
    "kind": None,
    "amount": "decimal",
    "form": None,
    "added": "integer",
    "source": None,
    "unit": None,
    "document": None,
}
IRIS = frozenset({"code", "form", "source", "unit", "document"})

Row = tuple[str | None, ...]


@dataclass(slots=True)
class Told:
    """What one table tells of the item."""

    document: str
    form: str
    unit: str
    year: int
    kind: str
    printed: list[Decimal] = field(default_factory=list)
    below: list[Decimal] = field(default_factory=list)
    where: list[str] = field(default_factory=list)
    where_below: list[str] = field(default_factory=list)


def itemised(index: Index, store: Store, job: Job, items: Items) -> Outcome:
    """The page of figures that a job asks for, in the form in which its query would answer."""
    rows = [row for told in chosen(tables(index, items)) for row in rows_of(index, store, items, told)]
    rows.sort(key=lambda row: (int(row[3] or 0), row[4] or "", -Decimal(row[5] or 0), row[2] or "", row[8] or ""))
    most = min(items.offset + items.limit, items.offset + job.rows + 1)
    page = rows[items.offset : most]
    return Outcome(as_json(page[: job.rows]), "solutions", truncated=len(page) > job.rows)


def tables(index: Index, items: Items) -> list[Told]:
    """The tables that print the item or lowest rows below it, with these figures."""
    measure, form = terms.absolute("id/measure/"), terms.absolute("id/form/")
    larger, overview = (f"{form}{name}" for name in TABLES)
    values = {
        "code": items.code,
        # A code is followed by digits only, and all of them come before the colon.
        "after": f"{items.code}:",
        "final": f"{measure}final.total",
        "budget": f"{measure}budget.total",
        "larger": larger,
        "overview": overview,
        "year": items.year,
        "kind": items.kind,
    }
    found: dict[int, Told] = {}
    for table, document, of, unit, year, kind, printed, lowest, value, anchor in index.connection.execute(
        FIGURES, values
    ):
        told = found.setdefault(table, Told(document, of, unit, year, kind))
        if printed:
            told.printed.append(Decimal(value))
            told.where.append(anchor)
        elif lowest and of == larger:
            told.below.append(Decimal(value))
            told.where_below.append(anchor)
    return list(found.values())


def chosen(found: list[Told]) -> Iterator[Told]:
    """Of each document the expenditure tables that print the item, else the overviews, else those with rows below."""
    larger, overview = (terms.absolute(f"id/form/{name}") for name in TABLES)
    printed = {(told.document, told.form) for told in found if told.printed}
    for told in found:
        better = (told.document, larger) in printed
        if told.printed:
            if told.form == larger or not better:
                yield told
        elif told.below and not better and (told.document, overview) not in printed:
            yield told


def rows_of(index: Index, store: Store, items: Items, told: Told) -> Iterator[Row]:
    """What one table tells, a row for each name of its unit and region."""
    amounts, places = (told.printed, told.where) if told.printed else (told.below, told.where_below)
    added = 0 if told.printed else len(amounts)
    amount = decimal(sum(amounts, Decimal())).value
    for name, region in index.connection.execute(UNITS, (told.unit,)).fetchall():
        for place in names(store, region) or (None,):
            yield (
                items.code,
                place,
                name,
                str(told.year),
                told.kind,
                amount,
                told.form,
                str(added),
                min(places),
                told.unit,
                told.document,
            )


def names(store: Store, thing: str) -> tuple[str, ...]:
    """What something is called."""
    if not thing:
        return ()
    objects = (quad.object for quad in store.quads_for_pattern(NamedNode(thing), curie("rdfs:label"), None, None))
    return tuple(sorted({each.value for each in objects if isinstance(each, Literal)}))


def as_json(page: list[Row]) -> bytes:
    """Rows in the JSON of SPARQL results."""
    bindings = [
        {
            column: {"type": "literal", "value": value, "datatype": f"{XSD}{kind}"}
            if kind
            else {"type": "uri" if column in IRIS else "literal", "value": value}
            for (column, kind), value in zip(COLUMNS.items(), row, strict=True)
            if value is not None
        }
        for row in page
    ]
    return json.dumps({"head": {"vars": list(COLUMNS)}, "results": {"bindings": bindings}}, ensure_ascii=False).encode()
