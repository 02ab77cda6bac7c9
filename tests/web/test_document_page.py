"""A document beside its text, in a browser: figures and findings are shown on both sides, with and without scripts."""

from typing import TYPE_CHECKING

import pytest

from .witness import Witness, is_too_wide, obstacles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DOCUMENT = "/documents/141102-离石区医疗保险服务中心/2023/budget"
#: A figure of its expenditure table that others add up to.
FIGURE = "b03/20801/budget.basic"


def lit(page: "Page") -> list[str]:
    """What is marked in the text, and among what was read."""
    return page.eval_on_selector_all(".lit", "all => all.map(each => each.closest('.pane').id).sort()")


def test_a_figure_of_the_text_shows_what_was_read(page: "Page") -> None:
    page.goto(DOCUMENT)
    page.click(f"#text a[href='#{FIGURE}']")
    page.wait_for_selector(".about .sides")

    assert lit(page) == ["read", "text"]
    assert page.inner_text(".about h2 >> nth=0") == "271.71 万元"
    assert page.locator(".about :text('由下级各行相加')").count() == 1
    assert page.locator(".about :text('用到它的规则')").count() == 1
    assert page.locator("#text .kin").count() >= 2
    assert page.locator(".lit").last.bounding_box()["y"] < 900  # type: ignore[index]
    assert page.url.endswith(f"#{FIGURE}")
    assert obstacles(page) == []


def test_a_figure_that_was_read_shows_its_place_in_the_text(page: "Page") -> None:
    page.goto(DOCUMENT)
    page.locator("#read .figures .n a").nth(5).click()
    page.wait_for_selector(".about .sides, .about .list")

    assert lit(page) == ["read", "text"]
    page.keyboard.press("Escape")
    assert lit(page) == []
    assert not page.locator(".about").is_visible()


def test_parts_are_followed_within_the_page(page: "Page") -> None:
    page.goto(f"{DOCUMENT}#{FIGURE}")
    page.wait_for_selector(".about .sides a")
    page.locator(".about .sides a").first.click()
    page.wait_for_function("name => !location.hash.endsWith(name)", arg=FIGURE)
    page.wait_for_selector(".about .sides a")

    assert lit(page) == ["read", "text"]
    assert "/documents/" in page.url


def test_a_finding_marks_all_its_sides(page: "Page") -> None:
    page.goto(DOCUMENT)
    page.locator(".finding:has-text('GJ-P01') .light").first.click()

    assert lit(page).count("text") == 3
    assert page.locator("#text .lit").first.bounding_box()["y"] < 900  # type: ignore[index]


def test_a_number_in_the_text_leads_to_its_finding(page: "Page") -> None:
    page.goto(DOCUMENT)
    page.locator("#text .ref").first.click()

    assert page.locator(".finding:target").count() == 1
    assert "text" in lit(page)


def test_keys_are_enough(page: "Page") -> None:
    page.goto(DOCUMENT)
    page.focus(f"#text a[href='#{FIGURE}']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".about .sides")
    page.focus(".finding .light")
    page.keyboard.press("Enter")
    assert "text" in lit(page)
    for pane in ("#read", "#text"):
        page.focus(pane)
        before = page.eval_on_selector(pane, "each => each.scrollTop")
        page.keyboard.press("End")
        page.wait_for_function("([pane, top]) => document.querySelector(pane).scrollTop !== top", arg=[pane, before])


@pytest.mark.parametrize("language", ["", "?lang=en"])
def test_without_scripts_both_sides_are_linked(browser: "Browser", site: str, language: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = plain.new_page()
    page.goto(f"{DOCUMENT}{language}")
    page.click(f"#text a[href='#{FIGURE}']")
    assert page.locator("td:target").inner_text() == "271.71"
    page.locator("tr:has(td:target) .at a").click()
    assert page.locator("#text td:target, #text span:target").count() == 1
    page.goto(f"{DOCUMENT}{language}")
    page.locator(".finding .sides .at a").first.click()
    assert page.locator("#text span:target").inner_text().startswith("3,453")
    page.locator("#text span:target .ref").first.click()
    assert page.locator(".finding:target").count() == 1
    page.goto(f"{DOCUMENT}{language}")
    page.locator("#read .figures .n a").nth(5).click()
    assert "/figures/" in page.url
    plain.close()


def test_on_a_phone_the_card_leaves_the_figure_in_sight(browser: "Browser", site: str) -> None:
    phone = browser.new_context(
        base_url=site, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark"
    )
    page = phone.new_page()
    witness = Witness(page, site)
    page.goto(DOCUMENT)
    figure = page.locator(f"#text a[href='#{FIGURE}']")
    figure.tap()
    page.wait_for_selector(".about .sides")
    box = figure.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 844 * 0.45
    assert not is_too_wide(page)
    assert obstacles(page) == []
    assert not witness.complaints
    phone.close()


def test_printed_it_is_whole(page: "Page") -> None:
    page.goto(DOCUMENT)
    page.emulate_media(media="print")
    assert page.eval_on_selector("#text", "each => each.scrollHeight <= each.clientHeight + 1")
