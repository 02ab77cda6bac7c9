"""Running text out of paragraphs: sentences cut by a page break are whole again, each character knows its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ...ontology.places import Place
from ..documents import Document, Grid, Paragraph
from ..plain import plain, unnumbered
from .citations import NARROW
from .prose_words import words

PassageKind = Literal["text", "heading", "contents", "glossary", "chart", "flattened"]

ORDINAL = re.compile(
    r"\s*(?:[-*•]\s*)?(?:\*\*|#+\s*|<b>)?\s*(?:"
    r"第[一二三四五六七八九十]+(?:部分|章|节)"
    r"|[(（]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]"
    r"|[一二三四五六七八九十]{1,3}\s*[、.．]"
    r"|\d{1,2}\s*(?:[、．]|[.)](?!\d)|\.(?=(?:19|20)\d\d\s*年))"  # 1. and 1.2024年, but not 1.5
    r"|[①-⑳]"
    r"|附件|附表|注[:：]|备注"
    r")"
)
MARKED = re.compile(r"\s*#+\s")
LEADERS = re.compile(r"[.…·。]{4,}\s*(?:</b>)?\s*\d*\s*$|^\s*[-•]\s+[一二三四五六七八九十]+、[^，。；]*$")
# A page number by itself, or what a converter left of one.
FURNITURE = re.compile(r"\s*(?:page number|[-—–]*\s*\d{1,3}\s*[-—–]*|第\s*\d+\s*页(?:\s*[,，共]*\s*\d+\s*页)?)\s*")
ENDS = re.compile(r"[。；：！？;:!?][”’」』》）)\]】*\s]*$")
# What a line can only begin with when it goes on with the line before.
# A year may as well begin a heading or a sentence of its own.
GOES_ON = re.compile(r"\s*(?!\d{4}\s*年)[\d%，。、,;；)）.]|\s*(?:万|亿|千)?元")
# The page number printed between 增长 and 17.31% glues to the line above it.
GLUED = re.compile(r"(?<=[\u4e00-\u9fff])\s*\d{1,3}$")
WHOLE_NUMBER = re.compile(r"\s*\d[\d,]*(?:\.\d+)?\s*(?:%|万|亿|元|个|人)")
# The labels of the pieces of a chart: a percentage that is a paragraph by itself, or names with theirs after a comma.
PERCENT = r"\d+(?:\.\d+)?\s*[%％]"
CHART = re.compile(
    rf"\s*(?:{PERCENT}\s*)+|(?:[^\d，,。；;：:]{{2,20}}[，,；;]\s*(?:[\d.,]+\s*(?:[万亿]?元)?\s*[，,；;]\s*)?{PERCENT}[；;]?\s*)+"
)
# What is left of a table whose cells a converter parted by bars.
CELLS = re.compile(r"\|\s*$|\|.*\|")
HAS_FIGURE = re.compile(r"\d\s*(?:%|[万亿千]?元)")
# Chinese characters alone, without a full stop: 完成时限
PLAIN_WORDS = re.compile(r"[\u4e00-\u9fff]{3,15}:?")
LONGEST_HEADING = 40
#: A line shorter than this that ends without a full stop is not believed to be cut by the edge of the page.
SHORTEST_CUT = 18


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of running text; ``origins`` says for the start of each piece the line and the offset it stands at."""

    text: str
    origins: tuple[tuple[int, int, int], ...]
    kind: PassageKind
    heading: str = ""

    def place(self, start: int, end: int) -> Place:
        """The lines of the characters ``start`` to ``end``, and where on the first of them they stand."""
        at, line, offset = self.origin(start)
        last_at, last, last_offset = self.origin(max(start, end - 1))
        if line == last:
            return Place(line, last, start=offset + start - at, end=last_offset + end - last_at)
        following = next(origin for origin in self.origins if origin[1] > line)
        return Place(line, last, start=offset + start - at, end=offset + following[0] - at)

    def origin(self, at: int) -> tuple[int, int, int]:
        """The piece that the character at ``at`` stands in."""
        return next(origin for origin in reversed(self.origins) if origin[0] <= at)


