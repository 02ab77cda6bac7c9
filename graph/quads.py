"""Facts and findings of one document as the quads of its own named graph."""

from collections.abc import Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from ..ontology import terms
from ..ontology.facts import (
    Allocation,
    Cell,
    Citation,
    Claim,
    Disclosure,
    Fact,
    Finding,
    Goal,
    Indicator,
    Line,
    Part,
    Reading,
    Table,
)
from ..ontology.places import Place
from ..ontology.spellings import standard
from . import rdf
from .names import known_label
from .rdf import TYPE, curie, decimal, gj, integer, node, text

Object = NamedNode | Literal
Pair = tuple[NamedNode, Object]

CLAIM_CLASSES = {
    "amount": "AmountClaim",
    "difference": "DifferenceClaim",
    "growth": "GrowthClaim",
    "share": "ShareClaim",
    "rate": "RateClaim",
    "count": "CountClaim",
    "price": "PriceClaim",
    "score": "ScoreClaim",
    "order": "OrderClaim",
}


def document_quads(reading: Reading) -> Iterator[Quad]:
    """The quads of the document's graph; what it shares with others is in :mod:`gouji.graph.entities`."""
    writer = _Writer(reading.disclosure)
    for fact in reading.facts:
        yield from writer.quads(fact)
    for number, finding in enumerate(reading.findings, start=1):
        yield from writer.finding(number, finding)
    tally = reading.tally
    yield from writer.of(
        reading.disclosure.iri,
        (gj("figuresPrinted"), integer(tally.printed)),
        (gj("figuresRead"), integer(tally.read)),
        (gj("figuresIgnored"), integer(tally.ignored)),
        (gj("figuresUnread"), integer(tally.unread)),
    )


