"""A folder of files becomes a store: only what changed is read, on all cores, and loaded a few documents at a time."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..graph.entities import entity_triples
from ..graph.loading import Loadable, Loading, as_ntriples
from ..graph.manifest import Entry, FileState, Statement
from ..graph.quads import document_quads
from ..graph.runs import Run, started
from ..ingest.pipeline import read_file
from ..ingest.readers.files import bytes_of
from ..ingest.readers.members import exists, status
from ..ontology.facts import Reading
from ..ontology.messages import Bilingual, GoujiError
from ..shapes.findings import report
from ..shapes.results_graph import results_quads
from ..shapes.rule_graph import rule_quads
from .description import describe
from .engines import engine_of
from .fingerprint import reader_fingerprint
from .inputs import disclosures
from .processes import Advance, Failure, over_processes
from .source_text import kept_source
from .together import read_together

#: Documents handed to the store in one go: flushing costs more than writing.
BATCH = 20


Results = Iterator[tuple[Path, Loadable | Failure]]
Over = Callable[[Sequence[Path], Callable[[Path], Loadable | Failure]], Results]
"""Where files are worked on: gives each with what came of it, as they are finished."""


@dataclass(slots=True)
class Outcome:
    """What a build did."""

    loaded: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    removed: list[Entry] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def build(
    store: Loading, paths: Sequence[Path], progress: Advance | None = None, over: Over = over_processes
) -> Outcome:
    """Bring ``store`` up to date with the files under ``paths``; documents of other paths stay as they are."""
    files = disclosures(paths)
    known = store.manifest.entries()
    changed = changed_files(files, known.values())
    outcome = Outcome(unchanged=len(set(files) - set(changed)))
    outcome.removed = gone(known.values(), files, paths)
    store.load_reference(rule_quads())
    run = started(reader_fingerprint())
    if outcome.removed:
        store.load((), outcome.removed, run)
    load_all(store, counted(over(changed, read_one), len(changed), progress), outcome, run)
    if outcome.loaded or outcome.removed:
        store.link()
    describe(store)
    return outcome


def counted(results: Results, total: int, progress: Advance | None) -> Results:
    """The same results; after each is dealt with, progress is told."""
    for done, (path, result) in enumerate(results, start=1):
        yield path, result
        if progress is not None:
            progress(done, total, path)


def load_all(store: Loading, results: Results, outcome: Outcome, run: Run) -> None:
    """Load what was read, a batch at a time; then the files that make one document with others.

    When reading is broken off, what has been read until then is loaded all the same.
    """
    batch: list[Loadable] = []
    owners = {entry.iri: files_of(entry) for entry in store.manifest.entries().values()}
    rivals: dict[str, list[Path]] = {}
    try:
        for path, result in results:
            if isinstance(result, Failure):
                outcome.failures.append(result)
            elif is_claimed(result, owners):
                rivals.setdefault(result.entry.iri, []).append(path)
            else:
                owners[result.entry.iri] = files_of(result.entry)
                batch.append(result)
                outcome.loaded.append(result.entry)
            if len(batch) >= BATCH:
                load_batch(store, batch, run)
    finally:
        load_batch(store, batch, run)
    load_together(store, {owners[iri]: paths for iri, paths in rivals.items()}, outcome, run)


def load_batch(store: Loading, batch: list[Loadable], run: Run) -> None:
    """Load the documents and forget them; those that cannot be loaded are not tried again."""
    documents = tuple(batch)
    batch.clear()
    if documents:
        store.load(documents, run=run)


def load_together(
    store: Loading, rivals: Mapping[tuple[Path, ...], Sequence[Path]], outcome: Outcome, run: Run
) -> None:
    """Load files that complete a document in the store as one with it; the others are versions of it and fail."""
    groups = {files[0]: (*files, *paths) for files, paths in rivals.items()}
    later = {files[0]: paths for files, paths in rivals.items()}
    for first, result in over_processes(list(groups), partial(read_group, groups=groups)):
        if isinstance(result, Loadable):
            alone = [entry for entry in store.manifest.entries().values() if set(files_of(entry)) <= set(groups[first])]
            store.load([result], [entry for entry in alone if entry.iri != result.entry.iri], run)
            outcome.loaded = [entry for entry in outcome.loaded if entry not in alone] + [result.entry]
        else:
            outcome.failures += (result or second_version(path, first) for path in later[first])


def files_of(entry: Entry) -> tuple[Path, ...]:
    """All files of a document."""
    return tuple(Path(state.file) for state in entry.states)


def is_claimed(document: Loadable, owners: Mapping[str, tuple[Path, ...]]) -> bool:
    """Whether other files are the same unit's disclosure of the same year and kind already."""
    files = owners.get(document.entry.iri, ())
    return Path(document.entry.file) not in files and any(exists(file) for file in files)


