"""What a page break cuts: tables, their rows and merged cells, paragraphs and the figures in them."""

from gouji.ingest.documents import Document, Grid
from gouji.ingest.readers import pdf

from .made import Sheet
from .made import pdf as file_of
from .test_tables import cells, paragraphs, read

XS = [50.0, 150.0, 250.0]
HEAD = ["项目", "金额"]


def page(rows: list[list[str]], top: float = 100.0, xs: list[float] = XS, height: float = 20.0) -> Sheet:
    return Sheet().grid(xs, [top + height * at for at in range(len(rows) + 1)], rows)


def pages_of(document: Document) -> list[int | None]:
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    spots = [document.paper.spot(row[0].place) for row in grid.rows]
    return [spot.page if spot else None for spot in spots]


def test_table_goes_on_without_its_heading() -> None:
    document = read(page([HEAD, ["一、教育", "1.00"]]), page([["二、科技", "2.00"]]))
    assert cells(document) == [[HEAD, ["一、教育", "1.00"], ["二、科技", "2.00"]]]
    assert pages_of(document) == [1, 1, 2]


def test_repeated_heading_is_dropped() -> None:
    document = read(page([HEAD, ["一、教育", "1.00"]]), page([HEAD, ["二、科技", "2.00"]]))
    assert cells(document) == [[HEAD, ["一、教育", "1.00"], ["二、科技", "2.00"]]]


def test_repeated_title_and_heading_are_dropped() -> None:
    first = page([HEAD, ["一、教育", "1.00"]]).words(100, 80, "支出表").words(400, 90, "单位：万元")
    second = page([HEAD, ["二、科技", "2.00"]]).words(100, 80, "支出表（续）").words(400, 90, "单位：万元")
    document = read(first, second)
    assert cells(document) == [[HEAD, ["一、教育", "1.00"], ["二、科技", "2.00"]]]
    assert paragraphs(document) == ["支出表", "单位：万元"]


def test_another_title_begins_another_table() -> None:
    second = page([HEAD, ["二、科技", "2.00"]]).words(100, 80, "收入表")
    assert len(cells(read(page([HEAD, ["一、教育", "1.00"]]).words(100, 80, "支出表"), second))) == 2


def test_other_columns_are_another_table() -> None:
    assert len(cells(read(page([HEAD]), page([["二、科技", "2.00"]], xs=[50, 100, 250])))) == 2


def test_last_page_with_merged_columns() -> None:
    xs = [50.0, 100.0, 150.0, 250.0]
    document = read(page([["类", "款", "金额"], ["201", "01", "1.00"]], xs=xs), page([["合计", "1.00"]], xs=XS))
    assert cells(document) == [[["类", "款", "金额"], ["201", "01", "1.00"], ["合计", "", "1.00"]]]


def test_sheets_of_one_form_stay_apart() -> None:
    rows = [["项目名称", "甲"], ["金额", "1.00"]], [["项目名称", "乙"], ["金额", "2.00"]]
    assert cells(read(page(rows[0]), page(rows[1]))) == [*map(list, rows)]


def test_row_cut_by_the_page_is_rejoined() -> None:
    first = page([HEAD, ["八、社会保障和就业支", "1,608.51"]])
    document = read(first, page([["出", ""], ["九、卫生健康支出", ""]]))
    assert cells(document) == [[HEAD, ["八、社会保障和就业支出", "1,608.51"], ["九、卫生健康支出", ""]]]


def test_row_of_words_below_a_short_row_is_a_row() -> None:
    document = read(page([HEAD, ["本年收入合计", "9.00"]]), page([["使用结余", ""], ["总计", "9.00"]]))
    assert [row[0] for row in cells(document)[0]] == ["项目", "本年收入合计", "使用结余", "总计"]


