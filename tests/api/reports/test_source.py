"""The source is laid out in both of its layouts, every line under its own number."""

from gouji.api.reports.source import Passage, Rows, blocks


def shape(lines: list[str]) -> list[object]:
    return [
        block.piece.text if isinstance(block, Passage) else [[piece.text for piece in row] for row in block.rows]
        for block in blocks(lines)
    ]


def test_rows_of_cells_stand_together() -> None:
    assert shape(["标题", "项目\t金额", "甲\t1\t", "", "正文"]) == ["标题", [["项目", "金额"], ["甲", "1"]], "正文"]


def test_cells_on_lines_of_their_own_make_rows_parted_by_blank_lines() -> None:
    lines = ["标题", "\t项目", "\t金额", "", "\t甲", "\t1", "", "正文"]

    assert shape(lines) == ["标题", [["项目", "金额"], ["甲", "1"]], "正文"]


def test_a_tab_alone_is_an_empty_cell_of_its_row() -> None:
    lines = ["\t甲", "\t", "\t乙", "\t2", "", "\t丙", "\t", "\t", "\t4"]

    assert shape(lines) == [[["甲", "", "乙", "2"], ["丙", "", "", "4"]]]


def test_every_piece_knows_its_line_and_where_it_begins() -> None:
    (table,) = blocks(["", "甲\t12"])

    assert isinstance(table, Rows)
    assert [(piece.line, piece.cell, piece.start) for piece in table.rows[0]] == [(2, 0, 0), (2, 1, 2)]
