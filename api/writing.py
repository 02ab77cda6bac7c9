"""Triples as bytes in any of the formats that graphs are sent in."""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from ..ontology import terms
from .execution import GRAPHS
from .formats import Format

#: Prefixes of vocabularies that only descriptions use.
FURTHER = {
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}


def written(triples: Iterable[Triple], form: Format) -> bytes:
    """Triples, each once and in order of subject, in a format."""
    rdf = GRAPHS[form.name]
    ordered = sorted(set(triples), key=str)
    said = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in ordered)
    body = serialize(said if rdf.supports_datasets else ordered, format=rdf, prefixes=prefixes_in(ordered))
    assert body is not None
    return body


def prefixes_in(triples: Iterable[Triple]) -> dict[str, str]:
    """The prefixes that some IRI of the triples can be written with."""
    iris = {part.value for triple in triples for part in triple if isinstance(part, NamedNode)}
    used = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris} | {terms.NAMESPACES["xsd"]}
    return {prefix: base for prefix, base in (terms.NAMESPACES | FURTHER).items() if base in used}


def triples_of(ntriples: bytes) -> tuple[Triple, ...]:
    """The triples of an answer in N-Triples."""
    return tuple(quad.triple for quad in parse(ntriples, format=RdfFormat.N_TRIPLES))


def expanded(prefixed: str) -> NamedNode:
    """The IRI of a name with one of our prefixes or of those that only descriptions use.

    >>> expanded("sd:endpoint").value
    'http://www.w3.org/ns/sparql-service-description#endpoint'
    """
    prefix, _, local = prefixed.partition(":")
    return NamedNode((terms.NAMESPACES | FURTHER)[prefix] + local)
