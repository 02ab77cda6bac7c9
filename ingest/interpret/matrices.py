"""Rows by function whose columns are economic items: each amount is a line of its own below the row it is part of."""

from collections.abc import Sequence

from ...ontology.facts import Line
from ..documents import Text
from ..recognise.economic_columns import is_economic
from .amounts import Step, figure
from .ledger import Ledger

CONCEPT = {"econ": "id/econ/", "gecon": "id/gecon/"}


def parts(amounts: Sequence[tuple[str, Text]]) -> tuple[tuple[str, Text], ...]:
    """The amounts of a row that stand in columns of economic items."""
    return tuple((role, text) for role, text in amounts if is_economic(role))


def add_parts(line: Line, amounts: Sequence[tuple[str, Text]], of: Step, ledger: Ledger) -> None:
    """Keep the lines of a row's economic items: an item is part of its class, the classes divide the row once more."""
    measure = next((role for role, _ in amounts if not is_economic(role)), "budget.total")
    printed = {role.partition(".")[2] for role, _ in parts(amounts)}
    for role, text in parts(amounts):
        listed, _, code = role.partition(".")
        above = code[:3] if len(code) > len("301") and code[:3] in printed else None
        part = Line(
            iri=f"{line.iri}-{code}",
            table=line.table,
            ord=line.ord,
            item=f"{CONCEPT[listed]}{code}",
            label=line.label,
            place=text.place,
            parent=f"{line.iri}-{above}" if above else None,
            of_which=None if above else line.iri,
            leaf=False,
        )
        ledger.add(part)
        cell = figure(part.iri, measure, text, of, ledger)
        if cell is not None:
            ledger.add(cell, text)
