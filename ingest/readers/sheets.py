"""A sheet of cells as a person sees it: titles, unit lines and notes as paragraphs, tables as grids.

XLSX, XLS, CSV and tables of web pages all come here. What is a table is told by its ruling where there is
any; otherwise a row of one filled cell above or below a table stands outside it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...ontology.places import Spot
from . import side_by_side
from .cell_names import At, reference
from .writing import NOTHING, CellRead, Writing

#: The largest real disclosure seen has 30,000 filled cells and 2,000 merged ones.
MAX_CELLS = 1_000_000
MAX_MERGED = 100_000
#: Merged ranges never overlap in a sound file; beyond so many rows looked through they do.
MAX_COVERED = 4_000_000
#: So many rows after a blank one are looked at to tell whether a new table begins.
AHEAD = 50
#: A row of this many filled cells is a row of a table, ruled or not.
TABULAR = 3
NUMBER = re.compile(r"[-+(（]?[\d,，]+(?:\.\d*)?[)）]?%?")
NOTE = re.compile(r"\s*(?:注|备注|说明|附注)\s*\d*\s*[:：]")
COLON = re.compile("[:：]")
LABEL = re.compile(r"[^:：\n]{1,20}[:：]\s*")
#: The names that spreadsheets give sheets themselves say nothing.
NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)


@dataclass(slots=True)
class Sheet:
    """The words of the cells, the columns between the outer lines of ruled rows, and the merged ranges."""

    name: str
    """Empty for a table that is no sheet of a file; its cells then have no spot."""
    words: dict[At, str] = field(default_factory=dict)
    ruled: dict[int, tuple[int, int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Top, left, bottom, right."""
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    width: int = 0
    """The columns it has at least; those of a sheet are told by its words."""
    uncomputed: list[At] = field(default_factory=list)
    """Visible cells with a formula whose result is not in the file."""

    def rule(self, row: int, column: int, *, left: bool, right: bool) -> None:
        """Know that a line is drawn at the left or right of a cell, so that the cells on its sides are in a table."""
        if left or right:
            first, last = self.ruled.get(row, (column if left else column + 1, column))
            self.ruled[row] = (min(first, column), max(last, column if right else column - 1))


@dataclass(frozen=True, slots=True)
class Row:
    """A visible row: its filled cells with their columns."""

    number: int
    cells: tuple[tuple[int, CellRead], ...]
    frame: tuple[int, int] | None = None
    """The first and last column between the lines of a ruled row."""

    @property
    def ruled(self) -> bool:
        """Whether lines are drawn between its cells."""
        return self.frame is not None

    @property
    def lone(self) -> bool:
        """Whether only one cell is filled."""
        return len(self.cells) == 1

    @property
    def tabular(self) -> bool:
        """Whether it is seen to belong to a table by itself; who filled it in, and when, stands around tables."""
        naming = any(COLON.search(cell.text) for _, cell in self.cells)
        return bool(self.cells) and (self.ruled or (len(self.cells) >= TABULAR and not naming))

    @property
    def words(self) -> str:
        """The words of its first filled cell."""
        return self.cells[0][1].text


def write(sheet: Sheet, writing: Writing) -> None:
    """Write the sheet: its name if no line above its tables is a title, then paragraphs and tables in order."""
    rows = rows_of(sheet)
    drawn = any(row.ruled and row.cells for row in rows)
    blocks = list(parted(rows, drawn=drawn))
    if not blocks:
        return
    first, _ = table_of(blocks[0], drawn=drawn)
    titled = any(row.lone and not COLON.search(row.words) for row in blocks[0][:first])
    if not titled and not NAMELESS.fullmatch(sheet.name.strip()):
        writing.paragraph(sheet.name, Spot(sheet=sheet.name))
    for block in blocks:
        write_block(block, writing, drawn=drawn)
    writing.part()


def rows_of(sheet: Sheet) -> list[Row]:
    """The visible rows that hold words, and one blank row wherever rows without words or ruling part them."""
    used = columns_of(sheet)
    columns = {at: shown for shown, at in enumerate(used)}
    spans, covered = spans_of(sheet)
    cells: dict[int, list[tuple[int, CellRead]]] = {}
    for (row, column), words in sorted(sheet.words.items()):
        if row in sheet.hidden_rows or column not in columns or (row, column) in covered or not words.strip():
            continue
        height, width = spans.get((row, column), (1, 1))
        spot = Spot(sheet=sheet.name, cell=reference(row, column)) if sheet.name else None
        cells.setdefault(row, []).append((columns[column], CellRead(words, spot, width, height)))
    rows: list[Row] = []
    for number, filled in cells.items():
        between = range(rows[-1].number + 1 if rows else number, number)
        if any(one not in sheet.ruled and one not in sheet.hidden_rows for one in between):
            rows.append(Row(number - 1, ()))
        rows.append(Row(number, tuple(filled), framed(sheet.ruled.get(number), used)))
    return rows


def framed(ruled: tuple[int, int] | None, used: Sequence[int]) -> tuple[int, int] | None:
    """Where among the used columns a ruled row begins and ends; lines drawn beyond all words enclose nothing."""
    if ruled is None or not used:
        return None
    return bisect_left(used, ruled[0]), min(bisect_right(used, ruled[1]), len(used)) - 1


