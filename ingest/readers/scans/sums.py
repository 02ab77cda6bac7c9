"""Figures of a scan that were read with doubt, decided by the sums of their rows.

A table shows by its other rows which of its columns is the sum of which: where that holds in every row that was read
for certain, a doubtful figure is what closes its row, if that is what was read or differs from it in one digit that is
easily taken for another. Everything else stays doubtful.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, pairwise

from ....ontology.messages import Bilingual
from ..pdf.tables import Cell, Table

#: Written after a figure that was read with doubt: so it is shown, and is no number.
DOUBT = "？"
FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
#: Digits that are taken for each other.
ALIKE = ("0689", "17", "38", "35", "56", "27", "49", "14")
#: So many rows with two addends or more must show a sum.
SHOWN = 4
#: More columns of figures are not tried: the ways to add them double with each.
MOST = 9

Row = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Sum:
    """A column that is the sum of others."""

    whole: int
    parts: tuple[int, ...]

    def holds(self, row: Row) -> bool:
        """Whether it does in a row; a blank is nothing."""
        return row.get(self.whole, Decimal(0)) == sum((row.get(part, Decimal(0)) for part in self.parts), Decimal(0))

    def is_shown(self, row: Row) -> bool:
        """Whether a row shows that it holds, by two addends."""
        return sum(1 for part in self.parts if row.get(part)) > 1

    def missing(self, row: Row, column: int) -> Decimal:
        """What must stand in a column for the row to close."""
        others = sum((row.get(part, Decimal(0)) for part in self.parts if part != column), Decimal(0))
        return others if column == self.whole else row.get(self.whole, Decimal(0)) - others


def decided(table: Table, page: int) -> tuple[Table, tuple[Bilingual, ...]]:
    """The table with the doubtful figures that sums decide, and what is to be said of each of them."""
    doubtful = [cell for cell in table.cells if doubted_figure(cell)]
    if not doubtful:
        return table, ()
    rows = {row: certain(table, row) for row in range(len(table.rows))}
    sums = list(shown([rows[row] for row in rows if not any(cell.row == row for cell in doubtful)]))
    changed: dict[tuple[int, int], Cell] = {}
    said: list[Bilingual] = []
    for cell in doubtful:
        alone = sum(other.row == cell.row for other in doubtful) == 1
        found = decision(cell, rows[cell.row], sums) if alone else None
        if found is not None:
            changed[cell.row, cell.column] = replace(cell, lines=(cell.lines[0]._replace(text=found[0]),))
            said.append(note(page, cell, *found))
    cells = tuple(changed.get((cell.row, cell.column), cell) for cell in table.cells)
    return replace(table, cells=cells), tuple(said)


def doubted_figure(cell: Cell) -> str:
    """The figure that a cell holds with doubt, nothing if it holds none."""
    text = cell.text
    return text[: -len(DOUBT)] if text.endswith(DOUBT) and FIGURE.fullmatch(text[: -len(DOUBT)]) else ""


def certain(table: Table, row: int) -> dict[int, Decimal]:
    """The figures of a row that were read for certain, by column."""
    cells = (cell for cell in table.cells if cell.row == row and FIGURE.fullmatch(cell.text))
    return {cell.column: Decimal(cell.text.replace(",", "")) for cell in cells}


def shown(rows: Sequence[Row]) -> Iterator[Sum]:
    """The sums that hold in every row and are shown by enough of them."""
    rows = [row for row in rows if not is_counting(row)]
    columns = sorted({column for row in rows for column in row})
    if len(columns) > MOST:
        return
    for whole in columns:
        others = [column for column in columns if column != whole]
        for count in range(2, len(others) + 1):
            for parts in combinations(others, count):
                tried = Sum(whole, parts)
                if sum(map(tried.is_shown, rows)) >= SHOWN and all(map(tried.holds, rows)):
                    yield tried


def is_counting(row: Row) -> bool:
    """Whether a row only numbers the columns: 1, 2, 3."""
    numbers = list(row.values())
    return len(numbers) > 1 and all(after - before == 1 for before, after in pairwise(numbers))


def decision(cell: Cell, row: Row, sums: Sequence[Sum]) -> tuple[str, Sum] | None:
    """The figure that every sum of its column demands, if it may be what was read; with the first of the sums."""
    about = [each for each in sums if cell.column in (each.whole, *each.parts)]
    demanded = {each.missing(row, cell.column) for each in about}
    if len(demanded) != 1:
        return None
    (value,) = demanded
    read = doubted_figure(cell)
    text = next((each for each in readings(read) if Decimal(each.replace(",", "")) == value), None)
    return (text, about[0]) if text is not None else None


def readings(read: str) -> Iterator[str]:
    """What may have been printed where this was read: the same, or one digit another.

    >>> list(readings("41"))
    ['41', '91', '11', '47', '44']
    """
    yield read
    for at, sign in enumerate(read):
        for other in "".join(dict.fromkeys("".join(group for group in ALIKE if sign in group))):
            if other != sign:
                yield read[:at] + other + read[at + 1 :]


def note(page: int, cell: Cell, text: str, by: Sum) -> Bilingual:
    """What is said of a figure that a sum decided."""
    read = doubted_figure(cell)
    row, whole, parts = cell.row + 1, by.whole + 1, " + ".join(str(part + 1) for part in by.parts)
    return Bilingual(
        f"第{page}页表中第{row}行第{cell.column + 1}栏识别为“{read}”，把握不足；"
        f"按第{whole}栏 = 第 {parts} 栏的合计关系读作 {text}",
        f"page {page}, row {row}, column {cell.column + 1} was recognised as {read!r} with doubt; "
        f"by the sum column {whole} = columns {parts} it is read as {text}",
    )
