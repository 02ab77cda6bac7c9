"""Which official form each grid of a document is, with its pieces over several pages joined."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...ontology.forms import Form, forms
from ...ontology.places import Place
from ..documents import Document, Grid, Paragraph, Row, Text
from ..plain import plain
from . import headings
from .headings import Match
from .preambles import CONTENTS, FURNITURE, NOTE, bare_title, entry, is_preamble_row, preamble
from .statements import Piece, Preamble, Recognised, Statement

#: A title stands at most this many lines above its table (unit, year and unit of amount stand between).
TITLE_REACH = 6


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
        return Recognised(tuple(self.statements), tuple(self.unknown), tuple(self.contents), tuple(self.lifted))

    def paragraph(self, block: Paragraph) -> None:
        words = plain(block.text)
        if FURNITURE.fullmatch(words):
            return
        if NOTE.match(words) and self.statements and len(self.above) <= 1:
            self.statements[-1] = replace(self.statements[-1], note=self.statements[-1].note or block.text)
        self.above.append(block)
        self.since.append(block)

    def grid(self, grid: Grid) -> None:
        if is_contents(grid):
            self.contents.append(grid)
            return
        rows, lifted = lift_preamble(grid.rows)
        self.lifted += lifted
        if not rows:
            return
        texts = [paragraph.text for paragraph in self.above[-TITLE_REACH:]] + [cell.text for cell in lifted]
        title, titled = title_of(texts)
        found = choose(headings.match(rows, titled or forms()))
        if found is None and titled:
            found = choose(headings.broken(rows, titled))
        if found is not None and (titled or found.form.each or found.layout.starts is None):
            self.begin(grid, rows, found, preamble(texts, title))
        elif not self.goes_on(rows):
            self.unknown.append((grid, preamble(texts, title)))
            self.open = False
        self.above, self.since = [], []

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


def title_of(texts: Sequence[str]) -> tuple[str, tuple[Form, ...]]:
    """The last line that is a title of some form, and the forms it may be a title of."""
    for text in reversed(texts):
        bare = bare_title(text)
        named = tuple(form for form in forms() if form.is_titled(bare))
        if named:
            return text, named
    return "", ()


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
