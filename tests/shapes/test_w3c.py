"""The W3C SHACL suites on what executes our shapes, for the parts each claims.

- pySHACL, in the version this project depends on, is the oracle for SHACL Core and SHACL-SPARQL: each test of the
  suite, but for the few that it is known to fail, none of which our shapes need.
- The default engine claims SELECT-based constraints at node shapes whose query finds ``$this`` itself, because it asks
  once for all focus nodes and binds nothing beforehand (``select_syntax.py``). The suite's tests of that kind are asked
  the same way. The tests of ``pre-binding`` have FILTERs on a ``$this`` that nothing finds: they are not of that kind.
- The patterns are of that kind, and hold to what SHACL allows in a SELECT; the same judge refuses what the suite does.
"""

import logging
import re
import tomllib
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pyshacl
import pytest
from packaging.requirements import Requirement
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Identifier

from gouji.shapes.patterns import Pattern, patterns

from .select_syntax import forbidden, unbound

ROOT = Path(__file__).parents[2]
SUITE = ROOT.parent / "shared" / "suites" / "shacl"
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
FILES = sorted(path for path in SUITE.rglob("*.ttl") if path.name != "manifest.ttl")
beside = pytest.mark.skipif(not FILES, reason="the W3C suite is not beside this checkout")
#: What pySHACL 0.40 does not do as the suite says.
KNOWN = {
    "uniqueLang-002": "sh:uniqueLang 1 is taken for true; we do not use sh:uniqueLang",
    "shapesGraph-001": "$shapesGraph is optional, and not offered",
}
Result = tuple[str, ...]


@cache
def graph(path: Path) -> Graph:
    """A file of the suite."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Graph().parse(path, format="turtle", publicID=path.as_uri())


def name(each: object) -> str:
    """What a case is called."""
    return each.stem if isinstance(each, Path) else ""


def file(uri: Identifier | None) -> Path:
    """The file that a test names."""
    return Path(str(uri).removeprefix("file://"))


def validations() -> Iterator[tuple[Path, URIRef]]:
    """Every test of validation, with its file."""
    for path in FILES:
        yield from ((path, test) for test in graph(path).subjects(RDF.type, SHT.Validate) if isinstance(test, URIRef))


def results(report: Graph, node: Identifier) -> list[Result]:
    """What a report says, blank nodes alike."""
    said = (SH.focusNode, SH.resultPath, SH.value, SH.resultSeverity, SH.sourceConstraintComponent)
    return sorted(
        tuple("_:" if isinstance(term := report.value(result, role), BNode) else str(term) for role in said)
        for result in report.objects(node, SH.result)
    )


def by_pyshacl(data: Graph, shapes: Graph) -> tuple[bool, list[Result]] | None:
    """Whether pySHACL says that the data conform, and its results; ``None`` where it refuses the shapes."""
    logging.getLogger("pyshacl").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True, inference="none")
    if not isinstance(report, Graph):
        return None
    (node,) = report.subjects(RDF.type, SH.ValidationReport)
    return conforms, results(report, node)


def passes(path: Path, test: URIRef) -> bool:
    """Whether pySHACL does as the suite says."""
    told = graph(path)
    action, result = told.value(test, MF.action), told.value(test, MF.result)
    assert result is not None
    data, shapes = (graph(file(told.value(action, role))) for role in (SHT.dataGraph, SHT.shapesGraph))
    try:
        answer = by_pyshacl(data, shapes)
    except NotImplementedError:
        return False
    if result == SHT.Failure or answer is None:
        return result == SHT.Failure and answer is None
    return answer == (str(told.value(result, SH.conforms)) == "true", results(told, result))


@beside
@pytest.mark.parametrize(("path", "test"), list(validations()), ids=name)
def test_pyshacl_does_as_the_suite_says(path: Path, test: URIRef) -> None:
    assert passes(path, test) == (path.stem not in KNOWN), KNOWN.get(path.stem, "")


def test_the_pyshacl_here_is_the_one_this_project_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    (wanted,) = [each for each in map(Requirement, project["dependencies"]) if each.name == "pyshacl"]

    assert wanted.specifier.contains(version("pyshacl"))


def claimed() -> Iterator[tuple[Path, URIRef]]:
    """The tests of constraints of the kind that the default engine runs."""
    for path, test in validations():
        if path.parent.name == "node" and path.parent.parent.name == "sparql":
            yield path, test


@beside
@pytest.mark.parametrize(("path", "test"), list(claimed()), ids=name)
def test_constraints_run_set_at_a_time_give_the_results_of_the_suite(path: Path, test: URIRef) -> None:
    told = graph(path)
    store = Store()
    store.load(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=path.as_uri())
    wanted = {
        (str(told.value(each, SH.focusNode)), str(told.value(each, SH.resultPath)), str(told.value(each, SH.value)))
        for each in told.objects(told.value(test, MF.result), SH.result)
    }

    found = set()
    for shape, constraint in told.subject_objects(SH.sparql):
        query = str(told.value(constraint, SH.select))
        assert forbidden(query) == unbound(query) == []
        targets = {str(node) for node in told.objects(shape, SH.targetNode)}
        targets |= {str(node) for kind in told.objects(shape, SH.targetClass) for node in told.subjects(RDF.type, kind)}
        answer = store.query(query, prefixes=declared(told))
        assert isinstance(answer, QuerySolutions)
        variables = {variable.value for variable in answer.variables}
        for row in answer:
            path_of, value = (row[each] if each in variables else None for each in ("path", "value"))
            if written(row["this"]) in targets:
                found.add((written(row["this"]), written(path_of), written(value or row["this"])))

    assert found == wanted


def declared(told: Graph) -> dict[str, str]:
    """The prefixes that a file declares for its constraints."""
    pairs = told.subject_objects(SH.prefix)
    return {str(prefix): str(told.value(node, SH.namespace)) for node, prefix in pairs}


def written(term: object) -> str:
    """A term of an answer as rdflib writes it."""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.name)
def test_a_pattern_is_a_constraint_that_shacl_allows_and_finds_its_documents_itself(pattern: Pattern) -> None:
    assert forbidden(pattern.query) == []
    assert unbound(pattern.query) == []


@beside
@pytest.mark.parametrize(
    "path", [path for path in FILES if "sht:Failure" in path.read_text("utf-8")], ids=lambda path: path.stem
)
def test_what_the_suite_forbids_is_refused(path: Path) -> None:
    queries = re.findall(r'sh:(?:select|ask) """(.*?)"""', path.read_text("utf-8"), re.DOTALL)

    assert queries
    assert all(forbidden(query) for query in queries)
