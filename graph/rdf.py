"""Makers of IRIs and typed literals, cached because a document repeats them thousands of times."""

from decimal import Decimal
from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from ..ontology import terms

XSD = terms.NAMESPACES["xsd"]
INTEGER = NamedNode(XSD + "integer")
DECIMAL = NamedNode(XSD + "decimal")
BOOLEAN = NamedNode(XSD + "boolean")
TRUE = Literal("true", datatype=BOOLEAN)
TYPE = NamedNode(terms.NAMESPACES["rdf"] + "type")


@lru_cache(maxsize=131072)
def node(name: str) -> NamedNode:
    """The IRI of a relative name (or of an absolute one)."""
    return NamedNode(name if "://" in name else terms.absolute(name))


@lru_cache(maxsize=1024)
def gj(term: str) -> NamedNode:
    """A term of our vocabulary."""
    return NamedNode(terms.GJ + term)


@lru_cache(maxsize=1024)
def curie(prefixed: str) -> NamedNode:
    """The IRI of a prefixed name of :data:`gouji.ontology.terms.NAMESPACES`.

    >>> curie("skos:altLabel").value
    'http://www.w3.org/2004/02/skos/core#altLabel'
    """
    prefix, _, local = prefixed.partition(":")
    return NamedNode(terms.NAMESPACES[prefix] + local)


@lru_cache(maxsize=65536)
def decimal(value: Decimal) -> Literal:
    """A decimal in canonical form, so that what a store gives back is what was written.

    >>> decimal(Decimal("25629300.00")).value, decimal(Decimal("0.10")).value
    ('25629300', '0.1')
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text in ("", "-0") else text, datatype=DECIMAL)


@lru_cache(maxsize=4096)
def integer(value: int) -> Literal:
    """An integer."""
    return Literal(str(value), datatype=INTEGER)


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(value)


def zh(value: str) -> Literal:
    """A Chinese string."""
    return Literal(value, language="zh")


def en(value: str) -> Literal:
    """An English string."""
    return Literal(value, language="en")
