"""Words that stand in one cell, or in several where a page broke them: the text, and where it stands."""

import re
from collections.abc import Sequence
from decimal import Decimal

from ...ontology.places import Place
from ..documents import Row, Text

GAP = re.compile(r"\s{2,}|[\t\n]")
#: Points behind a label: 投入 (20), 部门整体效益 (9分).
POINTS = re.compile(r"\s*[(（]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]\s*$")


def said(texts: Sequence[Text]) -> str:
    """The words of all parts together, as printed.

    >>> said([Text("省级补助 ", Place(4, 4)), Text("资金", Place(9, 9))])
    '省级补助资金'
    """
    return GAP.sub(" ", "".join(text.text.strip() for text in texts))


def spanned(texts: Sequence[Text]) -> Place:
    """The place of the first part, up to the line of the last."""
    first = texts[0].place
    return Place(
        min(text.place.first for text in texts),
        max(text.place.last for text in texts),
        first.cell,
        first.start,
        first.end,
    )


def rows_place(rows: Sequence[Row]) -> Place:
    """The lines that the rows fill."""
    place = spanned([cell for row in rows for cell in row])
    return Place(place.first, place.last)


def without_points(text: str) -> str:
    """The words of a label without the points printed behind it.

    >>> without_points("投入 (20)"), without_points("过程（执行）（40）")
    ('投入', '过程（执行）')
    """
    return POINTS.sub("", text)


def points_of(text: str) -> Decimal | None:
    """The points printed behind a label, if any.

    >>> points_of("投入 (20)"), points_of("过程（执行）")
    (Decimal('20'), None)
    """
    found = POINTS.search(text)
    return Decimal(found[1]) if found else None
