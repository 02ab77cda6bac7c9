"""Lattices filled with text: each character goes to the cell it stands in."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import dropwhile, pairwise, takewhile

from ....ontology.places import Box, Spot
from .characters import Character
from .lattices import Lattice
from .lines import Line, is_upright, lines
from .merged import Merged

#: Left and right of the text of a cell, together, in points: what programs keep free.
PADDING = 12.0
#: What is so many times as high as its cell is printed across the table.
TALLEST = 1.3
#: What a figure or a code may be broken after.
INSIDE = re.compile(r"\d[,，.]?$")
#: How wide a digit is, in sizes.
DIGIT = 0.6


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: where it begins in the grid, how many rows and columns it covers, its lines of text.

    A cell that a page break cut stands on the page where it begins, with its lines from both.
    """

    row: int
    column: int
    rows: int
    columns: int
    lines: tuple[Line, ...]
    spot: Spot

    @property
    def text(self) -> str:
        """The lines as one text; line breaks stay where words end, a figure broken by one is made whole."""
        text = ""
        for at, line in enumerate(self.lines):
            whole = at == 0 or is_broken(self.lines[at - 1], line, self.spot.box)
            text += line.text if whole else f"\n{line.text}"
        return text


@dataclass(frozen=True, slots=True)
class Table:
    """A table on one page, or on several once its parts are joined.

    ``xs`` are the boundaries of its columns on the page where it begins; ``rows`` are the spots of its rows, and
    ``cells`` stand in the order of rows.
    """

    xs: tuple[float, ...]
    rows: tuple[Spot, ...]
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        """The whole of its first page's part."""
        boxes = [spot.box for spot in self.rows if spot.page == self.rows[0].page and spot.box is not None]
        return self.xs[0], min(box[1] for box in boxes), self.xs[-1], max(box[3] for box in boxes)

    def words(self, row: int) -> dict[int, str]:
        """The texts of the cells that begin in a row, by column, without spaces."""
        beginning = dropwhile(lambda cell: cell.row < row, self.cells)
        cells = takewhile(lambda cell: cell.row == row, beginning)
        return {cell.column: "".join(cell.text.split()) for cell in cells if cell.lines}

    def first_row(self) -> list[Cell]:
        """The cells that begin in the first row."""
        return list(takewhile(lambda cell: cell.row == 0, self.cells))


def fill(lattice: Lattice, characters: Iterable[Character], page: int) -> tuple[Table, list[Character]]:
    """The table of a lattice with the characters that stand in it, and those too large for their cells."""
    owners = {
        (row, column): cell
        for cell in lattice.cells
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    held: dict[Merged, list[Character]] = {cell: [] for cell in lattice.cells}
    xs, ys = lattice.xs[1:-1], lattice.ys[1:-1]
    for sign in characters:
        x, y = sign.middle
        held[owners[bisect_right(ys, y), bisect_right(xs, x)]].append(sign)
    cells = []
    over: list[Character] = []
    for cell, signs in held.items():
        box = lattice.box_of(cell)
        tallest = TALLEST * (box[3] - box[1])
        fitting = signs
        if signs and max([sign.size for sign in signs]) > tallest:
            fitting = [sign for sign in signs if sign.size <= tallest]
            over += (sign for sign in signs if sign.size > tallest)
        spot = Spot(page=page, box=box)
        cells.append(Cell(cell.row, cell.column, cell.rows, cell.columns, tuple(lines(fitting)), spot))
    left, _, right, _ = lattice.box
    rows = tuple(Spot(page=page, box=(left, top, right, bottom)) for top, bottom in pairwise(lattice.ys))
    return Table(lattice.xs, rows, tuple(cells)), over


def is_full(line: Line, after: Line, box: Box | None) -> bool:
    """Whether what comes after had to go on a line of its own: the cell has no room for it beside ``line``."""
    return is_upright(line) and is_upright(after) and room(line, box) < after.need


def is_broken(line: Line, after: Line, box: Box | None) -> bool:
    """Whether the end of ``line`` is inside a figure or a code that goes on after it: not one more digit had room."""
    digits = INSIDE.search(line.text) is not None and (after.text[0].isdigit() or after.text[0] == ".")
    return digits and is_upright(line) and is_upright(after) and room(line, box) < DIGIT * line.size


def room(line: Line, box: Box | None) -> float:
    """How much of a cell its line leaves free."""
    return box[2] - box[0] - PADDING - (line.box[2] - line.box[0]) if box is not None else math.inf


def without_empty_edges(table: Table) -> Table:
    """The table without outer columns that hold no word from top to bottom: a frame drawn around it."""
    filled = [(cell.column, cell.column + cell.columns) for cell in table.cells if cell.lines]
    if not filled:
        return table
    first, last = min(begin for begin, _ in filled), max(end for _, end in filled)
    cells = tuple(
        replace(
            cell,
            column=max(cell.column, first) - first,
            columns=min(cell.column + cell.columns, last) - max(cell.column, first),
        )
        for cell in table.cells
        if cell.column < last and cell.column + cell.columns > first
    )
    return Table(table.xs[first : last + 1], table.rows, cells)
