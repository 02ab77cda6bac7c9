"""The source with the spots of findings marked: characters of a line, cells, or whole lines, each with its anchor."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from ...ontology.facts import Severity
from ...ontology.places import Place
from ...shapes.results import GRAVITY, Result
from .entries import Entry
from .masking import HIDDEN
from .source import Passage, Piece, Rows, blocks

NUMERIC = re.compile(r"[-−+]?[\d,]+(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class Ref:
    """A finding that a spot of the source belongs to."""

    id: str
    number: int


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of source text; marked when it belongs to findings.

    ``figure`` is the name of what was read there, ``reason`` says why nothing was.
    """

    text: str
    ids: tuple[str, ...] = ()
    severity: Severity | None = None
    refs: tuple[Ref, ...] = ()
    figure: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell or line of the source."""

    parts: tuple[Part, ...]
    id: str = ""
    numeric: bool = False


@dataclass(slots=True)
class Mark:
    """What is said of one spot (characters of a line, a cell, or whole lines): findings, and what was read there."""

    place: Place
    severity: Severity | None = None
    numbers: dict[int, None] = field(default_factory=dict)
    figure: str = ""
    reason: str = ""

    def add(self, number: int, severity: Severity) -> None:
        """One more finding that has to do with this spot."""
        self.numbers[number] = None
        self.severity = graver(self.severity, severity)


def graver(one: Severity | None, other: Severity | None) -> Severity | None:
    """The graver of two; ``None`` is no finding.

    >>> graver("warning", "violation"), graver(None, "info")
    ('violation', 'info')
    """
    told = [each for each in (one, other) if each is not None]
    return min(told, key=lambda each: GRAVITY[each], default=None)


def spot(place: Place, lines: Sequence[str]) -> Place:
    """The place as finely as it can be marked: by characters only in a line in which nothing is hidden."""
    if place.first != place.last:
        return Place(place.first, place.last)
    line = lines[place.first - 1] if place.first <= len(lines) else ""
    if place.start is not None and place.end is not None and place.start < place.end and HIDDEN not in line:
        return Place(place.first, place.first, None, place.start, place.end)
    return Place(place.first, place.first, place.cell)


def anchor(place: Place, name: str) -> str:
    """The anchor of a spot.

    >>> anchor(Place(12, 12, 3), "d1"), anchor(Place(12, 14), "")
    ('d1-L12c3', 'L12')
    """
    if place.start is not None:
        return f"{line_anchor(place.first, name)}s{place.start}"
    return line_anchor(place.first, name) + ("" if place.cell is None else f"c{place.cell}")


def line_anchor(line: int, name: str) -> str:
    """The anchor of a whole line; ``name`` tells documents of one page apart, and is empty where there is one."""
    return f"{name}-L{line}" if name else f"L{line}"


def marks_of(shown: Iterable[Entry], lines: Sequence[str]) -> Mapping[int, Sequence[Mark]]:
    """The marks by line; a spot of several lines is marked on each of them."""
    found: dict[Place, Mark] = {}
    for entry in shown:
        subjects = (entry.subject, *entry.subject.follows) if isinstance(entry.subject, Result) else (entry.subject,)
        for place in (place for subject in subjects for place in subject.places):
            marked = spot(place, lines)
            found.setdefault(marked, Mark(marked)).add(entry.number, entry.severity)
    return by_line(found.values())


def by_line(marks: Iterable[Mark]) -> Mapping[int, Sequence[Mark]]:
    """The marks by line; a spot of several lines is marked on each of them."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        for line in range(mark.place.first, mark.place.last + 1):
            found.setdefault(line, []).append(mark)
    return found


def block_views(lines: Sequence[str], marks: Mapping[int, Sequence[Mark]], name: str) -> Iterator[dict[str, object]]:
    """The source for the template."""
    for block in blocks(lines):
        if isinstance(block, Passage):
            line = block.piece.line
            yield {
                "passage": view(block.piece, marks, name),
                "id": line_anchor(line, name),
                "number": line,
                "marked": line in marks,
                **whole(line, marks, name),
            }
        else:
            marked = any(piece.line in marks for row in block.rows for piece in row)
            yield {"passage": None, "rows": list(row_views(block, marks, name)), "marked": marked}


