"""Tables of Word files as grids: gridSpan and vMerge tell how far a cell reaches, gridBefore where a row begins."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from .numbering import value
from .office import is_on, whole
from .runs import ALTERNATES, LEFT_OUT, WORD, chosen
from .spans import MAX_COLUMNS
from .writing import NOTHING, CellRead

ROW, CELL, ROW_PROPERTIES, CELL_PROPERTIES = (f"{WORD}{tag}" for tag in ("tr", "tc", "trPr", "tcPr"))


@dataclass(slots=True)
class _Grid:
    """A table while it is read: what stands where, and which cells go on below."""

    cells: list[dict[int, CellRead]] = field(default_factory=list)
    going_on: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By column: row and column of the cell that a merge continues."""

    def put(self, column: int, cell: CellRead, *, continues: bool, begins: bool) -> None:
        """Put a cell into the last row; one that continues a merge only makes the first one higher."""
        if continues and column in self.going_on:
            row, first = self.going_on[column]
            above = self.cells[row][first]
            self.cells[row][first] = replace(above, rows=len(self.cells) - row)
            return
        for covered in range(column, column + cell.columns):
            self.going_on.pop(covered, None)
        if begins:
            self.going_on[column] = (len(self.cells) - 1, column)
        self.cells[-1][column] = cell

    def rows(self) -> list[list[CellRead]]:
        """The rows, all as wide as the widest."""
        width = max((at + cell.columns for row in self.cells for at, cell in row.items()), default=0)
        return [[row.get(at, NOTHING) for at in range(width)] for row in self.cells]


def grid(table: etree._Element, words: Callable[[etree._Element], str]) -> list[list[CellRead]]:
    """The table as rows of equally many cells, ``words`` telling what a cell says."""
    made = _Grid()
    for row in rows(table):
        properties = row.find(ROW_PROPERTIES)
        if properties is not None and is_gone(properties):
            continue
        made.cells.append({})
        column = skipped(properties)
        for cell in cells(row):
            about = cell.find(CELL_PROPERTIES)
            width = min(max(whole(said(about, "gridSpan"), 1), 1), MAX_COLUMNS)
            if column + width > MAX_COLUMNS:
                break
            merge = about.find(f"{WORD}vMerge") if about is not None else None
            begins = merge is not None and value(merge) == "restart"
            read = CellRead(words(cell), columns=width)
            made.put(column, read, continues=merge is not None and not begins, begins=begins)
            column += width
    return made.rows()


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, through content controls and marks of revision; not those of tables inside it."""
    yield from inner(table, ROW)


def cells(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row, likewise."""
    yield from inner(row, CELL)


def inner(parent: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """The elements of one tag in ``parent``, through whatever else is put around them."""
    for child in parent.iterchildren():
        if child.tag == wanted:
            yield child
        elif child.tag == ALTERNATES:
            yield from inner(chosen(child), wanted)
        elif child.tag not in LEFT_OUT and child.tag not in {ROW, CELL}:
            yield from inner(child, wanted)


def is_gone(properties: etree._Element) -> bool:
    """Whether a row was deleted, or is hidden."""
    hidden = properties.find(f"{WORD}hidden")
    return properties.find(f"{WORD}del") is not None or (hidden is not None and is_on(value(hidden) or "1"))


def skipped(properties: etree._Element | None) -> int:
    """The columns before the first cell of a row."""
    return min(max(whole(said(properties, "gridBefore")), 0), MAX_COLUMNS)


def said(properties: etree._Element | None, tag: str) -> str:
    """What properties say of one thing; empty where they do not."""
    return value(properties.find(f"{WORD}{tag}")) if properties is not None else ""
