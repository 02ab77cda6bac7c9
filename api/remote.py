"""Queries answered by a SPARQL 1.1 server elsewhere, under the same limits and with the same guard as by our own."""

import os
import re
import sys
from collections.abc import Callable
from http.client import HTTPResponse
from typing import IO, ClassVar, Self, cast
from urllib.parse import urlencode

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from ..graph.remote import Endpoint, EndpointError, Exchange
from ..ontology.messages import GoujiError
from . import guard
from .diagnosis import PLACE, syntax_problem
from .execution import (
    GRAPHS,
    RESULTS,
    FullError,
    Job,
    Lines,
    Outcome,
    graph_in,
    limited,
    solutions_in,
    wanted,
    written,
)
from .problems import (
    CrashedError,
    OutOfTimeError,
    QueryFailedError,
    QuerySyntaxError,
    RefusedQueryError,
    RequestError,
    TooBusyError,
)
from .remote_query import ready
from .settings import Limits, Settings
from .worker import Answering
from .workers import Pool

#: Rows with all their types, and one triple a line: what every server writes and what can be counted as it comes.
ACCEPT = "application/sparql-results+json, application/n-triples;q=0.9"
#: How servers name N-Triples.
TRIPLES = frozenset({"application/n-triples", "text/plain", "text/ntriples"})
#: Bytes of triples read at a time.
PIECE = 1 << 16
#: Virtuoso cuts long answers with no other word than this header.
CUT = "X-SPARQL-MaxRows"
#: How a server's refusal says that a query took too long.
LATE = re.compile("time[ -]?out|timed out|cancel", re.IGNORECASE)
#: How long the first questions to a server may take.
FIRST = 60.0
#: For one who waits at a terminal: one line, an hour, an answer of any length.
PATIENT = Settings(limits=Limits(seconds=3600, rows=sys.maxsize, bytes=sys.maxsize), workers=1)
GRAPHWISE = "ASK { GRAPH ?g { ?d a gj:Document } }"
UNION = "ASK { ?d a gj:Document }"


class UnseenGraphsError(GoujiError):
    """The server's default graph does not hold what is in its named graphs, so that every answer would be empty."""

    def __init__(self, endpoint: Endpoint) -> None:
        super().__init__(
            f"{endpoint.query}：这个服务的缺省图不是各图之合，答案都会是空的；请在服务上开启（union default graph），"
            "或把它的参数写进地址。",
            f"{endpoint.query}: its default graph is not the union of its named graphs, so every answer would be empty;"
            " turn that on at the server (union default graph), or put its parameter into the address.",
        )


class RemotePool(Pool):
    """As many lines to a server as may be in use at one time; it is asked as our own workers are, in threads."""

    on_loop: ClassVar[bool] = False

    def __init__(self, endpoint: Endpoint, settings: Settings | None = None) -> None:
        super().__init__(None, settings)
        self.endpoint = endpoint

    def __enter__(self) -> Self:
        """See whether the server answers as it must; raises a :class:`GoujiError` if it does not."""
        super().__enter__()
        try:
            if self._says(GRAPHWISE) and not self._says(UNION):
                raise UnseenGraphsError(self.endpoint)
        except GoujiError:
            self.close()
            raise
        return self

    def _says(self, query: str) -> bool:
        return b"true" in self.run(Job(query), FIRST).body

    def _start(self) -> Answering:
        return Line(self.endpoint)


