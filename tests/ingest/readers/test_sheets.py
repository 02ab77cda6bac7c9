"""Workbooks: which rows are titles, notes and tables, what a cell shows, what is hidden."""

import re
from collections.abc import Callable

import pytest

from gouji.ingest.documents import Grid
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.readers.refusals import DamagedError, EncryptedError, ExcessError, UncomputedError
from gouji.ontology.messages import GoujiError
from gouji.ontology.places import Spot

from .conftest import Shape
from .office_files import MAIN, cell, packed, row, sheet, xlsx

Read = Callable[[bytes, str], Shape]
#: Styles of the workbooks made here: plain, two decimals; the same ruled.
FORMATS = ("0.00",)
RULED, AMOUNT = 2, 3


def test_titles_unit_lines_and_notes_stand_outside_a_ruled_table(read: Read) -> None:
    book = xlsx(
        sheet(
            row("收支总表"),
            row("编制单位：", "示例局", None, "单位：万元"),
            row(),
            row("项目", "预算数", style=RULED),
            row("教育支出", 1234.5, style=AMOUNT),
            row("合计", None, style=RULED),
            row("注：不含结转"),
        ),
        formats=FORMATS,
    )

    assert read(book, "a.xlsx") == [
        "收支总表",
        "编制单位：示例局",
        "单位：万元",
        [["项目", "预算数"], ["教育支出", "1234.50"], ["合计", ""]],
        "注：不含结转",
    ]


def test_without_ruling_lone_cells_above_and_notes_below_stand_outside(read: Read) -> None:
    book = xlsx(sheet(row("收支总表"), row("项目", "预算数"), row("教育", 1), row("二、结转"), row("备注：无")))

    assert read(book, "a.xlsx") == ["收支总表", [["项目", "预算数"], ["教育", "1"], ["二、结转", ""]], "备注：无"]


def test_two_tables_of_a_sheet_are_parted_by_blank_rows(read: Read) -> None:
    unruled = [row("甲表"), row("项目", "数"), row("教育", 1), row(), row("乙表"), row("项目", "数"), row("卫生", 2)]
    first, second = [["项目", "数"], ["教育", "1"]], [["项目", "数"], ["卫生", "2"]]

    assert read(xlsx(sheet(*unruled)), "a.xlsx") == ["甲表", first, "乙表", second]


def test_blank_rows_inside_a_table_part_nothing(read: Read) -> None:
    unruled = [row("甲表"), row("项目", "数"), row("教育", 1), row(), row("二、结转"), row("卫生", 2), row("合计", 3)]
    ruled = [row("项目", "数", style=RULED), row(None, None, style=RULED), row("合计", 3, style=RULED)]

    assert read(xlsx(sheet(*unruled)), "a.xlsx")[1:] == [
        [["项目", "数"], ["教育", "1"], ["二、结转", ""], ["卫生", "2"], ["合计", "3"]]
    ]
    assert read(xlsx(sheet(*ruled), formats=FORMATS), "a.xlsx") == [[["项目", "数"], ["合计", "3"]]]


def test_a_sheet_without_title_is_headed_by_its_name_unless_that_says_nothing(read: Read) -> None:
    table = sheet(row("项目", "数", "比例"), row("教育", 1, 2))

    assert read(xlsx(table, names=("收支总表",)), "a.xlsx")[0] == "收支总表"
    assert read(xlsx(table, names=("Sheet1",)), "a.xlsx") == [[["项目", "数", "比例"], ["教育", "1", "2"]]]


def test_a_sheet_of_prose_is_paragraphs_a_line_each(read: Read) -> None:
    prose = sheet(row("一、收入说明"), row("第一句。\n第二句。"))

    assert read(xlsx(prose), "a.xlsx") == ["一、收入说明", "第一句。", "第二句。"]


def test_merged_cells_cover_and_hide_what_is_under_them(read: Read) -> None:
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A9:XFD1048576"/></mergeCells>'
    book = xlsx(sheet(row("项目", "合计", "看不见"), row("也不见", "基本", "项目支出"), row("教", 1, 2), after=merged))

    assert read(book, "a.xlsx") == [[["项目<1x2>", "合计<2x1>", ""], ["", "基本", "项目支出"], ["教", "1", "2"]]]


