"""Web pages: the text and tables of the article, without the site's menus around it."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..documents import Document, Grid
from . import sheets, side_by_side
from .encodings import EncodingError, decode
from .page_flow import Break, Inner, Words, flow
from .page_tables import Cell, cells_of, is_layout, rows_of
from .refusals import AttachmentError, ExcessError, NothingInItError
from .sheets import Sheet
from .spans import MAX_GRID, spread
from .writing import CellRead, Writing

FORM = "HTML"
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*utf-?8", re.IGNORECASE)
#: Tables of old sites stand in one another for layout; real pages have eight levels.
MAX_DEPTH = 40
#: Elements that must be closed; the time that parsing takes grows with the square of how many are open.
NESTING = re.compile(
    r"<(/?)(?:div|span|section|article|table|ul|ol|dl|font|b|i|u|em|strong|center|blockquote|a|form|h[1-6])\b",
    re.IGNORECASE,
)
MAX_OPEN = 10_000
#: A page with fewer signs than this and links to files is only the way to them.
SHORT = 500
ATTACHMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z)(?:[?#]|$)", re.IGNORECASE)
#: So many links are named in a message.
NAMED = 5
#: One sign in so many may be broken in a page that says what its encoding is.
TOLERATED = 1000


def read(data: bytes, name: str) -> Document:
    """The document that the page is; raises a GoujiError where it holds nothing, or only links to files."""
    text = markup(data, name)
    refuse_depth(text, name)
    page = LexborHTMLParser(text)
    reader = _PageReader(name)
    title = title_of(page)
    if title:
        reader.writing.paragraph(title)
    if page.body is not None:
        reader.blocks(page.body)
    writing = reader.writing
    if not any(isinstance(block, Grid) for block in writing.blocks):
        links = attachments(page)
        if links and sum(len(line) for line in writing.lines) < SHORT:
            raise AttachmentError(name, "、".join(links[:NAMED]))
    if not writing.blocks:
        raise NothingInItError(name, FORM)
    return writing.document(name, data, FORM)


def markup(data: bytes, name: str) -> str:
    """The text of the page. One that says it is UTF-8 may hold a few broken signs: pages are pasted together."""
    if not CHARSET.search(data[:4096]):
        return decode(data, name)[0]
    text = data.decode("utf-8-sig", "replace")
    if text.count("\ufffd") * TOLERATED > len(text):
        raise EncodingError(name, text[: text.index("\ufffd")].count("\n") + 1)
    return text


def refuse_depth(text: str, name: str) -> None:
    """Raise an :class:`ExcessError` where more elements are open at once than the parser works through in seconds."""
    depth = 0
    for tag in NESTING.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > MAX_OPEN:
            raise ExcessError(name, "标签嵌套层数", "elements in one another", MAX_OPEN)


def title_of(page: LexborHTMLParser) -> str:
    """The title: the article's as government sites declare it, else the page's if no heading prints one."""
    declared = page.css_first('meta[name="ArticleTitle" i]')
    if declared is not None and declared.attributes.get("content"):
        return declared.attributes["content"] or ""
    title = page.css_first("title")
    return title.text(strip=True) if title is not None and page.css_first("h1") is None else ""


def attachments(page: LexborHTMLParser) -> list[str]:
    """What the page links or embeds that is a file to read; nothing of it is fetched."""
    found = [
        node.attributes.get(where) or ""
        for selector, where in (("a", "href"), ("iframe", "src"), ("embed", "src"), ("object", "data"))
        for node in page.css(selector)
    ]
    return list(dict.fromkeys(link for link in found if ATTACHMENT.search(link)))


@dataclass(slots=True)
class _PageReader:
    """Writes the blocks of a page."""

    name: str
    writing: Writing = field(default_factory=Writing)
    depth: int = 0

    def blocks(self, root: LexborNode) -> None:
        """Write the paragraphs and tables in ``root``; a paragraph that is nothing but links leads elsewhere."""
        line: list[Words] = []
        for piece in flow(root):
            if isinstance(piece, Words):
                line.append(piece)
                continue
            self.paragraph(line)
            line = []
            if isinstance(piece, Inner):
                self.table(piece.node)
        self.paragraph(line)

    def paragraph(self, line: list[Words]) -> None:
        if all(words.linked or not words.text.strip() for words in line):
            return
        for part in side_by_side.apart(joined(line)):
            self.writing.paragraph(part)

    def table(self, node: LexborNode) -> None:
        """Write a table, then those inside it; one that only lays the page out is written as what is in it."""
        if self.depth == MAX_DEPTH:
            raise ExcessError(self.name, "表格嵌套层数", "tables in one another", MAX_DEPTH)
        self.depth += 1
        rows = [[cell_of(cell) for cell in cells_of(row)] for row in rows_of(node)]
        if is_layout(rows):
            for cell in (cell for row in rows for cell in row):
                self.blocks(cell.node)
        else:
            self.sheet(rows)
            for inner in (inner for row in rows for cell in row for inner in cell.inner):
                self.table(inner)
        self.depth -= 1

    def sheet(self, rows: list[list[Cell]]) -> None:
        """Write a table as a sheet: titles, unit lines and notes often stand in rows of it."""
        grid = spread([[CellRead(cell.text, None, cell.columns, cell.rows) for cell in row] for row in rows])
        if grid is None:
            raise ExcessError(self.name, "表格的格数", "cells of a table", MAX_GRID)
        sheet = Sheet("", width=len(grid[0]) if grid else 0)
        heading = first_of_table(grid)
        for at, row in enumerate(grid):
            if at >= heading:
                sheet.ruled[at] = (0, len(row) - 1)
            for column, cell in enumerate(row):
                if cell.text.strip():
                    sheet.words[at, column] = cell.text
                    if cell.rows > 1 or cell.columns > 1:
                        sheet.merged.append((at, column, at + cell.rows - 1, column + cell.columns - 1))
        sheets.write(sheet, self.writing)


def first_of_table(grid: list[list[CellRead]]) -> int:
    """The first row that is not just one cell over all columns, as titles are that stand in their table."""
    return next((at for at, row in enumerate(grid) if row[0].columns < len(row)), 0)


def cell_of(node: LexborNode) -> Cell:
    """The words of a cell and the tables inside it."""
    lines: list[list[Words]] = [[]]
    inner: list[LexborNode] = []
    for piece in flow(node):
        if isinstance(piece, Words):
            lines[-1].append(piece)
        elif isinstance(piece, Break):
            lines.append([])
        else:
            inner.append(piece.node)
    linked = all(words.linked or not words.text.strip() for line in lines for words in line)
    text = "\n".join(filter(None, (joined(line).strip() for line in lines)))
    return Cell(node, text, tuple(inner), linked)


def joined(line: list[Words]) -> str:
    """The words of one line."""
    return "".join(words.text for words in line)