class Line:
    """One job at a time at a server, and the way to break it off."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._exchange: Exchange | None = None
        self._condemned = False

    def wait_until_ready(self) -> None:
        """Each job has a connection of its own: nothing to wait for."""

    def answer(self, job: Job, seconds: float, limits: Limits, aside: Callable[[], None]) -> Outcome:
        """Run a job; raises a :class:`RequestError`."""
        del limits, aside  # the job has those limits that we can hold a server to; who goes first is its affair
        guard.check(job.query)
        url, body = self.endpoint.query, request_body(job)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": ACCEPT}
        with Exchange(url, seconds) as exchange:
            self._exchange = exchange
            try:
                answer = exchange.send("POST", body, self.endpoint.headers(headers))
                if answer.status != 200:
                    raise refusal(job, answer.status, exchange.words(), seconds)
                return outcome(answer, exchange, job)
            except EndpointError as error:
                if self._condemned:
                    raise CrashedError from None
                if exchange.late:
                    raise OutOfTimeError(seconds) from None
                raise QueryFailedError(*error.message) from error
            finally:
                self._exchange = None

    def alive(self) -> bool:
        """Whether it can take another job."""
        return not self._condemned

    def condemn(self) -> None:
        """Break off the job under way, from whatever thread; most servers then give it up."""
        self._condemned = True
        exchange = self._exchange
        if exchange is not None:
            exchange.cut()

    def kill(self) -> None:
        """Break off the job under way."""
        self.condemn()

    def stop(self) -> None:
        """Nothing is open between jobs."""

    def hang_up(self) -> None:
        """Nothing is open between jobs."""


def request_body(job: Job) -> bytes:
    """The parameters of a job: Oxigraph joins its graphs when asked to, others pass over what they do not know."""
    pairs = [("query", ready(job))]
    if job.default_graphs is None and job.named_graphs is None:
        pairs.append(("union-default-graph", "true"))
    pairs += [("default-graph-uri", graph) for graph in job.default_graphs or ()]
    pairs += [("named-graph-uri", graph) for graph in job.named_graphs or ()]
    return urlencode(pairs).encode()


def outcome(answer: HTTPResponse, exchange: Exchange, job: Job) -> Outcome:
    """A server's answer in the format of the job, as far as its limits go; raises :class:`EndpointError`."""
    kind = answer.headers.get_content_type()
    reader = Reader(exchange)
    try:
        if kind in TRIPLES:
            return graph_in(GRAPHS[wanted(job.graph)], *first_lines(reader, job))
        found = parse_query_results(cast(IO[bytes], reader), format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return written(found, job)
        return rows(found, answer, job)
    except (OSError, ValueError, SyntaxError, EndpointError) as error:
        raise reader.error or QueryFailedError(
            f"读不懂服务的回答：{error}", f"The server's answer cannot be read: {error}"
        ) from error


def rows(found: QuerySolutions, answer: HTTPResponse, job: Job) -> Outcome:
    """Rows within the limits of the job and of the server, which may have cut them."""
    form = RESULTS[wanted(job.results)]
    lines, truncated = limited(found, QueryResultsFormat.TSV, job.rows + 1, job.bytes)
    most = answer.headers.get(CUT, "")
    cut = most.isdigit() and lines.count(b"\n") > int(most)
    return solutions_in(form, lines, truncated or cut)


def first_lines(reader: "Reader", job: Job) -> tuple[bytes, bool]:
    """The triples of an answer as far as the limits go, and whether there were more."""
    lines = Lines(job.rows, job.bytes)
    try:
        for piece in iter(lambda: reader.read(PIECE), b""):
            lines.write(piece)
    except FullError:
        return lines.whole_lines(), True
    return bytes(lines.buffer), False


class Reader:
    """An answer for the parser of the engine, which forgets what kind of error reading ended in."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.error: EndpointError | None = None

    def read(self, size: int = -1) -> bytes:
        """Some more of the answer."""
        try:
            return self.exchange.read(size)
        except EndpointError as error:
            self.error = error
            raise


def refusal(job: Job, status: int, words: str, seconds: float) -> RequestError:
    """What a server's refusal means to who asked."""
    if status in {408, 504} or (status >= 500 and LATE.search(words)):
        return OutOfTimeError(seconds)
    if status in {429, 503}:
        return TooBusyError()
    if status in {401, 403}:
        return RefusedQueryError(f"服务不许查询（{status}：{words}）。", f"The server forbids it ({status}: {words}).")
    if status == 400:
        # Its first line is ours: the declarations.
        place = PLACE.search(words)
        if place:
            return syntax_problem(job.query, f"error at {max(1, int(place[1]) - 1)}:{place[2]}")
        return QuerySyntaxError(f"服务不接受这个查询：{words}", f"The server does not take this query: {words}")
    return QueryFailedError(f"服务出错（{status}：{words}）。", f"The server failed ({status}: {words}).")


def endpoint_named(url: str, update: str | None = None, graphs: str | None = None) -> Endpoint:
    """The server of a user's words; its token comes from the environment, which no list of processes shows."""
    return Endpoint.of(url, update, graphs, os.environ.get("GOUJI_ENDPOINT_TOKEN"))
