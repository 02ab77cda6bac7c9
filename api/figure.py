"""One figure of a document: what it means, what adds up to it, what it enters, and what the rules made of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ..ontology import terms
from ..ontology.forms import forms
from ..ontology.messages import Bilingual
from ..shapes.engine import Binding, Engine
from ..shapes.rules import rule
from .catalogue import Record, asked, labels, named, records, text
from .execution import Job
from .phrases import Language
from .questions import Run
from .rendering import printed
from .sides import Side, scale_words, sides

ABOUT = """
SELECT * { { ?figure gj:line ?line ; gj:measure ?measure . ?line gj:table ?table ; gj:item ?item ; gj:anchor ?anchor .
    ?table gj:document ?document ; gj:form ?form ; gj:scale ?scale ; gj:ulp ?step
    OPTIONAL { ?figure gj:ulp ?own } OPTIONAL { ?table rdfs:label ?title } }
  UNION { ?figure a gj:Claim ; gj:document ?document ; gj:anchor ?anchor ; oa:exact ?quote
    OPTIONAL { ?figure gj:about ?about } } }
"""
RELATED = """
SELECT DISTINCT ?role ?other {
  { ?figure gj:line ?line ; gj:measure ?measure
    { ?next gj:parent ?line BIND("parts" AS ?role) } UNION { ?next gj:ofWhich ?line BIND("of-which" AS ?role) }
    UNION { ?line gj:parent|gj:ofWhich ?next BIND("totals" AS ?role) }
    ?other gj:line ?next ; gj:measure ?measure }
  UNION { VALUES ?link { gj:same gj:equals gj:part gj:whole gj:current gj:prior gj:difference }
    { ?figure ?link ?other } UNION { ?other ?link ?figure } BIND("same" AS ?role) }
  UNION { ?check gj:focus ?figure ; gj:against ?other BIND("same" AS ?role) }
  UNION { ?check gj:against ?figure ; gj:focus ?other BIND("same" AS ?role) }
}
"""
WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
CHECKS = "SELECT ?check { ?check a gj:Check ; gj:focus|gj:against ?figure }"
#: How other figures are related to it: below, above, beside it in its row, or compared with it.
ROLES = ("parts", "parts-across", "of-which", "totals", "totals-across", "same")
DEFINITION = "SELECT ?thing ?label { VALUES ?thing { %s } ?thing skos:definition ?label }"


@dataclass(frozen=True, slots=True)
class Used:
    """One comparison of a rule that the figure has part in: what it judged, both sides, how it ended."""

    rule: str
    statement: Bilingual
    state: str
    about: Side | None
    stated: str
    computed: str
    slack: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    """One figure."""

    side: Side
    document: str
    document_title: str
    meaning: str
    quote: str
    related: Mapping[str, tuple[Side, ...]]
    parts_sum: str
    used: tuple[Used, ...]
    findings: tuple[str, ...]


def figure(run: Run, name: str, language: Language) -> FigureShown | None:
    """The figure of this name (the part of its IRI after ``doc/``); ``None`` if there is none."""
    node = named(f"doc/{name}")
    about = asked(run, ABOUT, figure=node) if node else []
    if node is None or not about:
        return None
    row = about[0]
    links = [(text(link, "role"), text(link, "other")) for link in asked(run, RELATED, figure=node)]
    links += across(text(row, "line"), text(row, "form"), text(row, "measure"))
    quads = tuple(document_quads(run, text(row, "document")))
    wholes = {other for role, other in links if role.startswith("totals")}
    bindings = [each for each in Engine().bindings(quads) if concerns(each, node.value, wholes)]
    iris = [node.value, *(other for _, other in links), *(each.value for each in bindings)]
    figures = sides(run, iris, language)
    if node.value not in figures:
        return None
    related = {role: tuple(sides_of(links, role, figures)) for role in ROLES}
    document = text(row, "document")
    measure = text(row, "measure")
    return FigureShown(
        side=figures[node.value],
        document=document,
        document_title=labels(run, [document], language).get(document, document.removeprefix(terms.absolute("doc/"))),
        meaning=meaning(run, measure, language) if measure else text(row, "about"),
        quote=text(row, "quote"),
        related=related,
        parts_sum=added(related["parts"], row, language),
        used=tuple(used(each, figures, row) for each in bindings),
        findings=tuple(text(check, "check") for check in asked(run, CHECKS, figure=node)),
    )


def across(line: str, form: str, measure: str) -> Iterable[tuple[str, str]]:
    """The figures of its own row that it is added up from, or that it enters, as its form says."""
    name = form.rsplit("/", 1)[-1]
    column = measure.rsplit("/", 1)[-1]
    for each in (each for known in forms() if known.id == name for each in known.sums):
        if column == each.total:
            yield from (("parts-across", f"{line}/{part}") for part in each.parts)
        elif column in each.parts:
            yield "totals-across", f"{line}/{each.total}"


def sides_of(links: Iterable[tuple[str, str]], role: str, figures: Mapping[str, Side]) -> Iterable[Side]:
    """The figures in one relation to it, each once, in reading order."""
    found = {other: figures[other] for kind, other in links if kind == role and other in figures}
    return sorted(found.values(), key=lambda side: side.line)


def document_quads(run: Run, document: str) -> Iterable[Quad]:
    """All that the document's graph says."""
    graph = NamedNode(document)
    body = run(Job(WHOLE, graph="ntriples", default_graphs=(document,))).body
    triples = (quad.triple for quad in parse(body, format=RdfFormat.N_TRIPLES))
    return (Quad(each.subject, each.predicate, each.object, graph) for each in triples)


def concerns(binding: Binding, figure: str, wholes: Iterable[str]) -> bool:
    """Whether a comparison is about the figure, or about a total that it enters by adding rows up."""
    if figure in (binding.value, binding.other):
        return True
    return binding.value in wholes and binding.pattern in {"children", "parts"}


def used(binding: Binding, figures: Mapping[str, Side], row: Record) -> Used:
    """One comparison in words; amounts as the figure's table prints them."""
    said = rule(binding.rule)
    about = figures.get(binding.value)
    numbers = (binding.stated, binding.computed, binding.slack)
    stated, computed, slack = (shown(number, about, row) for number in numbers)
    return Used(binding.rule, Bilingual(said.zh, said.en), binding.state, about, stated, computed, slack)


def shown(number: Decimal | None, about: Side | None, row: Record) -> str:
    """A number of a comparison: in the table's unit where the figure is money, else as it is."""
    if number is None:
        return ""
    if about is None or not about.yuan or "scale" not in row:
        return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"
    return printed(number, int(text(row, "scale")), None)


def meaning(run: Run, measure: str, language: Language) -> str:
    """What a column's measure is defined as, if that is said."""
    rows = records(run, Job(DEFINITION % NamedNode(measure)))
    fitting = [text(row, "label") for row in rows if getattr(row["label"], "language", "") == language]
    return next(iter(fitting), "")


def added(parts: Iterable[Side], row: Record, language: Language) -> str:
    """What the parts add up to, in the table's unit."""
    amounts = [Decimal(side.yuan.replace(",", "")) for side in parts if side.yuan]
    if not amounts or "scale" not in row:
        return ""
    scale = int(text(row, "scale"))
    step = text(row, "own") or text(row, "step")
    total = printed(sum(amounts, Decimal(0)), scale, Decimal(step) if step else None)
    return f"{total} {scale_words(scale, language)}"
