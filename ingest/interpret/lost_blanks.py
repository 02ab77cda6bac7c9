"""Tables of texts that left out blank cells: a short row no longer tells under which columns its figures stand."""

from ...ontology.forms import Layout
from ..documents import Row
from ..plain import plain
from ..recognise.statements import Statement
from .entries import is_amount, unmerged
from .ledger import Ledger


def report(statement: Statement, ledger: Ledger) -> bool:
    """Whether a table lost its blank cells, which is reported; then none of its figures may be read.

    No cell of it is blank, and a row with figures has fewer cells than there are columns.
    """
    if not any(lost_blanks(piece.rows, width(piece.layout), piece.layout.columns) for piece in statement.pieces):
        return False
    ledger.find(
        "GJ-X37",
        "warning",
        f"《{statement.preamble.title}》没有空格，行又比表头短，看不出各数字属于哪一栏，没有读",
        f"{statement.preamble.title!r} has no blank cells and rows too short; its columns cannot be told",
        statement.place,
    )
    return True


def width(layout: Layout) -> int:
    """How many columns a row of the layout has."""
    return len(layout.transposed or layout.columns)


def lost_blanks(rows: tuple[Row, ...], wanted: int, columns: tuple[str, ...]) -> bool:
    """Whether rows have no blank cell and one with figures is short, not only because a total is merged."""
    if any(cell.columns > 1 or not plain(cell.text) for row in rows for cell in row):
        return False
    whole = (unmerged(row, columns) for row in rows)
    return any(1 < len(row) < wanted and any(is_amount(cell.text) for cell in row) for row in whole)
