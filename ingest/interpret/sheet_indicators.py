"""The indicator table of a project's sheet: one target a row, or one for the whole term and one for the year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...ontology.forms import Form
from ..documents import Row, Text
from ..numbers import is_nil, is_number
from ..plain import plain
from .indicator_columns import Columns, Half, Levels, cell_at, completed, filled, levels_of
from .indicators import BEFORE, Draft, report_levelless, report_unfitting
from .ledger import Ledger
from .wording import said

#: The margin's own words stand beside the first row below the heading too, or a part of them above a page break.
MARGIN = frozenset("年度绩效指标完成情况")
#: How far left of its columns a row may stand: by one where its level 1 was merged away, by two with its level 2.
SHIFTS = (0, -1, -2, 1)
SCORES = frozenset({"weight", "points"})


@dataclass(frozen=True, slots=True)
class Printed:
    """One half of one printed row: its own level cells (blank where merged or lost) and its indicator."""

    half: Half | None
    row: int
    level1: str
    level2: str
    draft: Draft

    @property
    def exists(self) -> bool:
        """Whether there is an indicator at all: a name or a value."""
        return bool(self.draft.name or self.draft.target)


@dataclass(frozen=True, slots=True)
class Frame:
    """The columns of the table and the words of levels: what tells where a row stands."""

    columns: Columns
    levels: Levels

    def printed(self, row: Row, number: int) -> tuple[Printed, ...] | None:
        """The halves of a row that stands in its columns or one cell beside them; ``None`` if it does neither."""
        sure = self.scored(row)
        fitting = [0] if sure else [shift for shift in SHIFTS if self.fits(row, shift)]
        shift = next((shift for shift in fitting if self.scores(row, shift)), next(iter(fitting), None))
        return None if shift is None else tuple(self.half(row, number, shift, half) for half in self.columns.halves)

    def fits(self, row: Row, shift: int) -> bool:
        """Whether every filled cell has a column, and words of levels stand in the level columns and are no targets."""
        for i, cell in filled(row):
            column = i - shift
            role = self.columns.roles[column] if 0 <= column < len(self.columns.roles) else None
            if role is None or role[0] == "margin":
                if column or not set(plain(cell.text)) <= MARGIN:
                    return False
                continue
            if role[0] in ("level1", "level2") and not self.levels.may_be(cell.text):
                return False
            if role[0] == "target" and self.levels.names(cell.text):
                return False
        return True

    def scored(self, row: Row) -> bool:
        """Whether weight and points both stand in their columns: the row is then not moved, whatever its levels say."""
        told = all(i < len(self.columns.roles) and self.columns.roles[i] for i, _ in filled(row))
        both = all(any(map(is_score, cell_at(row, self.columns.at(role)))) for role in SCORES)
        return told and both and self.scores(row, 0)

    def scores(self, row: Row, shift: int) -> bool:
        """Whether what stands in the columns of points is points."""
        columns = [(i, self.columns.roles[i - shift]) for i, _ in filled(row)]
        return all(is_score(row[i]) or is_nil(row[i].text) for i, role in columns if role and role[0] in SCORES)

    def half(self, row: Row, number: int, shift: int, half: Half | None) -> Printed:
        """One half of a row; its level 2 may have slipped into the column of names, and all after it with it."""
        slip = shift + self.slipped(row, shift, half)

        def cells(role: str) -> tuple[Text, ...]:
            columns = self.columns.all(role, half)
            return tuple(cell for column in columns for cell in cell_at(row, column + slip))

        level1 = self.columns.at("level1")
        draft = Draft(
            name=cells("name"),
            target=(*sign(cells("sign")), *cells("target"), *cells("unit")),
            description=cells("description"),
            basis=cells("basis"),
            half=half,
            row=number,
            weight=next(filter(is_score, cells("weight")), None),
            points=next(filter(is_score, cells("points")), None),
            actual=cells("actual"),
            deviation=cells("deviation"),
        )
        own = cell_at(row, None if level1 is None else level1 + shift)
        return Printed(half, number, said(own), said(cells("level2")), draft)

    def slipped(self, row: Row, shift: int, half: Half | None) -> int:
        """1 where this half of the row stands one cell to the right: no level 2, and one in the place of the name."""
        level2, name = self.columns.at("level2", half), self.columns.at("name", half)
        if level2 is None or name is None or half is None or cell_at(row, level2 + shift):
            return 0
        return 1 if any(self.levels.is_level2(cell.text) for cell in cell_at(row, name + shift)) else 0


def is_score(cell: Text) -> bool:
    """Whether a cell prints points: 10, 9.5 or 10分."""
    return is_number(plain(cell.text).removesuffix("分"))


def sign(cells: tuple[Text, ...]) -> tuple[Text, ...]:
    """The sign of comparison that stands in a column of its own; 定性 there is none."""
    return tuple(cell for cell in cells if plain(cell.text) in BEFORE)


def read_indicators(columns: Columns, rows: Sequence[Row], form: Form, ledger: Ledger) -> tuple[Draft, ...]:
    """The indicators of the rows in reading order, each under the levels that the sheet plainly means.

    A row that fits the columns neither as it stands nor moved by one cell is a finding and is not read.
    """
    frame = Frame(columns, levels_of(form))
    printed: list[Printed] = []
    for number, row in enumerate(completed(rows, len(columns.roles))):
        halves = frame.printed(row, number)
        if halves is None:
            report_unfitting(row, ledger)
        else:
            printed += halves
    return tuple(settle(part, printed, frame.levels, ledger) for part in printed if part.exists)


def settle(part: Printed, printed: Sequence[Printed], levels: Levels, ledger: Ledger) -> Draft:
    """The indicator with its levels; one whose level 2 the sheet does not plainly say has none, and is reported."""
    level2 = part.level2 or inherited(part, printed, levels)
    if not level2:
        level2 = told_by_other_half(part, printed)
    if not level2:
        report_levelless(part.draft, ledger)
    return replace(part.draft, level1=level1_of(part, printed) or None, level2=level2 or None)


def level1_of(part: Printed, printed: Sequence[Printed]) -> str:
    """The level 1 printed in the row or last above it."""
    return next((above.level1 for above in reversed(printed) if above.row <= part.row and above.level1), "")


def inherited(part: Printed, printed: Sequence[Printed], levels: Levels) -> str:
    """The level 2 above a blank cell of the same half and level 1, where no other level 2 can have been lost between.

    A sheet with two halves prints the levels in their usual order, so that two labels that do not follow each
    other in it show that a label between them is missing: the blank cell may then have been its.
    """
    own = [other for other in printed if other.half == part.half]
    above = [other for other in own if other.row < part.row]
    since = next((i for i, other in enumerate(reversed(above), start=1) if other.level2), None)
    if since is None or part.level1 or any(other.level1 for other in above[len(above) - since + 1 :]):
        return ""
    found = above[-since].level2
    if part.half is None:
        return found
    below = next((other.level2 for other in own if other.row > part.row and other.level2), "")
    first, then = levels.rank(found), levels.rank(below)
    return found if first is not None and then is not None and then - first <= 1 else ""


def told_by_other_half(part: Printed, printed: Sequence[Printed]) -> str:
    """The level 2 that the other half of the row prints for an indicator of the same name."""
    return next(
        (
            other.level2
            for other in printed
            if other.row == part.row
            and other.half != part.half
            and part.draft.name
            and said(other.draft.name) == said(part.draft.name)
        ),
        "",
    )
