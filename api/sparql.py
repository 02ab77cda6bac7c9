"""The SPARQL 1.1 Protocol for queries: what a request says, and the answer over HTTP."""

import codecs
import hashlib
import json
import logging
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ..ontology import terms
from .description_service import NAMED_GRAPHS, service_triples
from .execution import Job, Outcome
from .formats import CSV, GRAPHS, Choices, choose, not_acceptable
from .keeping import changes
from .problems import (
    AbandonedError,
    BadRequestError,
    NoSuchPageError,
    RefusedQueryError,
    RequestError,
    TooLargeError,
    WrongMediaTypeError,
)
from .running import query_id
from .serving import QUERY_ID, TRUNCATED, Service, only_one
from .writing import triples_of, written

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
#: One line a query; silent unless the program is told to write it.
LOG = logging.getLogger("gouji.queries")
#: Parameters of one request; a document's graphs and a few more.
MOST_PARAMETERS = 1000

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks for."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    seconds: float | None
    format: str | None

    def job(self, choices: Choices) -> Job:
        """The job for a worker. Relative IRIs are resolved against the public base, whatever host serves them."""
        given = bool(self.default_graphs or self.named_graphs)
        return Job(
            self.query,
            results=choices.results.format.name if choices.results else None,
            graph=choices.graph.format.name if choices.graph else None,
            default_graphs=self.default_graphs if given else None,
            named_graphs=self.named_graphs if given else None,
            base=terms.BASE,
        )

    def key(self, choices: Choices) -> Hashable:
        """What tells one answer from another."""
        chosen = (choices.results and choices.results.format.name, choices.graph and choices.graph.format.name)
        return self.query, self.default_graphs, self.named_graphs, chosen


async def answer(request: Request, service: Service) -> Response:
    """The response to a SPARQL request; raises a :class:`RequestError`."""
    pairs = await parameters(request, service.settings.longest_request)
    choices = choose(
        ", ".join(request.headers.getlist("accept")) or None, only_one("format", values(pairs, "format")) or None
    )
    if request.method != "POST" and not [name for name, _ in pairs if name not in {"format", "lang"}]:
        return await described(request, service, choices)
    asked = asked_by(pairs)
    name = query_id(request.headers.get(QUERY_ID))
    outcome = await outcome_of(request, service, asked, choices, name)
    sent = response(outcome, choices, bom="1" in values(pairs, "bom"), download=asked.format is not None)
    sent.headers[QUERY_ID] = name
    if changes(asked.query):
        sent.headers["Cache-Control"] = "no-store"
    return sent


async def outcome_of(request: Request, service: Service, asked: Asked, choices: Choices, name: str) -> Outcome:
    """What a query gives: as it was given before, or else by a worker."""
    key = asked.key(choices)
    began = time.monotonic()
    kept = service.answers.get(key)
    status = "kept" if kept else "ok"
    if kept:
        service.metrics.query("kept", 0)
        note(asked.query, status, began, kept)
        return kept
    try:
        outcome = await service.asked(request, asked.job(choices), asked.seconds, name)
    except RequestError as error:
        note(asked.query, error.slug, began)
        raise
    note(asked.query, status, began, outcome)
    if not changes(asked.query):
        service.answers.keep(key, outcome)
    return outcome


def note(query: str, status: str, began: float, outcome: Outcome | None = None) -> None:
    """Write a line into the log of queries: which one it was, but neither its words nor who asked."""
    if not LOG.isEnabledFor(logging.INFO):
        return
    LOG.info(
        json.dumps(
            {
                "query": hashlib.sha256(query.encode()).hexdigest()[:16],
                "status": status,
                "seconds": round(time.monotonic() - began, 4),
                "bytes": len(outcome.body) if outcome else 0,
                "truncated": bool(outcome and outcome.truncated),
            }
        )
    )


async def described(request: Request, service: Service, choices: Choices) -> Response:
    """What the endpoint can do and which data it has, as a SPARQL 1.1 Service Description."""
    if choices.graph is None:
        raise not_acceptable(GRAPHS)
    graphs = (await service.asked(request, Job(NAMED_GRAPHS, graph="ntriples"))).body
    triples = [*service_triples(str(request.url.replace(query="", fragment=""))), *triples_of(graphs)]
    return Response(written(triples, choices.graph.format), media_type=choices.graph.content_type)


async def stop(request: Request, service: Service) -> Response:
    """End the query of an id; who knows the id may."""
    name = request.path_params["name"]
    if not service.running.stop(name):
        raise NoSuchPageError(name)
    return Response(status_code=204)


