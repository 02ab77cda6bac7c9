"""When and by what each document was read: kept apart, so that a document's graph depends on its file alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

from ..ontology import terms
from .manifest import Entry

RUNS = terms.absolute("graph/runs")
PROV = terms.NAMESPACES["prov"]
REPLACED = terms.NAMESPACES["dcterms"] + "isReplacedBy"
DATE_TIME = terms.NAMESPACES["xsd"] + "dateTime"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a build: when it began, and which reader it was."""

    started: datetime
    reader: str

    @property
    def iri(self) -> str:
        """The IRI of the run.

        >>> Run(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "x").iri
        'https://w3id.org/gouji/run/20260102T030405.000000Z'
        """
        return terms.absolute(f"run/{self.started.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}")


def started(reader: str) -> Run:
    """A run that begins now."""
    return Run(datetime.now(UTC), reader)


def software() -> str:
    """The name and version of this program."""
    try:
        return f"gouji {version('gouji')}"
    except PackageNotFoundError:
        return "gouji"


def recording(run: Run, entries: Sequence[Entry], gone: Sequence[Entry]) -> str:
    """The update that makes ``run`` the run of these documents.

    Of those that are gone remains that they are, and which document took their place where their file is read as
    another one now.
    """
    names = " ".join(f"<{terms.absolute(entry.iri)}> <{source(entry)}>" for entry in (*entries, *gone))
    said = f"GRAPH <{RUNS}> {{ ?s ?p ?o }}"
    forget = f"DELETE {{ {said} }} WHERE {{ VALUES ?s {{ {names} }} {said} }}"
    told = [line for entry in entries for line in entry_lines(run, entry)]
    told += [line for entry in gone for line in gone_lines(run, entry, entries)]
    lines = "\n".join([*run_lines(run), *told])
    return f"{forget} ; INSERT DATA {{ GRAPH <{RUNS}> {{\n{lines}\n}} }}" if told else forget


def run_lines(run: Run) -> Iterator[str]:
    """What is said of the run itself, in N-Triples."""
    yield f"<{run.iri}> <{terms.NAMESPACES['rdf']}type> <{PROV}Activity> ."
    yield f'<{run.iri}> <{PROV}startedAtTime> "{run.started.isoformat()}"^^<{DATE_TIME}> .'
    yield f'<{run.iri}> <{terms.NAMESPACES["rdfs"]}label> "{software()}" .'
    yield f'<{run.iri}> <{terms.GJ}formatVersion> "{run.reader}" .'


def entry_lines(run: Run, entry: Entry) -> Iterator[str]:
    """What is said of one document read in the run: the run, and how old its file was."""
    modified = datetime.fromtimestamp(entry.mtime / 1e9, UTC).isoformat()
    yield f"<{terms.absolute(entry.iri)}> <{PROV}wasGeneratedBy> <{run.iri}> ."
    yield f'<{source(entry)}> <{terms.NAMESPACES["dcterms"]}modified> "{modified}"^^<{DATE_TIME}> .'


def gone_lines(run: Run, entry: Entry, entries: Sequence[Entry]) -> Iterator[str]:
    """What is said of a document that is no longer there, in N-Triples."""
    yield f"<{terms.absolute(entry.iri)}> <{PROV}wasInvalidatedBy> <{run.iri}> ."
    for other in entries:
        if any(state.file == entry.file for state in other.states):
            yield f"<{terms.absolute(entry.iri)}> <{REPLACED}> <{terms.absolute(other.iri)}> ."


def source(entry: Entry) -> str:
    """The IRI of the file a document was read from."""
    return terms.absolute(f"src/{entry.iri.removeprefix('doc/')}")
