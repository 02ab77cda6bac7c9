"""The figures as an RDF Data Cube in the terms of OpenBudgets.eu, for programs that know cubes."""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, serialize

from ...graph.rdf import INTEGER, TYPE, curie, node
from ...ontology import terms
from .observations import rows
from .store_names import version

QB = "http://purl.org/linked-data/cube#"
OBEU = "http://data.openbudgets.eu/ontology/dsd/"
PREFIXES = {
    **terms.NAMESPACES,
    "qb": QB,
    "obeu-attribute": OBEU + "attribute/",
    "obeu-dimension": OBEU + "dimension/",
    "obeu-measure": OBEU + "measure/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
}
YUAN = NamedNode("http://data.openbudgets.eu/codelist/currency/CNY")
#: Dimensions in order: column of the flat rows, property, and what its values' names begin with. The line is one of
#: them because a table may print an item twice.
DIMENSIONS: Mapping[str, tuple[str, str]] = {
    "unit_id": ("obeu-dimension:organization", ""),
    "year": ("obeu-dimension:fiscalYear", ""),
    "form": ("gj:form", "id/form/"),
    "item": ("gj:item", "id/"),
    "measure": ("gj:measure", "id/measure/"),
    "line": ("gj:line", ""),
}
CUBE, STRUCTURE = node("cube"), node("cube#structure")


def cube(store: Store, output: BinaryIO) -> None:
    """The cube in Turtle: its structure, then one observation a figure that has a value."""
    serialize(triples(store), output, format=RdfFormat.TURTLE, prefixes=PREFIXES)


def triples(store: Store) -> Iterator[Triple]:
    """The structure, then the observations."""
    yield from structure(version(store))
    for row in rows(store):
        if row["value"]:
            yield from observation(row)


def structure(of: str) -> Iterator[Triple]:
    """The dataset and the definition of its components."""
    yield Triple(CUBE, TYPE, named("qb:DataSet"))
    yield Triple(CUBE, named("qb:structure"), STRUCTURE)
    yield Triple(CUBE, named("dcat:version"), Literal(of))
    yield Triple(CUBE, named("sdmx-attribute:unitMeasure"), YUAN)
    yield Triple(STRUCTURE, TYPE, named("qb:DataStructureDefinition"))
    for order, (prefixed, _) in enumerate(DIMENSIONS.values(), start=1):
        component = node(f"cube#{prefixed.partition(':')[2]}")
        yield Triple(STRUCTURE, named("qb:component"), component)
        yield Triple(component, TYPE, named("qb:ComponentSpecification"))
        yield Triple(component, named("qb:dimension"), named(prefixed))
        yield Triple(component, named("qb:order"), Literal(str(order), datatype=INTEGER))
        yield Triple(named(prefixed), TYPE, named("qb:DimensionProperty"))
    amount = node("cube#amount")
    yield Triple(STRUCTURE, named("qb:component"), amount)
    yield Triple(amount, TYPE, named("qb:ComponentSpecification"))
    yield Triple(amount, named("qb:measure"), named("obeu-measure:amount"))
    yield Triple(named("obeu-measure:amount"), TYPE, named("qb:MeasureProperty"))
    currency = node("cube#currency")
    yield Triple(STRUCTURE, named("qb:component"), currency)
    yield Triple(currency, TYPE, named("qb:ComponentSpecification"))
    yield Triple(currency, named("qb:attribute"), named("obeu-attribute:currency"))
    yield Triple(currency, named("qb:componentAttachment"), named("qb:DataSet"))
    yield Triple(named("obeu-attribute:currency"), TYPE, named("qb:AttributeProperty"))
    yield Triple(CUBE, named("obeu-attribute:currency"), YUAN)


def observation(row: Mapping[str, str]) -> Iterator[Triple]:
    """One figure, under the name it has in the graph."""
    subject = node(row["cell"])
    yield Triple(subject, TYPE, named("qb:Observation"))
    yield Triple(subject, named("qb:dataSet"), CUBE)
    for column, (prefixed, base) in DIMENSIONS.items():
        yield Triple(subject, named(prefixed), year(row[column]) if column == "year" else node(base + row[column]))
    yield Triple(subject, named("obeu-measure:amount"), Literal(row["value"], datatype=curie("xsd:decimal")))


def year(text: str) -> Literal:
    """A fiscal year."""
    return Literal(text, datatype=curie("xsd:gYear"))


def named(prefixed: str) -> NamedNode:
    """The IRI of a name with one of the cube's prefixes.

    >>> named("qb:Observation").value
    'http://purl.org/linked-data/cube#Observation'
    """
    prefix, _, local = prefixed.partition(":")
    return NamedNode(PREFIXES[prefix] + local)
