"""Headings of several rows whose spans are lost: under which word of the row above each word may have stood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import count

from ..documents import Row
from ..plain import plain
from .headings import is_word

#: No more steps are taken to find the ways in which one heading may be arranged.
MOST = 20_000


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


def arrangements(words: Sequence[Sequence[str]], width: int, known: Callable[[str], bool]) -> Iterator[tuple[str, ...]]:
    """The ways to put each row of words under the row above so that ``width`` columns come out, all of them known.

    Raises :class:`TooManyWaysError` after :data:`MOST` steps.

    >>> told = {"项目/编码", "项目/名称", "支出/小计", "支出/基本支出"}.__contains__
    >>> list(arrangements([["项目", "支出"], ["编码", "名称", "小计", "基本支出"]], 4, told))
    [('项目/编码', '项目/名称', '支出/小计', '支出/基本支出')]
    """
    if words:
        yield from below(tuple(words[0]), words[1:], width, known, count())


def below(
    above: tuple[str, ...],
    rest: Sequence[Sequence[str]],
    width: int,
    known: Callable[[str], bool],
    steps: Iterator[int],
) -> Iterator[tuple[str, ...]]:
    """The arrangements of the ``rest`` of the rows under columns headed ``above``; ``steps`` counts them."""
    if not rest:
        if len(above) == width and all(map(known, above)):
            yield above
        return
    if not above:
        return
    last = known if len(rest) == 1 else None
    for shared in share(above, tuple(rest[0]), last, steps):
        if len(shared) <= width:
            yield from below(shared, rest[1:], width, known, steps)


def share(
    above: tuple[str, ...], words: tuple[str, ...], known: Callable[[str], bool] | None, steps: Iterator[int]
) -> Iterator[tuple[str, ...]]:
    """The ways to put ``words`` in their order under ``above``; nothing ``known`` refuses is gone on with."""
    if next(steps) > MOST:
        raise TooManyWaysError
    if not above:
        if not words:
            yield ()
        return
    for taken in range(len(words) + 1):
        under = tuple(joined(above[0], word) for word in words[:taken]) or above[:1]
        if known is None or all(map(known, under)):
            for others in share(above[1:], words[taken:], known, steps):
                yield (*under, *others)


def joined(above: str, word: str) -> str:
    """A heading word below others, as the words above a column are written; a word printed twice stands once."""
    return above if word in above.split("/") else f"{above}/{word}"
