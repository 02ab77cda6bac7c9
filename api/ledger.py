"""All findings of a store in short, and how often each rule was asked; what a page of them shows is read apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ..ontology import terms
from ..shapes.results import Outcomes
from .catalogue import Catalogue, Listed, Record, number, records, text
from .execution import Job
from .questions import Run

#: A finding that follows from another one tells the same difference again: it is counted, not listed.
FINDINGS = """
SELECT DISTINCT ?finding ?document ?rule ?severity ?state ?likely ?under WHERE {
  VALUES ?class { gj:Finding gj:Check } ?finding a ?class ; gj:document ?document ; gj:rule ?rule ; gj:severity ?severity
  OPTIONAL { ?finding gj:state ?state } OPTIONAL { ?finding gj:likely ?likely } OPTIONAL { ?finding gj:follows ?under }
}
"""
OUTCOMES = """
SELECT ?rule (SUM(COALESCE(?e, 0)) AS ?exact) (SUM(COALESCE(?r, 0)) AS ?rounding) (SUM(COALESCE(?s, 0)) AS ?suspicious)
  (SUM(COALESCE(?i, 0)) AS ?inconsistent) (SUM(COALESCE(?n, 0)) AS ?notCheckable) WHERE {
  ?o a gj:Outcomes ; gj:rule ?rule
  OPTIONAL { ?o gj:exact ?e } OPTIONAL { ?o gj:rounding ?r } OPTIONAL { ?o gj:suspicious ?s }
  OPTIONAL { ?o gj:inconsistent ?i } OPTIONAL { ?o gj:notCheckable ?n }
} GROUP BY ?rule
"""
SEVERITIES = ("violation", "warning", "info")
#: What a finding of reading has in the place of an outcome.
READING = "none"
FACETS = ("severity", "state", "rule", "region", "unit", "year", "kind", "cause")


@dataclass(frozen=True, slots=True)
class Noted:
    """One finding in short, with what is known of its document."""

    iri: str
    document: Listed
    rule: str
    severity: str
    state: str
    likely: str

    def facet(self, name: str) -> str:
        """Its value of a facet."""
        match name:
            case "region" | "unit" | "year" | "kind":
                value: str = getattr(self.document, name)
                return value
            case "cause":
                return "yes" if self.likely else "no"
            case _:
                value = getattr(self, name)
                return value


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
    outcome = run(Job(FINDINGS))
    rows: dict[str, Record] = {}
    under = set()
    for row in records(lambda _: outcome, Job(FINDINGS)):
        rows.setdefault(text(row, "finding"), row)
        if "under" in row:
            under.add(text(row, "finding"))
    found = (noted(row, documents) for row in rows.values())
    listed = [each for each in found if each is not None and each.iri not in under]
    return Ledger(
        tuple(sorted(listed, key=order)), len(under), outcomes(records(run, Job(OUTCOMES))), outcome.truncated
    )


def noted(row: Record, documents: Mapping[str, Listed]) -> Noted | None:
    """One finding; ``None`` where its document is not listed."""
    document = documents.get(text(row, "document"))
    if document is None:
        return None
    return Noted(
        iri=text(row, "finding"),
        document=document,
        rule=text(row, "rule"),
        severity=text(row, "severity"),
        state=text(row, "state") or READING,
        likely=text(row, "likely"),
    )


def order(each: Noted) -> tuple[int, str, str, str, str, str]:
    """Grave ones first, then by unit, the newest year first."""
    grave = SEVERITIES.index(each.severity) if each.severity in SEVERITIES else len(SEVERITIES)
    newest = "".join(chr(ord("9") - int(digit)) if digit.isascii() and digit.isdecimal() else digit for digit in each.document.year)
    return grave, each.document.region, each.document.unit, newest, each.rule, each.iri


def outcomes(rows: Iterable[Record]) -> dict[str, Outcomes]:
    """The outcomes of each rule in all documents together."""
    return {
        text(row, "rule"): Outcomes(
            rule=text(row, "rule"),
            exact=number(row, "exact"),
            rounding=number(row, "rounding"),
            suspicious=number(row, "suspicious"),
            inconsistent=number(row, "inconsistent"),
            not_checkable=number(row, "notCheckable"),
        )
        for row in rows
    }


def document_named(name: str) -> str:
    """The IRI of a document from the part of it after ``doc/``.

    >>> document_named("131028-示例局/2024/budget")
    'https://w3id.org/gouji/doc/131028-示例局/2024/budget'
    """
    return terms.absolute(f"doc/{name}") if name else ""