def test_merged_cell_cut_by_the_page_stands_once() -> None:
    first = Sheet().grid([50, 150, 250], [100, 120, 140], [["", "甲"], ["", "乙"]])
    first.content = [line for line in first.content if line != "50 722 m 250 722 l S"]
    first.rule(150, 120, 250, 120).words(53, 125, "产出指标")
    document = read(first, page([["", "丙"], ["效益指标", "丁"]]))
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    assert [[(cell.text, cell.rows) for cell in row] for row in grid.rows] == [
        [("产出指标", 3), ("甲", 1)],
        [("", 1), ("乙", 1)],
        [("", 1), ("丙", 1)],
        [("效益指标", 1), ("丁", 1)],
    ]


def prose(*lines: str, number: str = "", header: str = "") -> Sheet:
    """A page of running text: a first line indented by two signs, full lines of forty."""
    sheet = Sheet()
    if header:
        sheet.words(200, 40, header)
    for at, line in enumerate(lines):
        indent = len(line) - len(line.lstrip("　"))
        sheet.words(90 + 10 * indent, 100 + 20 * at, line.lstrip("　"))
    if number:
        sheet.words(290, 810, number)
    return sheet


FULL = "二〇二四年收入预算总计一亿元与上年相比有所增加主要原因是政策性增资以及按规定调整标准"[:40]


def test_figure_broken_by_a_page_break_is_whole() -> None:
    first, second = "　　" + FULL[:36] + "增长", "4.36%。"
    document = pdf.read(file_of(prose(first, number="- 7 -"), prose(second, "　　" + FULL, number="- 8 -")), "made.pdf")
    assert paragraphs(document)[0].endswith("增长4.36%。")


def test_figure_broken_between_its_digits_is_whole() -> None:
    first = "　　" + FULL[:34] + "增长4"
    sheets = (
        prose("　　" + FULL[:38], FULL, first, number="─7─"),
        prose("17.31%。", "　　" + FULL[:38], FULL, number="─8─"),
    )
    assert any("增长417.31%。" in text for text in paragraphs(read(*sheets)))


def test_running_header_belongs_to_no_paragraph() -> None:
    sheets = [prose("　　" + FULL[:38], FULL, header="某局部门预算", number=f"第{at}页") for at in range(1, 5)]
    texts = paragraphs(read(*sheets))
    assert not any("部门预算" in text or "页" in text for text in texts)


def test_lines_are_joined_and_paragraphs_parted_by_their_indent() -> None:
    document = read(prose("一、收入说明", "　　" + FULL[:38], FULL, "甲。", "　　" + FULL[:20]))
    assert paragraphs(document) == ["一、收入说明", FULL[:38] + FULL + "甲。", FULL[:20]]


def test_items_of_a_list_stay_apart_though_their_lines_are_full() -> None:
    lines = ["一、" + FULL[:38], "二、" + FULL[:38], "三、" + FULL[:38]]
    assert paragraphs(read(prose(*lines))) == lines


def test_contents_are_a_paragraph_a_line() -> None:
    lines = ["一、部门概况" + "." * 20 + "1", "二、部门预算" + "." * 20 + "12"]
    assert paragraphs(read(prose(*lines))) == lines
    sheet = Sheet()
    for at, (words, number) in enumerate([("一、部门概况", "1"), ("二、预算表", "12")]):
        sheet.words(90, 100 + 20 * at, words).words(480, 100 + 20 * at, number)
    assert paragraphs(read(sheet)) == ["一、部门概况 1", "二、预算表 12"]


def test_text_layer_out_of_reading_order() -> None:
    sheet = Sheet().words(90, 200, "第三行").words(90, 100, "第一行").words(90, 150, "第二行")
    assert paragraphs(read(sheet)) == ["第一行", "第二行", "第三行"]


def test_title_broken_over_two_centred_lines_is_one() -> None:
    sheet = prose("　　" + FULL[:38], FULL)
    sheet.words(100, 300, "一般公共预算“三公”经费会议费培训费支", 20).words(270, 325, "出表", 20)
    assert paragraphs(read(sheet))[-1] == "一般公共预算“三公”经费会议费培训费支出表"


