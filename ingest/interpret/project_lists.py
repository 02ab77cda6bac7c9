"""A list of evaluated projects: what each was given, spent and scored, its goal and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Goal, Line, Table
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number
from ..plain import plain
from ..recognise.statements import Statement
from .amounts import COUNTED, Step, declared_scale, figure, step
from .context import Context
from .ledger import Ledger
from .projects import identify, last_part, other_code
from .sheet_amounts import add_table, report_undeclared
from .wording import said, spanned

#: Roles of columns that are no measure.
WORDS = frozenset({"ordinal", "code", "name", "goal", "result", "text"})
BUDGET, SPENT, SCORE = "adjusted.project", "final.project", "selfeval.score"


@dataclass(frozen=True, slots=True)
class Entry:
    """One printed row by the roles of its columns; blank cells are left out."""

    of: dict[str, Text]

    @property
    def amounts(self) -> tuple[tuple[str, Text], ...]:
        """The filled cells of measures."""
        return tuple((role, cell) for role, cell in self.of.items() if role not in WORDS)

    def words(self, role: str) -> str | None:
        """The words in a column."""
        return said([self.of[role]]) if role in self.of else None


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what a list of evaluated projects says to ``ledger``; numbered rows without a project are left out."""
    ledger.ignore("heading", *(cell for piece in statement.pieces for row in piece.heading for cell in row))
    entries = [entry(row, piece.layout.columns) for piece in statement.pieces for row in piece.rows]
    named = [found for found in entries if "name" in found.of or found.amounts]
    ledger.ignore("ordinal", *(found.of["ordinal"] for found in entries if "ordinal" in found.of))
    scale = declared_scale(statement)
    amounts = [amount for found in named for amount in found.amounts]
    if scale is None and any(measure not in COUNTED for measure, _ in amounts):
        report_undeclared(statement, statement.place, ledger)
        return
    of = step(scale or YUAN_PER_UNIT["元"], amounts)
    name = ledger.fresh(context.table(statement.form.id))
    table = add_table(name, statement, statement.place, of, ledger)
    Builder(table, of, statement.form.extra["list"]["total"], context, ledger).entries(named)


def entry(row: Row, columns: Sequence[str]) -> Entry:
    """The row by the roles of its columns."""
    return Entry({role: cell for role, cell in zip(columns, row, strict=False) if plain(cell.text)})


@dataclass(frozen=True, slots=True)
class Builder:
    """Keeps the rows of one list."""

    table: Table
    of: Step
    totals: Sequence[str]
    context: Context
    ledger: Ledger

    def entries(self, named: Sequence[Entry]) -> None:
        """Keep a line a row; the projects add up into the total row, if one is printed."""
        total = next((found for found in named if self.is_total(found)), None)
        parent = terms.line_name(self.table.iri, self.totals[0]) if total else None
        for ord_, found in enumerate(named, start=1):
            if not self.is_total(found):
                self.project(found, ord_, parent)
            elif found is total:
                self.line(found, ord_, f"id/row/{self.totals[0]}", self.totals[0])

    def is_total(self, found: Entry) -> bool:
        """Whether a row is the total of the list."""
        return any(role in found.of and plain(found.of[role].text) in self.totals for role in ("ordinal", "name"))

    def project(self, found: Entry, ord_: int, parent: str | None) -> None:
        """Keep one project with its line and its evaluation; a row of figures without a name is a finding."""
        name = found.of.get("name")
        code = found.of.get("code")
        project = identify(code, (name,) if name else (), self.context.unit.iri, self.context, self.ledger)
        if project is None:
            report_nameless(found, self.ledger)
            return
        if not self.ledger.has(project.iri):
            self.ledger.add(project)
        self.line(found, ord_, project.iri, project.code or project.name, parent=parent)
        goal = Goal(
            iri=self.ledger.fresh(f"{self.context.disclosure.iri}/evaluation/{last_part(project.iri)}"),
            table=self.table.iri,
            year=self.context.disclosure.year,
            place=spanned(list(found.of.values())),
            project=project.iri,
            evaluation=True,
            budget=number(found, BUDGET, self.of.scale),
            spent=number(found, SPENT, self.of.scale),
            ulp=self.of.ulp,
            goal_text=found.words("goal"),
            result=found.words("result"),
            score=number(found, SCORE, Decimal(1)),
            code=other_code(code, project),
        )
        self.ledger.add(goal, *(found.of[role] for role in ("goal", "result") if role in found.of))

    def line(self, found: Entry, ord_: int, concept: str, key: str, *, parent: str | None = None) -> None:
        """Keep one line with its cells; projects are the leaves."""
        line = Line(
            iri=self.ledger.fresh(terms.line_name(self.table.iri, key)),
            table=self.table.iri,
            ord=ord_,
            item=concept,
            label=found.words("name") or key,
            place=spanned(list(found.of.values())),
            parent=parent,
            leaf=concept.startswith("id/project/"),
        )
        self.ledger.add(line, *(found.of[role] for role in ("code", "name") if role in found.of))
        for measure, text in found.amounts:
            cell = figure(line.iri, measure, text, self.of, self.ledger)
            if cell is not None:
                self.ledger.add(cell, text)


def number(found: Entry, measure: str, scale: Decimal) -> Decimal | None:
    """The number in a column, in yuan or in points."""
    cell = found.of.get(measure)
    return Decimal(plain(cell.text).replace(",", "")) * scale if cell is not None and is_number(cell.text) else None


def report_nameless(found: Entry, ledger: Ledger) -> None:
    """Say that a row of figures names no project."""
    ledger.find(
        "GJ-X18",
        "warning",
        "有金额的一行没有项目名称，没有读",
        "a row with figures names no project and was not read",
        spanned(list(found.of.values())),
    )
