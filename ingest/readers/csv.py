"""CSV files: a sheet of one table, its title and unit line above it, or its file's name for a title."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from ..documents import Document
from . import sheets
from .encodings import TruncatedError, decode
from .refusals import DamagedError, ExcessError, NothingInItError
from .sheets import MAX_CELLS, Sheet
from .writing import Writing

FORM = "CSV"
SEPARATORS = ",\t;"
#: So many characters are looked at to tell which sign separates the values.
SAMPLE = 20_000


def read(data: bytes, name: str) -> Document:
    """The document that the values are; raises a GoujiError where there are none or too many."""
    content, _ = decode(data, name)
    sheet = Sheet(PurePath(name).stem)
    widths: list[int] = []
    try:
        rows = csv.reader(io.StringIO(content, newline=""), delimiter=separator(content[:SAMPLE]))
        for number, row in enumerate(rows):
            widths.append(len(row))
            sheet.words.update({(number, at): words for at, words in enumerate(row) if words.strip()})
            if len(sheet.words) > MAX_CELLS:
                raise ExcessError(name, "单元格数", "cells", MAX_CELLS)
    except csv.Error as error:
        raise DamagedError(name, FORM) from error
    if is_cut(widths) and not content.endswith(("\n", "\r")):
        raise TruncatedError(name, content.count("\n") + 1)
    if not sheet.words:
        raise NothingInItError(name, FORM)
    writing = Writing()
    sheets.write(sheet, writing)
    return writing.document(name, data, FORM)


def is_cut(widths: Sequence[int]) -> bool:
    """Whether the last row has fewer values than all others have.

    >>> is_cut([3, 3, 2]), is_cut([1, 3, 2])
    (True, False)
    """
    return len(set(widths[:-1])) == 1 and widths[-1] < widths[0]


def separator(content: str) -> str:
    r"""The sign that separates values: the one that most lines have.

    >>> separator("项目;预算\n教育;1,00")
    ';'
    """
    lines = Counter(sign for line in content.splitlines() for sign in SEPARATORS if sign in line)
    return max(SEPARATORS, key=lambda sign: lines[sign])
