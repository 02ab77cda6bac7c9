"""The blank forms that a finance bureau hands out: every title, every heading, every merged cell."""

from pathlib import Path

import pytest

from gouji.ingest.documents import Grid
from gouji.ingest.readers import xls, xlsx
from gouji.ingest.readers.files import read

FORMS = Path(__file__).parents[4] / "shared" / "disclosures" / "forms"
UNIT, DEPARTMENT, OLD = "上海市单位预算空白表.xlsx", "上海市部门预算空白表.xlsx", "预算空白表.xls"


@pytest.fixture(scope="module")
def forms() -> Path:
    """The folder of the forms."""
    if not FORMS.exists():
        pytest.skip("the blank forms are not here (../shared/disclosures/forms)")
    return FORMS


@pytest.mark.parametrize(("name", "count"), [(UNIT, 94), (DEPARTMENT, 88), (OLD, 94)])
def test_every_merged_range_is_seen(forms: Path, name: str, count: int) -> None:
    reader = xlsx if name.endswith("x") else xls
    sheets = reader.sheets_of((forms / name).read_bytes(), name)

    assert sum(len(sheet.merged) for sheet, _ in sheets) == count


def test_the_old_format_reads_as_the_new_one(forms: Path) -> None:
    old, new = read(forms / OLD), read(forms / UNIT)

    assert old.lines == new.lines
    assert old.blocks == new.blocks
    assert old.paper == new.paper


@pytest.mark.parametrize("name", [UNIT, OLD])
def test_each_table_stands_below_its_title_and_unit(forms: Path, name: str) -> None:
    blocks = read(forms / name).blocks
    tables = [at for at, block in enumerate(blocks) if isinstance(block, Grid)]
    above = [[getattr(block, "text", "") for block in blocks[at - 3 : at]] for at in tables]

    assert [lines[1:] for lines in above] == [["编制单位：", "单位：元"]] * 8 + [["编制单位：", "单位:万元"]]
    assert [lines[0].removeprefix("2026年").removeprefix("预算单位").removeprefix("单位") for lines in above] == [
        "财务收支预算总表",
        "收入预算总表",
        "支出预算总表",
        "财政拨款收支预算总表",
        "一般公共预算支出功能分类预算表",
        "政府性基金预算支出功能分类预算表",
        "国有资本经营预算支出功能分类预算表",
        "一般公共预算基本支出部门预算经济分类预算表",
        "“三公”经费和机关运行经费预算表",
    ]


def test_headings_keep_their_spans_and_codes_their_zeros(forms: Path) -> None:
    grids = [block for block in read(forms / OLD).blocks if isinstance(block, Grid)]
    income = [[(cell.text, cell.columns, cell.rows) for cell in row if cell.text] for row in grids[1].rows]

    assert income[0] == [("项目", 4, 1), ("收入预算", 5, 1)]
    assert income[1] == [
        ("功能分类科目编码", 3, 1),
        ("功能分类科目名称", 1, 2),
        ("合计", 1, 2),
        ("财政拨款收入", 1, 2),
        ("事业收入", 1, 2),
        ("事业单位经营收入", 1, 2),
        ("其他收入", 1, 2),
    ]
    assert income[5] == [("205", 1, 1), ("02", 1, 1), ("05", 1, 1), ("高等教育", 1, 1)]
    assert income[-1] == [("合计", 4, 1)]
