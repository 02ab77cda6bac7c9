"""All findings of a store in short, and how often each rule was asked; what a page of them shows is read apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..ontology import terms
from ..shapes.results import Outcomes
from .catalogue import Catalogue, Listed, Record, number, records, rows_of, text
from .execution import Job
from .questions import Run

#: A finding that follows from another one tells the same difference again: it is counted, not listed.
#: Statements, not rows with optional parts: these would take several times as long.
FINDINGS = """
SELECT ?finding ?property ?value {
  VALUES ?class { gj:Finding gj:Check } ?finding a ?class ; ?property ?value
  FILTER(?property IN (gj:document, gj:rule, gj:severity, gj:state, gj:likely, gj:cause, gj:follows))
}
"""
OUTCOMES = """
SELECT ?rule ?state (SUM(?n) AS ?times) {
  ?o a gj:Outcomes ; gj:rule ?rule ; ?state ?n
  FILTER(?state IN (gj:exact, gj:rounding, gj:suspicious, gj:inconsistent, gj:notCheckable))
} GROUP BY ?rule ?state
"""
SEVERITIES = ("violation", "warning", "info")
#: What a finding of reading has in the place of an outcome.
READING = "none"
#: Kinds of likely cause that the graph has no word for: none is known, or a print was read as another one.
NO_CAUSE, MISPRINT = "none", "misprint"
#: Statements on findings that are read; a finding has seven at most.
ROWS = 1_000_000
FACETS = ("severity", "state", "rule", "region", "unit", "year", "kind", "cause")


@dataclass(frozen=True, slots=True)
class Noted:
    """One finding in short, with what is known of its document."""

    iri: str
    document: Listed
    rule: str
    severity: str
    state: str
    cause: str
    """The kind of its likely cause; empty where none is known."""

    def facet(self, name: str) -> str:
        """Its value of a facet."""
        if name == "cause":
            return self.cause or NO_CAUSE
        holder = self.document if name in {"region", "unit", "year", "kind"} else self
        return str(getattr(holder, name))


@dataclass(frozen=True, slots=True)
class Ledger:
    """All findings, the gravest of each document first, and the outcomes of rules."""

    findings: tuple[Noted, ...] = ()
    follows: int = 0
    """How many more follow from those that are listed."""
    outcomes: Mapping[str, Outcomes] = field(default_factory=dict)
    truncated: bool = False

    def severities(self) -> Counter[str]:
        """How many there are of each severity."""
        return Counter(each.severity for each in self.findings)

    def matching(self, chosen: Mapping[str, str]) -> tuple[Noted, ...]:
        """The findings with the chosen values; ``document`` names one document, all else are facets."""
        return tuple(filter(chooser(chosen), self.findings))

    def facet(self, name: str, chosen: Mapping[str, str]) -> list[tuple[str, int]]:
        """The values of a facet under the other choices, the most frequent first."""
        others = {key: value for key, value in chosen.items() if key != name}
        return Counter(each.facet(name) for each in self.matching(others)).most_common()


def chooser(chosen: Mapping[str, str]) -> Callable[[Noted], bool]:
    """Whether a finding has the chosen values."""
    wanted = {name: value for name, value in chosen.items() if value and name in FACETS}
    document = chosen.get("document")

    def wants(each: Noted) -> bool:
        return (not document or each.document.iri == document) and all(
            each.facet(name) == value for name, value in wanted.items()
        )

    return wants


def ledger(run: Run, catalogue: Catalogue) -> Ledger:
    """The findings of a store, by its documents."""
    documents = {document.iri: document for document in catalogue.documents}
    outcome = run(Job(FINDINGS, rows=ROWS))
    said: dict[str, dict[str, str]] = {}
    for row in rows_of(outcome):
        said.setdefault(text(row, "finding"), {})[text(row, "property").removeprefix(terms.GJ)] = text(row, "value")
    leading = {iri: each for iri, each in said.items() if "follows" not in each}
    found = [
        noted(iri, each, documents[each["document"]]) for iri, each in leading.items() if is_whole(each, documents)
    ]
    counts = outcomes(records(run, Job(OUTCOMES)))
    return Ledger(tuple(sorted(found, key=order)), len(said) - len(leading), counts, outcome.truncated)


def is_whole(said: Mapping[str, str], documents: Mapping[str, Listed]) -> bool:
    """Whether all that must be known of a finding is; the last one may have been cut."""
    return {"rule", "severity"} <= said.keys() and said.get("document") in documents


def noted(iri: str, said: Mapping[str, str], document: Listed) -> Noted:
    """One finding."""
    # What reading takes for a misprint has no kind of its own.
    cause = said.get("cause") or (MISPRINT if "likely" in said else "")
    return Noted(iri, document, said["rule"], said["severity"], said.get("state", READING), cause)


def order(each: Noted) -> tuple[int, str, str, int, str, str]:
    """Grave ones first, then by unit, the newest year first."""
    grave = SEVERITIES.index(each.severity) if each.severity in SEVERITIES else len(SEVERITIES)
    newest = -int(each.document.year) if each.document.year.isdecimal() else 0
    return grave, each.document.region, each.document.unit, newest, each.rule, each.iri


def outcomes(rows: Iterable[Record]) -> dict[str, Outcomes]:
    """The outcomes of each rule in all documents together."""
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(text(row, "rule"), {})[text(row, "state").removeprefix(terms.GJ)] = number(row, "times")
    return {
        rule: Outcomes(
            rule=rule,
            exact=each.get("exact", 0),
            rounding=each.get("rounding", 0),
            suspicious=each.get("suspicious", 0),
            inconsistent=each.get("inconsistent", 0),
            not_checkable=each.get("notCheckable", 0),
        )
        for rule, each in counts.items()
    }


def document_named(name: str) -> str:
    """The IRI of a document from the part of it after ``doc/``.

    >>> document_named("131028-示例局/2024/budget")
    'https://w3id.org/gouji/doc/131028-示例局/2024/budget'
    """
    return terms.absolute(f"doc/{name}") if name else ""
