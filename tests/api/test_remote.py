"""A server elsewhere answers as our own workers do."""

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import Literal, RdfFormat, Store, Variable, serialize

from gouji.api.app import create_app
from gouji.api.execution import Job, execute
from gouji.api.problems import (
    AbandonedError,
    NotAcceptableError,
    OutOfTimeError,
    QueryFailedError,
    QuerySyntaxError,
    RefusedQueryError,
    RequestError,
    TooBusyError,
)
from gouji.api.remote import Line, RemotePool, UnseenGraphsError, refusal
from gouji.api.server import listening
from gouji.api.settings import Limits, Settings
from gouji.api.ticket import Ticket
from gouji.graph.remote import Endpoint
from gouji.ontology import terms
from tests import oxigraph
from tests.graph.test_remote import HEAD, answering

from .conftest import DOCUMENT, SETTINGS, SLOW, quads
from .test_cli import gouji

GRAPH = terms.absolute(DOCUMENT)
KINDS = "SELECT ?s ?kind { ?s gj:kind ?kind }"


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend(quads())
    return store


@pytest.fixture(scope="module")
def endpoint(store: Store) -> Iterator[Endpoint]:
    with oxigraph.running() as address:
        body = serialize(store, format=RdfFormat.N_QUADS)
        request = urllib.request.Request(
            f"{address}/store", body, {"Content-Type": "application/n-quads"}, method="POST"
        )
        urllib.request.urlopen(request).close()
        yield Endpoint.of(f"{address}/query")


@pytest.fixture(scope="module")
def far(endpoint: Endpoint) -> Iterator[RemotePool]:
    with RemotePool(endpoint, SETTINGS) as pool:
        yield pool


@pytest.mark.parametrize(
    "job",
    [
        Job("ASK { ?s gj:kind 'budget' }"),
        Job("ASK { ?s gj:kind 'budget' }", results="xml"),
        Job(f"{KINDS} ORDER BY ?s"),
        Job(KINDS, results="csv"),
        Job(KINDS, results="tsv"),
        Job(KINDS, results="xml"),
        Job("SELECT ?o { ?s dcterms:title ?o }", results="tsv"),  # markup, quotes
        Job(KINDS, default_graphs=()),
        Job(KINDS, default_graphs=(GRAPH,)),
        Job(KINDS, default_graphs=("urn:g",)),
        Job("SELECT ?g { GRAPH ?g { ?s gj:kind ?kind } }", named_graphs=(GRAPH, "urn:g")),
        Job("SELECT ?g { GRAPH ?g { ?s gj:kind ?kind } }", named_graphs=("urn:g",)),
        Job(f"SELECT ?kind FROM <{GRAPH}> {{ ?s gj:kind ?kind }}", default_graphs=(GRAPH,)),
        Job(KINDS, substitutions={Variable("kind"): Literal('budget" } #')}),
        Job(KINDS, substitutions={Variable("kind"): Literal("budget")}),
        Job("PREFIX gj: <urn:other#> ASK { ?s gj:kind ?kind }"),
        Job("ASK { ?s ?p <id/func/210> }", base=terms.BASE),
        Job("SELECT ?o { <urn:x:1> ?p ?o }", rows=0),
        Job("SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s", rows=10),
        Job("SELECT ?s { ?s <urn:p> ?o } ORDER BY ?s", bytes=100),
        Job("CONSTRUCT { ?s gj:kind ?kind } { ?s gj:kind ?kind }"),
        Job("CONSTRUCT WHERE { ?s gj:kind ?kind }", graph="ntriples"),
        Job("CONSTRUCT WHERE { ?s gj:kind ?kind }", graph="trig"),
        Job("CONSTRUCT WHERE { ?s gj:none ?kind }", graph="ntriples"),
    ],
    ids=lambda job: job.query,
)
def test_the_answer_is_the_same_byte_for_byte(job: Job, far: RemotePool, store: Store) -> None:
    assert far.run(job) == execute(store, job)


