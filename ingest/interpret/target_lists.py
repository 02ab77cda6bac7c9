"""Performance targets of the projects of a unit in rows: each project beside its indicators, one a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Goal, Line, Project, Table
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number
from ..plain import plain
from ..recognise.statements import Statement
from .amounts import Step, declared_scale, figure, step
from .context import Context
from .entries import NO_TEXT
from .indicator_columns import Columns, Levels, columns_of, levels_of
from .indicators import add_indicators, report_unfitting
from .items import TOTAL, TOTALS
from .ledger import Ledger
from .projects import identify, last_part, other_code
from .sheet_amounts import add_table, report_undeclared
from .sheet_indicators import read_indicators
from .units import is_organisation
from .wording import said, spanned

WHOLE = "budget.total"
LEVELS = ("indicator.level1", "indicator.level2")


@dataclass
class Listed:
    """One project of the list: what it prints of itself, and the rows of its indicators."""

    ord: int
    name: tuple[Text, ...]
    unit: str
    code: Text | None = None
    goal: list[Text] = field(default_factory=list)
    amounts: list[tuple[str, Text]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what a list of projects with their indicators says to ``ledger``."""
    ledger.ignore("heading", *(cell for piece in statement.pieces for row in piece.heading for cell in row))
    reader = Reader(statement, context, ledger)
    for piece in statement.pieces:
        reader.read(piece.rows, piece.layout.columns)
    amounts = [amount for listed in reader.projects for amount in listed.amounts]
    scale = declared_scale(statement)
    if scale is None and amounts:
        report_undeclared(statement, statement.place, ledger)
    of = step(scale or YUAN_PER_UNIT["元"], amounts if scale is not None else ())
    table = add_table(ledger.fresh(context.table(statement.form.id)), statement, statement.place, of, ledger)
    for listed in reader.projects:
        reader.add(listed if scale is not None else replace(listed, amounts=[]), table, of)


@dataclass
class Reader:
    """Reads the rows of one list; a project goes on until another is named."""

    statement: Statement
    context: Context
    ledger: Ledger
    projects: list[Listed] = field(default_factory=list)
    columns: Columns = field(default_factory=lambda: Columns(()))
    unit: str = ""

    def read(self, rows: Sequence[Row], roles: Sequence[str]) -> None:
        """Take in the rows of one piece."""
        self.columns = Columns(tuple(indicator_role(role) for role in roles))
        for row in whole(rows, roles, self.statement, self.ledger):
            of = {role: cell for role, cell in zip(roles, row, strict=True) if plain(cell.text)}
            self.ledger.ignore("ordinal", *(cell for role, cell in of.items() if role == "ordinal"))
            self.ledger.ignore("text", *(row[i] for i, role in enumerate(roles) if role == "text"))
            self.place(of)
            if self.is_unit(of) or not of:
                self.ledger.ignore("name", *of.values())
                continue
            self.begin(of)
            if self.projects:
                self.fill(self.projects[-1], row, of)

    def place(self, of: dict[str, Text]) -> None:
        """Take in the unit that a row names."""
        if (cell := of.get("unit.name")) is None:
            return
        self.ledger.ignore("name", cell)
        found = self.context.units.named(cell.text)
        self.unit = found.iri if found else self.unit

    def is_unit(self, of: dict[str, Text]) -> bool:
        """Whether a row only names a unit, in the column of projects."""
        told = [role for role in of if role not in ("unit.name", "ordinal", "budget.total", "text")]
        return told == ["name"] and is_organisation(of["name"].text)

    def begin(self, of: dict[str, Text]) -> None:
        """Begin a project where a row names one; a page that prints its name again goes on with it."""
        if "name" not in of:
            return
        if self.projects and said(self.projects[-1].name) == said((of["name"],)):
            self.ledger.ignore("name", of["name"])
            return
        unit = self.unit or self.context.unit.iri
        self.projects.append(Listed(len(self.projects) + 1, (of["name"],), unit))

    def fill(self, listed: Listed, row: Row, of: dict[str, Text]) -> None:
        """Give a project what one row prints of it."""
        listed.code = listed.code or of.get("code")
        listed.goal += [of["goal"]] if "goal" in of else []
        listed.amounts += [(role, cell) for role, cell in of.items() if role.startswith(WHOLE)]
        told = zip(self.columns.roles, row, strict=True)
        indicator = tuple(replace(cell, text="") if role is None else cell for role, cell in told)
        if any(plain(cell.text) for cell in indicator):
            listed.rows.append(indicator)

    def add(self, listed: Listed, table: Table, of: Step) -> None:
        """Keep one project with its line, goal and indicators, or the line of all of them."""
        if plain(said(listed.name)) in TOTALS:
            self.line(listed, None, table, of)
            return
        project = identify(listed.code, listed.name, listed.unit, self.context, self.ledger)
        if project is None:
            return
        if not self.ledger.has(project.iri):
            self.ledger.add(project)
        self.ledger.take(*listed.name, *listed.goal, *((listed.code,) if listed.code else ()))
        if listed.amounts:
            self.line(listed, project, table, of)
        goal = self.goal(listed, project, table, of)
        drafts = read_indicators(self.columns, listed.rows, self.statement.form, self.ledger)
        add_indicators(goal.iri, drafts, self.ledger)
        levels = levels_of(self.statement.form)
        self.ledger.ignore("heading", *(cell for row in listed.rows for cell in row if levels.names(cell.text)))

    def line(self, listed: Listed, project: Project | None, table: Table, of: Step) -> None:
        """Keep the line of a project, or of all, with its cells."""
        key = last_part(project.iri) if project else TOTAL
        line = Line(
            iri=self.ledger.fresh(terms.line_name(table.iri, key)),
            table=table.iri,
            ord=listed.ord,
            item=project.iri if project else f"id/row/{TOTAL}",
            label=said(listed.name),
            place=spanned(listed.name),
            leaf=project is not None,
        )
        self.ledger.add(line, *listed.name)
        for measure, text in listed.amounts:
            cell = figure(line.iri, measure, text, of, self.ledger)
            if cell is not None and not self.ledger.has(cell.iri):
                self.ledger.add(cell, text)

    def goal(self, listed: Listed, project: Project, table: Table, of: Step) -> Goal:
        """Keep the goal of a project."""
        total = next((text for measure, text in listed.amounts if measure == WHOLE and is_number(text.text)), None)
        found = Goal(
            iri=self.ledger.fresh(f"{self.context.disclosure.iri}/goal/{last_part(project.iri)}"),
            table=table.iri,
            year=self.statement.preamble.declared_year or self.context.disclosure.year,
            place=spanned(listed.name),
            project=project.iri,
            budget=Decimal(plain(total.text).replace(",", "")) * of.scale if total else None,
            ulp=of.ulp if total else None,
            goal_text=said(listed.goal) or None,
            code=other_code(listed.code, project),
        )
        self.ledger.add(found)
        return found


