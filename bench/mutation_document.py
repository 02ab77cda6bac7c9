"""A document with other lines: a text is read again, one of another format is changed where its lines stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..ingest.documents import Block, Document, Grid, Paragraph, Row
from ..ingest.readers.files import read_bytes
from ..ontology.places import Place


def rewritten(document: Document, lines: Sequence[str]) -> Document:
    """``document`` as it would be with these lines: some of them changed, or one run of them left out."""
    if not document.paper.spots:
        return read_bytes("\n".join(lines).encode("utf-8"), document.name)
    gone = left_out(document.lines, lines)
    blocks = tuple(kept for block in document.blocks for kept in changed(block, lines, gone))
    return replace(document, blocks=blocks, lines=tuple(lines))


def left_out(before: Sequence[str], after: Sequence[str]) -> range:
    """The numbers, from 1, of the run of lines that ``after`` lacks; empty if it has as many.

    >>> left_out(["甲", "乙", "丙"], ["甲", "丙"])
    range(2, 3)
    """
    count = len(before) - len(after)
    if count <= 0:
        return range(0)
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), len(after))
    return range(same + 1, same + 1 + count)


def changed(block: Block, lines: Sequence[str], gone: range) -> Iterator[Block]:
    """The block with the words that its lines now hold; nothing if they were left out."""
    if isinstance(block, Paragraph):
        if block.place.first not in gone:
            place = moved(block.place, gone)
            yield Paragraph(lines[place.first - 1], place)
        return
    rows = tuple(with_words(row, lines, gone) for row in block.rows if row[0].place.first not in gone)
    if rows:
        yield Grid(rows, Place(rows[0][0].place.first, rows[-1][0].place.last))


def with_words(row: Row, lines: Sequence[str], gone: range) -> Row:
    """The cells of a row with the words that their line now holds."""
    place = moved(row[0].place, gone)
    words = lines[place.first - 1].split("\t")
    return tuple(
        replace(cell, text=words[at], place=moved(cell.place, gone)) if at < len(words) else cell
        for at, cell in enumerate(row)
    )


def moved(place: Place, gone: range) -> Place:
    """The place after the lines before it were left out."""
    up = len(gone) if gone and place.first > gone[0] else 0
    return replace(place, first=place.first - up, last=place.last - up)
