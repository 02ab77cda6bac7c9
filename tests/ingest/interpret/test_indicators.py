from decimal import Decimal

import pytest

from gouji.ingest.documents import Text
from gouji.ingest.interpret.indicators import Draft, Target, add_indicators, read_target
from gouji.ingest.interpret.ledger import Ledger
from gouji.ontology.facts import Indicator
from gouji.ontology.places import Place

PLAIN = [
    ("≥95%", "≥", "95", "%"),
    ("≥ 70%", "≥", "70", "%"),
    ("≥９５％", "≥", "95", "%"),  # full-width digits and percent sign
    (">=95%", "≥", "95", "%"),
    ("≤3500万元", "≤", "3500", "万元"),
    ("≤2.5 万元", "≤", "2.5", "万元"),
    ("<90天", "<", "90", "天"),
    ("＜90天", "<", "90", "天"),
    ("0人", "=", "0", "人"),
    ("=5个", "=", "5", "个"),
    ("≥15000册", "≥", "15000", "册"),
    ("6,919,827元", "=", "6919827", "元"),
    ("≤500元/天", "≤", "500", "元/天"),
    ("≤3万元/人/年", "≤", "3", "万元/人/年"),
    ("100%", "=", "100", "%"),
    ("≥90", "≥", "90", None),
    ("≥100（册）", "≥", "100", "册"),
    ("不少于3次", "≥", "3", "次"),
    ("不超过20%", "≤", "20", "%"),
    ("90%以上", "≥", "90", "%"),
    ("30天以内", "≤", "30", "天"),
    ("1年", "=", "1", "年"),
    ("≤12月", "≤", "12", "月"),  # as printed: whether it is a month or a time is not said
]
TEXT = [
    "2023 年 6 月底",
    "12月31日",
    "12 月底",
    "12月",  # December or twelve months
    "2023年",
    "1-12 月",
    "98%-100%",
    "≥95%且≤100%",
    "≥90%以上",  # two operators
    "不晚于6月底",
    "第1名",
    "≥",
    "—",
    "",
]
QUALITATIVE = ["有效提升", "及时", "全覆盖", "不低于上年", "按月发放"]


@pytest.mark.parametrize(("printed", "op", "value", "unit"), PLAIN)
def test_one_operator_one_number_and_its_unit_are_read(printed: str, op: str, value: str, unit: str | None) -> None:
    assert read_target(printed) == Target(op, Decimal(value), unit)


@pytest.mark.parametrize("printed", TEXT)
def test_dates_ranges_and_all_that_is_not_plain_stay_text(printed: str) -> None:
    assert read_target(printed) == Target()


@pytest.mark.parametrize("printed", QUALITATIVE)
def test_words_without_a_figure_are_qualitative(printed: str) -> None:
    assert read_target(printed) == Target("定性")


def test_a_value_without_a_name_is_kept_and_reported() -> None:
    ledger = Ledger()
    value = Text("≥30%", Place(9, 9, cell=8))

    add_indicators("doc/goal/x", [Draft((), (value,), level1="产出指标")], ledger)

    (fact,) = ledger.facts
    assert isinstance(fact, Indicator)
    assert (fact.iri, fact.name, fact.target_text, fact.place) == ("doc/goal/x/1", None, "≥30%", value.place)
    assert [finding.rule for finding in ledger.findings] == ["GJ-X12"]
    assert ledger.settled(value)


def test_the_year_names_the_target_of_the_whole_term_in_its_row() -> None:
    ledger, place = Ledger(), Place(1, 1)
    drafts = [
        Draft(name=(Text("数量", place),), target=(Text(target, place),), half=half, row=row)
        for target, half, row in (("9个", "term", 0), ("3个", "year", 0), ("5个", "year", 1))
    ]

    add_indicators("doc/goal", drafts, ledger)

    assert [fact.beside for fact in ledger.facts if isinstance(fact, Indicator)] == [None, "doc/goal/1", None]
