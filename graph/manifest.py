"""Which files a store holds, by whom they were read, and what each says of shared things."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS document (
    file TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL, reader TEXT NOT NULL,
    iri TEXT NOT NULL UNIQUE, year INTEGER NOT NULL, printed INTEGER NOT NULL, read INTEGER NOT NULL,
    ignored INTEGER NOT NULL, unread INTEGER NOT NULL, findings INTEGER NOT NULL, results INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS part (
    file TEXT PRIMARY KEY, iri TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS shared (
    iri TEXT NOT NULL, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
    PRIMARY KEY (iri, subject, predicate, object)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shared_subject ON shared (subject);
CREATE TABLE IF NOT EXISTS remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL);
"""

Statement = tuple[str, str, str]
"""Subject, predicate and object in N-Triples syntax."""


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when it was read."""

    file: str
    sha256: str
    size: int
    mtime: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the store: its file as it was when read, by which reader, and the count of its figures.

    ``findings`` counts what reading brought up, ``results`` what the rules did. ``parts`` are the other files, where
    several make the document.
    """

    file: str
    sha256: str
    size: int
    mtime: int
    reader: str
    iri: str
    year: int
    printed: int
    read: int
    ignored: int
    unread: int
    findings: int
    results: int = 0
    parts: tuple[FileState, ...] = ()

    @property
    def states(self) -> tuple[FileState, ...]:
        """All its files."""
        return (FileState(self.file, self.sha256, self.size, self.mtime), *self.parts)


#: The columns of the table of documents.
COLUMNS = tuple(name for name in Entry.__slots__ if name != "parts")


class Manifest:
    """The book of a store, in one SQLite file beside it. It is written after the store is flushed, never before."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def entries(self) -> Mapping[str, Entry]:
        """All documents by file."""
        parts: dict[str, list[FileState]] = {}
        for iri, *state in self._db.execute("SELECT iri, file, sha256, size, mtime FROM part ORDER BY file"):
            parts.setdefault(iri, []).append(FileState(*state))
        rows = self._db.execute(f"SELECT {', '.join(COLUMNS)} FROM document ORDER BY file")  # noqa: S608
        known = [Entry(*row) for row in rows]
        return {entry.file: replace(entry, parts=tuple(parts.get(entry.iri, ()))) for entry in known}

    def shared_of(self, iri: str) -> frozenset[Statement]:
        """What one document says of shared things."""
        rows = self._db.execute("SELECT subject, predicate, object FROM shared WHERE iri = ?", (iri,))
        return frozenset((str(s), str(p), str(o)) for s, p, o in rows)

    def said_of(self, subjects: Iterable[str]) -> Iterator[tuple[int, str, Statement]]:
        """Everything that any document says of these subjects, with the document's year and name."""
        for subject in subjects:
            rows = self._db.execute(
                "SELECT d.year, s.iri, s.subject, s.predicate, s.object FROM shared s JOIN document d ON d.iri = s.iri"
                " WHERE s.subject = ?",
                (subject,),
            )
            for year, iri, s, p, o in rows:
                yield int(year), str(iri), (str(s), str(p), str(o))

    def record(self, entries: Iterable[tuple[Entry, frozenset[Statement]]], gone: Iterable[Entry] = ()) -> None:
        """Write down documents that are in the store now and forget those that left it, in one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        for entry in gone:
            self._forget(entry.iri)
        for entry, shared in entries:
            self._forget(entry.iri)
            self._db.execute("DELETE FROM document WHERE file = ?", (entry.file,))
            values = [getattr(entry, name) for name in COLUMNS]
            self._db.execute(f"INSERT INTO document VALUES ({','.join('?' * len(values))})", values)  # noqa: S608
            states = [(part.file, entry.iri, part.sha256, part.size, part.mtime) for part in entry.parts]
            self._db.executemany("INSERT OR REPLACE INTO part VALUES (?, ?, ?, ?, ?)", states)
            self._db.executemany("INSERT INTO shared VALUES (?, ?, ?, ?)", [(entry.iri, *said) for said in shared])
        self._db.execute("COMMIT")

    def remembered(self, key: str) -> str | None:
        """What :meth:`remember` kept under ``key``."""
        row = self._db.execute("SELECT value FROM remembered WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def remember(self, key: str, value: str) -> None:
        """Keep one value about the store as a whole."""
        self._db.execute("INSERT OR REPLACE INTO remembered VALUES (?, ?)", (key, value))

    def _forget(self, iri: str) -> None:
        self._db.execute("DELETE FROM document WHERE iri = ?", (iri,))
        self._db.execute("DELETE FROM part WHERE iri = ?", (iri,))
        self._db.execute("DELETE FROM shared WHERE iri = ?", (iri,))
