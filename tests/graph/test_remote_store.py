"""Documents loaded into a server's graph, whole or not at all."""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, Store

from gouji.graph import remote_store
from gouji.graph.loading import Loadable, graphs_of
from gouji.graph.manifest import Entry
from gouji.graph.remote import Endpoint, EndpointError
from gouji.graph.remote_store import RemoteStore
from gouji.graph.runs import RUNS
from gouji.graph.store import GraphStore, KeptElsewhereError, StoreLockedError
from gouji.ontology.messages import GoujiError
from tests import oxigraph

UNIT = "<https://w3id.org/gouji/id/unit/{}>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"


def document(number: int, said: str = "甲", triples: int = 3) -> Loadable:
    """A document of so many triples about a unit that every other document names too."""
    iri = f"doc/示例{number}/2024/budget"
    entry = Entry(f"/{number}.txt", said, 1, 1, "r", iri, 2024, 1, 1, 0, 0, 0)
    lines = "".join(f'<https://w3id.org/gouji/{iri}#{n}> <urn:p> "{said}{n}" .\n' for n in range(triples))
    shared = frozenset({(UNIT.format(number % 2), LABEL, f'"{said}"')})
    return Loadable(entry, lines.encode(), shared, f'<urn:check:{number}> <urn:p> "{said}" .\n'.encode())


def quads(address: str) -> set[str]:
    """All that the server holds, but for when it was read."""
    with urllib.request.urlopen(f"{address}/store") as answer:
        store = Store()
        store.load(answer.read(), format=RdfFormat.N_QUADS)
    return told(store)


def told(store: Store) -> set[str]:
    return {str(quad) for quad in store if RUNS not in str(quad.graph_name)}


@pytest.fixture
def address() -> Iterator[str]:
    with oxigraph.running() as url:
        yield url


@pytest.fixture
def endpoint(address: str) -> Endpoint:
    return Endpoint.of(f"{address}/query")


def test_a_server_holds_what_a_store_would(address: str, endpoint: Endpoint, tmp_path: Path) -> None:
    with RemoteStore.open(tmp_path / "far", endpoint) as far, GraphStore.open(tmp_path / "near", create=True) as near:
        for store in (far, near):
            store.load([document(1), document(2), document(3)])
            store.load([document(1, "乙", 5)], [document(2).entry])
            store.link()
        here = told(near.store)
        again = far.manifest.entries() == near.manifest.entries()

    assert again
    assert quads(address) == here
    assert any("乙4" in quad for quad in here)


