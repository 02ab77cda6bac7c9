"""Rows under a heading that lost a word: which column is missing is told by the sums, or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from ...ontology.forms import Layout, Sum
from ..documents import Row
from ..numbers import UnreadableNumberError, read_number
from ..plain import plain
from .entries import NAMING, Entry, entries

Amounts = tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Alignment:
    """The columns that rows of a broken piece stand under."""

    columns: tuple[str, ...]


def align(
    rows: Sequence[Row], layout: Layout, missing: int, sums: Sequence[Sum], others: Sequence[Entry]
) -> Alignment | None:
    """The one reading of ``rows`` in which every row's sums hold, ``missing`` amount columns left out.

    Readings that give every figure the same meaning count as one. Where the rows alone leave several, the
    table's columns decide: with ``others``, its rows under whole headings, the lowest rows must add up to the
    total. ``None`` when no reading fits, when two different ones do, or when nothing was there to be tested.
    """
    fitting: dict[Amounts, tuple[str, ...]] = {}
    for columns in readings(layout.columns, missing):
        read = tuple(entries(rows, columns))
        if all(holds(entry, sums) for entry in read):
            fitting.setdefault(meaning(read), columns)
    if len(fitting) > 1:
        fitting = {key: columns for key, columns in fitting.items() if closes((*others, *entries(rows, columns)))}
    if len(fitting) != 1:
        return None
    (columns,) = fitting.values()
    tested = any(binds(entry, sums) for entry in entries(rows, columns))
    empty = not any(entry.amounts for entry in entries(rows, columns))
    return Alignment(columns) if tested or empty else None


def readings(columns: Sequence[str], missing: int) -> Iterator[tuple[str, ...]]:
    """The columns with ``missing`` of the amount columns left out, in every way."""
    amounts = [i for i, role in enumerate(columns) if role not in NAMING]
    for gone in combinations(amounts, missing):
        yield tuple(role for i, role in enumerate(columns) if i not in gone)


def meaning(read: Sequence[Entry]) -> Amounts:
    """What the figures mean under a reading, row by row."""
    return tuple(tuple((measure, text.text) for measure, text in entry.amounts) for entry in read)


def values(entry: Entry) -> dict[str, Decimal] | None:
    """The entry's numbers by measure; ``None`` if one of its amount cells is no number."""
    try:
        return {measure: read_number(text.text).value for measure, text in entry.amounts}
    except UnreadableNumberError:
        return None


def holds(entry: Entry, sums: Sequence[Sum]) -> bool:
    """Whether all sums of the row hold: half a last digit may be lost in each addend and the total."""
    read = values(entry)
    if read is None:
        return False
    for relation in sums:
        if (relation.where and relation.where not in read) or not read.keys().isdisjoint(relation.unless):
            continue
        parts = [read[part] for part in relation.parts if part in read]
        total = read.get(relation.total)
        if total is None:
            if any(parts):
                return False
            continue
        if parts and abs(total - sum(parts)) > Decimal("0.005") * (len(parts) + 1):
            return False
    return True


def binds(entry: Entry, sums: Sequence[Sum]) -> bool:
    """Whether at least one sum of the row has a total and a part."""
    read = values(entry) or {}
    return any(relation.total in read and any(part in read for part in relation.parts) for relation in sums)


def closes(read: Sequence[Entry]) -> bool:
    """Whether in every column the rows with the lowest codes add up to the row 合计."""
    total = next((values(entry) for entry in read if plain(entry.label) == "合计"), None)
    codes = {entry.code for entry in read if entry.code}
    if not total or not codes:
        return False
    lowest = [
        values(entry) or {}
        for entry in read
        if entry.code and not any(code != entry.code and code.startswith(entry.code) for code in codes)
    ]
    for measure in {measure for row in (total, *lowest) for measure in row}:
        parts = [row[measure] for row in lowest if measure in row]
        if abs(total.get(measure, Decimal(0)) - sum(parts)) > Decimal("0.005") * (len(parts) + 1):
            return False
    return True
