"""DOCX files: paragraphs with the numbers Word writes before them, and tables with their merged cells."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..documents import Document
from . import side_by_side, word_tables
from .numbering import Numbering, numbering
from .office import Package
from .refusals import ExcessError, NothingInItError
from .runs import ALTERNATES, LEFT_OUT, PARAGRAPH, TABLE, WORD, boxes, chosen, words
from .writing import Writing

FORM = "DOCX"
#: The largest real disclosure seen has 20,000 paragraphs, those in cells counted.
MAX_PARAGRAPHS = 1_000_000
NOTES = {"footnotes": f"{WORD}footnote", "endnotes": f"{WORD}endnote"}
WANTED = frozenset({"numbering", "styles", *NOTES})


def read(data: bytes, name: str) -> Document:
    """The document that the file is; raises a GoujiError where it cannot be read or holds no words."""
    return written(data, name).document(name, data, FORM)


def written(data: bytes, name: str) -> Writing:
    """The words of the file in reading order; headers and footers, which repeat on each page, are left out."""
    package = Package(data, name, FORM)
    main = package.main("word/document.xml")
    parts = {relation.kind: relation.target for relation in package.relations(main).values()}
    trees = {kind: package.tree(path) for kind, path in parts.items() if kind in WANTED and package.has(path)}
    reader = _BodyReader(name, numbering(trees.get("numbering"), trees.get("styles")))
    for body in package.tree(main).iterfind(f"{WORD}body"):
        reader.blocks(body)
    for kind, tag in NOTES.items():
        for note in trees[kind].iterfind(tag) if kind in trees else ():
            reader.blocks(note)
    if not reader.writing.blocks:
        raise NothingInItError(name, FORM)
    return reader.writing


@dataclass(slots=True)
class _BodyReader:
    """Walks the blocks of a document and writes them."""

    name: str
    numbering: Numbering
    writing: Writing = field(default_factory=Writing)
    paragraphs: int = 0

    def blocks(self, parent: etree._Element) -> None:
        """Write the paragraphs and tables in ``parent``."""
        for block in blocks(parent):
            if block.tag == TABLE:
                self.table(block)
            else:
                self.paragraph(block)

    def paragraph(self, element: etree._Element) -> None:
        for line in side_by_side.apart(self.words(element)):
            self.writing.paragraph(line)
        self.boxes(element)

    def boxes(self, element: etree._Element) -> None:
        for box in boxes(element):
            self.blocks(box)

    def words(self, paragraph: etree._Element) -> str:
        """A paragraph's words with its number before them; an empty paragraph shows no number worth reading."""
        self.paragraphs += 1
        if self.paragraphs > MAX_PARAGRAPHS:
            raise ExcessError(self.name, "段落数", "paragraphs", MAX_PARAGRAPHS)
        printed = words(paragraph)
        return self.numbering.before(paragraph) + printed if printed.strip() else ""

    def table(self, element: etree._Element) -> None:
        """Write a table, then the tables and text boxes inside its cells."""
        cells = [cell for row in word_tables.rows(element) for cell in word_tables.cells(row)]
        if len(cells) == 1:
            # A frame drawn around text, not a table.
            self.blocks(cells[0])
            return
        self.writing.grid(word_tables.grid(element, self.cell))
        for cell in cells:
            for block in blocks(cell):
                if block.tag == TABLE:
                    self.table(block)
                else:
                    self.boxes(block)

    def cell(self, element: etree._Element) -> str:
        """The words of a cell, without those of tables inside it."""
        return "\n".join(self.words(block) for block in blocks(element) if block.tag == PARAGRAPH)


def blocks(parent: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables in ``parent``, through whatever else is put around them."""
    for child in parent.iterchildren():
        if child.tag in {PARAGRAPH, TABLE}:
            yield child
        elif child.tag == ALTERNATES:
            yield from blocks(chosen(child))
        elif child.tag not in LEFT_OUT:
            yield from blocks(child)
