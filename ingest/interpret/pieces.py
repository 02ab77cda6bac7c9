"""The rows of a budget table's pieces by the roles of their columns, broken and transposed headings included."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ontology.forms import Turned
from ...ontology.measures import in_phase
from ...ontology.places import Place
from ..documents import Row, Text
from ..numbers import has_digit
from ..plain import plain, unnumbered
from ..recognise.statements import Piece, Statement
from . import lost_blanks
from .alignments import align
from .entries import Entry, entries
from .items import TOTALS, labelled
from .ledger import Ledger

#: Stands for the place of a name that the form gives and the document does not print.
NOWHERE = Place(0, 0)


def read_pieces(statement: Statement, ledger: Ledger) -> tuple[Entry, ...]:
    """The rows of all pieces by the roles of their columns; none where a text left the blank cells out."""
    if lost_blanks.report(statement, ledger):
        return ()
    whole = tuple(
        e for piece in statement.pieces if not piece.missing for e in entries(piece.rows, piece.layout.columns)
    )
    return tuple(entry for piece in statement.pieces for entry in read_piece(piece, whole, statement, ledger))


def read_piece(piece: Piece, others: Sequence[Entry], statement: Statement, ledger: Ledger) -> tuple[Entry, ...]:
    """The rows of one piece; under a heading that lost words the sums tell the columns, or the piece is reported."""
    if piece.layout.transposed:
        return transposed(piece)
    if not piece.missing or not piece.rows:
        return turned(tuple(on_its_side(piece, statement)), piece.layout.turned)
    found = align(piece.rows, piece.layout, piece.missing, statement.form.sums, others)
    title, where = statement.preamble.title, span(piece.rows)
    if found is None:
        ledger.find(
            "GJ-X02",
            "warning",
            f"《{title}》表头少 {piece.missing} 栏，按合计关系也定不下各列，数字未读",
            f"the heading of {title!r} lacks {piece.missing} columns and the sums do not tell which; not read",
            where,
        )
        return ()
    if any(has_digit(cell.text) for row in piece.rows for cell in row):
        ledger.find(
            "GJ-X03",
            "info",
            f"《{title}》表头少 {piece.missing} 栏，各列按合计关系读取",
            f"the heading of {title!r} lacks {piece.missing} columns; they were told by the sums",
            where,
        )
    return tuple(entries(piece.rows, found.columns))


def on_its_side(piece: Piece, statement: Statement) -> Iterator[Entry]:
    """The rows of a piece; where the lists of an overview stand one below the other, spending is the second side."""
    columns = piece.layout.columns
    below = statement.form.rows == "sided" and not any(role.endswith(".resources") for role in columns)
    for entry in entries(piece.rows, columns):
        yield replace(entry, side=entry.side + 1) if below else entry


def transposed(piece: Piece) -> tuple[Entry, ...]:
    """The entries of a table of one row whose columns are the items: the heading names what the rows usually name.

    Where the rows are those of units, the one of them all is read, and what each unit has of it is left as text;
    without such a row nothing is read but the row of a single unit.
    """
    roles = piece.layout.transposed
    rows = [
        row
        for row in piece.rows
        if any(label and plain(cell.text) for (label, _), cell in zip(roles, row, strict=False))
    ]
    if not any(role == "name" for _, role in roles):
        return tuple(entry for row in rows for entry in items_of(row, roles))
    whole = [row for row in rows if any(plain(cell.text) in TOTALS for cell in row)] or rows
    if len(whole) > 1:
        return ()
    found = [entry for row in whole for entry in items_of(row, roles)]
    units = tuple(cell for row in rows if row not in whole for cell in row if plain(cell.text))
    return tuple([replace(found[0], texts=(*found[0].texts, *units)), *found[1:]] if found else ())


def items_of(row: Row, roles: Sequence[tuple[str, str]]) -> tuple[Entry, ...]:
    """The entries of one row: an item and a measure for each column; a column of no item is text."""
    amounts: dict[str, list[tuple[str, Text]]] = {}
    for (label, measure), cell in zip(roles, row, strict=False):
        amounts.setdefault(label, []).extend([(measure, cell)] if plain(cell.text) else [])
    texts = tuple(cell for (label, _), cell in zip(roles, row, strict=False) if not label)
    read = [row_of(label, filled, span([row])) for label, filled in amounts.items() if label]
    return (replace(read[0], texts=texts), *read[1:])


def turned(read: tuple[Entry, ...], turns: Sequence[Turned]) -> tuple[Entry, ...]:
    """The rows, those of a side that are parts of one row put into that row as its columns."""
    found = list(read)
    for turn in turns:
        parts = [(entry, measure) for entry in found if (measure := measure_of(entry, turn)) is not None]
        amounts = [(of_phase(measure, column), text) for entry, measure in parts for column, text in entry.amounts]
        found = [entry for entry in found if measure_of(entry, turn) is None]
        whole = next((i for i, entry in enumerate(found) if labelled(entry.label).row == turn.row), None)
        if whole is None and amounts:
            found.append(row_of(turn.row, amounts, parts[0][0].place, parts[0][0].side))
        elif whole is not None:
            found[whole] = joined(found[whole], amounts, [entry for entry, _ in parts])
    return tuple(found)


def joined(whole: Entry, amounts: Sequence[tuple[str, Text]], parts: Sequence[Entry]) -> Entry:
    """A row with the figures of the rows that are parts of it, and the numbers and notes beside them."""
    return replace(
        whole,
        amounts=(*whole.amounts, *amounts),
        ordinals=(*whole.ordinals, *(text for part in parts for text in part.ordinals)),
        texts=(*whole.texts, *(text for part in parts for text in part.texts)),
    )


def of_phase(measure: str, column: str) -> str:
    """What a row's measure is in the phase of the column that its figure stands in."""
    return in_phase(measure, column.partition(".")[0]) or measure


def measure_of(entry: Entry, turn: Turned) -> str | None:
    """The measure that the label of a row stands for."""
    return turn.measures.get(unnumbered(entry.label)) if turn.side in (None, entry.side) else None


def row_of(label: str, amounts: Sequence[tuple[str, Text]], place: Place, side: int = 0) -> Entry:
    """A row whose name the form gives and the document does not print."""
    return Entry(side, Text(label, NOWHERE), "", "", "", "", None, tuple(amounts), (), (), (), place)


def span(rows: Sequence[Row]) -> Place:
    """The lines that the rows fill."""
    return Place(rows[0][0].place.first, rows[-1][-1].place.last)
