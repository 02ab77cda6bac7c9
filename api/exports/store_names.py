"""What exports ask of a store directly: graphs by name, names of things, terms as plain text."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ...graph.rdf import curie
from ...ontology import terms

CHECKS = "/checks"


def documents(store: Store) -> Iterator[NamedNode]:
    """The graphs of documents, in order of name."""
    graphs = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    chosen = (g for g in graphs if g.value.startswith(terms.absolute("doc/")) and not g.value.endswith(CHECKS))
    yield from sorted(chosen, key=lambda g: g.value)


def shared_graphs(store: Store) -> Iterator[NamedNode]:
    """The graphs that belong to no one document, in order of name."""
    graphs = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    yield from sorted((g for g in graphs if g.value.startswith(terms.absolute("graph/"))), key=lambda g: g.value)


def shared_names(store: Store) -> dict[object, str]:
    """What units, projects and concepts are called in Chinese."""
    names: dict[object, str] = {}
    for graph in shared_graphs(store):
        for predicate in (curie("skos:prefLabel"), curie("rdfs:label")):
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                if isinstance(quad.object, Literal) and quad.object.language in (None, "zh"):
                    names[quad.subject] = quad.object.value
    return names


def version(store: Store) -> str:
    """The version of the data as its description tells it; empty where the store was never described."""
    query = f"SELECT ?version {{ GRAPH ?g {{ <{terms.absolute('dataset')}> dcat:version ?version }} }}"
    answer = store.query(query, prefixes=terms.NAMESPACES)
    assert isinstance(answer, QuerySolutions)
    return next((plain(row["version"]) for row in answer), "")


def plain(term: object) -> str:
    """A term as a cell of a spreadsheet: names relative to the base, values as they are."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(terms.BASE)
    return term.value if isinstance(term, Literal) else ""
