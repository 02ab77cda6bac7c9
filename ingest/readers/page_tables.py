"""Tables of web pages: which are of data, and which only lay the page out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from .page_flow import children, is_shown

#: A span of 0 reaches to the end.
TO_THE_END = 65_534


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its words, the tables inside it, and whether its words are nothing but links."""

    node: LexborNode
    text: str
    inner: tuple[LexborNode, ...]
    linked: bool

    @property
    def columns(self) -> int:
        """How many columns it says it covers."""
        return span(self.node.attributes.get("colspan"))

    @property
    def rows(self) -> int:
        """How many rows it says it covers."""
        return span(self.node.attributes.get("rowspan")) or TO_THE_END


def span(said: str | None) -> int:
    """The number of a span attribute; 1 where it is none.

    >>> span("3"), span(None), span("three")
    (3, 1, 1)
    """
    digits = (said or "").strip()
    return min(int(digits), TO_THE_END) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 1


def rows_of(table: LexborNode) -> Iterator[LexborNode]:
    """The rows of a table itself, in order; hidden ones are left out."""
    for child in children(table):
        if child.tag == "tr" and is_shown(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"} and is_shown(child):
            yield from rows_of(child)


def cells_of(row: LexborNode) -> list[LexborNode]:
    """The cells of a row."""
    return [child for child in children(row) if child.tag in {"td", "th"}]


def is_layout(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether a table only lays the page out: it has one cell, only links, or tables but hardly words of its own."""
    cells = [cell for row in rows for cell in row]
    filled = [cell for cell in cells if cell.text]
    if len(cells) <= 1 or all(cell.linked for cell in filled):
        return True
    tabular = sum(1 for row in rows if sum(1 for cell in row if cell.text) > 1)
    return any(cell.inner for cell in cells) and tabular < 2
