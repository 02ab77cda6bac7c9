"""The lines that stand on one height of a page: perhaps a row of a table without rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from .columns import Columns, is_level
from .lines import Line, is_upright
from .stacks import FIGURE, LEADING, NUMERIC

#: Rows of one table are no further apart than so many sizes.
FURTHEST = 6.0
#: Lines are on one height if they differ by no more than this share of a size.
SAME = 0.5
#: So many parts without a figure, below a line by itself, are the heading of the next table.
HEADING = 3


@dataclass(frozen=True, slots=True)
class Band:
    """The lines on one height."""

    page: int
    lines: tuple[Line, ...]

    @property
    def parts(self) -> tuple[Line, ...]:
        """What stands in cells of its own, if this is a row of a table."""
        return tuple(part for line in self.lines for part in line.parts or (line,))

    @property
    def figures(self) -> list[Line]:
        """Those parts that are figures."""
        return [part for part in self.parts if FIGURE.fullmatch(part.text)]

    @property
    def is_row(self) -> bool:
        """Whether it can begin a table; a line of contents, which leads to its page, cannot."""
        count = len(self.parts)
        return is_upright(self.lines[0]) and (count > 2 or (count == 2 and not self.lines[0].leads))

    @property
    def is_amid(self) -> bool:
        """Whether it is amid the figures of a table: it has several, or one with decimals."""
        found = [part.text for part in self.parts if NUMERIC.fullmatch(part.text)]
        return len(found) > 1 or any("." in text for text in found)

    def holds(self, line: Line, page: int) -> bool:
        """Whether a line stands on the same height."""
        first = self.lines[0]
        same = page == self.page and line.direction == first.direction
        return same and abs(line.box[3] - first.box[3]) <= SAME * line.size

    def cells(self, columns: Columns) -> Iterator[Line]:
        """The parts, words that a gap parts within one column made one again."""
        for span, parts in groupby(self.parts, key=columns.span):
            lines = list(parts)
            if len(lines) == 1 or span[1] > 1 or any(FIGURE.fullmatch(line.text) for line in lines):
                yield from lines
            else:
                left, top, right, bottom = zip(*(line.box for line in lines), strict=True)
                box = min(left), min(top), max(right), max(bottom)
                yield lines[0]._replace(text="".join(line.text for line in lines), box=box)


def is_close(before: Band, band: Band) -> bool:
    """Whether a band follows closely enough to be of one table; pages part nothing."""
    first = band.lines[0]
    return band.page != before.page or first.box[3] - before.lines[0].box[3] <= FURTHEST * first.size


def leaves_columns(band: Band, columns: Columns, *, numeric: bool) -> bool:
    """Whether a band is no row of a table with these columns, which are those of its figures if ``numeric``."""
    parts = band.parts
    if len(parts) == 1:
        found = columns.touched(parts[0])
        if not found:
            return parts[0].box[2] <= columns.extents[0][0] or parts[0].box[0] >= columns.extents[-1][1]
        if len(found) == 1:
            return False
        # What reaches over several columns is running text or a title; one cell can be merged to the right.
        return found[0] == 0 or abs(parts[0].box[0] - columns.extents[found[0]][0]) > parts[0].size / 2
    if not numeric:
        return False
    spans = [(part, columns.touched(part)) for part in parts]
    shared = {at for one, ats in spans for other, more in spans if one is not other for at in ats if at in more}
    return any(FIGURE.fullmatch(part.text) and (len(ats) > 1 or shared & set(ats)) for part, ats in spans)


def is_heading(bands: Sequence[Band], at: int, columns: Columns) -> bool:
    """Whether the next table begins here: single lines, then a row of several parts, none of them a figure.

    A line that closely follows another in its column may be the rest of a cell.
    """
    if len(bands[at].parts) > 1 or is_rest(bands, at, columns):
        return False
    following = next((band for band in bands[at + 1 :] if len(band.parts) > 1), None)
    return following is not None and len(following.parts) >= HEADING and not following.figures


def is_rest(bands: Sequence[Band], at: int, columns: Columns) -> bool:
    """Whether a line by itself may be the rest of a cell above it, or at the foot of the page before."""
    line, page = bands[at].lines[0], bands[at].page
    if bands[at - 1].page != page:
        last = max(bands[at - 1].parts, key=lambda part: part.at)
        return columns.span(last)[0] == columns.span(line)[0] and is_level(last, line)
    for band in reversed(bands[:at]):
        if band.page != page or line.box[3] - band.lines[0].box[3] > LEADING * line.size:
            return False
        for part in band.parts:
            if columns.span(part)[0] == columns.span(line)[0] and is_level(part, line):
                return line.at > part.at and not any(part.at < other.at < line.at for other in band.parts)
    return False
