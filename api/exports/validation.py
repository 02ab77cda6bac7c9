"""What checking found, as one standard validation report a document, in Turtle."""

from collections.abc import Iterator
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store, Triple, serialize

from ...graph.rdf import TYPE, gj, node
from ...ontology import terms
from .store_names import CHECKS, documents


def report(store: Store, output: BinaryIO) -> None:
    """The reports with their results, and the findings of reading beside them."""
    serialize(triples(store), output, format=RdfFormat.TURTLE, prefixes=dict(terms.NAMESPACES))


def triples(store: Store) -> Iterator[Triple]:
    """All of them, document by document."""
    for graph in documents(store):
        yield from (quad.triple for quad in store.quads_for_pattern(None, None, None, node(graph.value + CHECKS)))
        for finding in store.quads_for_pattern(None, TYPE, gj("Finding"), graph):
            yield from (quad.triple for quad in store.quads_for_pattern(finding.subject, None, None, graph))
