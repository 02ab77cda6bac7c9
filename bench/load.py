"""The endpoint under load, beside other servers on the same data: ``python -m gouji.bench.load STORE``.

Clients ask eight typical queries in turn over connections they keep, each query worded as none was before, so that
no server can have its answer at hand; at the end once more beside a query that never ends. The native ``oxigraph``
server and rdflib-endpoint are measured where their programs are found.
"""

import argparse
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store, serialize

from ..graph.store import GraphStore
from ..ontology import terms
from .load_clients import Served, Typical, ask, request

ROWS, GRAPH = "application/sparql-results+json", "text/turtle"
#: How many things of each sort are asked about.
THINGS = 200
SORTS: Mapping[str, str] = {
    "document": "?x a gj:Document",
    "unit": "?d a gj:Document ; gj:unit ?x",
    "table": "?x a gj:Table",
    "item": "?l gj:item ?x FILTER(STRSTARTS(STR(?x), STR(fn:)))",
    "number": "?c gj:cited ?x",
    "goal": "?x a gj:Goal",
}
#: Kinds of query by name: what they are about, and the query.
QUERIES: Mapping[str, tuple[str, str]] = {
    "a name": ("item", "SELECT ?name { {x} skos:prefLabel ?name }"),
    "a unit's documents": ("unit", "SELECT ?d ?year ?kind { ?d gj:unit {x} ; gj:year ?year ; gj:kind ?kind }"),
    "rows of a table": (
        "table",
        "SELECT ?l ?item ?m ?v { ?l gj:table {x} ; gj:item ?item . ?c gj:line ?l ; gj:measure ?m ; gj:value ?v }",
    ),
    "an item everywhere": (
        "item",
        "SELECT ?unit ?year ?v { ?l gj:item {x} ; gj:table ?t . ?t gj:form form:b03 ; gj:unit ?unit ; gj:year ?year ."
        " ?c gj:line ?l ; gj:measure m:budget\\.total ; gj:value ?v } ORDER BY ?year ?unit LIMIT 200",
    ),
    "sums of a document": (
        "document",
        "SELECT ?form (SUM(?v) AS ?sum) (COUNT(?c) AS ?n) { ?t gj:document {x} ; gj:form ?form . ?l gj:table ?t ;"
        " gj:leaf true . ?c gj:line ?l ; gj:measure m:budget\\.total ; gj:value ?v } GROUP BY ?form ORDER BY ?form",
    ),
    "who cites": (
        "number",
        "SELECT ?d ?where ?spelling { ?c gj:cited {x} ; gj:document ?d ; gj:citedIn ?where ; gj:spelling ?spelling }",
    ),
    "findings by rule": (
        "document",
        "SELECT ?rule (COUNT(DISTINCT ?f) AS ?n) { VALUES ?kind { gj:Finding gj:Check } ?f a ?kind ;"
        " gj:document {x} ; gj:rule ?rule } GROUP BY ?rule ORDER BY ?rule",
    ),
    "a goal as a graph": (
        "goal",
        "CONSTRUCT { {x} ?p ?o . ?i ?q ?v } { { {x} ?p ?o } UNION { ?i gj:of {x} ; ?q ?v } }",
    ),
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
#: Seconds that a server may take to read its data: rdflib parses them.
START = 1800.0
#: Seconds that a server may take to end.
GRACE = 5.0


def typical(store: Store) -> tuple[Typical, ...]:
    """The queries, about things that the store holds."""
    declared = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in terms.NAMESPACES.items())
    held = {sort: things(store, pattern) for sort, pattern in SORTS.items()}
    return tuple(
        Typical(
            name,
            [declared + query.replace("{x}", str(thing)) for thing in held[sort]],
            GRAPH if query.startswith("CONSTRUCT") else ROWS,
        )
        for name, (sort, query) in QUERIES.items()
    )


