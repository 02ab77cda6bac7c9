"""A folder of files becomes a store: only what changed is read, on all cores, and loaded a few documents at a time."""

import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..graph.entities import entity_triples
from ..graph.manifest import Entry, Statement
from ..graph.quads import document_quads
from ..graph.runs import Run, started
from ..graph.store import GraphStore, Loadable, as_ntriples
from ..ingest.pipeline import read_file
from ..ingest.readers.files import SUFFIXES
from ..ontology.facts import Reading
from ..ontology.messages import Bilingual, GoujiError
from ..shapes.findings import report
from ..shapes.results_graph import results_quads
from ..shapes.rule_graph import rule_quads
from .engines import engine_of
from .fingerprint import reader_fingerprint
from .processes import Failure, over_processes

#: Documents handed to the store in one go: flushing costs more than writing.
BATCH = 20


class NoDocumentsError(GoujiError):
    """None of the paths holds a file that could be read."""

    def __init__(self, paths: Iterable[Path]) -> None:
        named = "、".join(str(path) for path in paths)
        kinds = " ".join(sorted(SUFFIXES))
        super().__init__(
            f"{named}：没有找到可读的公开文件（{kinds}）。", f"{named}: no disclosures found to read ({kinds})."
        )


class NoSuchPathError(GoujiError):
    """A path that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}：没有这个文件或文件夹。", f"{path}: no such file or folder.")


@dataclass(slots=True)
class Outcome:
    """What a build did."""

    loaded: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    removed: list[Entry] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


Progress = Callable[[int, int, Path], None]
"""Called with documents done, documents to do, and the file just done."""


def disclosures(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files under ``paths`` that may be disclosures, in order, each once.

    A file that is named is taken whatever its suffix; a folder is searched for :data:`SUFFIXES`, its README left out.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise NoSuchPathError(path)
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            wanted = file.suffix.lower() in SUFFIXES and file.stem.upper() != "README" and file.is_file()
            if wanted or file == path:
                found[file.resolve()] = None
    if not found:
        raise NoDocumentsError(paths)
    return tuple(found)


def build(store: GraphStore, paths: Sequence[Path], progress: Progress | None = None) -> Outcome:
    """Bring ``store`` up to date with the files under ``paths``; documents of other paths stay as they are."""
    files = disclosures(paths)
    known = store.manifest.entries()
    outcome = Outcome()
    changed: list[Path] = []
    for file in files:
        if is_unchanged(file, known.get(str(file))):
            outcome.unchanged += 1
        else:
            changed.append(file)
    outcome.removed = gone(known.values(), files, paths)
    store.load_reference(rule_quads())
    run = started(reader_fingerprint())
    if outcome.removed:
        store.load((), outcome.removed, run)
    load_all(store, changed, outcome, run, progress)
    if outcome.loaded or outcome.removed:
        store.link()
    return outcome


def load_all(store: GraphStore, changed: Sequence[Path], outcome: Outcome, run: Run, progress: Progress | None) -> None:
    """Read and load the changed files, a batch at a time."""
    batch: list[Loadable] = []
    owners = {entry.iri: entry.file for entry in store.manifest.entries().values()}
    for done, (path, result) in enumerate(over_processes(changed, read_one), start=1):
        document = claimed(result, owners) if isinstance(result, Loadable) else result
        if isinstance(document, Loadable):
            owners[document.entry.iri] = document.entry.file
            batch.append(document)
            outcome.loaded.append(document.entry)
        else:
            outcome.failures.append(document)
        if len(batch) >= BATCH:
            store.load(batch, run=run)
            batch.clear()
        if progress is not None:
            progress(done, len(changed), path)
    if batch:
        store.load(batch, run=run)


def claimed(document: Loadable, owners: dict[str, str]) -> Loadable | Failure:
    """The document, unless another file is the same unit's disclosure of the same year and kind already."""
    owner = owners.get(document.entry.iri, document.entry.file)
    if owner == document.entry.file or not Path(owner).exists():
        return document
    return Failure(
        Path(document.entry.file),
        Bilingual(
            f"{document.entry.file}：与 {owner} 是同一单位同一年度的同类公开，没有载入；请只留一份。",
            f"{document.entry.file}: the same unit, year and kind as {owner}; not loaded, keep one of them.",
        ),
    )


def is_unchanged(file: Path, entry: Entry | None) -> bool:
    """Whether the store holds this very file, read by this very reader."""
    if entry is None or entry.reader != reader_fingerprint():
        return False
    status = file.stat()
    if (status.st_size, status.st_mtime_ns) == (entry.size, entry.mtime):
        return True
    return hashlib.sha256(file.read_bytes()).hexdigest() == entry.sha256


def gone(entries: Iterable[Entry], files: Sequence[Path], paths: Sequence[Path]) -> list[Entry]:
    """Documents of the store whose file lay under one of the folders and is no longer there."""
    here = {str(file) for file in files}
    folders = [path.resolve() for path in paths if path.is_dir()]
    return [
        entry
        for entry in entries
        if entry.file not in here and any(Path(entry.file).is_relative_to(folder) for folder in folders)
    ]


def read_one(path: Path) -> Loadable | Failure:
    """The file read, checked and written out as triples, or the sentence that says why not."""
    try:
        status = path.stat()
        reading = read_file(path)
    except GoujiError as error:
        return Failure(path, error.message)
    except OSError as error:
        words = Bilingual(f"{path}：读不了（{error.strerror}）。", f"{path}: cannot be read ({error.strerror}).")
        return Failure(path, words)
    quads = tuple(document_quads(reading))
    found = report(reading, tuple(engine_of("native").bindings(quads)))
    entry = entry_of(path, status, reading, results=len(found.results))
    return Loadable(entry, as_ntriples(quads), shared_of(reading), as_ntriples(results_quads(found)))


def entry_of(path: Path, status: os.stat_result, reading: Reading, results: int) -> Entry:
    """The manifest entry of a file just read and checked."""
    return Entry(
        file=str(path),
        sha256=reading.disclosure.sha256,
        size=status.st_size,
        mtime=status.st_mtime_ns,
        reader=reader_fingerprint(),
        iri=reading.disclosure.iri,
        year=reading.disclosure.year,
        printed=reading.tally.printed,
        read=reading.tally.read,
        ignored=reading.tally.ignored,
        unread=reading.tally.unread,
        findings=len(reading.findings),
        results=results,
    )


def shared_of(reading: Reading) -> frozenset[Statement]:
    """What the reading says of shared things, in N-Triples syntax."""
    return frozenset((str(t.subject), str(t.predicate), str(t.object)) for t in entity_triples(reading))
