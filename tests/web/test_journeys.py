"""The ways that people go: from words to a figure, from a finding to its places, from money to what it was for."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .witness import obstacles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NUMBER = "冀财社〔2023〕225号"


def test_from_words_to_a_unit_a_document_a_figure_and_its_parts(page: "Page") -> None:
    page.goto("/")
    page.fill("#q", "离石区医疗保险服务中心")
    page.keyboard.press("Enter")
    page.click("main a:text-is('离石区医疗保险服务中心')")
    assert "/units/" in page.url
    page.locator("main a[href*='/documents/']").first.click()
    page.wait_for_selector("#text")
    page.click("#text a[href='#b03/20801/budget.basic']")
    page.wait_for_selector(".about :text('由下级各行相加')")
    page.locator(".about h2 a").first.click()
    page.wait_for_url("**/figures/**")
    assert page.inner_text("h1").startswith("271.71")


def test_from_a_finding_to_both_of_its_places(page: "Page") -> None:
    page.goto("/findings?rule=GJ-P16")
    places = page.locator(".finding .sides .at a")
    assert places.count() == 3
    for number in (0, 1):
        page.goto("/findings?rule=GJ-P16")
        places.nth(number).click()
        page.wait_for_selector("#text")
        assert page.locator("#text :target").count() == 1


def test_from_a_finding_to_its_rule_and_back_to_all_of_its_kind(page: "Page") -> None:
    page.goto("/findings")
    page.locator(".finding h2 a").first.click()
    assert "/rules/" in page.url
    page.locator("main a[href*='/findings?rule=']").first.click()
    assert page.locator(".finding").count() >= 1


def test_findings_are_narrowed_by_what_caused_them(page: "Page") -> None:
    page.goto("/findings")
    page.click("summary:text-is('可能原因')")
    page.click(".facets a:text-is('小数点错位')")
    assert page.locator(".finding").count() >= 1
    assert all("小数点错位" in text for text in page.locator(".finding .said").all_inner_texts())


def test_from_a_funding_document_to_what_it_was_for(page: "Page") -> None:
    page.goto("/")
    page.fill("#q", "冀财社[2023]225号")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"main :text('{NUMBER}')")
    page.goto(f"/flow?number={NUMBER}")
    assert page.locator(".sankey .band").count() >= 1
    page.locator("main a[href*='/units/'], main a[href*='/doc/']").first.click()
    assert "/flow" not in page.url


def test_an_item_is_compared_in_each_unit_of_money(page: "Page") -> None:
    page.goto("/compare")
    page.fill("input[name=code]", "210")
    page.keyboard.press("Enter")
    page.wait_for_selector(".drawn")
    shown = page.locator("main table.list tbody td.n a").first.inner_text()
    page.click("main a:text-is('元')")
    assert page.locator("main table.list tbody td.n a").first.inner_text() != shown


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_of_ones_own_is_checked(browser: "Browser", site: str, examples: Path, scripts: bool) -> None:
    reader = browser.new_context(base_url=site, java_script_enabled=scripts)
    page = reader.new_page()
    page.goto("/check")
    page.set_input_files("input[type=file]", next(examples.glob("大厂*.txt")))
    page.click("button[type=submit]")
    page.wait_for_selector("text=勾稽核对报告", timeout=60_000)
    assert page.locator("code:text-is('GJ-P16')").count() >= 1
    reader.close()


def test_a_file_is_dropped(page: "Page") -> None:
    page.goto("/check")
    page.wait_for_load_state("networkidle")
    page.evaluate("""() => {
        const held = new DataTransfer();
        held.items.add(new File(["2024"], "a.txt"));
        const zone = document.querySelector(".drop");
        zone.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true, cancelable: true }));
    }""")
    assert page.eval_on_selector("input[type=file]", "each => each.files[0].name") == "a.txt"


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(page: "Page", tmp_path: Path) -> None:
    broken = tmp_path / "坏.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    page.goto("/check")
    page.set_input_files("input[type=file]", broken)
    page.click("button[type=submit]")
    page.wait_for_selector("[role=alert]")
    assert obstacles(page) == []
