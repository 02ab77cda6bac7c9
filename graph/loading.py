"""How documents come into a graph, wherever it is kept: each replaced as a whole, shared things merged, runs told."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from types import TracebackType
from typing import Self

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, serialize

from ..ontology import terms
from .manifest import Entry, Manifest, Statement
from .merging import merged
from .reference import reference_quads
from .runs import Run, recording, started

ENTITIES = terms.absolute("graph/entities")
LINKS = terms.absolute("graph/links")


@dataclass(frozen=True, slots=True)
class Loadable:
    """One document ready to be loaded: its graph as N-Triples, what it says of shared things, its manifest entry.

    ``checks`` is what its check found, the N-Triples of the graph that is always replaced together with its own.
    ``source`` is its text as :class:`gouji.graph.sources.Source` packs it; empty where it is not kept.
    """

    entry: Entry
    triples: bytes
    shared: frozenset[Statement]
    checks: bytes = b""
    source: bytes = b""

    @property
    def graphs(self) -> dict[str, bytes]:
        """Its graphs by name."""
        return dict(zip(graphs_of(self.entry.iri), (self.triples, self.checks), strict=True))


class Loading(ABC):
    """A graph that documents are loaded into, and the manifest of those it holds. Use it as a context."""

    manifest: Manifest

    @abstractmethod
    def update(self, text: str) -> None:
        """Carry out a SPARQL update, all of it or nothing."""

    @abstractmethod
    def replace(self, graph: str, triples: bytes) -> None:
        """Make ``triples`` (N-Triples) the whole content of one graph."""

    @abstractmethod
    def write(self, documents: Sequence[Loadable]) -> None:
        """Replace the graphs of documents, those of each in one step."""

    @abstractmethod
    def without_texts(self) -> None:
        """Forget the documents' texts, and keep none from now on."""

    @abstractmethod
    def keep_texts(self, documents: Sequence[Loadable], gone: Sequence[Entry]) -> None:
        """Keep the texts of ``documents``, and forget those of ``gone``, where texts are kept."""

    @abstractmethod
    def solutions(self, query: str) -> QuerySolutions:
        """The rows of a query of ours; the usual prefixes are declared, the default graph is empty."""

    @abstractmethod
    def flush(self) -> None:
        """See to it that what was written stays."""

    @abstractmethod
    def close(self) -> None:
        """Flush and release."""

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
            self.replace(graph, triples.encode())
        self.flush()
        self.manifest.remember("reference", fingerprint)

    def load(self, documents: Sequence[Loadable], gone: Sequence[Entry] = (), run: Run | None = None) -> None:
        """Replace the graphs of ``documents`` and drop those of ``gone``, each in one step, then write the manifest.

        ``run`` is the run they were read in; without one it is taken to be now.

        Killed at any point, the store holds each document either as it was or as it is now.
        """
        gone = (*gone, *self._renamed(documents, gone))
        self.keep_texts(documents, gone)
        before: set[Statement] = set()
        for iri in [*(document.entry.iri for document in documents), *(entry.iri for entry in gone)]:
            before |= self.manifest.shared_of(iri)
        for entry in gone:
            self.update(" ; ".join(f"DROP SILENT GRAPH <{graph}>" for graph in graphs_of(entry.iri)))
        self.write(documents)
        subjects = {said[0] for said in before} | {said[0] for document in documents for said in document.shared}
        self._replace_shared(subjects, self._said(subjects, documents, gone))
        self.update(recording(run or started("?"), [document.entry for document in documents], gone))
        self.flush()
        self.manifest.record(((document.entry, document.shared) for document in documents), gone)

    def _renamed(self, documents: Sequence[Loadable], gone: Sequence[Entry]) -> Iterator[Entry]:
        """What the store holds of files that are now read as another document: the old one must not stay beside it."""
        held = self.manifest.entries()
        known = {entry.iri for entry in gone} | {document.entry.iri for document in documents}
        for document in documents:
            before = held.get(document.entry.file)
            if before is not None and before.iri not in known:
                yield before

    def link(self) -> None:
        """Work out which documents' figures no other document contains (``gj:apex``)."""
        self.update(APEX)
        self.flush()

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
            self.update(
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


def replacing(graphs: dict[str, bytes]) -> str:
    """The one update that makes these N-Triples the whole content of each graph."""
    return " ;\n".join(
        f"DROP SILENT GRAPH <{graph}> ; INSERT DATA {{ GRAPH <{graph}> {{\n{triples.decode()}\n}} }}"
        for graph, triples in graphs.items()
    )


def as_ntriples(quads: Iterable[Quad]) -> bytes:
    """Quads of one graph as N-Triples."""
    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written


#: How many units may stand above one another; written out, because some servers follow a chain only from a known end.
LEVELS = 4
#: One way to stand above: a unit so many levels up disclosed the same kind for the same year.
ABOVE = f"""
  FILTER NOT EXISTS {{{{
    GRAPH <{ENTITIES}> {{{{ ?u {{chain}} ?above }}}}
    GRAPH ?other {{{{ ?other a gj:Document ; gj:unit ?above ; gj:year ?y ; gj:kind ?k }}}}
  }}}}"""
#: A document is apex unless the unit it is of belongs to a unit that disclosed the same kind for the same year:
#: then the department's figures contain it.
APEX = f"""
PREFIX gj: <{terms.GJ}>
PREFIX org: <{terms.NAMESPACES["org"]}>
DROP SILENT GRAPH <{LINKS}> ;
INSERT {{ GRAPH <{LINKS}> {{ ?d gj:apex true }} }} WHERE {{
  GRAPH ?d {{ ?d a gj:Document ; gj:unit ?u ; gj:year ?y ; gj:kind ?k }}
{"".join(ABOVE.format(chain="/".join(["org:subOrganizationOf"] * level)) for level in range(1, LEVELS + 1))}
}} ;
INSERT {{ GRAPH <{LINKS}> {{ ?t gj:apex true }} }} WHERE {{
  GRAPH <{LINKS}> {{ ?d gj:apex true }} GRAPH ?d {{ ?t gj:document ?d ; gj:form ?f }}
}}
"""
