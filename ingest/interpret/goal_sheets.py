"""Performance targets printed as one sheet a project: labels with their values, then a table of indicators."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...ontology.facts import Goal, Project
from ...ontology.places import Place
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number
from ..plain import plain
from ..recognise.statements import Piece, Statement
from . import agencies
from .amounts import Step
from .context import Context
from .indicator_columns import columns_of, filled, levels_of
from .indicators import add_indicators
from .labels import Labelled, Labels, is_personal, labelled, labels_of
from .ledger import PERSONAL, Ledger
from .projects import identify, last_part, other_code
from .sheet_amounts import Amount, add_amounts, add_table, amount_of, report_undeclared, scale_of, step_of
from .sheet_indicators import read_indicators
from .wording import rows_place, said

#: Fields whose words go into the goal or project; those of all others are only text.
KEPT = frozenset({"code", "name", "purpose", "basis", "goal", "department"})


@dataclass
class Sheet:
    """What the label part of one sheet prints."""

    texts: dict[str, list[tuple[int, Text]]] = field(default_factory=dict)
    amounts: list[Amount] = field(default_factory=list)
    plan: dict[int, Text] = field(default_factory=dict)
    year_from: int | None = None
    """The column at which the words of the year's goal begin, where the sheet has two halves."""

    def first(self, name: str) -> Text | None:
        """The first value of a field."""
        found = self.texts.get(name)
        return found[0][1] if found else None

    def said(self, name: str) -> str | None:
        """All words of a field, each value once."""
        words = dict.fromkeys(said([text]) for _, text in self.texts.get(name, ()))
        return "\n".join(words) or None

    def goal(self) -> str | None:
        """The words of the year's goal; those of the whole term where the sheet prints no other."""
        values = self.texts.get("goal", [])
        ours = [text for i, text in values if self.year_from is not None and i >= self.year_from]
        return said(ours) or "\n".join(said([text]) for _, text in values) or None


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what the sheets of a statement say to ``ledger``: each piece is a sheet of its own."""
    reader = Reader(statement, labels_of(statement.form), context, ledger)
    for piece in statement.pieces:
        ledger.ignore("heading", *(cell for row in piece.heading for cell in row))
        reader.sheet(piece)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the sheets of one statement."""

    statement: Statement
    labels: Labels
    context: Context
    ledger: Ledger

    def sheet(self, piece: Piece) -> None:
        """Add one sheet: its project, goal, amounts and indicators."""
        form = self.statement.form
        at = next((i for i, row in enumerate(piece.rows) if columns_of(row, form)), len(piece.rows))
        sheet = read_labels(piece, at, self.labels, form.extra, self.ledger)
        if agency := sheet.first("department"):
            agencies.interpret(agency, self.context, self.ledger)
        name = sheet.first("name")
        title = (name,) if name else ()
        project = identify(sheet.first("code"), title, self.context.unit.iri, self.context, self.ledger)
        if project is None:
            report_nameless(self.statement, rows_place(piece.rows), self.ledger)
            return
        self.ledger.take(*(text for key in KEPT for _, text in sheet.texts.get(key, ())))
        if not self.ledger.has(project.iri):
            self.ledger.add(project)
        goal = self.goal(sheet, project, piece)
        rows = [row for row in piece.rows[at + 1 :] if not is_personal(row, self.labels, self.ledger)]
        if at < len(piece.rows) and (columns := columns_of(piece.rows[at], form)):
            self.ledger.ignore("heading", *piece.rows[at])
            add_indicators(goal.iri, read_indicators(columns, rows, form, self.ledger), self.ledger)
            levels = levels_of(form)
            self.ledger.ignore("heading", *(cell for row in rows for cell in row if levels.names(cell.text)))

    def goal(self, sheet: Sheet, project: Project, piece: Piece) -> Goal:
        """Keep the sheet's table with its amounts, and its goal."""
        scale = scale_of(piece.rows, self.labels, self.statement)
        place = rows_place(piece.rows)
        if scale is None and sheet.amounts:
            report_undeclared(self.statement, place, self.ledger)
        amounts = sheet.amounts if scale is not None else []
        of = step_of(scale or YUAN_PER_UNIT["元"], amounts)
        name = self.ledger.fresh(self.context.table(self.statement.form.id, project.code or project.name))
        table = add_table(name, self.statement, place, of, self.ledger)
        add_amounts(table, amounts, of, self.ledger)
        budget = yearly(amounts, of)
        goal = Goal(
            iri=self.ledger.fresh(f"{self.context.disclosure.iri}/goal/{last_part(project.iri)}"),
            table=table.iri,
            year=self.statement.preamble.declared_year or self.context.disclosure.year,
            place=place,
            project=project.iri,
            budget=budget,
            ulp=of.ulp if budget is not None else None,
            plan=plan_of(sheet, self.ledger),
            goal_text=sheet.goal(),
            purpose=sheet.said("purpose"),
            basis=sheet.said("basis"),
            code=other_code(sheet.first("code"), project),
        )
        self.ledger.add(goal)
        return goal


