"""Tables that a page break cut, joined again: their columns lie at the same places."""

import re
from collections.abc import Sequence
from dataclasses import replace

from .cuts import is_cut, whole
from .tables import Cell, Table

#: Columns of two parts are the same if they differ by no more than this, in points.
SAME_COLUMN = 6.0
#: Parts whose edges agree are one table if this share of the columns inside agrees too.
AGREEING = 0.5
FIGURE = re.compile(r"[-+]?[\d,，.]+%?")


def continued(table: Table, part: Table, *, titled: bool = False) -> Table | None:
    """``table`` with the rows of ``part`` from the next page; ``None`` if that is a table of its own.

    Below a repeated title, ``part`` only goes on with the table if it repeats its heading.
    """
    xs = common(table.xs, part.xs)
    if xs is None:
        return None
    upper, lower = over(table, xs), over(part, xs)
    height = repeated(upper, lower)
    if begins_anew(upper, lower, height) or (titled and not height):
        return None
    lower = without_heading(lower, height)
    if not lower.rows:
        return upper
    upper, lower = rejoined(upper, lower)
    return placed_below(upper, lower)


def common(one: Sequence[float], other: Sequence[float]) -> tuple[float, ...] | None:
    """The boundaries of both, if the edges and most of the columns of both are the same.

    >>> common([0, 50, 100], [1, 101]), common([0, 50, 100], [0, 70, 100])
    ((0, 50, 100), None)
    """
    more, fewer = (one, other) if len(one) >= len(other) else (other, one)
    if abs(more[0] - fewer[0]) > SAME_COLUMN or abs(more[-1] - fewer[-1]) > SAME_COLUMN:
        return None
    alone = [x for x in fewer[1:-1] if min(abs(x - y) for y in more) > SAME_COLUMN]
    if len(alone) > AGREEING * len(fewer[1:-1]):
        return None
    return tuple(sorted([*more, *alone]))


def over(table: Table, xs: Sequence[float]) -> Table:
    """The table on these boundaries, which include its own."""
    if len(xs) == len(table.xs):
        return replace(table, xs=tuple(xs))
    at = [nearest(xs, x) for x in table.xs]
    cells = tuple(
        replace(cell, column=at[cell.column], columns=at[cell.column + cell.columns] - at[cell.column])
        for cell in table.cells
    )
    return Table(tuple(xs), table.rows, cells)


def nearest(xs: Sequence[float], x: float) -> int:
    """The index of the boundary nearest to ``x``."""
    return min(range(len(xs)), key=lambda at: abs(xs[at] - x))


def repeated(table: Table, part: Table) -> int:
    """How many first rows of both are the same and not empty."""
    height = 0
    while height < min(len(table.rows), len(part.rows)):
        words = part.words(height)
        if table.words(height) != words or not words:
            break
        height += 1
    return height


def begins_anew(table: Table, part: Table, height: int) -> bool:
    """Whether ``part`` is the next of several sheets of one form: after the same title, the same first label."""
    if height >= min(len(table.rows), len(part.rows)):
        return False
    if any(len(part.words(row)) > 1 for row in range(height)):
        return False
    one, other = table.words(height), part.words(height)
    if not one or not other or min(one) != min(other):
        return False
    return one[min(one)] == other[min(other)] and not FIGURE.fullmatch(one[min(one)])


def without_heading(part: Table, height: int) -> Table:
    """``part`` without its first rows."""
    cells = tuple(
        replace(cell, row=max(cell.row - height, 0), rows=cell.rows - max(height - cell.row, 0))
        for cell in part.cells
        if cell.row + cell.rows > height
    )
    return Table(part.xs, part.rows[height:], cells)


def foot(table: Table) -> dict[int, Cell]:
    """The cells that end where the table does, by column. They are looked for from its end, where they are."""
    found: dict[int, Cell] = {}
    for cell in reversed(table.cells):
        if cell.row + cell.rows == len(table.rows):
            found[cell.column] = cell
        if sum(each.columns for each in found.values()) >= table.columns:
            break
    return found


def rejoined(table: Table, part: Table) -> tuple[Table, Table]:
    """Both with a row that the page break cut made whole."""
    last, first = foot(table), part.first_row()
    if not is_cut(table, last, part):
        return table, part
    below = {cell.column: cell for cell in first if cell.lines}
    grown = [whole(last[column], cell) for column, cell in below.items() if column in last]
    return with_cells(table, grown), without_heading(part, 1)


def with_cells(table: Table, changed: Sequence[Cell]) -> Table:
    """The table with these cells in the place of its own."""
    if not changed:
        return table
    places = {(cell.row, cell.column): cell for cell in changed}
    return replace(table, cells=tuple(places.get((cell.row, cell.column), cell) for cell in table.cells))


def placed_below(table: Table, part: Table) -> Table:
    """One table of both, ``part`` below, a merged cell cut between them once."""
    count, ending = len(table.rows), foot(table)
    rests = {cell.column: cell for cell in part.first_row() if is_rest(ending.get(cell.column), cell)}
    grown = [replace(ending[column], rows=ending[column].rows + rest.rows) for column, rest in rests.items()]
    moved = tuple(
        replace(cell, row=cell.row + count) for cell in part.cells if cell.row > 0 or rests.get(cell.column) is not cell
    )
    return Table(table.xs, table.rows + part.rows, with_cells(table, grown).cells + moved)


def is_rest(above: Cell | None, cell: Cell) -> bool:
    """Whether an empty cell at the head of a page is the rest of a merged one at the foot of the page before."""
    return (
        above is not None
        and bool(above.lines)
        and not cell.lines
        and above.columns == cell.columns
        and (above.rows > 1 or cell.rows > 1)
        and not FIGURE.fullmatch(above.text)
    )
