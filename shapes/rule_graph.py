"""Rules as triples: what the patterns' queries join with, and what readers of the graph can look up."""

from collections.abc import Collection, Iterator
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Triple

from ..graph import rdf
from ..graph.rdf import TYPE, curie, gj, integer, node, text
from ..ontology import terms
from .rules import RULES, Relation, Rule, Term, rules


def rule_name(rule: Rule) -> str:
    """The relative name of a rule.

    >>> from .rules import rule
    >>> rule_name(rule("GJ-H01"))
    'id/rule/GJ-H01'
    """
    return f"id/rule/{rule.id}"


@cache
def rule_quads() -> tuple[Quad, ...]:
    """All rules as quads of their own graph, in a fixed order."""
    graph = node(RULES)
    told = dict.fromkeys(triple for rule in rules() for triple in rule_triples(rule))
    return tuple(Quad(t.subject, t.predicate, t.object, graph) for t in told)


def rule_triples(rule: Rule, kinds: Collection[str] = ()) -> Iterator[Triple]:
    """One rule: its words, where it applies, its relations; where ``kinds`` are given only those for such documents."""
    subject = node(rule_name(rule))
    yield Triple(subject, TYPE, gj("Rule"))
    yield Triple(subject, curie("skos:notation"), text(rule.id))
    yield Triple(subject, curie("skos:prefLabel"), rdf.zh(rule.zh))
    yield Triple(subject, curie("skos:prefLabel"), rdf.en(rule.en))
    yield Triple(subject, curie("dcterms:source"), rdf.zh(rule.why))
    yield Triple(subject, gj("severity"), text(rule.severity))
    yield Triple(subject, gj("pattern"), text(rule.pattern))
    for kind in rule.kinds:
        yield Triple(subject, gj("kind"), text(kind))
    for beginning in rule.within:
        yield Triple(subject, gj("jurisdiction"), text(beginning))
    for key, year in (("firstYear", rule.first_year), ("lastYear", rule.last_year)):
        if year is not None:
            yield Triple(subject, gj(key), integer(year))
    for number, relation in enumerate(rule.relations or (Relation(),), start=1):
        if kinds and relation.kinds and not set(kinds).intersection(relation.kinds):
            continue
        yield from relation_triples(rule, relation, node(f"{rule_name(rule)}/{number}"))


def relation_triples(rule: Rule, relation: Relation, subject: NamedNode) -> Iterator[Triple]:
    """One relation of a rule."""
    yield Triple(subject, gj("ruledBy"), node(rule_name(rule)))
    yield Triple(subject, gj("pattern"), text(rule.pattern))
    if relation.form:
        yield Triple(subject, gj("form"), node(f"id/form/{relation.form}"))
    if relation.other:
        yield Triple(subject, gj("otherForm"), node(f"id/form/{relation.other}"))
    if relation.total:
        yield Triple(subject, gj("total"), node(f"id/measure/{relation.total}"))
        yield Triple(subject, gj("where"), node(f"id/measure/{relation.where or relation.total}"))
    for measure in relation.unless:
        yield Triple(subject, gj("unless"), node(f"id/measure/{measure}"))
    for part in relation.parts:
        yield Triple(subject, gj("partMeasure"), node(f"id/measure/{part}"))
    if relation.others:
        yield from matching_triples(relation, subject)
    if relation.others or relation.rows:
        yield Triple(subject, gj("rows"), text(terms.absolute(f"id/{relation.rows}")))
    for required in relation.requires:
        yield Triple(subject, gj("requires"), node(f"id/form/{required}"))
    for key, value in (relation.words or {}).items():
        yield Triple(subject, gj(key), Literal(value))
    yield Triple(subject, gj("terms"), integer(len(relation.terms)))
    if relation.terms:
        yield Triple(subject, gj("sense"), text(relation.sense))
        yield Triple(subject, gj("variant"), integer(int(relation.variant)))
        yield from counts(relation, subject)
    for number, term in enumerate(relation.terms, start=1):
        yield from term_triples(term, subject, NamedNode(f"{subject.value}/{number}"))
        yield Triple(NamedNode(f"{subject.value}/{number}"), gj("ord"), integer(number))


