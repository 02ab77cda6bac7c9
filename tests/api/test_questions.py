"""Every prepared question is well made, and its parameters are read as people write them."""

from decimal import Decimal
from functools import partial

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from gouji.api.execution import execute
from gouji.api.parameters import (
    BadParameterError,
    MissingParameterError,
    Parameter,
    UnknownParameterError,
)
from gouji.api.questions import (
    Question,
    QuestionFileError,
    UnknownQuestionError,
    ask,
    question,
    question_from,
    questions,
)
from gouji.graph.rdf import decimal, integer, node
from gouji.ontology import terms
from gouji.ontology.messages import Bilingual

from .conftest import quads

HEAD = """# zh: 哪些单位公开了
# en: Which units disclosed
# param kind: text | 种类 | Kind | budget
# param year?: year | 年度 | Year | 2024
# param least?: amount | 至少 | At least | 100
# column name: 单位 | Unit
# column amount: 金额 | Amount
# money: amount
"""
BODY = """SELECT ?kind ?year ?least ?name ?amount ?extra {
  ?d gj:kind ?kind ; gj:year ?year ; gj:unit/rdfs:label ?name .
  ?c gj:measure m:budget.total ; gj:value ?amount FILTER(?amount >= COALESCE(?least, 0)) BIND("x" AS ?extra)
}"""


@pytest.fixture(scope="module")
def store() -> Store:
    store = Store()
    store.extend(quads())
    return store


@pytest.mark.parametrize("asked", questions().values(), ids=lambda asked: asked.name)
def test_a_question_is_well_made(asked: Question) -> None:
    answer = Store().query(asked.query, prefixes=terms.NAMESPACES)

    assert isinstance(answer, QuerySolutions)
    variables = [variable.value for variable in answer.variables]
    assert all(asked.title)
    assert {parameter.name for parameter in asked.parameters} <= set(variables)
    assert {column.name for column in asked.columns} <= set(variables)
    for parameter in asked.parameters:
        assert all(parameter.label)
        assert parameter.read(parameter.example)
    assert all(all(column.label) for column in asked.columns)


@pytest.mark.parametrize("asked", questions().values(), ids=lambda asked: asked.name)
def test_a_question_can_be_asked_with_and_without_what_is_optional(asked: Question, store: Store) -> None:
    everything = {parameter.name: parameter.example for parameter in asked.parameters}
    needed = {parameter.name: parameter.example for parameter in asked.parameters if not parameter.optional}
    empty = Store()

    for values in (everything, needed):
        ask(asked, values, partial(execute, empty))


def test_an_answer_has_the_labelled_columns_and_not_the_parameters(store: Store) -> None:
    answer = ask(question_from("who", HEAD + BODY), {"kind": "budget"}, partial(execute, store))

    assert [(column.name, column.money) for column in answer.columns] == [
        ("name", False),
        ("amount", True),
        ("extra", False),
    ]
    assert answer.rows == ((Literal("示例局"), Literal("57932000", datatype=decimal_type()), Literal("x")),)


@pytest.mark.parametrize(
    ("values", "rows"),
    [
        ({"kind": "budget", "year": "2024"}, 1),
        ({"kind": "budget", "year": "2023"}, 0),
        ({"kind": "budget", "least": "5793.20"}, 1),
        ({"kind": "budget", "least": "5,793.21万元"}, 0),
        ({"kind": "budget", "year": " "}, 1),
        ({"kind": "final"}, 0),
    ],
)
def test_parameters_are_bound(store: Store, values: dict[str, str], rows: int) -> None:
    assert len(ask(question_from("who", HEAD + BODY), values, partial(execute, store)).rows) == rows


def test_a_missing_parameter_is_named_with_an_example() -> None:
    with pytest.raises(MissingParameterError, match="kind=budget"):
        question_from("who", HEAD + BODY).bindings({"kind": " "})


def test_an_unknown_parameter_is_named() -> None:
    with pytest.raises(UnknownParameterError, match="there are: kind year least"):
        question_from("who", HEAD + BODY).bindings({"kind": "budget", "yaer": "2024"})


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(UnknownQuestionError, match="no question 'nonsense'"):
        question("nonsense")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("document", "冀财社【2023】第0225号", node("id/fund/冀财社〔2023〕225号")),
        ("document", "冀财社(2023)225号", node("id/fund/冀财社〔2023〕225号")),
        ("year", "2024", integer(2024)),
        ("year", "2024年度", integer(2024)),
        ("code", "2101301", node("id/func/2101301")),
        ("measure", "budget.income.general-fiscal", node("id/measure/budget.income.general-fiscal")),
        ("measure", "m:budget.total", node("id/measure/budget.total")),
        ("unit", " 大厂 ", Literal("大厂")),
        ("region", "131028", node("id/region/131028")),
        ("region", "大厂回族自治县", node("id/region/131028")),
        ("region", "济源产城融合示范区", node("id/region/419001")),
        ("amount", "1,000.50", decimal(Decimal("10005000"))),
        ("amount", "100 万元", decimal(Decimal("1000000"))),
        ("text", '" } # <script>', Literal('" } # <script>')),
    ],
)
def test_what_people_write(kind: str, text: str, value: NamedNode | Literal) -> None:
    assert Parameter("p", kind, Bilingual("参数", "parameter"), "例").read(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("document", "冀财社"),
        ("document", "冀财社〔2023〕225号和冀财社〔2022〕172号"),
        ("year", "24"),
        ("year", "２０２４x"),
        ("code", "21"),
        ("code", "卫生健康"),
        ("code", "210> } #"),
        ("measure", "Budget Total"),
        ("region", "000000"),
        ("region", "朝阳区"),
        ("amount", "很多"),
        ("amount", "1e9"),
        ("amount", "NaN"),
        ("text", " "),
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(kind: str, text: str) -> None:
    parameter = Parameter("p", kind, Bilingual("参数", "parameter"), "例子")

    with pytest.raises(BadParameterError) as caught:
        parameter.read(text)

    for said in caught.value.message:
        assert "p" in said
        assert repr(text) in said
        assert "例子" in said


@pytest.mark.parametrize(
    "text",
    [
        "# zh: 只有中文\nSELECT * {}",
        "# zh: 一\n# zh: 二\n# en: one\nSELECT * {}",
        "# zh: 一\n# en: one\n# colour: red\nSELECT * {}",
        "# zh: 一\n# en: one\n# param x: number | 一 | one | 1\nSELECT * {}",
        "# zh: 一\n# en: one\n# param x: year | 一\nSELECT * {}",
        "# zh: 一\n# en: one\n# column x: 一\nSELECT * {}",
        "# zh: 一\n# en: one\n# money: x\nSELECT * {}",
    ],
)
def test_a_badly_made_question_is_refused(text: str) -> None:
    with pytest.raises(QuestionFileError):
        question_from("bad", text)


def decimal_type() -> NamedNode:
    return NamedNode(terms.NAMESPACES["xsd"] + "decimal")
