"""What is on the pages, in reading order, not yet understood."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..ontology.facts import Part
from ..ontology.messages import Bilingual
from ..ontology.places import Paper, Place


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one cell of a grid, as printed, and where they stand.

    A cell that was merged over several columns or rows stands once, at its upper left, and says how many
    it covers where the format tells; the cells under it are empty.
    """

    text: str
    place: Place
    columns: int = 1
    rows: int = 1


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
class Remark:
    """What a reader has to say about the file itself: something in it is hidden and was not read."""

    message: Bilingual
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """One published file as read: its name, its bytes' hash and its blocks.

    ``lines`` are the lines of a text file, or those in which a file of another format was written out;
    ``paper`` then says where each stands in the file. ``encoding`` is that of the text, or the format (``PDF``).
    """

    name: str
    sha256: str
    encoding: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    paper: Paper = field(default_factory=Paper)
    remarks: tuple[Remark, ...] = ()
    parts: tuple[Part, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in reading order."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
