"""Performance targets of all projects of a department in one wide table: lines, projects, goals and indicators."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Goal, Line, Project, Table, Unit
from ..documents import Row, Text
from ..numbers import YUAN_PER_UNIT, is_number
from ..plain import plain
from ..recognise.statements import Statement
from .amounts import Step, declared_scale, figure, step
from .context import Context
from .indicators import Draft, add_indicators, report_unfitting
from .ledger import Ledger
from .projects import identify, last_part, other_code, read_code
from .sheet_amounts import add_table, report_undeclared
from .target_rows import Item, Reader
from .wording import said, spanned

TOTAL = "budget.total"


@dataclass(frozen=True, slots=True)
class Known:
    """A project line of the first block, to be found again where the table lists it a second time."""

    name: str
    amount: str
    project: Project
    line: str


@dataclass
class Block:
    """One run of the table from its root unit down: the lines of units so far, and what it repeats."""

    root: str = ""
    again: bool = False
    units: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    parent: str | None = None
    repeated: list[Item] = field(default_factory=list)


@dataclass
class Builder:
    """Turns the items of one table into facts, in their order."""

    table: Table
    of: Step
    statement: Statement
    context: Context
    ledger: Ledger
    block: Block = field(default_factory=Block)
    known: list[Known] = field(default_factory=list)
    _ord: int = 0

    def unit(self, item: Item) -> None:
        """Keep the line of a unit; the root unit again begins a block that repeats."""
        code = item_code(item)
        if code == self.block.root:
            self.close()
            self.block = Block(root=code, again=True)
        elif not self.block.root:
            self.block.root = code
        found = self.named_unit(item)
        above = max((known for known in self.block.units if code.startswith(known)), key=len, default=None)
        parent = self.block.units[above] if above else None
        line = self.line(item, code, found.iri if found else f"id/row/{code}", parent=parent)
        self.block.units[code] = self.block.parent = line.iri
        self.block.unit = found.iri if found else self.context.unit.iri

    def named_unit(self, item: Item) -> Unit | None:
        """The unit of a code; a code without a name is that of the department named above the table."""
        name = said(item.name) or self.statement.preamble.unit_name or ""
        return self.context.units.coded(item_code(item), name, spanned(sources(item)))

    def project(self, item: Item) -> None:
        """Keep a project with its line, goal and indicators; one listed before keeps its identity."""
        unit = self.block.unit or self.context.unit.iri
        printed = read_code(item_code(item))
        before = self.listed_before(item) if self.block.again else None
        found = before.project if before else identify(item.code, item.name, unit, self.context, self.ledger)
        if found is None:
            return
        if not self.ledger.has(found.iri):
            self.ledger.add(found)
        key = printed.text if printed else said(item.name)
        line = self.line(item, key, found.iri, parent=self.block.parent, repeats=before.line if before else None)
        if before:
            self.block.repeated.append(item)
        elif not self.block.again:
            self.known.append(Known(plain(said(item.name)), total(item), found, line.iri))
        self.goal(item, found, before)

    def listed_before(self, item: Item) -> Known | None:
        """The project of the first block with the same name and amount; ``None`` if none or several have them."""
        name = plain(said(item.name))
        same = [known for known in self.known if known.name == name and known.amount == total(item)]
        return same[0] if len(same) == 1 else None

    def line(self, item: Item, key: str, concept: str, *, parent: str | None, repeats: str | None = None) -> Line:
        """Keep one line with its cells; the projects of the first block are the leaves."""
        self._ord += 1
        line = Line(
            iri=self.ledger.fresh(terms.line_name(self.table.iri, key)),
            table=self.table.iri,
            ord=self._ord,
            item=concept,
            label=said(item.name) or item_code(item),
            place=spanned(sources(item)),
            parent=parent,
            leaf=concept.startswith("id/project/") and not self.block.again,
            repeats=repeats,
        )
        self.ledger.add(line, *sources(item))
        for measure, text in item.amounts:
            cell = figure(line.iri, measure, text, self.of, self.ledger)
            if cell is not None:
                self.ledger.add(cell, text)
        return line

    def goal(self, item: Item, project: Project, before: Known | None) -> None:
        """Keep the goal of a project and its indicators; ``before`` tells that it was listed already."""
        name = f"{self.context.disclosure.iri}/goal/{last_part(project.iri)}"
        budget = next((text for measure, text in item.amounts if measure == TOTAL and is_number(text.text)), None)
        goal = Goal(
            iri=self.ledger.fresh(name),
            table=self.table.iri,
            year=self.statement.preamble.declared_year or self.context.disclosure.year,
            place=spanned(sources(item)),
            project=project.iri,
            budget=Decimal(plain(budget.text).replace(",", "")) * self.of.scale if budget else None,
            ulp=self.of.ulp if budget else None,
            code=other_code(item.code, project),
            repeats=name if before else None,
        )
        self.ledger.add(goal)
        add_indicators(goal.iri, tuple(drafts(item, self.statement)), self.ledger)

    def close(self) -> None:
        """Say once for a block what it repeats."""
        if not self.block.again:
            return
        cells = [source for item in self.block.repeated for source in sources(item)]
        count, root = len(self.block.repeated), self.block.root
        self.ledger.find(
            "GJ-X13",
            "info",
            f"{root} 下的项目又列了一遍，其中 {count} 个在前面已有，不重复计",
            f"the projects under {root} are listed again; {count} of them stand above and are not counted twice",
            spanned(cells) if cells else self.table.place,
        )


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what a wide table of targets says to ``ledger``."""
    ledger.ignore("heading", *(cell for piece in statement.pieces for row in piece.heading for cell in row))
    reader = Reader()
    reader.read(statement.pieces)
    scale = declared_scale(statement)
    amounts = [amount for item in reader.items for amount in item.amounts]
    if scale is None and amounts:
        report_undeclared(statement, statement.place, ledger)
        amounts = []
    of = step(scale or YUAN_PER_UNIT["元"], amounts)
    table = add_table(ledger.fresh(context.table(statement.form.id)), statement, statement.place, of, ledger)
    build(Builder(table, of, statement, context, ledger), reader.items, declared=scale is not None)
    report_rows(reader, ledger)