def test_hidden_rows_columns_and_sheets_are_left_out_and_said() -> None:
    columns = '<cols><col min="2" max="2" hidden="1"/></cols>'
    shown = sheet(
        row("项目", "内部", "数", "注"), row("密", 9, 9, 9, about='hidden="1"'), row("教", 8, 1, 2), before=columns
    )
    document = read_bytes(xlsx(shown, sheet(row("草稿", 1)), states=("visible", "hidden")), "a.xlsx")
    (grid,) = document.blocks
    assert isinstance(grid, Grid)

    assert [[text.text for text in line] for line in grid.rows] == [["项目", "数", "注"], ["教", "1", "2"]]
    assert [remark.message.zh for remark in document.remarks] == [
        "工作表“表1”的隐藏行 2 里有内容，没有读。",
        "工作表“表1”的隐藏列 B 里有内容，没有读。",
        "工作表“表2”是隐藏的，没有读。",
    ]


def test_every_figure_knows_its_sheet_and_cell() -> None:
    document = read_bytes(xlsx(sheet(row("总表"), row("项目", "数"), row("教", 1))), "a.xlsx")
    grid = document.blocks[-1]
    assert isinstance(grid, Grid)

    assert document.paper.spot(grid.rows[1][1].place) == Spot(sheet="表1", cell="B3")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<c t="str"><f>A1&amp;"x"</f><v></v></c>', ""),
        ('<c t="str"><f>1</f><v>甲</v></c>', "甲"),
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="s"><v>99</v></c>', ""),
        ("<c><v>1e400000000</v></c>", "########"),
        ("<c><v>甲</v></c>", "甲"),
        ('<c t="inlineStr"><is><r><t>城</t></r><r><t>乡</t></r><rPh><t>x</t></rPh></is></c>', "城乡"),
        ('<c t="inlineStr"><is><t>a_x000D_b</t></is></c>', "a b"),
    ],
)
def test_a_cell_shows_what_its_kind_says(read: Read, written: str, shown: str) -> None:
    book = xlsx(sheet(row("甲", "乙", "丙"), f"<row>{cell('丁')}{written}{cell('戊')}</row>"))

    assert read(book, "a.xlsx")[-1][1][1] == shown


def test_zeros_that_a_sheet_does_not_show_are_blank(read: Read) -> None:
    view = '<sheetViews><sheetView showZeros="0"/></sheetViews>'

    assert read(xlsx(sheet(row("甲", 0, 1), before=view)), "a.xlsx") == [[["甲", "", "1"]]]


def test_a_formula_without_result_is_refused_by_its_cell() -> None:
    book = xlsx(sheet(row("甲", 1), f"<row>{cell('合计')}<c r='B2'><f>SUM(B1)</f><v></v></c></row>"))

    with pytest.raises(UncomputedError, match="表1”：B2 是没有计算结果的公式"):
        read_bytes(book, "a.xlsx")


def test_rows_and_cells_without_place_follow_one_another(read: Read) -> None:
    book = xlsx(
        sheet('<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row><row><c r="B4"><v>4</v></c></row>')
    )

    assert read(book, "a.xlsx") == [[["1", "2", "3"], ["4", "", ""]]]


def test_a_part_that_declares_entities_is_refused() -> None:
    bomb = f'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet xmlns="{MAIN}">&a;</worksheet>'

    with pytest.raises(DamagedError, match="DOCTYPE"):
        read_bytes(xlsx(bomb), "a.xlsx")


def test_a_bomb_is_stopped() -> None:
    with pytest.raises(ExcessError, match="压缩率"):
        read_bytes(xlsx(" " * 30_000_000), "a.xlsx")


def test_files_that_are_no_workbook_are_refused_in_a_sentence() -> None:
    good = xlsx(sheet(row("甲", 1)))
    # The mark of encryption stands in the directory at the end of the archive, before each name.
    locked = re.sub(rb"(PK\x01\x02.{4})\x00", lambda mark: mark[1] + b"\x01", good, flags=re.DOTALL)

    with pytest.raises(EncryptedError):
        read_bytes(locked, "a.xlsx")
    for broken in (good[: len(good) // 2], packed({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook"}), b"x"):
        with pytest.raises(GoujiError, match=r"a\.xlsx"):
            read_bytes(broken, "a.xlsx")
