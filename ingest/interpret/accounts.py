"""Budget tables: recognised rows and columns become tables, lines and cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...ontology import terms
from ...ontology.facts import Line, Project, Table
from ...ontology.forms import RowKind
from ...ontology.places import Place
from ..documents import Row, Text
from ..numbers import UnreadableNumberError, has_digit, read_number
from ..plain import plain
from ..recognise.statements import Piece, Statement
from . import items, trees
from .alignments import align
from .amounts import Step, declared_scale, figure, step
from .context import Context
from .entries import Entry, entries
from .items import Item
from .ledger import Ledger
from .project_names import ProjectNames
from .trees import Node, RowType, Tree

NOWHERE = Place(0, 0)
#: Stands for the concept of a project row until the project is found.
PROJECT = "id/project/"
#: A note that says the table leaves money carried over out.
CURRENT_ONLY = "仅含当年"


@dataclass(frozen=True, slots=True)
class Known:
    """A row whose concept is known, ready to become a line."""

    entry: Entry
    item: Item
    kind: RowType


def interpret(statement: Statement, context: Context, ledger: Ledger) -> None:
    """Add what a budget table says to ``ledger``."""
    ledger.ignore("heading", *(cell for piece in statement.pieces for row in piece.heading for cell in row))
    read = read_pieces(statement, ledger)
    amounts = [amount for entry in read for amount in entry.amounts]
    scale = declared_scale(statement)
    if amounts and scale is None:
        ledger.find(
            "GJ-X05",
            "warning",
            f"《{statement.preamble.title}》没有写明金额单位，其中数字未读",
            f"the table {statement.preamble.title!r} declares no unit of amount; its figures were not read",
            statement.place,
        )
        return
    of = step(scale or Decimal(1), amounts)
    known = tuple(know_rows(read, statement, context, ledger, of))
    table = add_table(statement, context, ledger, of, empty=not amounts)
    add_lines(table, known, statement, context, ledger, of)


def know_rows(
    read: Sequence[Entry], statement: Statement, context: Context, ledger: Ledger, of: Step
) -> Iterator[Known]:
    """The rows whose concept is known, in order; projects belong to the unit row above them."""
    projects = ProjectNames(ledger.facts)
    unit = context.unit.iri
    for entry in read:
        row = know(entry, statement, context, ledger)
        if row is None:
            continue
        if row.kind == "unit":
            unit = row.item.concept
        if row.item.concept == PROJECT and entry.amounts:
            yield replace(row, item=project_item(entry, unit, projects, context, ledger, of))
        elif row.item.concept != PROJECT:
            yield row


def project_item(entry: Entry, unit: str, projects: ProjectNames, context: Context, ledger: Ledger, of: Step) -> Item:
    """The project a row names: one whose sheet the document prints, or a new one."""
    found = projects.same(entry.label, unit)
    if found is None and (amount := first_amount(entry, of)) is not None:
        found = projects.alike(entry.label, amount, of.ulp)
        if found is not None:
            ledger.find(
                "GJ-X07",
                "info",
                f"项目名称不一致而金额相符，按同一项目处理：{entry.label!r} 与 {found.name!r}",
                f"two spellings of one project, its amount agrees: {entry.label!r} and {found.name!r}",
                entry.place,
                found.place,
            )
    if found is None:
        found = Project(
            context.project(None, entry.label, unit), entry.label.strip(), unit, entry.place, region=context.region
        )
        ledger.add(found)
    return Item(found.iri, found.iri.removeprefix("id/project/"))


def first_amount(entry: Entry, of: Step) -> Decimal | None:
    """The first amount of the row in yuan: its total."""
    try:
        return read_number(entry.amounts[0][1].text).value * of.scale
    except UnreadableNumberError:
        return None


def read_pieces(statement: Statement, ledger: Ledger) -> tuple[Entry, ...]:
    """The rows of all pieces by the roles of their columns."""
    whole = tuple(
        e for piece in statement.pieces if not piece.missing for e in entries(piece.rows, piece.layout.columns)
    )
    return tuple(entry for piece in statement.pieces for entry in read_piece(piece, whole, statement, ledger))


def read_piece(piece: Piece, others: Sequence[Entry], statement: Statement, ledger: Ledger) -> tuple[Entry, ...]:
    """The rows of one piece; under a heading that lost words the sums tell the columns, or the piece is reported."""
    if piece.layout.transposed:
        return transposed(piece)
    if not piece.missing or not piece.rows:
        return tuple(entries(piece.rows, piece.layout.columns))
    found = align(piece.rows, piece.layout, piece.missing, statement.form.sums, others)
    title, where = statement.preamble.title, span(piece.rows)
    if found is None:
        ledger.find(
            "GJ-X02",
            "warning",
            f"《{title}》表头少 {piece.missing} 栏，按合计关系也定不下各列，数字未读",
            f"the heading of {title!r} lacks {piece.missing} columns and the sums do not tell which; not read",
            where,
        )
        return ()
    if any(has_digit(cell.text) for row in piece.rows for cell in row):
        ledger.find(
            "GJ-X03",
            "info",
            f"《{title}》表头少 {piece.missing} 栏，各列按合计关系读取",
            f"the heading of {title!r} lacks {piece.missing} columns; they were told by the sums",
            where,
        )
    return tuple(entries(piece.rows, found.columns))


def transposed(piece: Piece) -> tuple[Entry, ...]:
    """The entries of a table of one row whose columns are the items: the heading names what the rows usually name."""
    found: list[Entry] = []
    for row in piece.rows:
        for (label, measure), cell in zip(piece.layout.transposed, row, strict=False):
            name = Text(label, NOWHERE)
            amounts = ((measure, cell),) if plain(cell.text) else ()
            found.append(Entry(0, name, "", "", "", "", None, amounts, (), (), (), cell.place))
    return tuple(found)


def know(entry: Entry, statement: Statement, context: Context, ledger: Ledger) -> Known | None:
    """The row with its concept; a row that has figures but no concept is a finding."""
    ledger.ignore("ordinal", *entry.ordinals)
    rows = statement.pieces[0].layout.rows or statement.form.rows
    found = concept(entry, rows, statement, context)
    if found is not None:
        if not entry.amounts:
            ledger.ignore("code" if entry.code or entry.unit_code else "name", *entry.naming)
        return found
    if entry.amounts:
        ledger.find(
            "GJ-X06",
            "warning",
            f"《{statement.preamble.title}》有金额的一行看不出是什么科目：{entry.code} {entry.label}".rstrip(),
            f"a row with figures in {statement.preamble.title!r} has no item that is known: {entry.code} {entry.label}".rstrip(),
            entry.place,
        )
    else:
        ledger.ignore("text", *entry.naming)
    return None


def concept(entry: Entry, rows: RowKind, statement: Statement, context: Context) -> Known | None:
    """What the row is about, by the kind of rows the form has."""
    if rows == "sided":
        return sided(entry, statement)
    if items.is_total(entry):
        return Known(entry, items.total(), "grand")
    if rows == "label":
        return Known(entry, items.labelled(entry.label), "item") if entry.label else None
    if (
        entry.unit_code
        and entry.kind in (None, "")
        and (unit := context.units.coded(entry.unit_code, entry.label, entry.place))
    ):
        return Known(entry, Item(unit.iri, entry.unit_code), "unit")
    if rows == "function" and (item := items.function(entry.code)):
        return Known(entry, item, "item")
    if rows == "economic":
        if item := items.economic(entry):
            return Known(entry, item, "item")
        if entry.code and (unit := context.units.coded(entry.code, entry.label, entry.place)):
            return Known(entry, Item(unit.iri, entry.code), "unit")
    if rows in ("project", "unit") and entry.label:
        return named(entry, rows, context)
    return None


def named(entry: Entry, rows: RowKind, context: Context) -> Known | None:
    """A row of units or projects that prints a name."""
    unit = context.units.named(entry.label)
    if unit is not None and not entry.kind:
        return Known(entry, Item(unit.iri, terms.segment(entry.label)), "unit")
    if rows == "unit":
        return None
    return Known(entry, Item(PROJECT, terms.segment(entry.label)), "item")


def sided(entry: Entry, statement: Statement) -> Known | None:
    """A row of an overview table: an expenditure class by name, or one of the standard rows."""
    extra = statement.form.extra["rows"]
    item = items.labelled(entry.label)
    for kind in ("grand", "subtotal", "carry"):
        if item.row in extra[kind]:
            return Known(entry, item, kind)
    if statement.form.sides[entry.side] == "expenditure" and (named := items.function_class(entry.label)):
        return Known(entry, named, "item")
    return Known(entry, item, "item") if entry.label else None


def tree(known: Sequence[Known], statement: Statement) -> Tree:
    """Which row adds up into which."""
    nodes = [Node(row.entry.label, row.kind, code_of(row), row.item.row) for row in known]
    rows = statement.pieces[0].layout.rows or statement.form.rows
    if rows == "sided":
        return merge_sides(known, nodes)
    if rows == "label":
        return trees.by_name(nodes, statement.form.parents, statement.form.of_which)
    if rows in ("project", "unit"):
        return trees.by_unit(nodes)
    return trees.by_code(nodes)


def code_of(row: Known) -> str:
    """The code that places the row: of its unit, else of its item."""
    if row.kind == "unit":
        return row.entry.unit_code or row.entry.code
    return row.item.concept.rsplit("/", 1)[-1] if row.item.concept.startswith(("id/func/", "id/econ/")) else ""


def merge_sides(known: Sequence[Known], nodes: Sequence[Node]) -> Tree:
    """The trees of the two sides, in the order of the rows."""
    parents: list[int | None] = [None] * len(nodes)
    of_which: list[int | None] = [None] * len(nodes)
    for side in {row.entry.side for row in known}:
        at = [i for i, row in enumerate(known) if row.entry.side == side]
        up, part = trees.by_ordinal([nodes[i] for i in at])
        for own, above, whole in zip(at, up, part, strict=True):
            parents[own] = None if above is None else at[above]
            of_which[own] = None if whole is None else at[whole]
    return parents, of_which


def add_table(statement: Statement, context: Context, ledger: Ledger, of: Step, *, empty: bool) -> Table:
    """The table itself, kept also when it is empty: an empty table with its note says something."""
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
        note=statement.note if empty else None,
        empty=empty,
    )
    ledger.add(table)
    return table


def add_lines(
    table: Table, known: Sequence[Known], statement: Statement, context: Context, ledger: Ledger, of: Step
) -> None:
    """The lines that hold figures, each under the nearest line that does, and their cells."""
    parents, of_which = tree(known, statement)
    place_units(known, parents, context)
    names = line_names(table, known)
    kept = {i for i, row in enumerate(known) if row.entry.amounts}
    above = {up for i in kept if (up := nearest(i, parents, kept)) is not None}
    for i in sorted(kept):
        row = known[i]
        up, whole = nearest(i, parents, kept), nearest(i, of_which, kept)
        line = Line(
            iri=names[i],
            table=table.iri,
            ord=i + 1,
            item=row.item.concept,
            label=row.entry.label.strip(),
            place=row.entry.place,
            parent=None if up is None else names[up],
            of_which=None if whole is None else names[whole],
            leaf=i not in above
            and whole is None
            and row.kind not in ("subtotal",)
            and (row.kind != "grand" or len(kept) == 1),
            government_item=row.item.government,
        )
        ledger.add(line, *row.entry.naming)
        for measure, text in row.entry.amounts:
            cell = figure(line.iri, measure, text, of, ledger)
            if cell is not None:
                ledger.add(cell, text)


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


def span(rows: Sequence[Row]) -> Place:
    """The lines that the rows fill."""
    return Place(rows[0][0].place.first, rows[-1][-1].place.last)
