"""The rows of a table without rules, from cells that stand beside each other, and the table that they make."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ....ontology.places import Spot
from .bands import Band
from .columns import EDGE, Columns, columns_of, is_level, under_headings
from .lines import Line
from .stacks import DoubtfulError, Part, Stack, stacks
from .tables import Cell, Table

#: So many rows with words and figures make a table.
FEWEST = 3
#: Cells beside each other overlap by more than this share of a size.
OVERLAP = 0.25
#: Rows of figures alone this near to the row above, in sizes, may be the ends of its figures.
NEAR = 1.7
#: Rows with a gap between them less than this share of what rows usually have may be lines of one.
NEARER = 0.5
#: Rows with less between them than this share of a size stand no further apart than the lines of a cell.
TIGHT = 0.5
#: Figures of so many signs are set to one edge; shorter ones may be the numbers of columns.
LONG = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Cells of which each overlaps another in height: a row, or the rows of a heading."""

    cells: tuple[Stack, ...]

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.cells[0].page

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(cell.bottom for cell in self.cells)

    @property
    def figures(self) -> list[Stack]:
        """Its figures."""
        return [cell for cell in self.cells if cell.is_figure]

    @property
    def is_evidence(self) -> bool:
        """Whether it speaks for a table: words and a figure, not set out as contents are."""
        count = len(self.figures)
        leads = count == 1 and self.cells[-1].is_figure and self.figures[0].lines[0].text.isdigit()
        return 0 < count < len(self.cells) and (count > 1 or len(self.cells) > 2 or not leads)


def set_out(bands: Sequence[Band]) -> tuple[list[tuple[int, Table]], int]:
    """The table that bands make, a part for each page, none if they plainly make none; how many bands it takes."""
    columns = columns_under(bands)
    if columns is None or len(columns.extents) < 2:
        return [], 0
    try:
        cells = stacks((Part(band.page, part) for band in bands for part in band.cells(columns)), columns)
        groups = without_end(list(grouped(cells)))
        if not is_table(groups, columns):
            return [], 0
        tables = [(page, table(list(here), columns)) for page, here in groupby(groups, key=lambda group: group.page)]
    except DoubtfulError:
        return [], 0
    last = groups[-1]
    return tables, sum(1 for band in bands if (band.page, band.lines[0].box[3]) <= (last.page, last.bottom))


def columns_under(bands: Sequence[Band]) -> Columns | None:
    """The columns of all parts, those of headings and those of their figures made one."""
    rows = [part for band in bands if band.figures for part in band.parts]
    others = [part for band in bands if not band.figures for part in band.parts]
    begin = next((at for at, band in enumerate(bands) if band.figures), len(bands))
    headings = [part for band in bands[:begin] for part in band.parts]
    below = [part for band in bands[begin:] for part in band.parts]
    columns = columns_of(rows, others)
    return under_headings(columns, headings, below)


def grouped(cells: Sequence[Stack]) -> Iterator[Group]:
    """The cells in groups that stand beside each other, from the top down."""
    group: list[Stack] = []
    bottom = 0.0
    for cell in sorted(cells, key=lambda each: (each.page, each.top)):
        if group and (cell.page != group[0].page or cell.top >= bottom - OVERLAP * cell.lines[0].size):
            yield Group(tuple(group))
            group, bottom = [], 0.0
        group.append(cell)
        bottom = max(bottom, cell.bottom)
    if group:
        yield Group(tuple(group))


def without_end(groups: list[Group]) -> list[Group]:
    """The groups without single cells at the end, which come after the table."""
    while groups and len(groups[-1].cells) < 2:
        groups = groups[:-1]
    return groups


