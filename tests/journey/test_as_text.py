"""Published tables written out as text, with and without the blanks under merged cells, read like the files."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from gouji.ingest.documents import Document, Grid
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read, read_bytes
from gouji.ontology.facts import Cell, Line, Reading

FOLDER = Path(__file__).parents[3] / "shared" / "disclosures"
FILES = sorted(path for path in FOLDER.glob("*/*.pdf") if path.parent.name != "forms")
#: Sheets that stand one right after the other run together as text; two totals of one row cannot be told apart.
UNREAD = {"普陀区万里街道2023部门预算", "普陀区规划和自然资源局2024部门决算", "西南大学2023部门预算"}
pytestmark = pytest.mark.skipif(not FILES, reason="the published documents are not beside this checkout")

Fact = tuple[str, str, str, str]


def rows_as_lines(grid: Grid) -> str:
    """A line a row, its cells parted by TAB; under merged cells stand blanks."""
    return "\n".join("\t".join(one_line(cell.text) for cell in row) for row in grid.rows)


def cells_as_lines(grid: Grid) -> str:
    """A line a cell, rows parted by a blank one; a cell over columns is one cell, as in a Word table."""
    gone = {
        (y + down, x + right)
        for y, row in enumerate(grid.rows)
        for x, cell in enumerate(row)
        for down in range(cell.rows)
        for right in range(1, cell.columns)
    }
    rows = [[cell.text for x, cell in enumerate(row) if (y, x) not in gone] for y, row in enumerate(grid.rows)]
    return "\n\n".join("\n".join(f"\t{one_line(text)}" for text in row) for row in rows if row)


def one_line(text: str) -> str:
    return text.replace("\n", "").replace("\t", " ")


def as_text(document: Document, written: Callable[[Grid], str]) -> bytes:
    blocks = (written(block) if isinstance(block, Grid) else block.text for block in document.blocks)
    return ("\n\n".join(blocks) + "\n").encode()


def facts(reading: Reading) -> Iterator[Fact]:
    """Form, item, measure and value of every figure."""
    lines = {fact.iri: fact for fact in reading.facts if isinstance(fact, Line)}
    for fact in reading.facts:
        if isinstance(fact, Cell) and fact.value is not None:
            line = lines[fact.line]
            yield line.table.rsplit("/", 1)[-1], line.item, fact.measure, f"{fact.value.normalize():f}"


@cache
def published(path: Path) -> tuple[Document, Counter[Fact]]:
    document = read(path)
    return document, Counter(facts(understand(document)))


@pytest.mark.parametrize("written", [rows_as_lines, cells_as_lines], ids=["rows", "cells"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_text_gives_the_same_figures_and_no_other(path: Path, written: Callable[[Grid], str]) -> None:
    document, wanted = published(path)

    told = understand(read_bytes(as_text(document, written), f"{path.stem}.txt"))
    found = Counter(facts(told))

    assert found - wanted == Counter()
    if written is rows_as_lines or path.stem not in UNREAD:
        assert wanted - found == Counter()
        assert told.tally.unread == 0
