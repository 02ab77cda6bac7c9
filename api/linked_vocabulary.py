"""``/ns``: the vocabulary, as data or as its own documentation, both made from its Turtle."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple
from starlette.requests import Request
from starlette.responses import Response

from ..graph.rdf import TYPE
from ..graph.reference import vocabulary_triples
from ..ontology import terms
from . import pages
from .formats import HTML, LINKED, Choice, negotiate, not_acceptable
from .linked import data
from .linked_names import without_suffix
from .mounting import path_of, rooted
from .phrases import Language
from .rendering import Shown, abbreviated
from .serving import Service
from .writing import expanded

NAMESPACE = NamedNode(terms.GJ.removesuffix("#"))
Said = Mapping[str, list[NamedNode | Literal]]


@dataclass(frozen=True, slots=True)
class TermShown:
    """One class or property."""

    name: str
    label: str
    other: str
    """Its name in the other language."""
    about: str
    above: tuple[Shown, ...]
    domain: tuple[Shown, ...]
    range: tuple[Shown, ...]
    near: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class VocabularyShown:
    """The whole vocabulary."""

    title: str
    about: str
    version: str
    namespace: str
    classes: tuple[TermShown, ...]
    properties: tuple[TermShown, ...]


async def vocabulary(request: Request, _: Service) -> Response:
    """The vocabulary in the format of the suffix or the one the client likes best."""
    form = without_suffix(path_of(request))[1]
    accept = ", ".join(request.headers.getlist("accept")) or None
    choice = Choice(form, form.media_type) if form else negotiate(accept, LINKED)
    if choice is None:
        raise not_acceptable(LINKED)
    if choice.format is HTML:
        twins = [(each.name, rooted(f"/ns.{each.extension}"), each.media_type) for each in LINKED if each is not HTML]
        shown = vocabulary_shown(pages.language_of(request))
        return pages.page(request, "vocabulary.html", headers={"Vary": "Accept"}, vocabulary=shown, twins=twins)
    triples = tuple(vocabulary_triples())
    return data(triples, NAMESPACE, choice, {"Vary": "Accept"})


@cache
def vocabulary_shown(language: Language) -> VocabularyShown:
    """The vocabulary as its page shows it."""
    said = by_subject(vocabulary_triples())
    ours = [subject for subject in said if subject.startswith(terms.GJ)]
    classes = {s for s in ours if expanded("owl:Class") in said[s]["rdf:type"]}
    head = said[NAMESPACE.value]
    return VocabularyShown(
        title=worded(head["dcterms:title"], language),
        about=worded(head["dcterms:description"], language),
        version=worded(head["owl:versionInfo"], language),
        namespace=terms.GJ,
        classes=tuple(term(s, said, language) for s in ours if s in classes),
        properties=tuple(term(s, said, language) for s in ours if s not in classes and said[s]["rdf:type"]),
    )


def by_subject(triples: Iterable[Triple]) -> dict[str, defaultdict[str, list[NamedNode | Literal]]]:
    """What is said, by subject and abbreviated predicate, in the order of the file."""
    said: dict[str, defaultdict[str, list[NamedNode | Literal]]] = {}
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            key = "rdf:type" if triple.predicate == TYPE else abbreviated(triple.predicate.value)
            said.setdefault(triple.subject.value, defaultdict(list))[key].append(triple.object)
    return said


def term(iri: str, said: Mapping[str, Said], language: Language) -> TermShown:
    """One term."""
    own = said[iri]

    def shown(*keys: str) -> tuple[Shown, ...]:
        return tuple(link(each, said, language) for key in keys for each in own.get(key, ()))

    return TermShown(
        name=iri.removeprefix(terms.GJ),
        label=worded(own.get("skos:prefLabel", []), language),
        other=worded(own.get("skos:prefLabel", []), "zh" if language == "en" else "en"),
        about=worded(own.get("skos:definition", []), language),
        above=shown("rdfs:subClassOf", "rdfs:subPropertyOf"),
        domain=shown("rdfs:domain", "schema:domainIncludes"),
        range=shown("rdfs:range", "schema:rangeIncludes"),
        near=shown("rdfs:seeAlso"),
    )


def link(value: NamedNode | Literal, said: Mapping[str, Said], language: Language) -> Shown:
    """Another term, with the way to it if it is one of ours."""
    if value.value not in said or not value.value.startswith(terms.GJ):
        return Shown(abbreviated(value.value), title=value.value)
    label = worded(said[value.value].get("skos:prefLabel", []), language)
    return Shown(label, f"#{value.value.removeprefix(terms.GJ)}", title=abbreviated(value.value))


def worded(values: Iterable[NamedNode | Literal], language: Language) -> str:
    """The words in a language, else any."""
    found = list(values)
    told = [each.value for each in found if isinstance(each, Literal) and each.language == language]
    return next(iter([*told, *(each.value for each in found)]), "")
