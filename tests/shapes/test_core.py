"""The shapes of the graph itself hold for what is read; each constraint is broken once; both engines agree."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

import pyshacl
import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.namespace import SH

from gouji.bench.corpus import documents
from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.shapes.core import CoreCheck, breaches, core_checks, core_turtle, left_to_pyshacl, shapes
from gouji.shapes.oracle import ntriples
from gouji.shapes.shacl import shapes_turtle

MINIMAL = Path(__file__).parent / "core" / "valid.minimal.ttl"
Breach = tuple[str, str, str]


@cache
def minimal() -> tuple[Quad, ...]:
    return tuple(parse(MINIMAL.read_bytes(), format=RdfFormat.TURTLE))


@cache
def core_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=core_turtle(), format="turtle")


def native(quads: Iterable[Quad]) -> set[Breach]:
    return {(found.shape, found.component, found.focus) for found in breaches(quads)}


def by_pyshacl(quads: Iterable[Quad]) -> set[Breach]:
    data = rdflib.Graph().parse(data=ntriples(Triple(q.subject, q.predicate, q.object) for q in quads), format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=core_graph(), inference="none")
    assert isinstance(report, rdflib.Graph)
    found: set[Breach] = set()
    for result in report.subjects(rdflib.RDF.type, SH.ValidationResult):
        component = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
        name = component.removesuffix("ConstraintComponent")
        focus, shape = report.value(result, SH.focusNode), report.value(result, SH.sourceShape)
        found.add((str(shape), name[0].lower() + name[1:], str(focus)))
    return found


def broken(check: CoreCheck) -> tuple[Quad, ...]:
    """The minimal graph with one change that the constraint forbids, at every node that has the property."""
    path = next(shapes().quads_for_pattern(NamedNode(check.shape), NamedNode(str(SH.path)), None)).object
    kind = target(check)
    changed: list[Quad] = []
    for quad in minimal():
        if quad.predicate != path or not is_a(quad.subject, kind):
            changed.append(quad)
        elif check.component == "maxCount":
            changed += [quad, Quad(quad.subject, quad.predicate, another(quad.object))]
        elif check.component != "minCount":
            changed.append(Quad(quad.subject, quad.predicate, WRONG[check.component]))
    return tuple(changed)


WRONG: dict[str, NamedNode | Literal] = {
    "datatype": NamedNode("urn:nothing"),
    "pattern": NamedNode("urn:nothing"),
    "in": Literal("other"),
    "class": NamedNode("urn:untyped"),
    "minInclusive": Literal("-1.0", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
    "nodeKind": Literal("a word"),
}


def target(check: CoreCheck) -> tuple[str, str]:
    """Whether the shape's nodes are told by class or by property, and which."""
    (link,) = shapes().quads_for_pattern(None, NamedNode(str(SH.property)), NamedNode(check.shape))
    for term in ("targetClass", "targetSubjectsOf"):
        for quad in shapes().quads_for_pattern(link.subject, NamedNode(str(SH[term])), None):
            assert isinstance(quad.object, NamedNode)
            return term, quad.object.value
    raise AssertionError(check.shape)


def is_a(node: object, kind: tuple[str, str]) -> bool:
    how, name = kind
    if how == "targetClass":
        typed = NamedNode(str(rdflib.RDF.type))
        return any(q.subject == node and q.predicate == typed and q.object == NamedNode(name) for q in minimal())
    return any(q.subject == node and q.predicate == NamedNode(name) for q in minimal())


def another(term: object) -> NamedNode | Literal:
    """A second value that differs from the first and from nothing else."""
    if isinstance(term, NamedNode):
        return NamedNode(term.value.replace("2024", "2023") if "2024" in term.value else term.value + "0")
    assert isinstance(term, Literal)
    return Literal(re.sub(r"^.", "7", term.value), datatype=term.datatype)


def test_the_minimal_graph_is_as_it_should_be() -> None:
    assert native(minimal()) == set()
    assert by_pyshacl(minimal()) == set()


def test_generated_documents_are_as_they_should_be_for_both_engines(tmp_path: Path) -> None:
    first, *more = [written(tmp_path / name, text) for name, text in documents(4, seed=3)]

    assert by_pyshacl(first) == set()
    assert all(native(quads) == set() for quads in (first, *more))


def written(path: Path, text: str) -> tuple[Quad, ...]:
    """The graph of a document with that text."""
    path.write_text(text, "utf-8")
    return tuple(document_quads(read_file(path)))


@pytest.mark.parametrize(
    "check", core_checks(), ids=lambda check: f"{check.shape.rpartition('/')[2]}-{check.component}"
)
def test_a_breach_of_each_constraint_is_found_by_both_engines_alike(check: CoreCheck) -> None:
    quads = broken(check)

    found = native(quads)

    assert (check.shape, check.component) in {(shape, component) for shape, component, _ in found}
    assert found == {breach for breach in by_pyshacl(quads) if breach[1] != "or"}


def test_what_is_left_to_pyshacl_is_said_and_is_found_by_it() -> None:
    text = NamedNode("https://w3id.org/gouji/ns#text")
    assert left_to_pyshacl() == ("https://w3id.org/gouji/id/shape/cell or",)

    found = by_pyshacl(quad for quad in minimal() if quad.predicate != text)

    assert {component for _, component, _ in found} == {"or"}


def test_every_constraint_is_said_in_chinese_and_english() -> None:
    assert all(check.zh and check.en for check in core_checks())


@pytest.mark.parametrize("turtle", [core_turtle(), shapes_turtle()], ids=["core", "rules"])
def test_every_term_of_shacl_exists(turtle: str) -> None:
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    used = {term for triple in graph for term in triple if isinstance(term, rdflib.URIRef) and term.startswith(str(SH))}

    assert [term for term in used if term not in SH] == []


def test_the_shapes_are_shipped() -> None:
    assert (files("gouji.shapes") / "core.ttl").is_file()
