"""The two layouts of text disclosures: which lines are paragraphs, which are cells of which rows."""

from gouji.ingest.documents import Grid, Paragraph
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.readers.text import blocks


def shape(text: str) -> list[str | list[list[str]]]:
    """Paragraphs as strings, grids as lists of rows."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in blocks(tuple(text.split("\n")))
    ]


def test_cells_stand_one_a_line_and_blank_lines_part_rows() -> None:
    assert shape("表\n\t项目\n\t金额\n\n\t收入\n\t1.00\n\n注：无") == [
        "表",
        [["项目", "金额"], ["收入", "1.00"]],
        "注：无",
    ]


def test_empty_cells_and_merged_heading_cells_are_kept() -> None:
    assert shape("\t序号\n\t收入\n\n\t\n\t项 目\n\t\n") == [[["序号", "收入"], ["", "项 目", ""]]]


def test_a_line_break_inside_a_cell_is_joined() -> None:
    assert shape("\t项目\n\t长的\n名称\n\t1.00\n") == [[["项目", "长的名称", "1.00"]]]


def test_rows_of_cells_are_parted_by_tabs() -> None:
    assert shape("收入\t\t支出\n合计\t1.00\t\n\n说明\n甲\t乙\t丙\n") == [
        [["收入", "", "支出"], ["合计", "1.00", ""]],
        "说明",
        [["甲", "乙", "丙"]],
    ]


def test_rows_of_cells_are_parted_by_strokes() -> None:
    assert shape(
        "| 收支总表 |  |\n|---|---|\n| **项目** | 金额 |\n| 合计 | 1.00 |\n\n首页 | 公开\n\n甲 |1.00 |乙\n丙 | |丁\n"
    ) == [
        "收支总表",
        [["项目", "金额"], ["合计", "1.00"]],
        "首页 | 公开",
        [["甲", "1.00", "乙"], ["丙", "", "丁"]],
    ]


def test_every_cell_knows_its_line_and_its_place_in_it() -> None:
    grid = blocks(("题", "甲\t1.00"))[1]
    assert isinstance(grid, Grid)

    cell = grid.rows[0][1]

    assert (cell.place.first, cell.place.cell, cell.place.fragment) == (2, 1, "line=1,2")


def test_line_ends_of_all_systems_are_the_same() -> None:
    assert (
        read_bytes(b"\xe8\xa1\xa8\r\n\tA\r\n\tB\r\n", "a.txt").blocks
        == read_bytes(b"\xe8\xa1\xa8\n\tA\n\tB\n", "a.txt").blocks
    )
