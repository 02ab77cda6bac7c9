"""Figures of the graph as a person reads them: what they are called, how they are printed, where they stand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode

from ..ontology import terms
from .catalogue import Record, chosen_labels, records, text
from .execution import Job
from .linked_names import encoded
from .mounting import rooted
from .phrases import Language
from .questions import Run
from .rendering import Shown, amount, first_line, plain, printed, shown_node

#: Figures told in one asking.
AT_ONCE = 400
#: Each kind of figure is asked for on its own: over a union of them the engine looks at every figure there is.
CELLS = """
SELECT DISTINCT ?figure ?anchor ?item ?label ?measure ?value ?text ?step ?scale ?form ?line {
  VALUES ?figure { %s } ?figure gj:line ?line ; gj:measure ?measure .
  ?line gj:anchor ?anchor ; gj:item ?item ; gj:table ?table .
  ?table gj:form ?form ; gj:scale ?scale ; gj:ulp ?finest
  OPTIONAL { ?figure gj:value ?value } OPTIONAL { ?figure gj:text ?text } OPTIONAL { ?figure gj:ulp ?own }
  OPTIONAL { ?line gj:label ?label } BIND(COALESCE(?own, ?finest) AS ?step) }
"""
CLAIMS = """
SELECT DISTINCT ?figure ?anchor ?value ?unit ?about ?text {
  VALUES ?figure { %s } ?figure a gj:Claim ; gj:anchor ?anchor ; gj:value ?value ; gj:targetUnit ?unit
  OPTIONAL { ?figure gj:about ?about } OPTIONAL { ?figure gj:text ?text } }
"""
OTHERS = """
SELECT DISTINCT ?figure ?anchor ?label ?text ?item ?form {
  VALUES ?figure { %s } ?figure gj:anchor ?anchor
  OPTIONAL { ?figure rdfs:label|gj:label ?label } OPTIONAL { ?figure gj:targetText ?text }
  OPTIONAL { ?figure gj:project|gj:item ?item } OPTIONAL { ?figure gj:form|(gj:table/gj:form) ?form } }
"""
NAMES = """
SELECT DISTINCT ?thing ?label ?kind {
  VALUES ?thing { %s } ?thing skos:prefLabel|rdfs:label ?label OPTIONAL { ?thing gj:quantityKind ?kind }
}
"""
PROSE = {"zh": "正文", "en": "prose"}


@dataclass(frozen=True, slots=True)
class Side:
    """One figure: its form, row and column by name, as printed and in yuan, and the link to its place."""

    iri: str
    form: str
    row: str
    column: str
    printed: str
    unit: str
    yuan: str
    place: Shown
    href: str | None
    line: int

    @property
    def name(self) -> str:
        """All that it is called by."""
        return " · ".join(filter(None, (self.form, self.row, self.column)))

    def within(self, document: str) -> str:
        """What it is called on the page of its document, to lead to it there."""
        return name_in(self.iri, document)


def sides(run: Run, iris: Iterable[str], language: Language) -> dict[str, Side]:
    """The figures by IRI; those the graph does not know, and places that are none, are absent."""
    rows = list(told(run, list(dict.fromkeys(iris))))
    things = {text(row, name) for row in rows for name in ("item", "measure", "form") if name in row}
    named = [row for some in batches(sorted(things)) for row in records(run, Job(NAMES % values(some)))]
    names = Names(chosen_labels(named, language), {text(row, "thing"): text(row, "kind") for row in named})
    found: dict[str, Side] = {}
    for row in rows:
        found.setdefault(text(row, "figure"), names.side(row, language))
    return found


def told(run: Run, iris: Sequence[str]) -> Iterator[Record]:
    """What the graph says of each figure, by the first of the queries that knows it."""
    left = list(iris)
    for query in (CELLS, CLAIMS, OTHERS):
        rows = [row for some in batches(left) for row in records(run, Job(query % values(some)))]
        known = {text(row, "figure") for row in rows}
        left = [iri for iri in left if iri not in known]
        yield from rows


def values(iris: Iterable[str]) -> str:
    """IRIs for a ``VALUES`` clause."""
    return " ".join(str(NamedNode(iri)) for iri in iris)


def batches(things: Sequence[str]) -> Iterable[Sequence[str]]:
    """A few at a time; an empty list gives none."""
    return (things[at : at + AT_ONCE] for at in range(0, len(things), AT_ONCE))


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, and what kind of quantity measures are."""

    labels: Mapping[str, str]
    kinds: Mapping[str, str]

    def of(self, row: Record, name: str) -> str:
        """What a thing of the row is called, else the end of its IRI; empty where there is none."""
        iri = text(row, name)
        return self.labels.get(iri) or iri.rsplit("/", 1)[-1]

    def side(self, row: Record, language: Language) -> Side:
        """One figure."""
        iri, anchor = text(row, "figure"), text(row, "anchor")
        figure = "line" in row or "measure" in row or "about" in row or "unit" in row
        shown, unit, yuan = self.value(row, language)
        return Side(
            iri=iri,
            form=self.of(row, "form") or (PROSE[language] if "unit" in row else ""),
            row=text(row, "label") or self.of(row, "item") or text(row, "about"),
            column=self.of(row, "measure"),
            printed=shown,
            unit=unit,
            yuan=yuan,
            place=shown_node(anchor, {}, language),
            href=figure_path(iri, language) if figure else None,
            line=first_line(anchor) or 0,
        )

    def value(self, row: Record, language: Language) -> tuple[str, str, str]:
        """A figure as printed, its unit, and in yuan where it is money."""
        if "value" not in row:
            return text(row, "text"), "", ""
        value = Decimal(text(row, "value"))
        if "measure" not in row:
            unit = text(row, "unit")
            if unit in ("元", "yuan") and not text(row, "text"):
                return amount(value), "万元", f"{value:,f}"
            return text(row, "text") or plain(value), "" if text(row, "text") else unit, ""
        if self.kinds.get(text(row, "measure"), "money") not in ("money", ""):
            return text(row, "text") or plain(value), "", ""
        scale = int(text(row, "scale") or 1)
        step = text(row, "step")
        unit = scale_words(scale, language)
        return text(row, "text") or printed(value, scale, Decimal(step) if step else None), unit, f"{value:,f}"


def scale_words(scale: int, language: Language) -> str:
    """The unit of a table.

    >>> scale_words(10000, "zh"), scale_words(1, "en")
    ('万元', 'yuan')
    """
    zh = {1: "元", 1000: "千元", 10000: "万元", 100000000: "亿元"}.get(scale, f"{scale} 元")
    return "yuan" if language == "en" and scale == 1 else zh


def name_in(iri: str, document: str) -> str:
    """What a figure is called on the page of its document.

    >>> name_in("https://w3id.org/gouji/doc/131028-a/2024/budget/b03/210/x", "https://w3id.org/gouji/doc/131028-a/2024/budget")
    'b03/210/x'
    """
    return iri.removeprefix(f"{document}/")


def figure_path(iri: str, language: Language) -> str:
    """The address of a figure's page.

    >>> figure_path("https://w3id.org/gouji/doc/131028-a/2024/budget/b03/210/budget.total", "en")
    '/figures/131028-a/2024/budget/b03/210/budget.total?lang=en'
    """
    asked = "?lang=en" if language == "en" else ""
    return f"{encoded(rooted('/figures/' + iri.removeprefix(terms.absolute('doc/'))))}{asked}"
