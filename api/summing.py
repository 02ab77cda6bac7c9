"""Answering totals from the index of figures beside a checkpoint: one row a group and year, as the query would give.

The sums are made here, of exact decimals; SQLite knows only fractions of two.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pyoxigraph import NamedNode, Store

from ..graph.rdf import decimal
from ..ontology import terms
from .execution import Job, Outcome, Sums
from .searching import Index, item_name

FIGURES = """
SELECT tab.year, tab.unit, figure.item, tab.id, figure.value FROM tab JOIN figure ON figure.tab = tab.id
WHERE tab.form = :form AND figure.measure = :measure AND figure.lowest AND (:year IS NULL OR tab.year = :year)
  AND (:kind IS NULL OR tab.kind = :kind) AND substr(figure.item, 1, length(:code)) = :code
  AND tab.iri IN (SELECT iri FROM apex)
  AND tab.unit IN (SELECT iri FROM unit WHERE instr(name, :unit) > 0 AND substr(region, 1, length(:within)) = :within)
"""
#: The class that a functional item belongs to.
CLASS = re.compile(r"(/id/func/[0-9]{3})[0-9]+$")
XSD = terms.NAMESPACES["xsd"]
#: The columns, each with the type of its values; without one they are names of things or words.
COLUMNS = {
    "group": None,
    "groupName": None,
    "year": "integer",
    "amount": "decimal",
    "tables": "integer",
    "rows": "integer",
}

Key = tuple[int, str]
"""Year and group."""


@dataclass(slots=True)
class Total:
    """What was added up so far."""

    amount: Decimal = Decimal()
    tables: set[int] = field(default_factory=set)
    rows: int = 0


def summed(index: Index, store: Store, job: Job, sums: Sums) -> Outcome:
    """The page of totals that a job asks for, in the form in which its query would answer."""
    totals: dict[Key, Total] = {}
    for year, group, table, value in figures(index, sums):
        total = totals.setdefault((year, group), Total())
        total.amount += Decimal(value)
        total.tables.add(table)
        total.rows += 1
    ordered = sorted(totals.items(), key=lambda each: (each[0][0], -each[1].amount, each[0][1]))
    most = min(sums.offset + sums.limit, sums.offset + job.rows + 1)
    page = ordered[sums.offset : most]
    return Outcome(as_json(store, page[: job.rows]), "solutions", truncated=len(page) > job.rows)


def figures(index: Index, sums: Sums) -> Iterator[tuple[int, str, int, str]]:
    """Year, group, table and value of each figure that is wanted."""
    values = {
        "form": sums.form,
        "measure": sums.measure,
        "year": sums.year,
        "kind": sums.kind,
        "code": sums.code,
        "unit": sums.unit,
        "within": re.sub("(00)+$", "", sums.region),
    }
    for year, unit, item, table, value in index.connection.execute(FIGURES, values):
        yield year, group_of(sums, unit, item), table, value


def group_of(sums: Sums, unit: str, item: str) -> str:
    """What a figure is added to: a unit, an item or the class it belongs to, or nothing but its year."""
    match sums.by:
        case "unit":
            return unit
        case "item":
            return item if sums.code else CLASS.sub(r"\1", item)
        case _:
            return ""


def as_json(store: Store, page: list[tuple[Key, Total]]) -> bytes:
    """Totals in the JSON of SPARQL results."""
    bindings = []
    for (year, group), total in page:
        name = item_name(store, NamedNode(group)) if group else None
        amount = decimal(total.amount).value
        values = (group, name, str(year), amount, str(len(total.tables)), str(total.rows))
        row = {
            column: {"type": "literal", "value": value, "datatype": f"{XSD}{kind}"}
            if kind
            else {"type": "uri" if column == "group" and group else "literal", "value": value}
            for (column, kind), value in zip(COLUMNS.items(), values, strict=True)
            if value is not None
        }
        bindings.append(row)
    return json.dumps({"head": {"vars": list(COLUMNS)}, "results": {"bindings": bindings}}, ensure_ascii=False).encode()
