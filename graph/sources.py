"""The text of documents, to be shown beside what was read from them: one SQLite file beside the store.

The graph keeps figures and quotes, never whole texts. What comes here has been cleared of personal data already.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Self
from urllib.parse import quote

from ..ontology.places import WHOLE, Paper, Place, Spot

FILE = "sources.sqlite"
SCHEMA = "CREATE TABLE IF NOT EXISTS source (document TEXT PRIMARY KEY, body BLOB NOT NULL)"
#: Raised when what a body holds changes; bodies of another form are as good as none.
FORM = 1
#: The reason under which a figure stands that was neither read nor left out.
UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Source:
    """One document's lines, where they stand on paper, and what became of the figures in them.

    ``sha256`` is the checksum of what it was read from. ``figures`` are the places of facts by their names within the
    document; ``others`` are the figures of tables that are no facts, each with the reason.
    """

    sha256: str
    lines: tuple[str, ...]
    paper: Paper
    figures: Mapping[str, Place]
    others: tuple[tuple[Place, str], ...]

    def packed(self) -> bytes:
        """The source as bytes to keep; of the places on paper only page, sheet and file are kept, line by line."""
        told = {
            "form": FORM,
            "sha256": self.sha256,
            "lines": self.lines,
            "leaves": leaves(self.paper, len(self.lines)),
            "figures": {name: spans(place) for name, place in self.figures.items()},
            "others": [(spans(place), reason) for place, reason in self.others],
        }
        return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())

    @classmethod
    def unpacked(cls, body: bytes) -> Self | None:
        """The source that :meth:`packed` made bytes of; ``None`` where another version made them."""
        told = json.loads(zlib.decompress(body))
        if told.get("form") != FORM:
            return None
        return cls(
            sha256=told["sha256"],
            lines=tuple(told["lines"]),
            paper=paper(told["leaves"]),
            figures={name: Place(*place) for name, place in told["figures"].items()},
            others=tuple((Place(*place), reason) for place, reason in told["others"]),
        )


Span = tuple[int, int, int | None, int | None, int | None]
Leaf = Sequence[int | str | None]


def spans(place: Place) -> Span:
    """A place without its spot on paper."""
    return (place.first, place.last, place.cell, place.start, place.end)


def leaves(paper: Paper, lines: int) -> list[Leaf]:
    """The runs of lines that stand on one page or sheet: how many lines, page, sheet, file.

    >>> leaves(Paper({(2, WHOLE): Spot(page=1), (3, WHOLE): Spot(page=1)}), 4)
    [(1, None, None, None), (2, 1, None, None), (1, None, None, None)]
    """
    spots = (paper.spots.get((number, WHOLE), Spot()) for number in range(1, lines + 1))
    named = ((spot.page, spot.sheet, spot.file) for spot in spots)
    return [(sum(1 for _ in run), *leaf) for leaf, run in groupby(named)] if paper.spots else []


def paper(told: Iterable[Leaf]) -> Paper:
    """Where lines stand, from the runs of :func:`leaves`.

    >>> sorted(paper([(1, None, None, None), (2, 1, None, None)]).spots)
    [(2, -1), (3, -1)]
    """
    spots: dict[tuple[int, int], Spot] = {}
    line = 1
    for count, page, sheet, file in told:
        assert isinstance(count, int)
        if (page, sheet, file) != (None, None, None):
            spot = Spot(page=page, sheet=sheet, file=file)  # type: ignore[arg-type]  # as leaves() wrote them
            spots |= {(number, WHOLE): spot for number in range(line, line + count)}
        line += count
    return Paper(spots)


class Sources:
    """The file of sources of a store, open for writing."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def clear(self) -> None:
        """Forget all of them."""
        self._db.execute("DELETE FROM source")
        self._db.execute("VACUUM")

    def replace(self, bodies: Iterable[tuple[str, bytes]], gone: Iterable[str] = ()) -> None:
        """Keep the bodies of documents in the place of those that were there, in one transaction; empty ones are none.

        Called before the graphs are written: a build that is killed in between leaves a body whose checksum is not
        that of its graph, which is not shown, and the next build reads that document again.
        """
        self._db.execute("BEGIN IMMEDIATE")
        for document in gone:
            self._db.execute("DELETE FROM source WHERE document = ?", (document,))
        for document, body in bodies:
            self._db.execute("DELETE FROM source WHERE document = ?", (document,))
            if body:
                self._db.execute("INSERT INTO source VALUES (?, ?)", (document, body))
        self._db.execute("COMMIT")


def sources_beside(checkpoint: Path) -> Path:
    """The sources of a checkpoint."""
    return checkpoint.with_name(f"{checkpoint.name}-{FILE}")


def source_of(path: Path, document: str) -> Source | None:
    """The source of a document by its relative name; ``None`` where there is no such file or nothing in it."""
    if not path.is_file():
        return None
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as db:
        row = db.execute("SELECT body FROM source WHERE document = ?", (document,)).fetchone()
    return None if row is None else Source.unpacked(row[0])
