"""Every question and listing over HTTP: formats, parameters, pages."""

import csv
import io
import warnings

import httpx
import pytest
from openpyxl import load_workbook

from gouji.api.parameters import READERS
from gouji.api.v1.resources import Resource, resources

ROOT = "/api/v1"
RESOURCES = pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.path)


def needed(resource: Resource) -> dict[str, str]:
    return {p.name: p.example for p in resource.question.parameters if not p.optional}


@RESOURCES
def test_every_resource_has_every_format(real: httpx.Client, resource: Resource) -> None:
    address = f"{ROOT}/{resource.path}"
    told = real.get(address, params=needed(resource)).json()
    table = real.get(address, params=needed(resource) | {"format": "csv"})
    book = real.get(address, params=needed(resource) | {"format": "xlsx"})
    query = real.get(address, params=needed(resource), headers={"Accept": "application/sparql-query"})

    names = [column["name"] for column in told["columns"]]
    assert table.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert rows[0] == names
    assert len(rows) - 1 >= told["meta"]["rows"] == len(told["data"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = load_workbook(io.BytesIO(book.content))["data"]
    assert [cell.value for cell in sheet[1]] == names
    assert sheet.max_row == len(rows)
    assert query.text.strip() == told["meta"]["sparql"]


@RESOURCES
def test_the_query_that_is_told_gives_the_same_rows(real: httpx.Client, resource: Resource) -> None:
    told = real.get(f"{ROOT}/{resource.path}", params=needed(resource) | {"limit": "10000"}).json()
    asked = real.post("/sparql", data={"query": told["meta"]["sparql"]}).json()

    assert len(asked["results"]["bindings"]) == told["meta"]["rows"]


@RESOURCES
def test_an_unknown_parameter_is_named(real: httpx.Client, resource: Resource) -> None:
    refused = real.get(f"{ROOT}/{resource.path}", params=needed(resource) | {"yaer": "2024"})

    assert refused.status_code == 400
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["parameter"] == "yaer"


@pytest.mark.parametrize(
    ("path", "given", "name"),
    [
        ("questions/functional-item", {"code": "x"}, "code"),
        ("questions/functional-item", {}, "code"),
        ("questions/three-public", {"year": "24"}, "year"),
        ("questions/three-public", {"limit": "0"}, "limit"),
        ("questions/three-public", {"limit": "１０"}, "limit"),
        ("questions/three-public", {"lang": "fr"}, "lang"),
        ("questions/three-public", {"format": "pdf"}, "format"),
        ("questions/three-public", {"cursor": "abc"}, "cursor"),
        ("findings", {"severity": "bad"}, "severity"),
        ("aggregate", {"by": "moon"}, "by"),
        ("search", {"words": "a b c d e"}, "words"),
        ("graph/expand", {}, "node"),
        ("graph/path", {"from": "id/func/210", "to": "id/func/208", "steps": "9"}, "steps"),
    ],
)
def test_a_wrong_value_is_named(real: httpx.Client, path: str, given: dict[str, str], name: str) -> None:
    refused = real.get(f"{ROOT}/{path}", params=given)

    assert refused.status_code == 400
    assert refused.json()["parameter"] == name
    assert all(refused.json()[language] for language in ("zh", "en"))


def test_a_parameter_given_twice_is_refused(real: httpx.Client) -> None:
    refused = real.get(f"{ROOT}/questions/three-public?year=2023&year=2024")

    assert (refused.status_code, refused.json()["parameter"]) == (400, "year")


def test_pages_fit_together(real: httpx.Client) -> None:
    whole = real.get(f"{ROOT}/questions/indicators", params={"limit": "10000"}).json()["data"]
    rows, given = [], {"limit": "37"}
    while True:
        page = real.get(f"{ROOT}/questions/indicators", params=given)
        rows += page.json()["data"]
        assert page.json()["meta"]["truncated"] is (page.json()["meta"]["next"] is not None)
        if (following := page.json()["meta"]["next"]) is None:
            break
        assert page.headers["x-gouji-truncated"] == "true"
        assert following in page.headers["link"]
        given = {"limit": "37", "cursor": following}

    assert rows == whole
    assert "x-gouji-truncated" not in page.headers


def test_a_cursor_is_good_for_its_own_query_only(real: httpx.Client) -> None:
    cursor = real.get(f"{ROOT}/units", params={"limit": "1"}).json()["meta"]["next"]

    assert real.get(f"{ROOT}/units", params={"cursor": cursor}).status_code == 200
    assert real.get(f"{ROOT}/documents", params={"cursor": cursor}).json()["parameter"] == "cursor"


def test_nothing_that_is_offered_is_also_not_acceptable(real: httpx.Client) -> None:
    assert real.get(f"{ROOT}/units", headers={"Accept": "image/png"}).status_code == 406
    assert (
        real.get(f"{ROOT}/units", headers={"Accept": "text/csv;q=0.9, */*;q=0.1"})
        .headers["content-type"]
        .startswith("text/csv")
    )
    assert (
        real.get(f"{ROOT}/units", headers={"Accept": "text/html,*/*;q=0.8"}).headers["content-type"]
        == "application/json"
    )


def test_money_is_exact_and_in_yuan(real: httpx.Client) -> None:
    told = real.get(f"{ROOT}/questions/three-public", params={"year": "2024"}).json()

    assert told["data"][0]["total"] == 53200
    assert {"name": "total", "zh": "合计", "en": "Total", "unit": "yuan"} in told["columns"]


def test_the_same_request_is_answered_from_the_clients_copy(real: httpx.Client) -> None:
    first = real.get(f"{ROOT}/units")

    assert real.get(f"{ROOT}/units", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_readers_of_every_type_are_known() -> None:
    assert {p.type for resource in resources() for p in resource.question.parameters} <= READERS.keys()
