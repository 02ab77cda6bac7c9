"""Characters that are in the text layer and nobody sees: white on white, transparent, or not painted at all."""

import ctypes
from collections.abc import Iterable, Sequence

import pypdfium2.raw as pdfium

from ....ontology.places import Box
from .characters import Character
from .clips import SHORT, bounds
from .drawn import drawn, pictures
from .frames import Frame

#: From here on a colour is as good as white, or as no colour at all.
WHITE, CLEAR = 250, 5


def unseen(textpage: object, page: object, frame: Frame, written: Iterable[Sequence[Character]], most: int) -> set[int]:
    """Where in the text layer the characters are that nobody sees, among runs ``written`` at once."""
    # What is written at once is of one colour, or begins or ends in another.
    doubted = [run for run in written if is_pale(textpage, run[-1]) or (len(run) > SHORT and is_pale(textpage, run[0]))]
    pale = [each for run in doubted for each in run if is_pale(textpage, each)]
    if not pale:
        return set()
    grounds = [*pictures(page, frame, most), *coloured(page, frame, most)]
    return {each.at for each in pale if not any(holds(box, each) for box in grounds)}


def is_pale(textpage: object, each: Character) -> bool:
    """Whether a character is painted white, or not at all."""
    item = pdfium.FPDFText_GetTextObject(textpage, each.at)
    if not item:
        return False
    if pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return True
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFPageObj_GetFillColor(item, red, green, blue, alpha):
        return False
    return alpha.value <= CLEAR or min(red.value, green.value, blue.value) >= WHITE


def coloured(page: object, frame: Frame, most: int) -> list[Box]:
    """The boxes of what is filled with a colour, before which white is seen."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    found: list[Box] = []
    for path, kind, outer in drawn(page, frame, most):
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
            continue
        filling, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(path, filling, stroked)
        box = bounds(path)
        if box is None or not filling.value or min(red.value, green.value, blue.value) >= WHITE:
            continue
        (x0, y0), (x1, y1) = outer.point(box[0], box[1]), outer.point(box[2], box[3])
        found.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return found


def holds(box: Box, each: Character) -> bool:
    """Whether a character stands in a box."""
    x, y = each.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
