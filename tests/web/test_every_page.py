"""All pages that the site's own bars lead to: in both languages, on a phone, in the dark, for every reader."""

from typing import TYPE_CHECKING

import pytest

from .witness import Witness, is_too_wide, obstacles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


#: Pages that no bar leads to, one of each kind.
FURTHER = (
    "/documents/141102-离石区医疗保险服务中心/2023/budget",
    "/documents/130127-高邑县医疗保障局/2021/selfeval",
    "/units/131028-大厂回族自治县医疗保障局",
    "/figures/141102-离石区医疗保险服务中心/2023/budget/b03/20801/budget.basic",
    "/doc/func/210",
    "/search?q=医疗",
    "/findings?cause=factor",
    "/questions/who-cites?number=冀财社〔2023〕225号",
    "/questions/per-head",
    "/compare?code=210",
    "/compare?code=210&per=staff",
    "/flow?number=冀财社〔2023〕225号",
    "/rules/GJ-H01",
    "/forms/b03",
    "/no-such-page",
)


def addresses(page: "Page") -> list[str]:
    """Where the bars of the start page lead, and one page of each other kind."""
    page.goto("/")
    links = page.eval_on_selector_all("header a, footer a", "all => all.map(each => each.getAttribute('href'))")
    return list(dict.fromkeys((*links, *FURTHER)))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_pages_load_without_complaint_and_shut_out_nobody(page: "Page", language: str) -> None:
    for address in addresses(page):
        joint = "&" if "?" in address else "?"
        at = address if language == "zh-CN" or "lang=en" in address else f"{address}{joint}lang=en"
        if language == "zh-CN" and "lang=en" in address:
            continue
        page.goto(at)
        page.wait_for_load_state("networkidle")
        assert page.get_attribute("html", "lang") == language, at
        assert obstacles(page) == [], at


def test_pages_fit_a_phone(browser: "Browser", site: str) -> None:
    phone = browser.new_context(
        base_url=site, viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark"
    )
    page = phone.new_page()
    witness = Witness(page, site)
    for address in addresses(page):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert not is_too_wide(page), address
        assert obstacles(page) == [], address
    assert not witness.complaints
    phone.close()


def test_query_page_works_without_scripts(browser: "Browser", site: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/sparql")
    page.fill("textarea", "SELECT ?unit { ?unit a gj:Unit } LIMIT 3")
    page.locator("button[type=submit]").first.click()
    assert page.locator("#answer tbody tr").count() == 3
    plain.close()


def test_graph_page_says_that_it_needs_scripts(browser: "Browser", site: str) -> None:
    plain = browser.new_context(base_url=site, java_script_enabled=False)
    page = plain.new_page()
    page.goto("/explore")
    assert page.locator(".problem").is_visible()
    assert page.locator(".questions a").count() > 5
    plain.close()
