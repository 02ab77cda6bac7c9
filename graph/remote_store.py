"""A graph kept by a SPARQL 1.1 server; the manifest of what it holds is kept here, in a folder."""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from ..ontology import terms
from ..ontology.messages import GoujiError
from .loading import Loadable, Loading, replacing
from .manifest import Entry, Manifest
from .remote import Endpoint, EndpointError, Exchange, NoAddressError
from .runs import PROV, RUNS
from .store import FORMAT, LABEL_FILE, NotAStoreError, StoreLockedError, StoreVersionError

#: Seconds one request may take; servers count a large graph for minutes.
SECONDS = 600.0
#: Seconds to wait before trying again, where trying again may help: every request of ours may be repeated.
WAITS = (1.0, 4.0, 15.0)
BUSY = frozenset({429, 502, 503, 504})
#: How servers refuse an update that is too long for them (Virtuoso says 400 beyond ten thousand lines of its own SQL).
LONG = frozenset({400, 413})
#: Documents asked for at a time: servers cut longer answers, some without a word.
PAGE = 5000


class RemoteStore(Loading):
    """A graph at a server and the folder of its manifest. Only one process may have the folder open."""

    def __init__(self, path: Path, endpoint: Endpoint, manifest: Manifest, lock: sqlite3.Connection) -> None:
        self.path = path
        self.endpoint = endpoint
        self.manifest = manifest
        self._lock = lock

    @classmethod
    def open(cls, path: Path, endpoint: Endpoint) -> Self:
        """The graph at ``endpoint``, its manifest in ``path``, which is made if it is not there.

        What the server has lost since is struck off the manifest. Raises a :class:`GoujiError` if the folder is
        another store's or in use, or the server does not answer.
        """
        if not (endpoint.update and endpoint.graphs):
            raise NoAddressError(endpoint.query)
        label = path / LABEL_FILE
        if not label.exists():
            if path.exists() and any(path.iterdir()):
                raise NotAStoreError(path)
            path.mkdir(parents=True, exist_ok=True)
            label.write_text(json.dumps({"format": FORMAT, "endpoint": endpoint.query}), "utf-8")
        check_label(path, label, endpoint)
        lock = locked(path)
        store = cls(path, endpoint, Manifest(path / "manifest.sqlite"), lock)
        try:
            store.reach()
            store.reconcile()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the manifest and let others have it."""
        self.manifest.close()
        self._lock.close()

    def flush(self) -> None:
        """Nothing to do: a server has what it has acknowledged."""

    def update(self, text: str) -> None:
        """Carry out a SPARQL update in one request, which servers do as a whole."""
        self._send("POST", self.endpoint.update, text.encode(), "application/sparql-update")

    def replace(self, graph: str, triples: bytes) -> None:
        """Make ``triples`` (N-Triples) the whole content of one graph."""
        self._send("PUT", self.endpoint.graph(graph), triples, "application/n-triples")

    def write(self, documents: Sequence[Loadable]) -> None:
        """Each document by itself: a new one graph by graph, its own last; one that is there by one update.

        (PUT on a graph that is there empties it first; on some servers others see that, or a crash leaves it so. But
        a server that does not take so long an update gets it so all the same.)
        """
        for document in documents:
            graphs = document.graphs
            if not any(self.holds(graph) for graph in graphs):
                self.put(graphs)
                continue
            try:
                self.update(replacing(graphs))
            except EndpointError as error:
                if error.status not in LONG:
                    raise
                self.put(graphs)

    def put(self, graphs: dict[str, bytes]) -> None:
        """Graphs as they are to be, the first of them last."""
        for graph, triples in reversed(graphs.items()):
            self.replace(graph, triples)

    def without_texts(self) -> None:
        """Nothing to do: a server keeps no texts."""

    def keep_texts(self, documents: Sequence[Loadable], gone: Sequence[Entry]) -> None:
        """Nothing to do: a server keeps no texts."""

    def solutions(self, query: str) -> QuerySolutions:
        """The rows of a query of ours; the usual prefixes are declared, the default graph is the server's own."""
        answer = parse_query_results(self._ask(query), format=QueryResultsFormat.JSON)
        assert isinstance(answer, QuerySolutions)
        return answer

    def holds(self, graph: str) -> bool:
        """Whether there is anything in a graph."""
        return any(True for _ in self.solutions(f"SELECT ?s {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} LIMIT 1"))

    def reach(self) -> None:
        """See whether the server answers, without trying again; raises :class:`EndpointError`."""
        self._send_once("GET", asking(self.endpoint.query, "ASK {}"), b"", "text/plain")

    def reconcile(self) -> None:
        """Strike off the manifest what the server does not hold, so that it is loaded again."""
        entries = self.manifest.entries().values()
        held = set(self.documents())
        lost = [entry for entry in entries if terms.absolute(entry.iri) not in held]
        self.manifest.record((), lost)
        if not held:
            for key in ("reference", "described"):
                self.manifest.remember(key, "")

    def documents(self) -> Iterator[str]:
        """The documents that the server was told to hold, a page after the other."""
        last = ""
        while True:
            asked = (
                f"SELECT DISTINCT ?d {{ GRAPH <{RUNS}> {{ ?d <{PROV}wasGeneratedBy> ?run }}"
                f" FILTER(STR(?d) > {Literal(last)}) }} ORDER BY STR(?d) LIMIT {PAGE}"
            )
            page = [row["d"].value for row in self.solutions(asked) if isinstance(row["d"], NamedNode)]
            yield from page
            if len(page) < PAGE:
                return
            last = page[-1]

    def _ask(self, query: str) -> bytes:
        declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in terms.NAMESPACES.items())
        return self._send(
            "POST",
            self.endpoint.query,
            urlencode({"query": declared + query}).encode(),
            "application/x-www-form-urlencoded",
        )

    def _send(self, method: str, url: str, body: bytes, kind: str) -> bytes:
        """One request, tried again where that may help; its answer."""
        for wait in WAITS:
            try:
                return self._send_once(method, url, body, kind)
            except EndpointError as error:
                if error.status is not None and error.status not in BUSY:
                    raise
            time.sleep(wait)
        return self._send_once(method, url, body, kind)

    def _send_once(self, method: str, url: str, body: bytes, kind: str) -> bytes:
        headers = {"Content-Type": kind, "Accept": "application/sparql-results+json, */*;q=0.1"}
        with Exchange(url, SECONDS) as exchange:
            answer = exchange.send(method, body, self.endpoint.headers(headers))
            if not 200 <= answer.status < 300:
                words = exchange.words()
                raise EndpointError(
                    f"{url}：服务拒绝（{answer.status}：{words}）。",
                    f"{url}: the server refused ({answer.status}: {words}).",
                    answer.status,
                )
            return b"".join(iter(exchange.read, b""))


