"""XLSX workbooks: what each visible cell shows, written out sheet by sheet.

The parts are read directly, not through a spreadsheet library: values stay decimals as written, a formula that
was never computed is seen, and a broken style or drawing that shows nothing does not keep the figures from being read.
"""

import io
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from ..documents import Document
from . import hidden, sheets
from .cell_names import reference, row_and_column
from .number_formats import shown, shown_words
from .office import Package, Relation, is_on, whole
from .refusals import DamagedError, ExcessError, NothingInItError, UncomputedError
from .sheets import MAX_CELLS, MAX_MERGED, Sheet
from .styles import MAIN, PLAIN, Style, styles
from .writing import Writing

FORM = "XLSX"
IDENTIFIER = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROW, CELL, COLUMN, MERGED, VIEW = (f"{MAIN}{tag}" for tag in ("row", "c", "col", "mergeCell", "sheetView"))
#: Characters that XML cannot hold are written by their number.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: So many cells are named in a message.
NAMED = 5
#: Columns of a sheet; a range of them may be hidden at once.
MAX_COLUMNS = 16_384


@dataclass(frozen=True, slots=True)
class Book:
    """What the sheets of a workbook share."""

    package: Package
    strings: tuple[str, ...]
    styles: tuple[Style, ...]
    from_1904: bool

    def style(self, number: int) -> Style:
        """The style of that number."""
        return self.styles[number] if 0 <= number < len(self.styles) else PLAIN


def read(data: bytes, name: str) -> Document:
    """The document that the workbook is; raises a GoujiError where it cannot be read or shows nothing."""
    writing = Writing()
    for sheet, visible in sheets_of(data, name):
        if not visible:
            hidden.remark_sheet(sheet, writing)
            continue
        if sheet.uncomputed:
            cells = "、".join(reference(*at) for at in sheet.uncomputed[:NAMED])
            more = "…" if len(sheet.uncomputed) > NAMED else ""
            raise UncomputedError(name, sheet.name, cells + more)
        sheets.write(sheet, writing)
        hidden.remark(sheet, writing)
    if not writing.blocks:
        raise NothingInItError(name, FORM)
    return writing.document(name, data, FORM)


def sheets_of(data: bytes, name: str) -> list[tuple[Sheet, bool]]:
    """The sheets in order, and whether each is visible."""
    package = Package(data, name, FORM)
    main = package.main("xl/workbook.xml")
    workbook = package.tree(main)
    relations = package.relations(main)
    properties = workbook.find(f"{MAIN}workbookPr")
    from_1904 = properties is not None and is_on(properties.get("date1904"))
    book = Book(package, strings_of(package, relations), styles_of(package, relations), from_1904)
    found: list[tuple[Sheet, bool]] = []
    for listed in workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        relation = relations.get(listed.get(IDENTIFIER, ""))
        # Sheets of charts and of macros have no cells.
        if relation is not None and relation.kind == "worksheet":
            sheet = _SheetReader(book, Sheet(listed.get("name", ""))).read(relation.target)
            found.append((sheet, listed.get("state", "visible") == "visible"))
    return found


def strings_of(package: Package, relations: dict[str, Relation]) -> tuple[str, ...]:
    """The strings that cells name by number."""
    path = next((one.target for one in relations.values() if one.kind == "sharedStrings"), None)
    if path is None or not package.has(path):
        return ()
    return tuple(string(item) for item in package.tree(path).iterfind(f"{MAIN}si"))


def styles_of(package: Package, relations: dict[str, Relation]) -> tuple[Style, ...]:
    """The styles that cells name by number."""
    path = next((one.target for one in relations.values() if one.kind == "styles"), None)
    return styles(package.tree(path)) if path is not None and package.has(path) else ()


def string(item: etree._Element) -> str:
    """The words of a string in one or several runs; readings printed above them in small (w:rPh) are left out."""
    texts = (*item.iterfind(f"{MAIN}t"), *item.iterfind(f"{MAIN}r/{MAIN}t"))
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(text.text or "" for text in texts))


