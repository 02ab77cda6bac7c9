"""Characters put together into lines of text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from ....ontology.places import Box
from .characters import RIGHT, Character, box_of

#: Baselines this share of a size apart are one line: superscripts are, the next line never is.
SAME_BASE = 0.5
#: The same sign this near over itself is one sign printed twice to look bold.
OVERPRINT = 0.25
#: Gaps, in sizes, from which words are parted: with a printed space, between Latin letters, between any.
PRINTED, LATIN, ANY = 0.1, 0.3, 1.2
#: A gap that parts two things set side by side on one line, in sizes.
APART = 2.5
#: Gaps, in sizes, that may part two cells without rules: one without a printed space, and one with.
BARE, SPACED = 0.5, 1.0
#: What is never broken at a line's end: a figure, a Latin word, else one sign; with the marks that open and close it.
UNBROKEN = re.compile(
    r"[（(【〔《“‘「]*(?:[A-Za-z0-9.,，:：/%％+\-]+|.)[，。、；：？！）】〉》」』”’,.;:?!)]*", re.DOTALL
)
BY_LINE, BY_START = attrgetter("direction", "base"), attrgetter("start")


class Line(NamedTuple):
    """A line of text with its box on the page.

    ``need`` is the width that its first unbroken part would have wanted on the line before; ``leads`` says that
    the line leads across a gap to a number at its end, as contents do. ``at`` is where it begins in the text layer.
    ``parts`` are what its gaps part, if they part anything: the cells of a row, should the line be one of a table.
    """

    text: str
    box: Box
    size: float
    direction: int
    need: float
    leads: bool = False
    at: int = 0
    parts: tuple["Line", ...] = ()


def rows_of_signs(characters: Iterable[Character]) -> Iterator[list[Character]]:
    """The characters line by line, those of one direction together, each line in reading order."""
    row: list[Character] = []
    for sign in sorted(characters, key=BY_LINE):
        first = row[0] if row else sign
        same = sign.direction == first.direction
        if same and sign.base - first.base <= SAME_BASE * min(first.size, sign.size):
            row.append(sign)
            continue
        yield once(sorted(row, key=BY_START))
        row = [sign]
    if row:
        yield once(sorted(row, key=BY_START))


def once(row: Sequence[Character]) -> list[Character]:
    """The row without signs printed over themselves."""
    kept: list[Character] = []
    for sign in row:
        if kept and is_again(kept[-1], sign):
            continue
        # Whole words printed twice come interleaved: a b a b.
        if len(kept) > 1 and is_again(kept[-2], sign):
            continue
        kept.append(sign)
    return kept


def is_again(other: Character, sign: Character) -> bool:
    """Whether a sign stands where the same one stands already."""
    return sign.sign == other.sign and sign.start - other.start <= OVERPRINT * sign.size


def lines(characters: Iterable[Character]) -> list[Line]:
    """The lines of text in a cell, from the top down."""
    return [line(row) for row in rows_of_signs(characters)]


def segments(characters: Iterable[Character]) -> list[Line]:
    """The lines of running text on a page, from the top down, those set side by side parted."""
    rows = [[with_parts(part) for part in parted(row)] for row in rows_of_signs(characters)]
    rows.sort(key=lambda parts: min(part.box[3] for part in parts))
    return [part for parts in rows for part in parts]


def parted(row: Sequence[Character]) -> Iterator[list[Character]]:
    """The row cut where two things stand side by side: both more than a sign, a wide gap between.

    A label ending in a colon stays with what fills it, a title in contents with its page.
    """
    begin = 0
    for at in range(2, len(row) - 1):
        before, sign = row[at - 1], row[at]
        if sign.start - before.end <= APART * sign.size or before.sign in ":：":
            continue
        if at - begin > 1 and not all(each.sign.isdigit() for each in row[at:]):
            yield list(row[begin:at])
            begin = at
    yield list(row[begin:])


def with_parts(row: Sequence[Character]) -> Line:
    """One line, with what its gaps part."""
    cuts = [
        at
        for at, (before, sign) in enumerate(pairwise(row), start=1)
        if sign.start - before.end > (SPACED if sign.spaced else BARE) * sign.size
    ]
    whole = line(row)
    if not cuts:
        return whole
    return whole._replace(parts=tuple(line(row[begin:end]) for begin, end in pairwise((0, *cuts, len(row)))))


def line(row: Sequence[Character]) -> Line:
    """One line, with spaces where the print shows them."""
    words = [row[0].sign]
    for before, sign in pairwise(row):
        if is_parted(before, sign):
            words.append(" ")
        words.append(sign.sign)
    size = max(sign.size for sign in row)
    direction = row[0].direction
    top, bottom = min(sign.base - sign.size for sign in row), max(sign.base + 0.2 * sign.size for sign in row)
    box = box_of(row[0].start, top, max(sign.end for sign in row), bottom, direction)
    text = "".join(words)
    return Line(text, box, size, direction, needed(row), leads(row), row[0].at)


def leads(row: Sequence[Character]) -> bool:
    """Whether the row ends in a number set apart from its words."""
    at = len(row)
    while at > 0 and row[at - 1].sign.isdigit():
        at -= 1
    return 0 < at < len(row) and row[at].start - row[at - 1].end > APART * row[at].size


def is_parted(before: Character, sign: Character) -> bool:
    """Whether a space shows between two neighbours."""
    gap = (sign.start - before.end) / sign.size
    if sign.spaced and gap > PRINTED:
        return True
    if gap <= LATIN:
        return False
    latin = before.sign.isascii() and before.sign.isalpha() and sign.sign.isascii() and sign.sign.isalpha()
    return latin or gap > ANY


def needed(row: Sequence[Character]) -> float:
    """How wide the first part of the row is that no line end would break."""
    signs = "".join(sign.sign[0] for sign in row)
    found = UNBROKEN.match(signs)
    last = found.end() - 1 if found else 0
    return row[last].end - row[0].start


def is_upright(each: Line) -> bool:
    """Whether the line runs from left to right."""
    return each.direction == RIGHT
