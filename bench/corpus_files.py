"""Disclosures of the corpus as office files: the paragraphs and grids of a text as DOCX, XLSX and HTML."""

import html
import io
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ..ingest.documents import Block, Document, Grid, Paragraph

NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?")
LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
#: Lines above a table that go with it onto its sheet.
ABOVE = 4
#: Longer runs of digits are codes, which spreadsheets keep as words.
LONGEST_NUMBER = 12
#: Characters of a column; the widest cells are broken into lines.
WIDEST = 60
SECONDS = 120


class Saved(Protocol):
    """What can save itself into a file."""

    def save(self, file: io.BytesIO, /) -> None:
        """Write itself."""


def rows_of(grid: Grid) -> list[list[str]]:
    """The grid as equal rows of words."""
    width = max(len(row) for row in grid.rows)
    return [[cell.text for cell in row] + [""] * (width - len(row)) for row in grid.rows]


def spans_of(rows: Sequence[Sequence[str]]) -> dict[tuple[int, int], int]:
    """Cells of heading rows, with how many columns they are merged over: the empty ones that lower headings fill.

    >>> spans_of([["项目", "预算数", ""], ["", "基本支出", "项目支出"], ["教育", "1.00", "2.00"]])
    {(0, 1): 2}
    """
    found: dict[tuple[int, int], int] = {}
    for at, row in enumerate(rows):
        if any(NUMBER.fullmatch(cell) for cell in row):
            break
        for column, cell in enumerate(row):
            end = column + 1
            while cell and end < len(row) and not row[end] and (at + 1 >= len(rows) or rows[at + 1][end]):
                end += 1
            if end > column + 1:
                found[at, column] = end - column
    return found


def as_docx(source: Document, style: str | None = None) -> bytes:
    """A Word file, its tables in the style of this name; they have no rules without one."""
    import docx  # noqa: PLC0415  (only needed where files are made)

    made = docx.Document()
    for block in source.blocks:
        if isinstance(block, Paragraph):
            made.add_paragraph(block.text)
            continue
        rows = rows_of(block)
        table = made.add_table(len(rows), len(rows[0]), style)
        for at, row in enumerate(rows):
            cells = table.rows[at].cells
            for column, text in enumerate(row):
                if text:
                    cells[column].text = text
        for (at, column), width in spans_of(rows).items():
            table.cell(at, column).merge(table.cell(at, column + width - 1))
    return saved(made)


def as_xlsx(source: Document) -> bytes:
    """A workbook: a sheet for each table with the lines above it, and one for each run of text."""
    book = Workbook()
    sheet = book.worksheets[0]
    for at, block in enumerate(source.blocks):
        if at and begins_sheet(source.blocks, at):
            sheet = book.create_sheet(f"Sheet{len(book.worksheets) + 1}")
        if isinstance(block, Paragraph):
            sheet.append([block.text])
        else:
            write_grid(sheet, block)
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return saved(book)


def begins_sheet(blocks: Sequence[Block], at: int) -> bool:
    """Whether a new sheet begins: after a table, and before the lines above one."""
    if isinstance(blocks[at - 1], Grid):
        return isinstance(blocks[at], Paragraph)
    upcoming = [isinstance(block, Grid) for block in blocks[at : at + ABOVE + 1]]
    before = [isinstance(block, Grid) for block in blocks[at - 1 : at + ABOVE]]
    return True in upcoming and True not in before and len(upcoming) == ABOVE + 1


def write_grid(sheet: Worksheet, grid: Grid) -> None:
    """A ruled table below what is on the sheet, figures as numbers that are shown as they were printed."""
    rows = rows_of(grid)
    top = sheet.max_row + 2 if sheet.max_row > 1 or sheet["A1"].value else 1
    for column in range(len(rows[0])):
        longest = max(len(row[column]) for row in rows)
        sheet.column_dimensions[get_column_letter(column + 1)].width = min(2.4 * longest + 4, WIDEST)
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            cell = sheet.cell(top + at, column + 1)
            cell.border = BOX
            cell.alignment = Alignment(wrap_text=True)
            if NUMBER.fullmatch(text) and len(text.replace(",", "")) <= LONGEST_NUMBER:
                cell.value = Decimal(text.replace(",", ""))
                cell.number_format = format_of(text)
            elif text:
                cell.value = text
    for (at, column), width in spans_of(rows).items():
        row_number = top + at
        sheet.merge_cells(start_row=row_number, end_row=row_number, start_column=column + 1, end_column=column + width)


def format_of(text: str) -> str:
    """The number format that shows a figure as printed.

    >>> format_of("1,234.50"), format_of("02"), format_of("7")
    ('#,##0.00', '00', '0')
    """
    whole, _, decimals = text.lstrip("-").partition(".")
    form = "#,##0" if "," in whole else "0" * (len(whole) if whole.startswith("0") else 1)
    return form + ("." + "0" * len(decimals) if decimals else "")


def as_html(source: Document) -> bytes:
    """A web page in GBK, the article between menus."""
    parts = ["<html><head><meta charset=gb2312></head><body><nav>首页</nav><ul><li><a href=/>首页</a></ul><div>"]
    for block in source.blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        rows = rows_of(block)
        spans = spans_of(rows)
        parts.append("<table border=1>")
        for at, row in enumerate(rows):
            parts.append("<tr>")
            column = 0
            while column < len(row):
                width = spans.get((at, column), 1)
                parts.append(f"<td colspan={width}>{html.escape(row[column])}</td>")
                column += width
        parts.append("</table>")
    return "\n".join([*parts, "</div></body></html>"]).encode("gb18030")


WRITERS: Mapping[str, Callable[[Document], bytes]] = {".docx": as_docx, ".xlsx": as_xlsx, ".html": as_html}


def converted(data: bytes, to: str, folder: Path, suffix: str = "xlsx") -> bytes | None:
    """An office file converted by LibreOffice in ``folder``; ``None`` where it is not installed or cannot."""
    program = shutil.which("soffice")
    if program is None:
        return None
    given, result = folder / f"given.{suffix}", folder / f"given.{to}"
    given.write_bytes(data)
    result.unlink(missing_ok=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(given)]
    subprocess.run(command, check=False, timeout=SECONDS, capture_output=True)  # noqa: S603  (our own arguments)
    return result.read_bytes() if result.exists() else None


def saved(made: Saved) -> bytes:
    """The bytes that something saves itself as."""
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()
