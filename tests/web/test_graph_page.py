"""The graph: searching, expanding, finding paths, filtering, going back, and coming back by a link."""

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as Xml

import pytest
from pyoxigraph import RdfFormat, parse

from .witness import obstacles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CITED = "https://w3id.org/gouji/id/fund/冀财社〔2023〕225号"
UNIT = "大厂回族自治县医疗保障局"


def opened(page: "Page", thing: str = CITED) -> None:
    """The page with a thing and its neighbours."""
    page.goto(f"/explore?node={quote(thing)}")
    grown(page)
    page.wait_for_selector(".relations li")


def grown(page: "Page", beyond: int = 1) -> None:
    """Wait until there are more things than so many."""
    page.wait_for_function("n => parseInt(document.querySelector('.canvas')?.ariaDescription ?? '0') > n", arg=beyond)


def counted(page: "Page") -> tuple[int, int]:
    """How many things and relations the graph has, as its description says."""
    told = page.evaluate("document.querySelector('.canvas').ariaDescription")
    things, ties = re.findall(r"\d+", told)[:2]
    return int(things), int(ties)


def searched(page: "Page", words: str) -> None:
    """Choose the first that is found."""
    page.fill("[role=combobox]", words)
    page.wait_for_selector("#hits li")
    page.keyboard.press("Enter")


def test_starts_from_what_is_offered(page: "Page") -> None:
    page.goto("/explore")
    page.locator(".panel .deeds button").first.click()
    grown(page)


def test_finds_and_expands(page: "Page") -> None:
    page.goto("/explore")
    searched(page, "大厂 保障局")
    grown(page)
    things, ties = counted(page)
    assert ties >= things - 1
    with page.expect_response("**/graph/expand?**relation**"):
        page.locator(".relations li button").first.click()
    grown(page, things)


def test_finds_a_path(page: "Page") -> None:
    opened(page)
    page.click("text=从这里找通路")
    searched(page, UNIT)
    page.wait_for_selector("text=/找到 \\d+ 条通路/")
    assert page.inner_text(".panel h2").strip() == UNIT


def test_a_link_restores_things_places_and_filters(page: "Page") -> None:
    opened(page)
    things, ties = counted(page)
    page.locator(".kind").first.click()
    page.click("text=固定")
    page.wait_for_function("location.hash.startsWith('#v=')")
    page.wait_for_timeout(300)
    before = page.url
    told = page.evaluate("document.querySelector('.canvas').ariaDescription").split(" · ")[0]
    page.goto("/documents")
    page.goto(before)
    page.wait_for_function("told => document.querySelector('.canvas')?.ariaDescription === told", arg=told)
    assert page.get_attribute(".kind >> nth=0", "aria-pressed") == "false"
    assert things > counted(page)[0]
    assert ties == counted(page)[1]
    page.wait_for_function("url => location.href === url", arg=before)


def test_a_broken_link_is_said_to_be_broken(page: "Page") -> None:
    page.goto("/explore#v=nonsense")
    page.wait_for_selector("text=这个链接里的图读不出来。")


def test_goes_back_and_forth(page: "Page") -> None:
    opened(page)
    things, _ = counted(page)
    page.focus(".canvas")
    page.keyboard.press("Delete")
    assert counted(page)[0] == things - 1
    page.keyboard.press("Control+z")
    assert counted(page)[0] == things
    page.keyboard.press("Control+y")
    assert counted(page)[0] == things - 1


def test_walks_by_keys(page: "Page") -> None:
    opened(page)
    page.focus(".canvas")
    before = page.inner_text(".panel h2")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        if page.inner_text(".panel h2") != before:
            break
    assert page.inner_text(".panel h2") != before
    page.keyboard.press("Shift+F10")
    assert page.evaluate("document.activeElement.className") == "panel"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.focus(".canvas")
    page.keyboard.press("?")
    page.wait_for_selector("dialog kbd")


def test_tells_in_tables_what_it_draws(page: "Page") -> None:
    opened(page)
    page.click(".twin summary")
    things, ties = counted(page)
    assert page.locator(".twin table >> nth=0 >> tbody tr").count() == things
    assert page.locator(".twin table >> nth=1 >> tbody tr").count() == ties
    page.locator(".twin tbody th button").last.click()
    chosen = page.locator(".twin tr[aria-current] th button").inner_text()
    assert page.inner_text(".panel h2").strip() == chosen
    assert obstacles(page) == []


def test_marks_what_has_findings_and_tells_them(page: "Page") -> None:
    page.goto("/explore")
    searched(page, "离石区医疗保险服务中心2023")
    page.wait_for_selector(".panel .findings li")


@pytest.mark.parametrize("name", ["png", "svg", "json", "csv", "ttl", "gexf"])
def test_saves(page: "Page", name: str) -> None:
    opened(page)
    things, ties = counted(page)
    with page.expect_download() as saved:
        page.select_option("select[aria-label=导出]", name)
    content = saved.value.path().read_bytes()
    match name:
        case "png":
            assert content.startswith(b"\x89PNG")
        case "svg":
            assert len(Xml.fromstring(content).findall(".//{*}text")) == things
        case "json":
            told = json.loads(content)
            assert (len(told["nodes"]), len(told["edges"])) == (things, ties)
        case "csv":
            assert content.startswith("\ufeffIRI,".encode())
            assert len(content.decode("utf-8").splitlines()) == things + ties + 3
        case "ttl":
            assert len(list(parse(content, RdfFormat.TURTLE))) >= ties
        case "gexf":
            network = Xml.fromstring(content)
            assert len(network.findall(".//{*}node")) == things
            assert len(network.findall(".//{*}edge")) == ties


def test_works_by_touch_on_a_phone(browser: "Browser", site: str) -> None:
    phone = browser.new_context(base_url=site, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = phone.new_page()
    page.goto("/explore")
    page.locator(".panel .deeds button").first.tap()
    grown(page)
    page.wait_for_selector(".relations li")
    small = page.eval_on_selector_all(
        ".buttons button, .panel button",
        "all => all.filter(each => each.offsetHeight && each.offsetHeight < 44).length",
    )
    assert small == 0
    page.locator(".panel .deeds button").first.tap()
    page.wait_for_selector(".relations li")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    phone.close()
