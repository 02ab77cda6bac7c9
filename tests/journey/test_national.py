"""Made disclosures in the national standard forms, as places print them: all is read, nothing found, errors are.

Each is given out with its merged cells (as PDF, XLSX, DOCX and HTML keep them), as text that kept the blank cells
under them, and as text whose headings lost even those.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gouji.ingest.documents import Document
from gouji.ontology.facts import Reading

from .made import Made, expected, flat, found, made, read, spread

FOLDER = Path(__file__).parent / "national"
DOCUMENTS = {
    "final": ("示例市示例局", 2023, "final"),
    "final-old": ("示例县示例局", 2019, "final"),
    "budget": ("示例省示例厅", 2024, "budget"),
    "budget-south": ("示例市示例局", 2025, "budget"),
    "variants": ("示例市示例中心", 2024, "budget"),
}
FORMATS = ("spans", "blanks", "words")
#: Last year's columns beside this year's: without blanks nothing tells whose the words of the second row are.
OPEN = {("variants", "words")}
CASES = [(name, how) for name in DOCUMENTS for how in FORMATS if (name, how) not in OPEN]


def printed(disclosure: Made, name: str, how: str) -> Document:
    return spread(disclosure, name) if how == "spans" else flat(disclosure, name, packed=how == "words")


@cache
def reading(name: str, how: str) -> tuple[Reading, Counter[tuple[str, str, str, str]]]:
    return read(printed(made(FOLDER / f"{name}.txt"), name, how))


@pytest.mark.parametrize(("name", "how"), CASES)
def test_every_figure_has_its_row_and_measure_and_no_other_is_read(name: str, how: str) -> None:
    told, figures = reading(name, how)
    wanted = expected(made(FOLDER / f"{name}.txt"))

    assert wanted - figures == Counter()
    assert figures - wanted == Counter()
    assert (told.tally.unread, told.tally.read + told.tally.ignored) == (0, told.tally.printed)


@pytest.mark.parametrize(("name", "how"), CASES)
def test_nothing_is_found_in_a_document_without_errors(name: str, how: str) -> None:
    assert found(reading(name, how)[0]) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_unit_year_and_kind_are_told(name: str) -> None:
    disclosure = reading(name, "spans")[0].disclosure

    assert (disclosure.unit.partition("-")[2], disclosure.year, disclosure.kind) == DOCUMENTS[name]


@pytest.mark.parametrize(
    ("name", "wrong", "rule"),
    [
        ("final", ("b01", "五、教育支出", "220.30", "230.30"), "GJ-T04"),
        ("final", ("b02", "行政运行", "900.00", "910.00"), "GJ-R01"),
        ("final", ("b03", "培训支出", "220.30", "202.30"), "GJ-H01"),
        ("final", ("b04", "五、教育支出", "220.30", "222.30"), "GJ-R04"),
        ("final", ("b06", "基本工资", "460.00", "406.00"), "GJ-H03"),
        ("final", ("b09", "", "15.30", "13.50"), "GJ-S01"),
        ("final-old", ("b01", "一、财政拨款收入", "5,000,000.00", "5,100,000.00"), "GJ-T04"),
        ("final-old", ("b05", "行政运行", "3,600,000.00", "3,060,000.00"), "GJ-R02"),
        ("budget", ("b02", "示例省示例厅", "900.00", "990.00"), "GJ-R01"),
        ("budget", ("b04", "（二）教育支出", "145.00", "154.00"), "GJ-R04"),
        ("budget", ("b12", "示例整治项目", "60.00", "66.00"), "GJ-R09"),
        ("budget-south", ("b04", "社会保障和就业支出", "60.00", "66.00"), "GJ-T04"),
        ("budget-south", ("b06", "办公费", "40.00", "44.00"), "GJ-H03"),
    ],
)
@pytest.mark.parametrize("how", ["spans", "words"])
def test_a_wrong_figure_is_found(name: str, wrong: tuple[str, str, str, str], rule: str, how: str) -> None:
    told, _ = read(printed(made(FOLDER / f"{name}.txt").wrong(*wrong), name, how))

    assert rule in found(told)


@pytest.mark.parametrize(("name", "how"), sorted(OPEN))
def test_columns_that_could_be_told_in_two_ways_are_not_read(name: str, how: str) -> None:
    _, figures = reading(name, how)

    assert figures - expected(made(FOLDER / f"{name}.txt")) == Counter()
