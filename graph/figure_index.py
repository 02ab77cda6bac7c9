"""The figures of a store's tables in its index, by measure and item, with the lowest rows marked: they make totals.

Adding up every figure by SPARQL walks the whole graph; here they lie side by side. Which tables no other contains
(``gj:apex``) and what units are called depends on all documents, so that is taken down anew whenever one changed.
"""

import sqlite3
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from .loading import ENTITIES, LINKS
from .rdf import TRUE, curie, gj

SCHEMA = """
CREATE TABLE tab (
    id INTEGER PRIMARY KEY, graph TEXT NOT NULL, iri TEXT NOT NULL, document TEXT NOT NULL, form TEXT NOT NULL,
    unit TEXT NOT NULL, year INTEGER NOT NULL, kind TEXT NOT NULL
);
CREATE INDEX tab_graph ON tab (graph);
CREATE TABLE figure (
    tab INTEGER NOT NULL, measure TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL, lowest INTEGER NOT NULL,
    anchor TEXT NOT NULL
);
CREATE INDEX figure_tab ON figure (tab, measure);
CREATE INDEX figure_item ON figure (item, measure);
CREATE TABLE apex (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE unit (iri TEXT NOT NULL, name TEXT NOT NULL, region TEXT NOT NULL);
CREATE INDEX unit_iri ON unit (iri);
"""
TABLES = ("tab", "figure", "apex", "unit")

Figure = tuple[str, str, str, bool, str]
"""Measure, item and value of a cell, whether its row is a lowest one, and where that is printed."""


def forget_figures(index: sqlite3.Connection, graph: str) -> None:
    """Take the figures of a document out."""
    index.execute("DELETE FROM figure WHERE tab IN (SELECT id FROM tab WHERE graph = ?)", (graph,))
    index.execute("DELETE FROM tab WHERE graph = ?", (graph,))


def learn_figures(index: sqlite3.Connection, store: Store, graph: NamedNode) -> None:
    """Put the figures of a document in."""
    kinds = said(store, "kind", graph)
    forms, units, years = (said(store, name, graph) for name in ("form", "unit", "year"))
    documents, cells = said(store, "document", graph), figures(store, graph)
    for table in cells:
        document = documents[table]
        row = (graph.value, table, document, forms[table], units[table], int(years[table]), kinds[document])
        known = index.execute(
            "INSERT INTO tab(graph, iri, document, form, unit, year, kind) VALUES (?, ?, ?, ?, ?, ?, ?)", row
        )
        index.executemany(
            "INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?)", ((known.lastrowid, *figure) for figure in cells[table])
        )


def figures(store: Store, graph: NamedNode) -> dict[str, list[Figure]]:
    """The cells by table; rows that are printed again count once."""
    lowest = set(subjects(store.quads_for_pattern(None, gj("leaf"), TRUE, graph)))
    again = said(store, "repeats", graph).keys()
    tables, items, anchors = (said(store, name, graph) for name in ("table", "item", "anchor"))
    measures, values = said(store, "measure", graph), said(store, "value", graph)
    found: dict[str, list[Figure]] = {}
    for cell, line in said(store, "line", graph).items():
        if line in items and line not in again and cell in values:
            figure = measures[cell], items[line], values[cell], line in lowest, anchors[line]
            found.setdefault(tables[line], []).append(figure)
    return found


def learn_shared(index: sqlite3.Connection, store: Store) -> None:
    """Take down anew which tables no other contains, and what units are called and where they are."""
    for name in ("apex", "unit"):
        index.execute(f"DELETE FROM {name}")  # noqa: S608
    links, shared = NamedNode(LINKS), NamedNode(ENTITIES)
    apex = subjects(store.quads_for_pattern(None, gj("apex"), TRUE, links))
    index.executemany("INSERT INTO apex VALUES (?)", ((iri,) for iri in apex))
    regions = said(store, "region", shared)
    for unit in subjects(store.quads_for_pattern(None, curie("rdf:type"), gj("Unit"), shared)):
        for quad in store.quads_for_pattern(NamedNode(unit), curie("rdfs:label"), None, shared):
            if isinstance(quad.object, Literal):
                row = (unit, quad.object.value, regions.get(unit, ""))
                index.execute("INSERT INTO unit VALUES (?, ?, ?)", row)


def said(store: Store, term: str, graph: NamedNode) -> dict[str, str]:
    """What a graph says by one of our terms, by what it says it of."""
    return {
        quad.subject.value: quad.object.value
        for quad in store.quads_for_pattern(None, gj(term), None, graph)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    }


def subjects(quads: Iterable[Quad]) -> Iterator[str]:
    """What quads say something of."""
    return (quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))
