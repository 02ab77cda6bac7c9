"""The default engine: every pattern's query once per document, over its graph and the rules, set at a time."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import ClassVar
from typing import Literal as Choice

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Store, Triple

from ..graph.rdf import TYPE, gj
from ..ontology import terms
from .code_names import name_quads
from .patterns import Pattern, patterns
from .rule_graph import rule_triples
from .rules import rules
from .year_totals import year_total_quads

KIND = gj("kind")
Term = NamedNode | BlankNode | Literal | Triple
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

    #: Whether every binding is told, or those in breach only.
    complete: ClassVar[bool] = True

    def __init__(self, chosen: Iterable[Pattern] | None = None) -> None:
        self.patterns = tuple(patterns() if chosen is None else chosen)

    def bindings(self, quads: Iterable[Quad]) -> Iterator[Binding]:
        """Every binding of every rule in the document whose quads are given, by pattern, rule and figure."""
        told = list(quads)
        store = Store()
        # Made from its triple: asked for its terms one by one, a quad copies each (four times slower).
        store.extend(Quad(*quad.triple) for quad in (*told, *name_quads(told)))
        kinds = frozenset(quad.object for quad in store.quads_for_pattern(None, KIND, None))
        asked = rules_for(kinds, year_of(store))
        store.extend(asked.quads)
        store.extend(year_total_quads(store))
        for pattern in self.patterns:
            if pattern.name in asked.patterns:
                yield from answers(pattern, store)


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules that are asked of a document, as triples of the default graph, and the patterns they are of."""

    quads: tuple[Quad, ...]
    patterns: frozenset[str]


def year_of(store: Store) -> int | None:
    """The year of the document in a store; ``None`` where it names none, or several are there."""
    documents = (quad.subject for quad in store.quads_for_pattern(None, TYPE, gj("Document")))
    years = {quad.object for document in documents for quad in store.quads_for_pattern(document, gj("year"), None)}
    (year,) = years if len(years) == 1 else (None,)
    return int(year.value) if isinstance(year, Literal) else None


@cache
def rules_for(kinds: frozenset[Term], year: int | None) -> Asked:
    """The rules for documents of these kinds and year; others would only cost time, or are not yet in force."""
    names = {kind.value for kind in kinds if isinstance(kind, Literal)}
    chosen = [rule for rule in rules() if names.intersection(rule.kinds) and rule.is_in_force(year)]
    told = dict.fromkeys(triple for rule in chosen for triple in rule_triples(rule, names))
    return Asked(tuple(Quad(*triple) for triple in told), frozenset(rule.pattern for rule in chosen))


def answers(pattern: Pattern, store: Store) -> list[Binding]:
    """What one pattern finds in the store, by rule and figure."""
    answer = store.query(pattern.query, prefixes=terms.NAMESPACES)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    # Unpacked whole: each look-up in a row makes its term anew.
    found = (binding(pattern, dict(zip(names, row, strict=True))) for row in answer)
    return sorted(found, key=lambda each: (each.rule, each.value, each.other or ""))


def binding(pattern: Pattern, row: Mapping[str, object]) -> Binding:
    """The binding that one row of a pattern's answer tells: the terms of its variables."""
    rule, value, other = row["rule"], row["value"], row.get("other")
    assert isinstance(rule, NamedNode)
    assert isinstance(value, NamedNode)
    return Binding(
        pattern=pattern.name,
        rule=rule.value.rsplit("/", 1)[-1],
        value=value.value,
        state=outcome(row["state"]),
        stated=number(row["stated"]),
        computed=number(row["computed"]),
        slack=number(row["slack"]),
        parts=int(number(row["parts"]) or 0),
        other=other.value if isinstance(other, NamedNode) else None,
    )


def outcome(term: object) -> State:
    """The outcome that a query binds; nothing can be said where arithmetic left it unbound."""
    return as_state(term.value) if isinstance(term, Literal) else "notCheckable"


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
