"""A report as quads of the document's graph of checks: standard validation results, and every rule's outcomes."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Quad

from ..graph import rdf
from ..graph.rdf import TYPE, curie, decimal, gj, integer, node, text
from ..ontology.places import Place
from .results import Outcomes, Report, Result
from .rule_graph import rule_name
from .shacl import SEVERITIES

Pair = tuple[NamedNode, NamedNode | Literal]


def checks_name(document: str) -> str:
    """The relative name of a document's graph of checks, and of the validation report in it.

    >>> checks_name("doc/131028-示例局/2024/budget")
    'doc/131028-示例局/2024/budget/checks'
    """
    return f"{document}/checks"


def results_quads(report: Report) -> tuple[Quad, ...]:
    """The report's quads, each once, in a fixed order; no blank nodes."""
    return tuple(_Writer(report).quads())


class _Writer:
    """Writes into one graph of checks."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document = report.disclosure.iri
        self.name = checks_name(self.document)
        self.graph = node(self.name)
        self.source = f"src/{self.document.removeprefix('doc/')}"
        self.taken: set[str] = set()

    def quads(self) -> Iterator[Quad]:
        """The validation report, its results, the outcomes by rule."""
        yield from self.of(
            self.name,
            (TYPE, curie("sh:ValidationReport")),
            (gj("document"), node(self.document)),
            (curie("sh:conforms"), Literal("false" if self.report.results else "true", datatype=rdf.BOOLEAN)),
        )
        for result in self.report.results:
            first, quads = self.result(result, None)
            yield from quads
            for other in result.follows:
                yield from self.result(other, first)[1]
        for outcomes in self.report.outcomes:
            yield from self.outcomes(outcomes)

    def result(self, result: Result, under: str | None) -> tuple[str, list[Quad]]:
        """One result, and its name; ``under`` is the result it stands under."""
        name = self.free(f"{result.figure.iri}/check/{result.rule.id}")
        shape = rule_name(result.rule) + ("" if result.state == "inconsistent" else f"/{result.state}")
        message = result.message
        pairs: list[Pair | None] = [
            (TYPE, gj("Check")),
            (TYPE, curie("sh:ValidationResult")),
            (curie("sh:focusNode"), node(self.document)),
            (curie("sh:value"), node(result.figure.iri)),
            (curie("sh:resultSeverity"), curie(SEVERITIES[result.severity])),
            (curie("sh:sourceConstraintComponent"), curie("sh:SPARQLConstraintComponent")),
            (curie("sh:sourceShape"), node(shape)),
            (curie("sh:resultMessage"), rdf.zh(message.zh)),
            (curie("sh:resultMessage"), rdf.en(message.en)),
            (gj("document"), node(self.document)),
            (gj("rule"), text(result.rule.id)),
            (gj("severity"), text(result.severity)),
            (gj("state"), text(result.state)),
            (gj("focus"), node(result.figure.iri)),
            (gj("stated"), decimal(result.stated)) if result.stated is not None else None,
            (gj("computed"), decimal(result.computed)) if result.computed is not None else None,
            (gj("delta"), decimal(result.delta)) if result.delta is not None else None,
            (gj("slack"), decimal(result.slack)) if result.slack is not None else None,
            (gj("terms"), integer(result.parts)) if result.parts else None,
            (gj("likely"), text(result.cause.words.zh)) if result.cause else None,
            (gj("cause"), text(result.cause.kind)) if result.cause else None,
            (gj("follows"), node(under)) if under else None,
            *((gj("against"), node(operand.figure.iri)) for operand in result.operands),
            *(self.anchor(place) for place in result.places),
        ]
        return name, [
            *self.of(self.name, (curie("sh:result"), node(name))),
            *self.of(name, *dict.fromkeys(pairs)),
        ]

    def outcomes(self, outcomes: Outcomes) -> Iterator[Quad]:
        """How often one rule was asked of the document, and how each asking ended, as far as the engine told."""
        known = outcomes.complete
        yield from self.of(
            f"{self.name}/{outcomes.rule}",
            (TYPE, gj("Outcomes")),
            (gj("document"), node(self.document)),
            (gj("rule"), text(outcomes.rule)),
            (gj("exact"), integer(outcomes.exact)) if known else None,
            (gj("rounding"), integer(outcomes.rounding)) if known else None,
            (gj("suspicious"), integer(outcomes.suspicious)),
            (gj("inconsistent"), integer(outcomes.inconsistent)),
            (gj("notCheckable"), integer(outcomes.not_checkable)) if known else None,
        )

    def of(self, subject: str, *pairs: Pair | None) -> Iterator[Quad]:
        """Quads of one subject; ``None`` where there is nothing to say."""
        about = node(subject)
        for pair in pairs:
            if pair is not None:
                yield Quad(about, pair[0], pair[1], self.graph)

    def anchor(self, place: Place) -> Pair:
        """Where in the source a figure stands."""
        return gj("anchor"), node(f"{self.source}#{place.fragment}")

    def free(self, name: str) -> str:
        """``name``, or with a number behind it where two results of one rule judge one figure."""
        number, free = 1, name
        while free in self.taken:
            number += 1
            free = f"{name}~{number}"
        self.taken.add(free)
        return free
