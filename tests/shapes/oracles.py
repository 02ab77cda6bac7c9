"""pySHACL run rule by rule, each shape over the document and its own rule's description only.

A shape speaks of one rule, so the descriptions of the others change nothing but the time: rdflib joins them all for
every shape, which takes minutes a document.
"""

from collections.abc import Iterable

import pyshacl
import rdflib
from pyoxigraph import Quad

from gouji.ontology import terms
from gouji.shapes import shacl
from gouji.shapes.code_names import name_quads
from gouji.shapes.engine import Binding
from gouji.shapes.oracle import RESULTS, breach, ntriples
from gouji.shapes.rule_graph import rule_triples
from gouji.shapes.rules import Rule, rules


def breaches(quads: Iterable[Quad], chosen: Iterable[Rule] | None = None) -> set[Binding]:
    """What pySHACL reports of a document, by the shapes of the chosen rules."""
    told = list(quads)
    data = rdflib.Graph()
    for some in (told, tuple(name_quads(told))):
        data.parse(data=ntriples(quad.triple for quad in some), format="nt")
    return {binding for rule in (rules() if chosen is None else chosen) for binding in breaches_of(rule, data)}


def breaches_of(rule: Rule, data: rdflib.Graph) -> set[Binding]:
    """What pySHACL reports by the shapes of one rule."""
    described = rdflib.Graph().parse(data=ntriples(rule_triples(rule)), format="nt")
    for triple in described:
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes_of(rule), inference="none", inplace=True)
    for triple in described:
        data.remove(triple)
    assert isinstance(report, rdflib.Graph)
    rows = [tuple(map(str, row)) for row in report.query(RESULTS) if isinstance(row, rdflib.query.ResultRow)]
    return {breach(shape, value, message) for shape, value, message in rows}


def shapes_of(rule: Rule) -> rdflib.Graph:
    """The shapes of one rule, with the prefixes that all share."""
    name = terms.absolute(f"id/rule/{rule.id}")
    named = (f"<{name}> a sh:NodeShape", f"<{name}/suspicious> a sh:NodeShape")
    head, declared, *shapes = shacl.parts()
    own = [shape for shape in shapes if shape.startswith(named)]
    return rdflib.Graph().parse(data="\n".join([head, declared, *own]), format="turtle")
