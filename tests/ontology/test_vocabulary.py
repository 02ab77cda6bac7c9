"""The vocabulary and the concept schemes obey the rules of the house."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from gouji.graph.reference import reference_quads, scheme_triples, vocabulary_triples
from gouji.ontology import terms
from gouji.ontology.spellings import spellings
from gouji.ontology.spellings import standard as standard_name

GJ, SKOS, RDF, RDFS = (terms.NAMESPACES[prefix] for prefix in ("gj", "skos", "rdf", "rdfs"))
TYPE = NamedNode(RDF + "type")
NAME, DEFINITION = NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "definition")
BROADER, IN_SCHEME = NamedNode(SKOS + "broader"), NamedNode(SKOS + "inScheme")
MEASURE = NamedNode(GJ + "Measure")
CHINESE = re.compile(r"[\u4e00-\u9fff]")

#: Every term of another vocabulary that we use; a misspelt one would pass in silence.
KNOWN = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": {"type", "langString"},
    "http://www.w3.org/2000/01/rdf-schema#": {
        "label",
        "subClassOf",
        "subPropertyOf",
        "domain",
        "range",
        "isDefinedBy",
        "seeAlso",
    },
    "http://www.w3.org/2002/07/owl#": {"Ontology", "Class", "ObjectProperty", "DatatypeProperty", "versionInfo"},
    "http://www.w3.org/2001/XMLSchema#": {"string", "integer", "decimal", "boolean"},
    "http://www.w3.org/2004/02/skos/core#": {
        "Concept",
        "ConceptScheme",
        "prefLabel",
        "altLabel",
        "definition",
        "broader",
        "inScheme",
        "notation",
        "note",
        "scopeNote",
        "member",
    },
    "http://rdf-vocabulary.ddialliance.org/xkos#": {
        "ClassificationLevel",
        "depth",
        "Correspondence",
        "ConceptAssociation",
        "compares",
        "madeOf",
        "sourceConcept",
        "targetConcept",
        "isPartOf",
    },
    "http://purl.org/dc/terms/": {"title", "description", "license", "isPartOf", "publisher", "references"},
    "http://www.w3.org/ns/org#": {"FormalOrganization", "identifier"},
    "http://www.w3.org/ns/prov#": {"Entity", "wasQuotedFrom"},
    "http://www.w3.org/ns/dcat#": {"Dataset"},
    "http://www.w3.org/ns/oa#": {"Annotation", "hasTarget"},
    "http://www.w3.org/ns/shacl#": {"ValidationResult", "sourceShape", "resultMessage"},
    "http://xmlns.com/foaf/0.1/": {"Document"},
    "http://purl.org/linked-data/cube#": {
        "DataSet",
        "DataStructureDefinition",
        "Slice",
        "Observation",
        "MeasureProperty",
        "structure",
        "observation",
        "measureType",
    },
    "http://data.openbudgets.eu/ontology/dsd/dimension/": {
        "organization",
        "fiscalYear",
        "classification",
        "budgetPhase",
        "operationCharacter",
    },
    "http://data.openbudgets.eu/ontology/dsd/measure/": {"amount"},
    "https://schema.org/": {
        "AdministrativeArea",
        "Project",
        "PropertyValue",
        "MonetaryGrant",
        "containedInPlace",
        "domainIncludes",
    },
}


def own_terms() -> list[str]:
    """The names of our classes and properties."""
    kinds = {NamedNode(terms.NAMESPACES["owl"] + kind) for kind in ("Class", "ObjectProperty", "DatatypeProperty")}
    found = [t.subject for t in vocabulary_triples() if t.predicate == TYPE and t.object in kinds]
    return sorted(node.value for node in found if isinstance(node, NamedNode))


def concepts() -> list[str]:
    """The concepts and schemes of ``schemes/``."""
    return sorted({t.subject.value for t in scheme_triples() if isinstance(t.subject, NamedNode)})


def labelled() -> dict[tuple[str, str, str], list[str]]:
    """Texts by subject, predicate and language."""
    texts: dict[tuple[str, str, str], list[str]] = {}
    for triple in chain(vocabulary_triples(), scheme_triples()):
        if isinstance(triple.object, Literal) and isinstance(triple.subject, NamedNode) and triple.object.language:
            key = (triple.subject.value, triple.predicate.value, triple.object.language)
            texts.setdefault(key, []).append(triple.object.value)
    return texts


TEXTS = labelled()


@pytest.mark.parametrize("term", [*own_terms(), *concepts()])
def test_every_term_and_concept_has_one_label_and_one_definition_in_each_language(term: str) -> None:
    for language in ("zh", "en"):
        assert len(TEXTS.get((term, NAME.value, language), ())) == 1
        (definition,) = TEXTS[(term, DEFINITION.value, language)]
        assert definition.endswith("。" if language == "zh" else ".")
        assert bool(CHINESE.search(definition)) or language == "en"
        assert not definition.startswith(("This class", "This property"))


def test_classes_are_upper_and_properties_lower_camel() -> None:
    for triple in vocabulary_triples():
        if triple.predicate == TYPE and isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(GJ):
            first = triple.subject.value.removeprefix(GJ)[0]
            assert first.isupper() == (triple.object == NamedNode(terms.NAMESPACES["owl"] + "Class")), triple


def test_every_term_of_ours_that_is_used_is_defined() -> None:
    defined = set(own_terms())

    used = {node for triple in all_triples() for node in nodes(triple) if node.startswith(GJ)}

    assert used <= defined


def test_every_term_of_another_vocabulary_is_a_known_one() -> None:
    ours = (terms.BASE, "https://creativecommons.org/")
    for node in {node for triple in all_triples() for node in nodes(triple)}:
        if node.startswith(ours):
            continue
        space = node[: max(node.rfind("#"), node.rfind("/")) + 1]
        assert node.removeprefix(space) in KNOWN.get(space, set()), node


def test_no_blank_nodes() -> None:
    assert not [t for t in all_triples() if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]


def test_the_value_of_a_property_that_names_a_concept_is_a_concept_of_a_scheme() -> None:
    known = {q.subject.value for q in reference_quads() if q.predicate == TYPE and isinstance(q.subject, NamedNode)}
    for triple in scheme_triples():
        if isinstance(triple.object, NamedNode) and triple.object.value.startswith(terms.BASE + "id/"):
            assert triple.object.value in known, triple


def test_every_measure_has_its_facets() -> None:
    facets = ("phase", "nature", "fund", "direction", "quantityKind")
    for measure in measures():
        assert Counter(
            t.predicate.value.removeprefix(GJ)
            for t in about(measure)
            if t.predicate.value in {GJ + facet for facet in facets}
        ) == Counter(facets), measure


def test_the_name_of_a_measure_is_made_of_its_facets() -> None:
    for measure in measures():
        value = {
            t.predicate.value.removeprefix(GJ): t.object.value.rsplit("/", 1)[-1]
            for t in about(measure)
            if isinstance(t.object, NamedNode) and t.predicate.value.startswith(GJ)
        }
        parts = [value["phase"], value["nature"], *([] if value["fund"] == "all" else [value["fund"]])]
        assert measure == terms.NAMESPACES["m"] + ".".join(parts)


def test_sums_and_broader_measures_are_measures() -> None:
    known = set(measures())
    for measure in known:
        for triple in about(measure):
            if triple.predicate in (NamedNode(GJ + "sumOf"), BROADER) and isinstance(triple.object, NamedNode):
                assert triple.object.value in known


def test_every_measure_in_the_forms_is_defined() -> None:
    known = {measure.removeprefix(terms.NAMESPACES["m"]) for measure in measures()}
    named: set[str] = set()
    for path in (files("gouji.ontology") / "forms").iterdir():
        if path.name.endswith(".toml"):
            named |= set(strings(tomllib.loads(path.read_text("utf-8"))))
    assert {word for word in named if re.fullmatch(r"(budget|adjusted|final|goal|stock)\.[a-z.-]+", word)} <= known


def test_local_names_of_labelled_rows_and_levels_are_their_labels() -> None:
    for concept in concepts():
        for prefix in ("id/row/", "id/level1/", "id/level2/"):
            if concept.startswith(terms.BASE + prefix):
                (label,) = TEXTS[(concept, NAME.value, "zh")]
                assert concept == terms.absolute(prefix + terms.segment(label))


@pytest.mark.parametrize("scheme", ["row", "level1", "level2", "fundsource", "nature"])
def test_no_spelling_names_two_concepts_of_a_scheme(scheme: str) -> None:
    inside = {
        t.subject.value
        for t in scheme_triples()
        if t.predicate == IN_SCHEME
        and t.object == NamedNode(terms.absolute(f"id/{scheme}"))
        and isinstance(t.subject, NamedNode)
    }
    spellings = Counter(
        text
        for (subject, predicate, language), texts in TEXTS.items()
        for text in texts
        if subject in inside and language == "zh" and predicate != DEFINITION.value
    )

    assert [text for text, count in spellings.items() if count > 1] == []


@pytest.mark.parametrize(
    ("printed", "standard"),
    [
        ("收入总计", "收入总计"),
        ("上年结转结余", "上年结转"),
        ("年初财政拨款结转和结余", "上年结转"),
        ("年终结转", "年终结转结余"),
        ("一般公共预算拨款", "一般公共预算拨款收入"),
        ("“三公”经费小计", "三公经费合计"),
        ('"三公"经费合计', "三公经费合计"),
        ("公务用车购置及运维费", "公务用车购置及运行费"),
        ("因公出国(境)费", "因公出国（境）费"),
        ("市、县(区)财政资金", "市县（区）财政资金"),
        ("房屋（平方米）", "房屋"),
        ("部门合计", "合计"),
        ("这一行没有人见过", None),
    ],
)
def test_a_printed_row_label_finds_its_standard_name(printed: str, standard: str | None) -> None:
    assert standard_name("row", printed) == standard


def test_every_row_is_found_by_its_own_name() -> None:
    assert all(standard_name("row", name) == name for name in spellings("row").values())


def measures() -> list[str]:
    return [
        t.subject.value
        for t in scheme_triples()
        if t.predicate == TYPE and t.object == MEASURE and isinstance(t.subject, NamedNode)
    ]


def about(subject: str) -> list[Triple]:
    return [t for t in SCHEME_TRIPLES if t.subject == NamedNode(subject)]


def all_triples() -> Iterator[Triple]:
    return (quad.triple for quad in reference_quads())


def nodes(triple: Triple) -> list[str]:
    parts = [part.value for part in triple if isinstance(part, NamedNode)]
    literal = [part.datatype.value for part in triple if isinstance(part, Literal)]
    return [*parts, *literal]


def strings(data: object) -> Iterator[str]:
    """All texts in parsed TOML."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from chain.from_iterable(strings(value) for value in data.values())
    elif isinstance(data, list):
        yield from chain.from_iterable(strings(value) for value in data)


SCHEME_TRIPLES = list(scheme_triples())


def test_each_file_parses_alone() -> None:
    folder = files("gouji.ontology")
    for path in [folder / "budget.ttl", folder / "alignments.ttl", *(folder / "schemes").iterdir()]:
        assert list(parse(input=path.read_bytes(), format=RdfFormat.TURTLE)), path