def test_a_long_graph_is_cut_and_says_so(far: RemotePool) -> None:
    cut = far.run(Job("CONSTRUCT WHERE { ?s <urn:p> ?o }", graph="ntriples", rows=10))
    small = far.run(Job("CONSTRUCT WHERE { ?s <urn:p> ?o }", graph="ntriples", bytes=100))

    assert (cut.truncated, cut.body.count(b"\n")) == (True, 10)
    assert small.truncated
    assert 0 < len(small.body) <= 100


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x {",
        "SELEKT ?x {}",
        "ASK {\n  ?s gj:kind ?kind ;;; ] }",
        "ASK { ?s nope:kind ?kind }",
        "SELECT ?s { ?s gj:kind 'x'",
    ],
)
def test_a_mistake_is_told_in_the_same_place(query: str, far: RemotePool, store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as there:
        far.run(Job(query))
    with pytest.raises(QuerySyntaxError) as here:
        execute(store, Job(query))

    assert (there.value.line, there.value.column) == (here.value.line, here.value.column)
    assert there.value.message == here.value.message


@pytest.mark.parametrize("query", ["ASK { SERVICE <urn:s> { ?s ?p ?o } }", "DROP ALL", "LOAD <urn:g>"])
def test_what_does_not_only_read_is_refused_before_it_is_sent(query: str) -> None:
    line = Line(Endpoint.of("http://127.0.0.1:9/query"))

    with pytest.raises(RefusedQueryError):
        line.answer(Job(query), 1.0, Limits(), lambda: None)


def test_a_format_of_the_other_kind_is_refused(far: RemotePool) -> None:
    with pytest.raises(NotAcceptableError):
        far.run(Job(KINDS, results=None))
    with pytest.raises(NotAcceptableError):
        far.run(Job("CONSTRUCT WHERE { ?s ?p ?o }", graph=None))


def test_a_slow_query_is_given_up_and_the_next_one_answered(far: RemotePool) -> None:
    began = time.monotonic()

    with pytest.raises(OutOfTimeError, match=r"0\.5"):
        far.run(Job(SLOW), seconds=0.5)

    assert time.monotonic() - began < 3
    assert json.loads(far.run(Job("ASK {}")).body)["boolean"] is True


def test_a_client_that_leaves_frees_its_line(far: RemotePool) -> None:
    ticket = Ticket()
    threading.Timer(0.3, ticket.cancel).start()
    began = time.monotonic()

    with pytest.raises(AbandonedError):
        far.run(Job(SLOW), ticket=ticket)

    assert time.monotonic() - began < 3
    assert far.busy == 0
    assert json.loads(far.run(Job("ASK {}")).body)["boolean"] is True


def given_up(pool: RemotePool) -> None:
    with pytest.raises(RequestError):
        pool.run(Job(SLOW))


def test_no_more_at_one_time_than_there_are_lines(endpoint: Endpoint) -> None:
    settings = Settings(limits=Limits(seconds=2), workers=1, queue=0)
    with RemotePool(endpoint, settings) as pool:
        thread = threading.Thread(target=given_up, args=[pool])
        thread.start()
        while not pool.busy:
            time.sleep(0.01)
        with pytest.raises(TooBusyError):
            pool.run(Job("ASK {}"))
        thread.join()


def test_nobody_at_the_address() -> None:
    with pytest.raises(QueryFailedError, match=r"127\.0\.0\.1:9"), RemotePool(Endpoint.of("http://127.0.0.1:9/query")):
        pass


def json_answer(body: str, more: str = "") -> bytes:
    head = f"Content-Type: application/sparql-results+json\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return b"HTTP/1.1 200 OK\r\n" + head.encode() + body.encode()


def test_a_server_that_hides_its_named_graphs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    said = iter([True, False])
    monkeypatch.setattr(RemotePool, "_says", lambda *_: next(said))

    with pytest.raises(UnseenGraphsError, match="union"), RemotePool(Endpoint.of("http://127.0.0.1:9/query")):
        pass


def test_a_server_that_cuts_answers_without_a_word_is_found_out() -> None:
    rows = ",".join('{"n":{"type":"literal","value":"1"}}' for _ in range(3))
    body = f'{{"head":{{"vars":["n"]}},"results":{{"bindings":[{rows}]}}}}'

    for most, truncated in ((3, True), (4, False)):
        with answering(json_answer(body, f"X-SPARQL-MaxRows: {most}\r\n")) as url:
            assert Line(Endpoint.of(url)).answer(Job("SELECT ?n {}"), 5, Limits(), lambda: None).truncated is truncated


@pytest.mark.parametrize(
    "answer",
    [
        json_answer('{"head":{"vars":["n"]},"results":{"bindings":[{"n":'),
        json_answer("no JSON"),
        HEAD.replace(b"text/plain", b"text/html") + b"Content-Length: 12\r\n\r\n<h1>Who?</h1",
        HEAD.replace(b"text/plain", b"application/sparql-results+json") + b"Content-Length: 900\r\n\r\n{",
        HEAD.replace(b"text/plain", b"application/n-triples") + b"Content-Length: 900\r\n\r\n<urn:s> ",
    ],
)
def test_half_an_answer_is_no_answer(answer: bytes) -> None:
    with answering(answer) as url, pytest.raises(QueryFailedError):
        Line(Endpoint.of(url)).answer(Job("SELECT ?n {}"), 5, Limits(), lambda: None)


@pytest.mark.parametrize(
    ("status", "words", "problem"),
    [
        (400, "Virtuoso 37000 Error SP030", QuerySyntaxError),
        (401, "who are you", RefusedQueryError),
        (429, "", TooBusyError),
        (500, "The query timed out", OutOfTimeError),
        (500, "disk full", QueryFailedError),
        (503, "", TooBusyError),
        (504, "", OutOfTimeError),
        (302, "", QueryFailedError),
    ],
)
def test_what_a_refusal_means(status: int, words: str, problem: type[RequestError]) -> None:
    assert type(refusal(Job("ASK {}"), status, words, 5)) is problem


def test_pages_are_made_from_a_server(far: RemotePool) -> None:
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(SETTINGS, far), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}", timeout=30) as client:
            pages = {path: client.get(path) for path in ("/", "/documents", f"/{DOCUMENT}", "/questions/units.json")}
            asked = client.get("/sparql", params={"query": KINDS}, headers={"Accept": "text/csv"})
        server.should_exit = True
        thread.join()

    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(pages, 200)
    assert "budget" in asked.text


