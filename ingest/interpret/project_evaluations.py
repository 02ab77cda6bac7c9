"""Self-evaluations printed as one sheet a project: what it was given and spent, what it reached, its own points."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...ontology.facts import Goal, Project
from ...ontology.forms import Form
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number, read_number
from ..plain import plain
from ..recognise.statements import Piece, Statement
from . import agencies
from .amounts import Step
from .context import Context
from .goal_sheets import report_nameless
from .indicator_columns import Levels, cell_at, columns_of, filled, levels_of
from .indicators import Draft, add_indicators
from .labels import Labels, is_personal, labelled, labels_of
from .ledger import Ledger
from .projects import identify, last_part, read_code
from .sheet_amount_columns import AmountColumns, AmountRow, add_rate, amount_columns, settled
from .sheet_amounts import Amount, add_amounts, add_table, report_undeclared, scale_of, step_of
from .sheet_indicators import is_score, read_indicators
from .wording import rows_place, said

#: A code before a name in one cell: 51000021R000000000001-示例支出.
CODED = re.compile(r"\s*(?P<code>[0-9A-Za-z]{21})\s*[-—－_ ]\s*(?P<name>.+)", re.DOTALL)
#: What a form asks for, left standing: (200字以内).
UNFILLED = re.compile(r"\([0-9]+字(以内|左右)\)")
#: A department named as an office of its own.
OFFICE = "本级"
#: The full points of a sheet.
FULL = Decimal(100)
#: The name of an indicator in a blank form.
UNNAMED = re.compile(r"指标[0-9]+:?|…+|\.+")
#: The finding that a row of indicators could not be read.
UNFITTING = "GJ-X16"
#: Fields whose words stand to the right, or in the row below.
BELOW = {"goal-below": "goal", "result-below": "result"}


@dataclass
class Sheet:
    """What one sheet prints."""

    texts: dict[str, list[Text]] = field(default_factory=dict)
    rows: list[AmountRow] = field(default_factory=list)
    total: list[Text] = field(default_factory=list)
    """The full points and the score of the last row, as far as they are printed."""
    whole: bool = True
    """Whether all rows of indicators could be read."""

    def first(self, name: str) -> Text | None:
        """The first value of a field."""
        return next(iter(self.texts.get(name, ())), None)

    def said(self, name: str) -> str | None:
        """All words of a field, but for those that a form asks for with."""
        words = [text for text in self.texts.get(name, ()) if not UNFILLED.search(plain(text.text))]
        return "\n".join(dict.fromkeys(said([text]) for text in words)) or None


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what the sheets of a statement say to ``ledger``: each piece is a sheet of its own."""
    reader = Reader(statement, labels_of(statement.form), levels_of(statement.form), context, ledger)
    for piece in statement.pieces:
        ledger.ignore("heading", *(cell for row in piece.heading for cell in row))
        reader.sheet(piece)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the sheets of one statement."""

    statement: Statement
    labels: Labels
    levels: Levels
    context: Context
    ledger: Ledger

    @property
    def form(self) -> Form:
        """The form of the sheets."""
        return self.statement.form

    @property
    def is_of_unit(self) -> bool:
        """Whether the sheet is of all that a unit spends, and of no project."""
        about: Mapping[str, str] = self.form.extra.get("sheet", {})
        return about.get("of") == "unit"

    def sheet(self, piece: Piece) -> None:
        """Add one sheet: its project, amounts, goal, indicators and score."""
        at = next((i for i, row in enumerate(piece.rows) if columns_of(row, self.form)), len(piece.rows))
        sheet = Sheet()
        self.read_above(piece.rows[:at], sheet)
        agency = sheet.first("department")
        if agency and plain(agency.text).removesuffix(OFFICE) != plain(self.context.unit.name).removesuffix(OFFICE):
            agencies.interpret(agency, self.context, self.ledger)
        project = None if self.is_of_unit else self.project(sheet)
        if project is None and not self.is_of_unit:
            report_nameless(self.statement, rows_place(piece.rows), self.ledger)
            return
        scored = self.scored(piece.rows[at:], sheet)
        self.add(sheet, project, piece, scored)

    def scored(self, rows: Sequence[Row], sheet: Sheet) -> tuple[Draft, ...]:
        """The indicators below their heading row; without points where one of the rows cannot be read.

        Points that are not all there add up to nothing that the sheet says.
        """
        columns = columns_of(rows[0], self.form) if rows else None
        if columns is None:
            return ()
        self.ledger.ignore("heading", *rows[0])
        indicators = list(self.indicator_rows(rows[1:], sheet))
        before = len(self.ledger.findings)
        found = tuple(filter(is_filled, read_indicators(columns, indicators, self.form, self.ledger)))
        cells = [cell for row in indicators for cell in row]
        self.ledger.ignore("heading", *(cell for cell in cells if self.levels.names(cell.text)))
        self.ledger.ignore(
            "text", *(cell for row in indicators for at in columns.all("aside") for cell in cell_at(row, at))
        )
        self.ledger.ignore("text", *(cell for cell in cells if UNNAMED.fullmatch(plain(cell.text))))
        sheet.whole = all(finding.rule != UNFITTING for finding in self.ledger.findings[before:])
        return found if sheet.whole else tuple(self.without_points(draft) for draft in found)

    def without_points(self, draft: Draft) -> Draft:
        """An indicator of a sheet that was not read to its end."""
        self.ledger.ignore("text", *(cell for cell in (draft.weight, draft.points) if cell))
        return replace(draft, weight=None, points=None)

    def read_above(self, rows: Sequence[Row], sheet: Sheet) -> None:
        """Read the labels and amounts of the rows above the indicators."""
        columns: AmountColumns | None = None
        below: list[tuple[int, str]] = []
        for row in rows:
            if is_personal(row, self.labels, self.ledger):
                continue
            told = amount_columns(row, self.form)
            if told is not None:
                columns, below = told, []
                self.ledger.ignore("heading", *row)
            elif columns is not None and (amounts := columns.read(row, self.labels)) is not None:
                sheet.rows.append(amounts)
            else:
                below = self.read_labels(row, below, sheet)

    def read_labels(self, row: Row, below: list[tuple[int, str]], sheet: Sheet) -> list[tuple[int, str]]:
        """Read a row of labels with their values, or of words under labels; what the next row stands under."""
        found = [item for item in labelled(row, self.labels) if item.label.field]
        if not found:
            for name, cell in under_labels(row, below):
                self.keep(name, cell, sheet)
            return below
        under: dict[str, int] = {}
        for item in found:
            name = BELOW.get(item.label.field, item.label.field)
            self.ledger.ignore("heading", item.cell)
            for _, cell in item.values:
                self.keep(name, cell, sheet)
            if item.label.field in BELOW and not item.values:
                under[name] = row.index(
                    item.cell
                )  # 年度总体目标 in the margin, 预期目标 over the words: the last counts
        return sorted((at, name) for name, at in under.items())

    def keep(self, name: str, cell: Text, sheet: Sheet) -> None:
        """Keep a value of a field; other words are only text, and a number among them unread."""
        sheet.texts.setdefault(name, []).append(cell)
        if name != "text":
            self.ledger.take(cell)
        elif not is_number(plain(cell.text).removesuffix("%")):
            self.ledger.ignore("text", cell)

    def indicator_rows(self, rows: Sequence[Row], sheet: Sheet) -> Iterator[Row]:
        """The rows of indicators; the score and the words below them are read, a heading printed again is left out."""
        for row in rows:
            cells = filled(row)
            if not cells or is_personal(row, self.labels, self.ledger):
                continue
            label = self.labels.match(cells[0][1].text)
            if columns_of(row, self.form) is not None:
                self.ledger.ignore("heading", *row)
            elif plain(cells[0][1].text).rstrip(":") in self.form.extra["levels"]["total"]:
                sheet.total = [cell for _, cell in cells if is_score(cell)][-2:]
                self.ledger.take(*sheet.total)
            elif len(cells) == 1 and not self.levels.names(cells[0][1].text):
                self.ledger.ignore("text", cells[0][1])
            elif label is not None and label.field:
                self.read_labels(row, [], sheet)
            else:
                yield row

    def project(self, sheet: Sheet) -> Project | None:
        """The project that the sheet names; its code may stand before its name."""
        name, code = sheet.first("name"), sheet.first("code")
        if name and (found := CODED.fullmatch(name.text)) and read_code(found["code"]):
            code, name = replace(name, text=found["code"]), replace(name, text=found["name"])
        title = (name,) if name else ()
        project = identify(code, title, self.context.unit.iri, self.context, self.ledger)
        if project is not None and not self.ledger.has(project.iri):
            self.ledger.add(project)
        return project

    def add(self, sheet: Sheet, project: Project | None, piece: Piece, scored: Sequence[Draft]) -> None:
        """Keep the sheet's table with its amounts and rates, its evaluation, and the indicators of that."""
        place = rows_place(piece.rows)
        amounts = tuple(settled(sheet.rows))
        scale = scale_of(piece.rows, self.labels, self.statement)
        if scale is None and amounts:
            report_undeclared(self.statement, place, self.ledger)
        kept = amounts if scale is not None else ()
        of = step_of(scale or YUAN_PER_UNIT["元"], kept)
        name = self.ledger.fresh(self.context.table(self.form.id, (project.code or project.name) if project else None))
        table = add_table(name, self.statement, place, of, self.ledger)
        add_amounts(table, kept, of, self.ledger)
        for row in sheet.rows:
            add_rate(row, table, self.ledger)
        goal = Goal(
            iri=self.ledger.fresh(
                f"{self.context.disclosure.iri}/evaluation/{last_part(project.iri) if project else 'overall'}"
            ),
            table=table.iri,
            year=self.statement.preamble.declared_year or self.context.disclosure.year,
            place=place,
            project=project.iri if project else None,
            evaluation=True,
            budget=money(kept, ("adjusted.total", "budget.total"), of),
            spent=money(kept, ("final.total",), of),
            ulp=of.ulp if kept else None,
            goal_text=sheet.said("goal"),
            result=sheet.said("result"),
            score=score_of(sheet),
            grade=sheet.said("grade"),
        )
        self.ledger.add(goal)
        apart = tuple(executions(sheet, self.form.extra["execution"], scored))
        add_indicators(goal.iri, (*apart, *scored), self.ledger)
        for row in sheet.rows:
            self.ledger.ignore("text", *(cell for cell in (row.weight, row.points, *row.deviation) if cell))


