"""The W3C suites of result formats (json-res, csv-tsv-res), asked of the endpoint over HTTP."""

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, QuerySolutions, RdfFormat, Store
from pyoxigraph import parse_query_results as parsed
from rdflib import RDF, Graph, Namespace
from rdflib.collection import Collection

from gouji.api.settings import Settings
from gouji.api.workers import Pool

from .test_sparql import SUITE, served

SUITES = SUITE / "sparql11-results"
NAMES = ("json-res", "csv-tsv-res")
MANIFEST = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QUERY = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][0-9]+)?")
KINDS = {".srj": "application/sparql-results+json", ".csv": "text/csv", ".tsv": "text/tab-separated-values"}

pytestmark = pytest.mark.skipif(not SUITES.exists(), reason="the W3C suites lie beside the repository only")
Case = tuple[str, Path, Path, Path]


def cases() -> Iterator[Case]:
    """Name, query, data and expected result of each test."""
    for suite in NAMES if SUITES.exists() else ():
        path = SUITES / suite / "manifest.ttl"
        told = Graph().parse(path, publicID=path.as_uri())
        entries = told.value(told.value(predicate=RDF.type, object=MANIFEST.Manifest), MANIFEST.entries)
        for test in Collection(told, entries):
            action = told.value(test, MANIFEST.action)
            nodes = (told.value(action, QUERY.query), told.value(action, QUERY.data), told.value(test, MANIFEST.result))
            query, data, result = (path.parent / str(node).rpartition("/")[2] for node in nodes)
            yield f"{suite}/{str(test).rpartition('#')[2]}", query, data, result


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """An endpoint with each file of data in a graph of its own."""
    folder = tmp_path_factory.mktemp("suites") / "store"
    store = Store(folder)
    for data in {case[2] for case in cases()}:
        store.load(path=str(data), format=RdfFormat.TURTLE, to_graph=NamedNode(data.as_uri()))
    store.flush()
    del store
    settings = Settings(workers=1)
    with Pool(folder, settings) as pool, served(pool, settings) as address, httpx.Client(base_url=address) as one:
        yield one


def test_there_are_tests() -> None:
    assert len(list(cases())) == 10


@pytest.mark.parametrize("case", tuple(cases()), ids=lambda case: case[0])
def test_w3c_result_formats(asked: httpx.Client, case: Case) -> None:
    _, query, data, result = case
    sent = {"query": query.read_text("utf-8"), "default-graph-uri": data.as_uri()}

    response = asked.get("/sparql", params=sent, headers={"Accept": KINDS[result.suffix]})

    assert response.headers["content-type"].partition(";")[0] == KINDS[result.suffix]
    assert rows(response.content, result.suffix) == rows(result.read_bytes(), result.suffix)


def rows(body: bytes, suffix: str) -> object:
    """What an answer says by variable (``SELECT *`` leaves their order open), whatever its blank nodes are called."""
    if suffix == ".csv":
        found = csv.DictReader(io.StringIO(body.decode()))
        return [{name: cell_value(cell) for name, cell in row.items()} for row in found]
    if suffix == ".srj" and "boolean" in json.loads(body):
        return json.loads(body)["boolean"]
    answer = parsed(body, format=QueryResultsFormat.JSON if suffix == ".srj" else QueryResultsFormat.TSV)
    assert isinstance(answer, QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return [dict(zip(names, map(said, row), strict=True)) for row in answer]


def cell_value(cell: str) -> object:
    """A cell by its value."""
    if cell.startswith("_:"):
        return "_:"
    return Decimal(cell) if NUMBER.fullmatch(cell) else cell


def said(term: object) -> object:
    """A term by its value: the store keeps numbers by what they are, not by how they were written."""
    match term:
        case BlankNode():
            return "_:"
        case Literal() if NUMBER.fullmatch(term.value) and term.datatype.value.startswith(XSD):
            return Decimal(term.value), term.datatype.value.endswith("string")
        case _:
            return term
