"""The amounts of a sheet whose labels stand beside them: its table, a line a row label, a cell an amount."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Line, Table
from ...ontology.places import Place
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT
from ..recognise.statements import Statement
from .amounts import Step, declared_scale, figure, step
from .labels import Label, Labelled, Labels, unit_of
from .ledger import Ledger
from .wording import spanned


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed amount: the label that it stands beside, and its measure."""

    label: Label
    cell: Text
    measure: str
    text: Text


def amount_of(found: Labelled, measures: Sequence[str]) -> Amount | None:
    """The amount beside a row label; its measure is the label's own, or that of the nth such label in the row."""
    if not found.label.row or not found.values:
        return None
    measure = found.label.measure or (measures[found.nth] if found.nth < len(measures) else None)
    return Amount(found.label, found.cell, measure, found.values[0][1]) if measure else None


def scale_of(rows: Iterable[Row], labels: Labels, statement: Statement) -> Decimal | None:
    """Yuan per printed unit: as a label of the sheet itself says, else as the statement declares; else ``None``."""
    printed = {unit for row in rows for cell in row if (unit := unit_of(cell.text, labels))}
    if len(printed) == 1:
        return YUAN_PER_UNIT[printed.pop()]
    return declared_scale(statement)


def add_table(iri: str, statement: Statement, place: Place, of: Step, ledger: Ledger) -> Table:
    """Keep the table that a sheet is."""
    table = Table(
        iri=iri,
        form=statement.form.id,
        title=statement.preamble.title,
        scale=int(of.scale),
        ulp=of.ulp,
        place=place,
        coverage=statement.preamble.coverage,
    )
    ledger.add(table)
    return table


def step_of(scale: Decimal, amounts: Sequence[Amount]) -> Step:
    """The printed step of the sheet's amounts."""
    return step(scale, [(amount.measure, amount.text) for amount in amounts])


def add_amounts(table: Table, amounts: Sequence[Amount], of: Step, ledger: Ledger) -> None:
    """Keep a line for each row label with amounts, under the row it adds up into if that is printed too."""
    rows = list(dict.fromkeys(amount.label.row for amount in amounts))
    above = {amount.label.parent for amount in amounts if amount.label.parent in rows}
    for ord_, row in enumerate(rows, start=1):
        own = [amount for amount in amounts if amount.label.row == row]
        label = own[0].label
        inside = label.of_which if label.of_which in rows else None
        parent = label.parent if label.parent in rows and inside is None else None
        line = Line(
            iri=line_name(table, row),
            table=table.iri,
            ord=ord_,
            item=f"id/row/{terms.segment(row)}",
            label=own[0].cell.text.strip(),
            place=spanned([own[0].cell, *(amount.text for amount in own)]),
            parent=line_name(table, parent) if parent else None,
            of_which=line_name(table, inside) if inside else None,
            leaf=row not in above and (parent is not None or label.of_which is None),
        )
        ledger.add(line)
        for amount in own:
            cell = figure(line.iri, amount.measure, amount.text, of, ledger)
            if cell is not None and not ledger.has(cell.iri):
                ledger.add(cell, amount.text)


def line_name(table: Table, row: str) -> str:
    """The name of the line with this row label."""
    return terms.line_name(table.iri, row)


def report_undeclared(statement: Statement, place: Place, ledger: Ledger) -> None:
    """Say that a sheet with amounts declares no unit of amount, so that they were not read."""
    title = statement.preamble.title
    ledger.find(
        "GJ-X10",
        "warning",
        f"《{title}》没有写明金额单位，其中的金额没有读",
        f"the sheet {title!r} declares no unit of amount; its amounts were not read",
        place,
    )
