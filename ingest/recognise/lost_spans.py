"""Headings of several rows whose spans are lost: under which word of the row above each word may have stood."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from ..documents import Row
from ..plain import plain
from .headings import is_word

#: No more steps are taken to find the ways in which one heading may be arranged.
MOST = 8_000
#: What stands over the column that adds up those after it.
TOTALS = frozenset({"合计", "小计", "总计"})
#: Words over the columns that name the rows of a list.
NAMING = re.compile(r".*名称|项目(?:\(.*\))?|科目")


class TooManyWaysError(Exception):
    """A heading can be arranged in more ways than are looked through: nothing is told of it."""


def spread(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Heading rows that kept their blank cells: a word reaches over the blanks after it that have words below.

    >>> from ...ontology.places import Place
    >>> from ..documents import Text
    >>> above, below = (
    ...     tuple(Text(word, Place(1, 1)) for word in words)
    ...     for words in (("科目名称", "基本支出", "", "项目支出"), ("", "小计", "人员经费", ""))
    ... )
    >>> [cell.columns for cell in spread([above, below])[0]]
    [1, 2, 1, 1]
    """
    found: list[Row] = []
    for at, row in enumerate(rows):
        below = [any(i < len(under) and is_word(under[i].text) for under in rows[at + 1 :]) for i in range(len(row))]
        filled = [bool(plain(cell.text)) for cell in row]
        found.append(tuple(replace(cell, columns=reach(i, filled, below)) for i, cell in enumerate(row)))
    return tuple(found)


def reach(i: int, filled: Sequence[bool], below: Sequence[bool]) -> int:
    """Over how many columns the word in column ``i`` reaches."""
    if not filled[i] or not below[i]:
        return 1
    end = i + 1
    while end < len(filled) and below[end] and not filled[end]:
        end += 1
    return end - i


def arrangements(
    words: Sequence[Sequence[str]], width: int, known: Callable[[str], bool], *, blanks: bool = False
) -> Iterator[tuple[str, ...]]:
    """The ways to put each row of words under the row above so that ``width`` columns come out, all of them known.

    With ``blanks`` an empty word stands for the cell of one column that a word above is merged over, and nothing else
    is above without a word below. Raises :class:`TooManyWaysError` after :data:`MOST` steps.

    >>> told = {"项目/编码", "项目/名称", "支出/小计", "支出/基本支出", "支出"}.__contains__
    >>> list(arrangements([["项目", "支出"], ["编码", "名称", "小计", "基本支出"]], 4, told))
    [('项目/编码', '项目/名称', '支出/小计', '支出/基本支出')]
    >>> list(arrangements([["项目", "支出"], ["编码", "名称", ""]], 3, told, blanks=True))
    [('项目/编码', '项目/名称', '支出')]
    """
    if words:
        share = Sharing(known, blanks, count())
        yield from below(tuple(words[0]), words[1:], width, share)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How words may be shared out under the words of the row above; ``steps`` counts what was tried."""

    known: Callable[[str], bool]
    blanks: bool
    steps: Iterator[int]

    def ways(self, above: tuple[str, ...], words: tuple[str, ...], *, last: bool) -> Iterator[tuple[str, ...]]:
        """The ways to put ``words`` in their order under ``above``; in the ``last`` row all columns must be known."""
        if next(self.steps) > MOST:
            raise TooManyWaysError
        if not above:
            if not words:
                yield ()
            return
        for taken in range(len(words) + 1):
            under = self.under(above[0], words[:taken])
            if under and (not last or all(map(self.known, under))):
                for others in self.ways(above[1:], words[taken:], last=last):
                    yield (*under, *others)

    def under(self, above: str, words: tuple[str, ...]) -> tuple[str, ...]:
        """The columns that one word and those under it make; none if they cannot stand so."""
        if not words:
            return () if self.blanks else (above,)
        if "" in words or not may_stand(words):
            return (above,) if words == ("",) else ()
        return tuple(joined(above, word) for word in words)


def may_stand(words: Sequence[str]) -> bool:
    """Whether words may stand under one word: a total before its parts, and none twice but in lists side by side.

    >>> may_stand(("合计", "基本支出")), may_stand(("基本支出", "合计")), may_stand(("项目", "合计", "基本支出"))
    (True, False, True)
    """
    lists = sum(bool(NAMING.fullmatch(word)) for word in words)
    if len(set(words)) < len(words) and lists < 2:
        return False
    return bool(lists) or not any(word in TOTALS for word in words[1:])


def below(
    above: tuple[str, ...], rest: Sequence[Sequence[str]], width: int, share: Sharing
) -> Iterator[tuple[str, ...]]:
    """The arrangements of the ``rest`` of the rows under columns headed ``above``."""
    if not rest:
        if len(above) == width and all(map(share.known, above)):
            yield above
        return
    for shared in share.ways(above, tuple(rest[0]), last=len(rest) == 1):
        if len(shared) <= width:
            yield from below(shared, rest[1:], width, share)


def joined(above: str, word: str) -> str:
    """A heading word below others, as the words above a column are written; a word printed twice stands once."""
    return above if word in above.split("/") else f"{above}/{word}"
