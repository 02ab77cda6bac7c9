"""Heading rows against the layouts of the forms: the words in reading order survive when spans are lost."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...ontology.forms import Form, Layout
from ..documents import Row
from ..numbers import is_number
from ..plain import plain

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?度?")
#: What stands before the numbers of columns, once or on each side.
COLUMN_LABELS = frozenset({"栏次", "行次", "列次"})
#: A heading that lost more words than this is not taken for a broken one.
MAX_MISSING = 2


@dataclass(frozen=True, slots=True)
class Match:
    """A layout whose heading the first ``height`` rows print, but for ``missing`` words."""

    form: Form
    layout: Layout
    height: int
    missing: int = 0


@lru_cache(maxsize=4096)
def heading_word(text: str) -> str:
    """The plain form of a heading word, its year left open.

    >>> heading_word("2023年预算数")
    '年预算数'
    """
    return YEAR.sub("年", plain(text))


def words(row: Row) -> list[str]:
    """The heading words of a row, blanks left out."""
    return [heading_word(cell.text) for cell in row if plain(cell.text)]


def match(rows: Sequence[Row], candidates: Iterable[Form]) -> tuple[Match, ...]:
    """All layouts of ``candidates`` that the first rows print exactly."""
    found: list[Match] = []
    for form in candidates:
        for layout in form.layouts:
            height = height_of(rows, layout)
            if height:
                found.append(Match(form, layout, height))
    return tuple(found)


def height_of(rows: Sequence[Row], layout: Layout) -> int:
    """How many first rows print the layout's heading exactly (0: they do not)."""
    if layout.starts is not None:
        return 1 if starts(rows, layout.starts) else 0
    wanted = list(layout.heading)
    for height, row in enumerate(rows, start=1):
        got = words(row)
        if len(got) > len(wanted) or not all(map(is_spelt, wanted, got)):
            return 0
        wanted = wanted[len(got) :]
        if not wanted:
            return height
    return 0


def is_spelt(wanted: str, got: str) -> bool:
    """Whether a printed heading word is the one a layout lists, in one of its spellings.

    >>> is_spelt("决算数|金额", "金额"), is_spelt("决算数", "金额")
    (True, False)
    """
    return got == wanted or ("|" in wanted and got in wanted.split("|"))


def starts(rows: Sequence[Row], first: str) -> bool:
    """Whether the first filled cell of the rows is ``first``, in one of its spellings (a trailing colon aside)."""
    for row in rows:
        for cell in row:
            if plain(cell.text):
                return is_spelt(first, plain(cell.text).rstrip(":"))
    return False


def broken(rows: Sequence[Row], candidates: Iterable[Form]) -> tuple[Match, ...]:
    """Layouts of ``candidates`` whose heading the rows print with at most :data:`MAX_MISSING` words lost."""
    found: list[Match] = []
    for form in candidates:
        for layout in form.layouts:
            printed: list[str] = []
            for height, row in enumerate(rows[:5], start=1):
                printed += words(row)
                missing = len(layout.heading) - len(printed)
                if 0 < missing <= MAX_MISSING and is_subsequence(printed, layout.heading):
                    found.append(Match(form, layout, height, missing))
    return tuple(found)


def is_subsequence(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether ``part`` is ``whole`` with some words left out, order kept.

    >>> is_subsequence(["合计", "项目支出"], ["合计", "基本支出", "项目支出"])
    True
    """
    rest = iter(whole)
    return all(any(is_spelt(wanted, word) for wanted in rest) for word in part)


def is_column_numbers(row: Row) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3 …, or 1 2 3 … from end to end."""
    filled = [plain(cell.text) for cell in row if plain(cell.text)]
    if not filled:
        return False
    if filled[0] in COLUMN_LABELS:
        return all(is_number(text) or text in COLUMN_LABELS for text in filled[1:])
    return len(filled) >= 3 and filled == [str(number) for number in range(1, len(filled) + 1)]


def ends_in_column_numbers(row: Row) -> bool:
    """Whether the cells of a row after 栏次 only number the columns: 类 款 项 栏次 1 2 3."""
    filled = [plain(cell.text) for cell in row if plain(cell.text)]
    at = next((i for i, text in enumerate(filled) if text in COLUMN_LABELS), None)
    if at is None or at + 2 >= len(filled):
        return False
    return all(text.isdigit() or text in COLUMN_LABELS for text in filled[at:])


def is_number_of_column(text: str) -> bool:
    """Whether a word in a heading row (类 款 项 栏次 1 2 3) only numbers the columns.

    >>> [word for word in ("类", "款", "项", "栏次", "1", "12", "2023") if not is_number_of_column(word)]
    ['类', '款', '项', '2023']
    """
    words = plain(text)
    return words in COLUMN_LABELS - {"行次"} or (words.isdigit() and len(words) < len("100"))


def is_word(text: str) -> bool:
    """Whether a cell of a heading says something of its column."""
    return bool(plain(text)) and not is_number_of_column(text)


def words_of(rows: Sequence[Row]) -> list[list[str]]:
    """The words of each heading row, blank where a cell says nothing; of two years the earlier one is 上年.

    >>> from ...ontology.places import Place
    >>> from ..documents import Text
    >>> words_of([tuple(Text(word, Place(1, 1)) for word in ("项目", "2024年预算数", "2025年预算数"))])
    [['项目', '上年预算数', '年预算数']]
    """
    years = {found.group()[:4] for row in rows for cell in row if (found := YEAR.search(plain(cell.text)))}
    latest = max(years, default="")
    return [[word_of(cell.text, latest) if is_word(cell.text) else "" for cell in row] for row in rows]


def word_of(text: str, latest: str) -> str:
    """The plain form of a heading word, a year left open if it is the latest that the heading names."""
    found = YEAR.search(plain(text))
    return YEAR.sub("上年", plain(text)) if found and found.group()[:4] < latest else heading_word(text)
