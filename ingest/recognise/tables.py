"""Which official form each grid of a document is, with its pieces over several pages joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ...ontology.forms import Form, forms
from ...ontology.measures import in_phase
from ...ontology.places import Place
from ..documents import Document, Grid, Paragraph, Row, Text
from ..plain import plain
from . import columns, headings
from .heading_rows import HIGHEST, is_figure
from .headings import Match
from .near_titles import near
from .preambles import CONTENTS, FURNITURE, NOTE, bare_title, entry, is_preamble_row, preamble
from .prose_words import words
from .statements import Piece, Preamble, Recognised, Statement

#: A title stands at most this many lines above its table (unit, year and unit of amount stand between).
TITLE_REACH = 6
#: A note that only says what a form is for.
FOR = re.compile(r"本表反映")
#: Over a column of a final account; in a budget such a column is headed by the year before.
FINAL = re.compile(r"(?:本年)?决算(?:统计)?数|统计数")
#: What stands over the second list of an overview.
OTHER_SIDE = frozenset({"支出", "收入", "财政拨款支出", "本年支出"})
#: No body's name before the title of its table is longer.
LONGEST_BODY = 30
#: No line that is longer is taken for the title of an unknown table.
LONGEST_TITLE = 40


def recognise(document: Document) -> Recognised:
    """The tables of ``document`` whose form is known, and the grids whose form is not."""
    return _Recogniser().run(document)


@dataclass
class _Recogniser:
    """Walks the blocks once, holding the paragraphs since the last grid and the statement still open."""

    statements: list[Statement] = field(default_factory=list)
    unknown: list[tuple[Grid, Preamble]] = field(default_factory=list)
    contents: list[Grid] = field(default_factory=list)
    lifted: list[Text] = field(default_factory=list)
    above: list[Paragraph] = field(default_factory=list)
    open: bool = False
    since: list[Paragraph] = field(default_factory=list)

    def run(self, document: Document) -> Recognised:
        for block in document.blocks:
            if isinstance(block, Paragraph):
                self.paragraph(block)
            else:
                self.grid(block)
        statements = tuple(with_units(self.statements))
        return Recognised(statements, tuple(self.unknown), tuple(self.contents), tuple(self.lifted))

    def paragraph(self, block: Paragraph) -> None:
        words = plain(block.text)
        if FURNITURE.fullmatch(words):
            return
        if NOTE.match(words) and self.statements and len(self.above) <= 1:
            last = self.statements[-1]
            # 注：本表反映… says what the form is for; 说明：…无数据 below it says something of this one.
            keep = last.note and not FOR.search(last.note)
            self.statements[-1] = replace(last, note=last.note if keep else block.text)
        self.above.append(block)
        self.since.append(block)

    def grid(self, grid: Grid) -> None:
        if is_contents(grid):
            self.contents.append(grid)
            return
        rows, lifted = lift_preamble(grid.rows)
        self.lifted += lifted
        if rows:
            self.table(grid, rows, lifted)

    def table(self, grid: Grid, rows: Sequence[Row], lifted: Sequence[Text]) -> None:
        """Take in a grid that is a table, or two lists of one form one below the other."""
        texts = [paragraph.text for paragraph in self.above[-TITLE_REACH:]] + [cell.text for cell in lifted]
        title, titled = title_of(texts)
        if not titled and (nearest := near(bare_title(likely_title(texts)))) is not None:
            title, titled = likely_title(texts), (nearest,)
        at = second_list(rows) if any(form.rows == "sided" for form in titled) else len(rows)
        found = match_of(rows[:at], title, titled)
        above = preamble(texts, title or likely_title(texts))
        if found is not None and (titled or found.form.each or found.layout.starts is None):
            self.begin(grid, rows[:at], found, preamble(texts, title))
            if at < len(rows):
                self.list_below(grid, rows[at:], found.form, preamble(texts, title))
        elif not self.goes_on(rows):
            self.unknown.append((grid, above))
            self.open = False
        self.above, self.since = [], []

    def list_below(self, grid: Grid, rows: Sequence[Row], form: Form, above: Preamble) -> None:
        """Take in the second list of an overview, or leave it unknown."""
        found = match_of(rows, above.title, (form,))
        if found is None:
            self.unknown.append((replace(grid, rows=tuple(rows)), above))
        else:
            self.begin(grid, rows, found, above)

    def begin(self, grid: Grid, rows: Sequence[Row], found: Match, above: Preamble) -> None:
        """Open a new statement, or go on with the one before when its heading is printed again."""
        height = found.height if found.layout.starts is None else 0
        body = list(rows[height:])
        head = list(rows[:height])
        while body and headings.is_column_numbers(body[0]):
            head.append(body.pop(0))
        width = len(found.layout.columns) - found.missing
        joined = tuple(mend(body, width)) if found.layout.starts is None else tuple(body)
        piece = Piece(joined, found.layout, tuple(head), found.missing)
        last = self.statements[-1] if self.statements else None
        if last is not None and self.continues(last, found, above):
            self.statements[-1] = replace(last, pieces=(*last.pieces, piece), place=last.place.joined(grid.place))
        else:
            layout = found.layout if not found.missing else None
            self.statements.append(Statement(found.form, layout, above, tuple(head), (piece,), grid.place))
        self.open = True

    @staticmethod
    def continues(last: Statement, found: Match, above: Preamble) -> bool:
        same = last.form.id == found.form.id and not found.form.each
        return same and bare_title(last.preamble.title) == bare_title(above.title)

    def goes_on(self, rows: Sequence[Row]) -> bool:
        """Add an untitled grid to the table that a page break (or a form in several parts) left open."""
        if not self.open or not self.statements:
            return False
        last = self.statements[-1]
        piece = last.pieces[-1]
        if last.form.continues:
            loose = tuple((Text(line.text, replace(line.place, cell=None)),) for line in self.since)
            more: tuple[Row, ...] = (*loose, *rows)
        elif not self.since and (piece.layout.starts or width_of(rows) == width_of(piece.rows)):
            more = tuple(rows)
        else:
            return False
        place = last.place.joined(Place(rows[0][0].place.first, rows[-1][-1].place.last))
        grown = replace(piece, rows=(*piece.rows, *more))
        self.statements[-1] = replace(last, pieces=(*last.pieces[:-1], grown), place=place)
        return True


def match_of(rows: Sequence[Row], title: str, titled: Sequence[Form]) -> Match | None:
    """The form and layout of a table with this title; without one the heading alone has to tell it."""
    listed = headings.match(rows, titled or forms())
    found = choose([match for match in listed if columns.suits(rows[match.height :], match.layout)])
    phase = phase_of(title, rows)
    if found is not None and phase == "final":
        found = of_final_account(found)
    if found is not None and not titled and fits_another(rows, found):
        found = None
    if titled and (found is None or found.layout.starts is not None):
        found = choose(columns.match(rows, titled, phase)) or found or choose(headings.broken(rows, titled))
    return found


def with_units(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, those that declare no unit of amount with the one that all others declare: two at least."""
    declared = [statement.preamble.amount_unit for statement in statements if statement.preamble.amount_unit]
    only = declared[0] if len(declared) > 1 and len(set(declared)) == 1 else None
    for statement in statements:
        if statement.preamble.amount_unit:
            yield statement
        else:
            yield replace(statement, preamble=replace(statement.preamble, others_unit=only))


