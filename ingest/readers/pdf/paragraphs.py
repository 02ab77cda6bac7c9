"""Lines of running text joined into paragraphs, over page breaks too."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from ....ontology.places import Box, Spot
from .lines import Line, is_upright
from .pages import Page

#: Dot leaders of a contents page.
LEADERS = re.compile(r"\.{4,}|…{2,}|·{4,}|．{4,}|_{4,}")
#: What begins an item of a list or a heading; ``4.36%`` broken off a sentence does not.
ITEM = re.compile(
    r"第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．](?!\d)"
    r"|[①-⑳]|(?:注|备注|说明|附[件表]?\d*)[:：]"
)
#: After these a full line may as well be the last of its paragraph.
STOPS = tuple("。；：！？.;:!?")
#: Sizes of one paragraph differ by no more than this share.
SAME_SIZE = 0.15
#: In sizes: how far a line may start from the margin, and how far below the line before it may be.
INDENT, PITCH = 0.9, 2.9
#: In sizes: how much room a full line may leave beyond what the next part needs, and less where a sentence stops.
SLACK, STRICT = 1.2, 0.3
#: Where so many long lines follow each other, lines this many times as far apart as the closer ones, one in so many,
#: are two paragraphs.
ENOUGH, WIDER, CLOSER = 8, 1.4, 5
#: A line reaching over this share of its page tells where the margins are.
LONG = 0.5


@dataclass(frozen=True, slots=True)
class Margins:
    """Where full lines of running text begin and end."""

    left: float
    right: float

    @property
    def middle(self) -> float:
        """Where centred lines have their middle."""
        return (self.left + self.right) / 2


@dataclass(slots=True)
class Flow:
    """A paragraph being put together: its text, its lines on the page where it begins, its last line."""

    text: str
    page: int
    boxes: list[Box]
    last: Line
    last_page: int
    length: int = 1

    @property
    def spot(self) -> Spot:
        """Where it begins: the box of its lines on that page."""
        left, top, right, bottom = zip(*self.boxes, strict=True)
        return Spot(page=self.page, box=(min(left), min(top), max(right), max(bottom)))

    def grow(self, line: Line, page: int) -> None:
        """Add the next line."""
        self.text = join(self.text, line.text)
        if page == self.page:
            self.boxes.append(line.box)
        self.last, self.last_page, self.length = line, page, self.length + 1


def begun(line: Line, page: int) -> Flow:
    """A paragraph that begins with this line."""
    return Flow(line.text, page, [line.box], line, page)


@dataclass(slots=True)
class Measures:
    """The margins of every page, its own or those usual for pages of its size; how far lines of a paragraph are apart.

    ``pitch`` is in sizes.
    """

    usual: dict[tuple[int, int], Margins] = field(default_factory=dict)
    pitch: float = PITCH

    def of(self, page: Page) -> Margins | None:
        """The margins of ``page``; ``None`` where no page of its size has long lines."""
        usual = self.usual.get(size(page))
        long = long_lines(page)
        if usual is None or not long or (len(long) == 1 and long[0].text.endswith(STOPS)):
            return usual
        lefts = [line.box[0] for line in upright(page)]
        left, right = min(lefts), max(line.box[2] for line in long)
        # Where no line is indented against another, all may be first lines, indented against those of other pages.
        em = long[0].size
        if 0 < left - usual.left < 4 * em and not any(em < each - left < 4 * em for each in lefts):
            left = usual.left
        return Margins(left, right)


def measures(pages: Sequence[Page]) -> Measures:
    """The usual margins, as the pages of one size have them."""
    found: dict[tuple[int, int], list[Margins]] = {}
    for page in pages:
        long = long_lines(page)
        if long:
            margins = Margins(min(line.box[0] for line in long), max(line.box[2] for line in long))
            found.setdefault(size(page), []).append(margins)
    return Measures(
        {
            key: Margins(median(each.left for each in all_), median(each.right for each in all_))
            for key, all_ in found.items()
        },
        widest_pitch(pages),
    )


def widest_pitch(pages: Iterable[Page]) -> float:
    """How far apart lines of one paragraph may be: hardly further than long lines usually follow each other."""
    found = sorted(
        (line.box[3] - above.box[3]) / line.size
        for page in pages
        for above, line in pairwise(long_lines(page))
        if is_alike(above, line) and 0 < line.box[3] - above.box[3] <= PITCH * line.size
    )
    # Many of them may be paragraphs of one line each, which stand further apart.
    return min(PITCH, WIDER * found[len(found) // CLOSER]) if len(found) >= ENOUGH else PITCH


def size(page: Page) -> tuple[int, int]:
    """The size of a page in whole points."""
    return round(page.width), round(page.height)


def upright(page: Page) -> list[Line]:
    """The lines of a page that run from left to right, without those of contents."""
    return [item for item in page.items if isinstance(item, Line) and is_upright(item) and not item.leads]


def long_lines(page: Page) -> list[Line]:
    """The lines of a page that reach over most of it."""
    return [line for line in upright(page) if width(line) >= LONG * page.width]


def flows_on(flow: Flow, line: Line, page: int, margins: tuple[Margins | None, Margins | None], pitch: float) -> bool:
    """Whether ``line`` goes on with the paragraph: the line before was full, and this one begins at the margin."""
    last, (before, here) = flow.last, margins
    if before is None or here is None or not is_alike(last, line):
        return False
    if page == flow.last_page and not 0 < line.box[3] - last.box[3] <= pitch * line.size:
        return False
    if ITEM.match(line.text) or any(each.leads or LEADERS.search(each.text) for each in (last, line)):
        return False
    if is_balanced(last, before) and is_centred(line, here) and not last.text.endswith(STOPS):
        return width(last) + line.need > before.right - before.left - STRICT * line.size
    slack = STRICT if last.text.endswith(STOPS) else SLACK
    if before.right - last.box[2] > line.need + slack * line.size:
        return False
    indent, last_indent = line.box[0] - here.left, last.box[0] - before.left
    hanging = flow.length > 1 and abs(indent - last_indent) <= INDENT * line.size
    return indent <= INDENT * line.size or hanging


def is_alike(last: Line, line: Line) -> bool:
    """Whether both run from left to right in the same size."""
    return is_upright(last) and is_upright(line) and abs(last.size - line.size) <= SAME_SIZE * last.size


def is_centred(line: Line, margins: Margins) -> bool:
    """Whether the line stands in the middle, away from both margins."""
    return is_balanced(line, margins) and line.box[0] - margins.left > INDENT * line.size


def is_balanced(line: Line, margins: Margins) -> bool:
    """Whether the line is as far from one margin as from the other."""
    return abs(line.box[0] - margins.left - (margins.right - line.box[2])) <= 2 * line.size


def width(line: Line) -> float:
    """How wide the line is."""
    return line.box[2] - line.box[0]


def join(before: str, after: str) -> str:
    """Two lines of one paragraph as one text, with a space only between Latin words.

    >>> join("增长", "4.36%"), join("MPS", "IV")
    ('增长4.36%', 'MPS IV')
    """
    latin = all(sign.isascii() and sign.isalpha() for sign in (before[-1:], after[:1]))
    return f"{before} {after}" if latin and before and after else before + after


def titles(lines: Sequence[Line]) -> set[str]:
    """The lines above a table in the form in which the next page may repeat them: without spaces, without 续."""
    return {bare(line.text) for line in lines}


def bare(text: str) -> str:
    """A title without spaces and without the mark of continuation.

    >>> bare("收入预算总表 （续）"), bare("续表")
    ('收入预算总表', '')
    """
    return re.sub(r"\s+|[（(]?续表?\d*[)）]?$|^续表?[:：]?", "", text)
