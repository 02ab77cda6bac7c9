"""Rows that lost their blank cells are not read: nobody can tell under which columns their figures stood."""

import pytest

from gouji.ingest.documents import Row, Text
from gouji.ingest.interpret.lost_blanks import lost_blanks
from gouji.ontology.places import Place

COLUMNS = ("code", "name", "budget.total", "budget.basic", "budget.project")
FULL = ("20805", "养老支出", "9.00", "4.00", "5.00")


def rows(*printed: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(tuple(Text(text, Place(1, 1)) for text in row) for row in printed)


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        ((FULL, ("210", "卫生支出", "3.00", "3.00")), True),
        ((FULL, ("210", "卫生支出", "3.00", "3.00", "")), False),
        ((FULL, ("合计", "12.00", "7.00", "5.00")), False),
        ((FULL, ("合计", "12.00", "5.00")), False),  # that row alone stays unread
        ((FULL, ("注：金额单位万元",)), False),
    ],
)
def test_a_short_row_among_full_ones_tells_that_blanks_were_lost(
    printed: tuple[tuple[str, ...], ...], lost: bool
) -> None:
    assert lost_blanks(rows(*printed), len(COLUMNS), COLUMNS) is lost
