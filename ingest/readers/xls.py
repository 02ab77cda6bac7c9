"""XLS workbooks (BIFF, in an OLE file): what each visible cell shows, written out as those of XLSX are."""

import io
from decimal import Decimal

import xlrd
from xlrd.book import Book
from xlrd.compdoc import CompDoc
from xlrd.formatting import std_format_strings
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as Read

from ..documents import Document
from . import hidden, sheets
from .format_codes import BUILT_IN, GENERAL
from .number_formats import shown, shown_words
from .ole import STREAM
from .refusals import DamagedError, EncryptedError, ExcessError, NothingInItError
from .sheets import MAX_CELLS, Sheet
from .writing import Writing

FORM = "XLS"


def read(data: bytes, name: str) -> Document:
    """The document that the workbook is; raises a GoujiError where it cannot be read or shows nothing."""
    writing = Writing()
    for sheet, visible in sheets_of(data, name):
        if visible:
            sheets.write(sheet, writing)
            hidden.remark(sheet, writing)
        else:
            hidden.remark_sheet(sheet, writing)
    if not writing.blocks:
        raise NothingInItError(name, FORM)
    return writing.document(name, data, FORM)


def sheets_of(data: bytes, name: str) -> list[tuple[Sheet, bool]]:
    """The sheets in order, and whether each is visible."""
    book = opened(data, name)
    return [(sheet_of(read, book, name), read.visibility == 0) for read in book.sheets()]


def opened(data: bytes, name: str) -> Book:
    """The workbook as xlrd reads it."""
    try:
        if not is_endless(CompDoc(data, logfile=io.StringIO())):
            return xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    # The library trusts its input: what a broken file makes it raise is anything from IndexError to struct.error.
    except Exception as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise EncryptedError(name, FORM) from error
        raise DamagedError(name, FORM) from error
    raise DamagedError(name, FORM)


def is_endless(compound: CompDoc) -> bool:
    """Whether the blocks of a short stream go in a circle, which xlrd would follow until memory is full."""
    following = compound.SSAT
    for entry in compound.dirlist:
        if entry.etype != STREAM or entry.tot_size >= compound.min_size_std_stream:
            continue
        at, steps = entry.first_SID, 0
        while 0 <= at < len(following):
            at, steps = following[at], steps + 1
            if steps > len(following):
                return True
    return False


def sheet_of(read: Read, book: Book, name: str) -> Sheet:
    """One sheet: words, ruling, merged cells, what is hidden."""
    sheet = Sheet(read.name)
    for row in range(read.nrows):
        for column, cell in enumerate(read.row(row)):
            left, right = lines(cell, book)
            sheet.rule(row, column, left=left, right=right)
            words = words_of(cell, read, book)
            if words.strip():
                sheet.words[row, column] = words
        if len(sheet.words) > MAX_CELLS:
            raise ExcessError(name, "单元格数", "cells", MAX_CELLS)
    sheet.merged = [(top, left, end - 1, right - 1) for top, end, left, right in read.merged_cells]
    sheet.hidden_rows = {row for row, info in read.rowinfo_map.items() if info.hidden or info.height == 0}
    sheet.hidden_columns = {column for column, info in read.colinfo_map.items() if info.hidden or info.width == 0}
    return sheet


def lines(cell: Cell, book: Book) -> tuple[bool, bool]:
    """Whether lines are drawn at the left and at the right of the cell."""
    if cell.xf_index is None or not 0 <= cell.xf_index < len(book.xf_list):
        return False, False
    border = book.xf_list[cell.xf_index].border
    return bool(border.left_line_style), bool(border.right_line_style)


def words_of(cell: Cell, read: Read, book: Book) -> str:
    """What the cell shows."""
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return shown_words(str(cell.value), code(cell, book))
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            if cell.value == 0 and not read.show_zero_values:
                return ""
            # repr of a binary fraction is the shortest decimal that gives it back: what was typed.
            return shown(Decimal(repr(float(cell.value))), code(cell, book), from_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(int(cell.value), "#ERR"))
        case _:
            return ""


def code(cell: Cell, book: Book) -> str:
    """The number format of a cell: the file's own, or the one built into Chinese spreadsheets."""
    if cell.xf_index is None or not 0 <= cell.xf_index < len(book.xf_list):
        return GENERAL
    number = book.xf_list[cell.xf_index].format_key
    written: str = book.format_map[number].format_str if number in book.format_map else GENERAL
    # The library fills in the American ones where the file spells none out.
    return BUILT_IN.get(number, written) if written == std_format_strings.get(number) else written
