"""Figures of tables that a text lost the columns of are counted and reported, stretch by stretch."""

import pytest

from gouji.ingest.interpret import loose_tables
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.readers.files import read_bytes


def found(text: str) -> list[tuple[str, str]]:
    """The number of figures and the place of each stretch."""
    ledger = Ledger()
    loose_tables.report(read_bytes(text.encode(), "a.txt"), ledger)
    return [(finding.zh.split()[0], finding.places[0].zh) for finding in ledger.findings]


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        ("项目  金额\n基本支出  4.00\n项目支出  5.00\n合计  9.00", [("3", "第2–4行")]),
        ("基本支出\n1,234.50\n项目支出\n5.00\n合计\n1,239.50\n", [("3", "第2–6行")]),
        ("甲 |\n4.00 |\n乙 |\n5.00 |\n丙 |\n6.00 |\n", [("3", "第2–6行")]),
    ],
)
def test_lost_tables_are_reported(text: str, stretches: list[tuple[str, str]]) -> None:
    assert found(text) == stretches


@pytest.mark.parametrize(
    "text",
    [
        "支出预算9.00万元，其中基本支出4.00万元。\n项目支出5.00万元。\n合计9.00万元。",
        "项目\t金额\n基本支出\t4.00\n项目支出\t5.00\n合计\t9.00",
        "1.主要职能\n2.机构设置\n3.预算安排",
        "40.00\n",
    ],
)
def test_sentences_and_tables_with_columns_are_not(text: str) -> None:
    assert found(text) == []