def second_list(rows: Sequence[Row]) -> int:
    """Where a second list begins below the first, with a heading of its own: 支出 alone, then 项目 | 预算数."""
    for at in range(2, len(rows) - 1):
        words = headings.words(rows[at])
        below = [cell.text for cell in rows[at + 1] if plain(cell.text)]
        if len(words) == 1 and words[0] in OTHER_SIDE and len(below) > 1 and not any(map(is_figure, below)):
            return at
    return len(rows)


def title_of(texts: Sequence[str]) -> tuple[str, tuple[Form, ...]]:
    """The last line that is a title of some form, and the forms it may be a title of."""
    for text in reversed(texts):
        named = titled_by(bare_title(text))
        if named:
            return text, named
    return "", ()


def likely_title(texts: Sequence[str]) -> str:
    """The line above a table of no known form that reads most like its title: the last short one that ends in 表."""
    short = [text for text in texts if entry(text) is None and len(plain(text)) <= LONGEST_TITLE]
    named = [text for text in short if bare_title(text).endswith("表")]
    return (named or short or [""])[-1]


@lru_cache(maxsize=4096)
def titled_by(bare: str) -> tuple[Form, ...]:
    """The forms that ``bare`` may be a title of, as it stands or after the name of a body (某某大学收支预算总表).

    >>> [form.id for form in titled_by("某某大学收支预算总表")], titled_by("某某大学概况")
    (['b01'], ())
    """
    named = tuple(form for form in forms() if form.is_titled(bare))
    if named or not bare.endswith("表"):
        return named
    for end in range(2, min(len(bare) - 2, LONGEST_BODY)):
        if bare[:end].endswith((*words("claims", "bodies"), "部")):
            named = tuple(form for form in forms() if form.is_titled(bare_title(bare[end:])))
            if named:
                return named
    return ()


