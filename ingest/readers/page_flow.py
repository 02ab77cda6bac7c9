"""The content of a web page in reading order: words, where lines end, and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

#: What is no content: programs, looks, forms to fill in, and the site's own frame.
LEFT_OUT = frozenset(
    {"script", "style", "noscript", "template", "nav", "footer", "aside", "form", "button", "select", "option"}
    | {"textarea", "input", "svg", "iframe", "object", "embed", "head", "title", "meta", "link", "audio", "video"}
    | {"canvas", "map"}
)
#: What begins and ends lines.
BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl"}
    | {"dt", "dd", "blockquote", "pre", "center", "address", "figure", "figcaption", "hr", "br", "caption", "fieldset"}
    | {"details", "summary", "table", "tr", "td", "th", "tbody", "thead", "tfoot", "body", "html"}
)
SPACE = re.compile(r"[ \t\r\n\f]+")
NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """Some words, and whether they are (part of) a link."""

    text: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Break:
    """A line ends here."""


@dataclass(frozen=True, slots=True)
class Inner:
    """A table stands here."""

    node: LexborNode


Piece = Words | Break | Inner
BREAK = Break()


def flow(root: LexborNode) -> Iterator[Piece]:
    """The pieces in ``root``; tables are not gone into. Pages nest deeply, so the way is kept on a stack."""
    links = 0
    stack: list[tuple[LexborNode, bool]] = [(child, False) for child in reversed(children(root))]
    while stack:
        node, left = stack.pop()
        tag = str(node.tag)
        if left:
            links -= tag == "a"
            if tag in BLOCKS:
                yield BREAK
        elif tag == "-text":
            yield Words(SPACE.sub(" ", node.text_content or ""), linked=links > 0)
        elif tag == "table" and is_shown(node):
            yield Inner(node)
        elif tag not in LEFT_OUT and not tag.startswith(("-", "!")) and is_shown(node):
            links += tag == "a"
            if tag in BLOCKS:
                yield BREAK
            stack.append((node, True))
            stack += [(child, False) for child in reversed(children(node))]


def children(node: LexborNode) -> list[LexborNode]:
    """The children of a node, text among them."""
    found: list[LexborNode] = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def is_shown(node: LexborNode) -> bool:
    """Whether the page itself does not hide the node."""
    attributes = node.attributes
    return "hidden" not in attributes and not NOT_SHOWN.search(attributes.get("style") or "")