def under_labels(row: Row, below: Sequence[tuple[int, str]]) -> Iterator[tuple[str, Text]]:
    """The words of a row with the field that each stands under: one for each label, or by their columns."""
    cells = filled(row)
    if len(cells) == len(below):
        yield from ((name, cell) for (_, name), (_, cell) in zip(below, cells, strict=True))
        return
    for i, cell in cells:
        yield next((name for at, name in reversed(below) if at <= i), below[0][1] if below else "text"), cell


def is_filled(draft: Draft) -> bool:
    """Whether an indicator says anything but its name: a blank form numbers those to be filled in (指标2)."""
    return bool(draft.target or draft.actual or draft.weight or draft.points)


def score_of(sheet: Sheet) -> Decimal | None:
    """The score of the last row, or that of a label; a lone hundred in the last row is the full points."""
    said_at = [cell for cell in sheet.texts.get("score", ()) if is_score(cell)]
    printed = [number(cell) for cell in (*sheet.total[1:], *said_at)]
    if not printed and len(sheet.total) == 1 and number(sheet.total[0]) != FULL:
        printed = [number(sheet.total[0])]
    return printed[0] if printed else None


def number(cell: Text) -> Decimal:
    """The number of a cell that is known to print points."""
    return Decimal(plain(cell.text).removesuffix("分").replace(",", ""))


def money(amounts: Sequence[Amount], measures: Sequence[str], of: Step) -> Decimal | None:
    """The total of the first of the measures that the sheet prints, in yuan."""
    for measure in measures:
        for amount in amounts:
            if amount.label.row == "资金总额" and amount.measure == measure and is_number(amount.text.text):
                return read_number(amount.text.text).value * of.scale
    return None


def executions(sheet: Sheet, extra: Mapping[str, str], scored: Sequence[Draft]) -> Iterator[Draft]:
    """The share spent of the total, as the indicator it is scored as; nothing where it is not scored apart.

    Where the indicators alone make up the full hundred points, one of them is the execution itself.
    """
    others = sum((number(draft.weight) for draft in scored if draft.weight), Decimal(0))
    for row in sheet.rows:
        if row.label.row == extra["row"] and row.weight is not None and others != FULL and sheet.whole:
            yield Draft(
                name=(Text(extra["name"], (row.rate or row.weight).place),),
                target=(),
                level2=extra["level2"],
                weight=row.weight,
                points=row.points,
                actual=(row.rate,) if row.rate else (),
                deviation=tuple(cell for cell in row.deviation if not UNFILLED.search(plain(cell.text))),
            )
            return
