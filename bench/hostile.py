"""Ten thousand hostile queries and paths at a service: ``python -m gouji.bench.hostile http://127.0.0.1:8000``.

Queries that call other servers, write, nest too deep or are no text at all, and paths that climb, overflow or are cut
short, drawn by chance from pieces. Afterwards the service must answer as before, and nobody else may have been called:
a listener of ours stands for everybody else.
"""

import argparse
import random
import sys
import threading
from collections import Counter
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import httpx

#: What calls another server or writes, in the spellings that a careless guard lets through; ``{at}`` is the listener.
CALLS = (
    "SERVICE <{at}> {{ ?s ?p ?o }}",
    "service SILENT<{at}>{{}}",
    "FILTER(trueSERVICE<{at}>{{}})",
    "SERVIC\\u0045 <{at}> {{ ?s ?p ?o }}",
    "?a<b>SERVICE<{at}>{{}}#'",
    "BIND(1AS?xSERVICE<{at}>{{}})",
)
WRITES = (
    "LOAD <{at}>",
    "INSERT DATA {{ <a:a> <a:b> 1 }}",
    "CLEAR ALL",
    "DROP GRAPH <{at}>",
    "DELETE WHERE {{ ?s ?p ?o }}",
)
ODD = (
    "{{" * 5000,
    "(" * 3000,
    "?s (<a:a>" + "/<a:a>" * 2000 + ") ?o",
    "\\x00\\x01",
    "'" * 99,
    '"""',
    "<" * 500,
    "#",
    "𝒮𝑒𝓇𝓋𝒾𝒸𝑒",
    "\\uD800",
    "VALUES ?x {{" + " 1" * 20000 + "}}",
    "FILTER REGEX(?o, '" + "(a+)+" * 20 + "$')",
    "?a ?b ?c . ?d ?e ?f",
    "; DROP",
)
PIECES = (
    *CALLS,
    *WRITES,
    *ODD,
    "SELECT * {{ ?s ?p ?o }}",
    "ASK {{",
    "}}",
    "FROM <{at}>",
    "GRAPH <{at}> {{ ?s ?p ?o }}",
    "LIMIT 1",
)
STEPS = (
    *(
        "..",
        ".",
        "%2e%2e",
        "%00",
        "%",
        "%zz",
        "%C0%AF",
        "etc",
        "passwd",
        "\\",
        "~",
        "…",
        "医" * 300,
        "a" * 4000,
        "-" * 50,
    ),
    *(
        "id",
        "doc",
        "api",
        "v1",
        "dumps",
        "static",
        "sparql",
        "documents",
        "questions",
        "graph",
        "search.json",
        ".ttl",
        "*",
    ),
    *(
        "?limit=-1",
        "?year=%FF",
        "?cursor=e30",
        "?words=%27%22%3C",
        "?format=exe",
        "?page=9999999999999",
        "?node=",
        "#x",
    ),
)
#: A query that any service answers, asked in between.
PROOF = "ASK { ?s ?p ?o }"
#: Statuses that say what is wrong with a request, or that it takes too much.
CIVIL = range(200, 500)
BUSY = frozenset({500, 503})


class Listener(BaseHTTPRequestHandler):
    """Somebody else's server, who should never hear of us."""

    called = 0

    def handle(self) -> None:
        """Count a caller."""
        type(self).called += 1


def queries(chance: random.Random, at: str) -> tuple[str, str]:
    """Method and target of a hostile query."""
    text = " ".join(chance.choice(PIECES).format(at=at) for _ in range(chance.randint(1, 5)))
    name = chance.choice(("query", "query", "query", "update", "default-graph-uri"))
    # A second each, or ten thousand of those that never end would take days.
    return chance.choice(("GET", "POST")), f"/sparql?timeout=1&{name}={quote(text[:60_000], errors='replace')}"


def paths(chance: random.Random) -> tuple[str, str]:
    """Method and target of a hostile path."""
    method = chance.choice(("GET", "GET", "HEAD", "POST", "PUT", "DELETE", "TRACE"))
    return method, "/" + "/".join(chance.choice(STEPS) for _ in range(chance.randint(1, 6)))


def attacked(client: httpx.Client, count: int, seed: int, at: str) -> Counter[str]:
    """How the service answered; raises if it stops answering what is asked in between."""
    chance = random.Random(seed)
    told: Counter[str] = Counter()
    for number in range(count):
        method, target = queries(chance, at) if chance.random() < 0.5 else paths(chance)
        try:
            status = client.request(method, target).status_code
        except (httpx.InvalidURL, UnicodeError):
            told["no address"] += 1
            continue
        except httpx.RemoteProtocolError:
            told["hung up"] += 1
            continue
        told[str(status) if status in CIVIL or status in BUSY else f"UNEXPECTED {status} {method} {target[:200]}"] += 1
        if number % 100 == 99:
            client.get("/sparql", params={"query": PROOF}).raise_for_status()
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.hostile", description=__doc__)
    parser.add_argument("service", help="where it is served, such as http://127.0.0.1:8000")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    listener = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=listener.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{listener.server_address[1]}/"
    with httpx.Client(base_url=chosen.service, timeout=90) as client:
        told = attacked(client, chosen.count, chosen.seed, at)
        answers = client.get("/sparql", params={"query": PROOF}).json()["boolean"]
    print(*(f"{times:6} {status}" for status, times in sorted(told.items())), sep="\n")
    print(f"answers afterwards: {answers} · others called: {Listener.called}")
    return int(not answers or Listener.called > 0 or any(status.startswith("UNEXPECTED") for status in told))


if __name__ == "__main__":
    sys.exit(main())
