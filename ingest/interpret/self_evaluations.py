"""A unit's self-evaluation of the year: what was budgeted and spent, and the points it gives itself, item by item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...ontology.facts import Cell, Goal, Table
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number, read_number
from ..plain import plain
from ..recognise.statements import Statement
from . import scored_groups
from .amounts import Step
from .context import Context
from .indicator_columns import Columns, Levels, cell_at, columns_of, filled, levels_of
from .indicators import Draft, add_indicators, report_levelless
from .labels import Labels, is_personal, labelled, labels_of
from .ledger import Ledger
from .scored_groups import Marked
from .sheet_amounts import Amount, add_amounts, add_table, amount_of, line_name, report_undeclared, scale_of, step_of
from .wording import points_of, said, spanned, without_points


@dataclass(frozen=True, slots=True)
class Scored:
    """One scored row: level labels as printed (blank where merged), its words, its full points and those given."""

    level1: str
    level2: str
    name: Text
    description: tuple[Text, ...]
    standard: tuple[Text, ...]
    weight: Text
    points: Text


@dataclass
class Sheet:
    """What the rows of all pages print."""

    amounts: list[Amount] = field(default_factory=list)
    rate: Text | None = None
    columns: Columns | None = None
    scored: list[Scored] = field(default_factory=list)
    total: tuple[Text, Text] | None = None
    result: list[Text] = field(default_factory=list)
    heading: list[Text] = field(default_factory=list)
    """The words of a level 1 that stand on lines of their own, waiting for the row below."""


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what a self-evaluation says to ``ledger``."""
    labels = labels_of(statement.form)
    sheet = read_rows(statement, labels, ledger)
    scale = scale_of(statement.rows, labels, statement)
    if scale is None and sheet.amounts:
        report_undeclared(statement, statement.place, ledger)
    amounts = sheet.amounts if scale is not None else []
    of = step_of(scale or YUAN_PER_UNIT["元"], amounts)
    name = ledger.fresh(context.table(statement.form.id))
    table = add_table(name, statement, statement.place, of, ledger)
    add_amounts(table, amounts, of, ledger)
    add_rate(sheet, table, statement.form.extra, ledger)
    goal = Goal(
        iri=ledger.fresh(f"{context.disclosure.iri}/evaluation/overall"),
        table=table.iri,
        year=context.disclosure.year,
        place=statement.place,
        evaluation=True,
        budget=total_of(amounts, "adjusted.total", of),
        spent=total_of(amounts, "final.total", of),
        ulp=of.ulp if amounts else None,
        score=number(sheet.total[1]) if sheet.total else None,
        result=said(sheet.result) or None,
    )
    ledger.add(goal, *sheet.result, *(sheet.total or ()))
    add_indicators(goal.iri, drafts(sheet.scored, ledger), ledger)
    check_total(sheet, ledger)
    levels = levels_of(statement.form)
    ledger.ignore("heading", *(cell for row in statement.rows for cell in row if is_heading(cell, levels)))


def read_rows(statement: Statement, labels: Labels, ledger: Ledger) -> Sheet:
    """The labels above the heading of the indicators, and the scored rows below it."""
    sheet = Sheet()
    measures = statement.form.extra.get("measures", {}).get(statement.pieces[0].layout.name, ())
    levels = levels_of(statement.form)
    for row in statement.rows:
        columns = columns_of(row, statement.form)
        found = tuple(labelled(row, labels))
        if is_personal(row, labels, ledger):
            continue
        if columns is not None:
            sheet.columns = columns
        elif sheet.columns is None:
            read_amounts(row, labels, measures, sheet)
        elif not read_scored(row, sheet, sheet.columns, levels, statement.form.extra):
            sheet.result += [cell for item in found if item.label.field == "result" for _, cell in item.values]
    return sheet


def is_heading(cell: Text, levels: Levels) -> bool:
    """Whether a cell is only a label with its points behind it."""
    return points_of(cell.text) is not None or levels.is_level1(cell.text)


def read_amounts(row: Row, labels: Labels, measures: Sequence[str], sheet: Sheet) -> None:
    """Read a row of labelled amounts; a percentage behind the last of them is the share spent."""
    for item in labelled(row, labels):
        amount = amount_of(item, measures)
        if amount is None:
            continue
        sheet.amounts.append(amount)
        for _, cell in item.values[1:]:
            if plain(cell.text).endswith("%"):
                sheet.rate = cell