def build(builder: Builder, items: Sequence[Item], *, declared: bool) -> None:
    """Keep all items; amounts only where their unit is declared."""
    units = re.compile(builder.statement.form.extra["targets"]["unit-code"])
    for item in items:
        if not declared:
            item.amounts = ()
        if units.fullmatch(item_code(item)):
            builder.unit(item)
        else:
            builder.project(item)
    builder.close()


def drafts(item: Item, statement: Statement) -> Iterator[Draft]:
    """The indicators of an item under the level 1 of their columns."""
    level1: Sequence[str] = statement.form.extra["targets"]["level1"]
    for pair in item.pairs:
        yield Draft(tuple(pair.name), tuple(pair.target), level1=level1[pair.group])


def item_code(item: Item) -> str:
    """The plain code of an item, if it prints one."""
    return plain(item.code.text) if item.code else ""


def sources(item: Item) -> list[Text]:
    """The cells that name an item; its amounts where it has no name."""
    return [*([item.code] if item.code else []), *item.name] or [text for _, text in item.amounts]


def total(item: Item) -> str:
    """The total amount of an item as printed, plain."""
    return next((plain(text.text) for measure, text in item.amounts if measure == TOTAL), "")


def report_rows(reader: Reader, ledger: Ledger) -> None:
    """Say which rows stand beside their columns, a run of lines at a time, and which were not read."""
    for run in consecutive(reader.shifted):
        ledger.find(
            "GJ-X14",
            "info",
            f"这 {len(run)} 行的指标比表头左移了一格，已按移位读取",
            f"the targets of these {len(run)} rows stand one column to the left of their heading and were read so",
            spanned([row[0] for row in run]),
        )
    for row in reader.unread:
        report_unfitting(row, ledger)


def consecutive(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The rows in runs of neighbouring lines."""
    run: list[Row] = []
    for row in rows:
        if run and row[0].place.first != run[-1][0].place.last + 1:
            yield run
            run = []
        run.append(row)
    if run:
        yield run
