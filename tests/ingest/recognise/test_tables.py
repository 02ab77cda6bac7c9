"""Which form a grid is, and where its pieces end."""

from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.statements import Recognised
from gouji.ingest.recognise.tables import recognise

HEADING = "项目\t\t2024年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出"


def read(text: str) -> Recognised:
    return recognise(read_bytes(text.encode(), "a.txt"))


def test_title_heading_and_unit_of_amount_are_found() -> None:
    found = read(f"## 2024年预算支出总表\n\n单位名称：示例县示例局\n\n单位：万元\n\n{HEADING}\n合计\t\t1.00\t1.00\t\n")

    statement = found.statements[0]

    assert (statement.form.id, len(statement.rows)) == ("b03", 1)
    assert statement.preamble.unit_name == "示例县示例局"
    assert (statement.preamble.year, statement.preamble.amount_unit) == (2024, "万元")


def test_the_title_decides_between_forms_of_one_heading() -> None:
    for title, form in (("一般公共预算支出预算表（不含上年结转）", "b05"), ("预算支出总表", "b03")):
        statement = read(f"{title}\n单位：万元\n{HEADING}\n合计\t\t1.00\t\t1.00\n").statements[0]

        assert statement.form.id == form
        assert statement.preamble.coverage == ("current-only" if form == "b05" else None)


def test_a_heading_without_title_that_two_forms_share_is_not_guessed() -> None:
    found = read(f"说明\n{HEADING}\n合计\t\t1.00\t\t1.00\n")

    assert found.statements == ()
    assert len(found.unknown) == 1


def test_a_table_goes_on_after_a_page_break_and_after_its_repeated_heading() -> None:
    title = "2024年预算支出总表\n单位：万元"
    found = read(
        f"{title}\n{HEADING}\n合计\t\t3.00\t3.00\t\n\n208\t社会保障\t1.00\t1.00\t\n\n{title}\n{HEADING}\n210\t卫生\t2.00\t2.00\t\n"
    )

    assert [len(statement.rows) for statement in found.statements] == [3]


def test_column_numbers_are_heading() -> None:
    found = read(f"预算支出总表\n单位：万元\n{HEADING}\n1\t2\t3\t4\t5\n合计\t\t3.00\t3.00\t\n")

    assert len(found.statements[0].rows) == 1


def test_contents_pages_are_no_tables() -> None:
    found = read("目 录\n一、预算收支总表.....\t2\n二、预算支出总表.....\t4\n")

    assert found.unknown == ()
    assert len(found.contents) == 1


def test_a_table_of_no_known_form_is_told_apart() -> None:
    found = read("某某表\n甲\t乙\n1.00\t2.00\n")

    assert [above.title for _, above in found.unknown] == ["某某表"]
