"""Rows that a page break cut: whether the first row of a page is the rest of the last one of the page before."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from .tables import Cell, Table, is_broken, is_full

#: So many cells of a row do not by chance all end where their columns do.
SEVERAL = 3
FIGURE = re.compile(r"[-+]?[\d,，.]+%?")
#: A figure as programs print it.
WHOLE = re.compile(r"[-+]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?%?")
POINTS = (".", ",", "，")
#: No words end so.
OPENING = tuple("〔（([【《“‘「：:")
#: A row that begins so is a new one, whatever stands above it.
ITEM = re.compile(
    r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[、.．]|其中|\d{3,}(?![\d〕\]）)年])"
)

Pair = tuple[Cell, Cell]


def is_cut(table: Table, last: Mapping[int, Cell], part: Table) -> bool:
    """Whether the first row of ``part`` is the rest of the last row of ``table``, with the cells ``last`` by column."""
    rest = [cell for cell in part.first_row() if cell.lines]
    if not rest or any(cell.rows > 1 or not is_under(last.get(cell.column), cell) for cell in rest):
        return False
    pairs = [(last[cell.column], cell) for cell in rest if last[cell.column].lines]
    cells = (*table.cells, *part.cells)
    if has_cut_figure(cells, pairs):
        return True
    if len(pairs) < len(rest) or not all(goes_on(cells, *pair) for pair in pairs):
        return False
    return has_cut_words(table, last, part, pairs)


def is_under(above: Cell | None, cell: Cell) -> bool:
    """Whether a cell stands under one of its own breadth."""
    return above is not None and above.columns == cell.columns


def has_cut_figure(cells: Sequence[Cell], pairs: Sequence[Pair]) -> bool:
    """Whether a figure goes on: it ends in its point, or has fewer decimals than all of its column have.

    All that are figures above and below must make figures together.
    """
    numeric = [pair for pair in pairs if all(FIGURE.fullmatch(bare(cell)) for cell in pair)]
    if not all(WHOLE.fullmatch(bare(above) + bare(cell)) for above, cell in numeric):
        return False
    return any(is_cut_figure(cells, above, cell) for above, cell in numeric)


def is_cut_figure(cells: Sequence[Cell], above: Cell, cell: Cell) -> bool:
    """Whether two figures, which make one together, are its halves."""
    upper, lower = bare(above), bare(cell)
    if upper.endswith(POINTS) or lower.startswith(POINTS):
        return True
    if not is_broken(above.lines[-1], cell.lines[0], above.spot.box):
        return False
    others = {
        decimals(bare(each))
        for each in cells
        if each.column == above.column and each not in {above, cell} and WHOLE.fullmatch(bare(each))
    }
    return len(others) == 1 and decimals(upper) not in others and decimals(upper + lower) in others


def bare(cell: Cell) -> str:
    """The text of a cell without line breaks and spaces."""
    return "".join(cell.text.split())


def decimals(figure: str) -> int:
    """How many decimals a figure has.

    >>> decimals("1,234.50"), decimals("7")
    (2, 0)
    """
    return len(figure.rstrip("%").partition(".")[2])


def has_cut_words(table: Table, last: Mapping[int, Cell], part: Table, pairs: Sequence[Pair]) -> bool:
    """Whether words that may go on, each under some that filled their cell to its end, do.

    The row above has its figure already, or has words over several lines, or goes on in all of its cells, or is the
    first of a heading; or its first words want one more sign or what is in brackets, or most of its cells have ended.
    """
    told = any(FIGURE.fullmatch(cell.text) for cell in last.values())
    label = bare(pairs[0][1])
    if told or len(table.rows) == 1 < len(pairs) or len(label) == 1 < len(pairs) or label.startswith(("（", "(")):
        return True
    filled = {column for column, cell in last.items() if cell.lines}
    before = {column for column in filled if column < pairs[0][0].column}
    if before and len(filled) > 2 * len(pairs) and is_always_filled(part, before):
        return True
    if all(len(above.lines) > 1 for above, _ in pairs):
        return True
    return filled == {cell.column for _, cell in pairs} and len(pairs) >= SEVERAL and is_broken_often(table, filled)


def is_always_filled(part: Table, columns: Set[int]) -> bool:
    """Whether every row but the first has words in some of these columns."""
    filled = {cell.row for cell in part.cells if cell.lines and cell.column in columns}
    return len(filled) == len(part.rows) - 1


def is_broken_often(table: Table, columns: Set[int]) -> bool:
    """Whether most words in these columns are over several lines."""
    heights = [len(cell.lines) for cell in table.cells if cell.column in columns and cell.lines]
    return 2 * sum(height > 1 for height in heights) > len(heights)


def goes_on(cells: Sequence[Cell], above: Cell, cell: Cell) -> bool:
    """Whether ``cell`` may have the rest of the words, or of the number, of the one above it; it begins no item."""
    if FIGURE.fullmatch(bare(above)) and FIGURE.fullmatch(bare(cell)):
        return is_cut_number(cells, above, cell)
    if above.text.endswith(OPENING):
        return True
    return not ITEM.match(cell.text) and is_full(above.lines[-1], cell.lines[0], above.spot.box)


def is_cut_number(cells: Sequence[Cell], above: Cell, cell: Cell) -> bool:
    """Whether two numbers may be the halves of one: no more digits had room, and the other numbers tell its length.

    A code is as long as others of its column, or is already broken over several lines where it would be complete.
    """
    upper, lower = bare(above), bare(cell)
    if not is_broken(above.lines[-1], cell.lines[0], above.spot.box) or not WHOLE.fullmatch(upper + lower):
        return False
    if "." in upper + lower or (len(above.lines) > 1 and len(lower) < len(upper)):
        return True
    others = (bare(each) for each in cells if each.column == above.column)
    return any(each.isdigit() and len(each) >= len(upper + lower) for each in others)


def whole(above: Cell, cell: Cell) -> Cell:
    """The cell that a page break cut: a figure in one line, words in theirs."""
    if not (above.lines and FIGURE.fullmatch(bare(above)) and FIGURE.fullmatch(bare(cell))):
        return replace(above, lines=above.lines + cell.lines)
    one = above.lines[0]._replace(text=bare(above) + bare(cell), box=above.lines[-1].box)
    return replace(above, lines=(one,))
