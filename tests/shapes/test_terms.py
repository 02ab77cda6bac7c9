"""A misspelt term of SHACL is no error, it checks nothing: every ``sh:`` term of our shapes is in the vocabulary."""

from collections.abc import Iterator
from importlib.resources import files

import pytest
import rdflib
from rdflib.namespace import SH

from gouji.shapes import core, shacl

SHAPES = {"rules": shacl.shapes_turtle, "core": core.core_turtle}


def vocabulary() -> rdflib.Graph:
    """The SHACL vocabulary as pySHACL ships it."""
    return rdflib.Graph().parse(data=(files("pyshacl") / "assets" / "shacl.ttl").read_bytes(), format="turtle")


def used(shapes: rdflib.Graph) -> Iterator[rdflib.URIRef]:
    """The ``sh:`` terms of a graph, in whatever place."""
    for triple in shapes:
        yield from (term for term in triple if isinstance(term, rdflib.URIRef) and term.startswith(str(SH)))


@pytest.mark.parametrize("name", SHAPES)
def test_every_term_of_shacl_exists(name: str) -> None:
    defined = set(vocabulary().subjects())
    shapes = rdflib.Graph().parse(data=SHAPES[name](), format="turtle")

    terms = set(used(shapes))

    assert SH.targetClass in terms
    assert terms - defined == set()


def test_a_misspelt_term_would_be_seen() -> None:
    shapes = rdflib.Graph().parse(data=shacl.shapes_turtle().replace("sh:severity", "sh:severty"), format="turtle")

    assert {str(term) for term in set(used(shapes)) - set(vocabulary().subjects())} == {str(SH) + "severty"}
