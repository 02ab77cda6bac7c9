"""Columns told by the heading words above them, where no layout lists the heading."""

import pytest

from gouji.ingest.documents import Document, Grid, Paragraph, Row, Text
from gouji.ingest.recognise.statements import Recognised, Statement
from gouji.ingest.recognise.tables import recognise
from gouji.ontology.places import Place

#: Columns and rows that a heading cell covers, where it covers more than one.
HEADING = [
    [
        *((word, 1, 2) for word in ("科目编码", "科目名称", "收入合计", "上年结转")),
        ("事业收入", 2, 1),
        "",
        ("其他收入", 1, 2),
    ],
    ["", "", "", "", "金额", "其中：教育收费", ""],
]
BODY = [
    ["205", "教育支出", "9.00", "1.00", "5.00", "4.00", "3.00"],
    ["", "合计", "9.00", "1.00", "5.00", "4.00", "3.00"],
]


def grid(rows: list[list[str | tuple[str, int, int]]], line: int = 10) -> Grid:
    """A grid whose cells stand in lines of their own from ``line`` on."""

    def cell(said: str | tuple[str, int, int], at: int, column: int) -> Text:
        text, columns, high = (said, 1, 1) if isinstance(said, str) else said
        return Text(text, Place(line + at, line + at, cell=column), columns, high)

    made: tuple[Row, ...] = tuple(
        tuple(cell(said, at, column) for column, said in enumerate(row)) for at, row in enumerate(rows)
    )
    return Grid(made, Place(line, line + len(rows)))


def read(*titles: str, rows: list[list[str | tuple[str, int, int]]]) -> Recognised:
    above = tuple(Paragraph(title, Place(n, n)) for n, title in enumerate(titles, start=1))
    return recognise(Document("a.pdf", "0", "PDF", (*above, grid(rows)), ()))


def only(found: Recognised) -> Statement:
    (statement,) = found.statements
    return statement


def test_each_column_is_told_by_the_words_above_it() -> None:
    statement = only(read("某某大学收入预算表", "单位：万元", rows=[*HEADING, *BODY]))

    assert statement.form.id == "b02"
    assert len(statement.rows) == 2
    assert statement.pieces[0].layout.columns == (
        "code",
        "name",
        "budget.resources",
        "budget.carryover",
        "budget.income.undertaking",
        "budget.income.undertaking-tuition",
        "budget.income.other",
    )


def test_one_column_that_no_form_knows_leaves_the_table_unknown() -> None:
    strange = [[*HEADING[0][:-1], ("某某收入", 1, 2)], HEADING[1]]

    found = read("某某大学收入预算表", rows=[*strange, *BODY])

    assert found.statements == ()
    assert len(found.unknown) == 1


def test_one_role_twice_on_one_side_is_not_guessed() -> None:
    twice = [["科目编码", "科目名称", "合计", "基本支出", "基本支出"], ["205", "教育支出", "9.00", "5.00", "4.00"]]

    assert read("支出总表", rows=twice).statements == ()


def test_a_side_begins_with_its_name() -> None:
    sided = [
        [("收入", 2, 1), "", ("支出", 2, 1), ""],
        ["项目", "2024年预算数", "项目", "2024年预算数"],
        ["财政拨款", "9.00", "教育支出", "9.00"],
    ]

    columns = only(read("某某大学收支预算总表", rows=sided)).pieces[0].layout.columns

    assert columns == ("name", "budget.resources", "name", "budget.total")


def test_without_a_title_nothing_is_told() -> None:
    assert read("说明", rows=[*HEADING, *BODY]).statements == ()


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("某某大学收支预算总表", "b01"),
        ("某某大学2024年财政拨款支出预算表", "b17"),
        ("某某大学党委会议记录表", None),
    ],
)
def test_a_title_may_begin_with_the_name_of_its_body(title: str, form: str | None) -> None:
    rows: list[list[str | tuple[str, int, int]]] = (
        [[("收入", 2, 1), "", ("支出", 2, 1), ""], ["项目", "金额", "项目", "金额"], ["合计", "1", "合计", "1"]]
        if form == "b01"
        else [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["205", "教育支出", "1", "1", ""]]
    )

    found = read(title, rows=rows)

    assert [statement.form.id for statement in found.statements] == ([form] if form else [])


def test_a_table_without_its_unit_of_amount_has_that_of_all_others() -> None:
    body = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], ["205", "教育支出", "1", "1", ""]]
    blocks = []
    for at, title in enumerate(("支出总表", "一般公共预算支出表", "政府性基金预算支出表")):
        blocks.append(Paragraph(title, Place(at * 20 + 1, at * 20 + 1)))
        if at:
            blocks.append(Paragraph("单位：万元", Place(at * 20 + 2, at * 20 + 2)))
        blocks.append(grid([list(row) for row in body], line=at * 20 + 5))

    found = recognise(Document("a.pdf", "0", "PDF", tuple(blocks), ()))

    assert [(s.preamble.amount_unit, s.preamble.others_unit) for s in found.statements] == [
        (None, "万元"),
        ("万元", None),
        ("万元", None),
    ]


def test_a_final_account_is_told_by_its_title_and_its_row_of_column_numbers_is_no_figure() -> None:
    rows: list[list[str | tuple[str, int, int]]] = [
        [("项目", 4, 1), "", "", "", ("本年支出合计", 1, 3), ("基本支出", 1, 3), ("项目支出", 1, 3)],
        [("功能分类科目编码", 3, 1), "", "", ("科目名称", 1, 2), "", "", ""],
        ["类", "款", "项", "", "", "", ""],
        ["栏次", "", "", "", "1", "2", "3"],
        ["205", "", "", "教育支出", "9.00", "5.00", "4.00"],
    ]

    statement = only(read("公开03表", "某某中学2024年支出决算表", "单位：万元", rows=rows))

    assert statement.form.id == "b03"
    assert statement.pieces[0].layout.columns == (
        "code.class",
        "code.group",
        "code.item",
        "name",
        "final.total",
        "final.basic",
        "final.project",
    )
    assert len(statement.rows) == 1


def test_each_side_may_number_its_columns_and_its_lines() -> None:
    rows: list[list[str | tuple[str, int, int]]] = [
        [("收入", 3, 1), "", "", ("支出", 3, 1), "", ""],
        ["项目", "行次", "决算数", "项目", "行次", "决算数"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、其他收入", "1", "9.00", "一、教育支出", "31", "9.00"],
    ]

    statement = only(read("收入支出决算总表", rows=rows))

    assert statement.pieces[0].layout.columns == (
        "name",
        "ordinal",
        "final.resources",
        "name",
        "ordinal",
        "final.total",
    )
    assert len(statement.rows) == 1


def test_last_years_figures_beside_the_years_are_text() -> None:
    rows: list[list[str | tuple[str, int, int]]] = [
        [
            ("功能分类科目", 2, 1),
            "",
            ("2022年执行数", 1, 2),
            ("2023年预算数", 3, 1),
            "",
            "",
            ("2023年预算数比2022年执行数", 2, 1),
            "",
        ],
        ["科目编码", "科目名称", "", "小计", "基本支出", "项目支出", "增减额", "增减%"],
        ["205", "教育支出", "8.00", "9.00", "5.00", "4.00", "1.00", "12.5"],
    ]

    statement = only(read("某某部2023年一般公共预算支出表", rows=rows))

    assert statement.pieces[0].layout.columns == (
        "code",
        "name",
        "text",
        "budget.total",
        "budget.basic",
        "budget.project",
        "text",
        "text",
    )
