"""The graph in the usual forms of RDF, written as it is read."""

from collections.abc import Callable, Mapping
from typing import BinaryIO

from pyoxigraph import RdfFormat, Store, serialize

from ...ontology import terms

FORMATS: Mapping[str, RdfFormat] = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
}


def rdf(name: str) -> Callable[[Store, BinaryIO], None]:
    """The writer of one RDF format; formats without graphs hold the union of all graphs."""
    chosen = FORMATS[name]

    def write(store: Store, output: BinaryIO) -> None:
        if chosen.supports_datasets:
            store.dump(output, format=chosen, prefixes=dict(terms.NAMESPACES))
        else:
            triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, None))
            serialize(triples, output, format=chosen, prefixes=dict(terms.NAMESPACES))

    return write
