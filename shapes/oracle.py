"""The same shapes run by pySHACL: thousands of times slower than the default engine, and the oracle to hold it to.

Shapes are run rule by rule, each over the document and its own rule's description. A shape speaks of one rule, so the
descriptions of the others change nothing but the time: rdflib joins them all for every shape, ten times slower.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

import pyshacl
import rdflib
from pyoxigraph import Quad, RdfFormat, Store, Triple, serialize

from ..ontology import terms
from .code_names import name_quads
from .engine import Binding, Engine, as_state, year_of
from .rule_graph import rule_triples
from .rules import Rule, rule, rules
from .shacl import rule_turtle
from .year_totals import year_total_quads

SHAPE = re.compile(re.escape(terms.absolute("id/rule/")) + r"(?P<rule>[^/]+)(?:/(?P<state>\w+))?")
FIGURES = re.compile(
    r": stated (?P<stated>\S+), computed (?P<computed>\S+), slack (?P<slack>\S+), parts (?P<parts>\S+?)"
    r"(?:, other side <(?P<other>[^>]*)>)?$"
)
RESULTS = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
# pySHACL drops the language of a message whose variables it fills in: the English one is told by its words.
SELECT ?shape ?value ?message WHERE {
  ?result a sh:ValidationResult ; sh:sourceShape ?shape ; sh:value ?value ; sh:resultMessage ?message
  FILTER(CONTAINS(?message, ": stated "))
}
"""


class PyshaclEngine(Engine):
    """Answers with inconsistent and suspicious bindings only: a SHACL report does not speak of what holds."""

    complete: ClassVar[bool] = False

    def __init__(self, chosen: Iterable[Rule] | None = None) -> None:
        super().__init__()
        self.rules = tuple(rules() if chosen is None else chosen)

    def bindings(self, quads: Iterable[Quad]) -> Iterator[Binding]:
        """The breaches in the document whose quads are given, by rule and figure."""
        told = list(quads)
        data = rdflib.Graph()
        store = Store()
        store.extend(Quad(*quad.triple) for quad in told)
        store.extend(Quad(*triple) for each in self.rules for triple in rule_triples(each))
        for some in (told, tuple(name_quads(told)), year_total_quads(store)):
            data.parse(data=ntriples(quad.triple for quad in some), format="nt")
        year = year_of(store)
        for each in (each for each in self.rules if each.is_in_force(year)):
            yield from sorted(breaches(each, data), key=lambda found: (found.value, found.state, found.other or ""))


def breaches(of: Rule, data: rdflib.Graph) -> set[Binding]:
    """What pySHACL reports of the data by the shapes of one rule."""
    described = rdflib.Graph().parse(data=ntriples(rule_triples(of)), format="nt")
    for triple in described:
        data.add(triple)
    shapes = rdflib.Graph().parse(data=rule_turtle(of), format="turtle")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    for triple in described:
        data.remove(triple)
    assert isinstance(report, rdflib.Graph)
    rows = [tuple(map(str, row)) for row in report.query(RESULTS) if isinstance(row, rdflib.query.ResultRow)]
    return {breach(shape, value, message) for shape, value, message in rows}


def breach(shape: str, value: str, message: str) -> Binding:
    """The binding that one result tells by its shape, its value and its message."""
    named = SHAPE.fullmatch(shape)
    said = FIGURES.search(message)
    assert named is not None
    assert said is not None
    return Binding(
        pattern=rule(named["rule"]).pattern,
        rule=named["rule"],
        value=value,
        state=as_state(named["state"] or "inconsistent"),
        stated=number(said["stated"]),
        computed=number(said["computed"]),
        slack=number(said["slack"]),
        parts=int(number(said["parts"]) or 0),
        other=bound(said["other"]),
    )


def number(word: str) -> Decimal | None:
    """A number of a message; ``None`` where the query left it unbound and the message kept its variable."""
    return None if word.startswith("{") else Decimal(word)


def bound(word: str | None) -> str | None:
    """An IRI of a message, unless the query left it unbound."""
    return None if word is None or word.startswith("{") else word


def ntriples(triples: Iterable[Triple]) -> bytes:
    """Triples as N-Triples."""
    written = serialize(triples, format=RdfFormat.N_TRIPLES)
    assert written is not None
    return written
