"""The default engine beside pySHACL, run rule by rule: each shape over the document and its own rule's description.

A shape speaks of one rule, so the descriptions of the others change nothing but the time: rdflib joins them all for
every shape, which takes minutes a document.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import pyshacl
import rdflib
from pyoxigraph import Quad

from ..ontology import terms
from ..shapes import shacl
from ..shapes.code_names import name_quads
from ..shapes.engine import Binding, Engine
from ..shapes.oracle import RESULTS, breach, ntriples
from ..shapes.rule_graph import rule_triples
from ..shapes.rules import Rule, rules

#: Engines cut the digits of a quotient at different places.
NEAR = Decimal("0.000001")
Key = tuple[str, str, str | None, str]


def disagreements(quads: Sequence[Quad], engine: Engine, chosen: Sequence[Rule] | None = None) -> list[str]:
    """What the engine says otherwise than pySHACL by the shapes of the chosen rules: breaches and their numbers."""
    asked = rules() if chosen is None else chosen
    names = {rule.id for rule in asked}
    found = (each for each in engine.bindings(quads) if each.state in ("inconsistent", "suspicious"))
    ours, theirs = keyed(each for each in found if each.rule in names), keyed(breaches(quads, asked))
    both = [(ours[key], theirs[key]) for key in ours if key in theirs]
    return [
        *(f"only the engine: {ours[key]}" for key in ours if key not in theirs),
        *(f"only pySHACL: {theirs[key]}" for key in theirs if key not in ours),
        *(f"the engine: {one}, pySHACL: {other}" for one, other in both if not alike(one, other)),
    ]


def keyed(found: Iterable[Binding]) -> dict[Key, Binding]:
    """Bindings by what they are about."""
    return {(each.rule, each.value, each.other, each.state): each for each in found}


def alike(one: Binding, other: Binding) -> bool:
    """Whether two bindings tell the same numbers."""
    pairs = ((one.stated, other.stated), (one.computed, other.computed), (one.slack, other.slack))
    return one.parts == other.parts and all(same(left, right) for left, right in pairs)


def same(left: Decimal | None, right: Decimal | None) -> bool:
    """Whether two numbers are equal but for the last digits of a quotient."""
    return left == right or (left is not None and right is not None and abs(left - right) <= NEAR)


def breaches(quads: Iterable[Quad], chosen: Iterable[Rule]) -> Iterator[Binding]:
    """What pySHACL reports of a document, by the shapes of the chosen rules."""
    told = list(quads)
    data = rdflib.Graph()
    for some in (told, tuple(name_quads(told))):
        data.parse(data=ntriples(quad.triple for quad in some), format="nt")
    for rule in chosen:
        yield from breaches_of(rule, data)


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
