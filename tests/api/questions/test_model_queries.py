"""The queries by which the data model was chosen run on the graph as they were printed (``model_queries/*.rq``)."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import QuerySolutions, RdfFormat, Store
from rdflib.query import ResultRow

from gouji.ontology import terms
from tests.journey.golden import SEEDS

HERE = Path(__file__).parent / "model_queries"
SAMPLE = HERE / "sample.trig"
PRINTED = SEEDS.parent / "reference" / "model.md"
UNIT, OWN = "示例局", "https://w3id.org/gouji/doc/131028-示例局"
#: Worked out by hand from the sample: one row a solution, numbers rounded to four digits.
SAID: Mapping[str, list[tuple[str, ...]]] = {
    "q01": [("大厂回族自治县", "示例部门", "196.26"), ("大厂回族自治县", UNIT, "186.26")],
    "q02": [("131028-示例局", "2080299", "2328250", "1862600", "80")],
    "q03": [("131028-示例局", "1490080", "1862600", "25")],
    "q04": [("131028", "208", "1962600")],
    "q05": [("示例项目", UNIT, "131028", "1862600")],
    "q06": [("示例项目", "救助人次", "500", "420", "20")],
    "q07": [
        ("final.total", "其他民政管理事务支出", "1862600", "131028-示例局-2024-final.md#line=814,815"),
        ("final.total", "基层政权建设和社区治理", "137400", "131028-示例局-2024-final.md#line=815,816"),
    ],
    "q08": [("其他收入0.32万元，占0.08%", "0.08", "0.0087", "131028-示例局-2024-final.md#char=15220,15237")],
    "q09": [("131028-示例部门", "7705400", "7705400")],
    "q10": [("131028-示例局", "2025")],
    "q11": [("budget.total", "2500000", "2328250", "171750", "100")],
}


def query(name: str) -> str:
    return (HERE / f"{name}.rq").read_text("utf-8")


def said(value: str, *, is_number: bool) -> str:
    if is_number:
        return f"{round(Decimal(value), 4).normalize():f}"
    return value.rsplit("/", 1)[-1] if value.startswith("https://") else value


def numeric(term: object) -> bool:
    return isinstance(term, rdflib.Literal) and term.datatype is not None


def solutions(store: Store, name: str) -> list[tuple[str, ...]]:
    found = store.query(query(name), prefixes=terms.NAMESPACES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [
        tuple(said(term.value, is_number="integer" in str(term) or "decimal" in str(term)) for term in row)
        for row in found
    ]


@pytest.fixture(scope="module")
def sample() -> Store:
    store = Store()
    store.load(SAMPLE.read_bytes(), format=RdfFormat.TRIG)
    return store


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(SAMPLE, format="trig")
    return dataset


@pytest.mark.parametrize("name", SAID)
def test_a_model_query_answers(name: str, sample: Store) -> None:
    assert sorted(solutions(sample, name)) == sorted(SAID[name])


@pytest.mark.parametrize("name", SAID)
def test_rdflib_answers_the_same(name: str, dataset: rdflib.Dataset) -> None:
    rows = [row for row in dataset.query(query(name), initNs=terms.NAMESPACES) if isinstance(row, ResultRow)]
    found = [tuple(said(str(term), is_number=numeric(term)) for term in row) for row in rows]

    assert sorted(found) == sorted(SAID[name])


def test_who_received_money_under_a_document(example_store: Store) -> None:
    assert sorted(row[1:3] for row in solutions_of_q05(example_store)) == [
        ("大厂回族自治县医疗保障局", "131028"),
        ("怀来县医疗保险中心", "130730"),
    ]


def solutions_of_q05(store: Store) -> list[tuple[str, ...]]:
    found = store.query(query("q05"), prefixes=terms.NAMESPACES, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(said(term.value, is_number=False) if term else "" for term in row) for row in found]


def test_budgets_without_final_accounts(example_store: Store) -> None:
    assert sorted(year for _, year in solutions(example_store, "q10")) == ["2023", "2023", "2024", "2024"]


@pytest.mark.parametrize("store", ["example_store", "seed_store"])
def test_one_subtotal_of_all_documents_is_off_by_more_than_rounding(store: str, request: pytest.FixtureRequest) -> None:
    # The funds of one sheet of 离石: 3,456 yuan make 3,453. All the differences of 0.01 are rounding.
    assert solutions(request.getfixturevalue(store), "q11") == [("goal.year", "3453", "3456", "-3", "1.5")]


@pytest.mark.parametrize("name", SAID)
def test_a_model_query_stands_as_it_was_printed(name: str) -> None:
    if not PRINTED.exists():
        pytest.skip("the reference on the data model is not here (../shared/reference)")

    assert query(name) in PRINTED.read_text("utf-8")
