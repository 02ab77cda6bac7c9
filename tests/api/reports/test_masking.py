"""What a report shows of a source holds no names and telephone numbers of persons."""

import re
from pathlib import Path

import pytest

from gouji.api.checking import Selection, check_one
from gouji.api.reports import FORMATS, writer
from gouji.api.reports.entries import Checked
from gouji.api.reports.masking import HIDDEN, masking
from gouji.ontology.places import Place

HIDES = [
    ("labelled cells", ["经办人:\t张三丰\t联系电话:\t13800138000\t"], [f"经办人:\t{HIDDEN}\t联系电话:\t{HIDDEN}\t"]),
    ("an empty label before another", ["负责人:\t经办人\t张三丰\t"], [f"负责人:\t经办人\t{HIDDEN}\t"]),
    ("a label and its value in one cell", ["联系电话: 13800138000"], [f"联系电话：{HIDDEN}"]),
    ("a person named in running text", ["（填报人：张三丰  2024年）"], [f"（填报人：{HIDDEN}  2024年）"]),
    (
        "one cell a line",
        ["\t经办人:", "\t张三丰", "\t联系电话:", "\t0316-8822123"],
        ["\t经办人:", f"\t{HIDDEN}", "\t联系电话:", f"\t{HIDDEN}"],
    ),
    ("a broken number", ["联系电话:\t1883-899888\t"], [f"联系电话:\t{HIDDEN}\t"]),
    ("the same name elsewhere", ["经办人:\t张三丰", "会议由张三丰主持"], [f"经办人:\t{HIDDEN}", f"会议由{HIDDEN}主持"]),
    (
        "a list of persons",
        ["姓名\t单位\t职务\t签字", "张三丰\t示例局\t局长\t张三丰", "", "示例局"],
        ["姓名\t单位\t职务\t签字", f"{HIDDEN}\t{HIDDEN}\t{HIDDEN}\t{HIDDEN}", "", "示例局"],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), [case[1:] for case in HIDES], ids=[case[0] for case in HIDES])
def test_persons_are_hidden(lines: list[str], expected: list[str]) -> None:
    assert list(masking(lines).lines) == expected


@pytest.mark.parametrize(
    "line",
    [
        "13102824P00123410027X\t项目",
        "131028230000000066750\t13,800.13",
        "合计\t13800138000.00",
        "1.主要负责人职责：负责全面工作",
        "项目负责人\t\t",
        "冀财社〔2023〕225号\t2562.93",
    ],
)
def test_codes_amounts_and_duties_stay(line: str) -> None:
    assert masking([line]).lines == (line,)


def test_what_reading_left_out_as_personal_is_hidden() -> None:
    mask = masking(["甲\t20230525\t"], [Place(1, 1, 1)])

    assert mask.lines == (f"甲\t{HIDDEN}\t",)


def test_words_about_the_source_lose_the_same_names() -> None:
    mask = masking(["经办人:\t张三丰"])

    assert mask.hide("没有读懂：'张三丰 13800138000'") == f"没有读懂：'{HIDDEN} {HIDDEN}'"


def test_a_unit_where_a_name_is_asked_for_is_not_hidden_everywhere() -> None:
    assert masking(["负责人:\t医保局", "医保局预算"]).lines[1] == "医保局预算"


SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
PERSONS = [
    re.compile(r"(?<!\d)1[3-9]\d{2}[-\d]{6,9}(?!\d)"),
    re.compile(r"(?:经办人|填报人|负责人)[:：]?[\s]*([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])"),
    re.compile(r"^([\u4e00-\u9fff]{2,3})\t[^\t]+\t[^\t]+\t\1$", re.MULTILINE),
]


@pytest.mark.skipif(not SEEDS.exists(), reason="the published documents are not beside this checkout")
@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_no_report_on_a_published_document_names_a_person(path: Path) -> None:
    text = path.read_text("utf-8")
    persons = {found for pattern in PERSONS for found in pattern.findall(text)} - {"联系电话", "经办人"}
    checked = check_one(path, Selection(severity="info"))

    assert isinstance(checked, Checked)
    for form in FORMATS:
        written = writer(form)([checked], [], None).decode("utf-8", errors="ignore")
        assert not [name for name in persons if name in written], form
