"""Self-evaluations of projects in the national layout, in that of transfers, with spans lost and with spans kept."""

from decimal import Decimal

import pytest

from gouji.ingest.documents import Document
from gouji.ingest.interpret import project_evaluations
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Goal, Indicator, Line, Project, Reading

from .conftest import Interpreted

NATIONAL = """项目支出绩效自评表
（2023年度）
项目名称⇥示例设备购置
主管部门⇥大厂回族自治县示例局⇥⇥实施单位⇥大厂回族自治县示例中心
项目资金（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
⇥年度资金总额⇥120.00⇥110.00⇥104.50⇥10⇥95.00%⇥9.5
⇥其中：当年财政拨款⇥100.00⇥100.00⇥95.00⇥—⇥95.00%⇥—
⇥上年结转资金⇥0.00⇥0.00⇥0.00⇥—⇥⇥—
⇥其他资金⇥20.00⇥10.00⇥9.50⇥—⇥95.00%⇥—
年度总体目标⇥预期目标⇥⇥⇥实际完成情况
⇥购置设备10台。⇥⇥⇥已购置10台。
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
⇥产出指标（50分）⇥数量指标⇥购置数量⇥≥10台⇥10台⇥40⇥40⇥
⇥⇥⇥指标2⇥⇥⇥⇥⇥
⇥⇥时效指标⇥完成时间⇥2023年12月底⇥按时完成⇥10⇥10⇥
⇥效益指标（30分）⇥社会效益指标⇥服务能力⇥有效提升⇥提升⇥30⇥28⇥宣传不够
⇥满意度指标（10分）⇥服务对象满意度指标⇥群众满意度⇥≥95%⇥93%⇥10⇥9⇥
总分⇥⇥⇥⇥⇥⇥100⇥96.5⇥
项目负责人：⇥某某⇥⇥联系电话：⇥13000000000
"""

#: Merged cells are gone: each row holds only its own words.
LOST = """项目支出绩效自评表
单位：万元
项目名称⇥示例甲
项目资金⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
年度资金总额⇥50.00⇥40.00⇥36.00⇥10⇥0.9⇥9
其中：本年一般公共预算拨款⇥50.00⇥40.00⇥36.00⇥-⇥-⇥-
年度总体目标⇥预期目标⇥实际完成情况
办好甲⇥已办好
一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
产出指标⇥数量指标⇥甲数⇥5个⇥5个⇥20⇥20⇥
乙数⇥3个⇥3个⇥15⇥15⇥
质量指标⇥合格率⇥100%⇥100%⇥15⇥15⇥
效益指标⇥社会效益⇥影响⇥明显⇥明显⇥40⇥40⇥
总分⇥100⇥99
"""

TRANSFER = """示例转移支付资金绩效目标自评表
(2022年度)
转移支付（专项）名称⇥示例补助资金
中央主管部门⇥示例部⇥⇥资金使用单位⇥示例县示例局
资金情况（万元）⇥⇥全年预算数（A）⇥全年执行数（B）⇥预算执行率（B/A×100%）
⇥年度资金总额：⇥1500⇥1200⇥80%
⇥其中：中央财政资金⇥1000⇥1000⇥100%
⇥地方资金⇥500⇥200⇥40%
总体目标⇥年初设定目标⇥⇥全年实际完成情况
⇥补助2000人⇥⇥补助2000人
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥全年实际完成值⇥未完成原因和改进措施
⇥产出指标⇥数量指标⇥补助人数⇥≥2000人⇥2000人⇥
⇥效益指标⇥社会效益指标⇥政策知晓率⇥≥90%⇥85%⇥宣传不足
说明⇥无
"""

#: The sign, the number and the unit of a target in columns of their own; points left blank; the form's own prompts.
SIGNED = """<html><head><meta charset="utf-8"></head><body><p>示例县示例局2023年度部门预算项目支出绩效自评表</p><table>
<tr><td colspan="11">报表编号：510000_0013zp</td></tr>
<tr><td colspan="11">部门预算项目支出绩效自评表（2023年度）</td></tr>
<tr><td>项目名称</td><td colspan="10">51000021R000000000001-示例支出</td></tr>
<tr><td rowspan="3">项目基本情况</td><td colspan="10">1.项目年度目标完成情况</td></tr>
<tr><td colspan="5">项目年度目标</td><td colspan="5">年度目标完成情况</td></tr>
<tr><td colspan="5">按时发放。</td><td colspan="5">说明完成情况（100字以内）</td></tr>
<tr><td rowspan="3">预算执行情况（10分）</td><td colspan="2">年度预算数（万元）</td><td colspan="2">年初预算</td>
<td>调整后预算数</td><td>预算执行数</td><td>预算执行率</td><td>权重</td><td>得分</td><td>原因</td></tr>
<tr><td colspan="2">总额</td><td colspan="2">38.90</td><td>40.00</td><td>40.00</td><td>100.00%</td><td>10</td><td></td>
<td rowspan="2">执行率未达到90%的需说明（100字以内）</td></tr>
<tr><td colspan="2">其中：财政资金</td><td colspan="2">38.90</td>
<td>40.00</td><td>40.00</td><td>100.00%</td><td>/</td><td>/</td></tr>
<tr><td rowspan="3">绩效指标（90分）</td><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>指标性质</td>
<td>指标值</td><td>度量单位</td><td>完成值</td><td>权重</td><td>得分</td><td>未完成原因分析</td></tr>
<tr><td>产出指标</td><td>数量指标</td><td>发放次数</td><td>≥</td><td>12</td><td>次</td><td></td><td>60</td><td></td><td></td></tr>
<tr><td>效益指标</td><td>社会效益指标</td><td>保障程度</td><td>定性</td><td>优良中低差</td><td></td><td></td><td>30</td><td></td><td></td></tr>
<tr><td colspan="8">合计</td><td>100</td><td></td><td></td></tr>
<tr><td>评价结论</td><td colspan="10">说明得分（200字以内）</td></tr></table></body></html>"""


