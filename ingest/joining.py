"""Several files that make one disclosure (its text and its tables apart, its attachments), as one document."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..ontology.facts import Part, Reading, Table
from ..ontology.forms import form
from ..ontology.places import WHOLE, Paper, Place, Spot
from .documents import Block, Document, Grid, Paragraph, Remark, Row

#: Lines left blank between two files.
BETWEEN = ("", "")
#: Stands between the names of the files.
AND = " + "


def belong_together(readings: Sequence[Reading]) -> bool:
    """Whether files of one unit, year and kind complete each other: no table stands in two, and at most one has none.

    Two files with the same tables are two versions of a disclosure. A department's and a unit's never are one.
    """
    scopes = {reading.disclosure.scope for reading in readings} - {None}
    forms = [forms_of(reading) for reading in readings]
    often = Counter(name for names in forms for name in names)
    return (
        len(readings) > 1 and len(scopes) <= 1 and sum(not names for names in forms) <= 1 and max(often.values()) == 1
    )


def forms_of(reading: Reading) -> frozenset[str]:
    """The forms of its tables; sheets of which each project has one may stand in any number of files."""
    forms = {fact.form for fact in reading.facts if isinstance(fact, Table)}
    sheets = {f"{name} {reading.disclosure.file}" for name in forms if form(name).each}
    return frozenset(sheets | {name for name in forms if not form(name).each})


def joined(documents: Sequence[Document]) -> Document:
    """One document, its files written out one after the other, those without tables first."""
    ordered = sorted(documents, key=lambda document: any(isinstance(block, Grid) for block in document.blocks))
    blocks: list[Block] = []
    lines: list[str] = []
    spots: dict[tuple[int, int], Spot] = {}
    remarks: list[Remark] = []
    for document in ordered:
        lines += BETWEEN if lines else ()
        by = len(lines)
        blocks += (moved(block, by) for block in document.blocks)
        remarks += (replace(remark, place=shifted(remark.place, by)) for remark in document.remarks)
        spots.update({(line + by, cell): spot for (line, cell), spot in named(document)})
        lines += document.lines
    return Document(
        name=AND.join(document.name for document in ordered),
        sha256=hashlib.sha256("".join(document.sha256 for document in ordered).encode()).hexdigest(),
        encoding=AND.join(dict.fromkeys(document.encoding for document in ordered)),
        blocks=tuple(blocks),
        lines=tuple(lines),
        paper=Paper(spots),
        remarks=tuple(remarks),
        parts=tuple(Part(document.name, document.sha256) for document in ordered),
    )


def named(document: Document) -> Iterator[tuple[tuple[int, int], Spot]]:
    """Where each line stands, with the name of the file; the lines of a text are their own."""
    if document.paper.spots:
        yield from ((at, replace(spot, file=document.name)) for at, spot in document.paper.spots.items())
    else:
        yield from (((line, WHOLE), Spot(line=line, file=document.name)) for line in range(1, len(document.lines) + 1))


def moved(block: Block, by: int) -> Block:
    """A block so many lines further down."""
    if isinstance(block, Paragraph):
        return replace(block, place=shifted(block.place, by))
    return Grid(tuple(moved_row(row, by) for row in block.rows), shifted(block.place, by))


def moved_row(row: Row, by: int) -> Row:
    """A row so many lines further down."""
    return tuple(replace(cell, place=shifted(cell.place, by)) for cell in row)


def shifted(place: Place, by: int) -> Place:
    """A place so many lines further down.

    >>> shifted(Place(3, 4, cell=2), 10)
    Place(first=13, last=14, cell=2, start=None, end=None)
    """
    return replace(place, first=place.first + by, last=place.last + by)