def asking(url: str, query: str) -> str:
    """The address that asks a short query.

    >>> asking("http://localhost/sparql?key=1", "ASK {}")
    'http://localhost/sparql?key=1&query=ASK+%7B%7D'
    """
    return f"{url}{'&' if '?' in url else '?'}{urlencode({'query': query})}"


def check_label(path: Path, label: Path, endpoint: Endpoint) -> None:
    """Refuse the folder of a store of another layout, of one kept here, and of one kept by another server."""
    try:
        told = json.loads(label.read_text("utf-8"))
        found = told["format"]
    except (ValueError, KeyError, OSError) as error:
        raise StoreVersionError(path, "?") from error
    if found != FORMAT:
        raise StoreVersionError(path, found)
    if told.get("endpoint") != endpoint.query:
        whose = told.get("endpoint")
        raise GoujiError(
            f"{path}：这里是{f' {whose} 的清单' if whose else '本机的库'}；请用 --store 另选文件夹。",
            f"{path}: this is {f'the manifest of {whose}' if whose else 'a store of its own'};"
            " choose another folder with --store.",
        )


def locked(path: Path) -> sqlite3.Connection:
    """A lock on the folder that ends with this process; raises :class:`StoreLockedError`."""
    lock = sqlite3.connect(path / "lock.sqlite", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError:
        lock.close()
        raise StoreLockedError(path) from None
    return lock
