"""Rules as triples: what the patterns' queries join with, and what readers of the graph can look up."""

from collections.abc import Iterator
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
    return tuple(Quad(t.subject, t.predicate, t.object, graph) for rule in rules() for t in rule_triples(rule))


def rule_triples(rule: Rule) -> Iterator[Triple]:
    """One rule: its words, where it applies, its relations."""
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
    for number, relation in enumerate(rule.relations or (Relation(),), start=1):
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
    for part in relation.parts:
        yield Triple(subject, gj("partMeasure"), node(f"id/measure/{part}"))
    for key, value in (relation.words or {}).items():
        yield Triple(subject, gj(key), Literal(value))
    yield Triple(subject, gj("terms"), integer(len(relation.terms)))
    for number, term in enumerate(relation.terms, start=1):
        yield from term_triples(term, subject, NamedNode(f"{subject.value}/{number}"))


def term_triples(term: Term, relation: NamedNode, subject: NamedNode) -> Iterator[Triple]:
    """One term of a relation between single figures."""
    yield Triple(subject, gj("termOf"), relation)
    yield Triple(subject, gj("form"), node(f"id/form/{term.form}"))
    yield Triple(subject, gj("item"), node(item_name(term.row)))
    yield Triple(subject, gj("measure"), node(f"id/measure/{term.measure}"))
    yield Triple(subject, gj("weight"), integer(term.weight))
    if term.blank:
        yield Triple(subject, gj("blank"), rdf.TRUE)


def item_name(row: str) -> str:
    """The concept of a row: a code of a classification, or the standard name of an uncoded row.

    >>> item_name("210"), item_name("30217"), item_name("合计")
    ('id/func/210', 'id/econ/30217', 'id/row/合计')
    """
    if row.isdigit():
        economic = row.startswith("3") and len(row) in (3, 5)
        return f"id/{'econ' if economic else 'func'}/{row}"
    return f"id/row/{terms.segment(row)}"
