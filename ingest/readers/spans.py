"""Tables whose cells say how far they reach: where each stands in the grid."""

from collections.abc import Sequence

from .writing import NOTHING, CellRead

#: Web pages say colspan=1000 and mean all; more columns than this no form has.
MAX_COLUMNS = 256
#: Cells of a grid; a page of nothing but spans could ask for any number.
MAX_GRID = 1_000_000


def spread(rows: Sequence[Sequence[CellRead]]) -> list[list[CellRead]] | None:
    """The rows of cells with their spans as a grid of equal rows, as a browser lays it out; ``None``: too large.

    A cell reaches at most to the last row, and beyond the columns that rows begin cells in only where all say so.

    >>> [[cell.text for cell in row] for row in spread([[CellRead("甲", rows=2), CellRead("乙")], [CellRead("丙")]])]
    [['甲', '乙'], ['', '丙']]
    """
    taken: dict[tuple[int, int], CellRead] = {}
    starts = 0
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while (at, column) in taken:
                column += 1
            height = min(max(cell.rows, 1), len(rows) - at)
            width = min(max(cell.columns, 1), MAX_COLUMNS)
            if len(taken) + height * width > MAX_GRID:
                return None
            for below in range(height):
                for right in range(width):
                    taken.setdefault((at + below, column + right), NOTHING)
            taken[at, column] = CellRead(cell.text, cell.spot, width, height)
            starts = max(starts, column + 1)
            column += width
    columns = widest(taken, starts)
    return [
        [clamped(taken.get((at, column), NOTHING), column, columns) for column in range(columns)]
        for at in range(len(rows))
    ]


def widest(taken: dict[tuple[int, int], CellRead], starts: int) -> int:
    """The columns of the grid: those that cells begin in, and those in the last one that a modest span reaches."""
    reach = max((column + cell.columns for (_, column), cell in taken.items() if cell is not NOTHING), default=0)
    return reach if reach <= starts + 1 else starts


def clamped(cell: CellRead, column: int, columns: int) -> CellRead:
    """The cell, reaching no further than the grid."""
    return cell if column + cell.columns <= columns else CellRead(cell.text, cell.spot, columns - column, cell.rows)
