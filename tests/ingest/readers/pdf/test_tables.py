"""Ruled tables as programs draw them, in pages made for the purpose."""

from gouji.ingest.documents import Document, Grid, Paragraph
from gouji.ingest.readers import pdf

from .made import Sheet
from .made import pdf as file_of

XS, YS = [50.0, 150.0, 250.0], [110.0, 130.0, 150.0]
ROWS = [["项目", "金额"], ["合计", "1,234.50"]]


def read(*sheets: Sheet, as_form: bool = False) -> Document:
    return pdf.read(file_of(*sheets, as_form=as_form), "made.pdf")


def cells(document: Document) -> list[list[list[str]]]:
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    return [[[cell.text for cell in row] for row in grid.rows] for grid in grids]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def test_stroked_rules() -> None:
    assert cells(read(Sheet().grid(XS, YS, ROWS))) == [ROWS]


def test_rules_inside_form_objects() -> None:
    assert cells(read(Sheet().grid(XS, YS, ROWS), as_form=True)) == [ROWS]


def test_rules_drawn_as_thin_filled_boxes_in_pieces() -> None:
    sheet = Sheet()
    for x in XS:
        for y in range(110, 150, 5):
            sheet.box(x, y, 0.5, 4)
    for y in YS:
        sheet.box(50, y, 200, 0.5)
    for bottom, row in zip(YS[1:], ROWS, strict=True):
        sheet.words(55, bottom - 5, row[0]).words(155, bottom - 5, row[1])
    assert cells(read(sheet)) == [ROWS]


def test_shading_is_no_rule() -> None:
    sheet = Sheet().box(50, 110, 40, 20).box(50, 130, 60, 20)
    assert cells(read(sheet.grid(XS, YS, ROWS))) == [ROWS]


