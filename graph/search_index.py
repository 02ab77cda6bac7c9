"""An index of the words in a store, in one SQLite file: names, codes and texts with where each stands.

SPARQL finds words by reading every text there is; an index of character trigrams finds them at once. The figures of
tables lie in the same file. It is brought up to date document by document, and copied beside a checkpoint,
so that it says what the checkpoint says.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from ..ontology import terms
from .figure_index import SCHEMA as FIGURES
from .figure_index import TABLES, forget_figures, learn_figures, learn_shared
from .manifest import Manifest
from .rdf import TYPE, curie, gj

FILE = "search.sqlite"
#: Raised when what the index holds changes.
FORM = "3"
SCHEMA = """
CREATE TABLE held (graph TEXT PRIMARY KEY, state TEXT NOT NULL);
CREATE TABLE hit (
    id INTEGER PRIMARY KEY, graph TEXT NOT NULL, match TEXT NOT NULL, iri TEXT NOT NULL, said TEXT NOT NULL,
    low TEXT NOT NULL, type TEXT NOT NULL, name TEXT, document TEXT, source TEXT
);
CREATE INDEX hit_graph ON hit (graph);
CREATE VIRTUAL TABLE word USING fts5(low, content='hit', content_rowid='id', tokenize='trigram', detail='full');
"""
#: What is found in a name, in a code, in a text.
SAID: Mapping[NamedNode, str] = {
    curie(name): match
    for match, names in {
        "name": "skos:prefLabel skos:altLabel rdfs:label dcterms:title",
        "code": "gj:code gj:unitCode skos:notation dcterms:identifier",
        "text": "oa:exact gj:goalText gj:purpose gj:basis gj:actualText gj:targetText gj:description",
    }.items()
    for name in names.split()
}
CALLED = frozenset(map(curie, ("skos:prefLabel", "rdfs:label", "dcterms:title")))
#: Classes of things that are no answer.
NO_ANSWERS = frozenset(
    {
        "http://rdfs.org/ns/void#Dataset",
        "http://www.w3.org/ns/sparql-service-description#NamedGraph",
        curie("prov:Entity").value,
        curie("gj:Table").value,
        curie("dcat:Dataset").value,
        curie("dcat:DatasetSeries").value,
        curie("sh:SPARQLExecutable").value,
        curie("sh:SPARQLSelectExecutable").value,
    }
)

Row = tuple[str, str, str, str, str, str | None, str | None, str | None]
Description = tuple[str, str | None, str | None, str | None]


def refresh(path: Path, store: Store, manifest: Manifest) -> None:
    """Bring the index at ``path`` up to date: of documents only those that changed are read, shared things anew."""
    state = {terms.absolute(e.iri): f"{e.sha256}\0{e.reader}" for e in manifest.entries().values()}
    with sqlite3.connect(path, isolation_level=None) as index:
        index.execute("BEGIN IMMEDIATE")
        prepare(index)
        held = {str(graph): str(told) for graph, told in index.execute("SELECT graph, state FROM held")}
        version = "\0".join([*sorted(f"{g}{s}" for g, s in state.items()), str(manifest.remembered("reference"))])
        if held.get("") != version:
            # Documents that did not change stay; whatever is no document is shared, and small.
            graphs = {g.value for g in store.named_graphs() if isinstance(g, NamedNode)}
            shared = {graph for graph in graphs if not graph.startswith(terms.absolute("doc/"))}
            for graph in held.keys() - {""} - {g for g, told in state.items() if held.get(g) == told}:
                forget(index, graph)
            for graph in sorted(shared | {g for g, told in state.items() if held.get(g) != told}):
                learn(index, graph, rows(store, NamedNode(graph)), state.get(graph, ""))
                if graph in state:
                    learn_figures(index, store, NamedNode(graph))
            learn_shared(index, store)
            index.execute("INSERT OR REPLACE INTO held VALUES ('', ?)", (version,))
        index.execute("COMMIT")
    index.close()


def prepare(index: sqlite3.Connection) -> None:
    """Make the tables anew unless they are of this form."""
    if index.execute("PRAGMA user_version").fetchone() == (int(FORM),):
        return
    for name in ("word", "hit", "held", *TABLES):
        index.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in filter(str.strip, f"{SCHEMA}{FIGURES}".split(";")):
        index.execute(statement)
    index.execute(f"PRAGMA user_version = {FORM}")


def forget(index: sqlite3.Connection, graph: str) -> None:
    """Take the words and figures of a graph out."""
    forget_figures(index, graph)
    index.execute("INSERT INTO word(word, rowid, low) SELECT 'delete', id, low FROM hit WHERE graph = ?", (graph,))
    index.execute("DELETE FROM hit WHERE graph = ?", (graph,))
    index.execute("DELETE FROM held WHERE graph = ?", (graph,))


def learn(index: sqlite3.Connection, graph: str, said: Iterable[Row], state: str) -> None:
    """Put the words of a graph in."""
    last = index.execute("SELECT COALESCE(MAX(id), 0) FROM hit").fetchone()[0]
    index.executemany(
        "INSERT INTO hit(graph, match, iri, said, low, type, name, document, source)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((graph, *row) for row in said),
    )
    index.execute("INSERT INTO word(rowid, low) SELECT id, low FROM hit WHERE id > ?", (last,))
    index.execute("INSERT OR REPLACE INTO held VALUES (?, ?)", (graph, state))


def rows(store: Store, graph: NamedNode) -> Iterator[Row]:
    """The words that one graph says; only statements that matter are read, for there are many of cells."""
    told: dict[NamedNode, list[tuple[str, str]]] = {}
    for predicate, match in SAID.items():
        for quad in store.quads_for_pattern(None, predicate, None, graph):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                told.setdefault(quad.subject, []).append((match, quad.object.value))
    for thing, said in told.items():
        every = [kind.value for kind in things(store, graph, thing, TYPE)]
        types = [kind for kind in every if kind not in NO_ANSWERS]
        if types or not every:
            about = described(store, graph, thing, min(types, default=terms.GJ + "Cell"))
            for match, text in said:
                yield match, thing.value, text, text.lower(), *about


def described(store: Store, graph: NamedNode, thing: NamedNode, kind: str) -> Description:
    """Class, name, document and place of a thing, as far as it has them."""
    called = (quad.object for predicate in CALLED for quad in store.quads_for_pattern(thing, predicate, None, graph))
    names = (name.value for name in called if isinstance(name, Literal) and name.language in {None, "zh"})
    wholes = (thing, *things(store, graph, thing, gj("of")))
    documents = (found.value for whole in wholes for found in things(store, graph, whole, gj("document")))
    sources = (place.value for place in things(store, graph, thing, gj("anchor")))
    return kind, min(names, default=None), min(documents, default=None), min(sources, default=None)


def things(store: Store, graph: NamedNode, subject: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
    """What a graph ties to something by a predicate."""
    for quad in store.quads_for_pattern(subject, predicate, None, graph):
        if isinstance(quad.object, NamedNode):
            yield quad.object
