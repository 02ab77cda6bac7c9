"""The official forms in the wordings and columns of many places: every figure is read rightly, or none of the table is.

Each is given out with its merged cells, as text that kept the blank cells under them, as text whose headings lost even
those, with blanks put at the end of such rows, and as one cell a line.
"""

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from gouji.ingest.documents import Document

from .made import Made, expected, flat, found, read, several, spread, stacked, told_by_sheets

FOLDER = Path(__file__).parent / "variants"
#: The first line of the disclosures of each file.
OPENINGS = {
    "budget": "# 示例市示例局2024年部门预算",
    "evaluation": "# 示例市示例局2023年度绩效自评",
    "final": "# 示例市示例局2023年度部门决算",
    "goal": "# 示例市示例局2024年部门预算",
}
FORMATS: dict[str, Callable[[Made, str], Document]] = {
    "spans": spread,
    "blanks": partial(flat, packed=False),
    "words": partial(flat, packed=True),
    "padded": partial(flat, packed=True, padded=True),
    "cells": stacked,
}
#: Headings of many columns that could be arranged in two ways once nothing tells under which word the others stood.
OPEN = {
    "公开05 收入支出",
    "公开08 收入支出",
    "湖南 收入总表",
    "收入总表 财政拨款小计 无本年收入",
    "云南 部门支出预算表",
    "四川 财政拨款支出预算表 部门经济分类",
}
#: Sheets whose rows say less once they lost the cells that nothing stands in: the rest is reported unread.
PARTLY = {("重庆 指标名称", "words"), ("重庆 指标名称", "padded"), ("整体 任务", "padded")}
VARIANTS = [(file, name) for file, opening in OPENINGS.items() for name in several(FOLDER / f"{file}.txt", opening)]


def variant(file: str, name: str) -> Made:
    return several(FOLDER / f"{file}.txt", OPENINGS[file])[name]


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize(("file", "name"), VARIANTS)
def test_every_figure_has_its_row_and_measure_and_no_other_is_read(file: str, name: str, how: str) -> None:
    made = variant(file, name)
    told, figures = read(FORMATS[how](made, name))
    wanted = expected(made)

    assert figures - wanted == Counter() or made.amounts or made.indicators
    if name in OPEN and how in ("words", "padded"):
        assert figures == Counter()
    else:
        assert wanted - figures == Counter()
        assert told.tally.unread == 0 or (name, how) in PARTLY
        assert told.tally.read + told.tally.ignored + told.tally.unread == told.tally.printed


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize(("file", "name"), [one for one in VARIANTS if one[0] in ("evaluation", "goal")])
def test_every_amount_and_indicator_of_a_sheet_is_read_and_no_other(file: str, name: str, how: str) -> None:
    made = variant(file, name)
    amounts, indicators = told_by_sheets(read(FORMATS[how](made, name))[0])

    assert (amounts - Counter(made.amounts), indicators - Counter(made.indicators)) == (Counter(), Counter())
    if (name, how) not in PARTLY:
        assert (amounts, indicators) == (Counter(made.amounts), Counter(made.indicators))


@pytest.mark.parametrize(("file", "name"), VARIANTS)
def test_nothing_is_found_in_a_form_without_errors(file: str, name: str) -> None:
    assert found(read(spread(variant(file, name), name))[0]) == []