@dataclass
class _Reader:
    """Walks the paragraphs once, holding the passage that may still go on, the heading above and the part it is in."""

    lines: tuple[str, ...]
    pieces: list[Paragraph] = field(default_factory=list)
    heading: str = ""
    glossary: bool = False
    done: list[Passage] = field(default_factory=list)

    def paragraph(self, block: Paragraph) -> None:
        if FURNITURE.fullmatch(block.text):
            return
        if (kind := self.no_text(block.text)) is not None:
            self.close()
            self.done.append(Passage(block.text, ((0, block.place.first, 0),), kind, self.heading))
            return
        if self.pieces and not goes_on(self.pieces, block):
            self.close()
        self.pieces.append(block)

    def no_text(self, text: str) -> PassageKind | None:
        """What a paragraph is that is no running text: a label of a chart, or cells of a table run together."""
        if CHART.fullmatch(text) and not (self.pieces and is_cut(self.pieces[-1].text)):
            return "chart"
        return "flattened" if CELLS.search(text) else None

    def close(self) -> None:
        """The pieces held are one passage."""
        if not self.pieces:
            return
        text, origins = joined(self.pieces, self.lines)
        self.pieces = []
        kind: PassageKind = "text"
        if LEADERS.search(text) or plain(text) in words("headings", "contents"):
            kind = "contents"
        elif is_heading(text):
            kind = "heading"
            self.open_part(heading_words(text))
        if self.glossary and kind == "text":
            kind = "glossary"
        self.done.append(Passage(text, origins, kind, self.heading))

    def open_part(self, heading: str) -> None:
        """A new part begins; the glossary goes on over headings that are its own entries (财政专户管理资金：)."""
        if heading.endswith(words("headings", "glossary")):
            self.glossary = True
        elif heading.endswith(("事项", "报告", "表", "情况", "说明")):
            self.glossary = False
        self.heading = heading


def passages(document: Document) -> tuple[Passage, ...]:
    """The running text of ``document`` in reading order; headings, contents pages and the glossary are marked."""
    reader = _Reader(document.lines)
    for block in document.blocks:
        if isinstance(block, Grid):
            reader.close()
            reader.glossary = False
        else:
            reader.paragraph(block)
    reader.close()
    return tuple(reader.done)


def is_heading(text: str) -> bool:
    """Whether ``text`` is a heading: short, without a sentence's punctuation and without a figure of money or percent.

    >>> is_heading("三、支出预算情况说明"), is_heading("(一) 因公出国费 0.00 万元, 与上年持平。")
    (True, False)
    """
    words_ = plain(text)
    if MARKED.match(text) and len(words_) <= LONGEST_HEADING:
        return True
    if HAS_FIGURE.search(words_) or re.search(r"[，。；,;]", words_):
        return False
    if PLAIN_WORDS.fullmatch(words_):
        return True
    numbered, closed = bool(ORDINAL.match(text)), is_closed(text)
    return (numbered or closed) if len(words_) <= LONGEST_HEADING else (numbered and closed)


def heading_words(text: str) -> str:
    """A heading without its ordinal.

    >>> heading_words("②绩效指标科学性"), heading_words("### **六、财政专户管理资金：**")
    ('绩效指标科学性', '财政专户管理资金')
    """
    return unnumbered(ORDINAL.sub("", text).strip("*#： ")).replace('"', "")


def goes_on(pieces: list[Paragraph], block: Paragraph) -> bool:
    """Whether the sentence in ``pieces`` was cut and ``block`` is its rest."""
    text, following = pieces[-1].text, block.text
    if ENDS.search(text) or ORDINAL.match(following) or LEADERS.search(text) or is_label(text) or is_label(following):
        return False
    if len(pieces) == 1 and is_heading(text) and not WHOLE_NUMBER.match(following):
        # The first line of a wrapped item looks like a heading: 2、卫生健康支出（类）行政事业单位医疗（款）行政单位
        wrapped = block.place.first == pieces[-1].place.last + 1 and len(plain(text)) >= SHORTEST_CUT
        return wrapped and not is_closed(text) and not is_heading(following)
    if GOES_ON.match(following):
        return True
    return not is_heading(following) and (len(pieces) > 1 or is_running(text))


def is_cut(text: str) -> bool:
    """Whether a line breaks off within a sentence."""
    return is_running(text) and not ENDS.search(text)


def is_running(text: str) -> bool:
    """Whether a line is part of a sentence: it has a comma, or fills a line."""
    return bool(re.search(r"[，,；;]", text)) or len(plain(text)) >= SHORTEST_CUT


def is_closed(text: str) -> bool:
    """Whether a line without punctuation ends as headings do."""
    return plain(text).rstrip(":").endswith(words("headings", "endings"))


def is_label(text: str) -> bool:
    """Whether the line declares something about a table (单位：万元)."""
    name, colon, _ = plain(text).partition(":")
    return bool(colon) and name in words("headings", "labels")


def joined(pieces: list[Paragraph], lines: tuple[str, ...]) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """The text of ``pieces`` in one, and where each stands in its line; a page number glued to a cut is left out."""
    text, origins = "", []
    for at, piece in enumerate(pieces):
        words_ = piece.text
        following = pieces[at + 1].text if at + 1 < len(pieces) else ""
        if WHOLE_NUMBER.match(following.translate(NARROW)):
            words_ = GLUED.sub("", words_)
        line = piece.place.first
        printed = lines[line - 1] if line <= len(lines) else ""
        origins.append((len(text), line, max(0, printed.find(piece.text))))
        text += words_
    return text, tuple(origins)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of ``text``.

    >>> [text[a:b] for text in ["收入1万元。支出1万元，持平。"] for a, b in sentences(text)]
    ['收入1万元。', '支出1万元，持平。']
    """
    start = 0
    for match in re.finditer(r"[。！？]+", text):
        yield start, match.end()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
