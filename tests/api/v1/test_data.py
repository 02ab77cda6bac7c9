"""What the listings say: searching, figures with their parts, totals, findings, the graph around a thing."""

from itertools import pairwise

import httpx
import pytest

ROOT = "/api/v1"
BASE = "https://w3id.org/gouji/"


@pytest.fixture(scope="module")
def document(real: httpx.Client) -> dict[str, str]:
    """The budget of 大厂, as it is listed."""
    (found,) = data(real, "documents", unit="大厂")
    return found


def data(real: httpx.Client, path: str, **given: str) -> list[dict[str, str]]:
    response = real.get(f"{ROOT}/{path}", params=given)
    assert response.status_code == 200, response.text
    found = response.json()["data"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("words", "match", "name"),
    [
        ("医疗保障局", "name", "医疗保障局"),
        ("210", "code", "卫生健康支出"),
        ("医疗 救助", "name", "医疗救助"),
        ("2562.93", "number", "合计"),
        ("25629300", "number", "合计"),
        ("冀财社[2023]225号", "name", "冀财社〔2023〕225号"),
        ("13102824P00280710449C", "code", "医疗救助资金"),
    ],
)
def test_search_finds_names_codes_numbers_and_words(real: httpx.Client, words: str, match: str, name: str) -> None:
    found = data(real, "search", words=words)

    assert any(row["match"] == match and name in (row["name"] or "") for row in found[:10])
    if match == "number":
        assert all(row["source"] and row["document"] for row in found)


def test_search_tells_the_place_of_words_and_what_stands_around_them(real: httpx.Client) -> None:
    found = data(real, "search", words="满意", within="text")

    assert found
    assert all("满意" in row["snippet"] and row["source"] and row["document"] for row in found)
    assert all(len(row["snippet"]) <= 80 for row in found)


def test_search_of_what_is_nowhere_is_empty(real: httpx.Client) -> None:
    assert data(real, "search", words="没有这样的词语") == []


def test_a_figure_has_its_parts_its_whole_and_its_source(real: httpx.Client, document: dict[str, str]) -> None:
    found = data(real, "figure", figure=f"{document['iri']}/b03/210/budget.total")
    by_role: dict[str, list[dict[str, str]]] = {}
    for row in found:
        by_role.setdefault(row["role"], []).append(row)

    (own,) = by_role["self"]
    assert own["value"] == 25283200
    assert sum(int(part["value"]) for part in by_role["part"]) == 25283100  # 0.01万元 less, by rounding
    assert [row["name"] for row in by_role["whole"]] == ["合计"]
    assert "#line=" in own["source"]


def test_facts_of_a_document_are_all_its_figures(real: httpx.Client, document: dict[str, str]) -> None:
    rows = real.get(f"{ROOT}/facts", params={"document": document["iri"], "limit": "10000"}).json()["data"]
    query = "SELECT (COUNT(*) AS ?n) { ?c gj:line/gj:table/gj:document <%s> }"
    counted = real.get("/sparql", params={"query": query % document["iri"]}).json()

    cells = [row for row in rows if row["type"] == "cell"]
    assert str(len(cells)) == counted["results"]["bindings"][0]["n"]["value"]
    assert {"cell", "claim", "goal", "indicator"} <= {row["type"] for row in rows}
    assert all(row["source"] for row in rows)
    assert all(row["name"] for row in cells)


@pytest.mark.parametrize("by", ["item", "unit", "year"])
def test_totals_count_nothing_twice(real: httpx.Client, by: str) -> None:
    total = sum(int(row["amount"]) for row in data(real, "aggregate", by=by, year="2024"))

    assert total == 25629400  # the total is printed 0.01万元 less, by rounding


def test_totals_of_an_item_are_those_below_it(real: httpx.Client) -> None:
    rows = data(real, "aggregate", by="item", year="2024", code="210")

    assert sum(int(row["amount"]) for row in rows) == 25283200
    assert all(row["group"].startswith(f"{BASE}id/func/210") for row in rows)


def test_facets_count_the_findings(real: httpx.Client) -> None:
    findings = real.get(f"{ROOT}/findings", params={"limit": "10000"}).json()["data"]
    facets = data(real, "findings/facets")
    severities = {row["value"]: row["findings"] for row in facets if row["facet"] == "severity"}

    assert sum(map(int, severities.values())) == len(findings) > 0
    for severity, number in severities.items():
        assert len(data(real, "findings", severity=severity)) == number
        narrowed = data(real, "findings/facets", severity=severity)
        assert [row["findings"] for row in narrowed if row["facet"] == "severity"] == [number]


def test_findings_of_a_state_are_checks(real: httpx.Client) -> None:
    found = data(real, "findings", state="inconsistent")

    assert all(row["outcome"] == "inconsistent" and row["figure"] for row in found)


def test_documents_tell_what_was_read(document: dict[str, str]) -> None:
    own = document
    assert int(own["printed"]) == int(own["read"]) + int(own["ignored"]) + int(own["unread"])


def test_neighbours_are_counted_and_what_is_shown_is_not_given_again(real: httpx.Client) -> None:
    node = "id/fund/冀财社〔2023〕225号"
    first = real.get(f"{ROOT}/graph/expand", params={"node": node, "limit": "2"}).json()
    shown = [each["iri"] for each in first["data"]["nodes"]]
    second = real.get(f"{ROOT}/graph/expand", params={"node": node, "limit": "200", "exclude": shown}).json()

    again = [each["iri"] for each in second["data"]["nodes"][1:]]
    total = sum(relation["things"] for relation in first["data"]["relations"])
    assert first["meta"]["truncated"] is True
    assert len(first["data"]["edges"]) == 2
    assert not set(again) & set(shown)
    assert len(second["data"]["edges"]) == total - 2
    assert all(relation["name"] for relation in first["data"]["relations"])


def test_neighbours_of_one_relation(real: httpx.Client) -> None:
    given = {"node": "id/fund/冀财社〔2023〕225号", "relation": "ns#fundedBy", "direction": "in"}
    told = real.get(f"{ROOT}/graph/expand", params=given).json()["data"]

    assert {edge["relation"] for edge in told["edges"]} == {f"{BASE}ns#fundedBy"}
    assert all(edge["target"] == told["node"] for edge in told["edges"])


def test_what_nothing_is_said_of_has_no_neighbours(real: httpx.Client) -> None:
    assert real.get(f"{ROOT}/graph/expand", params={"node": "id/fund/nothing"}).status_code == 404


def test_a_way_leads_from_one_thing_to_the_other(real: httpx.Client, document: dict[str, str]) -> None:
    given = {"from": "id/fund/冀财社〔2023〕225号", "to": document["unitIri"]}
    told = real.get(f"{ROOT}/graph/path", params=given).json()["data"]

    assert told["paths"]
    assert {way[0] for way in told["paths"]} == {BASE + given["from"]}
    assert {way[-1] for way in told["paths"]} == {given["to"]}
    assert len({len(way) for way in told["paths"]}) == 1
    tied = {frozenset((edge["source"], edge["target"])) for edge in told["edges"]}
    assert all(frozenset(pair) in tied for way in told["paths"] for pair in pairwise(way))


def test_a_way_is_no_longer_than_wanted(real: httpx.Client, document: dict[str, str]) -> None:
    given = {"from": "id/fund/冀财社〔2023〕225号", "to": document["unitIri"], "steps": "1"}

    assert real.get(f"{ROOT}/graph/path", params=given).json()["data"]["paths"] == []
