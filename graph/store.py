"""The graph on disk: one named graph per document, replaced in one step; shared things and code lists in their own."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from ..ontology import terms
from ..ontology.messages import GoujiError
from .manifest import Entry, Manifest, Statement
from .merging import merged
from .reference import reference_quads
from .runs import Run, recording, started

#: Raised when the layout of graphs changes so that stores of older versions would answer wrongly.
FORMAT = 2
ENTITIES = terms.absolute("graph/entities")
LINKS = terms.absolute("graph/links")
LABEL_FILE = "gouji.json"


class StoreLockedError(GoujiError):
    """Another process writes to the store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}：另一个进程正在使用这个库，请等它结束再试。",
            f"{path}: another process is using this store; wait for it to end and try again.",
        )


class StoreVersionError(GoujiError):
    """The store was built by a version whose layout differs."""

    def __init__(self, path: Path, found: object) -> None:
        super().__init__(
            f"{path}：这个库的格式是 {found}，本程序要 {FORMAT}；请另建一个：gouji build … --store 新目录。",
            f"{path}: this store has format {found}, this program needs {FORMAT}; build a new one with --store NEW.",
        )


class NotAStoreError(GoujiError):
    """The folder is no store of ours."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}：不是 gouji 的库；先运行 gouji build 文件夹 --store {path}。",
            f"{path}: not a gouji store; run gouji build FOLDER --store {path} first.",
        )


class StoreDamagedError(GoujiError):
    """The store cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}：库打不开（{reason}）；删掉它，用原文件重建。",
            f"{path}: the store cannot be opened ({reason}); delete it and build it again from the files.",
        )


@dataclass(frozen=True, slots=True)
class Loadable:
    """One document ready to be loaded: its graph as N-Triples, what it says of shared things, its manifest entry.

    ``checks`` is what its check found, the N-Triples of the graph that is always replaced together with its own.
    """

    entry: Entry
    triples: bytes
    shared: frozenset[Statement]
    checks: bytes = b""

    @property
    def graphs(self) -> dict[str, bytes]:
        """Its graphs by name."""
        return dict(zip(graphs_of(self.entry.iri), (self.triples, self.checks), strict=True))


class GraphStore:
    """A folder with an Oxigraph store and its manifest. Only one process may have it open for writing."""

    def __init__(self, path: Path, store: Store, manifest: Manifest) -> None:
        self.path = path
        self.store = store
        self.manifest = manifest

    @classmethod
    def open(cls, path: Path, *, create: bool = False) -> Self:
        """The store at ``path``; raises a :class:`GoujiError` if there is none, it is locked or of another version."""
        label = path / LABEL_FILE
        if not label.exists():
            if not create or (path.exists() and any(path.iterdir())):
                raise NotAStoreError(path)
            path.mkdir(parents=True, exist_ok=True)
            label.write_text(json.dumps({"format": FORMAT}), "utf-8")
        check_format(path, label)
        quads = path / "quads"
        try:
            store = Store(quads)
        except OSError as error:
            if "lock" in str(error).lower():
                raise StoreLockedError(path) from error
            raise StoreDamagedError(path, str(error)) from error
        # A bulk load that was killed leaves files no index names; we hold the lock, so nobody is loading now.
        for orphan in quads.glob("bulk-*.sst"):
            orphan.unlink()
        return cls(path, store, Manifest(path / "manifest.sqlite"))

    def close(self) -> None:
        """Flush and release the store."""
        self.store.flush()
        self.manifest.close()
        del self.store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def load_reference(self, further: Iterable[Quad] = ()) -> None:
        """Load vocabulary, schemes, code lists, forms and what is given, unless exactly these are there already."""
        by_graph: dict[str, list[str]] = {}
        for quad in chain(reference_quads(), further):
            assert isinstance(quad.graph_name, NamedNode)
            by_graph.setdefault(quad.graph_name.value, []).append(f"{quad.triple} .")
        texts = {graph: "\n".join(lines) for graph, lines in by_graph.items()}
        fingerprint = hashlib.sha256("\0".join(f"{g}\0{t}" for g, t in sorted(texts.items())).encode()).hexdigest()
        if self.manifest.remembered("reference") == fingerprint:
            return
        for graph, triples in texts.items():
            self._replace(graph, triples.encode())
        self.store.flush()
        self.manifest.remember("reference", fingerprint)

    def load(self, documents: Sequence[Loadable], gone: Sequence[Entry] = (), run: Run | None = None) -> None:
        """Replace the graphs of ``documents`` and drop those of ``gone``, each in one step, then write the manifest.

        ``run`` is the run they were read in; without one it is taken to be now.

        Killed at any point, the store holds each document either as it was or as it is now.
        """
        before: set[Statement] = set()
        for iri in [*(document.entry.iri for document in documents), *(entry.iri for entry in gone)]:
            before |= self.manifest.shared_of(iri)
        for entry in gone:
            self.store.update(" ; ".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs_of(entry.iri)))
        self._write(documents)
        subjects = {said[0] for said in before} | {said[0] for document in documents for said in document.shared}
        said = self._said(subjects, documents, gone)
        self._replace_shared(subjects, said)
        self.store.update(recording(run or started("?"), (document.entry for document in documents), gone))
        self.store.flush()
        self.manifest.record(((document.entry, document.shared) for document in documents), gone)

    def link(self) -> None:
        """Work out which documents' figures no other document contains (``gj:apex``)."""
        self.store.update(APEX)
        self.store.flush()

    def checkpoint(self, directory: Path) -> None:
        """A read-only copy (hard links) that worker processes may open while this process writes."""
        self.store.flush()
        self.store.backup(directory)

    def _write(self, documents: Sequence[Loadable]) -> None:
        """New documents by one bulk load (all or nothing, three times faster), present ones each by one update."""
        fresh: list[bytes] = []
        for document in documents:
            graphs = document.graphs
            if any(self._holds(graph) for graph in graphs):
                self.store.update(" ;\n".join(replacing(graph, triples.decode()) for graph, triples in graphs.items()))
            else:
                fresh += (as_nquads(triples, graph) for graph, triples in graphs.items())
        if fresh:
            self.store.bulk_load(b"".join(fresh), format=RdfFormat.N_QUADS)

    def _replace(self, graph: str, triples: bytes) -> None:
        """Make ``triples`` the whole content of one graph."""
        if self._holds(graph):
            self.store.update(replacing(graph, triples.decode("utf-8")))
        else:
            self.store.bulk_load(triples, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))

    def _holds(self, graph: str) -> bool:
        return any(True for _ in self.store.quads_for_pattern(None, None, None, NamedNode(graph)))

    def _said(
        self, subjects: Iterable[str], documents: Sequence[Loadable], gone: Sequence[Entry]
    ) -> list[tuple[int, str, Statement]]:
        replaced = {document.entry.iri for document in documents} | {entry.iri for entry in gone}
        said = [entry for entry in self.manifest.said_of(subjects) if entry[1] not in replaced]
        said += [
            (document.entry.year, document.entry.iri, statement)
            for document in documents
            for statement in document.shared
        ]
        return said

    def _replace_shared(self, subjects: Iterable[str], said: Iterable[tuple[int, str, Statement]]) -> None:
        """Everything the graph of shared things says of ``subjects`` becomes what documents say now."""
        lines = [f"{s} {p} {o} ." for s, p, o in merged(said)]
        values = " ".join(sorted(subjects))
        if values:
            self.store.update(
                f"DELETE {{ GRAPH <{ENTITIES}> {{ ?s ?p ?o }} }}"
                f" WHERE {{ VALUES ?s {{ {values} }} GRAPH <{ENTITIES}> {{ ?s ?p ?o }} }} ;"
                f" INSERT DATA {{ GRAPH <{ENTITIES}> {{ {' '.join(lines)} }} }}"
            )


