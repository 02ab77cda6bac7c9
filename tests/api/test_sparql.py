"""The SPARQL 1.1 Protocol: one request, one expectation."""

import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import uvicorn
from pyoxigraph import NamedNode, RdfFormat, Store

from gouji.api.app import create_app
from gouji.api.server import listening
from gouji.api.settings import Settings
from gouji.api.workers import Pool

from .conftest import SETTINGS, SLOW

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
SUITE = Path(__file__).parents[3] / "shared/suites"

Sent = dict[str, Any]


def test_get(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT ?k { ?d gj:kind ?k }"})

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert response.json() == {
        "head": {"vars": ["k"]},
        "results": {"bindings": [{"k": {"type": "literal", "value": "budget"}}]},
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"query": "ASK {}"}},
        {"content": "ASK {}", "headers": DIRECT},
        {"content": b"ASK {}", "headers": {"Content-Type": "application/sparql-query; charset=UTF-8"}},
        {"content": "ASK {} # 中文".encode(), "headers": DIRECT},
        {
            "content": "query=ASK+%7B%7D",
            "headers": {"Content-Type": 'application/x-www-form-urlencoded; charset="utf-8"'},
        },
    ],
)
def test_post(client: httpx.Client, sent: Sent) -> None:
    assert client.post("/sparql", **sent).json() == {"head": {}, "boolean": True}


@pytest.mark.parametrize(
    ("method", "path", "sent", "status"),
    [
        ("GET", "/sparql", {}, 200),
        ("GET", "/sparql?timeout=1", {}, 400),
        ("GET", "/sparql?query=ASK{}&query=ASK{}", {}, 400),
        ("GET", "/sparql?update=CLEAR+ALL", {}, 400),
        ("GET", "/sparql?query=ASK+%7B", {}, 400),
        ("GET", "/sparql?query=%FF", {}, 400),
        ("GET", "/sparql?query=ASK{}&timeout=soon", {}, 400),
        ("GET", "/sparql?query=ASK{}&timeout=-1", {}, 400),
        ("GET", "/sparql?query=ASK{}&timeout=nan", {}, 400),
        ("GET", "/sparql?query=ASK{}&default-graph-uri=not+an+iri", {}, 400),
        ("GET", "/sparql?query=ASK{}&format=excel", {}, 406),
        ("GET", "/sparql?query=ASK{}", {"headers": {"Accept": "image/png"}}, 406),
        ("GET", "/sparql?query=ASK{}", {"headers": {"Accept": "text/turtle"}}, 406),
        ("GET", "/sparql?query=DESCRIBE+<urn:a>&format=csv", {}, 406),
        ("GET", "/sparql?query=ASK{SERVICE<http://x>{}}", {}, 403),
        ("GET", "/sparql?query=INSERT+DATA+{}", {}, 403),
        ("GET", "/sparql?query=SELECT+(1/0+AS+?x){}", {}, 200),
        ("POST", "/sparql", {"content": "ASK {}"}, 415),
        ("POST", "/sparql", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415),
        (
            "POST",
            "/sparql",
            {"content": "ASK {}", "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"}},
            415,
        ),
        ("POST", "/sparql", {"content": b"ASK {} # \xff", "headers": DIRECT}, 400),
        ("POST", "/sparql?query=ASK{}", {"content": "ASK {}", "headers": DIRECT}, 400),
        ("POST", "/sparql", {"data": {"update": "CLEAR ALL"}}, 403),
        ("POST", "/sparql", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403),
        ("POST", "/sparql", {"data": {"query": "#" * (2 << 20)}}, 413),
        ("PUT", "/sparql?query=ASK{}", {}, 405),
        ("DELETE", "/sparql", {}, 405),
        ("HEAD", "/sparql?query=ASK{}", {}, 200),
        ("OPTIONS", "/sparql", {}, 204),
    ],
)
def test_statuses(client: httpx.Client, method: str, path: str, sent: Sent, status: int) -> None:
    response = client.request(method, path, **sent)

    assert response.status_code == status
    if status >= 400:
        problem = response.json()
        assert response.headers["content-type"] == "application/problem+json"
        assert problem["status"] == status
        assert re.search(r"[\u4e00-\u9fff]", problem["zh"])
        assert problem["en"].isascii() or "“" in problem["en"]


def test_405_says_what_is_allowed(client: httpx.Client) -> None:
    assert {"GET", "POST"} <= set(client.put("/sparql").headers["allow"].split(", "))


