"""Rows as a workbook that any spreadsheet program opens, the same bytes for the same rows."""

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from pyoxigraph import Literal, NamedNode

from .questions import Term
from .rendering import NUMERIC

#: Written where a moment is wanted: a workbook says what was asked, not when.
MOMENT = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
#: The oldest time that a zip archive can hold.
ZIP_MOMENT = (1980, 1, 1, 0, 0, 0)
#: Characters that one cell of a spreadsheet holds.
LONGEST = 32_767
#: Digits that a spreadsheet keeps of a number; longer ones are written as text.
DIGITS = 15
WIDEST = 60

Value = str | Decimal | bool | None
#: A sheet: its name, its headings, its rows.
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Value]]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of sheets; text never becomes a formula."""
    book = Workbook(write_only=True)
    book.properties.created = MOMENT
    for name, headings, rows in sheets:
        sheet = book.create_sheet(name)
        assert isinstance(sheet, WriteOnlyWorksheet)
        sheet.freeze_panes = "A2"
        for number, heading in enumerate(headings, start=1):
            width = min(WIDEST, 12 + len(heading))
            sheet.column_dimensions[get_column_letter(number)].width = width  # type: ignore[attr-defined]  # it has them
        sheet.append([cell(sheet, heading, bold=True) for heading in headings])
        for row in rows:
            sheet.append([cell(sheet, value) for value in row])
    output = io.BytesIO()
    book.save(output)
    return settled(output.getvalue())


def cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> Cell:
    """One cell."""
    if isinstance(value, Decimal) and (not value.is_finite() or len(value.normalize().as_tuple().digits) > DIGITS):
        value = f"{value:f}" if value.is_finite() else str(value)
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST] or None
    made = WriteOnlyCell(sheet)
    assert isinstance(made, Cell)
    made.value = value
    if isinstance(value, str):
        made.data_type = "s"
    if bold:
        made.font = Font(bold=True)
    return made


def settled(archive: bytes) -> bytes:
    """A zip archive without the time at which it was made."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist()):
            after.writestr(member(name), MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<2>", before.read(name)))
    return output.getvalue()


def member(name: str) -> zipfile.ZipInfo:
    """A member of an archive that tells no time."""
    info = zipfile.ZipInfo(name, ZIP_MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def sheet_value(term: Term | None) -> Value:
    """A term as a cell: numbers as numbers, everything else as text."""
    if isinstance(term, Literal) and term.datatype.value in NUMERIC:
        try:
            return Decimal(term.value)
        except InvalidOperation:
            return term.value
    return term.value if isinstance(term, NamedNode | Literal) else None
