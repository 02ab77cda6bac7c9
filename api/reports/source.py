"""The source of a document laid out for eyes: running text and tables, each line under its own number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of a row, or a whole line of running text (``cell`` is then ``None``)."""

    line: int
    cell: int | None
    text: str
    start: int = 0
    """Where the text begins in its line."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A line of running text."""

    piece: Piece


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of cells that stand together."""

    rows: tuple[tuple[Piece, ...], ...]


Block = Passage | Rows


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    r"""The lines in reading order; blank ones only part what stands around them.

    >>> [type(block).__name__ for block in blocks(["标题", "甲\t1", "乙\t2", "", "正文"])]
    ['Passage', 'Rows', 'Passage']
    """
    stacked = is_stacked(lines)
    rows: list[list[Piece]] = []
    blank = 0
    for number, line in enumerate(lines, start=1):
        if "\t" in line:
            if blank > 1:
                yield from closed(rows)
            pieces = [cell_alone(number, line)] if stacked else list(cells(number, line))
            if stacked and rows and not blank:
                rows[-1] += pieces
            elif line.strip() or stacked:
                rows.append(pieces)
        elif line.strip():
            yield from closed(rows)
            yield Passage(Piece(number, None, line))
        blank = 0 if "\t" in line or line.strip() else blank + 1
    yield from closed(rows)


def closed(rows: list[list[Piece]]) -> Iterator[Rows]:
    """The rows collected so far, which are then forgotten."""
    if rows:
        yield Rows(tuple(tuple(row) for row in rows))
        rows.clear()


def cells(number: int, line: str) -> Iterator[Piece]:
    """The cells of one line, the empty ones at its end left out."""
    start = 0
    for index, text in enumerate(line.rstrip("\t ").split("\t")):
        yield Piece(number, index, text, start)
        start += len(text) + 1


def cell_alone(number: int, line: str) -> Piece:
    """The cell of a line that holds one; a TAB alone is an empty cell."""
    return Piece(number, 1, line[1:].rstrip("\t "), 1)


def is_stacked(lines: Sequence[str]) -> bool:
    """Whether the document prints one cell a line, each begun by a TAB, its rows parted by blank lines."""
    tabbed = [line for line in lines if "\t" in line and line.strip()]
    alone = sum(1 for line in tabbed if line.startswith("\t") and "\t" not in line.strip("\t "))
    return bool(tabbed) and alone * 10 > len(tabbed) * 8
