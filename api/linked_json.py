"""JSON-LD that reads like JSON: short names from a published context, and a tree by what belongs into what."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..graph.rdf import TYPE
from ..graph.reference import vocabulary_triples
from ..ontology import terms
from .writing import FURTHER, expanded

Json = str | int | bool | list["Json"] | dict[str, "Json"]

XSD, RDFS = terms.NAMESPACES["xsd"], terms.NAMESPACES["rdfs"]
#: Parts stand inside the whole they belong to, though it is the part that names the whole: name and predicate by class.
FRAMES: Mapping[str, Mapping[str, str]] = {
    "Document": {"contents": "gj:document"},
    "Table": {"lines": "gj:table"},
    "Line": {"cells": "gj:line"},
    "Goal": {"indicators": "gj:of"},
    "Evaluation": {"indicators": "gj:of"},
    "Unit": {"unitOf": "gj:unit"},
    "Region": {"regionOf": "gj:region"},
}
#: Lines and cells bear no class in the graph; these predicates tell them.
TELLING = {"gj:item": "Line", "gj:measure": "Cell"}
STRING = XSD + "string"
#: What comes back from JSON as it was written.
WHOLE_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")


@cache
def context() -> Mapping[str, Json]:
    """The ``@context``: a short name for each term of ours, typed as the vocabulary says."""
    short: dict[str, Json] = {"id": "@id", "type": "@type", **prefixes()}
    for frame in FRAMES.values():
        short |= {name: {"@reverse": predicate} for name, predicate in frame.items()}
    for name, kind in sorted(property_types().items()):
        short[name] = {"@id": f"gj:{name}", "@type": kind} if kind else f"gj:{name}"
    return short


@cache
def prefixes() -> Mapping[str, str]:
    """The prefixes of the context: those that are not also the name of a property (``unit``, ``form``)."""
    return {prefix: base for prefix, base in (terms.NAMESPACES | FURTHER).items() if prefix not in property_types()}


@cache
def property_types() -> Mapping[str, str]:
    """Our properties by name, with the type that values take unless they say otherwise (``@id`` for things)."""
    ranges: dict[str, str] = {}
    things: set[str] = set()
    names: set[str] = set()
    for triple in vocabulary_triples():
        if not isinstance(triple.subject, NamedNode) or not triple.subject.value.startswith(terms.GJ):
            continue
        name = triple.subject.value.removeprefix(terms.GJ)
        if triple.predicate == TYPE and isinstance(triple.object, NamedNode) and "Property" in triple.object.value:
            names.add(name)
            if triple.object == expanded("owl:ObjectProperty"):
                things.add(name)
        if triple.predicate == expanded("rdfs:range") and isinstance(triple.object, NamedNode):
            ranges[name] = triple.object.value
    return {name: "@id" if name in things else coercion(ranges.get(name, "")) for name in names}


def coercion(datatype: str) -> str:
    """The type to coerce to: strings, whole numbers and truth values are what JSON takes them for."""
    native = {STRING, XSD + "integer", XSD + "boolean"}
    return f"xsd:{datatype.removeprefix(XSD)}" if datatype.startswith(XSD) and datatype not in native else ""


def as_tree(triples: Iterable[Triple], root: NamedNode, context_at: str) -> dict[str, Json]:
    """Triples as one JSON object: the root, in it what belongs to it; what nothing holds is ``@included``."""
    tree = _Tree(triples)
    told: dict[str, Json] = {"@context": context_at, **tree.node(root)}
    rest = [tree.node(subject) for subject in tree.order if subject not in tree.placed]
    if rest:
        told["@included"] = list(rest)
    return told


class _Tree:
    """Places each thing once, where it is first met; elsewhere stands its name."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.by_subject: defaultdict[NamedNode | BlankNode, list[tuple[NamedNode, object]]] = defaultdict(list)
        self.pointing: defaultdict[tuple[str, NamedNode], list[NamedNode]] = defaultdict(list)
        for triple in sorted(set(triples), key=str):
            assert isinstance(triple.subject, NamedNode | BlankNode)
            self.by_subject[triple.subject].append((triple.predicate, triple.object))
            if isinstance(triple.object, NamedNode) and isinstance(triple.subject, NamedNode):
                self.pointing[triple.predicate.value, triple.object].append(triple.subject)
        self.order = tuple(self.by_subject)
        self.placed: set[object] = set()
        #: Statements that stand as a part inside its whole.
        self.turned: set[tuple[object, str, object]] = set()

    def node(self, subject: NamedNode | BlankNode) -> dict[str, Json]:
        """One thing with what is said of it."""
        self.placed.add(subject)
        told: dict[str, Json] = {"id": iri(subject)}
        if isinstance(subject, NamedNode):
            told |= self.parts(subject)
        by_key: dict[str, list[Json]] = {}
        for predicate, value in self.by_subject[subject]:
            if (subject, predicate.value, value) in self.turned:
                continue
            key = key_of(predicate)
            by_key.setdefault(key, []).append(self.value(predicate, value))
        return told | {key: values[0] if len(values) == 1 else values for key, values in by_key.items()}

    def parts(self, whole: NamedNode) -> dict[str, Json]:
        """What belongs into a thing, by the frames of its classes."""
        told: dict[str, Json] = {}
        for frame in self.frames(whole):
            for name, predicate in FRAMES[frame].items():
                known = expanded(predicate).value
                parts = [part for part in self.pointing[known, whole] if part not in self.placed]
                for part in parts:
                    self.placed.add(part)
                    self.turned.add((part, known, whole))
                if parts:
                    told[name] = [self.node(part) for part in parts]
        return told

    def frames(self, subject: NamedNode) -> list[str]:
        """The classes of a thing that have a frame."""
        said = self.by_subject[subject]
        classes = [v.value.removeprefix(terms.GJ) for p, v in said if p == TYPE and isinstance(v, NamedNode)]
        telling = [TELLING[key] for p, _ in said if (key := f"gj:{p.value.removeprefix(terms.GJ)}") in TELLING]
        return [name for name in dict.fromkeys([*classes, *telling]) if name in FRAMES]

    def value(self, predicate: NamedNode, value: object) -> Json:
        """One value; things met first here stand here."""
        kind = "@id" if predicate == TYPE else property_types().get(predicate.value.removeprefix(terms.GJ), "")
        if isinstance(value, Literal):
            return literal(value, kind)
        assert isinstance(value, NamedNode | BlankNode)
        if predicate != TYPE and value in self.by_subject and value not in self.placed:
            return self.node(value)
        if predicate == TYPE:
            return shortened(value)
        return iri(value) if kind == "@id" else {"id": iri(value)}


