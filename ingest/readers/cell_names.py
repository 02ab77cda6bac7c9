"""Cells, columns and rows as spreadsheets name them: B4, AB, 5–7."""

import re
from collections.abc import Iterable
from itertools import pairwise

#: Row and column, from 0.
At = tuple[int, int]


def reference(row: int, column: int) -> str:
    """The cell as spreadsheets name it.

    >>> reference(3, 1)
    'B4'
    """
    return f"{column_name(column)}{row + 1}"


def column_name(column: int) -> str:
    """The letters of a column.

    >>> column_name(0), column_name(27)
    ('A', 'AB')
    """
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def row_and_column(name: str) -> At | None:
    """Row and column, from 0, of a cell that a spreadsheet names; ``None`` if the name is none.

    >>> row_and_column("B4"), row_and_column("$AB$1"), row_and_column("4B")
    ((3, 1), (0, 27), None)
    """
    found = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", name)
    if found is None or found[2] == "0":
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def ranges(numbers: Iterable[int]) -> str:
    """Row numbers from 0 as a person reads them.

    >>> ranges([4, 5, 6, 9])
    '5–7、10'
    """
    ordered = sorted(number + 1 for number in numbers)
    starts = [number for before, number in pairwise([-1, *ordered]) if number != before + 1]
    ends = [number for number, after in pairwise([*ordered, ordered[-1] + 2]) if after != number + 1]
    return "、".join(f"{a}" if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))
