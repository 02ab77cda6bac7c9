"""One page: its tables and its lines of running text, from the top down."""

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from ....ontology.messages import Bilingual
from .characters import ASKEW, RIGHT, Character, characters, usual_direction
from .clips import area, overlap, runs, seen
from .drawn import pictures
from .frames import Frame, frame
from .lattices import Lattice, lattices
from .lines import Line, segments
from .paint import unseen
from .piles import set_apart
from .strokes import strokes
from .tables import Table, fill

Item = Line | Table
#: A picture over this share of a page with no more characters than a page number has is a scan of the page.
COVERED, FEW = 0.5, 10


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on one page, in reading order; ``scanned`` if it is the picture of a page.

    ``across`` are words printed across it, askew or too large for the cells they are in, ``unseen`` those that nobody
    sees; ``notes`` are what else is to be said of it.
    """

    number: int
    width: float
    height: float
    items: tuple[Item, ...]
    scanned: bool = False
    across: str = ""
    unseen: str = ""
    notes: tuple[Bilingual, ...] = ()

    def lines(self) -> Iterator[Line]:
        """All lines, those in the cells of tables too."""
        for item in self.items:
            if isinstance(item, Line):
                yield item
            else:
                yield from (line for cell in item.cells for line in cell.lines)


def page_of(document: object, at: int, most: int) -> Page:
    """The page at this index, read; raises :class:`~.drawn.TooManyObjects`."""
    page = pdfium.FPDF_LoadPage(document, at)
    if not page:
        return Page(at + 1, 0, 0, ())
    textpage = pdfium.FPDFText_LoadPage(page)
    try:
        looked_at = frame_of(page)
        found = characters(textpage, looked_at, most) if textpage else []
        if (direction := usual_direction(found)) != RIGHT:
            # Some programs turn what is on a broad page instead of the page.
            looked_at = looked_at.turned(-direction)
            found = characters(textpage, looked_at, most)
        written = [*runs(found)]
        hidden = unseen(textpage, page, looked_at, written, most)
        if hidden:
            written = [*runs([sign for sign in found if sign.at not in hidden])]
        signs = seen(textpage, looked_at, written)
        scanned = len(signs) <= FEW and is_scan(page, looked_at, most)
        upright = [sign for sign in signs if sign.direction != ASKEW]
        items, over = laid_out(lattices(strokes(page, looked_at, most)), upright, at + 1) if upright else ([], [])
        over += (sign for sign in signs if sign.direction == ASKEW)
        return Page(
            at + 1,
            looked_at.width,
            looked_at.height,
            tuple(items),
            scanned,
            "".join(sign.sign for sign in over),
            "".join(sign.sign for sign in found if sign.at in hidden),
        )
    finally:
        if textpage:
            pdfium.FPDFText_ClosePage(textpage)
        pdfium.FPDF_ClosePage(page)


def frame_of(page: object) -> Frame:
    """The frame of a page by its visible box and its turn."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    return frame(box.left, box.bottom, box.right, box.top, max(pdfium.FPDFPage_GetRotation(page), 0))


def laid_out(grids: list[Lattice], signs: list[Character], number: int) -> tuple[list[Item], list[Character]]:
    """Tables and lines in reading order: every character in the smallest lattice around it, or in a line.

    Beside them the characters that are in no cell because they are too large for it.
    """
    by_area = sorted(grids, key=_area)
    held: dict[int, list[Character]] = {at: [] for at in range(len(by_area))}
    free: list[Character] = []
    boxes = [grid.box for grid in by_area]
    for sign in signs:
        x, y = sign.middle
        for at, (left, top, right, bottom) in enumerate(boxes):
            if left <= x <= right and top <= y <= bottom:
                held[at].append(sign)
                break
        else:
            free.append(sign)
    filled = [fill(by_area[at], inside, number) for at, inside in held.items() if inside]
    tables = [part for table, _ in filled for part in set_apart(table)]
    return in_order(tables, segments(free)), [sign for _, over in filled for sign in over]


def in_order(tables: list[Table], lines: list[Line]) -> list[Item]:
    """Tables and lines from the top down: a line stands before a table that begins below the line's middle."""
    waiting = sorted(tables, key=lambda table: (table.box[1], table.box[0]))
    items: list[Item] = []
    for line in lines:
        while waiting and waiting[0].box[1] <= (line.box[1] + line.box[3]) / 2:
            items.append(waiting.pop(0))
        items.append(line)
    return items + waiting


def _area(grid: Lattice) -> float:
    left, top, right, bottom = grid.box
    return (right - left) * (bottom - top)


def is_scan(page: object, frame: Frame, most: int) -> bool:
    """Whether a picture covers most of a page."""
    whole = (0.0, 0.0, frame.width, frame.height)
    shown = (overlap(box, whole) for box in pictures(page, frame, most))
    return any(area(box) >= COVERED * area(whole) for box in shown if box is not None)