WHOLE = """部门整体支出绩效自评表
（2023年度）
部门名称⇥示例县示例局
预算执行情况（万元）⇥⇥年初预算数⇥全年预算数⇥全年执行数⇥分值⇥执行率⇥得分
⇥年度资金总额⇥500.00⇥520.00⇥500.00⇥10⇥96.15%⇥9.62
⇥其中：基本支出⇥300.00⇥310.00⇥310.00⇥—⇥100.00%⇥—
⇥项目支出⇥200.00⇥210.00⇥190.00⇥—⇥90.48%⇥—
年度总体目标⇥预期目标⇥⇥⇥实际完成情况
⇥做好工作。⇥⇥⇥已做好。
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥年度指标值⇥实际完成值⇥分值⇥得分⇥偏差原因分析及改进措施
⇥履职效能⇥工作完成⇥办件数⇥≥100件⇥120件⇥90⇥90⇥
总分⇥⇥⇥⇥⇥⇥100⇥99.62⇥
"""


def goal_of(facts: object) -> Goal:
    assert isinstance(facts, list | tuple)
    (goal,) = (fact for fact in facts if isinstance(fact, Goal))
    return goal


def cells_of(facts: object) -> dict[str, Decimal | None]:
    assert isinstance(facts, list | tuple)
    return {"/".join(one.iri.rsplit("/", 2)[1:]): one.value for one in facts if isinstance(one, Cell)}


def indicators_of(facts: object) -> list[Indicator]:
    assert isinstance(facts, list | tuple)
    return [fact for fact in facts if isinstance(fact, Indicator)]


def reading(text: str, name: str) -> Reading:
    document: Document = read_bytes(text.replace("⇥", "\t").encode(), name)
    return understand(document)


def test_money_goal_result_and_score_go_into_the_evaluation(interpreted: Interpreted) -> None:
    ledger = interpreted(project_evaluations, NATIONAL)

    goal = goal_of(ledger.facts)
    assert (goal.evaluation, goal.year, goal.budget, goal.spent) == (True, 2023, 1100000, 1045000)
    assert (goal.goal_text, goal.result, goal.score) == ("购置设备10台。", "已购置10台。", Decimal("96.5"))
    assert cells_of(ledger.facts)["财政资金/adjusted.total"] == 1000000
    assert cells_of(ledger.facts)["资金总额/final.rate"] == 95
    assert [line.parent is None for line in ledger.facts if isinstance(line, Line)] == [True, False, False, False]
    assert ledger.findings == []


def test_the_execution_is_scored_as_an_indicator_before_the_others(interpreted: Interpreted) -> None:
    found = indicators_of(interpreted(project_evaluations, NATIONAL).facts)

    assert [(one.level2, one.name, one.weight, one.points, one.actual_text) for one in found] == [
        ("预算执行", "预算执行率", 10, Decimal("9.5"), "95.00%"),
        ("数量指标", "购置数量", 40, 40, "10台"),
        ("时效指标", "完成时间", 10, 10, "按时完成"),
        ("社会效益指标", "服务能力", 30, 28, "提升"),
        ("服务对象满意度指标", "群众满意度", 10, 9, "93%"),
    ]
    assert [one.actual for one in found] == [95, 10, None, None, 93]
    assert found[3].deviation == "宣传不够"


def test_an_execution_that_is_one_of_the_indicators_is_not_scored_twice(interpreted: Interpreted) -> None:
    ledger = interpreted(project_evaluations, NATIONAL.replace("⇥40⇥40⇥", "⇥50⇥50⇥"))

    assert sum(one.weight or 0 for one in indicators_of(ledger.facts)) == 100
    assert "预算执行率" not in [one.name for one in indicators_of(ledger.facts)]


