"""Writing out a file that is no text: every paragraph a line, every row of a table a line of TAB-separated cells.

Whatever the format, what comes after the readers sees the same blocks, and a reader of a report sees the
same numbered lines; where each stands in the file itself goes along as :class:`~gouji.ontology.places.Paper`.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...ontology.messages import Bilingual
from ...ontology.places import WHOLE, Paper, Place, Spot
from ..documents import Block, Document, Grid, Paragraph, Remark, Text

#: A line break inside a cell; between words of Latin script it stands for a space.
BREAK = re.compile(r"[^\S　 ]*[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+[^\S　 ]*")
LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell as a reader found it: its words as printed, how far it is merged, and where it stands."""

    text: str
    spot: Spot | None = None
    columns: int = 1
    rows: int = 1


#: Stands for a grid position that another cell is merged over, or that is not there.
NOTHING = CellRead("")


@dataclass(slots=True)
class Writing:
    """Collects paragraphs and tables in reading order; :meth:`document` gives them out as one document."""

    lines: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    spots: dict[tuple[int, int], Spot] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def paragraph(self, text: str, spot: Spot | None = None) -> None:
        """One line of running text; nothing is written for a blank one."""
        words = on_one_line(text).strip()
        if not words:
            return
        number = self.line(words, spot)
        self.blocks.append(Paragraph(words, Place(number, number)))

    def grid(self, rows: Sequence[Sequence[CellRead]], spots: Sequence[Spot | None] = ()) -> None:
        """One table: rows of the same number of cells, those under a merged cell empty; ``spots`` are the rows'.

        Rows without any word are left out. Blank lines part the table from what is written around it.
        """
        filled = [at for at, row in enumerate(rows) if any(cell.text.strip() for cell in row)]
        if not filled:
            return
        self.part()
        first = len(self.lines) + 1
        written = tuple(self.row(rows[at], spots[at] if at < len(spots) else None) for at in filled)
        self.blocks.append(Grid(written, Place(first, len(self.lines))))
        self.part()

    def row(self, cells: Sequence[CellRead], spot: Spot | None) -> tuple[Text, ...]:
        """One row of a table."""
        texts = [on_one_line(cell.text).strip() for cell in cells]
        # A row of one cell is written with a TAB after it, so that it is seen to be a row.
        number = self.line("\t".join(texts) if len(texts) > 1 else f"{texts[0]}\t", spot)
        for at, cell in enumerate(cells):
            if cell.spot is not None:
                self.spots[number, at] = cell.spot
                self.spots.setdefault((number, WHOLE), cell.spot)
        return tuple(
            Text(text, Place(number, number, cell=at), cell.columns, cell.rows)
            for at, (text, cell) in enumerate(zip(texts, cells, strict=True))
        )

    def line(self, text: str, spot: Spot | None) -> int:
        """Write one line and return its number, from 1."""
        self.lines.append(text)
        if spot is not None:
            self.spots[len(self.lines), WHOLE] = spot
        return len(self.lines)

    def remark(self, zh: str, en: str) -> None:
        """Say something about the file itself; it stands at the last line with words written so far."""
        last = next((at for at in range(len(self.lines), 0, -1) if self.lines[at - 1].strip()), 1)
        self.remarks.append(Remark(Bilingual(zh, en), Place(last, last)))

    def part(self) -> None:
        """Two blank lines: what stands before and after belongs to different tables."""
        while self.lines and self.lines[-2:] != ["", ""]:
            self.lines.append("")

    def document(self, name: str, data: bytes, form: str) -> Document:
        """What was written, as the document that the file ``name`` with the bytes ``data`` of format ``form`` holds."""
        digest = hashlib.sha256(data).hexdigest()
        return Document(
            name, digest, form, tuple(self.blocks), tuple(self.lines), Paper(self.spots), tuple(self.remarks)
        )


def on_one_line(text: str) -> str:
    r"""``text`` without line breaks: joined as Chinese is, with a space only between Latin letters or digits.

    >>> on_one_line("城乡居民\n医疗保险"), on_one_line("MPS IV\nform")
    ('城乡居民医疗保险', 'MPS IV form')
    """
    if not BREAK.search(text):
        return text
    parts = [part for part in BREAK.split(text) if part]
    joined = parts[0] if parts else ""
    for part in parts[1:]:
        space = " " if LATIN.match(joined[-1:]) and LATIN.match(part) else ""
        joined += space + part
    return joined
