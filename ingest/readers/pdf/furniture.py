"""What a program prints on every page: page numbers and running headers, which belong to no paragraph."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from .lines import Line, is_upright
from .pages import Page

#: ``- 7 -``, ``第7页``, ``第 7 页 共 30 页``, ``7/30``, ``Page 7``.
PAGE_NUMBER = re.compile(
    r"[-—–―－─━_~～·•\s]*(?:第\s*)?\d{1,4}\s*页?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页)?(?:\s*[/／]\s*\d{1,4})?[-—–―－─━_~～·•\s]*"
    r"|page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
#: Furniture stands in these shares of the page, at its head and foot.
MARGIN = 0.12
#: Lines are on one height if they differ by no more than this share of a size.
SAME = 0.5
#: A header runs if it stands on at least so many pages, and on this share of all.
OFTEN, SHARE = 3, 0.5

Run = tuple[str, int]


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what is printed on each of them."""
    runs = running(pages)
    return [
        replace(page, items=tuple(item for item in page.items if not is_furniture(item, page, runs))) for page in pages
    ]


def is_furniture(item: object, page: Page, runs: frozenset[Run]) -> bool:
    """Whether the item is a page number at the edge of its page, or one of the running headers.

    A number that stands beside other things is the first of a row in a table without rules.
    """
    if not isinstance(item, Line) or not at_edge(item, page):
        return False
    return run(item) in runs or (PAGE_NUMBER.fullmatch(item.text) is not None and is_alone(item, page))


def is_alone(line: Line, page: Page) -> bool:
    """Whether nothing else stands on the height of a line."""
    level = (other for other in page.items if isinstance(other, Line) and other is not line)
    return not any(abs(other.box[3] - line.box[3]) <= SAME * line.size for other in level)


def at_edge(line: Line, page: Page) -> bool:
    """Whether the line stands at the head or foot of its page, or turned at one of its sides."""
    before, after = (line.box[3], line.box[1]) if is_upright(line) else (line.box[2], line.box[0])
    extent = page.height if is_upright(line) else page.width
    return before <= extent * MARGIN or after >= extent * (1 - MARGIN)


def running(pages: Sequence[Page]) -> frozenset[Run]:
    """The lines that stand at the same height, outermost, on most pages.

    They are set in the size of the text or smaller; what is larger is the title of a form that fills every page.
    """
    sizes = [item.size for page in pages for item in page.items if isinstance(item, Line)]
    usual = median(sizes) if sizes else 0.0
    seen: Counter[Run] = Counter()
    for page in pages:
        outer = (page.items[0], page.items[-1]) if page.items else ()
        lines = [item for item in outer if isinstance(item, Line) and item.size <= usual and at_edge(item, page)]
        seen.update({run(line) for line in lines})
    return frozenset(line for line, count in seen.items() if count >= max(OFTEN, SHARE * len(pages)))


def run(line: Line) -> Run:
    """What makes a line the same on another page: its words and its height, within a few points."""
    return line.text, round(line.box[3] / 4)