def read_scored(row: Row, sheet: Sheet, columns: Columns, levels: Levels, extra: Mapping[str, Any]) -> bool:
    """Read a scored row: its last two cells are numbers, and where they stand tells where the row's columns are.

    A line of its own that names a level 1 waits for the row below. Says whether the row was one of these.
    """
    cells = filled(row)
    if len(cells) == 1 and len(row) == 1:
        return read_line(cells[0][1], sheet, levels)
    at = columns.at("weight")
    numbers = [(i, cell) for i, cell in cells[-2:] if is_number(cell.text)]
    if at is None or len(numbers) < 2 or numbers[1][0] != numbers[0][0] + 1:
        return False
    shift = numbers[0][0] - at

    def words(role: str) -> tuple[Text, ...]:
        column = columns.at(role)
        return cell_at(row, None if column is None else column + shift)

    if any(plain(cell.text) in extra["levels"]["total"] for _, cell in cells[:-2]):
        sheet.total = (numbers[0][1], numbers[1][1])
        return True
    name = words("name")
    if not name:
        return False
    level1, level2 = said(words("level1")), said(words("level2"))
    sheet.scored.append(
        Scored(
            level1=level1 or said(sheet.heading),
            level2=level2,
            name=Text(without_points(name[0].text), name[0].place),
            description=words("description"),
            standard=words("basis"),
            weight=numbers[0][1],
            points=numbers[1][1],
        )
    )
    sheet.heading = []
    return True


def read_line(cell: Text, sheet: Sheet, levels: Levels) -> bool:
    """Read a line of its own: a level 1, or the points that stand on the line below it."""
    if levels.is_level1(cell.text):
        sheet.heading = [cell]
    elif sheet.heading and not without_points(cell.text):
        sheet.heading.append(cell)
    return True


def drafts(scored: Sequence[Scored], ledger: Ledger) -> tuple[Draft, ...]:
    """The scored rows as indicators under their levels; one whose level 2 cannot be told has none, and is reported."""
    level1 = labels_by_row([(row.level1, row) for row in scored], ledger)
    level2 = labels_by_row([(row.level2, row) for row in scored], ledger)
    found = tuple(
        Draft(
            name=(row.name,),
            target=(),
            level1=level1.get(number),
            level2=level2.get(number),
            description=row.description,
            basis=row.standard,
            weight=row.weight,
            points=row.points,
        )
        for number, row in enumerate(scored)
    )
    for draft in found:
        if draft.level2 is None:
            report_levelless(draft, ledger)
    return found


def labels_by_row(rows: Sequence[tuple[str, Scored]], ledger: Ledger) -> dict[int, str]:
    """The label that each row belongs to; a label whose points its rows do not use up exactly is a finding."""
    marked = [Marked(number(row.weight), without_points(text), points_of(text)) for text, row in rows]
    labels: dict[int, str] = {}
    for part in scored_groups.group(marked):
        if not part.label:
            continue
        labels.update(dict.fromkeys(part.rows, part.label))
        weights = scored_groups.weight(part.rows, marked)
        if part.points is not None and weights != part.points:
            report_points(part.label, part.points, weights, [rows[i][1].weight for i in part.rows], ledger)
    return labels


def number(text: Text) -> Decimal:
    """The number in a cell that is known to print one."""
    return Decimal(plain(text.text).replace(",", ""))


def total_of(amounts: Sequence[Amount], measure: str, of: Step) -> Decimal | None:
    """The total of a measure in yuan."""
    for amount in amounts:
        if amount.label.parent is None and amount.measure == measure and is_number(amount.text.text):
            return number(amount.text) * of.scale
    return None


def add_rate(sheet: Sheet, table: Table, extra: Mapping[str, Any], ledger: Ledger) -> None:
    """Keep the share spent, in percent points, on the line of the total."""
    rate: Mapping[str, str] | None = extra.get("rate")
    if sheet.rate is None or rate is None:
        return
    printed = plain(sheet.rate.text).removesuffix("%")
    line = line_name(table, rate["row"])
    if not is_number(printed) or not ledger.has(line):
        return
    of = read_number(printed)
    cell = Cell(
        iri=f"{line}/{rate['measure']}",
        line=line,
        measure=rate["measure"],
        value=of.value,
        place=sheet.rate.place,
        printed=sheet.rate.text.strip(),
        ulp=of.step,
    )
    ledger.add(cell, sheet.rate)


def check_total(sheet: Sheet, ledger: Ledger) -> None:
    """Compare the printed totals with the rows read: where they differ, a row may have been lost in reading."""
    if sheet.total is None:
        return
    for printed, cells in zip(
        sheet.total, ([row.weight for row in sheet.scored], [row.points for row in sheet.scored]), strict=True
    ):
        read = sum((number(cell) for cell in cells), Decimal(0))
        if read != number(printed):
            report_points(said([printed]), number(printed), read, [printed], ledger)


def report_points(label: str, points: Decimal, read: Decimal, cells: Sequence[Text], ledger: Ledger) -> None:
    """Say that points and their parts do not agree."""
    ledger.find(
        "GJ-X19",
        "warning",
        f"{label!r} 写明 {points:f} 分，所属各项读出合计 {read:f} 分",
        f"{label!r} prints {points:f} points, its rows as read add up to {read:f}",
        spanned(cells),
    )