def things(store: Store, pattern: str) -> list[NamedNode]:
    """Some things of a sort, evenly from all of them."""
    query = f"SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x"
    answer = store.query(query, prefixes=terms.NAMESPACES, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    found = [row["x"] for row in answer]
    return [each for each in found[:: max(1, len(found) // THINGS)] if isinstance(each, NamedNode)]


class Server(NamedTuple):
    """A server to measure: its program with all that it is told, and where it then answers."""

    name: str
    command: tuple[str, ...]
    endpoint: str


@contextmanager
def serving(server: Server) -> Iterator[str]:
    """The server as a process of its own; the address of its endpoint."""
    with tempfile.TemporaryFile() as words:
        process = subprocess.Popen(server.command, stdout=words, stderr=words)  # noqa: S603  (a program of the list)
        try:
            deadline = time.monotonic() + START
            while not answers(server.endpoint):
                if process.poll() is not None or time.monotonic() > deadline:
                    raise TimeoutError(server.name)
                time.sleep(0.2)
            yield server.endpoint
        finally:
            ended(process)


def ended(process: subprocess.Popen[bytes]) -> None:
    """Let a server end; a query that never ends keeps some from hearing it."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def answers(endpoint: str) -> bool:
    """Whether somebody answers there."""
    try:
        return httpx.get(endpoint, params={"query": "ASK {}"}).is_success
    except httpx.TransportError:
        return False


def servers(store: Path, folder: Path) -> Iterator[Server]:
    """Each server that can be had, over the same data."""
    port = str(free_port())
    ours = (sys.executable, "-m", "gouji.api.cli", "serve", "--store", str(store), "--port", port)
    yield Server("gouji", ours, f"http://127.0.0.1:{port}/sparql")
    native = shutil.which("oxigraph")
    if native:
        where = ("--location", str(folder / "checkpoint"), "--bind", f"127.0.0.1:{(port := str(free_port()))}")
        yield Server(
            "oxigraph", (native, "serve-read-only", *where, "--union-default-graph"), f"http://127.0.0.1:{port}/query"
        )
    other = shutil.which("rdflib-endpoint")
    if other:
        where = ("--host", "127.0.0.1", "--port", (port := str(free_port())))
        yield Server("rdflib-endpoint", (other, "serve", str(folder / "all.nt"), *where), f"http://127.0.0.1:{port}/")


def free_port() -> int:
    """A port where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.load", description=__doc__)
    parser.add_argument("store", type=Path)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=10.0, help="how long each number of clients asks")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = laid_out(chosen.store, folder)
        print(f"{platform.platform()} · Python {platform.python_version()}")
        for server in servers(chosen.store, folder):
            with serving(server) as endpoint:
                for line in measured(server.name, endpoint, kinds, chosen.clients, chosen.seconds):
                    print(line, flush=True)


def laid_out(store: Path, folder: Path) -> tuple[Typical, ...]:
    """The data as the other servers take them, and the queries about them."""
    with GraphStore.open(store) as graph:
        graph.checkpoint(folder / "checkpoint")
        triples = dict.fromkeys(quad.triple for quad in graph.store)
        serialize(triples, str(folder / "all.nt"), format=RdfFormat.N_TRIPLES)
        return typical(graph.store)


def measured(
    server: str, endpoint: str, kinds: Sequence[Typical], clients: Sequence[int], seconds: float
) -> Iterator[str]:
    """What one server does, line by line."""
    # Every process of a server has what it reads often at hand before anything is measured.
    ask(endpoint, kinds, max(clients), seconds)
    for number in clients:
        served = ask(endpoint, kinds, number, seconds)
        yield f"{server:<16} {number:3} clients {told(served)}"
        yield "  " + " · ".join(f"{name} {1000 * median(each):.1f}" for name, each in served.seconds.items() if each)
    beside = beside_endless(endpoint, partial(ask, endpoint, kinds, 8, seconds))
    yield f"{server:<16}   8 clients beside a query that never ends {told(beside)}"


def told(served: Served) -> str:
    """A run in short: answers a second, the middle one and the slow ones in milliseconds, refusals."""
    every = sorted(second for each in served.seconds.values() for second in each)
    if not every:
        return "no answer"
    slow = every[int(len(every) * 0.95)]
    times = f"median {1000 * median(every):7.1f} ms  95 % {1000 * slow:7.1f} ms"
    return f"{served.throughput:8.1f}/s  {times}  refused {len(served.refused)}"


def beside_endless(endpoint: str, work: Callable[[], Served]) -> Served:
    """What clients are given while somebody else's query never ends."""
    where = urlsplit(endpoint)
    with socket.create_connection((where.hostname or "", where.port or 80)) as line:
        line.sendall(request(where.netloc, where.path, ENDLESS, ROWS))
        return work()


if __name__ == "__main__":
    main()