def row_views(block: Rows, marks: Mapping[int, Sequence[Mark]], name: str) -> Iterator[dict[str, object]]:
    """The rows of a table; where each cell has a line of its own, each cell has that line's anchor."""
    for row in block.rows:
        if not row:
            continue
        first = row[0].line
        stacked = any(piece.line != first for piece in row)
        yield {
            "id": line_anchor(first, name),
            "number": first,
            "cells": [view(piece, marks, name, stacked and piece.line != first) for piece in row],
            **whole(first, marks, name),
        }


def whole(line: int, marks: Mapping[int, Sequence[Mark]], name: str) -> dict[str, object]:
    """What is said of a line as a whole; only where a range begins does it say by which finding."""
    here = [mark for mark in marks.get(line, ()) if mark.place.cell is None and mark.place.start is None]
    beginning = [mark for mark in here if mark.place.first == line]
    return {
        "severity": reduce(graver, (mark.severity for mark in here), None),
        "refs": refs((number for mark in beginning for number in mark.numbers), name),
    }


def view(piece: Piece, marks: Mapping[int, Sequence[Mark]], name: str, own: bool = False) -> Shown:  # noqa: FBT001, FBT002
    """A piece with its marked stretches; ``own`` gives it its line's anchor."""
    here = [mark for mark in marks.get(piece.line, ()) if concerns(mark, piece)]
    parts: list[Part] = []
    at = 0
    for mark in sorted(here, key=lambda mark: (mark.place.start or 0, -(mark.place.end or 10**9))):
        start, end = stretch(mark, piece)
        if start < at:
            if parts and parts[-1].ids:
                parts[-1] = joined(parts[-1], mark, name)
            continue
        if start > at:
            parts.append(Part(piece.text[at:start]))
        ids = (anchor(mark.place, name),)
        numbers = refs(mark.numbers, name)
        parts.append(Part(piece.text[start:end], ids, mark.severity, numbers, mark.figure, mark.reason))
        at = end
    parts.append(Part(piece.text[at:]))
    numeric = NUMERIC.fullmatch(piece.text.strip()) is not None
    shown = tuple(part for part in parts if part.text or part.refs)
    return Shown(shown, line_anchor(piece.line, name) if own else "", numeric)


def concerns(mark: Mark, piece: Piece) -> bool:
    """Whether a mark is about this piece or characters of it."""
    if mark.place.start is not None and mark.place.end is not None:
        return piece.start <= mark.place.start < piece.start + max(len(piece.text), 1)
    return mark.place.cell is not None and mark.place.cell == (piece.cell or 0)


def stretch(mark: Mark, piece: Piece) -> tuple[int, int]:
    """The characters of the piece that a mark is about."""
    if mark.place.start is None or mark.place.end is None:
        return 0, len(piece.text)
    return mark.place.start - piece.start, min(mark.place.end - piece.start, len(piece.text))


def joined(part: Part, mark: Mark, name: str) -> Part:
    """A marked stretch with the findings of another mark that lies on it."""
    numbers = [ref.number for ref in part.refs] + [*mark.numbers]
    return replace(
        part,
        ids=(*part.ids, anchor(mark.place, name)),
        severity=graver(part.severity, mark.severity),
        refs=refs(numbers, name),
        figure=part.figure or mark.figure,
    )


def refs(numbers: Iterable[int], name: str) -> tuple[Ref, ...]:
    """Links to findings, each once."""
    begins = f"{name}-f" if name else "f"
    return tuple(Ref(f"{begins}{number}", number) for number in dict.fromkeys(numbers))


def anchors(views: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """All anchors of the source, so that no link leads nowhere."""
    for block in views:
        shown = [block["passage"]] if block["passage"] else []
        if block["passage"]:
            yield str(block["id"])
        for row in block["rows"] if not block["passage"] else ():  # type: ignore[attr-defined]
            yield row["id"]
            shown += row["cells"]
        for each in shown:
            assert isinstance(each, Shown)
            yield each.id
            yield from (identifier for part in each.parts for identifier in part.ids)
