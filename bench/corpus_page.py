"""A disclosure while it is written: lines in one of two physical layouts, and what was printed where."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a table with what it means: form, row and measure as the model names them."""

    form: str
    row: str
    measure: str
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """The target value of an indicator."""

    project: str
    level1: str
    level2: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Cited:
    """The number of a funding document as it is spelt, and its normal form."""

    spelling: str
    normal: str


Cell = str | Figure | Target


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure or target with its line (from 1) and its cell in the line split at its TABs (from 0)."""

    line: int
    cell: int
    what: Figure | Target


class Page:
    """The lines of a document; "cells" puts a cell on a line, "rows" puts a row on a line."""

    def __init__(self, layout: Literal["cells", "rows"]) -> None:
        self._layout = layout
        self._lines: list[str] = []
        self.printed: list[Printed] = []
        self.cited: dict[Cited, None] = {}

    @property
    def content(self) -> str:
        """The text of the file."""
        return "\n".join(self._lines) + "\n"

    def text(self, text: str) -> None:
        """Add lines that are no table."""
        self._lines += text.strip("\n").split("\n")

    def gap(self, lines: int = 1) -> None:
        """Add empty lines."""
        self._lines += [""] * lines

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a row of a table."""
        if self._layout == "cells":
            for cell in cells:
                self._put(cell, 1)
                self._lines.append(f"\t{_text(cell)}")
            self._lines.append("")
        else:
            for position, cell in enumerate(cells):
                self._put(cell, position)
            self._lines.append("\t".join(_text(cell) for cell in cells))

    def rows(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Add rows of a table."""
        for row in rows:
            self.row(row)

    def _put(self, cell: Cell, position: int) -> None:
        if not isinstance(cell, str) and cell.text:
            self.printed.append(Printed(len(self._lines) + 1, position, cell))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def rounded(amount: Decimal) -> Decimal:
    """The amount as it is printed, to two decimals.

    >>> rounded(Decimal("2.005"))
    Decimal('2.01')
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def plain(amount: Decimal) -> str:
    """1234.56."""
    return f"{rounded(amount):f}"


def grouped(amount: Decimal) -> str:
    """1,234.56."""
    return f"{rounded(amount):,f}"


def short(amount: Decimal) -> str:
    """The amount without zeros at its end: 336, 200.61, 11.6."""
    text = plain(amount)
    return text.rstrip("0").rstrip(".") if "." in text else text


def yuan(amount: Decimal) -> str:
    """An amount in 万元 with at most four decimals, in whole yuan: 6,919,827."""
    return f"{(amount * 10000).quantize(Decimal(1)):,f}"


_ORDINAL = re.compile(r"^(?:其中[：:]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.]|[①②③])")


def row_key(label: str) -> str:
    """The row of an official form by its label, without ordinals, 其中 and spaces.

    >>> row_key("    其中：公务用车购置费")
    'row:公务用车购置费'
    >>> row_key("（一）一般公共预算拨款")
    'row:一般公共预算拨款'
    """
    text = re.sub(r"\s|\u3000", "", label)
    while (shorter := _ORDINAL.sub("", text)) != text:
        text = shorter
    return "row:" + text.strip("：:")
