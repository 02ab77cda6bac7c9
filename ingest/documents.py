"""What is on the pages, in reading order, not yet understood."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..ontology.places import Place


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one cell of a grid, as printed, and where they stand."""

    text: str
    place: Place


Row = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running text (or a heading, or page furniture)."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells that stand together; whether they are a table is for the recogniser to say."""

    rows: tuple[Row, ...]
    place: Place


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Document:
    """One published file as read: its name, its bytes' hash and its blocks."""

    name: str
    sha256: str
    encoding: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
