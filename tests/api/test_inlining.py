"""A question with its parameters written in asks the same, whatever the parameters hold."""

from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store, Variable

from gouji.api.execution import execute
from gouji.api.inlining import inlined
from gouji.api.lexer import tokens
from gouji.api.questions import Question, ask, questions
from gouji.api.v1.resources import listings
from gouji.graph.rdf import integer

from .conftest import quads

ALL = {**questions(), **listings()}
HOSTILE = ['" } #', "\\", "'''", '"""', "\n", "?year", "$1", "}} SERVICE <http://127.0.0.1/> {"]


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend(quads())
    return store


def rows_of(store: Store, query: str) -> list[QuerySolution]:
    answer = store.query(query, use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    return list(answer)


@pytest.mark.parametrize("asked", ALL.values(), ids=ALL.keys())
@pytest.mark.parametrize("optional", [True, False])
def test_the_text_runs_anywhere(asked: Question, optional: bool) -> None:
    values = {p.name: p.example for p in asked.parameters if optional or not p.optional}
    text = inlined(asked.query, asked.bindings(values))

    answer = Store().query(text)  # no prefixes of ours

    assert isinstance(answer, QuerySolutions)
    given = {p.name for p in asked.parameters if p.name in values}
    assert not [
        t for t in list(tokens(text)) if t.kind == "variable" and t.text[1:] in given and before_as(text, t.start)
    ]


def before_as(text: str, at: int) -> bool:
    """Whether a variable stands anywhere but as the name of an answered value."""
    return not text[:at].endswith(" AS ")


@pytest.mark.parametrize("given", HOSTILE)
def test_a_value_stays_a_value(given: str, store: Store) -> None:
    text = inlined("SELECT ?v ?d { ?d gj:kind ?k BIND(CONCAT(?v, '') AS ?w) }", {Variable("v"): Literal(given)})

    rows = rows_of(store, text)

    assert [row["v"].value for row in rows] == [given]


def test_a_value_inside_a_joined_group_is_not_forgotten(store: Store) -> None:
    """Bound beside the query, Oxigraph 0.5.13 leaves such a variable open."""
    query = "SELECT ?x ?i { { BIND(?x AS ?i) } UNION { ?i gj:cited ?x } ?i gj:document ?d }"
    figure = NamedNode("https://w3id.org/gouji/doc/131028-示例局/2024/budget/goal/1")

    rows = rows_of(store, inlined(query, {Variable("x"): figure}))

    assert [row["i"] for row in rows] == [figure]


def test_lists_of_variables_lose_what_is_given() -> None:
    query = "SELECT ?y ?u (COUNT(?x) AS ?n) { ?x gj:year ?y ; gj:unit ?u } GROUP BY ?y ?u ORDER BY ?y ?n"
    text = inlined(query, {Variable("y"): integer(2024)})

    year = '"2024"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert f"SELECT ({year} AS ?y) ?u (COUNT(?x) AS ?n) {{ ?x gj:year {year} ;" in text
    assert text.endswith("} GROUP BY ?u ORDER BY ?n")


def test_an_answer_tells_the_query_that_was_run(store: Store) -> None:
    asked = questions()["three-public"]
    answer = ask(asked, {"year": "2024"}, partial(execute, store))

    assert '"2024"' in answer.query
    assert "# zh" not in answer.query
