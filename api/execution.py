"""Running one query on a store and serialising its answer: bytes leave here, never an iterator of the engine.

(Oxigraph's iterators abort the process when another thread touches them.)
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypedDict

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    Variable,
    parse,
    parse_query_results,
    serialize,
)
from pyoxigraph import Literal as Value

from ..ontology import terms
from . import guard
from .diagnosis import syntax_problem
from .problems import NotAcceptableError, QueryFailedError, RequestError

Term = NamedNode | BlankNode | Value | Triple
Form = Literal["solutions", "boolean", "graph"]

RESULTS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "rdfxml": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Seek:
    """What a search looks for: whoever has an index of words may answer from it in place of the query."""

    words: str
    within: str | None = None
    limit: int = 100_000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Sums:
    """Which totals are wanted: whoever has an index of figures may answer from it in place of the query."""

    by: str
    form: str
    measure: str
    code: str = ""
    kind: str | None = None
    region: str = ""
    unit: str = ""
    year: int | None = None
    limit: int = 100_000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Items:
    """Which functional item's figures are wanted: as with totals, an index may answer in place of the query."""

    code: str
    kind: str | None = None
    year: int | None = None
    limit: int = 100_000
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One query and how to answer it; the graphs are ``None`` when the client names none."""

    query: str
    results: str | None = "json"
    graph: str | None = "turtle"
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    substitutions: Mapping[Variable, Term] = field(default_factory=dict)
    base: str | None = None
    rows: int = 100_000
    bytes: int = 64 << 20
    seek: Seek | Sums | Items | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An answer, ready to send: ``truncated`` when the query had more to say."""

    body: bytes
    form: Form
    truncated: bool = False


class FullError(Exception):
    """Enough has been written."""


class Lines:
    """A writer of lines that stops the engine when there are more than wanted, or they are too long."""

    def __init__(self, lines: int, size: int) -> None:
        self.lines = lines
        self.size = size
        self.buffer = bytearray()
        self.count = 0

    def write(self, chunk: bytes) -> int:
        """Keep a chunk; raise when the limits are passed."""
        self.buffer += chunk
        self.count += chunk.count(b"\n")
        if self.count > self.lines or len(self.buffer) > self.size:
            raise FullError
        return len(chunk)

    def flush(self) -> None:
        """Nothing is held back."""

    def whole_lines(self) -> bytes:
        """The lines within the limits."""
        end = 0
        for _ in range(min(self.lines, self.count)):
            following = self.buffer.find(b"\n", end) + 1
            if following > self.size:
                break
            end = following
        return bytes(self.buffer[:end])


