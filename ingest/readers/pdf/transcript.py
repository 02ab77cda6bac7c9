"""Pages written out one after the other: what a page break cut is put together before it is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..writing import NOTHING, CellRead, Writing
from .lines import Line
from .pages import Page
from .paragraphs import Flow, Margins, Measures, bare, begun, flows_on, measures, titles
from .stitching import continued
from .strips import side_by_side, widened
from .tables import Table, without_empty_edges
from .unruled import with_unruled

#: So many lines above a table may be its title, unit and year.
TITLE_LINES = 6


@dataclass(slots=True)
class Transcript:
    """Holds the paragraph or the table that may go on; writes it when it does not."""

    measures: Measures
    writing: Writing = field(default_factory=Writing)
    flow: Flow | None = None
    table: Table | None = None
    margins: Margins | None = None
    above: list[Line] = field(default_factory=list)

    def page(self, page: Page) -> None:
        """Write what stands on one page."""
        margins = self.measures.of(page)
        items = self.without_repeated_title(page.items)
        for at, item in enumerate(items):
            if isinstance(item, Line):
                self.line(item, page.number, margins)
            elif at == 0 and self.table is not None and (whole := joined(self.table, item)):
                self.table = whole
            else:
                self.close()
                self.table = item
        self.margins = margins

    def without_repeated_title(self, items: Sequence[Line | Table]) -> Sequence[Line | Table]:
        """The items of a page without the lines that repeat the title of a table going on from the page before."""
        at = next((at for at, item in enumerate(items) if isinstance(item, Table)), 0)
        part = items[at] if items else None
        if at == 0 or self.table is None or not isinstance(part, Table):
            return items
        named = titles(self.above) | {""}
        if any(bare(line.text) not in named for line in items[:at] if isinstance(line, Line)):
            return items
        return items[at:] if joined(self.table, part, titled=True) else items

    def line(self, line: Line, page: int, margins: Margins | None) -> None:
        """Go on with the open paragraph, or begin another."""
        if self.table is not None:
            self.close()
            self.above.clear()
        self.above = [*self.above, line][-TITLE_LINES:]
        before = margins if self.flow is not None and self.flow.last_page == page else self.margins
        if self.flow is not None and flows_on(self.flow, line, page, (before, margins), self.measures.pitch):
            self.flow.grow(line, page)
            return
        self.close()
        self.flow = begun(line, page)

    def close(self) -> None:
        """Write what is open."""
        if self.flow is not None:
            self.writing.paragraph(self.flow.text, self.flow.spot)
        if self.table is not None:
            write_table(self.table, self.writing)
        self.flow = self.table = None


def joined(table: Table, part: Table, *, titled: bool = False) -> Table | None:
    """``table`` with what the next page has of it, below or beside; ``None`` if that is another table."""
    return continued(table, part, titled=titled) or widened(table, part)


def transcribed(pages: Sequence[Page]) -> Writing:
    """All that stands on the pages, written out."""
    transcript = Transcript(measures(pages))
    for page in side_by_side(with_unruled(pages)):
        transcript.page(page)
    transcript.close()
    for page in pages:
        for note in page.notes:
            transcript.writing.remark(*note)
    return transcript.writing


def write_table(table: Table, writing: Writing) -> None:
    """Write one table as a grid, merged cells at their upper left."""
    table = without_empty_edges(table)
    rows = [[NOTHING] * table.columns for _ in table.rows]
    for cell in table.cells:
        rows[cell.row][cell.column] = CellRead(cell.text, cell.spot, cell.columns, cell.rows)
    writing.grid(rows, table.rows)
