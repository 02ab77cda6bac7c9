"""The reference graphs: vocabulary, concept schemes and code lists, a pure function of the files in ``ontology/``."""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from ..ontology import codes, terms
from ..ontology.forms import forms
from ..ontology.regions import divisions

VOCABULARY = NamedNode(terms.absolute("graph/vocabulary"))
SCHEMES = NamedNode(terms.absolute("graph/schemes"))
CODES = NamedNode(terms.absolute("graph/codes"))

GJ, RDF, RDFS, SKOS, XKOS = (terms.NAMESPACES[prefix] for prefix in ("gj", "rdf", "rdfs", "skos", "xkos"))
TYPE = NamedNode(RDF + "type")
LABEL = NamedNode(RDFS + "label")
CONCEPT, SCHEME = NamedNode(SKOS + "Concept"), NamedNode(SKOS + "ConceptScheme")
DEFINITION = NamedNode(SKOS + "definition")
NAME, ALSO, NOTATION, NOTE = (NamedNode(SKOS + term) for term in ("prefLabel", "altLabel", "notation", "note"))
BROADER, IN_SCHEME, MEMBER = (NamedNode(SKOS + term) for term in ("broader", "inScheme", "member"))
LEVEL, DEPTH = NamedNode(XKOS + "ClassificationLevel"), NamedNode(XKOS + "depth")
CORRESPONDENCE, ASSOCIATION = NamedNode(XKOS + "Correspondence"), NamedNode(XKOS + "ConceptAssociation")
COMPARES, MADE_OF = NamedNode(XKOS + "compares"), NamedNode(XKOS + "madeOf")
SOURCE, TARGET = NamedNode(XKOS + "sourceConcept"), NamedNode(XKOS + "targetConcept")
REGION, WITHIN = NamedNode(GJ + "Region"), NamedNode(GJ + "within")


class Classification(NamedTuple):
    """A code list as a concept scheme: where its concepts live, what it and its levels are called."""

    name: str
    zh: str
    en: str
    levels: tuple[tuple[str, str], ...]


FUNCTIONAL = Classification(
    "id/func",
    "支出功能分类",
    "functional classification of expenditure",
    (("类", "class"), ("款", "group"), ("项", "item")),
)
DEPARTMENT = Classification(
    "id/econ",
    "部门预算支出经济分类",
    "economic classification of expenditure, department budgets",
    (("类", "class"), ("款", "item")),
)
GOVERNMENT = Classification(
    "id/gecon",
    "政府预算支出经济分类",
    "economic classification of expenditure, government budgets",
    (("类", "class"), ("款", "item")),
)


def reference_quads() -> Iterator[Quad]:
    """All quads of the three reference graphs, in a fixed order, each triple in one graph only."""
    yield from _quads()


@cache
def _quads() -> tuple[Quad, ...]:
    graphs = ((CODES, code_triples()), (SCHEMES, scheme_triples()), (VOCABULARY, vocabulary_triples()))
    return tuple(
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for graph, triples in graphs
        for triple in sorted(set(triples), key=str)
    )


def vocabulary_triples() -> Iterator[Triple]:
    """Our classes and properties, and what they are in other vocabularies."""
    folder = files("gouji.ontology")
    yield from _read((folder / "budget.ttl", folder / "alignments.ttl"))


def scheme_triples() -> Iterator[Triple]:
    """The concept schemes of ``ontology/schemes``: phases, natures, sources of funds, measures, levels, rows."""
    yield from _read(path for path in (files("gouji.ontology") / "schemes").iterdir() if path.name.endswith(".ttl"))
    yield from form_triples()


def form_triples() -> Iterator[Triple]:
    """The official forms by their names."""
    scheme = _node("id/form")
    yield Triple(scheme, TYPE, SCHEME)
    yield from _labels(scheme, "预算、决算和绩效公开的表式", "forms of disclosures")
    yield Triple(scheme, DEFINITION, Literal("官方规定或通行的公开表格。", language="zh"))
    yield Triple(scheme, DEFINITION, Literal("The official or customary tables of disclosures.", language="en"))
    for form in forms():
        node = _node(f"id/form/{form.id}")
        yield Triple(node, TYPE, NamedNode(GJ + "Form"))
        yield Triple(node, IN_SCHEME, scheme)
        yield Triple(node, NOTATION, Literal(form.id))
        yield from _labels(node, form.zh, form.en)
        yield Triple(node, DEFINITION, Literal(form.about_zh, language="zh"))
        yield Triple(node, DEFINITION, Literal(form.about_en, language="en"))