def second_version(path: Path, owner: Path) -> Failure:
    """A file that says again what another one says."""
    return Failure(
        path,
        Bilingual(
            f"{path}：与 {owner} 是同一单位同一年度的同类公开，没有载入；请只留一份。",
            f"{path}: the same unit, year and kind as {owner}; not loaded, keep one of them.",
        ),
    )


def changed_files(files: Sequence[Path], entries: Iterable[Entry]) -> list[Path]:
    """The files that the store does not hold as they are, with those that make one document with them."""
    held = {file: entry for entry in entries for file in files_of(entry)}
    unchanged = {entry.iri: is_unchanged(entry) for entry in {id(entry): entry for entry in held.values()}.values()}
    changed = [file for file in files if file not in held or not unchanged[held[file].iri]]
    others = (other for file in changed if file in held for other in files_of(held[file]) if exists(other))
    return list(dict.fromkeys((*changed, *others)))


def is_unchanged(entry: Entry) -> bool:
    """Whether the store holds the very files, read by this very reader."""
    return entry.reader == reader_fingerprint() and all(is_same(state) for state in entry.states)


def is_same(state: FileState) -> bool:
    """Whether a file is still as it was."""
    path = Path(state.file)
    if not exists(path):
        return False
    now = status(path)
    if (now.st_size, now.st_mtime_ns) == (state.size, state.mtime):
        return True
    return hashlib.sha256(bytes_of(path)).hexdigest() == state.sha256


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
        state = state_of(path)
        return loadable([state], read_file(path))
    except GoujiError as error:
        return Failure(path, error.message)
    except OSError as error:
        words = Bilingual(f"{path}：读不了（{error.strerror}）。", f"{path}: cannot be read ({error.strerror}).")
        return Failure(path, words)


def read_group(first: Path, groups: Mapping[Path, Sequence[Path]]) -> Loadable | None:
    """The files of a group as one document; ``None`` where they are several."""
    paths = [path for path in groups[first] if exists(path)]
    states = [state_of(path) for path in paths]
    reading = read_together(paths)
    return loadable(states, reading) if reading else None


def loadable(states: Sequence[FileState], reading: Reading) -> Loadable:
    """What was read from the files, checked and written out as triples."""
    quads = tuple(document_quads(reading))
    found = report(reading, tuple(engine_of("native").bindings(quads)))
    entry = entry_of(states, reading, results=len(found.results))
    checks = as_ntriples(results_quads(found))
    return Loadable(entry, as_ntriples(quads), shared_of(reading), checks, kept_source(reading).packed())


def entry_of(states: Sequence[FileState], reading: Reading, results: int) -> Entry:
    """The manifest entry of files just read and checked."""
    first, *others = states
    return Entry(
        file=first.file,
        sha256=first.sha256,
        size=first.size,
        mtime=first.mtime,
        reader=reader_fingerprint(),
        iri=reading.disclosure.iri,
        year=reading.disclosure.year,
        printed=reading.tally.printed,
        read=reading.tally.read,
        ignored=reading.tally.ignored,
        unread=reading.tally.unread,
        findings=len(reading.findings),
        results=results,
        parts=tuple(others),
    )


def state_of(path: Path) -> FileState:
    """A file as it is now."""
    now = status(path)
    return FileState(str(path), hashlib.sha256(bytes_of(path)).hexdigest(), now.st_size, now.st_mtime_ns)


def shared_of(reading: Reading) -> frozenset[Statement]:
    """What the reading says of shared things, in N-Triples syntax."""
    return frozenset((str(t.subject), str(t.predicate), str(t.object)) for t in entity_triples(reading))
