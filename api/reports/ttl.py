"""The report as a standard ``sh:ValidationReport`` in Turtle, the findings of reading beside it."""

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from ...graph.rdf import TYPE, curie, en, gj, node, text, zh
from ...ontology import terms
from ...shapes.results_graph import checks_name, results_quads
from .entries import Checked


def turtle(documents: Sequence[Checked]) -> str:
    """The reports on all documents in one graph, each report named after its document."""
    triples = [triple for document in documents for triple in document_triples(document)]
    written = serialize(triples, format=RdfFormat.TURTLE, prefixes=dict(terms.NAMESPACES))
    assert written is not None
    return written.decode("utf-8")


def document_triples(document: Checked) -> Iterator[Triple]:
    """One document's validation report and its findings of reading."""
    yield from (quad.triple for quad in results_quads(document.report))
    iri = document.report.disclosure.iri
    source = f"src/{iri.removeprefix('doc/')}"
    for number, finding in enumerate(document.report.findings, start=1):
        subject = node(f"{checks_name(iri)}/reading/{number}")
        yield Triple(subject, TYPE, gj("Finding"))
        yield Triple(subject, gj("document"), node(iri))
        yield Triple(subject, gj("rule"), text(finding.rule))
        yield Triple(subject, gj("severity"), Literal(finding.severity))
        yield Triple(subject, gj("message"), zh(finding.zh))
        yield Triple(subject, gj("message"), en(finding.en))
        for place in finding.places:
            yield Triple(subject, gj("anchor"), node(f"{source}#{place.fragment}"))
    yield Triple(node(iri), curie("dcterms:title"), text(document.report.disclosure.title))
