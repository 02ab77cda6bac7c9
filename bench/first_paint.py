"""How soon a browser shows the pages of a store (``python -m gouji.bench.first_paint STORE``).

First contentful paint as Chromium reports it, with nothing cached, and the weight of what was sent. The first document,
unit and figure of the store stand for theirs. Needs playwright and the system's Chromium.
"""

import argparse
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from .pages_served import client_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: A browser that does nothing but what it is told.
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
ADDRESSES = (
    "/",
    "/documents",
    "/units",
    "/findings",
    "/compare?code=210",
    "/questions",
    "/explore",
    "/sparql",
    "/check",
)
#: Where a link to a page of each further kind is found.
FURTHER = (("/documents", "main a[href*='/documents/1']"), ("/units", "main a[href*='/units/']"))
ROUNDS = 5
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
SENT = "performance.getEntries().reduce((sum, each) => sum + (each.transferSize ?? 0), 0)"


@dataclass(frozen=True, slots=True)
class Painted:
    """How soon one address was painted, in milliseconds, and how many bytes were sent."""

    address: str
    median: float
    slowest: float
    bytes: int


@contextmanager
def chromium() -> Iterator["Browser"]:
    """The system's Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (only there for tests and this)

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        yield browser
        browser.close()


def painted(browser: "Browser", site: str, address: str, rounds: int) -> Painted:
    """One address, each time by a reader who has not been here before."""
    times, sent = [], 0
    for _ in range(rounds + 1):
        context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(f"() => {PAINT}")
        times.append(float(page.evaluate(PAINT)))
        sent = int(page.evaluate(SENT))
        context.close()
    return Painted(address, median(times[1:]), max(times[1:]), sent)


def linked(browser: "Browser", site: str) -> Iterator[str]:
    """An address of each kind that only a list leads to."""
    page = browser.new_page(base_url=site)
    for address, selector in FURTHER:
        page.goto(address)
        found = page.locator(selector)
        if found.count():
            yield found.first.get_attribute("href") or address
    page.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every address and print a table."""
    parser = argparse.ArgumentParser(description="How soon a browser shows the pages of a store.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args(arguments)
    print("| address | first paint, median ms | slowest ms | kB sent |\n|---|--:|--:|--:|")
    with client_of(given.store) as client, chromium() as browser:
        site = str(client.base_url)
        for address in (*ADDRESSES, *linked(browser, site)):
            each = painted(browser, site, address, given.rounds)
            print(
                f"| `{each.address}` | {each.median:.0f} | {each.slowest:.0f} | {each.bytes / 1024:.0f} |", flush=True
            )


if __name__ == "__main__":
    main()
