"""Whose disclosure a text without tables is: bodies of every kind, and names that leave their own province out."""

import pytest

from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("江苏省委宣传部2018年度部门预算公开", "id/unit/320000-江苏省委宣传部"),
        ("中共江苏省委办公厅2018年度部门预算公开", "id/unit/320000-江苏省委办公厅"),
        ("2018年度江苏省总工会部门预算", "id/unit/320000-江苏省总工会"),
        ("江苏省人民代表大会常务委员会办公厅2018年部门预算", "id/unit/320000-江苏省人大常委会办公厅"),
        ("省民政厅2018年度部门预算公开", "id/unit/320000-江苏省民政厅"),
    ],
)
def test_the_title_names_the_unit(title: str, unit: str) -> None:
    text = f"{title}\n\n江苏省民政厅2018年支出预算100.00万元，其中：基本支出60.00万元，项目支出40.00万元。\n"

    assert understand(read_bytes(text.encode(), "说明.txt")).disclosure.unit == unit