def code_triples() -> Iterator[Triple]:
    """The official classifications, how the two economic ones correspond, and the administrative divisions."""
    yield from classification_triples(FUNCTIONAL, codes.functional_codes())
    yield from classification_triples(DEPARTMENT, codes.department_codes())
    yield from classification_triples(GOVERNMENT, codes.government_codes())
    yield from correspondence_triples()
    yield from region_triples()


def classification_triples(classification: Classification, items: Iterable[codes.Code]) -> Iterator[Triple]:
    """One code list as SKOS concepts, with its levels (类, 款, 项) as XKOS levels."""
    scheme = _node(classification.name)
    yield Triple(scheme, TYPE, SCHEME)
    yield from _labels(scheme, classification.zh, classification.en)
    levels = [_node(f"{classification.name}/level-{depth}") for depth, _ in enumerate(classification.levels, start=1)]
    for depth, (level, (zh, en)) in enumerate(zip(levels, classification.levels, strict=True), start=1):
        yield Triple(level, TYPE, LEVEL)
        yield Triple(level, DEPTH, Literal(depth))
        yield from _labels(level, zh, en)
    for item in items:
        concept = _node(f"{classification.name}/{item.code}")
        yield Triple(concept, TYPE, CONCEPT)
        yield Triple(concept, IN_SCHEME, scheme)
        yield Triple(concept, NOTATION, Literal(item.code))
        yield Triple(concept, NAME, _zh(item.name))
        yield from (Triple(concept, ALSO, _zh(name)) for name in item.also)
        if item.parent is not None:
            yield Triple(concept, BROADER, _node(f"{classification.name}/{item.parent}"))
        yield Triple(levels[len(item.code) // 2 - 1], MEMBER, concept)


def correspondence_triples() -> Iterator[Triple]:
    """Which department item goes with which government item, one association a pair; the note says of which units."""
    whole = _node("id/correspondence")
    yield Triple(whole, TYPE, CORRESPONDENCE)
    yield from _labels(whole, "支出经济分类科目对照", "correspondence of the economic classifications")
    yield from (Triple(whole, COMPARES, _node(each.name)) for each in (DEPARTMENT, GOVERNMENT))
    for pair in codes.correspondences():
        association = _node(f"id/correspondence/{pair.department}-{pair.government}")
        yield Triple(whole, MADE_OF, association)
        yield Triple(association, TYPE, ASSOCIATION)
        yield Triple(association, SOURCE, _node(f"{DEPARTMENT.name}/{pair.department}"))
        yield Triple(association, TARGET, _node(f"{GOVERNMENT.name}/{pair.government}"))
        if pair.kind != "other":
            yield Triple(association, NOTE, _zh(pair.kind))


def region_triples() -> Iterator[Triple]:
    """The administrative divisions, each within the next larger one; zones are further names of a division."""
    for place in divisions().values():
        region = _node(f"id/region/{place.code}")
        yield Triple(region, TYPE, REGION)
        yield Triple(region, LABEL, Literal(place.name))
        yield Triple(region, NOTATION, Literal(place.code))
        if place.parent is not None:
            yield Triple(region, WITHIN, _node(f"id/region/{place.parent}"))
    for row in codes.rows("zones"):
        yield Triple(_node(f"id/region/{row['code']}"), ALSO, _zh(row["name"]))


def _read(paths: Iterable[Traversable]) -> Iterator[Triple]:
    for path in paths:
        yield from (quad.triple for quad in parse(input=path.read_bytes(), format=RdfFormat.TURTLE))


def _labels(node: NamedNode, zh: str, en: str) -> tuple[Triple, Triple]:
    return Triple(node, NAME, _zh(zh)), Triple(node, NAME, Literal(en, language="en"))


def _zh(text: str) -> Literal:
    return Literal(text, language="zh")


def _node(name: str) -> NamedNode:
    return NamedNode(terms.absolute(name))