def graphs_of(iri: str) -> tuple[str, str]:
    """The graphs of a document by its relative name: what it says, and what its check found.

    >>> graphs_of("doc/131028-示例局/2024/budget")[1]
    'https://w3id.org/gouji/doc/131028-示例局/2024/budget/checks'
    """
    return terms.absolute(iri), terms.absolute(f"{iri}/checks")


def check_format(path: Path, label: Path) -> None:
    """Refuse a store of another layout."""
    try:
        found = json.loads(label.read_text("utf-8"))["format"]
    except (ValueError, KeyError, OSError) as error:
        raise StoreVersionError(path, "?") from error
    if found != FORMAT:
        raise StoreVersionError(path, found)


def replacing(graph: str, triples: str) -> str:
    """The one update that makes ``triples`` (N-Triples) the whole content of a graph."""
    return f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{\n{triples}\n}} }}"


def as_ntriples(quads: Iterable[Quad]) -> bytes:
    """Quads of one graph as N-Triples."""
    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


def as_nquads(triples: bytes, graph: str) -> bytes:
    r"""N-Triples lines as N-Quads of one graph.

    >>> as_nquads(b"<a:s> <a:p> <a:o> .\n", "a:g")
    b'<a:s> <a:p> <a:o> <a:g> .\n'
    """
    ending = f" <{graph}> .\n".encode()
    return b"".join(line.removesuffix(b" .") + ending for line in triples.splitlines() if line)


#: A document is apex unless the unit it is of belongs to a unit that disclosed the same kind for the same year:
#: then the department's figures contain it.
APEX = f"""
PREFIX gj: <{terms.GJ}>
PREFIX org: <{terms.NAMESPACES["org"]}>
DROP SILENT GRAPH <{LINKS}> ;
INSERT {{ GRAPH <{LINKS}> {{ ?d gj:apex true }} }} WHERE {{
  GRAPH ?d {{ ?d a gj:Document ; gj:unit ?u ; gj:year ?y ; gj:kind ?k }}
  FILTER NOT EXISTS {{
    GRAPH <{ENTITIES}> {{ ?u org:subOrganizationOf+ ?above }}
    GRAPH ?other {{ ?other a gj:Document ; gj:unit ?above ; gj:year ?y ; gj:kind ?k }}
  }}
}} ;
INSERT {{ GRAPH <{LINKS}> {{ ?t gj:apex true }} }} WHERE {{
  GRAPH <{LINKS}> {{ ?d gj:apex true }} GRAPH ?d {{ ?t gj:document ?d ; gj:form ?f }}
}}
"""
