"""The characters of a page by the origin of their baseline, never by their glyph's box.

Fonts without ascent and descent give boxes as tight as the glyph is drawn, after which ``、`` ``一`` and ``,``
would seem to stand on a line of their own.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import pypdfium2.raw as pdfium

from ....ontology.places import Box
from .drawn import TooManyObjects
from .frames import Frame
from .glyphs import UNKNOWN, meant

#: Directions in which a line runs, in quarter turns clockwise from left to right; what runs askew is a watermark.
RIGHT, DOWN, LEFT, UP, ASKEW = range(5)
#: A line that leans by more than this share is askew.
LEAN = 0.1
#: What is smaller than this, in points, nobody sees.
SMALLEST = 1.0
#: A loose box wider than this many sizes tells of a broken font; the advance is then taken to be one size.
WIDEST = 3.0
#: One in so many characters is looked at to see whether a page has any that its fonts leave open.
SAMPLE = 8


class Character(NamedTuple):
    """One character: where it begins and ends along its line, and where its baseline is across it.

    Along and across are x and y for a line that runs to the right; for one that is turned, the page is
    thought turned back. ``spaced`` says that a printed space stands before it, ``at`` where it is in the text layer.
    ``shown`` is a point of what can be seen of it where the rest is clipped.
    """

    sign: str
    start: float
    end: float
    base: float
    size: float
    direction: int
    spaced: bool
    at: int
    shown: tuple[float, float] | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """A point of the page well inside the character."""
        if self.shown is not None:
            return self.shown
        if self.direction == RIGHT:
            return (self.start + self.end) / 2, self.base - 0.35 * self.size
        return onto_page((self.start + self.end) / 2, self.base - 0.35 * self.size, self.direction)


def onto_page(along: float, across: float, direction: int) -> tuple[float, float]:
    """The point of the page that is ``along`` and ``across`` a line of this direction.

    >>> onto_page(5, 20, RIGHT), onto_page(-20, 5, UP)
    ((5, 20), (5, 20))
    """
    return ((along, across), (-across, along), (-along, -across), (across, -along))[direction]


def box_of(start: float, top: float, end: float, bottom: float, direction: int) -> Box:
    """The box on the page of what fills this part of a line of this direction."""
    (x0, y0), (x1, y1) = onto_page(start, top, direction), onto_page(end, bottom, direction)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


#: Start and end along the line, baseline across it, size, direction.
Placed = tuple[float, float, float, float, int]


def characters(textpage: object, frame: Frame, most: int) -> list[Character]:
    """The characters on the page, in the order of the file; a space goes into the character after it.

    Raises :class:`~.drawn.TooManyObjects` beyond ``most`` characters.
    """
    place = placer(textpage, frame)
    count = pdfium.FPDFText_CountChars(textpage)
    if count > most:
        raise TooManyObjects
    found: list[Character] = []
    doubtful = any(is_guessed(textpage, at) for at in range(0, count, SAMPLE))
    spaced, high = False, 0
    for at in range(count):
        code = pdfium.FPDFText_GetUnicode(textpage, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        sign = UNKNOWN if doubtful and is_guessed(textpage, at) else meant(code)
        if not sign:
            # PDFium puts spaces of its own where it guesses that words end; only printed ones count.
            spaced = spaced or not pdfium.FPDFText_IsGenerated(textpage, at)
            continue
        placed = place(at)
        if placed is not None:
            start, end, base, size, direction = placed
            found.append(Character(sign, start, end, base, size, direction, spaced, at))
        spaced = False
    return found


def is_guessed(textpage: object, at: int) -> bool:
    """Whether the font does not say which character it prints, and PDFium gives out the number of the glyph."""
    return bool(pdfium.FPDFText_HasUnicodeMapError(textpage, at) == 1)


def placer(textpage: object, frame: Frame) -> Callable[[int], Placed | None]:
    """What tells where the character of an index stands: its extent along its line, its baseline, size and direction.

    The answer is ``None`` for one beside the page or nowhere. This is asked for every character of every page: names
    are looked up once, and PDFium writes into the same four answers.
    """
    x, y, matrix, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    # The numbers of a structure read at once: four times faster than one by one.
    numbers, corners = (ctypes.c_float * 6).from_buffer(matrix), (ctypes.c_float * 4).from_buffer(box)
    origin_of, matrix_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetMatrix
    box_at, size_of = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetFontSize
    a, b, c, d, e, f = frame.matrix
    across, down = frame.width, frame.height
    upright = a > 0 and b == 0

    def place(at: int) -> Placed | None:
        if not (origin_of(textpage, at, x, y) and matrix_of(textpage, at, matrix) and box_at(textpage, at, box)):
            return None
        x0, y0 = x.value, y.value
        left, top = a * x0 + c * y0 + e, b * x0 + d * y0 + f
        mx, my, upward_x, upward_y, _, _ = numbers[:]
        size = size_of(textpage, at) * math.hypot(upward_x, upward_y)
        if not (0 <= left <= across and 0 <= top <= down and SMALLEST <= size < math.inf):
            return None
        straight = upright and my == 0 and mx > 0
        direction = RIGHT if straight else direction_of(a * mx + c * my, b * mx + d * my)
        x0, y0, x1, y1 = corners[:]
        if direction == ASKEW:
            return left, left + size, top, size, direction
        if direction in (RIGHT, LEFT):
            begin, end = a * x0 + c * y0 + e, a * x1 + c * y1 + e
        else:
            begin, end = b * x0 + d * y0 + f, b * x1 + d * y1 + f
        if direction in (LEFT, UP):
            begin, end = -begin, -end
        if begin > end:
            begin, end = end, begin
        if not 0 < end - begin <= WIDEST * size:
            begin = (left, top, -left, -top)[direction]
            end = begin + size
        return begin, end, (top, -left, -top, left)[direction], size, direction

    return place


def usual_direction(found: Iterable[Character]) -> int:
    """The direction most characters run in."""
    counts = Counter([each.direction for each in found if each.direction != ASKEW])
    return max(counts, key=counts.__getitem__, default=RIGHT)


def direction_of(along: float, down: float) -> int:
    """The direction of a line whose baseline points this way on the page.

    >>> direction_of(1, 0) == RIGHT, direction_of(0, -1) == UP, direction_of(1, 1) == ASKEW
    (True, True, True)
    """
    if along > 0 and -LEAN * along <= down <= LEAN * along:
        return RIGHT
    if abs(along) <= LEAN * abs(down):
        return DOWN if down > 0 else UP
    return LEFT if along < 0 and abs(down) <= -LEAN * along else ASKEW
