"""The report for a terminal: grouped by table, coloured only on a terminal, ending with the tally."""

import io

import pytest
from rich.console import Console

from gouji.api.reports.entries import Checked
from gouji.api.reports.text import TextReport

from .conftest import CLERK, TELEPHONE


def told(checked: Checked, language: str | None = None) -> str:
    output = io.StringIO()
    TextReport(output, "en" if language == "en" else "zh" if language else None).write([checked], [])
    return output.getvalue()


def test_a_finding_stands_under_its_table_with_both_sides(checked: Checked) -> None:
    lines = told(checked).splitlines()
    at = next(number for number, line in enumerate(lines) if "GJ-P01" in line and "错误" in line)

    assert any("绩效目标申报表" in line for line in lines[:at])
    assert "In target and self-evaluation sheets" in lines[at + 1]
    assert "3,453 元" in lines[at + 2]
    assert "3,456 元" in lines[at + 3]
    assert any("印 3453，相差 -3" in line for line in lines[at : at + 6])


def test_it_ends_with_the_tally(checked: Checked) -> None:
    *_, outcomes, figures, findings = told(checked).rstrip().splitlines()
    total, tally = checked.report.total, checked.report.tally

    assert f"精确 exact {total.exact} · 舍入 rounding {total.rounding}" in outcomes
    assert f"表中数字 {tally.printed}：读出 {tally.read}" in figures
    assert "错误 violation 1" in findings


def test_no_colour_but_on_a_terminal(checked: Checked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    report = TextReport(io.StringIO())
    report.console = Console(file=io.StringIO(), force_terminal=True, color_system="standard")
    report.document(checked)
    coloured = report.console.file.getvalue()  # type: ignore[attr-defined]

    assert "\x1b[" in coloured
    assert "\x1b[" not in told(checked)


@pytest.mark.parametrize(("language", "absent"), [("zh", "violation"), ("en", "错误")])
def test_one_language_can_be_asked_for(checked: Checked, language: str, absent: str) -> None:
    assert absent not in told(checked, language)


def test_no_person_is_told(checked: Checked) -> None:
    assert CLERK not in told(checked)
    assert TELEPHONE not in told(checked)
