"""The objects drawn on a page, those inside form objects too, each with its map to the page as it is looked at."""

from collections.abc import Iterator

import pypdfium2.raw as pdfium

from ....ontology.places import Box
from .frames import Frame, Matrix

#: Forms inside forms deeper than this are an attack, not a drawing.
DEEPEST = 8
#: The unit square in which a picture is drawn.
SQUARE = ((0, 0), (1, 0), (0, 1), (1, 1))


class TooManyObjects(Exception):  # noqa: N818  (no error of the program: it stops a count)
    """The page holds more objects than allowed."""


def drawn(page: object, frame: Frame, most: int) -> Iterator[tuple[object, int, Matrix]]:
    """Every object with its kind and its map to the page; raises :class:`TooManyObjects` beyond ``most``."""
    left = most
    open_forms: list[tuple[Iterator[object], Matrix]] = [(_objects_of_page(page), frame.matrix)]
    while open_forms:
        objects, outer = open_forms[-1]
        item = next(objects, None)
        if item is None:
            open_forms.pop()
            continue
        left -= 1
        if left < 0:
            raise TooManyObjects
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            if len(open_forms) < DEEPEST:
                open_forms.append((_objects_of_form(item), outer.after(matrix_of(item))))
        else:
            yield item, kind, outer


def _objects_of_page(page: object) -> Iterator[object]:
    return (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))


def _objects_of_form(form: object) -> Iterator[object]:
    return (pdfium.FPDFFormObj_GetObject(form, at) for at in range(pdfium.FPDFFormObj_CountObjects(form)))


def matrix_of(item: object) -> Matrix:
    """The map from the coordinates of a page object to those around it."""
    held = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, held):
        return Matrix(1, 0, 0, 1, 0, 0)
    return Matrix(held.a, held.b, held.c, held.d, held.e, held.f)


def pictures(page: object, frame: Frame, most: int) -> Iterator[Box]:
    """The boxes of the pictures on a page."""
    for item, kind, outer in drawn(page, frame, most):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            placed = outer.after(matrix_of(item))
            xs, ys = zip(*(placed.point(x, y) for x, y in SQUARE), strict=True)
            yield min(xs), min(ys), max(xs), max(ys)