def test_reference_data_are_loaded_once(
    address: str, endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with RemoteStore.open(tmp_path, endpoint) as store:
        store.load_reference()
        store.load([document(1)])
    assert len(quads(address)) > 1000
    with RemoteStore.open(tmp_path, endpoint) as store:
        monkeypatch.setattr(store, "replace", None)
        store.load_reference()


def test_what_a_server_lost_is_loaded_again(tmp_path: Path) -> None:
    port = oxigraph.free_port()
    endpoint = Endpoint.of(f"http://127.0.0.1:{port}/query")
    with oxigraph.running(port=port), RemoteStore.open(tmp_path, endpoint) as store:
        store.load([document(1)])
        store.manifest.remember("reference", "known")
    with oxigraph.running(port=port), RemoteStore.open(tmp_path, endpoint) as store:
        assert store.manifest.entries() == {}
        assert store.manifest.remembered("reference") == ""


def test_documents_are_listed_page_by_page(endpoint: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_store, "PAGE", 2)
    some = [document(number) for number in range(5)]
    with RemoteStore.open(tmp_path, endpoint) as store:
        store.load(some)

        assert list(store.documents()) == [graphs_of(each.entry.iri)[0] for each in some]


def test_a_folder_belongs_to_one_graph_and_one_process(endpoint: Endpoint, tmp_path: Path) -> None:
    with RemoteStore.open(tmp_path / "far", endpoint), pytest.raises(StoreLockedError):
        RemoteStore.open(tmp_path / "far", endpoint)
    RemoteStore.open(tmp_path / "far", endpoint).close()
    with pytest.raises(GoujiError, match="choose another folder"):
        RemoteStore.open(tmp_path / "far", Endpoint.of("http://127.0.0.1:9/query"))
    with pytest.raises(KeptElsewhereError, match="--endpoint"):
        GraphStore.open(tmp_path / "far")
    GraphStore.open(tmp_path / "near", create=True).close()
    with pytest.raises(GoujiError, match="choose another folder"):
        RemoteStore.open(tmp_path / "near", endpoint)


def test_a_wrong_address_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(EndpointError, match=r"127\.0\.0\.1:9"):
        RemoteStore.open(tmp_path, Endpoint.of("http://127.0.0.1:9/query"))


def test_a_refusal_is_told_with_the_words_of_the_server(endpoint: Endpoint, tmp_path: Path) -> None:
    with RemoteStore.open(tmp_path, endpoint) as store:
        with pytest.raises(EndpointError, match="400") as caught:
            store.replace("urn:g", b"<a> <b> .")

        assert caught.value.status == 400
        assert not store.holds("urn:g")


class Busy(BaseHTTPRequestHandler):
    """Has no time for the first two requests."""

    refused = 0

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        busy = Busy.refused < 2
        Busy.refused += busy
        self.send_response(503 if busy else 204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Not a word."""


def test_a_busy_server_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_store, "WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(RemoteStore, "reach", lambda _: None)
    monkeypatch.setattr(RemoteStore, "reconcile", lambda _: None)
    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}/query"
        with RemoteStore.open(tmp_path, Endpoint.of(url)) as store:
            store.update("DROP SILENT GRAPH <urn:g>")
        server.shutdown()
        thread.join()

    assert Busy.refused == 2


LOADER = """
import sys
from pathlib import Path
from gouji.graph.remote import Endpoint
from gouji.graph.remote_store import RemoteStore
from tests.graph.test_remote_store import document
with RemoteStore.open(Path(sys.argv[1]), Endpoint.of(sys.argv[2])) as store:
    known = {entry.iri for entry in store.manifest.entries().values()}
    for number in range(40):
        one = document(number, sys.argv[3], 400)
        if one.entry.iri not in known or sys.argv[3] == "乙":
            store.load([one])
            print(number, flush=True)
"""


def loader(folder: Path, url: str, said: str) -> "subprocess.Popen[str]":
    root = Path(__file__).parents[2]
    paths = [path for path in sys.path if path]
    return subprocess.Popen(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(root), *paths]!r}\n{LOADER}", folder, url, said],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_run_that_is_killed_leaves_whole_documents_and_is_taken_up_again(address: str, tmp_path: Path) -> None:
    acknowledged: list[int] = []
    for after, said in ((1, "甲"), (9, "甲"), (30, "甲"), (100, "甲"), (7, "乙"), (20, "乙")):
        with loader(tmp_path / "m", f"{address}/query", said) as process:
            assert process.stdout is not None
            for line, _ in zip(process.stdout, range(after), strict=False):
                acknowledged += [int(line)] if said == "甲" else []
            process.send_signal(signal.SIGKILL if after < 100 else 0)
        for number in range(40):
            held = held_of(address, number)
            assert held in (set(), {"甲"}, {"乙"}), f"a document in part, or of two versions: {number} {held}"

    assert sorted(acknowledged) == sorted(set(acknowledged))  # none that was acknowledged was loaded again
    assert all(held_of(address, number) for number in range(40))


def held_of(address: str, number: int) -> set[str]:
    """In which version the server holds all of a document; ``part`` if it is not all."""
    graph, _ = graphs_of(document(number).entry.iri)
    try:
        with urllib.request.urlopen(f"{address}/store?graph={quote(graph, safe='')}") as answer:
            lines = answer.read().decode()
    except urllib.error.HTTPError:
        return set()
    found = re.findall(r'"([甲乙])\d+"', lines)
    return set(found) if len(found) == 400 else {"part"}