def test_commands_build_and_ask_at_a_server(tmp_path: Path, examples: Path) -> None:
    some = sorted(examples.glob("*高邑*"))
    with oxigraph.running() as address:
        there = ["--endpoint", f"{address}/query"]
        first = gouji("build", *some, "--store", tmp_path / "m", *there)
        again = gouji("build", *some, "--store", tmp_path / "m", *there)
        asked = gouji("ask", "units", *there)
        counted = gouji("query", "-", *there, text="SELECT (COUNT(?d) AS ?n) { ?d a gj:Document }")
        seen = gouji("query", "-", *there, text=f"ASK {{ <{terms.absolute('dataset')}> dcat:version ?version }}")
        without = gouji("ask", "units", "--store", tmp_path / "m")

    assert f"载入 {len(some)}" in first.stderr, first.stderr
    assert f"载入 0，未变 {len(some)}" in again.stderr
    assert "高邑" in asked.stdout
    assert counted.stdout == f"n\n{len(some)}\n"
    assert seen.stdout == "true\n"
    assert without.returncode == 2
    assert "--endpoint" in without.stderr


def test_a_wrong_address_is_a_mistake_of_the_user() -> None:
    wrong = gouji("ask", "units", "--endpoint", "localhost")

    assert wrong.returncode == 2
    assert "http://" in wrong.stderr
    assert "Traceback" not in wrong.stderr
