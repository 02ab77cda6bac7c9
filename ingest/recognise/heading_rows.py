"""The rows of a heading: how many there are, and which words stand above each column, with spans kept or lost."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from ...ontology.forms import Column
from ..documents import Row
from ..numbers import has_digit, is_number
from ..plain import plain
from .headings import ends_in_column_numbers, is_column_numbers, words_of
from .lost_spans import arrangements, spread

#: The words above each column, and what they say of it.
Paths = tuple[str, ...]
Known = Callable[[str], Column | None]
#: No official form has a higher heading.
HIGHEST = 5


def arranged(
    rows: Sequence[Row], known: Callable[[str], Column | None]
) -> Iterator[tuple[int, Iterable[tuple[str, ...]]]]:
    """The heights that the heading may have, and the words above each column in every way that it may be arranged.

    Columns that few places print are thought of only where the others do not tell the heading.
    """
    high = list(heights(rows))
    most = max(map(len, rows), default=0)
    yield from ((height, [paths(kept(rows[:height]))]) for height in high if not is_lost(rows[:height], most))
    lost = [height for height in high if may_be_lost(rows[:height], most)]
    figures = [row for row in rows if any(has_digit(cell.text) for cell in row)]
    used = max((i + 1 for row in figures for i, cell in enumerate(row) if plain(cell.text)), default=most)
    for blanks, rare in ((True, False), (True, True), (False, False), (False, True)):
        for width in range(most, used - 1, -1):
            for height in lost:
                if not blanks or is_lost(rows[:height], most):
                    yield height, ways(rows[:height], width, known, blanks=blanks, rare=rare)


def ways(heading: Sequence[Row], width: int, known: Known, *, blanks: bool, rare: bool) -> Iterator[Paths]:
    """The ways to arrange a heading that lost its spans: by the blank cells that it kept below words, or without."""
    first, *others = words_of(heading)
    below = [[word for word in row if word or blanks] for row in others]
    if blanks and not any("" in row for row in below):
        return iter(())

    def is_known(path: str) -> bool:
        found = known(path)
        return found is not None and (rare or not found.rare)

    return arrangements([[word for word in first if word], *below], width, is_known, blanks=blanks)


def kept(heading: Sequence[Row]) -> Sequence[Row]:
    """The heading with its spans; where it only kept the blank cells that others were merged over, they tell them."""
    return heading if has_spans(heading) else spread(heading)


def is_lost(heading: Sequence[Row], most: int) -> bool:
    """Whether the heading kept neither spans nor the cells that others were merged over."""
    return not has_spans(heading) and any(len(row) < most for row in heading)


def may_be_lost(heading: Sequence[Row], most: int) -> bool:
    """Whether blank cells may have been put at the end of heading rows for those that were lost within them."""
    return is_lost(heading, most) or (not has_spans(heading) and any(not plain(row[-1].text) for row in heading))


def has_spans(heading: Sequence[Row]) -> bool:
    """Whether the format tells over how many columns and rows a cell is merged."""
    return any(cell.columns > 1 or cell.rows > 1 for row in heading for cell in row)


def heights(rows: Sequence[Row]) -> Iterable[int]:
    """How many first rows may be the heading: none of them may reach into the row below.

    The numbers of the columns end it, also where 类, 款 and 项 beside them reach into the first row below.
    """
    reach = 0
    for height, row in enumerate(rows[:HIGHEST], start=1):
        reach = max([reach, *(height - 1 + cell.rows for cell in row)])
        if is_column_numbers(row) or any(is_figure(cell.text) for cell in row):
            return
        if ends_in_column_numbers(row):
            yield height
            return
        if reach <= height < len(rows):
            yield height


def is_figure(text: str) -> bool:
    """Whether a cell prints an amount or a code, which no heading does.

    >>> is_figure("1,204.11"), is_figure("2010301"), is_figure("2024"), is_figure("12")
    (True, True, False, False)
    """
    return is_number(text) and (not plain(text).isdigit() or len(plain(text)) > len("2024"))


def paths(rows: Sequence[Row]) -> tuple[str, ...]:
    """The heading words above each column, from the highest down, a year left open or, before the latest, 上年.

    >>> from ...ontology.places import Place
    >>> from ..documents import Text
    >>> here = Place(1, 1)
    >>> above = (Text("科目编码", here, rows=2), Text("事业收入", here, columns=2), Text("", here))
    >>> paths([above, (Text("", here), Text("金额", here), Text("其中：教育收费", here))])
    ('科目编码', '事业收入/金额', '事业收入/其中:教育收费')
    """
    words: list[list[str]] = [[] for _ in range(max((len(row) for row in rows), default=0))]
    for row, said in zip(rows, words_of(rows), strict=True):
        for i, (cell, word) in enumerate(zip(row, said, strict=True)):
            for column in range(i, min(i + cell.columns, len(words))):
                if word and word not in words[column]:
                    words[column].append(word)
    return tuple("/".join(found) for found in words)