class _Writer:
    """Writes into one graph; knows the document's unit, year and source."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.graph = node(disclosure.iri)
        self.source = f"src/{disclosure.iri.removeprefix('doc/')}"

    def of(self, subject: str, *pairs: Pair | None) -> Iterator[Quad]:
        """Quads of one subject; ``None`` where there is nothing to say."""
        about = node(subject)
        for pair in pairs:
            if pair is not None:
                yield Quad(about, pair[0], pair[1], self.graph)

    def anchor(self, place: Place) -> Pair:
        """Where in the source something stands, as the IRI of a span of lines."""
        return gj("anchor"), node(f"{self.source}#{place.fragment}")

    def quads(self, fact: Fact) -> Iterator[Quad]:
        """The quads of one fact in the document's graph."""
        match fact:
            case Cell():
                yield from self.cell(fact)
            case Line():
                yield from self.line(fact)
            case Indicator():
                yield from self.indicator(fact)
            case Claim():
                yield from self.claim(fact)
            case Citation():
                yield from self.citation(fact)
            case Goal():
                yield from self.goal(fact)
            case Table():
                yield from self.table(fact)
            case Allocation():
                yield from self.allocation(fact)
            case Disclosure():
                yield from self.document(fact)
            case _:
                return

    def document(self, fact: Disclosure) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (TYPE, gj("Document")),
            (gj("kind"), text(fact.kind)),
            (gj("scope"), text(fact.scope)) if fact.scope else None,
            (gj("unit"), node(fact.unit)),
            (gj("year"), integer(fact.year)),
            (curie("dcterms:title"), text(fact.title)),
            (curie("prov:wasDerivedFrom"), node(self.source)),
            *((gj("topic"), text(topic)) for topic in fact.topics),
        )
        files = {f"{self.source}/{number}": part for number, part in enumerate(fact.parts, start=1)}
        yield from self.file(self.source, Part(fact.file, fact.sha256))
        yield from self.of(
            self.source,
            (gj("encoding"), text(fact.encoding)),
            *((curie("dcterms:hasPart"), node(name)) for name in files),
        )
        for name, part in files.items():
            yield from self.file(name, part)

    def file(self, name: str, part: Part) -> Iterator[Quad]:
        """A published file with its checksum; of several files together, that of their checksums."""
        checksum = f"{name}#sha256"
        yield from self.of(
            name,
            (TYPE, curie("prov:Entity")),
            (curie("rdfs:label"), text(part.file)),
            (curie("spdx:checksum"), node(checksum)),
        )
        yield from self.of(
            checksum,
            (curie("spdx:algorithm"), curie("spdx:checksumAlgorithm_sha256")),
            (curie("spdx:checksumValue"), text(part.sha256)),
        )

    def table(self, fact: Table) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (TYPE, gj("Table")),
            (gj("document"), self.graph),
            (gj("form"), node(f"id/form/{fact.form}")),
            (gj("unit"), node(self.disclosure.unit)),
            (gj("year"), integer(self.disclosure.year)),
            (gj("scale"), integer(fact.scale)),
            (gj("ulp"), decimal(fact.ulp)),
            (curie("rdfs:label"), text(fact.title)) if fact.title else None,
            (gj("empty"), rdf.TRUE) if fact.empty else None,
            (gj("coverage"), node(f"id/coverage/{fact.coverage}")) if fact.coverage else None,
            (curie("rdfs:comment"), text(fact.note)) if fact.note else None,
            self.anchor(fact.place),
        )

    def line(self, fact: Line) -> Iterator[Quad]:
        label = known_label(fact.item)
        yield from self.of(
            fact.iri,
            (gj("table"), node(fact.table)),
            (gj("ord"), integer(fact.ord)),
            (gj("item"), node(fact.item)),
            (gj("parent"), node(fact.parent)) if fact.parent else None,
            (gj("ofWhich"), node(fact.of_which)) if fact.of_which else None,
            (gj("leaf"), rdf.TRUE) if fact.leaf else None,
            (gj("governmentItem"), node(fact.government_item)) if fact.government_item else None,
            (gj("repeats"), node(fact.repeats)) if fact.repeats else None,
            (gj("label"), text(fact.label)) if label is not None and fact.label != label else None,
            self.anchor(fact.place),
        )

    def cell(self, fact: Cell) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (gj("line"), node(fact.line)),
            (gj("measure"), node(f"id/measure/{fact.measure}")),
            (gj("value"), decimal(fact.value)) if fact.value is not None else None,
            (gj("text"), text(fact.text)) if fact.text is not None else None,
            (gj("ulp"), decimal(fact.ulp)) if fact.ulp is not None else None,
        )

    def goal(self, fact: Goal) -> Iterator[Quad]:
        plan = dict(fact.plan)
        yield from self.of(
            fact.iri,
            (TYPE, gj("Evaluation" if fact.evaluation else "Goal")),
            (gj("document"), self.graph),
            (gj("unit"), node(self.disclosure.unit)),
            (gj("year"), integer(fact.year)),
            (gj("project"), node(fact.project)) if fact.project else None,
            (gj("table"), node(fact.table)) if fact.table else None,
            (gj("repeats"), node(fact.repeats)) if fact.repeats else None,
            *(amount(f"planQ{quarter}", plan.get(quarter)) for quarter in (1, 2, 3, 4)),
            amount("budget", fact.budget),
            amount("spent", fact.spent),
            amount("ulp", fact.ulp),
            amount("score", fact.score),
            words("grade", fact.grade),
            words("goalText", fact.goal_text),
            words("purpose", fact.purpose),
            words("basis", fact.basis),
            words("actualText", fact.result),
            words("code", fact.code),
            self.anchor(fact.place),
        )

    def indicator(self, fact: Indicator) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (TYPE, gj("Indicator")),
            (gj("of"), node(fact.goal)),
            (gj("ord"), integer(fact.ord)),
            (curie("rdfs:label"), text(fact.name)) if fact.name else None,
            level("level1", fact.level1),
            level("level2", fact.level2),
            words("targetText", fact.target_text),
            words("op", fact.op),
            amount("target", fact.target),
            words("targetUnit", fact.target_unit),
            words("description", fact.description),
            words("basis", fact.basis),
            words("half", fact.half),
            (gj("beside"), node(fact.beside)) if fact.beside else None,
            amount("weight", fact.weight),
            amount("points", fact.points),
            words("actualText", fact.actual_text),
            amount("actual", fact.actual),
            words("deviation", fact.deviation),
            self.anchor(fact.place),
        )

    def claim(self, fact: Claim) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (TYPE, gj("Claim")),
            (TYPE, gj(CLAIM_CLASSES[fact.kind])),
            (gj("document"), self.graph),
            (gj("value"), decimal(fact.value)),
            (gj("ulp"), decimal(fact.ulp)),
            (gj("targetUnit"), text(fact.unit)),
            words("about", fact.about),
            words("text", fact.printed),
            (gj("approximate"), rdf.TRUE) if fact.approximate else None,
            (gj("closes"), rdf.TRUE) if fact.closes else None,
            (gj("priorYear"), rdf.TRUE) if fact.prior_year else None,
            *(
                (gj(term), node(name)) if name else None
                for term, name in (
                    ("part", fact.part),
                    ("whole", fact.whole),
                    ("current", fact.current),
                    ("prior", fact.prior),
                    ("same", fact.same),
                    ("difference", fact.difference),
                    ("addsTo", fact.adds_to),
                    ("ofWhich", fact.of_which),
                    ("emptyTable", fact.blank),
                    ("count", fact.count),
                    ("price", fact.price),
                    ("equals", fact.equals),
                    ("countedBy", fact.counted_by),
                    ("costs", fact.costs),
                    ("lists", fact.lists),
                )
            ),
            words("sum", fact.sum),
            words("figure", fact.figure),
            (curie("oa:exact"), text(fact.quote)),
            self.anchor(fact.place),
        )

    def citation(self, fact: Citation) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (TYPE, gj("Citation")),
            (gj("document"), self.graph),
            (gj("cited"), node(terms.fund_name(fact.normal))),
            (gj("citing"), node(fact.citing)),
            (gj("citedIn"), text(fact.where)),
            (gj("spelling"), text(fact.spelling)),
            words("likely", fact.likely),
            self.anchor(fact.place),
        )

    def allocation(self, fact: Allocation) -> Iterator[Quad]:
        yield from self.of(
            fact.iri,
            (TYPE, gj("Allocation")),
            (gj("document"), self.graph),
            (gj("fundingDocument"), node(fact.document)),
            (gj("project"), node(fact.project)),
            (gj("unit"), node(fact.unit)),
            (gj("year"), integer(self.disclosure.year)),
            (gj("value"), decimal(fact.value)),
            (gj("ulp"), decimal(fact.ulp)),
            self.anchor(fact.place),
        )

    def finding(self, number: int, fact: Finding) -> Iterator[Quad]:
        """A finding of reading."""
        yield from self.of(
            f"{self.disclosure.iri}/finding/{number}",
            (TYPE, gj("Finding")),
            (gj("document"), self.graph),
            (gj("rule"), text(fact.rule)),
            (gj("severity"), text(fact.severity)),
            (gj("message"), rdf.zh(fact.zh)),
            (gj("message"), rdf.en(fact.en)),
            words("likely", fact.likely),
            *(self.anchor(place) for place in fact.places),
        )


def level(scheme: str, printed: str | None) -> Pair | None:
    """The concept of an indicator's level, by its standard name where the spelling is known."""
    if not printed:
        return None
    return gj(scheme), node(f"id/{scheme}/{terms.segment(standard(scheme, printed) or printed)}")


def amount(term: str, value: Decimal | None) -> Pair | None:
    """A decimal, if there is one."""
    return None if value is None else (gj(term), decimal(value))


def words(term: str, value: str | None) -> Pair | None:
    """A string, if there is one."""
    return (gj(term), text(value)) if value else None
