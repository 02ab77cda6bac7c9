"""A sheet too wide for its paper is printed on several pages side by side: their rows stand at the same heights."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from ....ontology.places import Spot
from .pages import Page
from .stitching import common
from .tables import Table

#: Rows of two pages stand at the same height if they differ by no more than this, in points.
SAME_ROW = 2.0
#: Pages that a strip has at most.
LONGEST = 60
#: Fewer rows may stand at the same heights by chance.
FEWEST = 4


def side_by_side(pages: Sequence[Page]) -> list[Page]:
    """The pages with strips of several pages set beside each other: all rows of the left columns come first.

    Strips of a single page are for :func:`widened`.
    """
    done: list[Page] = []
    at = 0
    while at < len(pages):
        alone = sum(1 for _ in takewhile(lambda page: only_table(page) is not None, pages[at + 1 : at + 2 * LONGEST]))
        length = next((each for each in range(2, (alone + 1) // 2 + 1) if beside(pages[at:], each)), 1)
        left, at = list(pages[at : at + length]), at + length
        while length > 1 and (joined := beside([*left, *pages[at:]], length)):
            left, at = joined, at + length
        done += left
    return done


def beside(pages: Sequence[Page], length: int) -> list[Page]:
    """So many first pages with the columns of as many next ones at their right; none if these are no such strip."""
    joined: list[Page] = []
    for page, right in zip(pages[:length], pages[length : 2 * length], strict=False):
        table, part = page.items[-1] if page.items and not joined else only_table(page), only_table(right)
        whole = widened(table, part) if isinstance(table, Table) and part is not None else None
        if whole is None:
            return []
        joined.append(replace(page, items=(*page.items[:-1], whole)))
    return joined if len(joined) == length else []


def only_table(page: Page) -> Table | None:
    """The table of a page that holds nothing else."""
    item = page.items[0] if len(page.items) == 1 else None
    return item if isinstance(item, Table) else None


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
