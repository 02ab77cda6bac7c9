"""The ruled lines of a page: axis-parallel strokes and thin filled boxes among its path objects."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import pypdfium2.raw as pdfium

from .drawn import TooManyObjects, drawn, matrix_of
from .frames import Frame, Matrix

#: A shorter stroke is a corner or part of a drawn sign, no rule.
SHORTEST = 2.0
#: A filled box up to this thick is a rule; a thicker one is shading, whose edges nobody sees as lines.
THICKEST = 3.0
#: A stroke leaning by at most this much is axis-parallel.
LEAN = 0.7
#: A filled path of so many segments is one outline, whose extent says all: programs draw most rules as boxes.
BOX = 5

Point = tuple[float, float]


class Stroke(NamedTuple):
    """A horizontal or vertical line: where it is on the other axis, and from where to where it goes."""

    position: float
    start: float
    end: float


@dataclass(slots=True)
class Strokes:
    """The horizontal and the vertical lines of one page."""

    across: list[Stroke] = field(default_factory=list)
    down: list[Stroke] = field(default_factory=list)

    def draw(self, begin: Point, end: Point) -> None:
        """Add the line between two points if it is axis-parallel and long enough to rule anything."""
        width, height = abs(begin[0] - end[0]), abs(begin[1] - end[1])
        if height <= LEAN and width >= SHORTEST:
            self.across.append(Stroke((begin[1] + end[1]) / 2, min(begin[0], end[0]), max(begin[0], end[0])))
        elif width <= LEAN and height >= SHORTEST:
            self.down.append(Stroke((begin[0] + end[0]) / 2, min(begin[1], end[1]), max(begin[1], end[1])))

    def fill(self, points: Sequence[Point]) -> None:
        """Add the centre line of a filled box, if it is thin."""
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        if bottom - top <= min(THICKEST, right - left):
            middle = (top + bottom) / 2
            self.draw((left, middle), (right, middle))
        elif right - left <= THICKEST:
            middle = (left + right) / 2
            self.draw((middle, top), (middle, bottom))


def strokes(page: object, frame: Frame, most: int) -> Strokes:
    """The ruled lines of ``page``; raises :class:`TooManyObjects` beyond ``most`` objects."""
    found = Strokes()
    count = 0
    for path, kind, outer in drawn(page, frame, most):
        if kind != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        filling, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filling, stroked)
        if not filling.value and not stroked.value:
            continue
        if not stroked.value and pdfium.FPDFPath_CountSegments(path) <= BOX:
            found.fill(corners(path, outer))
            continue
        for points in outlines(path, outer.after(matrix_of(path))):
            count += len(points)
            if count > most:
                raise TooManyObjects
            if stroked.value:
                for begin, end in pairwise(points):
                    found.draw(begin, end)
            elif len(points) > 1:
                found.fill(points)
    return found


def corners(path: object, outer: Matrix) -> list[Point]:
    """Two opposite corners of what a path covers."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(path, *sides):
        return [(0, 0)]
    left, bottom, right, top = (side.value for side in sides)
    return [outer.point(left, bottom), outer.point(right, top)]


def outlines(path: object, matrix: Matrix) -> Iterator[list[Point]]:
    """The outlines of a path, each as its corners; where it closes, the first corner again. Curves are left out."""
    x, y = ctypes.c_float(), ctypes.c_float()
    corners: list[Point] = []
    for at in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind != pdfium.FPDF_SEGMENT_LINETO and corners:
            yield corners
            corners = []
        corners.append(matrix.point(x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and corners[0] != corners[-1]:
            corners.append(corners[0])
    if corners:
        yield corners
