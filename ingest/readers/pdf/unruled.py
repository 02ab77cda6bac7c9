"""Tables without rules: lines whose parts stand in columns of their own, with figures set to one edge.

Only what is plainly a table is taken for one; prose, lists, contents and the labels of a chart are not.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ....ontology.places import Spot
from .lines import Line, is_upright
from .tables import Cell, Table

#: An amount or a count, blank marks, but no percentage: a chart's labels are percentages.
FIGURE = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?|[-—–]+")
#: So many rows make a table; so large a share of them must have more than one part, and a figure.
FEWEST, SHARE = 3, 0.7
#: Figures of one column have an edge in common within so many points.
EDGE = 3.0
#: Rows of one table are no further apart than so many sizes.
PITCH = 3.0

Parts = list[Line]


@dataclass(frozen=True, slots=True)
class Columns:
    """The extents of columns, from left to right, and what parts them."""

    extents: tuple[tuple[float, float], ...]

    @property
    def xs(self) -> tuple[float, ...]:
        """The boundaries: the outer edges, and the middle of every gap."""
        between = [(one[1] + other[0]) / 2 for one, other in pairwise(self.extents)]
        return (self.extents[0][0], *between, self.extents[-1][1])

    def span(self, line: Line) -> tuple[int, int]:
        """The first column that a line touches, and how many; the nearest if it stands in a gap."""
        touched = [at for at, (left, right) in enumerate(self.extents) if line.box[0] < right and line.box[2] > left]
        if not touched:
            return min(range(len(self.extents)), key=lambda at: self.distance(at, line)), 1
        return touched[0], touched[-1] - touched[0] + 1

    def distance(self, at: int, line: Line) -> float:
        """How far a line is from a column."""
        left, right = self.extents[at]
        return max(left - line.box[2], line.box[0] - right)


def without_rules(lines: Sequence[Line], page: int) -> tuple[list[Table], list[Line]]:
    """The tables among the lines of a page, and the lines that are in none."""
    tables: list[Table] = []
    rest: list[Line] = []
    for block in blocks(rows(lines)):
        table = tabular(block, page)
        if table is None:
            rest += [line for parts in block for line in parts]
        else:
            tables.append(table)
    return tables, rest


def rows(lines: Sequence[Line]) -> Iterator[Parts]:
    """The lines that stand on one height, together."""
    row: Parts = []
    for line in lines:
        if row and (line.direction != row[0].direction or abs(line.box[3] - row[0].box[3]) > 0.5 * line.size):
            yield row
            row = []
        row.append(line)
    if row:
        yield row


def blocks(found: Iterator[Parts]) -> Iterator[list[Parts]]:
    """Rows of several parts that follow closely, with the single words between them; all else a row at a time."""
    block: list[Parts] = []
    for row in found:
        close = bool(block) and row[0].box[1] - block[-1][0].box[3] <= PITCH * row[0].size
        if block and not (close and is_upright(row[0]) and (len(row) > 1 or len(block[-1]) > 1)):
            yield from trimmed(block)
            block = []
        if len(row) > 1 or block:
            block.append(row)
        else:
            yield [row]
    yield from trimmed(block)


def trimmed(block: list[Parts]) -> Iterator[list[Parts]]:
    """The block without the rows of one part at its end, which come after it."""
    end = len(block)
    while end and len(block[end - 1]) < 2:
        end -= 1
    if end:
        yield block[:end]
    yield from ([row] for row in block[end:])


def tabular(block: Sequence[Parts], page: int) -> Table | None:
    """The table that a block of rows is; ``None`` if it is not plainly one."""
    body = [row for row in block if any(FIGURE.fullmatch(line.text) for line in row)]
    if len(body) < FEWEST or len(body) < SHARE * len(block) - 1:
        return None
    columns = columns_of(body)
    if columns is None or not all(is_aligned(column, body) for column in figures(columns, body)):
        return None
    if any(line.box[2] <= columns.xs[0] or line.box[0] >= columns.xs[-1] for row in block for line in row):
        return None
    spots = spots_of(block, columns, page)
    cells = [cell for at, row in enumerate(block) for cell in cells_of(row, at, columns, spots[at])]
    return Table(columns.xs, tuple(spots), tuple(cells))


def cells_of(row: Parts, at: int, columns: Columns, spot: Spot) -> Iterator[Cell]:
    """The cells of one row."""
    held: dict[tuple[int, int], Parts] = {}
    for line in row:
        held.setdefault(columns.span(line), []).append(line)
    for (column, width), lines in held.items():
        top, bottom = (spot.box[1], spot.box[3]) if spot.box is not None else (0.0, 0.0)
        box = (columns.xs[column], top, columns.xs[column + width], bottom)
        yield Cell(at, column, 1, width, tuple(lines), Spot(page=spot.page, box=box))


def columns_of(body: Sequence[Parts]) -> Columns | None:
    """The columns that the parts of rows leave gaps between; ``None`` if they leave none."""
    extents: list[tuple[float, float]] = []
    for left, right in sorted((line.box[0], line.box[2]) for row in body for line in row):
        if extents and left <= extents[-1][1]:
            extents[-1] = (extents[-1][0], max(right, extents[-1][1]))
        else:
            extents.append((left, right))
    return Columns(tuple(extents)) if len(extents) > 1 else None


def figures(columns: Columns, body: Sequence[Parts]) -> Iterator[list[Line]]:
    """The figures of each column that has any."""
    for at in range(len(columns.extents)):
        lines = [line for row in body for line in row if columns.span(line) == (at, 1) and FIGURE.fullmatch(line.text)]
        if lines:
            yield lines


def is_aligned(lines: Sequence[Line], body: Sequence[Parts]) -> bool:
    """Whether the figures of a column have their left edge, right edge or middle in common, as set in a column."""
    if len(lines) == 1:
        return len(body) > FEWEST
    edges = ((box[0], (box[0] + box[2]) / 2, box[2]) for box in (line.box for line in lines))
    return any(max(places) - min(places) <= EDGE for places in zip(*edges, strict=True))


def spots_of(block: Sequence[Parts], columns: Columns, page: int) -> list[Spot]:
    """Where the rows stand."""
    return [
        Spot(
            page=page,
            box=(columns.xs[0], min(line.box[1] for line in row), columns.xs[-1], max(line.box[3] for line in row)),
        )
        for row in block
    ]