def read_labels(piece: Piece, end: int, labels: Labels, extra: Mapping[str, Any], ledger: Ledger) -> Sheet:
    """The labels of the rows above the indicators, with their values."""
    sheet = Sheet()
    measures = measures_of(piece, end, labels, extra)
    below: Row | str = ""
    for row in piece.rows[:end]:
        found = tuple(labelled(row, labels))
        if not found:
            read_below(row, below, sheet, extra.get("plan", {}))
            below = ""
        else:
            below = next((what for item in found if (what := asks_below(item, row))), "")
            for item in found:
                read_label(item, sheet, measures, ledger)
    ledger.ignore("text", *(text for key, values in sheet.texts.items() if key not in KEPT for _, text in values))
    return sheet


def measures_of(piece: Piece, end: int, labels: Labels, extra: Mapping[str, Any]) -> tuple[str, ...]:
    """The measures of the layout's amounts; without those whose total (实施期资金总额) the sheet does not print."""
    listed = tuple(extra.get("measures", {}).get(piece.layout.name, ()))
    found = {label.measure for row in piece.rows[:end] for cell in row if (label := labels.match(cell.text))}
    return tuple(measure for measure in listed if measure in found) or listed


def asks_below(found: Labelled, row: Row) -> Row | str:
    """What a label wants of the row below it: a payment plan its percentages, the purpose and a goal their words."""
    if found.label.field == "plan":
        return row
    if found.label.field == "year-goal" and not found.values:
        return "goal"
    return "purpose" if found.label.field == "purpose-below" else ""


def read_below(row: Row, below: Row | str, sheet: Sheet, steps: Mapping[str, int]) -> None:
    """Read a row without labels as the row above wants it."""
    if isinstance(below, str):
        if below:
            sheet.texts.setdefault(below, []).extend(filled(row))
    else:
        for i, cell in filled(row):
            step = steps.get(plain(below[i].text)) if i < len(below) else None
            if step is not None:
                sheet.plan[step] = cell


def read_label(found: Labelled, sheet: Sheet, measures: Sequence[str], ledger: Ledger) -> None:
    """Read one label with its values."""
    name = found.label.field
    if name in ("year-heading", "year-goal"):
        sheet.year_from = found.cell.place.cell
    if name == "plan":
        ledger.ignore("heading", *(cell for _, cell in found.values))
    elif name == PERSONAL:
        ledger.ignore(PERSONAL, found.cell, *(cell for _, cell in found.values))
    elif name == "year-goal":
        sheet.texts.setdefault("goal", []).extend(found.values)
    elif name:
        sheet.texts.setdefault(name, []).extend(found.values)
        ledger.ignore("heading", found.cell)
    elif (amount := amount_of(found, measures)) is not None:
        sheet.amounts.append(amount)


def yearly(amounts: Sequence[Amount], of: Step) -> Decimal | None:
    """The year's total in yuan."""
    for amount in amounts:
        if amount.label.parent is None and amount.measure == "goal.year" and is_number(amount.text.text):
            return Decimal(plain(amount.text.text).replace(",", "")) * of.scale
    return None


def plan_of(sheet: Sheet, ledger: Ledger) -> tuple[tuple[int, Decimal], ...]:
    """The cumulative percentages of the payment plan, by quarter; anything else than a percentage is a finding."""
    steps: list[tuple[int, Decimal]] = []
    for quarter, cell in sorted(sheet.plan.items()):
        printed = plain(cell.text).removesuffix("%")
        if is_number(printed):
            steps.append((quarter, Decimal(printed)))
            ledger.take(cell)
        else:
            ledger.find(
                "GJ-X17",
                "warning",
                f"资金支出计划里不是百分比：{cell.text!r}",
                f"not a percentage in the payment plan: {cell.text!r}",
                cell.place,
            )
    return tuple(steps)


def report_nameless(statement: Statement, place: Place, ledger: Ledger) -> None:
    """Say that a sheet names no project."""
    ledger.find(
        "GJ-X18",
        "warning",
        f"《{statement.preamble.title}》没有项目名称和编码，没有读",
        f"the sheet {statement.preamble.title!r} names no project and was not read",
        place,
    )
