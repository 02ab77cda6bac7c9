"""What forms, columns and kinds of claims are called, for the words of a finding."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..ontology import terms
from ..ontology.forms import forms
from ..ontology.messages import Bilingual

PREFERRED = terms.NAMESPACES["skos"] + "prefLabel"
KIND = terms.GJ + "quantityKind"
CLAIMS = {
    "amount": Bilingual("金额", "amount"),
    "difference": Bilingual("增减额", "change"),
    "growth": Bilingual("增减幅", "growth"),
    "share": Bilingual("占比", "share"),
    "rate": Bilingual("比率", "rate"),
    "count": Bilingual("数量", "count"),
    "price": Bilingual("单价", "price"),
    "score": Bilingual("得分", "score"),
    "order": Bilingual("大小", "order"),
}


@cache
def form_words(form: str) -> Bilingual:
    """The name of a form; a form that no file describes is called by its id.

    >>> form_words("b03").zh
    '支出总表'
    """
    for known in forms():
        if known.id == form:
            return Bilingual(known.zh, known.en)
    return Bilingual(form, form)


def measure_words(measure: str) -> Bilingual:
    """The name of a column's measure."""
    return measures()[0].get(measure, Bilingual(measure, measure))


def quantity_kind(measure: str) -> str:
    """What a measure counts: ``money``, ``percent``, ``score`` or ``count``."""
    return measures()[1].get(measure, "money")


def link_words(kind: str) -> Bilingual:
    """What a kind of claim states."""
    return CLAIMS.get(kind, Bilingual(kind, kind))


@cache
def measures() -> tuple[Mapping[str, Bilingual], Mapping[str, str]]:
    """Names and kinds of all measures by id."""
    space = terms.NAMESPACES["m"]
    names: dict[str, dict[str, str]] = {}
    kinds: dict[str, str] = {}
    source = (files("gouji.ontology") / "schemes" / "measures.ttl").read_bytes()
    for quad in parse(input=source, format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode) or not quad.subject.value.startswith(space):
            continue
        measure = quad.subject.value.removeprefix(space)
        if isinstance(quad.object, Literal) and quad.predicate.value == PREFERRED and quad.object.language:
            names.setdefault(measure, {})[quad.object.language] = quad.object.value
        if isinstance(quad.object, Literal) and quad.predicate.value == KIND:
            kinds[measure] = quad.object.value
    words = {measure: Bilingual(each["zh"], each["en"]) for measure, each in names.items()}
    return MappingProxyType(words), MappingProxyType(kinds)
