"""The standard names of uncoded rows (收入总计, 三公经费合计 …), found by any spelling that is known."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from .codes import plain

PREFERRED = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
ALTERNATIVE = NamedNode("http://www.w3.org/2004/02/skos/core#altLabel")


@cache
def standard_rows() -> Mapping[str, str]:
    """Standard names by the plain form of every known spelling."""
    preferred: dict[str, str] = {}
    spellings: list[tuple[str, str]] = []
    data = (files(__package__) / "schemes" / "rows.ttl").read_bytes()
    for quad in parse(input=data, format=RdfFormat.TURTLE):
        subject, label = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(label, Literal) or label.language == "en":
            continue
        if quad.predicate == PREFERRED:
            preferred[subject.value] = label.value
        if quad.predicate in (PREFERRED, ALTERNATIVE):
            spellings.append((plain(label.value), subject.value))
    return MappingProxyType({spelling: preferred[iri] for spelling, iri in spellings if iri in preferred})


def standard_row(label: str) -> str | None:
    """The standard name of a row whose label (ordinals and 其中 removed) is ``label``; ``None`` if it is unknown."""
    return standard_rows().get(plain(label))
