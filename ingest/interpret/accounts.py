"""Budget tables: recognised rows and columns become tables, lines and cells."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Line, Table
from ..recognise.economic_columns import is_economic
from ..recognise.statements import Statement
from . import matrices, trees
from .amounts import Step, declared_scale, figure, report_others_unit, step
from .breakdowns import Breakdown, breakdown
from .context import Context
from .known_rows import Known, RowReader
from .ledger import Ledger
from .pieces import read_pieces
from .trees import Node, Tree

#: A note that says the table is empty.
EMPTY = re.compile(r"空表|无数据|没有数据")
#: The sides of an overview table, and the row of the second that a third list divides.
BOTH = ("income", "expenditure")
SPENT = "本年支出合计"
#: A note that says the table leaves money carried over out.
CURRENT_ONLY = "仅含当年"


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what a budget table says to ``ledger``."""
    ledger.ignore("heading", *(cell for piece in statement.pieces for row in piece.heading for cell in row))
    read = read_pieces(statement, ledger)
    amounts = [amount for entry in read for amount in entry.amounts]
    scale = declared_scale(statement)
    title = statement.preamble.title
    if amounts and scale is None:
        ledger.find(
            "GJ-X05",
            "warning",
            f"《{title}》没有写明金额单位，其中数字未读",
            f"the table {title!r} declares no unit of amount; its figures were not read",
            statement.place,
        )
        return
    if amounts:
        report_others_unit(statement, ledger)
    of = step(scale or Decimal(1), amounts)
    reader = RowReader(statement, context, ledger, of)
    known = tuple(reader.known(read))
    reader.report_misnamed(known)
    blank = None if amounts else tuple(dict.fromkeys(row.item.concept for row in known))
    table = add_table(statement, context, ledger, of, blank)
    added = tree(known, statement)
    place_units(known, added[0], context)
    for line, row in lines(table, known, breakdown(known, added, of)):
        ledger.add(line, *row.entry.naming)
        matrices.add_parts(line, row.entry.amounts, of, ledger)
        for measure, text in row.entry.amounts:
            if is_economic(measure):
                continue
            cell = figure(line.iri, measure, text, of, ledger)
            if cell is not None:
                ledger.add(cell, text)


def tree(known: Sequence[Known], statement: Statement) -> Tree:
    """Which row adds up into which."""
    nodes = [Node(row.entry.label, row.kind, code_of(row), row.item.row, len(row.entry.levels)) for row in known]
    rows = statement.pieces[0].layout.rows or statement.form.rows
    if rows == "sided":
        return merge_sides(known, nodes)
    if rows == "nested":
        return trees.by_level(nodes)
    if rows == "label":
        return trees.by_name(nodes, statement.form.parents, statement.form.of_which)
    if rows in ("project", "unit"):
        return trees.by_unit(nodes)
    return trees.by_code(nodes)


def code_of(row: Known) -> str:
    """The code that places the row: of its unit, else of its item."""
    if row.kind == "unit":
        return row.entry.unit_code or row.entry.code
    if row.item.code:
        return row.item.code
    return row.item.concept.rsplit("/", 1)[-1] if row.item.concept.startswith(("id/func/", "id/econ/")) else ""


def merge_sides(known: Sequence[Known], nodes: Sequence[Node]) -> Tree:
    """The trees of the two sides, in the order of the rows; a third divides once more what the second adds up."""
    parents: list[int | None] = [None] * len(nodes)
    of_which: list[int | None] = [None] * len(nodes)
    whole = next((i for i, row in enumerate(known) if row.item.row == SPENT), None)
    for side in {row.entry.side for row in known}:
        at = [i for i, row in enumerate(known) if row.entry.side == side]
        if side >= len(BOTH):
            total = next((i for i in at if known[i].kind == "subtotal"), None)
            for own in at:
                parents[own] = total if own != total else None
                of_which[own] = whole if parents[own] is None else None
            continue
        up, part = trees.by_ordinal([nodes[i] for i in at])
        for own, above, whole in zip(at, up, part, strict=True):
            parents[own] = None if above is None else at[above]
            of_which[own] = None if whole is None else at[whole]
    return parents, of_which


def add_table(statement: Statement, context: Context, ledger: Ledger, of: Step, blank: tuple[str, ...] | None) -> Table:
    """The table itself; ``blank`` names the rows of an empty one, which is kept: with its note it says something."""
    coverage = statement.preamble.coverage or (
        "current-only" if statement.note and CURRENT_ONLY in statement.note else None
    )
    table = Table(
        iri=context.table(statement.form.id),
        form=statement.form.id,
        title=statement.preamble.title,
        scale=int(of.scale),
        ulp=of.ulp,
        place=statement.place,
        coverage=coverage,
        note=statement.note if blank is not None or (statement.note and EMPTY.search(statement.note)) else None,
        empty=blank is not None,
        blank=blank or (),
    )
    ledger.add(table)
    return table


def lines(table: Table, known: Sequence[Known], broken: Breakdown) -> list[tuple[Line, Known]]:
    """The lines of the rows that hold figures, each under the nearest row that does."""
    parents, of_which = broken.tree
    names = line_names(table, known)
    kept = {i for i, row in enumerate(known) if row.entry.amounts}
    above = {up for i in kept if (up := nearest(i, parents, kept)) is not None}
    found: list[tuple[Line, Known]] = []
    for i in sorted(kept):
        row = known[i]
        up, whole = nearest(i, parents, kept), nearest(i, of_which, kept)
        first = broken.repeats.get(i)
        adds_up = i in above or row.kind == "subtotal" or (row.kind == "grand" and len(kept) > 1)
        line = Line(
            iri=names[i],
            table=table.iri,
            ord=i + 1,
            item=row.item.concept,
            label=row.entry.label.strip(),
            place=row.entry.place,
            parent=None if up is None else names[up],
            of_which=None if whole is None else names[whole],
            leaf=not adds_up and whole is None and first is None,
            government_item=row.item.government,
            repeats=names[first] if first in kept else None,
        )
        found.append((line, row))
    return found


def place_units(known: Sequence[Known], parents: Sequence[int | None], context: Context) -> None:
    """A unit row that adds up into another unit's row is that unit's subordinate."""
    units = {unit.iri: unit for unit in context.units}
    for row, up in zip(known, parents, strict=True):
        if row.kind == "unit" and up is not None and known[up].kind == "unit":
            context.units.place_under(units[row.item.concept], units[known[up].item.concept])


def nearest(row: int, above: Sequence[int | None], kept: set[int]) -> int | None:
    """The closest row above ``row`` that holds figures; a parent printed blank cannot be summed into."""
    up = above[row]
    while up is not None and up not in kept:
        up = above[up]
    return up


def line_names(table: Table, known: Sequence[Known]) -> list[str]:
    """Names of lines: what they are about, the second of a kind marked ~2."""
    seen: dict[str, int] = {}
    names: list[str] = []
    for row in known:
        name = terms.line_name(table.iri, row.item.key)
        names.append(name)
        if row.entry.amounts:
            seen[name] = seen.get(name, 0) + 1
            names[-1] = name if seen[name] == 1 else f"{name}~{seen[name]}"
    return names
