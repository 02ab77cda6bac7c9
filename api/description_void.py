"""The data described as VoID: how many statements, of which classes, with which properties; and graph by graph."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..graph.loading import Loading
from ..graph.rdf import TYPE, integer, node
from ..ontology import terms
from .description_service import DATASET, SERVICE
from .linked_resource import LICENCE, as_part
from .writing import expanded

#: Lines and cells bear no class, for there are too many of them; these properties stand with nothing else.
IMPLIED = {"gj:item": "gj:Line", "gj:line": "gj:Cell"}
CLASSES = "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { GRAPH ?g { ?s a ?class } } GROUP BY ?class"
IMPLIED_CLASS = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s %s ?o } }"
PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p"
BY_CLASS = "SELECT ?class ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s a ?class } GRAPH ?h { ?s ?p ?o } } GROUP BY ?class ?p"
IMPLIED_BY_CLASS = "SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s %s ?any ; ?p ?o } } GROUP BY ?p"
GRAPHS = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
YEARS = "SELECT (MIN(?year) AS ?first) (MAX(?year) AS ?last) { GRAPH ?g { ?d a gj:Document ; gj:year ?year } }"
NEWEST = "SELECT (MAX(?time) AS ?newest) { GRAPH ?g { ?run prov:startedAtTime ?time } }"
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"

Row = dict[str, str]


def rows(store: Loading, query: str) -> Iterator[Row]:
    """The rows of a query of ours as text."""
    answer = store.solutions(query)
    names = [variable.value for variable in answer.variables]
    for row in answer:
        values = ((name, row[name]) for name in names)
        yield {name: value.value for name, value in values if isinstance(value, NamedNode | Literal | BlankNode)}


def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
    """One statement."""
    return Triple(subject, expanded(predicate), value)


def words(subject: NamedNode, predicate: str, zh: str, en: str) -> tuple[Triple, Triple]:
    """One property in both languages."""
    return say(subject, predicate, Literal(zh, language="zh")), say(subject, predicate, Literal(en, language="en"))


def dataset_triples(store: Loading, version: str) -> Iterator[Triple]:
    """The data as a whole."""
    for kind in ("void:Dataset", "dcat:Dataset", "sd:Dataset"):
        yield Triple(DATASET, TYPE, expanded(kind))
    yield from words(
        DATASET, "dcterms:title", "勾稽：政府预算、决算和绩效公开图谱", "gouji: public-finance disclosures"
    )
    yield from words(
        DATASET,
        "dcterms:description",
        "从各地单位公开的预算、决算、绩效目标和绩效自评中读出的数字、项目、文号和指标，每个数字都带有出处。",
        "Figures, projects, document numbers and indicators that public bodies disclose, each with its place.",
    )
    yield from words(
        DATASET,
        "dcterms:rights",
        "数字出自各单位依法公开的文件，如有出入以原文件为准；图谱按许可协议使用。",
        "The figures come from documents that public bodies must disclose; where they differ the documents hold."
        " The graph may be used under its licence.",
    )
    yield say(DATASET, "dcterms:license", LICENCE)
    yield say(DATASET, "dcat:version", Literal(version))
    yield say(DATASET, "void:sparqlEndpoint", SERVICE)
    yield say(DATASET, "void:uriSpace", Literal(terms.BASE))
    yield say(DATASET, "void:exampleResource", node("id/func/210"))
    yield say(DATASET, "void:rootResource", node("catalogue"))
    for vocabulary in sorted(set(terms.NAMESPACES.values())):
        if not vocabulary.startswith(terms.BASE + "id/"):
            yield say(DATASET, "void:vocabulary", NamedNode(vocabulary))
    yield from span_triples(store)
    yield from graph_triples(store)
    yield from partition_triples(store)


def span_triples(store: Loading) -> Iterator[Triple]:
    """Which years the disclosures are of, and when the newest was read."""
    period = node("dataset#years")
    for row in rows(store, YEARS):
        if "first" in row:
            yield say(DATASET, "dcterms:temporal", period)
            yield from period_triples(period, row["first"], row["last"])
    for row in rows(store, NEWEST):
        if "newest" in row:
            yield say(DATASET, "dcterms:modified", Literal(row["newest"], datatype=expanded("xsd:dateTime")))


def period_triples(period: NamedNode, first: str, last: str) -> Iterator[Triple]:
    """A span of fiscal years, which are calendar years."""
    yield Triple(period, TYPE, expanded("dcterms:PeriodOfTime"))
    yield say(period, "dcat:startDate", Literal(f"{first}-01-01", datatype=expanded("xsd:date")))
    yield say(period, "dcat:endDate", Literal(f"{last}-12-31", datatype=expanded("xsd:date")))


def graph_triples(store: Loading) -> Iterator[Triple]:
    """Each named graph by its name and size."""
    total = 0
    for row in rows(store, GRAPHS):
        graph = NamedNode(row["g"])
        total += int(row["n"])
        yield say(DATASET, "sd:namedGraph", graph)
        yield Triple(graph, TYPE, expanded("sd:NamedGraph"))
        yield say(graph, "sd:name", graph)
        yield say(graph, "void:triples", integer(int(row["n"])))
    yield say(DATASET, "void:triples", integer(total))


def partition_triples(store: Loading) -> Iterator[Triple]:
    """Classes with their properties, and properties of all, each with its count."""
    classes = {row["class"]: int(row["n"]) for row in rows(store, CLASSES)}
    by_class = [(row["class"], row["p"], int(row["n"])) for row in rows(store, BY_CLASS)]
    for predicate, name in IMPLIED.items():
        kind = expanded(name).value
        classes[kind] = next(int(row["n"]) for row in rows(store, IMPLIED_CLASS % predicate))
        by_class += [(kind, row["p"], int(row["n"])) for row in rows(store, IMPLIED_BY_CLASS % predicate)]
    properties = {row["p"]: int(row["n"]) for row in rows(store, PROPERTIES)}
    yield say(DATASET, "void:classes", integer(len(classes)))
    yield say(DATASET, "void:properties", integer(len(properties)))
    for kind, number in sorted(classes.items()):
        part = partition("class", kind)
        yield say(DATASET, "void:classPartition", part)
        yield say(part, "void:class", NamedNode(kind))
        yield say(part, "void:entities", integer(number))
    for kind, predicate, number in sorted(by_class):
        part = partition("class", kind, predicate)
        yield say(partition("class", kind), "void:propertyPartition", part)
        yield from property_triples(part, predicate, number)
    for predicate, number in sorted(properties.items()):
        part = partition("property", predicate)
        yield say(DATASET, "void:propertyPartition", part)
        yield from property_triples(part, predicate, number)


def property_triples(part: NamedNode, predicate: str, number: int) -> Iterator[Triple]:
    """How often a property stands in a part of the data."""
    yield say(part, "void:property", NamedNode(predicate))
    yield say(part, "void:triples", integer(number))


def partition(kind: str, *iris: str) -> NamedNode:
    """The name of a part of the data.

    >>> partition("class", terms.GJ + "Table", terms.GJ + "unit").value
    'https://w3id.org/gouji/dataset#class-gj.Table-gj.unit'
    """
    return node(f"dataset#{'-'.join([kind, *(as_part(iri) for iri in iris)])}")