def indicator_role(role: str) -> tuple[str, None] | None:
    """The role of a column in the table of indicators; ``None`` for those of the project.

    >>> indicator_role("indicator.level1"), indicator_role("goal")
    (('level1', None), None)
    """
    return (role.removeprefix("indicator."), None) if role.startswith("indicator.") else None


def whole(rows: Sequence[Row], roles: Sequence[str], statement: Statement, ledger: Ledger) -> Iterator[Row]:
    """The rows under their columns.

    A row that cannot be told so is reported, with those below it up to the next that names a project; a heading printed
    again on the next page is left out.
    """
    levels = levels_of(statement.form)
    name = roles.index("name")
    lost = False
    for row in rows:
        if columns_of(row, statement.form) is not None:
            ledger.ignore("heading", *row)
            continue
        full = widened(row, roles, levels)
        lost = full is None or (lost and not plain(full[name].text))
        if lost or full is None:
            report_unfitting(row, ledger)
        elif any(plain(cell.text) for cell in full):
            yield full


def widened(row: Row, roles: Sequence[str], levels: Levels) -> Row | None:
    """A row under its columns; ``None`` if its levels stand in no column of levels, however many cells it lost.

    The cells that were merged with those above are missing at its beginning, blank ones may stand at its end for them.
    """
    cells = list(row)
    while len(cells) > len(roles) and not plain(cells[-1].text):
        cells.pop()
    if len(cells) > len(roles):
        return None
    while True:
        full = (*[NO_TEXT] * (len(roles) - len(cells)), *cells)
        if stands(full, roles, levels, moved=full[0] is NO_TEXT):
            return full
        if not cells or plain(cells[-1].text):
            return None
        cells.pop()


def stands(row: Row, roles: Sequence[str], levels: Levels, *, moved: bool) -> bool:
    """Whether words of levels stand in the columns of levels and nowhere else; a moved row must have some."""
    printed = [(role in LEVELS, levels.names(cell.text)) for role, cell in zip(roles, row, strict=True)]
    inside = [levels.names(row[i].text) for i, role in enumerate(roles) if role in LEVELS and plain(row[i].text)]
    return (not moved or (bool(inside) and all(inside))) and not any(names for level, names in printed if not level)