def literal(value: Literal, kind: str) -> Json:
    """A literal as JSON says it, with its type where neither JSON nor the context knows it.

    >>> literal(Literal("12.50", datatype=NamedNode(XSD + "decimal")), "xsd:decimal")
    '12.50'
    >>> literal(Literal("卫生", language="zh"), "")
    {'@value': '卫生', '@language': 'zh'}
    """
    text, datatype = value.value, value.datatype.value
    if value.language:
        return {"@value": text, "@language": value.language}
    if kind and kind == f"xsd:{datatype.removeprefix(XSD)}":
        return text
    if not kind and datatype == STRING:
        return text
    if not kind and datatype == XSD + "boolean" and text in {"true", "false"}:
        return text == "true"
    if not kind and datatype == XSD + "integer" and WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return {"@value": text} if datatype == STRING else {"@value": text, "@type": shortened(value.datatype)}


def key_of(predicate: NamedNode) -> str:
    """The name of a property in the tree."""
    if predicate == TYPE:
        return "type"
    name = predicate.value.removeprefix(terms.GJ)
    return name if name in property_types() else shortened(predicate)


def shortened(term: NamedNode | BlankNode) -> str:
    """An IRI by a prefix that the context has, where what remains is a plain name."""
    if isinstance(term, BlankNode):
        return str(term)
    for prefix, base in prefixes().items():
        rest = term.value.removeprefix(base)
        if rest != term.value and rest.isidentifier() and rest.isascii():
            return f"{prefix}:{rest}"
    return term.value


def iri(term: NamedNode | BlankNode) -> str:
    """The name of a node."""
    return term.value if isinstance(term, NamedNode) else str(term)
