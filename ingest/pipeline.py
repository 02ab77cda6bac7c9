"""The whole way of one document, on one page: read, recognise, interpret."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ..ontology.facts import Reading
from ..ontology.forms import RowKind
from .documents import Document, Grid, Text
from .interpret import (
    accounts,
    agencies,
    citations,
    claims,
    goal_sheets,
    institutions,
    loose_tables,
    other_bodies,
    overall_goals,
    persons,
    project_evaluations,
    project_lists,
    residues,
    self_evaluations,
    target_lists,
    target_tables,
    unit_prose,
)
from .interpret.context import Context
from .interpret.identity import identify
from .interpret.ledger import Ledger
from .interpret.locations import located
from .readers.files import read
from .recognise.completeness import refuse_cut
from .recognise.near_titles import near
from .recognise.preambles import bare_title
from .recognise.statements import Recognised, Statement
from .recognise.tables import recognise, title_of

Interpreter = Callable[[Statement, Context, Ledger], None]

#: By kind of rows, in the order of interpreting: what names units and projects comes before what only mentions them.
INTERPRETERS: Mapping[RowKind, Interpreter] = {
    "personal": persons.interpret,
    "institution": institutions.interpret,
    "unit": accounts.interpret,
    "sided": accounts.interpret,
    "function": accounts.interpret,
    "economic": accounts.interpret,
    "label": accounts.interpret,
    "nested": accounts.interpret,
    "sheet": goal_sheets.interpret,
    "targets": target_tables.interpret,
    "goals": target_lists.interpret,
    "list": project_lists.interpret,
    "project": accounts.interpret,
    "overall": overall_goals.interpret,
    "evaluation": project_evaluations.interpret,
    "selfeval": self_evaluations.interpret,
}


def read_file(path: Path) -> Reading:
    """All that the file at ``path`` says; raises a :class:`GoujiError` if it cannot be read."""
    return understand(read(path))


def understand(document: Document) -> Reading:
    """All that the document says, and all that could not be understood."""
    recognised = recognise(document)
    refuse_cut(document, recognised)
    context = identify(document, recognised)
    ledger = Ledger()
    for remark in document.remarks:
        ledger.find("GJ-X40", "info", *remark.message, remark.place)
    unit_prose.codes(recognised, context)
    unit_prose.interpret(document, context)
    for statement in sorted(recognised.statements, key=turn):
        INTERPRETERS[statement.pieces[0].layout.rows or statement.form.rows](statement, context, ledger)
    for statement in recognised.statements:
        report_near(statement, ledger)
    agencies.settle(context, ledger)
    other_bodies.report(document, context, ledger)
    residues.report(document, ledger)
    loose_tables.report(document, ledger)
    citations.interpret(document, context, ledger)
    unclaimed = claims.interpret(document, context, ledger)
    leave_out(recognised, ledger)
    for unit in context.units:
        ledger.add(unit)
    cells = tuple(cell for block in document.blocks if isinstance(block, Grid) for row in block.rows for cell in row)
    tally = ledger.tally(cells)
    told = Reading(
        disclosure=context.disclosure,
        facts=(context.disclosure, *ledger.facts),
        findings=tuple(ledger.findings),
        ignored=(*ledger.ignored, *unclaimed),
        tally=tally,
        lines=document.lines,
        paper=document.paper,
    )
    return located(told, document.paper)


def turn(statement: Statement) -> tuple[int, int]:
    """Its place in the order of interpreting."""
    order = tuple(INTERPRETERS)
    return (order.index(statement.pieces[0].layout.rows or statement.form.rows), statement.place.first)


def report_near(statement: Statement, ledger: Ledger) -> None:
    """Say that a table's title is none of those listed, and that its headings told what it is."""
    title = statement.preamble.title
    if title and not title_of([title])[1] and near(bare_title(title)) is statement.form:
        ledger.find(
            "GJ-X34",
            "info",
            f"《{title}》的题名与{statement.form.zh}相近，按表头逐栏读取",
            f"the title {title!r} is near to that of {statement.form.en!r}; the table was read by its headings",
            statement.place,
        )


def leave_out(recognised: Recognised, ledger: Ledger) -> None:
    """What is no table of a known form: contents pages are ignored, unknown tables reported by name."""
    ledger.ignore("heading", *recognised.lifted)
    for grid in recognised.contents:
        ledger.ignore("contents", *(cell for row in grid.rows for cell in row))
    for grid, above in recognised.unknown:
        ledger.find(
            "GJ-X00",
            "warning",
            f"不认识的表：{above.title or first_words(grid)!r}",
            f"a table of no known form: {above.title or first_words(grid)!r}",
            grid.place,
        )


def first_words(grid: Grid) -> str:
    """The first filled cells of a grid, to know it by."""
    filled: list[Text] = [cell for row in grid.rows for cell in row if cell.text.strip()]
    return " ".join(cell.text for cell in filled[:4])
