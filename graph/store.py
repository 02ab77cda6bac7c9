"""The graph on disk: one named graph per document, replaced in one step; shared things and code lists in their own."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, QuerySolutions, RdfFormat, Store

from ..ontology import terms
from ..ontology.messages import GoujiError
from .loading import ENTITIES, LINKS, Loadable, Loading, as_ntriples, graphs_of, replacing
from .manifest import Entry, Manifest
from .search_index import FILE as WORDS
from .search_index import refresh
from .sources import FILE as TEXTS
from .sources import Sources, sources_beside

__all__ = ["ENTITIES", "LINKS", "GraphStore", "Loadable", "as_ntriples", "graphs_of"]

#: Raised when the layout of graphs changes so that stores of older versions would answer wrongly.
FORMAT = 2
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


class KeptElsewhereError(GoujiError):
    """The folder is the book of a store that a server keeps."""

    def __init__(self, path: Path, endpoint: str) -> None:
        super().__init__(
            f"{path}：这里只有清单，图谱在 {endpoint}；请加 --endpoint {endpoint}。",
            f"{path}: only the manifest is here, the graph is at {endpoint}; use --endpoint {endpoint}.",
        )


class StoreDamagedError(GoujiError):
    """The store cannot be opened."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}：库打不开（{reason}）；删掉它，用原文件重建。",
            f"{path}: the store cannot be opened ({reason}); delete it and build it again from the files.",
        )


class StoreFullError(GoujiError):
    """There is no room on the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}：磁盘已满；已写入的公开文件都完整，腾出空间后再运行同一命令即可继续。",
            f"{path}: the disk is full; what was loaded is whole. Make room and run the same command again to go on.",
        )


class GraphStore(Loading):
    """A folder with an Oxigraph store and its manifest. Only one process may have it open for writing."""

    def __init__(self, path: Path, store: Store, manifest: Manifest) -> None:
        self.path = path
        self.store = store
        self.manifest = manifest
        self.sources = Sources(path / TEXTS)
        self.texts = True

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
        self.sources.close()
        del self.store

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store; raises :class:`StoreFullError` where it was for want of room that it had to be left."""
        try:
            super().__exit__(kind, error, trace)
        except (OSError, sqlite3.OperationalError) as late:
            raise (StoreFullError(self.path) if is_full(late) else late) from error
        if is_full(error):
            raise StoreFullError(self.path) from error

    def checkpoint(self, directory: Path) -> None:
        """A read-only copy (hard links) for worker processes while this process writes; words and texts beside it."""
        self.store.flush()
        self.store.backup(directory)
        refresh(self.path / WORDS, self.store, self.manifest)
        shutil.copyfile(self.path / WORDS, words_beside(directory))
        shutil.copyfile(self.path / TEXTS, sources_beside(directory))

    def link(self) -> None:
        """Work out which documents no other contains, and bring the index of words up to date."""
        super().link()
        refresh(self.path / WORDS, self.store, self.manifest)

    def update(self, text: str) -> None:
        """Carry out a SPARQL update, all of it or nothing."""
        self.store.update(text)

    def replace(self, graph: str, triples: bytes) -> None:
        """Make ``triples`` (N-Triples) the whole content of one graph."""
        if self._holds(graph):
            self.store.update(replacing({graph: triples}))
        else:
            self.store.bulk_load(triples, format=RdfFormat.N_TRIPLES, to_graph=NamedNode(graph))

    def write(self, documents: Sequence[Loadable]) -> None:
        """New documents by one bulk load (all or nothing, three times faster), present ones each by one update."""
        fresh: list[bytes] = []
        for document in documents:
            graphs = document.graphs
            if any(self._holds(graph) for graph in graphs):
                self.store.update(replacing(graphs))
            else:
                fresh += (as_nquads(triples, graph) for graph, triples in graphs.items())
        if fresh:
            self.store.bulk_load(b"".join(fresh), format=RdfFormat.N_QUADS)

    def without_texts(self) -> None:
        """Forget the documents' texts, and keep none from now on."""
        self.texts = False
        self.sources.clear()

    def keep_texts(self, documents: Sequence[Loadable], gone: Sequence[Entry]) -> None:
        """Keep the texts of ``documents``, and forget those of ``gone``, in one step."""
        texts = ((document.entry.iri, document.source if self.texts else b"") for document in documents)
        self.sources.replace(texts, (entry.iri for entry in gone))

    def solutions(self, query: str) -> QuerySolutions:
        """The rows of a query of ours; the usual prefixes are declared, the default graph is empty."""
        answer = self.store.query(query, prefixes=terms.NAMESPACES)
        assert isinstance(answer, QuerySolutions)
        return answer

    def flush(self) -> None:
        """See to it that what was written stays."""
        self.store.flush()

    def _holds(self, graph: str) -> bool:
        return any(True for _ in self.store.quads_for_pattern(None, None, None, NamedNode(graph)))


def is_full(error: BaseException | None) -> bool:
    """Whether there was no room on the disk; the engine's error tells it in words only.

    >>> is_full(OSError("IO error: No space left on device: While appending")), is_full(OSError("IO error"))
    (True, False)
    """
    match error:
        case OSError():
            return "No space left" in str(error)
        case sqlite3.OperationalError():
            return "disk is full" in str(error)
        case _:
            return False


def words_beside(checkpoint: Path) -> Path:
    """The index of words of a checkpoint."""
    return checkpoint.with_name(f"{checkpoint.name}-{WORDS}")


def check_format(path: Path, label: Path) -> None:
    """Refuse a store of another layout, and the book of a store that is kept by a server."""
    try:
        told = json.loads(label.read_text("utf-8"))
        found = told["format"]
    except (ValueError, KeyError, OSError) as error:
        raise StoreVersionError(path, "?") from error
    if found != FORMAT:
        raise StoreVersionError(path, found)
    if "endpoint" in told:
        raise KeptElsewhereError(path, str(told["endpoint"]))


def as_nquads(triples: bytes, graph: str) -> bytes:
    r"""N-Triples lines as N-Quads of one graph.

    >>> as_nquads(b"<a:s> <a:p> <a:o> .\n", "a:g")
    b'<a:s> <a:p> <a:o> <a:g> .\n'
    """
    ending = f" <{graph}> .\n".encode()
    return b"".join(line.removesuffix(b" .") + ending for line in triples.splitlines() if line)