def response(outcome: Outcome, choices: Choices, *, bom: bool = False, download: bool = False) -> Response:
    """An answer with its headers; with a byte order mark, if asked for, so that Excel shows Chinese in CSV."""
    choice = choices.graph if outcome.form == "graph" else choices.results
    assert choice is not None
    headers = {"Content-Type": choice.content_type, "Vary": "Accept"}
    if outcome.truncated:
        headers[TRUNCATED] = "true"
    if download:
        headers["Content-Disposition"] = f'inline; filename="answer.{choice.format.extension}"'
    marked = bom and choice.format is CSV
    return Response(codecs.BOM_UTF8 + outcome.body if marked else outcome.body, headers=headers)


async def parameters(request: Request, longest: int) -> Pairs:
    """The parameters of address and body together, the body of a direct POST as ``query``."""
    pairs = decoded(request.scope["query_string"])
    if request.method != "POST":
        if any(name == "update" for name, _ in pairs):
            raise BadRequestError(
                "更新不能用 GET，而且本服务只读。", "Updates cannot be sent by GET, and this service is read-only."
            )
        return pairs
    kind = media_type(request)
    body = await body_of(request, longest)
    pairs = [*pairs, *(decoded(body) if kind == FORM else [("query", utf8(body))])]
    if any(name == "update" for name, _ in pairs):
        raise read_only()
    return pairs


def media_type(request: Request) -> str:
    """The kind of body, if it is one that can hold a query in UTF-8."""
    kind, *options = request.headers.get("content-type", "").lower().split(";")
    charsets = [option.partition("=")[2].strip(" \"'") for option in options if option.strip().startswith("charset")]
    if kind.strip() == UPDATE and all(charset == "utf-8" for charset in charsets):
        raise read_only()
    if kind.strip() not in {FORM, DIRECT}:
        raise WrongMediaTypeError(
            f"POST 的 Content-Type 要是 {FORM} 或 {DIRECT}。", f"The Content-Type of a POST must be {FORM} or {DIRECT}."
        )
    if any(charset not in {"utf-8", "utf8"} for charset in charsets):
        raise WrongMediaTypeError("查询要用 UTF-8 编码。", "A query must be encoded in UTF-8.")
    return kind.strip()


def read_only() -> RequestError:
    """The refusal of updates."""
    return RefusedQueryError("本服务只读，不接受更新。", "This service is read-only; updates are refused.")


async def body_of(request: Request, longest: int) -> bytes:
    """The body, unless it is too long."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > longest:
                raise TooLargeError(f"请求超过 {longest >> 10} KB。", f"The request is longer than {longest >> 10} KB.")
    except ClientDisconnect:
        raise AbandonedError from None
    return bytes(body)


def decoded(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of a URL-encoded text."""
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_PARAMETERS
        )
    except ValueError as error:
        raise BadRequestError(
            f"请求的参数不是 UTF-8 的 URL 编码，或者太多：{error}",
            f"The parameters are not URL-encoded UTF-8, or too many: {error}",
        ) from None


def utf8(body: bytes) -> str:
    """A query's text."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequestError("查询不是 UTF-8 编码。", "The query is not UTF-8.") from None


def asked_by(pairs: Pairs) -> Asked:
    """What the parameters ask for; raises :class:`BadRequestError`. Parameters we do not know are passed over."""
    query = only_one("query", values(pairs, "query"))
    if query is None:
        raise BadRequestError("没有参数 query。", "There is no parameter query.")
    return Asked(
        query,
        tuple(graph(iri) for iri in values(pairs, "default-graph-uri")),
        tuple(graph(iri) for iri in values(pairs, "named-graph-uri")),
        seconds(only_one("timeout", values(pairs, "timeout"))),
        only_one("format", values(pairs, "format")) or None,
    )


def values(pairs: Pairs, name: str) -> list[str]:
    """All values of one parameter."""
    return [value for each, value in pairs if each == name]


def graph(iri: str) -> str:
    """A graph's IRI."""
    try:
        return NamedNode(iri).value
    except ValueError:
        raise BadRequestError(f"图的名字不是 IRI：{iri!r}", f"The name of a graph is no IRI: {iri!r}") from None


def seconds(text: str | None) -> float | None:
    """A time limit in seconds."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise BadRequestError(
            f"timeout 要是大于 0 的秒数：{text!r}", f"timeout must be a number of seconds above 0: {text!r}"
        )
    return value
