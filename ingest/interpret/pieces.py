"""The rows of a budget table's pieces by the roles of their columns, broken and transposed headings included."""

from collections.abc import Sequence
from dataclasses import replace

from ...ontology.forms import Turned
from ...ontology.places import Place
from ..documents import Row, Text
from ..numbers import has_digit
from ..plain import plain, unnumbered
from ..recognise.statements import Piece, Statement
from .alignments import align
from .entries import Entry, entries
from .items import labelled
from .ledger import Ledger

#: Stands for the place of a name that the form gives and the document does not print.
NOWHERE = Place(0, 0)


def read_pieces(statement: Statement, ledger: Ledger) -> tuple[Entry, ...]:
    """The rows of all pieces by the roles of their columns."""
    whole = tuple(
        e for piece in statement.pieces if not piece.missing for e in entries(piece.rows, piece.layout.columns)
    )
    return tuple(entry for piece in statement.pieces for entry in read_piece(piece, whole, statement, ledger))


def read_piece(piece: Piece, others: Sequence[Entry], statement: Statement, ledger: Ledger) -> tuple[Entry, ...]:
    """The rows of one piece; under a heading that lost words the sums tell the columns, or the piece is reported."""
    if piece.layout.transposed:
        return transposed(piece)
    if not piece.missing or not piece.rows:
        return turned(tuple(entries(piece.rows, piece.layout.columns)), piece.layout.turned)
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


def transposed(piece: Piece) -> tuple[Entry, ...]:
    """The entries of a table of one row whose columns are the items: the heading names what the rows usually name."""
    found: list[Entry] = []
    for row in piece.rows:
        amounts: dict[str, list[tuple[str, Text]]] = {}
        for (label, measure), cell in zip(piece.layout.transposed, row, strict=False):
            amounts.setdefault(label, []).extend([(measure, cell)] if plain(cell.text) else [])
        texts = tuple(cell for (label, _), cell in zip(piece.layout.transposed, row, strict=False) if not label)
        read = [row_of(label, filled, span([row])) for label, filled in amounts.items() if label]
        found += [replace(read[0], texts=texts), *read[1:]]
    return tuple(found)


def turned(read: tuple[Entry, ...], turns: Sequence[Turned]) -> tuple[Entry, ...]:
    """The rows, those of a side that are parts of one row put into that row as its columns."""
    found = list(read)
    for turn in turns:
        parts = [(entry, measure) for entry in found if (measure := measure_of(entry, turn)) is not None]
        amounts = [(measure, text) for entry, measure in parts for _, text in entry.amounts]
        found = [entry for entry in found if measure_of(entry, turn) is None]
        whole = next((i for i, entry in enumerate(found) if labelled(entry.label).row == turn.row), None)
        if whole is not None:
            found[whole] = replace(found[whole], amounts=(*found[whole].amounts, *amounts))
        elif amounts:
            found.append(row_of(turn.row, amounts, parts[0][0].place, parts[0][0].side))
    return tuple(found)


def measure_of(entry: Entry, turn: Turned) -> str | None:
    """The measure that the label of a row stands for."""
    return turn.measures.get(unnumbered(entry.label)) if turn.side in (None, entry.side) else None


def row_of(label: str, amounts: Sequence[tuple[str, Text]], place: Place, side: int = 0) -> Entry:
    """A row whose name the form gives and the document does not print."""
    return Entry(side, Text(label, NOWHERE), "", "", "", "", None, tuple(amounts), (), (), (), place)


def span(rows: Sequence[Row]) -> Place:
    """The lines that the rows fill."""
    return Place(rows[0][0].place.first, rows[-1][-1].place.last)
