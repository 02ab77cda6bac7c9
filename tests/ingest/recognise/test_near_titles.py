"""A table under a title nobody listed is read by its headings when the title is near to a known one, and says so."""

import pytest

from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.near_titles import near
from gouji.ontology.facts import Cell

HEAD = "示例县示例局2025年部门预算\n示例县示例局2025年预算说明。\n"
TABLE = "{title}\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n2010101\t行政运行\t12.00\t10.00\t2.00\n"


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("部门收入情况表", "b02"),
        ("部门支出总体情况表", "b03"),
        ("政府性基金预算支出情况表", "b07"),
        ("政府采购预算明细表", "b14"),
        ("三公经费支出情况表", "b09"),
        ("一般公共预算支出上年对比表", None),
        ("一般公共预算支出执行情况表", None),
        ("人员经费支出表", None),
        ("固定资产登记卡", None),
    ],
)
def test_which_form_a_title_is_near_to(title: str, form: str | None) -> None:
    found = near(title)

    assert (found.id if found else None) == form


def test_the_table_is_read_and_marked() -> None:
    text = HEAD + TABLE.format(title="2025年一般公共预算支出安排情况表")
    reading = understand(read_bytes(text.encode(), "示例.txt"))

    assert [cell.printed for cell in reading.facts if isinstance(cell, Cell)] == ["12.00", "10.00", "2.00"]
    assert [finding.rule for finding in reading.findings if finding.rule == "GJ-X34"]


def test_another_year_s_table_is_not_read() -> None:
    text = HEAD + TABLE.format(title="2024年一般公共预算支出执行情况表")
    reading = understand(read_bytes(text.encode(), "示例.txt"))

    assert not [cell for cell in reading.facts if isinstance(cell, Cell)]
    assert [finding.rule for finding in reading.findings if finding.rule == "GJ-X00"]
