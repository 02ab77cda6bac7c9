"""A sheet too wide for its paper is printed on several pages side by side: their rows stand at the same heights."""

from dataclasses import replace
from itertools import takewhile

from ....ontology.places import Spot
from .stitching import common
from .tables import Table

#: Rows of two pages stand at the same height if they differ by no more than this, in points.
SAME_ROW = 2.0
#: Fewer rows may stand at the same heights by chance.
FEWEST = 4


def widened(table: Table, part: Table) -> Table | None:
    """``table`` with the columns of ``part`` at its right, those that are printed again left out.

    ``None`` if ``part`` is not the next strip of the same sheet: its rows stand elsewhere, or its columns are
    the same, which makes it the next sheet of a form.
    """
    if len(table.rows) != len(part.rows) or len(table.rows) < FEWEST or common(table.xs, part.xs) is not None:
        return None
    if not all(is_level(one, other) for one, other in zip(table.rows, part.rows, strict=True)):
        return None
    again = printed_again(table, part)
    if again == part.columns:
        return None
    shift = table.columns - again
    cells = tuple(replace(cell, column=cell.column + shift) for cell in part.cells if cell.column >= again)
    right = table.xs[-1] - part.xs[again]
    beside = sorted((*table.cells, *cells), key=lambda cell: (cell.row, cell.column))
    return Table((*table.xs, *(x + right for x in part.xs[again + 1 :])), table.rows, tuple(beside))


def is_level(one: Spot, other: Spot) -> bool:
    """Whether two rows stand at the same height of their pages."""
    if one.box is None or other.box is None:
        return False
    return abs(one.box[1] - other.box[1]) <= SAME_ROW and abs(one.box[3] - other.box[3]) <= SAME_ROW


def printed_again(table: Table, part: Table) -> int:
    """How many first columns of both say the same in every row: the names of the rows, printed on every page."""
    words = [[each.words(row) for row in range(len(each.rows))] for each in (table, part)]

    def same(column: int) -> bool:
        return all(one.get(column) == other.get(column) for one, other in zip(*words, strict=True))

    return sum(1 for _ in takewhile(same, range(min(table.columns, part.columns))))
