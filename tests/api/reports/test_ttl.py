"""The Turtle report is a standard SHACL validation report."""

import rdflib
from rdflib.namespace import RDF, SH

from gouji.api.reports.entries import Checked
from gouji.api.reports.ttl import turtle


def test_it_is_a_validation_report_with_its_results(checked: Checked) -> None:
    graph = rdflib.Graph().parse(data=turtle([checked]), format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)

    results = set(graph.objects(report, SH.result))
    assert graph.value(report, SH.conforms) == rdflib.Literal(False)
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert all(graph.value(result, SH.resultSeverity) and graph.value(result, SH.focusNode) for result in results)


def test_findings_of_reading_stand_beside_it(checked: Checked) -> None:
    graph = rdflib.Graph().parse(data=turtle([checked]), format="turtle")
    finding = rdflib.URIRef("https://w3id.org/gouji/ns#Finding")

    assert len(set(graph.subjects(RDF.type, finding))) == len(checked.report.findings)