def phase_of(title: str, rows: Sequence[Row] = ()) -> str:
    """The phase whose figures a table prints: by its title, else by what stands over its columns.

    >>> phase_of("收入支出决算总表"), phase_of("收支预算总表")
    ('final', 'budget')
    """
    over = (word for row in headings.words_of(rows[:HIGHEST]) for word in row)
    return "final" if "决算" in title or any(FINAL.fullmatch(word) for word in over) else "budget"


def of_final_account(found: Match) -> Match:
    """A heading that a budget and a final account print alike, its columns read as those of the final account."""
    layout = found.layout
    measures = (*layout.columns, *(measure for _, measure in layout.transposed))
    if any(measure.startswith("final.") for measure in measures):
        return found
    columns = tuple(in_phase(role, "final") or role if role.startswith("budget.") else role for role in layout.columns)
    transposed = tuple((row, in_phase(measure, "final") or measure) for row, measure in layout.transposed)
    return replace(found, layout=replace(layout, columns=columns, transposed=transposed))


def fits_another(rows: Sequence[Row], found: Match) -> bool:
    """Whether the heading's words make a table of another form too, so that only a title could tell which it is."""
    return any(other.form.id != found.form.id for other in columns.match(rows, forms()))


def choose(found: Sequence[Match]) -> Match | None:
    """The one form among the matches: an exact heading before a first word; ``None`` if two forms remain."""
    by_heading = [match for match in found if match.layout.starts is None] or list(found)
    if not by_heading or len({match.form.id for match in by_heading}) > 1:
        return None
    return min(by_heading, key=lambda match: (match.missing, -match.height))


def lift_preamble(rows: Sequence[Row]) -> tuple[list[Row], list[Text]]:
    """The rows below the lines that stand above a table, and the cells of those lines."""
    lifted: list[Text] = []
    rest = list(rows)
    while rest:
        filled = [cell for cell in rest[0] if cell.text.strip()]
        titled = len(filled) == 1 and entry(filled[0].text) is None and bool(title_of([filled[0].text])[1])
        if not is_preamble_row(rest[0], titled=titled):
            break
        lifted += filled
        rest.pop(0)
    return rest, lifted


def mend(rows: Sequence[Row], width: int) -> Iterator[Row]:
    """Rows with those joined that a line break inside a cell had parted: together they fill the columns exactly."""
    rest = list(rows)
    while rest:
        row = rest.pop(0)
        while (
            rest and len(row) < width and len(row) + len(rest[0]) <= width and row[0].place.first != row[-1].place.first
        ):
            row = (*row, *rest.pop(0))
        if any(cell.text.strip() for cell in row):
            yield row


def width_of(rows: Sequence[Row]) -> int:
    """The usual number of cells of the rows."""
    widths = sorted(len(row) for row in rows)
    return widths[len(widths) // 2] if widths else 0


def is_contents(grid: Grid) -> bool:
    """Whether the grid is a contents page: dot leaders and page numbers."""
    led = sum(1 for row in grid.rows if CONTENTS.search(plain(row[0].text)))
    return led * 2 > len(grid.rows)
