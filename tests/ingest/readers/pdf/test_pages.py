"""Pages of published documents: every cell at its place, as compared with the page by eye.

``pages/<document>-p<NN>.tsv`` holds the tables that begin on a page, with what follows of them on the next
pages; ``*`` stands for words that are too long to repeat. Cells not listed are empty and not merged.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from gouji.ingest.documents import Document, Grid
from gouji.ingest.readers import pdf

PAGES = Path(__file__).parents[1] / "pages"
PUBLISHED = Path(__file__).parents[5] / "shared" / "disclosures"
TRUTHS = sorted(PAGES.glob("*-p*.tsv"))

Cell = tuple[int, int, int, int, int]


@cache
def document(name: str) -> Document:
    """The published document of a short name."""
    with (PAGES / "documents.tsv").open(encoding="utf-8", newline="") as lines:
        files = {row["document"]: row["file"] for row in csv.DictReader(lines, delimiter="\t")}
    file = PUBLISHED / files[name]
    if not file.exists():
        pytest.skip("the published documents are not here (../shared/disclosures)")
    return pdf.read(file.read_bytes(), file.name)


def expected(path: Path) -> dict[Cell, str]:
    """The cells of a truth table: table, row, column, columns, rows."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    names = ("table", "row", "column", "columns", "rows")
    return {tuple(int(row[name]) for name in names): row["text"] for row in rows}  # type: ignore[misc]


def tables_beginning(read: Document, page: int) -> list[Grid]:
    """The grids whose first row stands on a page."""
    grids = [block for block in read.blocks if isinstance(block, Grid)]
    spots = [read.paper.spot(grid.place) for grid in grids]
    return [grid for grid, spot in zip(grids, spots, strict=True) if spot is not None and spot.page == page]


def found(read: Document, page: int) -> dict[Cell, str]:
    """The cells read, empty ones only where they are merged."""
    return {
        (at, row_at, column_at, cell.columns, cell.rows): cell.text
        for at, grid in enumerate(tables_beginning(read, page), start=1)
        for row_at, row in enumerate(grid.rows, start=1)
        for column_at, cell in enumerate(row, start=1)
        if cell.text or cell.columns * cell.rows > 1
    }


@pytest.mark.parametrize("path", TRUTHS, ids=[path.stem for path in TRUTHS])
def test_every_cell_is_where_it_is_printed(path: Path) -> None:
    name, _, page = path.stem.rpartition("-p")
    truth, read = expected(path), found(document(name), int(page))
    open_cells = {cell for cell, text in truth.items() if text == "*"}
    assert {cell: "*" if cell in open_cells else text for cell, text in read.items()} == truth
