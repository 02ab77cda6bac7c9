"""The query page: completion, answers in each shape, errors at their line, links and files."""

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

YEARS = "SELECT ?unit ?year ?amount { ?a a gj:Allocation ; gj:unit ?unit ; gj:year ?year ; gj:value ?amount }"
STATEMENTS = "CONSTRUCT { ?a gj:unit ?u ; gj:project ?p } { ?a a gj:Allocation ; gj:unit ?u ; gj:project ?p }"


def opened(page: "Page", query: str = "", language: str = "zh") -> None:
    """The page, once its script has taken over."""
    page.goto(f"/sparql?lang={language}" + (f"&query={quote(query)}" if query else ""))
    page.wait_for_selector(".cm-content")


def written(page: "Page") -> str:
    """The words in the editor."""
    text: str = page.eval_on_selector("#query", "area => area.value")
    return text


def test_completes_classes_by_what_they_are_called(page: "Page") -> None:
    opened(page)
    page.click(".cm-content")
    page.keyboard.type("SELECT * { ?a a gj:资金安排")
    option = page.locator(".cm-tooltip-autocomplete li").first
    option.wait_for()
    assert option.inner_text().startswith("gj:Allocation")
    page.wait_for_timeout(120)  # the editor takes no choice that comes too soon to have been meant
    page.keyboard.press("Enter")
    assert "?a a gj:Allocation" in written(page)


def test_completes_first_the_properties_of_the_class(page: "Page") -> None:
    opened(page)
    page.click(".cm-content")
    page.keyboard.type("SELECT * { ?a a gj:Allocation ; gj:f")
    option = page.locator(".cm-tooltip-autocomplete li").first
    option.wait_for()
    assert option.inner_text().startswith("gj:fundingDocument")


def test_runs_by_key_and_keeps_the_query_in_the_address(page: "Page") -> None:
    opened(page)
    page.click(".cm-content")
    page.keyboard.insert_text("SELECT ?unit { ?unit a gj:Unit }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".place tbody tr")
    rows = page.locator(".place tbody tr").count()
    assert rows > 3
    page.goto(page.url)
    page.wait_for_selector(".place tbody tr")
    assert page.locator(".place tbody tr").count() == rows


def test_sorts_by_numbers(page: "Page") -> None:
    opened(page, YEARS)
    page.click(".place th[data-name=amount] button")
    page.click(".place th[data-name=amount] button")
    amounts = [float(text) for text in page.locator(".place tbody tr td:nth-child(3)").all_inner_texts()]
    assert amounts == sorted(amounts, reverse=True)
    assert page.get_attribute(".place th[data-name=amount]", "aria-sort") == "descending"


def test_draws_a_chart(page: "Page") -> None:
    opened(page, YEARS)
    page.click("[data-shape=chart]")
    page.wait_for_selector(".chart svg text")
    page.select_option(".place select >> nth=2", "pie")
    page.wait_for_function("document.querySelectorAll('.chart svg path').length > 5")


def test_draws_statements_and_leads_to_the_explorer(page: "Page") -> None:
    opened(page, STATEMENTS)
    page.click("text=在图谱中打开")
    page.wait_for_selector(".state:not(:empty)")
    assert "个事物" in page.inner_text(".state")


@pytest.mark.parametrize(("language", "words"), [("zh", "第 2 行"), ("en", "line 2")])
def test_marks_an_error_at_its_line(page: "Page", language: str, words: str) -> None:
    opened(page, "SELECT * {\n ?a nope:b ?c\n}", language)
    page.wait_for_selector(".cm-lint-marker-error")
    assert words in page.inner_text("#answer")
    page.click("button[type=submit]")
    page.wait_for_selector(".problem:visible")
    assert words in page.locator(".problem:visible").first.inner_text()
    page.wait_for_selector(".cm-lint-marker-error")


def test_offers_the_prepared_questions(page: "Page") -> None:
    opened(page)
    page.select_option("select[aria-label=示例查询]", "units")
    assert "SELECT" in written(page)
    page.click("button[type=submit]")
    page.wait_for_selector(".place tbody tr")


def test_saves_csv_that_excel_reads_and_json(page: "Page") -> None:
    opened(page, "SELECT ?unit { ?unit a gj:Unit } ORDER BY ?unit")
    with page.expect_download() as saved:
        page.click("button[name=format][value=csv]")
    assert saved.value.path().read_bytes().startswith("\ufeffunit".encode())
    with page.expect_download() as saved:
        page.click("button[name=format][value=json]")
    assert json.loads(saved.value.path().read_text("utf-8"))["head"] == {"vars": ["unit"]}
    assert not page.locator("button[name=format][value=turtle]").is_visible()


def test_stops_a_query(page: "Page") -> None:
    opened(page)
    page.click(".cm-content")
    page.keyboard.insert_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    page.keyboard.press("Control+Enter")
    page.click("text=停止")
    page.wait_for_selector("text=已停止。")
