"""A thing of the graph as its page shows it: names for IRIs, amounts in 万元, and where in the source it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from ..ontology import terms
from .catalogue import chosen_labels, labels, records, text
from .execution import Job
from .linked_names import page_of
from .linked_resource import FEW, NAMES, PAGE, Inverse, Resource, Said, compact, named_rows
from .phrases import TERMS, Language, in_words
from .questions import Run, Term
from .rendering import (
    NUMERIC,
    SOURCE,
    Shown,
    amount,
    document_path,
    first_line,
    lines,
    number,
    plain,
    thing_path,
)

#: Properties whose numbers are money wherever they stand; a cell's and a claim's value depends on what it says.
MONEY = frozenset(terms.GJ + name for name in ("budget", "spent", "ulp", "stated", "computed", "delta", "slack"))
VALUE = terms.GJ + "value"
#: Where in a file something stands, and in whose words; a cell stands where its line does.
PASSAGES = """
SELECT DISTINCT ?anchor ?quote {
  { %(x)s gj:anchor ?anchor } UNION { %(x)s gj:line/gj:anchor ?anchor }
  OPTIONAL { %(x)s oa:exact|gj:spelling ?quote }
} ORDER BY ?anchor ?quote LIMIT 50
"""
#: What the number of a cell or a claim is a number of.
MEASURED = """
SELECT DISTINCT ?kind ?unit {
  { %(x)s gj:measure/gj:quantityKind ?kind } UNION { %(x)s gj:targetUnit ?unit }
}
"""
#: What a thing without a name of its own is called by: the measure of a cell, the item of a line, the form of a table.
INDIRECT = """
SELECT DISTINCT ?thing ?label {
  VALUES ?thing { %s }
  ?thing gj:measure|gj:item|gj:form|gj:cited|gj:project|gj:fundingDocument ?what .
  ?what skos:prefLabel|rdfs:label ?label
}
"""


@dataclass(frozen=True, slots=True)
class FactShown:
    """One property with its values."""

    name: str
    about: str
    values: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class InverseShown:
    """What points at the thing by one property."""

    name: str
    key: str
    count: int
    bounded: bool
    things: tuple[Shown, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class PassageShown:
    """Where in a published file the thing stands."""

    document: str
    file: str
    spot: str
    href: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResourceShown:
    """One thing."""

    iri: str
    title: str
    classes: tuple[Shown, ...]
    facts: tuple[FactShown, ...]
    inverse: tuple[InverseShown, ...]
    passages: tuple[PassageShown, ...]
    graphs: tuple[Shown, ...]
    truncated: bool


def resource_shown(run: Run, found: Resource, language: Language, page: int) -> ResourceShown:
    """The thing as it is shown in one language."""
    return _Page(run, found, language).shown(page)


class _Page:
    """Puts together what is shown of one thing."""

    def __init__(self, run: Run, found: Resource, language: Language) -> None:
        self.found = found
        self.language: Language = language
        self.names = chosen_labels(named_rows(found.names), language)
        self.places = records(run, Job(PASSAGES % {"x": found.subject}))
        measured = records(run, Job(MEASURED % {"x": found.subject}))
        self.kind = next((text(row, "kind") for row in measured if "kind" in row), "money")
        self.unit = next((text(row, "unit") for row in measured if "unit" in row), "")
        self.names |= self.indirect(run)
        self.names |= labels(run, self.sources(), language)

    def sources(self) -> set[str]:
        """The files that the thing stands in, and the disclosures read from them."""
        found = {spot["document"] for row in self.places if (spot := SOURCE.fullmatch(text(row, "anchor")))}
        return {terms.absolute(f"{kind}/{name}") for name in found for kind in ("src", "doc")}

    def shown(self, page: int) -> ResourceShown:
        found = self.found
        classes = found.values("rdf:type")
        return ResourceShown(
            iri=found.named.thing,
            title=self.name(found.named.thing),
            classes=tuple(self.value(each, "") for each in classes),
            facts=tuple(self.facts()),
            inverse=tuple(self.inverse(each, page) for each in found.inverse),
            passages=tuple(self.passages()),
            graphs=tuple(self.thing(graph) for graph in found.graphs),
            truncated=found.truncated,
        )

    def name(self, iri: str) -> str:
        """What a thing is called, else its IRI by prefix or its last part."""
        if iri in self.names:
            return self.names[iri]
        short = compact(iri)
        if short in TERMS:
            return TERMS[short].zh if self.language == "zh" else TERMS[short].en
        return iri.rsplit("/", 1)[-1] if short == iri and iri.startswith(terms.BASE) else short

    def indirect(self, run: Run) -> Mapping[str, str]:
        """Names of things that have none of their own."""
        things = [self.found.named.thing, *(thing.value for each in self.found.inverse for thing in each.things)]
        things += [each.value.value for each in self.found.said if isinstance(each.value, NamedNode)]
        nameless = [thing for thing in dict.fromkeys(things) if thing not in self.names and "#line=" not in thing]
        if not nameless:
            return {}
        values = " ".join(str(NamedNode(thing)) for thing in nameless[:NAMES])
        return chosen_labels(records(run, Job(INDIRECT % values)), self.language)

    def facts(self) -> Iterator[FactShown]:
        """What is said of the thing, by property; its class stands in the heading."""
        said = [each for each in self.found.said if each.predicate.value != terms.NAMESPACES["rdf"] + "type"]
        for predicate, group in groupby(said, key=lambda each: each.predicate.value):
            each_once = tuple({each.value: each for each in group}.values())
            in_language = tuple(each for each in each_once if getattr(each.value, "language", None) == self.language)
            values = tuple(map(self.fact, in_language or each_once))
            yield FactShown(self.name(predicate), compact(predicate), values)

    def fact(self, said: Said) -> Shown:
        return self.value(said.value, said.predicate.value)

    def value(self, term: Term, predicate: str) -> Shown:
        """One value; which graph says it is in its title."""
        if isinstance(term, NamedNode):
            return self.thing(term.value)
        if not isinstance(term, Literal):
            return Shown(str(term))
        if term.datatype.value in NUMERIC and predicate != terms.GJ + "year":
            return self.figure(term, predicate)
        column = predicate.removeprefix(terms.GJ)
        return Shown(in_words(column, term.value, self.language), title=term.language)

    def figure(self, term: Literal, predicate: str) -> Shown:
        """A number; money in 万元 with the yuan beside it."""
        try:
            value = Decimal(term.value)
        except ArithmeticError:
            return Shown(term.value)
        if predicate == VALUE and self.unit:
            return Shown(f"{plain(value)} {self.unit}")
        if predicate in MONEY or (predicate == VALUE and self.kind == "money"):
            return Shown(f"{amount(value)} 万元", title=f"{term.value} 元")
        return Shown(number(term, money=False))

    def thing(self, iri: str) -> Shown:
        """A thing by name, with the way to its page; things of others are named only."""
        if SOURCE.fullmatch(iri):
            return Shown(lines(iri, self.language) or iri, self.spot(iri))
        path = page_of(iri)
        return Shown(self.name(iri), path and thing_path(path, self.language), title=iri)

    def inverse(self, each: Inverse, page: int) -> InverseShown:
        """What points at the thing by one property."""
        told = page * len(each.things)
        return InverseShown(
            name=self.name(each.predicate.value),
            key=compact(each.predicate.value),
            count=each.count,
            bounded=each.bounded,
            things=tuple(self.thing(thing.value) for thing in each.things),
            # Of a page that is not full nothing more follows; of a hub nobody knows how much does.
            more=len(each.things) in {FEW, PAGE} and (each.bounded or each.count > told),
        )

    def passages(self) -> Iterator[PassageShown]:
        """Where the thing stands in files, and in which words."""
        for anchor, group in groupby(self.places, key=lambda row: text(row, "anchor")):
            spot = SOURCE.fullmatch(anchor)
            if spot is None:
                continue
            document = terms.absolute(f"doc/{spot['document']}")
            quotes = dict.fromkeys(text(row, "quote") for row in group if "quote" in row)
            yield PassageShown(
                document=self.name(document),
                file=self.names.get(terms.absolute(f"src/{spot['document']}"), ""),
                spot=lines(anchor, self.language) or "",
                href=self.spot(anchor) or "",
                quotes=tuple(quotes),
            )

    def spot(self, anchor: str) -> str | None:
        """The way to a spot on the page of its document."""
        found = SOURCE.fullmatch(anchor)
        if found is None:
            return None
        document = terms.absolute(f"doc/{found['document']}")
        return f"{document_path(document, self.language)}#L{first_line(anchor)}"
