"""The default engine: every pattern's query once per document, over its graph and the rules, set at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as Choice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolution, QuerySolutions, Store

from ..ontology import terms
from .code_names import name_quads
from .patterns import Pattern, patterns
from .rule_graph import rule_quads

State = Choice["exact", "rounding", "suspicious", "inconsistent", "notCheckable"]


@dataclass(frozen=True, slots=True)
class Binding:
    """One rule applied to one figure: what is printed, what was computed from the others, and the outcome.

    ``rule`` is the rule's id, ``value`` the absolute IRI of the figure. Amounts are in yuan, rates in percent points.
    ``other`` is the IRI of the other side's figure, where a pattern's query names exactly one.
    """

    pattern: str
    rule: str
    value: str
    state: State
    stated: Decimal | None
    computed: Decimal | None
    slack: Decimal | None
    parts: int
    other: str | None = None


class Engine:
    """Holds the rules; checks one document after the other in a scratch store."""

    def __init__(self, chosen: Iterable[Pattern] | None = None) -> None:
        self.patterns = tuple(patterns() if chosen is None else chosen)
        self._rules = [Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in rule_quads()]

    def bindings(self, quads: Iterable[Quad]) -> Iterator[Binding]:
        """Every binding of every rule in the document whose quads are given, by pattern, rule and figure."""
        store = Store()
        store.extend(self._rules)
        told = list(quads)
        store.extend(Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in (*told, *name_quads(told)))
        for pattern in self.patterns:
            answer = store.query(pattern.query, prefixes=terms.NAMESPACES)
            assert isinstance(answer, QuerySolutions)
            sided = any(variable.value == "other" for variable in answer.variables)
            found = (binding(pattern, row, row["other"] if sided else None) for row in answer)
            yield from sorted(found, key=lambda each: (each.rule, each.value, each.other or ""))


def binding(pattern: Pattern, row: QuerySolution, other: object = None) -> Binding:
    """The binding that one row of a pattern's answer tells."""
    rule, value, state = row["rule"], row["value"], row["state"]
    assert isinstance(rule, NamedNode)
    assert isinstance(value, NamedNode)
    outcome: State = "notCheckable"
    if isinstance(state, Literal):
        outcome = as_state(state.value)
    parts = number(row["parts"])
    return Binding(
        pattern=pattern.name,
        rule=rule.value.rsplit("/", 1)[-1],
        value=value.value,
        state=outcome,
        stated=number(row["stated"]),
        computed=number(row["computed"]),
        slack=number(row["slack"]),
        parts=int(parts) if parts is not None else 0,
        other=other.value if isinstance(other, NamedNode) else None,
    )


def as_state(word: str) -> State:
    """The outcome of that name; raises :class:`ValueError` for any other word a query might bind."""
    match word:
        case "exact" | "rounding" | "suspicious" | "inconsistent" | "notCheckable":
            return word
        case _:
            raise ValueError(f"no outcome {word!r}")


def number(term: object) -> Decimal | None:
    """A bound number; ``None`` where arithmetic left it unbound."""
    return Decimal(term.value) if isinstance(term, Literal) else None