def test_sheet_printed_on_pages_side_by_side() -> None:
    left = [["科目", "合计"], ["教育", "9.00"], ["科技", "4.00"], ["总计", "13.00"]]
    right = [["基本", "项目", "备注"], ["5.00", "4.00", ""], ["3.00", "1.00", "甲"], ["8.00", "5.00", ""]]
    whole = [one + other for one, other in zip(left, right, strict=True)]
    assert cells(read(page(left), page(right, xs=[50, 120, 190, 260]))) == [whole]
    names = [[row[0], *other] for row, other in zip(left, right, strict=True)]
    assert cells(read(page(left), page(names, xs=[50, 150, 200, 260, 330]))) == [whole]


def test_rows_at_the_same_heights_under_another_title_are_another_table() -> None:
    rows = [["科目", "合计"], ["教育", "9.00"], ["科技", "4.00"], ["总计", "13.00"]]
    other = page([["甲", "乙", "丙"]] * 4, xs=[50, 120, 190, 260]).words(100, 80, "收入表")
    assert len(cells(read(page(rows).words(100, 80, "支出表"), other))) == 2


NARROW = [50.0, 92.0, 134.0, 176.0]


def lines(at: Sheet, row: int, *cells: list[str]) -> Sheet:
    """Lines of words in the cells of a row of a narrow grid."""
    for x, texts in zip(NARROW, cells, strict=False):
        for line, text in enumerate(texts):
            at.words(x + 3, 112 + 60 * row + 13 * line, text)
    return at


def narrow(*rows: list[list[str]]) -> Sheet:
    """A page with a grid of rows of 60 points, and lines of words in its cells."""
    sheet = Sheet().grid(NARROW, [100.0 + 60 * at for at in range(len(rows) + 1)], [[] for _ in rows])
    for at, row in enumerate(rows):
        lines(sheet, at, *row)
    return sheet


def test_figures_cut_by_the_page_are_made_whole() -> None:
    first = narrow([["项目"], ["合计"], ["其中"]], [["一、社"], ["1.50"], ["0.70"]], [["二、卫"], ["1,234"], ["527."]])
    second = narrow([["生健康"], [".56"], ["70"]], [["三、其他"], ["1.00"], ["1.00"]])
    assert [row[:3] for row in cells(read(first, second))[0][2:]] == [
        ["二、卫生健康", "1,234.56", "527.70"],
        ["三、其他", "1.00", "1.00"],
    ]


def test_a_whole_figure_is_not_joined_to_the_next() -> None:
    first = narrow([["项目"], ["合计"], ["其中"]], [["一、社"], ["12.50"], ["12.50"]])
    second = narrow([["二、卫"], ["34.50"], ["34.50"]])
    assert cells(read(first, second))[0][1:] == [["一、社", "12.50", "12.50"], ["二、卫", "34.50", "34.50"]]


def test_a_code_cut_by_the_page_is_made_whole() -> None:
    first = narrow(
        [["编码"], ["名称"], ["金额"]], [["20801", "01"], ["行政"], ["1.50"]], [["20805"], ["事业"], ["2.50"]]
    )
    second = narrow([["01"], [], []], [["2109901"], ["其他"], ["1.00"]])
    assert [row[0] for row in cells(read(first, second))[0][1:]] == ["2080101", "2080501", "2109901"]


def test_columns_printed_after_all_rows_of_the_left_ones() -> None:
    left = [["项目", "合计"], *([f"第{at}项", f"{at}.00"] for at in range(8))]
    right = [["基本", "项目支出"], *([f"{at}.10", f"{at}.20"] for at in range(8))]
    wide = [50.0, 90.0, 180.0]
    sheets = [page(left[:5]), page(left[5:]), page(right[:5], xs=wide), page(right[5:], xs=wide)]
    assert cells(read(*sheets)) == [[one + other for one, other in zip(left, right, strict=True)]]