def test_rows_that_lost_their_merged_cells_are_read_by_their_order(interpreted: Interpreted) -> None:
    ledger = interpreted(project_evaluations, LOST)

    found = [(one.level1, one.level2, one.name, one.points) for one in indicators_of(ledger.facts)[1:]]
    assert found == [
        ("产出指标", "数量指标", "甲数", 20),
        ("产出指标", "数量指标", "乙数", 15),
        ("产出指标", "质量指标", "合格率", 15),
        ("效益指标", "社会效益", "影响", 40),
    ]
    goal = goal_of(ledger.facts)
    assert (goal.budget, goal.spent, goal.score) == (400000, 360000, 99)
    assert (goal.goal_text, goal.result) == ("办好甲", "已办好")
    assert cells_of(ledger.facts)["资金总额/final.rate"] == 90  # printed as the fraction 0.9
    assert ledger.findings == []


def test_a_transfer_has_no_points(interpreted: Interpreted) -> None:
    ledger = interpreted(project_evaluations, TRANSFER)

    goal, found = goal_of(ledger.facts), indicators_of(ledger.facts)
    assert (goal.budget, goal.spent, goal.score) == (15000000, 12000000, None)
    assert [(one.name, one.actual, one.weight, one.deviation) for one in found] == [
        ("补助人数", 2000, None, None),
        ("政策知晓率", 85, None, "宣传不足"),
    ]
    assert cells_of(ledger.facts)["市县(区)财政资金/final.rate"] == 40


def test_signs_and_units_in_columns_of_their_own_make_the_target() -> None:
    told = reading(SIGNED, "a.html")

    found = indicators_of(told.facts)
    assert [(one.name, one.op, one.target, one.target_unit, one.weight, one.points) for one in found] == [
        ("预算执行率", None, None, None, 10, None),
        ("发放次数", "≥", 12, "次", 60, None),
        ("保障程度", "定性", None, None, 30, None),
    ]
    (project,) = (fact for fact in told.facts if isinstance(fact, Project))
    goal = goal_of(told.facts)
    assert (project.code, project.name) == ("51000021R000000000001", "示例支出")
    assert (goal.goal_text, goal.result, goal.score) == ("按时发放。", None, None)  # prompts are no words of the unit's
    assert (told.tally.unread, told.findings) == (0, ())


def test_a_part_that_no_form_lists_is_no_breach_of_the_total(interpreted: Interpreted) -> None:
    text = NATIONAL.replace("⇥其他资金⇥", "⇥示例债券⇥")

    lines = [fact for fact in interpreted(project_evaluations, text).facts if isinstance(fact, Line)]

    assert [(line.label, line.parent is None, line.of_which is None) for line in lines] == [
        ("年度资金总额", True, True),
        ("其中：当年财政拨款", True, False),
        ("上年结转资金", True, False),
        ("示例债券", True, False),
    ]


def test_points_are_not_kept_of_a_sheet_with_a_row_that_fits_no_columns(interpreted: Interpreted) -> None:
    ledger = interpreted(project_evaluations, NATIONAL.replace("⇥≥95%⇥93%⇥10⇥9⇥", "⇥≥95%⇥93%⇥10⇥9⇥甲⇥乙⇥丙"))

    assert [finding.rule for finding in ledger.findings] == ["GJ-X16"]
    assert {(one.weight, one.points) for one in indicators_of(ledger.facts)} == {(None, None)}


def test_a_sheet_without_any_other_title_is_of_the_body_that_carries_the_project_out() -> None:
    told = reading(NATIONAL, "a.txt")

    assert (told.disclosure.title, told.disclosure.kind) == ("大厂回族自治县示例中心2023年绩效自评公开", "selfeval")


def test_all_spending_of_a_unit_is_evaluated_on_the_same_sheet(interpreted: Interpreted) -> None:
    ledger = interpreted(project_evaluations, WHOLE)

    goal, found = goal_of(ledger.facts), indicators_of(ledger.facts)
    assert (goal.project, goal.budget, goal.score) == (None, 5200000, Decimal("99.62"))
    assert goal.iri.endswith("/evaluation/overall")
    assert [(one.level1, one.name, one.points) for one in found] == [
        (None, "预算执行率", Decimal("9.62")),
        ("履职效能", "办件数", 90),
    ]
    assert [line.of_which is None for line in ledger.facts if isinstance(line, Line)] == [True, False, False]
    assert ledger.findings == []


def test_sources_beside_purposes_are_no_columns_of_the_heading_above(interpreted: Interpreted) -> None:
    beside = "⇥其中：一般公共预算拨款⇥300.00⇥⇥其中：基本支出⇥300.00⇥⇥\n年度总体目标"

    ledger = interpreted(project_evaluations, WHOLE.replace("年度总体目标", beside, 1))

    assert [line.label for line in ledger.facts if isinstance(line, Line)] == [
        "年度资金总额",
        "其中：基本支出",
        "项目支出",
    ]


@pytest.mark.parametrize(
    "text", [NATIONAL, LOST.replace("单位：万元", "单位：万元\n编制单位：示例县示例局\n（2023年度）"), TRANSFER]
)
def test_every_figure_is_read_and_clerks_stay_out(text: str) -> None:
    told = reading(text, "a.txt")

    assert told.tally.unread == 0
    assert "13000000000" not in repr(told.facts) + repr(told.ignored) + repr(told.findings)
