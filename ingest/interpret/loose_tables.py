"""Tables whose columns a text lost: figures that stand alone, or in rows parted by spaces, are said to be unread."""

import re
from collections.abc import Iterator

from ...ontology.places import Place
from ..documents import Document, Grid, Paragraph
from .ledger import Ledger

FIGURE = r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?"
#: A figure alone, or cells parted by two spaces or bars among which there is one; no sentence.
ROW = re.compile(rf"(?:(?!.*[。；])(?:.*(?:\s{{2,}}|[|｜]\s*))?{FIGURE}(?:(?:\s{{2,}}|\s*[|｜]).*)?)\s*")
FIGURES = re.compile(rf"(?<![\d.,]){FIGURE}(?![\d.,])")
#: So many short lines may stand between two figures of one table: a row has a code and names.
BETWEEN = 6
LONGEST_NAME = 30
FEWEST = 3


def report(document: Document, ledger: Ledger) -> None:
    """Report each stretch of such lines once, with the number of its figures.

    Of texts only: where a file tells where its figures stand, its reader finds the columns or says that it cannot.
    """
    if document.paper.spots:
        return
    for place, count in stretches(document):
        if count >= FEWEST:
            ledger.find(
                "GJ-X36",
                "warning",
                f"{count} 个数字像是一张失去分栏的表里的，没有读",
                f"{count} figures look like those of a table that lost its columns; they were not read",
                place,
            )


def stretches(document: Document) -> Iterator[tuple[Place, int]]:
    """Where lines of lost tables stand together, and how many figures they hold."""
    first = last = count = between = 0
    for block in document.blocks:
        figures = rows_figures(block) if isinstance(block, Paragraph) else 0
        ends = isinstance(block, Grid) or len(block.text) > LONGEST_NAME
        if figures:
            first, last, count, between = first or block.place.first, block.place.last, count + figures, 0
        elif count and (ends or between >= BETWEEN):
            yield Place(first, last), count
            first = last = count = between = 0
        else:
            between += 1
    if count:
        yield Place(first, last), count


def rows_figures(block: Paragraph) -> int:
    """How many figures stand in a line that is a row of a lost table.

    >>> rows_figures(Paragraph("503,724", Place(1, 1))), rows_figures(Paragraph("合计  9.00  4.00", Place(1, 1)))
    (1, 2)
    >>> rows_figures(Paragraph("支出预算9.00万元。", Place(1, 1)))
    0
    """
    return len(FIGURES.findall(block.text)) if ROW.fullmatch(block.text) else 0