def execute(store: Store, job: Job) -> Outcome:
    """The answer to a query; raises a :class:`RequestError` for one that is refused, wrong or fails."""
    guard.check(job.query)
    ask = partial(
        store.query,
        job.query,
        base_iri=job.base,
        prefixes=terms.NAMESPACES,
        use_default_graph_as_union=job.default_graphs is None and job.named_graphs is None,
        substitutions=dict(job.substitutions),
        **dataset(job),
    )
    try:
        answer = ask()
        if isinstance(answer, QuerySolutions) and job.results == "json":
            return short(answer, job) or written(ask(), job)
        return written(answer, job)
    except SyntaxError as error:
        raise syntax_problem(job.query, str(error)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryFailedError(f"查询失败：{error}", f"The query failed: {error}") from error


class Dataset(TypedDict, total=False):
    """The two arguments of the engine that say which graphs a query sees."""

    default_graph: list[NamedNode | BlankNode | DefaultGraph]
    named_graphs: list[NamedNode | BlankNode]


def dataset(job: Job) -> Dataset:
    """The dataset of the protocol's parameters; with only named graphs given the default graph is empty."""
    if job.default_graphs is None and job.named_graphs is None:
        return {}
    return {
        "default_graph": [NamedNode(iri) for iri in job.default_graphs or ()],
        "named_graphs": [NamedNode(iri) for iri in job.named_graphs or ()],
    }


def written(answer: QuerySolutions | QueryBoolean | QueryTriples, job: Job) -> Outcome:
    """An answer in the format the job asks for."""
    match answer:
        case QuerySolutions():
            return solutions(answer, RESULTS[wanted(job.results)], job)
        case QueryBoolean():
            body = answer.serialize(format=RESULTS[wanted(job.results)])
            assert body is not None
            return Outcome(body, "boolean")
        case QueryTriples():
            return graph(answer, GRAPHS[wanted(job.graph)], job)


def wanted(name: str | None) -> str:
    """The format, if the client takes one for this kind of answer."""
    if name is None:
        raise NotAcceptableError(
            "这个查询的结果没有所要的格式：SELECT 和 ASK 给出 JSON、XML、CSV、TSV，"
            "CONSTRUCT 和 DESCRIBE 给出 Turtle 等。",
            "The answer to this query has none of the formats asked for: SELECT and ASK give JSON, XML, CSV and TSV,"
            " CONSTRUCT and DESCRIBE give Turtle and other RDF.",
        )
    return name


def short(answer: QuerySolutions, job: Job) -> Outcome | None:
    """Rows written as JSON at once; ``None`` where they are longer than wanted, and must be cut at a row."""
    writer = Lines(sys.maxsize, job.bytes)
    try:
        answer.serialize(writer, QueryResultsFormat.JSON)  # type: ignore[arg-type]  # whatever has ``write`` will do
    except FullError:
        return None
    body = bytes(writer.buffer)
    # Each row is written in a pair of braces, so there are no more rows than braces.
    if body.count(b"{") <= job.rows:
        return Outcome(body, "solutions")
    again = parse_query_results(body, format=QueryResultsFormat.JSON)
    assert isinstance(again, QuerySolutions)
    return solutions(again, QueryResultsFormat.JSON, job)


def solutions(answer: QuerySolutions, form: QueryResultsFormat, job: Job) -> Outcome:
    """Rows, counted as lines of TSV (one line a row, whatever the values hold) and then put into their format."""
    return solutions_in(form, *limited(answer, QueryResultsFormat.TSV, job.rows + 1, job.bytes))


def solutions_in(form: QueryResultsFormat, lines: bytes, truncated: bool) -> Outcome:  # noqa: FBT001  (a pair)
    """Rows of TSV in a format."""
    if form == QueryResultsFormat.TSV:
        return Outcome(lines, "solutions", truncated)
    again = parse_query_results(lines, format=QueryResultsFormat.TSV)
    assert isinstance(again, QuerySolutions)
    body = again.serialize(format=form)
    assert body is not None
    return Outcome(body, "solutions", truncated)


def graph(answer: QueryTriples, form: RdfFormat, job: Job) -> Outcome:
    """Triples, counted as lines of N-Triples and then put into their format with our prefixes."""
    return graph_in(form, *limited(answer, RdfFormat.N_TRIPLES, job.rows, job.bytes))


def graph_in(form: RdfFormat, lines: bytes, truncated: bool) -> Outcome:  # noqa: FBT001  (a pair)
    """Lines of N-Triples in a format."""
    if form == RdfFormat.N_TRIPLES:
        return Outcome(lines, "graph", truncated)
    body = serialize(triples_or_quads(lines, form), format=form, prefixes=terms.NAMESPACES)
    assert body is not None
    return Outcome(body, "graph", truncated)


def triples_or_quads(lines: bytes, form: RdfFormat) -> Iterator[Triple] | Iterator[Quad]:
    """What the serialiser of a format takes."""
    quads = parse(lines, format=RdfFormat.N_TRIPLES)
    return quads if form.supports_datasets else (quad.triple for quad in quads)


def limited(
    answer: QuerySolutions | QueryTriples, form: QueryResultsFormat | RdfFormat, lines: int, size: int
) -> tuple[bytes, bool]:
    """The first lines of an answer in a format of lines, and whether there were more."""
    writer = Lines(lines, size)
    try:
        answer.serialize(writer, form)  # type: ignore[arg-type]  # each kind of answer gets a format of its kind
    except FullError:
        return writer.whole_lines(), True
    return bytes(writer.buffer), False


__all__ = ["Job", "Outcome", "RequestError", "Term", "execute"]
