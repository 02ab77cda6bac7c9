"""Characters that the text layer holds and nobody sees: spreadsheets clip what does not fit into its cell."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2.raw as pdfium

from ....ontology.places import Box
from .characters import Character
from .frames import Frame

#: A character of which less than this share can be seen belongs to where that share is, or to nowhere.
SEEN = 0.4
#: Neighbours in the file are one run while they stand on one line with less than this many sizes between them.
NEAR = 1.0
#: How many segments a box has, closed by the last or by itself.
BOX = (4, 5)
#: A run of no more characters is not clipped at its beginning alone.
SHORT = 6


def seen(textpage: object, frame: Frame, written: Iterable[Sequence[Character]]) -> list[Character]:
    """The characters that are not clipped away, of runs written at once.

    Asking for every single one would take as long as all the rest, and clipping begins or ends at the end
    of what is written at once: only runs whose first or last character is clipped are looked at closely.
    """
    kept: list[Character] = []
    for run in written:
        ends = (run[0], run[-1]) if len(run) > SHORT else run[-1:]
        if all(visible(textpage, frame, each) is each for each in ends):
            kept += run
        else:
            kept += [sign for each in run if (sign := visible(textpage, frame, each)) is not None]
    return kept


def runs(found: Sequence[Character]) -> Iterator[Sequence[Character]]:
    """The characters in pieces that are written one after the other on one line."""
    begin = 0
    for at in range(1, len(found)):
        before, sign = found[at - 1], found[at]
        same = (before.direction, before.base) == (sign.direction, sign.base)
        if not same or not -NEAR < (sign.start - before.end) / sign.size < NEAR:
            yield found[begin:at]
            begin = at
    if found:
        yield found[begin:]


def visible(textpage: object, frame: Frame, each: Character) -> Character | None:
    """The character; where only an edge of it shows, standing where that is; ``None`` if nothing of it shows."""
    item = pdfium.FPDFText_GetTextObject(textpage, each.at)
    if not item:
        return each
    box, clip = bounds(item), clip_box(item)
    if box is None or clip is None:
        return each
    shown = overlap(box, clip)
    if shown is None:
        return None
    if area(shown) >= SEEN * area(box):
        return each
    left, bottom, right, top = shown
    return each._replace(shown=frame.matrix.point((left + right) / 2, (bottom + top) / 2))


def bounds(item: object) -> Box | None:
    """The box of a page object in the coordinates of the file; ``None`` if it has no extent."""
    west, south, east, north = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium.FPDFPageObj_GetBounds(item, west, south, east, north):
        return None
    left, bottom, right, top = west.value, south.value, east.value, north.value
    return (left, bottom, right, top) if left < right and bottom < top else None


def clip_box(item: object) -> Box | None:
    """The box that a page object is clipped to; ``None`` if it is not."""
    clip = pdfium.FPDFPageObj_GetClipPath(item)
    x, y = ctypes.c_float(), ctypes.c_float()
    box: Box | None = None
    for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0)):
        corners = []
        count = max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0)
        # Nearly every clip is a box, which two opposite corners tell.
        for at in (0, 2) if count in BOX else range(count):
            pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFClipPath_GetPathSegment(clip, path, at), x, y)
            corners.append((x.value, y.value))
        if corners:
            xs, ys = zip(*corners, strict=True)
            here = (min(xs), min(ys), max(xs), max(ys))
            box = here if box is None else overlap(box, here) or (0.0, 0.0, 0.0, 0.0)
    return box


def overlap(one: Box, other: Box) -> Box | None:
    """What two boxes share.

    >>> overlap((0, 0, 10, 10), (5, 5, 20, 20)), overlap((0, 0, 1, 1), (2, 2, 3, 3))
    ((5, 5, 10, 10), None)
    """
    left, bottom, right, top = (
        max(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        min(one[3], other[3]),
    )
    return (left, bottom, right, top) if left < right and bottom < top else None


def area(box: Box) -> float:
    """How much a box covers."""
    return (box[2] - box[0]) * (box[3] - box[1])
