"""What a report says: both sides with their places, the arithmetic as printed, the cause, one defect once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.ontology.facts import Finding
from gouji.ontology.places import Place
from gouji.shapes.engine import Engine
from gouji.shapes.findings import Report, check, report
from gouji.shapes.patterns import patterns

from .disclosures import DOCUMENT, Rows, claim, reading, table

ENGINE = Engine([pattern for pattern in patterns() if pattern.name in {"children", "parts", "stated"}])
TOTAL, BASIC, PROJECT = "budget.total", "budget.basic", "budget.project"


def spending(**changed: str) -> Rows:
    """An expenditure table that closes, but for the figures changed: ``{row}_{t|b|p}``."""
    printed = {
        "合计": {TOTAL: "670.55", BASIC: "484.29", PROJECT: "186.26"},
        "210": {TOTAL: "570.55", BASIC: "414.29", PROJECT: "156.26"},
        "21015": {TOTAL: "570.55", BASIC: "414.29", PROJECT: "156.26"},
        "2101501": {TOTAL: "414.29", BASIC: "414.29"},
        "2101599": {TOTAL: "156.26", PROJECT: "156.26"},
        "221": {TOTAL: "100.00", BASIC: "70.00", PROJECT: "30.00"},
    }
    column = {"t": TOTAL, "b": BASIC, "p": PROJECT}
    for name, value in changed.items():
        row, letter = name.removeprefix("r").rsplit("_", 1)
        printed[row][column[letter]] = value
    above = {"210": "合计", "21015": "210", "2101501": "21015", "2101599": "21015", "221": "合计"}
    return [(key, above.get(key), figures) for key, figures in printed.items()]


def checked(**changed: str) -> Report:
    """The report on that table."""
    return check(reading(table("b03", spending(**changed))), ENGINE)


def test_a_table_that_closes_has_no_results_but_its_outcomes() -> None:
    found = checked()

    assert found.results == ()
    assert found.total.exact > 10
    assert (found.total.inconsistent, found.total.not_checkable) == (0, 0)


def test_a_rounded_total_is_counted_and_not_reported() -> None:
    found = checked(合计_t="670.54")

    assert found.results == ()
    assert {each.rule: each.rounding for each in found.outcomes} == {"GJ-H01": 1, "GJ-R02": 1}


def test_both_sides_stand_with_their_places_as_printed() -> None:
    (found,) = checked(r2101501_t="424.29", r2101501_b="424.29").results
    (other,) = found.follows

    sides = {(figure.printed, figure.place) for figure in (*found.figures, *other.figures)}

    assert sides == {
        ("570.55", Place(12, 12, cell=1)),
        ("414.29", Place(12, 12, cell=2)),
        ("424.29", Place(13, 13, cell=1)),
        ("424.29", Place(13, 13, cell=2)),
        ("156.26", Place(14, 14, cell=1)),
    }


def test_the_arithmetic_is_told_in_the_printed_unit() -> None:
    found = checked(r2101599_t="146.26").results[0]

    told = [each.arithmetic for each in (found, *found.follows)]

    assert any("414.29 + 146.26 = 560.55，印 570.55，相差 10.00（万元，容差 ±0.015，2 项）" in each.zh for each in told)
    assert any("printed 570.55, difference 10.00 (万元, slack ±0.015, 2 parts)" in each.en for each in told)
    assert found.delta is not None
    assert abs(found.delta) == Decimal(100000)


def test_one_wrong_cell_is_one_finding_that_names_the_cell() -> None:
    (found,) = checked(r2101599_t="165.26").results

    assert {found.rule.id, *(other.rule.id for other in found.follows)} == {"GJ-H01", "GJ-R02"}
    assert found.settled is not None
    assert "第14行的 165.26 万元；若为 156.26 万元，2 处全部相符" in found.settled.zh
    assert found.cause is not None
    assert found.cause.words.zh == "165.26 若为 156.26 则相符，疑相邻两位数字颠倒"


def test_two_defects_are_two_findings() -> None:
    found = checked(r2101599_t="165.26", r221_t="130.00").results

    assert len(found) == 2


def test_a_figure_of_the_text_against_a_cell_names_the_third_source() -> None:
    text = [claim(1, "支出", "567.05万元", same="b03/210/budget.total")]

    (found,) = check(reading(text, table("b03", spending())), ENGINE).results

    assert found.severity == "warning"
    assert "567.05 万元 与第11行的 570.55 万元，相差 -3.50 万元（容差 ±0）" in found.message.zh
    assert found.settled is not None
    assert found.settled.zh.startswith("第11行的 570.55 万元 另由")
    assert found.figure.quote == "支出567.05万元。"


def test_nothing_is_settled_while_both_sides_stand_alone() -> None:
    text = [claim(1, "支出", "567.05万元", same="b03/210/budget.total")]
    alone = table("b03", [("210", None, {TOTAL: "570.55"})])

    (found,) = check(reading(text, alone), ENGINE).results

    assert found.settled is None


def test_a_rule_between_two_definitions_names_no_third_source() -> None:
    said = replace(claim(1, "机关运行经费", "567.05万元"), equals=f"{DOCUMENT}/b03/210/{TOTAL}")

    (found,) = check(reading([said], table("b03", spending())), ENGINE).results

    assert found.rule.id == "GJ-N17"
    assert found.settled is None


def test_results_stand_in_reading_order() -> None:
    found = checked(r2101599_t="165.26", r221_t="130.00").results

    places = [result.figure.place for result in found]

    assert places == sorted(places, key=lambda place: place.first if place else 0)


def test_findings_of_reading_stand_in_the_same_report() -> None:
    unread = Finding("GJ-X00", "warning", "不认识的表", "a table of no known form", (Place(3, 4),))
    whole = reading(table("b03", spending()))
    with_finding = type(whole)(whole.disclosure, whole.facts, (unread,), (), whole.tally)

    assert check(with_finding, ENGINE).findings == (unread,)


@pytest.mark.parametrize("changed", [{}, {"r2101599_t": "165.26"}])
def test_a_report_depends_on_nothing_but_facts_and_bindings(changed: dict[str, str]) -> None:
    one, other = (checked(**changed) for _ in range(2))

    assert one == other


def test_no_message_accuses_a_side() -> None:
    for result in (*checked(r2101599_t="165.26").results, *checked(合计_t="760.55").results):
        for each in (result, *result.follows):
            assert all(word not in each.message.zh for word in ("有误", "错误"))
            assert each.message.zh.endswith("。")
            assert each.message.en.endswith((".", "?"))


def test_a_report_of_no_bindings_is_empty() -> None:
    found = report(reading(table("b03", spending())), ())

    assert found.results == ()
    assert found.outcomes == ()