def is_table(groups: Sequence[Group], columns: Columns) -> bool:
    """Whether enough rows have words and figures, the figures of every column set to one edge, and all are whole."""
    if sum(group.is_evidence for group in groups) < FEWEST:
        return False
    gaps = sorted(group.top - above.bottom for above, group in pairwise(groups) if group.page == above.page)
    wide = gaps[len(gaps) * 4 // 5] if gaps else 0.0
    if any(is_loose(one, other) or is_rest(one, other, columns, NEARER * wide) for one, other in pairwise(groups)):
        return False
    held: dict[int, list[Line]] = {}
    for group in groups:
        for cell in group.figures:
            if not is_counting(group):
                held.setdefault(cell.column, []).append(cell.whole()[0])
    tight = wide < TIGHT * groups[0].cells[0].lines[0].size
    return not any(tight and is_ragged(lines) for lines in held.values()) and all(
        is_level(one, other)
        for lines in held.values()
        for one, other in pairwise([line for line in lines if len(line.text) >= LONG])
    )


def is_ragged(lines: Sequence[Line]) -> bool:
    """Whether figures are set to the left and have unequal numbers of decimals, as parts of broken ones have."""
    decimals = {len(line.text.partition(".")[2]) for line in lines if line.text.strip("0-—–")}
    lefts, rights = [line.box[0] for line in lines], [line.box[2] for line in lines]
    return len(decimals) > 1 and max(lefts) - min(lefts) <= EDGE < max(rights) - min(rights)


def is_loose(above: Group, group: Group) -> bool:
    """Whether a group may hold the ends of figures of the one above it: figures alone, near below it."""
    alone = len(group.figures) == len(group.cells) and not is_counting(group)
    size = group.cells[0].lines[0].size
    return alone and group.page == above.page and group.bottom - above.bottom <= NEAR * size


def is_rest(above: Group, group: Group, columns: Columns, near: float) -> bool:
    """Whether all of a group may be the rest of the one above it: near to it, under cells without room for more."""
    if group.page != above.page or len(group.cells) < 2 or group.top - above.bottom > near:
        return False
    upper = {cell.column: cell for cell in above.cells}
    return all(
        cell.column in upper and upper[cell.column].fills(columns) and not is_counting(group) for cell in group.cells
    )


def is_counting(group: Group) -> bool:
    """Whether a group numbers the columns: 1, 2, 3."""
    numbers = ["".join(line.text for line in cell.lines) for cell in sorted(group.cells, key=lambda cell: cell.column)]
    return all(each.isdigit() for each in numbers) and all(int(b) == int(a) + 1 for a, b in pairwise(numbers))


def table(groups: Sequence[Group], columns: Columns) -> Table:
    """The table of the groups on one page; raises :class:`DoubtfulError` if a cell has no row of its own."""
    broken = {cell.column for group in groups for cell in group.cells if len(cell.lines) > 1}
    rows: list[Spot] = []
    cells: list[Cell] = []
    for group in groups:
        edges = edges_of(group)
        for each in group.cells:
            over = [at for at, (top, bottom) in enumerate(pairwise(edges)) if each.top < bottom and each.bottom > top]
            # Where no line of a column was broken, how wide it is can only be told by what stands beside it.
            left, right = columns.sides(each.column, each.columns, full=each.column in broken)
            box = left, edges[over[0]], right, edges[over[-1] + 1]
            spot = Spot(page=group.page, box=box)
            cells.append(Cell(len(rows) + over[0], each.column, len(over), each.columns, each.whole(), spot))
        ends = columns.xs[0], columns.xs[-1]
        rows += (Spot(page=group.page, box=(ends[0], top, ends[1], bottom)) for top, bottom in pairwise(edges))
    places = [
        (row, column)
        for cell in cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    ]
    if len(places) > len(set(places)):
        raise DoubtfulError
    return Table(columns.xs, tuple(rows), tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def edges_of(group: Group) -> list[float]:
    """The edges of the rows of a group, those of the column with most cells: a heading may have several.

    Raises :class:`DoubtfulError` if figures stand below each other.
    """
    by_column: dict[int, list[Stack]] = {}
    for cell in group.cells:
        by_column.setdefault(cell.column, []).append(cell)
    most = max(by_column.values(), key=len)
    if len(most) > 1 and group.figures:
        raise DoubtfulError
    between = [(one.bottom + other.top) / 2 for one, other in pairwise(most)]
    return [group.top, *between, group.bottom]
