"""The pages in a real browser, over a store that was built from the examples."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from gouji.api.app import create_app
from gouji.api.building import build
from gouji.api.server import listening
from gouji.api.settings import Settings
from gouji.api.workers import Pool
from gouji.graph.store import GraphStore

from .witness import Witness

playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: A browser that does nothing but what it is told.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[str]:
    """The address of the whole application over the examples."""
    home = tmp_path_factory.mktemp("site")
    with GraphStore.open(home / "store", create=True) as store:
        build(store, sorted(examples.glob("*.txt")))
        store.checkpoint(home / "checkpoint")
    settings = Settings(workers=2)
    with Pool(home / "checkpoint", settings) as pool, listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(settings, pool), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """The system's Chromium."""
    if CHROMIUM is None:
        pytest.skip("the browser tests need Chromium (package chromium)")
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def context(browser: "Browser", site: str) -> Iterator["BrowserContext"]:
    """A reader who has not been here before."""
    fresh = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    fresh.set_default_timeout(20_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: "BrowserContext", site: str) -> Iterator["Page"]:
    """A page of whose doings nothing escapes: when the test ends, nothing may have gone wrong."""
    opened = context.new_page()
    witness = Witness(opened, site)
    yield opened
    assert not witness.complaints