def term_triples(term: Term, relation: NamedNode, subject: NamedNode) -> Iterator[Triple]:
    """One term of a relation between single figures: which figure, its weight, and what it is there for."""
    yield Triple(subject, gj("termOf"), relation)
    yield Triple(subject, gj("refersTo"), figure(term))
    yield Triple(subject, gj("weight"), integer(term.weight))
    yield Triple(subject, gj("role"), text(role(term)))
    yield Triple(subject, gj("several"), boolean(term.several))
    yield Triple(subject, gj("absent"), boolean(not needed(term)))
    yield from figure_triples(term)


def matching_triples(relation: Relation, subject: NamedNode) -> Iterator[Triple]:
    """Which rows and columns of two forms are the same, and what is asked of them."""
    for measure in relation.others:
        yield Triple(subject, gj("otherMeasure"), node(f"id/measure/{measure}"))
    yield Triple(subject, gj("sense"), text(relation.sense))
    yield Triple(subject, gj("otherwise"), text(relation.otherwise))
    yield Triple(subject, gj("key"), gj(relation.key))
    yield Triple(subject, gj("guarded"), boolean(bool(relation.guard)))
    for term in relation.guard:
        yield Triple(subject, gj("guard"), figure(term))
        yield from figure_triples(term)


def figure_triples(term: Term) -> Iterator[Triple]:
    """Which figure a term means."""
    where = figure(term)
    yield Triple(where, gj("onForm"), node(f"id/form/{term.form}"))
    yield Triple(where, gj("measure"), node(f"id/measure/{term.measure}"))
    for row in (term.row, *term.also):
        if row:
            yield Triple(where, gj("item"), node(item_name(row)))
    if term.top:
        yield Triple(where, gj("top"), rdf.TRUE)
    if term.under:
        yield Triple(where, gj("under"), node(item_name(term.under)))
    if term.coverage:
        yield Triple(where, gj("coverage"), node(f"id/coverage/{term.coverage}"))


def figure(term: Term) -> NamedNode:
    """The node of the figure that a term means; terms that mean one figure share it."""
    rows = [terms.segment(row) for row in (term.row, *term.also) if row] or ["top"]
    places = [term.form, "+".join(rows), term.under or "", term.measure, term.coverage or ""]
    return node(f"id/figure/{'.'.join(places)}")


def role(term: Term) -> str:
    """What a term is in its relation: a figure that must or may be printed, in the first or second way, or a gate."""
    if term.gate:
        return term.gate
    return {(False, False): "main", (False, True): "blank", (True, False): "else", (True, True): "else-blank"}[
        term.either, term.blank
    ]


def needed(term: Term) -> bool:
    """Whether the table of a term must be there for the relation to be asked."""
    return not (term.absent or term.either or term.gate)


def counts(relation: Relation, subject: NamedNode) -> Iterator[Triple]:
    """How many of a relation's tables and figures must be there for it to be asked."""
    roles = [role(term) for term in relation.terms]
    must = roles.count("main") if relation.variant else 0
    for name, number in (
        ("needed", sum(needed(term) for term in relation.terms)),
        ("required", roles.count("main")),
        ("requiredElse", roles.count("else")),
        ("opens", roles.count("printed") + must),
    ):
        yield Triple(subject, gj(name), integer(number))


def item_name(row: str) -> str:
    """The concept of a row: a code of a classification, or the standard name of an uncoded row.

    >>> item_name("210"), item_name("30217"), item_name("合计")
    ('id/func/210', 'id/econ/30217', 'id/row/合计')
    """
    if row.isdigit():
        economic = row.startswith("3") and len(row) in (3, 5)
        return f"id/{'econ' if economic else 'func'}/{row}"
    return f"id/row/{terms.segment(row)}"


def boolean(said: bool) -> Literal:  # noqa: FBT001
    """True or false, as a term."""
    return Literal(str(said).lower(), datatype=rdf.BOOLEAN)