def test_cells_as_stroked_boxes() -> None:
    sheet = Sheet()
    for y, row in zip(YS, ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            sheet.box(x, y, 100, 20, "S").words(x + 3, y + 15, text)
    assert cells(read(sheet)) == [ROWS]


def test_turned_page() -> None:
    # What stands at x, y when looked at is drawn at y, x of the page before it is turned.
    sheet = Sheet(595, 842, turned=90)
    for y in YS:
        sheet.rule(y, 842 - 50, y, 842 - 250)
    for x in XS:
        sheet.rule(110, 842 - x, 150, 842 - x)
    for bottom, row in zip(YS[1:], ROWS, strict=True):
        for x, text in zip(XS, row, strict=False):
            sheet.words(bottom - 5, 842 - x - 3, text, turn="0 1 -1 0")
    document = read(sheet)
    assert cells(document) == [ROWS]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    spot = document.paper.spot(grid.rows[1][1].place)
    assert spot is not None
    assert spot.box is not None
    assert [round(side) for side in spot.box] == [150, 130, 250, 150]


def test_broad_page_whose_words_are_turned_instead() -> None:
    sheet = Sheet(595, 842)
    for y in YS:
        sheet.rule(y, 842 - 50, y, 842 - 250)
    for x in XS:
        sheet.rule(110, 842 - x, 150, 842 - x)
    for bottom, row in zip(YS[1:], ROWS, strict=True):
        for x, text in zip(XS, row, strict=False):
            sheet.words(bottom - 5, 842 - x - 3, text, turn="0 1 -1 0")
    assert cells(read(sheet)) == [ROWS]


def test_merged_cells_stand_at_their_upper_left() -> None:
    sheet = Sheet().rule(50, 100, 350, 100).rule(50, 140, 350, 140).rule(50, 160, 350, 160).rule(150, 120, 350, 120)
    sheet.rule(50, 100, 50, 160).rule(150, 100, 150, 160).rule(250, 120, 250, 160).rule(350, 100, 350, 160)
    sheet.words(60, 125, "项目").words(230, 115, "金额").words(160, 135, "上年").words(260, 135, "本年")
    sheet.words(60, 155, "合计").words(160, 155, "1.00").words(260, 155, "2.00")
    grid = next(block for block in read(sheet).blocks if isinstance(block, Grid))
    assert [[(cell.text, cell.rows, cell.columns) for cell in row] for row in grid.rows] == [
        [("项目", 2, 1), ("金额", 1, 2), ("", 1, 1)],
        [("", 1, 1), ("上年", 1, 1), ("本年", 1, 1)],
        [("合计", 1, 1), ("1.00", 1, 1), ("2.00", 1, 1)],
    ]


def test_row_open_at_the_foot_of_the_page() -> None:
    sheet = Sheet().grid(XS, YS, ROWS)
    for x in XS:
        sheet.rule(x, 150, x, 170)
    sheet.words(53, 165, "其中").words(153, 165, "9.00")
    assert cells(read(sheet)) == [[*ROWS, ["其中", "9.00"]]]


def test_table_open_at_its_sides() -> None:
    sheet = Sheet().rule(150, 110, 150, 150)
    for y in YS:
        sheet.rule(50, y, 250, y)
    sheet.words(53, 125, "项目").words(153, 125, "金额").words(53, 145, "合计").words(153, 145, "1.00")
    assert cells(read(sheet)) == [[["项目", "金额"], ["合计", "1.00"]]]


def test_figure_broken_in_its_cell_is_made_whole() -> None:
    sheet = Sheet().grid([50, 100, 150], [100, 140], [["", ""]])
    sheet.words(53, 115, "310000001").words(53, 130, "2023").words(103, 115, "2023").words(103, 130, "2024")
    assert cells(read(sheet)) == [[["3100000012023", "2023 2024"]]]


def test_turned_and_stacked_words() -> None:
    sheet = Sheet().grid([50, 70, 90, 190], [100, 200, 220], [["", "", ""], ["", "", "1.00"]])
    for at, sign in enumerate("年度目标"):
        sheet.words(53, 120 + 15 * at, sign)
    sheet.words(83, 190, "一般公共预算", turn="0 1 -1 0")
    assert cells(read(sheet))[0][0][:2] == ["年度目标", "一般公共预算"]


def test_words_printed_twice_to_look_bold() -> None:
    sheet = Sheet().words(50, 50, "合计11.00").words(50.4, 50, "合计11.00")
    assert paragraphs(read(sheet)) == ["合计11.00"]


def test_words_beside_the_page_and_clipped_away_are_not_read() -> None:
    sheet = Sheet().words(50, 50, "看得见").words(50, 900, "页外").words(-80, 50, "页外")
    sheet.box(50, 100, 100, 20, "W n").words(50, 115, "格内").words(50, 300, "格外").restore()
    assert paragraphs(read(sheet)) == ["看得见", "格内"]


def test_words_of_which_an_edge_shows_stay_in_their_cell() -> None:
    sheet = Sheet().grid(XS, YS, [["项目", ""], ["合计", "1.00"]])
    sheet.box(150, 110, 100, 20, "W n").words(160, 125, "组织形").words(160, 137, "式").restore()
    assert cells(read(sheet)) == [[["项目", "组织形式"], ["合计", "1.00"]]]


def test_lines_above_a_table_stand_before_it() -> None:
    sheet = (
        Sheet().words(50, 80, "收支总表").words(50, 111, "部门：").words(120, 111, "某局").words(400, 111, "单位：万元")
    )
    document = read(sheet.grid(XS, YS, ROWS))
    assert [type(block).__name__ for block in document.blocks] == ["Paragraph"] * 3 + ["Grid"]
    assert paragraphs(document) == ["收支总表", "部门： 某局", "单位：万元"]


def test_name_broken_beside_the_unit_of_amount() -> None:
    sheet = Sheet().words(50, 80, "部门名称：某省人大").words(50, 94, "常委会办公厅").words(400, 90, "单位：万元")
    assert paragraphs(read(sheet)) == ["部门名称：某省人大常委会办公厅", "单位：万元"]


def test_box_around_words_is_no_table() -> None:
    assert paragraphs(read(Sheet().box(40, 40, 200, 30, "S").words(50, 60, "说明"))) == ["说明"]


def test_empty_columns_of_a_frame_are_left_out() -> None:
    xs = [20.0, *XS, 300.0]
    rows = [["", *row] for row in ROWS]
    assert cells(read(Sheet().grid(xs, YS, rows))) == [ROWS]


def remarks(document: Document) -> list[str]:
    return [remark.message.zh for remark in document.remarks]


def test_words_printed_across_the_table_are_no_part_of_its_figures() -> None:
    askew = "0.7 0.7 -0.7 0.7"
    sheet = Sheet().grid(XS, YS, ROWS).words(200, 148, "8", 14, askew).words(160, 145, "稿", 40)
    document = read(sheet)
    assert cells(document) == [ROWS]
    assert "水印" in remarks(document)[0]


def test_words_that_nobody_sees_are_not_read() -> None:
    sheet = Sheet().grid(XS, YS, [ROWS[0], ["合计", ""]])
    sheet.content.append("1 1 1 rg")
    sheet.words(153, 145, "9,999.00")
    sheet.content.append("0 g 3 Tr")
    sheet.words(153, 145, "8,888.00")
    document = read(sheet)
    assert cells(document) == [[ROWS[0], ["合计", ""]]]
    assert "看不见" in remarks(document)[0]


def test_white_words_on_a_dark_ground_are_read() -> None:
    sheet = Sheet()
    sheet.content.append("0 0 0.5 rg")
    sheet.box(50, 110, 200, 20)
    sheet.content.append("1 1 1 rg")
    sheet.words(53, 125, "项目").words(153, 125, "金额")
    sheet.content.append("0 g")
    sheet.grid(XS, YS, [[], ROWS[1]])
    document = read(sheet)
    assert cells(document) == [ROWS]
    assert remarks(document) == []


def test_tables_piled_up_without_a_gap_are_several() -> None:
    upper, lower = [["甲", "乙", "丙"], ["1.00", "2.00", "3.00"]], [["子", "丑", "寅"], ["4.00", "5.00", "6.00"]]
    sheet = Sheet().grid([50, 120, 190, 260], [110, 130, 150], upper).grid([50, 90, 150, 260], [150, 170, 190], lower)
    assert cells(read(sheet)) == [upper, lower]
