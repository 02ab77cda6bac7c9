"""Lines that stand below each other in one cell of a table without rules, told by the order they are written in.

Programs write a table cell by cell: where a line is followed in the file by the one below it, and only then by the
next cell of the row, both are of one cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .columns import Columns, is_level
from .lines import Line

#: What is all figures: an amount, a count, a code, part of one, or a mark that there is none.
NUMERIC = re.compile(r"[-+]?[\d,，.]+|[-—–]+")
#: An amount, a count, a code or a blank mark as a whole, but no percentage: a chart's labels are percentages.
FIGURE = re.compile(r"[-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?|[-—–]+")
#: What begins an item is no rest of the words above.
ITEM = re.compile(r"[一二三四五六七八九十]+、|[（(](?:[一二三四五六七八九十]+|\d{1,2})[)）]|\d+[、.．](?!\d)|其中")
#: Lines of one cell are no further apart than this, in sizes; heights within this share of a size are one.
LEADING, SAME = 2.6, 0.3
#: Lines that may be of two cells are of one if they are no further apart than those that surely are, and this more.
MORE = 1.05
#: In sizes: what the width of a line may differ from that of its column by.
SLACK = 0.3


class DoubtfulError(Exception):
    """What is a cell cannot be told."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line, on a page."""

    page: int
    line: Line


@dataclass(frozen=True, slots=True)
class Stack:
    """The lines of one cell, from the top down: over which columns, on which page."""

    page: int
    column: int
    columns: int
    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.lines[0].box[1]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.lines[-1].box[3]

    @property
    def is_figure(self) -> bool:
        """Whether it is one figure."""
        return FIGURE.fullmatch("".join(line.text for line in self.lines)) is not None

    def fills(self, columns: Columns) -> bool:
        """Whether its last line leaves no room for one more sign."""
        last = self.lines[-1]
        return columns.width(self.column) - (last.box[2] - last.box[0]) < (1 + SLACK) * last.size

    def whole(self) -> tuple[Line, ...]:
        """The lines, a figure broken over several made one."""
        if len(self.lines) == 1 or not self.is_figure:
            return self.lines
        left, top, right, bottom = zip(*(line.box for line in self.lines), strict=True)
        box = min(left), min(top), max(right), max(bottom)
        return (self.lines[0]._replace(text="".join(line.text for line in self.lines), box=box),)


def stacks(parts: Iterable[Part], columns: Columns) -> list[Stack]:
    """The cells that parts of lines make; raises :class:`DoubtfulError` where figures may be one or two."""
    ordered = sorted(parts, key=lambda part: (part.page, part.line.at))
    runs = list(runs_of(ordered, columns))
    after = [run[0] for run in runs[1:]]
    sure = [
        pair
        for run, following in zip(runs, after, strict=False)
        for pair in pairwise(run)
        if is_sure(pair[1], following)
    ]
    tight = max((pitch(*pair) for pair in sure), default=0.0) * MORE
    surely = {id(lower) for _, lower in sure}
    made: list[Stack] = []
    for run in runs:
        lines = [run[0].line]
        for upper, lower in pairwise(run):
            if id(lower) in surely or goes_on(upper, lower, columns, tight):
                lines.append(lower.line)
            else:
                made.append(stack(run[0].page, lines, columns))
                lines = [lower.line]
        made.append(stack(run[0].page, lines, columns))
    return made


def runs_of(ordered: Sequence[Part], columns: Columns) -> Iterator[list[Part]]:
    """The parts in runs: each below the one before it, in its column."""
    run: list[Part] = []
    for part in ordered:
        if run and not is_below(run[-1], part, columns):
            yield run
            run = []
        run.append(part)
    if run:
        yield run


def is_below(upper: Part, lower: Part, columns: Columns) -> bool:
    """Whether a part stands closely below another, set to the same edge of the same column."""
    one, other = upper.line, lower.line
    return (
        upper.page == lower.page
        and columns.span(one)[0] == columns.span(other)[0]
        and 0 < other.box[3] - one.box[3] <= LEADING * one.size
        and is_level(one, other)
    )


def is_sure(lower: Part, following: Part) -> bool:
    """Whether a part is surely of the cell above it: what is written next stands higher, in the same row."""
    higher = lower.line.box[3] - following.line.box[3]
    return lower.page == following.page and higher > SAME * lower.line.size


def pitch(upper: Part, lower: Part) -> float:
    """How far below one part the other stands, in sizes."""
    return (lower.line.box[3] - upper.line.box[3]) / upper.line.size


def goes_on(upper: Part, lower: Part, columns: Columns, tight: float) -> bool:
    """Whether a part that may be a row of its own is the rest of the cell above it.

    Raises :class:`DoubtfulError` for two halves of a figure that stand no further apart than the lines of a cell may.
    """
    one, other = upper.line, lower.line
    at, count = columns.span(one)
    room = columns.width(at) - (one.box[2] - one.box[0]) if count == 1 else 0.0
    full = room < other.need + SLACK * one.size
    numeric = NUMERIC.fullmatch(one.text) is not None and NUMERIC.fullmatch(other.text) is not None
    if numeric and not tight and full and pitch(upper, lower) < LEADING / 2:
        raise DoubtfulError
    return pitch(upper, lower) <= tight and full and (numeric or not ITEM.match(other.text))


def stack(page: int, lines: Sequence[Line], columns: Columns) -> Stack:
    """The cell of these lines; raises :class:`DoubtfulError` if it holds figures that make none."""
    spans = [columns.span(line) for line in lines]
    first, end = min(at for at, _ in spans), max(at + count for at, count in spans)
    made = Stack(page, first, end - first, tuple(lines))
    broken = len(lines) > 1 and all(NUMERIC.fullmatch(line.text) for line in lines)
    if (broken and not made.is_figure) or (made.is_figure and made.columns > 1):
        raise DoubtfulError
    return made
