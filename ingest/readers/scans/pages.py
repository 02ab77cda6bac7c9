"""A scanned page as one with a text layer is given out: its tables and its lines, figures read with doubt marked."""

from ....ontology.places import Box
from ..pdf.lattices import Lattice, lattices
from ..pdf.pages import Page, laid_out
from ..pdf.tables import Table
from .pictures import Grey, picture
from .rules import rules
from .sums import decided
from .words import characters, doubted, found, lines_in, recognised

#: Points that a rule and its blur take from the inside of a cell.
EDGE = 1.6
#: Points: what is smaller than this is no table but a large character.
SMALLEST = (72.0, 16.0)


def scanned(pixels: Grey, number: int, scale: float) -> Page:
    """The page that the grey ``pixels`` show, ``scale`` points a pixel."""
    upright = picture(pixels, scale)
    grids = [grid for grid in lattices(rules(upright)) if is_table(grid)]
    inside = recognised(upright, [line for grid in grids for cell in boxes(grid) for line in lines_in(upright, cell)])
    read = [*inside, *found(upright, [grid.box for grid in grids])]
    signs = [sign for at, each in enumerate(read) for sign in characters(doubted(each), at)]
    items, _ = laid_out(grids, signs, number)
    settled = [decided(item, number) if isinstance(item, Table) else (item, ()) for item in items]
    notes = tuple(note for _, said in settled for note in said)
    return Page(number, upright.width, upright.height, tuple(item for item, _ in settled), notes=notes)


def is_table(grid: Lattice) -> bool:
    """Whether crossing lines are a table's, and not the strokes of a large character."""
    left, top, right, bottom = grid.box
    return len(grid.cells) > 1 and right - left >= SMALLEST[0] and bottom - top >= SMALLEST[1]


def boxes(grid: Lattice) -> list[Box]:
    """The insides of the cells of a grid."""
    edges = (grid.box_of(cell) for cell in grid.cells)
    return [(left + EDGE, top + EDGE, right - EDGE, bottom - EDGE) for left, top, right, bottom in edges]
