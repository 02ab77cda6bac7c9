"""Tables without rules, and what only looks like one."""

from .made import Sheet
from .test_tables import cells, paragraphs, read

ROWS = [
    ("一、一般公共服务支出", "1,234.50", "20.00"),
    ("二、教育支出", "34.50", "5.10"),
    ("三、科技支出", "9.00", "0.70"),
]


def set_out(rows: list[tuple[str, ...]], top: float = 130) -> Sheet:
    """Words at the left, figures to the right edge of their columns."""
    sheet = Sheet()
    for at, (words, *figures) in enumerate(rows):
        sheet.words(80, top + 18 * at, words)
        for column, figure in enumerate(figures):
            sheet.words(300 + 120 * column - 5 * len(figure), top + 18 * at, figure)
    return sheet


def test_columns_of_figures_are_a_table() -> None:
    sheet = set_out(ROWS).words(100, 112, "项目").words(265, 112, "预算数").words(385, 112, "其中：基本")
    assert cells(read(sheet)) == [[["项目", "预算数", "其中：基本"], *map(list, ROWS)]]


def test_three_line_table() -> None:
    sheet = set_out(ROWS).words(100, 112, "项目").words(265, 112, "预算数").words(385, 112, "其中")
    for y in (100, 116, 172):
        sheet.rule(70, y, 430, y)
    assert len(cells(read(sheet))[0]) == 4


def test_labels_of_a_chart_are_no_table() -> None:
    sheet = Sheet()
    for at, (x, share) in enumerate([(200, "41.43%"), (320, "21.95%"), (260, "16.84%"), (150, "10.76%")]):
        sheet.words(x, 100 + 18 * at, share).words(430, 100 + 18 * at, "财政拨款收入")
    assert cells(read(sheet)) == []


def test_scattered_figures_are_no_table() -> None:
    sheet = Sheet()
    for at, x in enumerate((210, 260, 230, 290)):
        sheet.words(60, 100 + 18 * at, "收入情况").words(x, 100 + 18 * at, "12.50")
    assert cells(read(sheet)) == []


def test_contents_are_no_table() -> None:
    sheet = Sheet()
    for at in range(6):
        sheet.words(80, 100 + 18 * at, f"第{at}部分部门概况").words(480, 100 + 18 * at, str(at + 1))
    assert cells(read(sheet)) == []
    assert len(paragraphs(read(sheet))) == 6


def test_signatures_are_no_table() -> None:
    sheet = Sheet()
    for at in range(4):
        sheet.words(80, 100 + 18 * at, "负责人：甲").words(300, 100 + 18 * at, "经办人：乙")
    assert cells(read(sheet)) == []


def written(*cells: tuple[float, float, str]) -> Sheet:
    """Lines of words in the order in which a program writes them: place, height, words."""
    sheet = Sheet()
    for x, y, text in cells:
        sheet.words(x, y, text)
    return sheet


HEADING = [(80.0, 100.0, "项目"), (140.0, 100.0, "合计"), (180.0, 100.0, "基本")]
BROKEN = [
    *[
        (80.0, 130.0, "社会保"),
        (80.0, 143.0, "障支出"),
        (140.0, 130.0, "344.3"),
        (140.0, 143.0, "8"),
        (180.0, 130.0, "1.20"),
    ],
    *[
        (80.0, 170.0, "卫生健"),
        (80.0, 183.0, "康支出"),
        (140.0, 170.0, "916.9"),
        (140.0, 183.0, "8"),
        (180.0, 170.0, "2.20"),
    ],
    *[(80.0, 210.0, "其他"), (140.0, 210.0, "3.20"), (180.0, 210.0, "3.20")],
]


OTHER = [(80.0, 118.0, "其他"), (140.0, 118.0, "3.20"), (180.0, 118.0, "3.20")]


def test_words_and_figures_broken_over_lines_are_one_cell() -> None:
    assert cells(read(written(*HEADING, *BROKEN))) == [
        [
            ["项目", "合计", "基本"],
            ["社会保障支出", "344.38", "1.20"],
            ["卫生健康支出", "916.98", "2.20"],
            ["其他", "3.20", "3.20"],
        ]
    ]


def test_rests_of_figures_written_row_by_row_are_no_figures() -> None:
    by_line = sorted([*HEADING, *BROKEN], key=lambda cell: (cell[1], cell[0]))
    assert not any("344.3" in row for table in cells(read(written(*by_line))) for row in table)


def test_rests_of_figures_as_near_as_rows_are_no_figures() -> None:
    lines = {height: at for at, height in enumerate(sorted({y for _, y, _ in BROKEN}))}
    tight = sorted((113.0 + 13 * lines[y], x, text) for x, y, text in BROKEN)
    sheet = written(*HEADING, *((x, y, text) for y, x, text in tight))
    assert not any("344.3" in row for table in cells(read(sheet)) for row in table)


def test_a_table_goes_on_where_only_names_are_printed() -> None:
    first = written(*HEADING, *OTHER, (80, 136, "教育"), (140, 136, "4.20"), (180, 136, "4.20"))
    second = written((80, 100, "科技"), (80, 118, "体育"), (80, 136, "农林"), (140, 136, "5.20"), (180, 136, "5.20"))
    names = [row[0] for row in cells(read(first, second))[0]]
    assert names == ["项目", "其他", "教育", "科技", "体育", "农林"]


def test_the_next_table_begins_below_its_title() -> None:
    rows = [*HEADING, *OTHER, (80, 136, "教育"), (140, 136, "4.20"), (180, 136, "4.20"), (80, 154, "科技"),
            (140, 154, "6.20"), (180, 154, "6.20")]  # fmt: skip
    below = [(x, y + 94, text) for x, y, text in rows]
    document = read(written(*rows, (80, 176, "表二"), *below))
    assert [len(table) for table in cells(document)] == [4, 4]
    assert paragraphs(document) == ["表二"]


def test_whole_numbers_at_the_head_of_a_page_are_no_page_numbers() -> None:
    rows = [(str(12 + at), f"第{at}项支出", f"{at}4.20") for at in range(4)]
    found = cells(read(set_out(rows, top=60)))[0]
    assert [row[0] for row in found] == ["12", "13", "14", "15"]
