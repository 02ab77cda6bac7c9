"""A document beside its text: each figure stands on both sides, findings are marked, what was not read is said."""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
import uvicorn

from gouji.api.app import create_app
from gouji.api.building import read_one
from gouji.api.server import listening
from gouji.api.settings import Settings
from gouji.api.source_view import source_shown
from gouji.api.workers import Pool
from gouji.graph.loading import Loadable
from gouji.graph.sources import UNREAD, Source
from gouji.graph.store import GraphStore
from gouji.ontology.places import WHOLE, Paper, Place, Spot

HTML = {"Accept": "text/html"}
DOCUMENT = "/documents/131028-大厂回族自治县医疗保障局/2024/budget"
MARKUP = "<script>alert('x')</script>\" onload=\"y"


def fetched(client: httpx.Client, address: str) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, response.text
    return response.text


@pytest.fixture(scope="module")
def marked_up(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[tuple[httpx.Client, str]]:
    """A service over a document whose text is markup, with a figure nobody read; and its address."""
    home = tmp_path_factory.mktemp("marked-up")
    result = read_one(next(examples.glob("怀来*.txt")))
    assert isinstance(result, Loadable)
    told = Source.unpacked(result.source)
    assert told is not None
    text = Source(told.sha256, (MARKUP, f"{MARKUP}\t12\t34"), Paper(), {}, ((Place(2, 2, 1), UNREAD),))
    with GraphStore.open(home / "store", create=True) as store:
        store.load([replace(result, source=text.packed())])
        store.checkpoint(home / "checkpoint")
    with Pool(home / "checkpoint", Settings(workers=1)) as pool, listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(Settings(workers=1), pool), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=60) as client:
            yield client, f"/documents/{result.entry.iri.removeprefix('doc/')}"
        server.should_exit = True
        thread.join()


def test_every_figure_of_the_text_leads_to_what_was_read(real: httpx.Client) -> None:
    text = fetched(real, DOCUMENT)
    ids = set(re.findall(r' id="([^"]+)"', text))
    figures = re.findall(r'class="fig" href="#([^"]+)"', text)
    assert len(figures) > 250
    assert [name for name in figures if name not in ids] == []


def test_every_figure_that_was_read_leads_to_its_place_in_the_text(real: httpx.Client) -> None:
    text = fetched(real, DOCUMENT)
    ids = set(re.findall(r' id="([^"]+)"', text))
    places = re.findall(r'<td class="at"><a href="#([^"]+)"', text)
    assert len(places) > 100
    assert {unquote(place) for place in places} <= ids
    assert not re.search(r'<td class="at">第', text)


def test_no_anchor_stands_twice(real: httpx.Client) -> None:
    ids = re.findall(r' id="([^"]+)"', fetched(real, DOCUMENT))
    assert len(ids) == len(set(ids))


def test_what_is_left_out_says_why(real: httpx.Client) -> None:
    assert 'class="left" title="不计：' in fetched(real, DOCUMENT)
    assert 'class="left" title="left out: ' in fetched(real, f"{DOCUMENT}?lang=en")


def test_what_is_unread_is_marked_and_markup_stays_text(marked_up: tuple[httpx.Client, str]) -> None:
    client, address = marked_up
    text = fetched(client, address)
    assert 'class="unread" title="没有读懂">12</span>' in text
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert") == 2


def test_a_page_without_a_text_says_so(client: httpx.Client) -> None:
    text = fetched(client, "/documents/131028-示例局/2024/budget")
    assert "库里没有留下这份文件的原文" in text
    assert 'id="text"' not in text


def test_what_an_indicator_reached_stands_beside_its_target(client: httpx.Client) -> None:
    text = fetched(client, "/documents/131028-示例局/2024/budget")
    assert '<td>≥95%</td><td>96.5% <span class="sub">无偏差</span></td>' in text


def test_a_text_of_another_version_is_not_shown(real: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.api.pages_document.kept", lambda *_: Source("00", ("x",), Paper(), {}, ()))
    assert 'id="text"' not in fetched(real, f"{DOCUMENT}?lang=en&other=1")


def test_pages_and_sheets_stand_where_they_begin() -> None:
    paper = Paper({(1, WHOLE): Spot(page=1), (2, WHOLE): Spot(page=2)})
    found = source_shown(Source("0", ("a", "b"), paper, {}, ()), (), "doc/x")
    assert [block["leaf"].zh for block in found.blocks if "leaf" in block] == ["第1页", "第2页"]  # type: ignore[attr-defined]
    assert found.written
