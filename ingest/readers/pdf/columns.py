"""The columns that text set out without rules stands in: what leaves a gap from the top to the bottom of a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .lines import Line

#: Points that a cell keeps free on either side of its text.
MARGIN = 6.0
#: Lines are set to one edge if their places differ by no more than this, in points.
EDGE = 3.0

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """The extents of columns, from left to right, and what parts them."""

    extents: tuple[Extent, ...]

    @property
    def xs(self) -> tuple[float, ...]:
        """The boundaries: the outer edges, and the middle of every gap."""
        between = [(one[1] + other[0]) / 2 for one, other in pairwise(self.extents)]
        return (self.extents[0][0] - MARGIN, *between, self.extents[-1][1] + MARGIN)

    def touched(self, line: Line) -> list[int]:
        """The columns that a line stands in."""
        return touched(self.extents, line)

    def span(self, line: Line) -> tuple[int, int]:
        """The first column that a line stands in, and how many; the nearest if it stands in a gap."""
        found = self.touched(line)
        if not found:
            return min(range(len(self.extents)), key=lambda at: self.distance(at, line)), 1
        return found[0], len(found)

    def distance(self, at: int, line: Line) -> float:
        """How far a line is from a column."""
        left, right = self.extents[at]
        return max(left - line.box[2], line.box[0] - right)

    def width(self, at: int) -> float:
        """How wide the widest line of a column is, at least."""
        return self.extents[at][1] - self.extents[at][0]

    def sides(self, at: int, count: int, *, full: bool) -> Extent:
        """Where a cell over ``count`` columns begins and ends: if it is ``full``, where its widest lines do."""
        if full:
            return self.extents[at][0] - MARGIN, self.extents[at + count - 1][1] + MARGIN
        return self.xs[at], self.xs[at + count]


def touched(extents: Sequence[Extent], line: Line) -> list[int]:
    """Which of the extents a line overlaps."""
    return [at for at, (left, right) in enumerate(extents) if line.box[0] < right and line.box[2] > left]


def columns_of(rows: Iterable[Line], others: Iterable[Line]) -> Columns:
    """The columns of the parts of rows with figures, then of all others; what spans several columns makes none.

    Single signs come last: they may be of a word that is spread over its column.
    """
    extents: list[Extent] = []
    for lines in (rows, others):
        for line in sorted(lines, key=lambda line: (len(line.text) == 1 and not line.text.isdigit(), width(line))):
            extents = extended(extents, line)
    return Columns(tuple(extents))


def width(line: Line) -> float:
    """How wide a line is."""
    return line.box[2] - line.box[0]


def extended(extents: Sequence[Extent], line: Line) -> list[Extent]:
    """The extents with that of a line.

    >>> here = Line("12", (60, 0, 80, 9), 9, 0, 9)
    >>> extended([(10, 50)], here), extended([(10, 70)], here), extended([(10, 70), (75, 90)], here)
    ([(10, 50), (60, 80)], [(10, 80)], [(10, 70), (75, 90)])
    """
    found = touched(extents, line)
    if len(found) > 1:
        return list(extents)
    left, right = line.box[0], line.box[2]
    kept = [extent for at, extent in enumerate(extents) if at not in found]
    for at in found:
        left, right = min(left, extents[at][0]), max(right, extents[at][1])
    return sorted([*kept, (left, right)])


def under_headings(columns: Columns, headings: Sequence[Line], rows: Sequence[Line]) -> Columns | None:
    """The columns, those of headings alone united with the columns of figures that stand beside below.

    So it is where headings are set to the left and figures to the right. ``None`` if it cannot be told which
    heading is whose.
    """
    headed = [any(at in columns.touched(line) for line in headings) for at in range(len(columns.extents))]
    filled = [any(at in columns.touched(line) for line in rows) for at in range(len(columns.extents))]
    bare = [at for at, (head, fill) in enumerate(zip(headed, filled, strict=True)) if fill and not head]
    if not bare or not headings:
        return columns
    for side in (-1, 1):
        beside = [at + side for at in bare]
        if all(0 <= at < len(headed) and headed[at] and not filled[at] for at in beside):
            other = [at - side for at in bare]
            if any(0 <= at < len(headed) and headed[at] and not filled[at] and at not in beside for at in other):
                return None
            return united(columns, [min(pair) for pair in zip(bare, beside, strict=True)])
    return columns


def united(columns: Columns, firsts: Sequence[int]) -> Columns:
    """The columns with each of these made one with its right neighbour."""
    extents: list[Extent] = []
    for at, extent in enumerate(columns.extents):
        if at - 1 in firsts:
            extents[-1] = (extents[-1][0], extent[1])
        else:
            extents.append(extent)
    return Columns(tuple(extents))


def is_level(one: Line, other: Line) -> bool:
    """Whether two lines have their left edge, right edge or middle in common, as set in one column."""
    left, right = one.box[0] - other.box[0], one.box[2] - other.box[2]
    return min(abs(left), abs(right), abs(left + right) / 2) <= EDGE