def test_a_syntax_error_names_line_column_and_snippet(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT * {\n  ?s gjj:unit ?u }"}).json()

    assert (problem["line"], problem["column"]) == (2, 6)
    assert problem["snippet"] == "  ?s gjj:unit ?u }\n     ^"
    assert "gj:" in problem["detail"]


def test_a_timeout_is_a_clean_503(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": SLOW, "timeout": "0.4"})

    assert response.status_code == 503
    assert response.json()["type"].endswith("query-timeout")
    assert "retry-after" in response.headers
    assert client.get("/sparql?query=ASK{}").status_code == 200


def test_a_cut_answer_says_so(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT ?s { ?s <urn:p> ?o }"})

    assert response.headers["x-gouji-truncated"] == "true"
    assert len(response.json()["results"]["bindings"]) == SETTINGS.limits.rows
    assert "x-gouji-truncated" not in client.get("/sparql?query=ASK{}").headers


def test_the_default_graph_is_the_union_when_none_is_given(client: httpx.Client) -> None:
    query = "ASK { ?d gj:kind 'budget' ; gj:unit/rdfs:label '示例局' }"

    assert client.get("/sparql", params={"query": query}).json()["boolean"] is True


@pytest.mark.parametrize(
    ("graphs", "found"),
    [
        ([("default-graph-uri", "urn:g")], True),
        ([("default-graph-uri", "urn:g"), ("default-graph-uri", "urn:other")], True),
        ([("default-graph-uri", "urn:other")], False),
        ([("named-graph-uri", "urn:g")], False),
    ],
)
def test_given_graphs_are_the_whole_dataset(client: httpx.Client, graphs: list[tuple[str, str]], found: bool) -> None:
    response = client.get("/sparql", params=[("query", "ASK { ?s <urn:p> ?o }"), *graphs])

    assert response.json()["boolean"] is found


def test_named_graphs_can_be_asked(client: httpx.Client) -> None:
    query = "ASK { GRAPH ?g { ?s <urn:p> ?o } }"

    assert client.get("/sparql", params={"query": query, "named-graph-uri": "urn:g"}).json()["boolean"] is True
    assert client.get("/sparql", params={"query": query, "named-graph-uri": "urn:h"}).json()["boolean"] is False


def test_the_protocols_dataset_wins_over_the_querys(client: httpx.Client) -> None:
    parameters = {"query": "ASK FROM <urn:h> { ?s <urn:p> ?o }", "default-graph-uri": "urn:g"}

    assert client.get("/sparql", params=parameters).json()["boolean"] is True


def test_parameters_may_stand_in_address_and_form(client: httpx.Client) -> None:
    response = client.post("/sparql?default-graph-uri=urn:h", data={"query": "ASK { ?s <urn:p> ?o }"})

    assert response.json()["boolean"] is False


def test_relative_iris_are_ours_whatever_the_host(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT (<id/func/210> AS ?i) {}"}, headers={"Host": "elsewhere"})

    assert response.json()["results"]["bindings"][0]["i"]["value"] == "https://w3id.org/gouji/id/func/210"


def test_turtle_has_our_prefixes(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "CONSTRUCT WHERE { ?d gj:kind ?k }"})

    assert response.headers["content-type"] == "text/turtle; charset=utf-8"
    assert 'gj:kind "budget"' in response.text


def test_other_origins_may_read(client: httpx.Client) -> None:
    preflight = client.options(
        "/sparql",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "queryid, content-type",
        },
    )
    response = client.get("/sparql?query=ASK{}", headers={"Origin": "https://elsewhere.example"})

    assert preflight.status_code == 200
    assert "queryid" in preflight.headers["access-control-allow-headers"]
    assert response.headers["access-control-allow-origin"] == "*"
    assert "X-Gouji-Truncated" in response.headers["access-control-expose-headers"]
    assert "Accept" in response.headers["vary"]


def test_a_client_that_leaves_frees_its_worker(checkpoint: Path) -> None:
    settings = Settings(workers=1, patience=5)
    with Pool(checkpoint, settings) as pool, served(pool, settings) as address:
        where = urlsplit(address)
        with socket.create_connection((where.hostname, where.port)) as connection:
            query = SLOW.replace(" ", "+").replace("?", "%3F")
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        started = time.monotonic()

        response = httpx.get(f"{address}/sparql?query=ASK{{}}", timeout=20)

    assert response.status_code == 200
    assert time.monotonic() - started < 4


@pytest.mark.skipif(not (SUITE / "run_protocol.py").exists(), reason="the W3C suite lies beside the repository only")
def test_the_w3c_protocol_suite(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    for number in (1, 2, 3):
        graph = NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        store.load(path=str(SUITE / f"sparql11-protocol/data{number}.nt"), format=RdfFormat.N_TRIPLES, to_graph=graph)
    store.flush()
    del store
    settings = Settings(workers=1)
    with Pool(tmp_path / "store", settings) as pool, served(pool, settings) as address:
        endpoint = f"{address}/sparql"
        command = [sys.executable, str(SUITE / "run_protocol.py"), endpoint, endpoint, "--skip-update"]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert "27 passed, 0 failed, 7 skipped" in result.stdout, result.stdout + result.stderr


class served:  # noqa: N801  # a context
    """The application over a pool, behind a real server."""

    def __init__(self, pool: Pool, settings: Settings) -> None:
        self.listener = listening("127.0.0.1", 0)
        self.server = uvicorn.Server(uvicorn.Config(create_app(settings, pool), log_level="error"))
        self.thread = threading.Thread(target=self.server.run, args=([self.listener],))

    def __enter__(self) -> str:
        self.thread.start()
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.listener.close()