def columns_of(sheet: Sheet) -> list[int]:
    """The visible columns from the first that holds words to the last."""
    hidden = sheet.hidden_columns
    used = {column for _, column in sheet.words} | set(range(sheet.width))
    used -= hidden
    return [column for column in range(min(used), max(used) + 1) if column not in hidden] if used else []


def spans_of(sheet: Sheet) -> tuple[dict[At, At], set[At]]:
    """How many visible rows and columns each merged cell covers, and the filled cells that are covered."""
    filled: dict[int, list[int]] = {}
    for row, column in sheet.words:
        filled.setdefault(row, []).append(column)
    rows = sorted(set(filled) - sheet.hidden_rows)
    columns = columns_of(sheet)
    spans: dict[At, At] = {}
    covered: set[At] = set()
    looked = 0
    for top, left, bottom, right in sheet.merged:
        within = rows[bisect_left(rows, top) : bisect_right(rows, bottom)]
        looked += sum(len(filled[row]) for row in within) if bottom > top else 1
        if looked > MAX_COVERED:
            break
        if (top, left) in covered or (top, left) in spans:
            continue
        width = bisect_right(columns, right) - bisect_left(columns, left)
        spans[top, left] = (max(len(within), 1), max(width, 1))
        under = ((r, c) for r in within for c in filled[r] if left <= c <= right)
        covered.update(at for at in under if at != (top, left))
    return spans, covered


def parted(rows: Sequence[Row], *, drawn: bool) -> Iterator[list[Row]]:
    """The rows in blocks, parted where blank rows end a table; ``drawn`` says that the sheet rules its tables."""
    block: list[Row] = []
    for at, row in enumerate(rows):
        if row.cells:
            block.append(row)
        elif block and (drawn or begins(rows[at : at + AHEAD])):
            yield block
            block = []
    if block:
        yield block


def begins(rows: Sequence[Row]) -> bool:
    """Whether after blank rows a new table begins: a lone line, and below it a heading without figures."""
    filled = [row for row in rows if row.cells]
    if not filled or not filled[0].lone:
        return False
    below = next((row for row in filled if not row.lone), None)
    return below is None or not any(NUMBER.fullmatch(cell.text.strip()) for _, cell in below.cells)


def table_of(block: Sequence[Row], *, drawn: bool) -> tuple[int, int]:
    """Where in the block its table begins and where the lines below it do; both are the end if it has none."""
    inside = [at for at, row in enumerate(block) if (row.tabular if drawn else not row.lone)]
    if not inside or all(row.lone for row in block):
        return len(block), len(block)
    end = inside[-1] + 1 if drawn else len(block)
    width = max(column for row in block for column, _ in row.cells)
    while end > inside[0] + 1 and is_note(block[end - 1], width, drawn=drawn):
        end -= 1
    return inside[0], end


def is_note(row: Row, width: int, *, drawn: bool) -> bool:
    """Whether the last row of a table is a note below it: it says so, or is merged over all of an unruled table."""
    across = not drawn and row.cells[0][1].columns > max(width, 1)
    return row.lone and (across or NOTE.match(row.words) is not None)


def write_block(block: Sequence[Row], writing: Writing, *, drawn: bool) -> None:
    """Write one block: the lines above its table, the table, the lines below."""
    first, end = table_of(block, drawn=drawn)
    for row in block[:first]:
        write_lines(row, writing)
    write_table(block[first:end], writing)
    for row in block[end:]:
        write_lines(row, writing)


def write_lines(row: Row, writing: Writing) -> None:
    """Each cell as a paragraph; the lines of a long text in one cell are paragraphs of their own."""
    for cell in named([cell for _, cell in row.cells]):
        for line in cell.text.splitlines():
            for part in side_by_side.apart(line):
                writing.paragraph(part, cell.spot)


def named(cells: Sequence[CellRead]) -> Iterator[CellRead]:
    """The cells, a short one that ends in a colon together with the next one, which says what it names."""
    rest = list(cells)
    while rest:
        cell = rest.pop(0)
        if rest and LABEL.fullmatch(cell.text) and not COLON.search(rest[0].text):
            cell = replace(cell, text=cell.text.rstrip() + rest.pop(0).text)
        yield cell


def write_table(rows: Sequence[Row], writing: Writing) -> None:
    """The rows as one grid over the columns that any of them fills; spans are cut to it."""
    used = [at for row in rows for at, _ in row.cells]
    if not used:
        return
    frames = [row.frame for row in rows if row.frame is not None]
    left = min([*used, *(first for first, _ in frames)])
    right = max([*used, *(last for _, last in frames)]) + 1
    numbers = [row.number for row in rows]
    grid: list[list[CellRead]] = []
    for at, row in enumerate(rows):
        line = [NOTHING] * (right - left)
        for column, cell in row.cells:
            below = bisect_left(numbers, row.number + cell.rows) - at
            line[column - left] = CellRead(cell.text, cell.spot, min(cell.columns, right - column), max(below, 1))
        grid.append(line)
    writing.grid(grid, [row.cells[0][1].spot for row in rows])
