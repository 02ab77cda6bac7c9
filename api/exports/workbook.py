"""The flat rows as a workbook: the figures, the disclosures, what the columns hold."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from typing import BinaryIO

from pyoxigraph import Store

from ..spreadsheet import Sheet, Value, workbook
from .observations import COLUMNS, rows
from .store_names import version

#: Rows of one sheet; a spreadsheet program reads no more than 1,048,576.
SHEET = 1_000_000


def xlsx(store: Store, output: BinaryIO) -> None:
    """The workbook."""
    output.write(workbook(sheets(store)))


def sheets(store: Store) -> Iterator[Sheet]:
    """The dictionary, then as many sheets as the figures need."""
    words = [(name, column.type, column.zh, column.en) for name, column in COLUMNS.items()]
    yield "columns", ("column", "type", "zh", "en"), [*words, ("version", "", version(store), "")]
    remaining = rows(store)
    number = 1
    for first in remaining:
        part = islice(chain([first], remaining), SHEET)
        yield f"figures{number}", tuple(COLUMNS), map(values, part)
        number += 1


def values(row: Mapping[str, str]) -> list[Value]:
    """A row's cells: numbers as numbers."""
    return [
        Decimal(row[name]) if column.type in {"number", "year"} and row[name] else row[name]
        for name, column in COLUMNS.items()
    ]
