"""What is in the graph, for the start page and the list of documents."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode, Variable

from ..ontology import terms
from .execution import Job, Outcome
from .inlining import inlined
from .questions import Run, Term, table

Record = Mapping[str, Term]

# Shared things stand once, in a graph of their own; DISTINCT all the same, for a store that was put together otherwise.
DOCUMENTS = """
SELECT DISTINCT ?document ?title ?unit ?unitName ?regionName ?year ?kind ?printed ?read ?ignored ?unread WHERE {
  GRAPH ?document {
    ?document a gj:Document ; gj:unit ?unit ; gj:year ?year ; gj:kind ?kind .
    OPTIONAL { ?document dcterms:title ?title }
    OPTIONAL { ?document gj:figuresPrinted ?printed ; gj:figuresRead ?read ;
      gj:figuresIgnored ?ignored ; gj:figuresUnread ?unread }
  }
  OPTIONAL { ?unit rdfs:label ?unitName } OPTIONAL { ?unit gj:region/rdfs:label ?regionName }
} ORDER BY ?regionName ?unitName DESC(?year) ?kind
"""
FINDINGS = """
SELECT ?document (COUNT(DISTINCT ?finding) AS ?findings) WHERE {
  VALUES ?class { gj:Finding gj:Check } ?finding a ?class ; gj:document ?document
  FILTER NOT EXISTS { ?finding gj:follows ?other }
} GROUP BY ?document
"""
CLASSES = ("Unit", "Project", "CitedDocument", "Table", "Indicator", "Claim")
COUNTS = f"""
SELECT ?class (COUNT(DISTINCT ?thing) AS ?number) WHERE {{
  VALUES ?class {{ {" ".join(f"gj:{name}" for name in CLASSES)} }} ?thing a ?class
}} GROUP BY ?class
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """How many figures tables print, and what became of them."""

    printed: int = 0
    read: int = 0
    ignored: int = 0
    unread: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Both together."""
        return Figures(
            self.printed + other.printed,
            self.read + other.read,
            self.ignored + other.ignored,
            self.unread + other.unread,
        )


@dataclass(frozen=True, slots=True)
class Listed:
    """One document in the list."""

    iri: str
    title: str
    unit: str
    region: str
    year: str
    kind: str
    figures: Figures
    findings: int
    unit_iri: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All documents, and how many things they speak of."""

    documents: tuple[Listed, ...]
    counts: Mapping[str, int]
    figures: Figures
    findings: int

    def years(self) -> tuple[str, ...]:
        """The years there are, newest first."""
        return tuple(sorted({document.year for document in self.documents}, reverse=True))

    def kinds(self) -> tuple[str, ...]:
        """The kinds of document there are."""
        return tuple(sorted({document.kind for document in self.documents}))

    def units(self) -> Mapping[str, tuple[Listed, ...]]:
        """The documents of each unit that has any, by the unit's IRI, in the order of the list."""
        found: dict[str, list[Listed]] = {}
        for document in self.documents:
            found.setdefault(document.unit_iri, []).append(document)
        return {iri: tuple(several) for iri, several in found.items()}

    def regions(self) -> tuple[str, ...]:
        """The regions there are documents of."""
        return tuple(sorted({document.region for document in self.documents if document.region}))

    def matching(self, words: str, year: str, kind: str) -> tuple[Listed, ...]:
        """The documents whose unit, region or title has all the words, of a year and a kind."""
        wanted = words.split()
        return tuple(
            document
            for document in self.documents
            if all(word in f"{document.unit} {document.region} {document.title}" for word in wanted)
            and year in ("", document.year)
            and kind in ("", document.kind)
        )


def catalogue(run: Run) -> Catalogue:
    """The catalogue of what a store holds."""
    findings = {text(row, "document"): number(row, "findings") for row in records(run, Job(FINDINGS))}
    documents = tuple(listed(row, findings) for row in records(run, Job(DOCUMENTS)))
    counts = {text(row, "class").removeprefix(terms.GJ): number(row, "number") for row in records(run, Job(COUNTS))}
    return Catalogue(
        documents,
        {name: counts.get(name, 0) for name in CLASSES},
        sum((document.figures for document in documents), Figures()),
        sum(document.findings for document in documents),
    )


def listed(row: Record, findings: Mapping[str, int]) -> Listed:
    """One document of the list."""
    iri = text(row, "document")
    return Listed(
        iri=iri,
        title=text(row, "title"),
        unit=text(row, "unitName") or iri.removeprefix(terms.absolute("doc/")).partition("/")[0],
        region=text(row, "regionName"),
        year=text(row, "year"),
        kind=text(row, "kind"),
        figures=Figures(number(row, "printed"), number(row, "read"), number(row, "ignored"), number(row, "unread")),
        findings=findings.get(iri, 0),
        unit_iri=text(row, "unit"),
    )


def records(run: Run, job: Job) -> list[Record]:
    """The rows of an answer by variable; unbound variables are absent."""
    return rows_of(run(job))


def rows_of(outcome: Outcome) -> list[Record]:
    """The rows of an answer by variable; unbound variables are absent."""
    names, rows = table(outcome)
    return [{name: term for name, term in zip(names, row, strict=True) if term is not None} for row in rows]


def asked(run: Run, query: str, **bound: NamedNode) -> list[Record]:
    """The rows of a query in which some variables stand for things."""
    return records(run, Job(inlined(query, {Variable(name): value for name, value in bound.items()})))


def named(path: str) -> NamedNode | None:
    """The thing of an address's path below the base of all names; ``None`` where that is no IRI.

    >>> named("id/unit/a b") is None
    True
    """
    try:
        return NamedNode(terms.absolute(path))
    except ValueError:
        return None


def text(row: Record, name: str) -> str:
    """The text of a value; empty if there is none."""
    term = row.get(name)
    return "" if term is None else str(getattr(term, "value", term))


def number(row: Record, name: str) -> int:
    """The value of a count; 0 if there is none."""
    return int(text(row, name) or 0)


def labels(run: Run, iris: Iterable[str], language: str) -> dict[str, str]:
    """What things are called, in a language or else in Chinese or in none; things without a name are absent."""
    wanted = " ".join(str(NamedNode(iri)) for iri in iris)
    if not wanted:
        return {}
    label = "skos:prefLabel|rdfs:label|dcterms:title"
    query = f"SELECT ?thing ?label {{ VALUES ?thing {{ {wanted} }} ?thing {label} ?label }}"
    return chosen_labels(records(run, Job(query)), language)


def chosen_labels(rows: Iterable[Record], language: str) -> dict[str, str]:
    """One label for each ``?thing``: in the language, else the other one."""
    found: dict[str, tuple[int, str]] = {}
    for row in rows:
        tag = getattr(row["label"], "language", None) or ""
        rank = (language, "", "zh", "en").index(tag) if tag in (language, "", "zh", "en") else 4
        candidate = (rank, text(row, "label"))
        thing = text(row, "thing")
        found[thing] = min(found.get(thing, candidate), candidate)
    return {thing: label for thing, (_, label) in found.items()}
