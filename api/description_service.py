"""What the SPARQL endpoint can do, as a SPARQL 1.1 Service Description."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from ..graph.rdf import TYPE, node
from ..ontology import terms
from .writing import expanded

SERVICE = node("sparql")
DATASET = node("dataset")
#: The graph that describes the data; made when a store is built.
DESCRIPTION = terms.absolute("graph/description")

FORMATS = "http://www.w3.org/ns/formats/"
#: Formats of answers by their names at the W3C.
RESULT_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
    "TriG",
    "N-Quads",
)
#: The graphs of the data, as far as a store describes them.
NAMED_GRAPHS = f"""
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
CONSTRUCT {{ <{DATASET.value}> ?said ?value . ?graph ?told ?thing }} WHERE {{ GRAPH <{DESCRIPTION}> {{
  {{ <{DATASET.value}> ?said ?value VALUES ?said {{ sd:namedGraph void:triples dcat:version dcterms:license }} }} UNION
  {{ <{DATASET.value}> sd:namedGraph ?graph . ?graph ?told ?thing VALUES ?told {{ sd:name void:triples }} }}
}} }}
"""


def service_triples(endpoint: str) -> Iterator[Triple]:
    """The service itself, reached at ``endpoint``."""

    def say(subject: NamedNode, predicate: str, value: NamedNode | Literal) -> Triple:
        return Triple(subject, expanded(predicate), value)

    yield Triple(SERVICE, TYPE, expanded("sd:Service"))
    yield Triple(SERVICE, TYPE, expanded("dcat:DataService"))
    yield say(SERVICE, "dcterms:title", Literal("勾稽 SPARQL 端点", language="zh"))
    yield say(SERVICE, "dcterms:title", Literal("gouji SPARQL endpoint", language="en"))
    yield say(SERVICE, "sd:endpoint", NamedNode(endpoint))
    yield say(SERVICE, "dcat:endpointURL", NamedNode(endpoint))
    yield say(SERVICE, "dcat:servesDataset", DATASET)
    yield say(SERVICE, "sd:supportedLanguage", expanded("sd:SPARQL11Query"))
    # A default graph that is the union of all is what most clients expect; a query that names graphs gets only those.
    yield say(SERVICE, "sd:feature", expanded("sd:UnionDefaultGraph"))
    for name in RESULT_FORMATS:
        yield say(SERVICE, "sd:resultFormat", NamedNode(FORMATS + name))
    yield say(SERVICE, "sd:defaultDataset", DATASET)
    yield Triple(DATASET, TYPE, expanded("sd:Dataset"))
    yield say(DATASET, "sd:defaultGraph", node("dataset#default"))
    yield Triple(node("dataset#default"), TYPE, expanded("sd:Graph"))
