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
from .projects import identify, last_part
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
    table = add_table(name, statement, statement.place, of, ledger, empty=not amounts)
    add_entries(named, table, of, statement, context, ledger)


def entry(row: Row, columns: Sequence[str]) -> Entry:
    """The row by the roles of its columns."""
    return Entry({role: cell for role, cell in zip(columns, row, strict=False) if plain(cell.text)})


def add_entries(
    named: Sequence[Entry], table: Table, of: Step, statement: Statement, context: Context, ledger: Ledger
) -> None:
    """Keep a line a row, and of each project its evaluation; the projects add up into the total row, if one is printed."""
    totals: Sequence[str] = statement.form.extra["list"]["total"]
    total = next((found for found in named if is_total(found, totals)), None)
    parent = terms.line_name(table.iri, totals[0]) if total else None
    for ord_, found in enumerate(named, start=1):
        if is_total(found, totals):
            if found is total:
                add_line(found, table, ord_, f"id/row/{totals[0]}", totals[0], None, of, ledger)
        else:
            add_project(found, table, ord_, parent, of, context, ledger)


def is_total(found: Entry, totals: Sequence[str]) -> bool:
    """Whether a row is the total of the list."""
    return any(role in found.of and plain(found.of[role].text) in totals for role in ("ordinal", "name"))


def add_project(
    found: Entry, table: Table, ord_: int, parent: str | None, of: Step, context: Context, ledger: Ledger
) -> None:
    """Keep one project with its line and its evaluation; a row of figures without a name is a finding."""
    name = found.of.get("name")
    project = identify(found.of.get("code"), (name,) if name else (), context.unit.iri, context, ledger)
    if project is None:
        report_nameless(found, ledger)
        return
    if not ledger.has(project.iri):
        ledger.add(project)
    add_line(found, table, ord_, project.iri, last_key(project.code, project.name), parent, of, ledger)
    goal = Goal(
        iri=ledger.fresh(f"{context.disclosure.iri}/evaluation/{last_part(project.iri)}"),
        table=table.iri,
        year=context.disclosure.year,
        place=spanned(list(found.of.values())),
        project=project.iri,
        evaluation=True,
        budget=number(found, BUDGET, of.scale),
        spent=number(found, SPENT, of.scale),
        ulp=of.ulp,
        goal_text=found.words("goal"),
        result=found.words("result"),
        score=number(found, SCORE, Decimal(1)),
    )
    ledger.add(goal, *(found.of[role] for role in ("goal", "result") if role in found.of))


def last_key(code: str | None, name: str) -> str:
    """What tells a project's line from others of the table."""
    return code or name


def add_line(
    found: Entry, table: Table, ord_: int, concept: str, key: str, parent: str | None, of: Step, ledger: Ledger
) -> None:
    """Keep one line with its cells."""
    naming = [found.of[role] for role in ("code", "name") if role in found.of]
    line = Line(
        iri=ledger.fresh(terms.line_name(table.iri, key)),
        table=table.iri,
        ord=ord_,
        item=concept,
        label=found.words("name") or key,
        place=spanned(list(found.of.values())),
        parent=parent,
        leaf=concept.startswith("id/project/"),
    )
    ledger.add(line, *naming)
    for measure, text in found.amounts:
        cell = figure(line.iri, measure, text, of, ledger)
        if cell is not None:
            ledger.add(cell, text)


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
