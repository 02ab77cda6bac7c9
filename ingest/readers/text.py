"""Text disclosures: one cell a line (each begun by a TAB), or rows of cells parted by TABs or upright strokes."""

import hashlib
from collections.abc import Iterable, Iterator

from ...ontology.places import Place
from ..documents import Block, Document, Grid, Paragraph, Row, Text
from .encodings import decode
from .piped import cells_of, is_rule, is_title, piped_lines

TAB = "\t"


def read(data: bytes, name: str) -> Document:
    """The document that a text is; raises a GoujiError where it is empty or of an unknown encoding."""
    content, encoding = decode(data, name)
    # str.splitlines would also break at form feeds and U+2028, which stand inside cells of some exports.
    lines = tuple(content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return Document(name, hashlib.sha256(data).hexdigest(), encoding, blocks(lines), lines)


def blocks(lines: tuple[str, ...]) -> tuple[Block, ...]:
    """The paragraphs and grids of ``lines``, in whichever of the two layouts the file keeps."""
    read = cell_a_line(lines) if is_cell_a_line(lines) else row_a_line(lines)
    return tuple(read)


def is_cell_a_line(lines: Iterable[str]) -> bool:
    r"""Whether cells stand one a line: nearly all lines with TABs hold nothing but one cell after the first.

    >>> is_cell_a_line(["表", "\t项目", "\t金额", "", "\t收入\t"])
    True
    >>> is_cell_a_line(["项目\t金额", "\t\t合计\t1.00"])
    False
    """
    tabbed = [line for line in lines if TAB in line]
    single = [line for line in tabbed if line.startswith(TAB) and TAB not in line.strip()]
    rows = [line for line in tabbed if TAB in line.strip() or not line.startswith(TAB)]
    return bool(tabbed) and len(rows) * 20 <= len(single)


def cell_a_line(lines: tuple[str, ...]) -> Iterator[Block]:
    """Rows are runs of TAB-begun lines; blank lines part them; other lines are paragraphs.

    A line without a TAB between two cells of one row is the rest of the cell before it.
    """
    rows: list[Row] = []
    row: list[Text] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith(TAB):
            row.append(Text(line.strip(), Place(number, number, cell=1)))
        elif not line.strip():
            close_row(rows, row)
        elif row and number < len(lines) and lines[number].startswith(TAB):
            before = row.pop()
            row.append(Text(before.text + line.strip(), Place(before.place.first, number, cell=1)))
        else:
            close_row(rows, row)
            yield from close_grid(rows)
            yield Paragraph(line.strip(), Place(number, number))
    close_row(rows, row)
    yield from close_grid(rows)


def row_a_line(lines: tuple[str, ...]) -> Iterator[Block]:
    """Rows are lines with TABs or strokes; a blank line or a paragraph parts grids."""
    rows: list[Row] = []
    piped = piped_lines(lines)
    for number, line in enumerate(lines, start=1):
        if TAB in line or number in piped:
            if number in piped and is_rule(line):
                continue
            cells = [cell.strip() for cell in line.split(TAB)] if TAB in line else cells_of(line)
            if number in piped and not rows and is_title(cells):
                yield Paragraph(cells[0], Place(number, number))
                continue
            rows.append(tuple(Text(cell, Place(number, number, cell=i)) for i, cell in enumerate(cells)))
            continue
        yield from close_grid(rows)
        if line.strip():
            yield Paragraph(line.strip(), Place(number, number))
    yield from close_grid(rows)


def close_row(rows: list[Row], row: list[Text]) -> None:
    """Move a finished row, if there is one, to the rows of its grid."""
    if row:
        rows.append(tuple(row))
        row.clear()


def close_grid(rows: list[Row]) -> Iterator[Grid]:
    """Give out the rows collected so far, if any, as one grid."""
    if rows:
        first, last = rows[0][0].place, rows[-1][-1].place
        yield Grid(tuple(rows), Place(first.first, last.last))
        rows.clear()
