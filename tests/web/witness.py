"""Who watches a page: what it complains of, and whom it asks."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request

#: The checker of https://github.com/dequelabs/axe-core; where it lies is said by whoever runs the tests (``.ci/run``).
AXE = Path(os.environ.get("AXE", "axe-core/axe.min.js"))
#: Typing over a selection, Chromium tries to keep its style by an attribute, which the policy forbids; nothing is lost.
BY_THE_BROWSER = "Applying inline style violates"
#: A refused query is answered with 4xx, and the browser notes that of itself.
REFUSED = "the server responded with a status of 4"


class Witness:
    """Takes down errors and requests that leave the host."""

    def __init__(self, page: "Page", site: str) -> None:
        self.site = site
        self.complaints: list[str] = []
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self.asked)

    def said(self, message: "ConsoleMessage") -> None:
        """Note an error on the console."""
        if message.type == "error" and BY_THE_BROWSER not in message.text and REFUSED not in message.text:
            self.complaints.append(message.text)

    def asked(self, request: "Request") -> None:
        """Note a request that leaves the host."""
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.complaints.append(f"asked {request.url}")


def obstacles(page: "Page") -> list[str]:
    """What stands in the way of some readers, as axe finds it; nothing is asked where axe is not at hand."""
    if not AXE.is_file():
        return []
    # Scripts that a test brings along are no concern of the page's policy.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {[node['target'] for node in each['nodes']][:3]}" for each in found["violations"]]


def is_too_wide(page: "Page") -> bool:
    """Whether one must scroll sideways to read the page."""
    wide: bool = page.evaluate("document.documentElement.scrollWidth > innerWidth + 1")
    return wide