class _SheetReader:
    """Reads the part of one sheet as a stream; it may be far larger than what it shows."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.book = book
        self.sheet = sheet
        self.zeros = True
        self.row = -1
        self.column = -1

    def read(self, path: str) -> Sheet:
        package = self.book.package
        source = io.BytesIO(package.bytes_of(path))
        try:
            stream = etree.iterparse(
                source,
                events=("start", "end"),
                tag=(ROW, CELL, COLUMN, MERGED, VIEW),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            for event, element in stream:
                self.start(element) if event == "start" else self.end(element)
        except etree.XMLSyntaxError as error:
            raise DamagedError(package.name, FORM, path) from error
        return self.sheet

    def start(self, element: etree._Element) -> None:
        """A row or cell begins: where no place is written, it is the next one."""
        if element.tag == ROW:
            self.row = whole(element.get("r"), self.row + 2) - 1
            self.column = -1
            if is_on(element.get("hidden")) or element.get("ht") == "0":
                self.sheet.hidden_rows.add(self.row)
        elif element.tag == CELL:
            place = row_and_column(element.get("r", ""))
            self.row, self.column = place or (self.row, self.column + 1)

    def end(self, element: etree._Element) -> None:
        """A row, cell, column, merged range or view has been read."""
        if element.tag == CELL:
            self.cell(element)
        elif element.tag == ROW:
            element.clear()
        elif element.tag == COLUMN:
            first, last = whole(element.get("min")), min(whole(element.get("max")), MAX_COLUMNS)
            if is_on(element.get("hidden")) or element.get("width") == "0":
                self.sheet.hidden_columns.update(range(first - 1, last))
        elif element.tag == MERGED:
            self.merge(element.get("ref", ""))
        elif element.tag == VIEW:
            self.zeros = self.zeros and element.get("showZeros", "1") in {"1", "true"}

    def merge(self, range_: str) -> None:
        first, _, last = range_.partition(":")
        upper_left, lower_right = row_and_column(first), row_and_column(last)
        if upper_left is None or lower_right is None:
            return
        if len(self.sheet.merged) >= MAX_MERGED:
            raise ExcessError(self.book.package.name, "合并单元格数", "merged cells", MAX_MERGED)
        self.sheet.merged.append((*upper_left, *lower_right))

    def cell(self, element: etree._Element) -> None:
        style = self.book.style(whole(element.get("s")))
        self.sheet.rule(self.row, self.column, left=style.left, right=style.right)
        words = self.words(element, style)
        if words.strip():
            self.sheet.words[self.row, self.column] = words
            if len(self.sheet.words) > MAX_CELLS:
                raise ExcessError(self.book.package.name, "单元格数", "cells", MAX_CELLS)

    def words(self, element: etree._Element, style: Style) -> str:
        """What the cell shows."""
        kind = element.get("t", "n")
        if kind == "inlineStr":
            written = element.find(f"{MAIN}is")
            return shown_words(string(written), style.code) if written is not None else ""
        value = element.findtext(f"{MAIN}v") or ""
        if not value and kind != "str" and element.find(f"{MAIN}f") is not None:
            self.uncomputed()
        match kind:
            case "s":
                at = whole(value, -1)
                return shown_words(self.book.strings[at], style.code) if 0 <= at < len(self.book.strings) else ""
            case "str":
                return shown_words(ESCAPED.sub(lambda found: chr(int(found[1], 16)), value), style.code)
            case "b":
                return "TRUE" if is_on(value) else "FALSE"
            case "n":
                return self.number(value, style)
            case _:
                return value

    def uncomputed(self) -> None:
        if self.row not in self.sheet.hidden_rows and self.column not in self.sheet.hidden_columns:
            self.sheet.uncomputed.append((self.row, self.column))

    def number(self, value: str, style: Style) -> str:
        try:
            number = Decimal(value.strip() or "NaN")
        except InvalidOperation:
            return value
        if not number.is_finite() or (number == 0 and not self.zeros):
            return ""
        return shown(number, style.code, from_1904=self.book.from_1904)
