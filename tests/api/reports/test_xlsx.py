"""The working paper opens, keeps numbers as numbers, and never runs what a document prints."""

import io

import openpyxl
import pytest

from gouji.api.reports.entries import Checked
from gouji.api.reports.xlsx import workbook_bytes

from .conftest import CLERK, TELEPHONE


@pytest.fixture(scope="module")
def book(checked: Checked) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes([checked], [])))


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict[str, object]]:
    heading, *others = book[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, heading), row, strict=True)) for row in others]


def test_the_sheets(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["发现", "核对统计", "未读数字", "文件"]
    assert all(sheet.freeze_panes for sheet in book)
    assert all(sheet.auto_filter.ref for sheet in book)


def test_a_finding_has_both_sides_as_numbers_in_the_printed_unit(book: openpyxl.Workbook) -> None:
    (finding,) = [row for row in rows(book, "发现") if row["规则"] == "GJ-P01"]

    assert (finding["印出"], finding["另一方数"], finding["差额"], finding["容差"]) == (3453, 3456, -3, 1.5)
    assert finding["计量单位"] == "元"
    assert finding["核实状态"] == "待核实"


def test_status_is_chosen_from_a_list(book: openpyxl.Workbook) -> None:
    (validation,) = book["发现"].data_validations.dataValidation

    assert validation.formula1 == '"待核实,属实,不属实,已更正,不适用"'
    assert str(validation.sqref) == f"S2:S{book['发现'].max_row}"


def test_no_cell_is_a_formula(book: openpyxl.Workbook) -> None:
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    files = {row["文件"] for row in rows(book, "发现")}

    assert "f" not in types
    assert all(str(file).startswith("=1+1 ") for file in files)


def test_the_last_row_of_outcomes_is_their_sum(book: openpyxl.Workbook) -> None:
    *rules, total = rows(book, "核对统计")

    assert total["文件"] == "合计"
    for state in ("精确", "舍入", "可疑", "不符", "未能核对", "合计"):
        assert total[state] == sum(int(str(row[state])) for row in rules)


def test_no_person_is_told(book: openpyxl.Workbook) -> None:
    text = str([row for sheet in book for row in sheet.iter_rows(values_only=True)])

    assert CLERK not in text
    assert TELEPHONE not in text
