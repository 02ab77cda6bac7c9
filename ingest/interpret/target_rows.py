"""Rows of the wide table of targets: units and projects, and pairs of name and value in groups of columns.

A row may stand one column to the left of its groups, and a page may break names and values apart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..documents import Row, Text
from ..numbers import is_nil, is_number
from ..plain import plain
from ..recognise.statements import Piece
from .indicator_columns import filled
from .indicators import QUALITATIVE, read_target
from .wording import said

NAME = "indicator.name"
TARGET = "indicator.target"


@dataclass
class Pair:
    """An indicator as it grows: its group, its name and its value, each in one or more cells."""

    group: int
    name: list[Text] = field(default_factory=list)
    target: list[Text] = field(default_factory=list)


@dataclass
class Item:
    """A unit or project of the table with its amounts and indicators."""

    code: Text | None
    name: list[Text]
    amounts: tuple[tuple[str, Text], ...]
    pairs: list[Pair] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where codes, names, amounts and the groups of targets stand."""

    roles: tuple[str, ...]

    @property
    def first_target(self) -> int:
        """The first column of the first group."""
        return self.roles.index(NAME)

    def amounts(self, row: Row) -> tuple[tuple[str, Text], ...]:
        """The filled amount cells of a row with their measures."""
        return tuple(
            (self.roles[i], cell)
            for i, cell in filled(row)
            if i < self.first_target and self.roles[i] not in ("code", "name") and is_amount(cell)
        )

    def targets(self, row: Row) -> dict[int, Text]:
        """The filled cells of the groups, and one that stands one column to their left."""
        return {
            i: cell
            for i, cell in filled(row)
            if i >= self.first_target or (i == self.first_target - 1 and not is_amount(cell))
        }

    def group(self, column: int) -> int:
        """The group that a column belongs to."""
        return (column - self.first_target) // 2

    def is_name(self, column: int) -> bool:
        """Whether a column holds names of indicators."""
        return (column - self.first_target) % 2 == 0

    def has(self, column: int) -> bool:
        """Whether the column exists among the groups."""
        return self.first_target <= column < len(self.roles)


def is_amount(cell: Text) -> bool:
    """Whether a cell prints a figure or the dash that stands for none."""
    return is_number(cell.text) or is_nil(cell.text)


def is_value(cell: Text) -> bool:
    """Whether a cell is plainly a target: a number, with or without operator and unit."""
    return read_target(cell.text).op not in (None, QUALITATIVE)


@dataclass
class Reader:
    """Reads the rows in order; what a page broke goes on in the first row of the next."""

    items: list[Item] = field(default_factory=list)
    shifted: list[Row] = field(default_factory=list)
    unread: list[Row] = field(default_factory=list)
    _shift: int = 0
    _last: dict[int, Pair] = field(default_factory=dict)

    def read(self, pieces: Sequence[Piece]) -> None:
        """Read all rows of all pieces."""
        for piece in pieces:
            columns = Columns(piece.layout.columns)
            for number, row in enumerate(piece.rows):
                if filled(row):
                    self.row(row, columns, first=number == 0)

    def row(self, row: Row, columns: Columns, *, first: bool) -> None:
        """Read one row: of a new item, of the rest of a broken one, or of further indicators."""
        code, name = ([cell for cell in row[at : at + 1] if plain(cell.text)] for at in (0, 1))
        amounts, targets = columns.amounts(row), columns.targets(row)
        rest = not code and not amounts and bool(self.items)
        if rest:
            self.items[-1].name += name
            if (first or name) and self.goes_on(targets, columns):
                self.join(targets, columns)
                self.note(row)
                return
        elif code or name or amounts:
            self.items.append(Item(code[0] if code else None, list(name), amounts))
        if targets and self.items:
            self.pairs(row, targets, columns)

    def goes_on(self, targets: dict[int, Text], columns: Columns) -> bool:
        """Whether the cells are the rests of what the row above broke off: each fits its own half of a pair only."""
        seen: set[int] = set()
        for i, cell in targets.items():
            column = i - self._shift
            pair = self._last.get(columns.group(column)) if columns.has(column) else None
            if pair is None or columns.group(column) in seen:
                return False
            seen.add(columns.group(column))
            if columns.is_name(column) and (not pair.name or is_value(cell)):
                return False
            if not columns.is_name(column) and not is_rest(pair.target, cell):
                return False
        return bool(targets)

    def join(self, targets: dict[int, Text], columns: Columns) -> None:
        """Add the rests to the pairs of the row above."""
        for i, cell in targets.items():
            pair = self._last[columns.group(i - self._shift)]
            (pair.name if columns.is_name(i - self._shift) else pair.target).append(cell)

    def pairs(self, row: Row, targets: dict[int, Text], columns: Columns) -> None:
        """Read the indicators that a row prints."""
        shift = shift_of(targets, columns, self._shift)
        if shift is None or not all(columns.has(i - shift) for i in targets):
            self.unread.append(row)
            return
        self._shift, self._last = shift, {}
        for i, cell in sorted(targets.items()):
            group = columns.group(i - shift)
            pair = self._last.setdefault(group, Pair(group))
            (pair.name if columns.is_name(i - shift) else pair.target).append(cell)
        self.items[-1].pairs += self._last.values()
        self.note(row)

    def note(self, row: Row) -> None:
        """Remember a row that stands beside its columns."""
        if self._shift:
            self.shifted.append(row)


def shift_of(targets: dict[int, Text], columns: Columns, before: int) -> int | None:
    """0 where the row stands in its columns, -1 where it stands one to their left; ``None`` if the cells disagree.

    Names and values alternate, so a run of filled cells of even length tells which of them are names; so does a
    cell that is plainly a value. Where neither tells, the row stands as the one before it.
    """
    votes = {0 if columns.is_name(run[0]) else -1 for run in runs(sorted(targets)) if len(run) % 2 == 0}
    votes |= {-1 if columns.is_name(i) else 0 for i, cell in targets.items() if is_value(cell)}
    if len(votes) > 1:
        return None
    return votes.pop() if votes else before


def runs(numbers: Sequence[int]) -> Iterator[list[int]]:
    """The numbers in runs without gaps.

    >>> list(runs([5, 6, 7, 9]))
    [[5, 6, 7], [9]]
    """
    run: list[int] = []
    for number in numbers:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def is_rest(broken: Sequence[Text], cell: Text) -> bool:
    """Whether ``cell`` ends the value that was broken off: a bare number gets its unit, words get more words."""
    if not broken or is_value(cell):
        return False
    whole, part = read_target(said([*broken, cell])), read_target(said(broken))
    if part.op == QUALITATIVE:
        return read_target(cell.text).op == QUALITATIVE
    return part.value is not None and part.unit is None and whole.value == part.value and whole.unit is not None
