"""The standard name behind a printed spelling: rows without a code, and levels of indicators."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from . import terms
from .codes import plain

PREFERRED = NamedNode(terms.NAMESPACES["skos"] + "prefLabel")
ALTERNATIVE = NamedNode(terms.NAMESPACES["skos"] + "altLabel")


@cache
def spellings(scheme: str) -> Mapping[str, str]:
    """Standard Chinese names by the plain form of every spelling known, for ``row``, ``level1`` or ``level2``."""
    file = "rows.ttl" if scheme == "row" else "indicator-levels.ttl"
    preferred: dict[str, str] = {}
    known: list[tuple[str, str]] = []
    for quad in parse(input=(files(__package__) / "schemes" / file).read_bytes(), format=RdfFormat.TURTLE):
        subject, label = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(label, Literal) or label.language == "en":
            continue
        if not subject.value.startswith(terms.absolute(f"id/{scheme}/")):
            continue
        if quad.predicate == PREFERRED:
            preferred[subject.value] = label.value
        if quad.predicate in (PREFERRED, ALTERNATIVE):
            known.append((plain(label.value), subject.value))
    return MappingProxyType({spelling: preferred[iri] for spelling, iri in known if iri in preferred})


def standard(scheme: str, printed: str) -> str | None:
    """The standard name of ``printed`` (ordinals and points in brackets removed); ``None`` if it is unknown.

    >>> standard("row", "总计"), standard("level2", "服务对象满意度")
    ('合计', '服务对象满意度指标')
    """
    return spellings(scheme).get(plain(printed))
