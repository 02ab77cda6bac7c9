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
