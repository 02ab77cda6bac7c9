"""Cells of a lattice that no line parts, united."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Merged:
    """A cell of a lattice: its first row and column, and how many of each it covers."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


def united(open_right: Sequence[Sequence[bool]], open_down: Sequence[Sequence[bool]]) -> list[Merged]:
    """Cells of unit cells that no line parts: rectangles whole, other shapes row by row.

    >>> [(cell.row, cell.column, cell.columns) for cell in united([[True], [False]], [[False, False]])]
    [(0, 0, 2), (1, 0, 1), (1, 1, 1)]
    """
    height, width = len(open_right), len(open_right[0]) + 1
    seen = [[False] * width for _ in range(height)]
    cells: list[Merged] = []
    for row in range(height):
        for column in range(width):
            if seen[row][column]:
                continue
            group = _reached(row, column, open_right, open_down)
            for r, c in group:
                seen[r][c] = True
            cells += _rectangles(group)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _reached(
    row: int, column: int, open_right: Sequence[Sequence[bool]], open_down: Sequence[Sequence[bool]]
) -> set[tuple[int, int]]:
    height, width = len(open_right), len(open_right[0]) + 1
    group, waiting = {(row, column)}, [(row, column)]
    while waiting:
        r, c = waiting.pop()
        ways = (
            (r, c + 1, c + 1 < width and open_right[r][c]),
            (r, c - 1, c > 0 and open_right[r][c - 1]),
            (r + 1, c, r + 1 < height and open_down[r][c]),
            (r - 1, c, r > 0 and open_down[r - 1][c]),
        )
        for r1, c1, free in ways:
            if free and (r1, c1) not in group:
                group.add((r1, c1))
                waiting.append((r1, c1))
    return group


def _rectangles(group: set[tuple[int, int]]) -> list[Merged]:
    rows, columns = sorted({r for r, _ in group}), sorted({c for _, c in group})
    if len(rows) * len(columns) == len(group):
        return [Merged(rows[0], columns[0], len(rows), len(columns))]
    cells = []
    for row in rows:
        run: list[int] = []
        for column in columns:
            if (row, column) in group:
                run.append(column)
            elif run:
                cells.append(Merged(row, run[0], 1, len(run)))
                run = []
        if run:
            cells.append(Merged(row, run[0], 1, len(run)))
    return cells
