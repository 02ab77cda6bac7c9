"""The shapes of the graph itself (``core.ttl``), run set at a time: each constraint that this can say as one query.

Of SHACL Core the counts, datatypes, patterns, node kinds, classes and value lists of plain properties are translated;
whatever else ``core.ttl`` uses is left to pySHACL and listed by :func:`left_to_pyshacl`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from ..ontology import terms

SH = terms.NAMESPACES["sh"]
COUNTED = "{{{{ SELECT ?focus (COUNT(DISTINCT ?v) AS ?n) WHERE {{{{ {{target}} {} }}}} GROUP BY ?focus }}}}"
#: For each constraint: the part of a query that finds the nodes in breach of it.
BREACHES = {
    "minCount": COUNTED.format("OPTIONAL {{{{ ?focus {path} ?v }}}}") + " FILTER(?n < {value})",
    "maxCount": COUNTED.format("?focus {path} ?v") + " FILTER(?n > {value})",
    "datatype": "{target} ?focus {path} ?value FILTER(!isLiteral(?value) || DATATYPE(?value) != {value})",
    "pattern": "{target} ?focus {path} ?value FILTER(!REGEX(STR(?value), {value}))",
    "in": "{target} ?focus {path} ?value FILTER(?value NOT IN ({value}))",
    "class": "{target} ?focus {path} ?value FILTER NOT EXISTS {{ ?value a {value} }}",
    "minInclusive": "{target} ?focus {path} ?value FILTER(!COALESCE(?value >= {value}, false))",
    "nodeKind": "{target} ?focus {path} ?value FILTER(!isIRI(?value))",
}
#: What a shape says beside its constraints.
OTHER = frozenset({"path", "message", "property", "targetClass", "targetSubjectsOf"})
TARGETS = {"targetClass": "?focus a {} .", "targetSubjectsOf": "?focus {} ?any ."}


@dataclass(frozen=True, slots=True)
class CoreCheck:
    """One constraint of one property shape, as a query over the graph of a document."""

    shape: str
    component: str
    query: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class CoreBreach:
    """A node of a document's graph that is not as it should be; ``value`` is the offending one, if it is one."""

    shape: str
    component: str
    focus: str
    value: str | None


@cache
def core_turtle() -> str:
    """The shapes, as any SHACL processor reads them."""
    return (files(__package__) / "core.ttl").read_text("utf-8")


@cache
def shapes() -> Store:
    """The shapes as triples."""
    store = Store()
    store.load(core_turtle().encode(), format=RdfFormat.TURTLE)
    return store


@cache
def core_checks() -> tuple[CoreCheck, ...]:
    """Every constraint that can be asked set at a time, by shape and constraint."""
    return tuple(sorted(checks(), key=lambda check: (check.shape, check.component)))


def checks() -> Iterator[CoreCheck]:
    """The constraints of the property shapes of all node shapes."""
    for link in shapes().quads_for_pattern(None, sh("property"), None, DefaultGraph()):
        target, property_shape = target_of(link.subject), link.object
        assert isinstance(property_shape, NamedNode)
        path = one(property_shape, "path")
        for quad in shapes().quads_for_pattern(property_shape, None, None, DefaultGraph()):
            component = quad.predicate.value.removeprefix(SH)
            if component in BREACHES and supported(component, quad.object):
                where = BREACHES[component].format(target=target, path=path, value=parameter(quad.object))
                query = f"SELECT DISTINCT ?focus ?value WHERE {{ {where} }}"
                zh, en = (message(property_shape, language) for language in ("zh", "en"))
                yield CoreCheck(property_shape.value, component, query, zh, en)


def left_to_pyshacl() -> tuple[str, ...]:
    """The constraints of ``core.ttl`` that only pySHACL runs, as shape and constraint."""
    asked = {(check.shape, check.component) for check in core_checks()}
    named = shapes().quads_for_pattern(None, None, None, DefaultGraph())
    found = {
        (quad.subject.value, quad.predicate.value.removeprefix(SH))
        for quad in named
        if isinstance(quad.subject, NamedNode) and quad.predicate.value.startswith(SH)
    }
    return tuple(sorted(f"{shape} {name}" for shape, name in found - asked if name not in OTHER))


def breaches(quads: Iterable[Quad]) -> Iterator[CoreBreach]:
    """What is not as it should be in the graph of a document, by shape, constraint and node."""
    store = Store()
    store.extend(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in quads)
    for check in core_checks():
        answer = store.query(check.query, prefixes=terms.NAMESPACES)
        assert isinstance(answer, QuerySolutions)
        found = {(name(row["focus"]), name_or_none(row["value"])) for row in answer}
        for focus, value in sorted(found, key=lambda pair: (pair[0], pair[1] or "")):
            yield CoreBreach(check.shape, check.component, focus, value)


def sh(term: str) -> NamedNode:
    """A term of SHACL."""
    return NamedNode(SH + term)


def one(subject: NamedNode | BlankNode, term: str) -> NamedNode:
    """The one IRI that a shape has for a term."""
    (quad,) = shapes().quads_for_pattern(subject, sh(term), None, DefaultGraph())
    assert isinstance(quad.object, NamedNode)
    return quad.object


def target_of(shape: object) -> str:
    """The triple pattern of a node shape's targets."""
    assert isinstance(shape, NamedNode)
    (found,) = (
        pattern.format(quad.object)
        for term, pattern in TARGETS.items()
        for quad in shapes().quads_for_pattern(shape, sh(term), None, DefaultGraph())
    )
    return found


def supported(component: str, value: object) -> bool:
    """Whether a constraint with this parameter is among those translated."""
    return component != "nodeKind" or value == sh("IRI")


def parameter(value: object) -> str:
    """A constraint's parameter as it stands in a query: a term, or the members of a list."""
    return ", ".join(str(member) for member in members(value)) if isinstance(value, BlankNode) else str(value)


def members(head: object) -> Iterator[object]:
    """The members of an RDF list."""
    rdf = terms.NAMESPACES["rdf"]
    while isinstance(head, BlankNode):
        (first,) = shapes().quads_for_pattern(head, NamedNode(rdf + "first"), None, DefaultGraph())
        (rest,) = shapes().quads_for_pattern(head, NamedNode(rdf + "rest"), None, DefaultGraph())
        yield first.object
        head = rest.object


def message(shape: NamedNode, language: str) -> str:
    """What a shape says to a reader of that language."""
    said = (quad.object for quad in shapes().quads_for_pattern(shape, sh("message"), None, DefaultGraph()))
    return next(each.value for each in said if isinstance(each, Literal) and each.language == language)


def name(term: object) -> str:
    """A bound term as text, without angle brackets or datatype."""
    assert isinstance(term, NamedNode | BlankNode | Literal)
    return term.value


def name_or_none(term: object) -> str | None:
    """The same, where a query may leave it unbound."""
    return None if term is None else name(term)
