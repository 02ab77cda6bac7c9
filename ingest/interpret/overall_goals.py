"""The unit's own goals for the year: goal, amounts by source and structure, indicators — often over several pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...ontology.facts import Goal
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number
from ..plain import plain
from ..recognise.statements import Statement
from .amounts import Step
from .context import Context
from .indicator_columns import Columns, Levels, cell_at, columns_of, filled, levels_of
from .indicators import Draft, add_indicators, report_levelless, report_unfitting
from .labels import Labels, is_personal, labelled, labels_of
from .ledger import Ledger
from .overall_tasks import Tasks
from .sheet_amounts import Amount, add_amounts, add_table, amount_of, report_undeclared, scale_of, step_of
from .sheet_indicators import is_score, sign
from .target_rows import is_value
from .wording import said

#: How far a page's rows are seen to stand beside the columns: a cell to the right, or one or both level columns lost.
SHIFTS = (0, 1, -1, -2)


@dataclass
class Sheet:
    """What the rows of all pages print, in their order."""

    goal: list[Text] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    columns: Columns | None = None
    indicators: list[Row] = field(default_factory=list)


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what an overall sheet of targets says to ``ledger``."""
    ledger.ignore("heading", *(cell for piece in statement.pieces for row in piece.heading for cell in row))
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
    budget = total(amounts, of)
    goal = Goal(
        iri=ledger.fresh(f"{context.disclosure.iri}/goal/overall"),
        table=table.iri,
        year=statement.preamble.declared_year or context.disclosure.year,
        place=statement.place,
        budget=budget,
        ulp=of.ulp if budget is not None else None,
        goal_text=said(sheet.goal) or None,
    )
    ledger.add(goal, *sheet.goal)
    if sheet.columns is not None:
        drafts = read_indicators(sheet.indicators, sheet.columns, levels_of(statement.form), ledger)
        add_indicators(goal.iri, tuple(drafts), ledger)


def read_rows(statement: Statement, labels: Labels, ledger: Ledger) -> Sheet:
    """The labels above the heading of the indicators, and all rows below it; each page begins with the unit's name."""
    sheet = Sheet()
    tasks = Tasks(statement.form.extra.get("tasks", {}))
    for row in statement.rows:
        columns = columns_of(row, statement.form)
        if sheet.columns is None and columns is None and (part := tasks.read(row, labels, ledger)) is not None:
            sheet.amounts += part
            continue
        found = tuple(labelled(row, labels))
        first = found[0].label.field if found else ""
        if is_personal(row, labels, ledger):
            continue
        if columns is not None:
            sheet.columns = columns
        elif first == "unit-name":
            ledger.ignore("name", *row)
        elif sheet.columns is not None:
            sheet.indicators += [row] if filled(row) else []
        else:
            sheet.goal += [cell for item in found if item.label.field == "goal" for _, cell in item.values]
            sheet.amounts += [amount for item in found if (amount := amount_of(item, ())) is not None]
            ledger.ignore("heading", *(item.cell for item in found))
            ledger.ignore("text", *(cell for _, cell in filled(row) if not is_number(cell.text)) if not found else ())
    return sheet


def total(amounts: Sequence[Amount], of: Step) -> Decimal | None:
    """The unit's whole budget in yuan: the amount that is part of no other."""
    for amount in amounts:
        whole = amount.label.parent is None and amount.label.of_which is None
        if whole and is_number(amount.text.text):
            return Decimal(plain(amount.text.text).replace(",", "")) * of.scale
    return None


def read_indicators(rows: Sequence[Row], columns: Columns, levels: Levels, ledger: Ledger) -> Iterator[Draft]:
    """The indicators under the levels printed above them; levels that a row does not plainly say stay open."""
    level1 = level2 = ""
    for row in rows:
        found = read_row(row, columns, levels)
        if found is None:
            report_unfitting(row, ledger)
            continue
        draft, certain = found
        if draft.level1 and certain:
            level1, level2 = draft.level1, ""
        if draft.level2:
            level2 = draft.level2
        known = replace(draft, level1=level1 or None, level2=level2 or None) if certain else replace(draft, level1=None)
        if not known.level2:
            report_levelless(known, ledger)
        yield known


def read_row(row: Row, columns: Columns, levels: Levels) -> tuple[Draft, bool] | None:
    """The indicator of a row with the levels it prints, and whether they stand where levels of their kind belong.

    ``None`` if the row fits the columns neither as it stands, nor moved, nor with its name across the level columns.
    """
    for shift in SHIFTS:
        certain = fits(row, shift, columns, levels)
        if certain is not None:
            return draft_of(row, shift, columns), certain
    cells = filled(row)
    if len(cells) == 2 and cells[0][0] == columns.at("level1") and cells[1][0] == columns.at("target"):
        return Draft(name=(cells[0][1],), target=(cells[1][1],)), True
    return None


def fits(row: Row, shift: int, columns: Columns, levels: Levels) -> bool | None:
    """Whether the row stands ``shift`` cells beside its columns; ``None`` if not, ``False`` with a doubtful level 1."""
    if any(not 0 <= i - shift < len(columns.roles) for i, _ in filled(row)):
        return None
    at = {
        role: cell_at(row, None if (i := columns.at(role)) is None else i + shift)
        for role in ("level1", "level2", "name", "target")
    }
    level1, level2 = said(at["level1"]), said(at["level2"])
    if not at["name"] or is_value(at["name"][0]) or levels.is_level1(said(at["name"])):
        return None
    if level1 and not levels.is_level1(level1):
        return False if levels.is_level2(level1) and not level2 and not shift else None
    if level2 and (levels.is_level1(level2) or is_value(at["level2"][0]) or (shift and not levels.is_level2(level2))):
        return None
    return True


def draft_of(row: Row, shift: int, columns: Columns) -> Draft:
    """The indicator of a row that stands ``shift`` cells beside its columns, with its own levels only."""

    def cells(role: str) -> tuple[Text, ...]:
        column = columns.at(role)
        return cell_at(row, None if column is None else column + shift)

    return Draft(
        name=cells("name"),
        target=(*sign(cells("sign")), *cells("target"), *cells("unit")),
        level1=said(cells("level1")) or None,
        level2=said(cells("level2")) or None,
        description=cells("description"),
        basis=cells("basis"),
        weight=next(filter(is_score, cells("weight")), None),
    )
