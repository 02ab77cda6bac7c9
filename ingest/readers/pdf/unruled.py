"""Tables without rules: lines whose parts stand in columns of their own, with figures set to one edge.

Only what is plainly a table is taken for one; prose, lists, contents and the labels of a chart are not. A table may
go on over several pages: what follows stands in the same columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .bands import Band, is_close, is_heading, leaves_columns
from .columns import columns_of
from .lines import Line, is_upright
from .pages import Page, in_order
from .set_out import set_out
from .tables import Table
from .wraps import unwrapped

#: After so many rows with figures the heading of another table may follow.
BODY = 3


def with_unruled(pages: Sequence[Page]) -> list[Page]:
    """The pages with the tables that their lines make."""
    found: dict[int, list[Table]] = {}
    taken: set[int] = set()
    for bands in stretches(pages):
        begin = 0
        while begin < len(bands):
            tables, count = table_at(bands, begin)
            for page, table in tables:
                found.setdefault(page, []).append(table)
                taken |= {id(line) for band in bands[begin : begin + count] for line in band.lines}
            begin += count
    return [rearranged(page, found.get(page.number, []), taken) for page in pages]


def rearranged(page: Page, tables: Sequence[Table], taken: set[int]) -> Page:
    """The page with tables in the place of the lines that they are made of, and the other lines made whole."""
    lines = unwrapped([item for item in page.items if isinstance(item, Line) and id(item) not in taken])
    ruled = [item for item in page.items if isinstance(item, Table)]
    return replace(page, items=tuple(in_order([*ruled, *tables], lines)))


def stretches(pages: Sequence[Page]) -> Iterator[list[Band]]:
    """The lines of pages by heights, as far as no ruled table comes between them."""
    bands: list[Band] = []
    for page in pages:
        for item in page.items:
            if not isinstance(item, Line):
                yield bands
                bands = []
            elif bands and bands[-1].holds(item, page.number):
                bands[-1] = Band(page.number, (*bands[-1].lines, item))
            else:
                bands.append(Band(page.number, (item,)))
    yield bands


def table_at(bands: Sequence[Band], begin: int) -> tuple[list[tuple[int, Table]], int]:
    """The parts by page of the table that begins with a band, none if none does, and how many bands are done with.

    What is above a table may spoil it and is tried without, but no table is begun amid its figures.
    """
    if not begins(bands, begin):
        return [], 1
    end = grown(bands, begin)
    tables, count = set_out(bands[begin:end])
    if tables:
        return tables, count
    return [], end - begin if bands[begin].is_amid else 1


def begins(bands: Sequence[Band], at: int) -> bool:
    """Whether a table may begin with a band: one like a line of contents only if the next one is none."""
    if bands[at].is_row:
        return True
    return (
        len(bands[at].parts) > 1 and at + 1 < len(bands) and bands[at + 1].is_row and is_close(bands[at], bands[at + 1])
    )


def grown(bands: Sequence[Band], begin: int) -> int:
    """Up to where the bands may be of the table that begins at ``begin``: all stand in its columns."""
    rows = [bands[begin]]
    columns = columns_of(bands[begin].parts, ())
    numeric = bool(bands[begin].figures)
    for at in range(begin + 1, len(bands)):
        band = bands[at]
        if (
            not is_upright(band.lines[0])
            or not is_close(bands[at - 1], band)
            or leaves_columns(band, columns, numeric=numeric)
        ):
            return at
        if len(rows) >= BODY and numeric and is_heading(bands, at, columns):
            return at
        if band.figures and not numeric:
            # Headings reach over several columns; those of the rows with figures are what counts.
            rows, numeric = [], True
        if len(band.parts) > 1 and bool(band.figures) == numeric:
            rows.append(band)
            columns = columns_of([part for row in rows for part in row.parts], ())
    return len(bands)
