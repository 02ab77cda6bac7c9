from decimal import Decimal

from gouji.ingest.interpret import goal_sheets
from gouji.ontology.facts import Cell, Goal, Indicator, Line, Project, Table

from .conftest import Interpreted

CELLS = """1、示例服务费绩效目标表
⇥单位：万元

⇥项目编码
⇥13102824P00279310914P
⇥项目名称
⇥示例服务费

⇥预算规模及资金用途
⇥预算数
⇥9.26
⇥其中：财政    资金
⇥9.00
⇥其他资金
⇥0.26

⇥
⇥用于示例。

⇥资金支出计划（%）
⇥3月底
⇥6月底
⇥10月底
⇥12月底

⇥
⇥
⇥50%
⇥
⇥100%

⇥绩效目标
⇥1.把示例办好。

⇥一级指标
⇥二级指标
⇥三级指标
⇥绩效指标描述
⇥指标值
⇥指标值确定依据

⇥产出指标
⇥数量指标
⇥示例份数
⇥2024年的份数
⇥≥15册
⇥合同

⇥
⇥成本指标
⇥示例费用
⇥费用
⇥≤9.26万元⇥

⇥合同

⇥满意度指标
⇥服务对象满意度指标
⇥满意度
⇥调查
⇥
⇥问卷
"""

ROWS = """示例县项目支出绩效目标申报表

项目名称:⇥⇥示例补助⇥⇥⇥⇥⇥⇥⇥
项目资金(元)⇥⇥实施期资金总额:⇥⇥3,456⇥⇥年度资金总额:⇥⇥3,450⇥
⇥⇥其中:中央财政资金⇥⇥0⇥⇥其中:中央财政资金⇥⇥⇥
⇥⇥市、县(区)财政资金⇥⇥3,456⇥⇥市县(区)财政资金⇥⇥3,456⇥
其他资金⇥⇥⇥⇥其他资金⇥⇥⇥⇥⇥
立项依据⇥⇥年初预算⇥⇥⇥⇥⇥⇥⇥
实施期目标⇥⇥⇥⇥年度目标⇥⇥⇥⇥⇥
总体目标⇥⇥三年办成⇥⇥⇥⇥今年办好⇥⇥⇥
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥二级指标⇥三级指标⇥指标值⇥⇥
⇥产出指标⇥数量指标⇥页数⇥≥20页⇥数量指标⇥页数⇥≥20页⇥⇥
⇥⇥⇥件数⇥≥4件⇥⇥件数⇥≥4件⇥⇥
⇥⇥质量指标⇥合格率⇥≥98%⇥质量指标⇥合格率⇥≥98%⇥⇥
⇥⇥⇥及时率⇥≥98%⇥⇥及时率⇥≥98%⇥⇥
⇥⇥⇥总费用⇥225000元⇥⇥成本指标⇥总费用⇥⇥
成本指标⇥⇥⇥⇥成本指标⇥⇥⇥⇥⇥
满意度指标⇥服务对象满意度⇥群众满意度⇥≥90%⇥服务对象满意度⇥⇥⇥⇥⇥
负责人:⇥经办人:⇥某某⇥联系电话:⇥13000000000⇥填报日期:⇥20230321⇥⇥⇥
"""


def test_a_sheet_of_labels_becomes_project_goal_and_amounts(interpreted: Interpreted) -> None:
    facts = interpreted(goal_sheets, CELLS).facts

    (project,) = (fact for fact in facts if isinstance(fact, Project))
    (goal,) = (fact for fact in facts if isinstance(fact, Goal))
    (table,) = (fact for fact in facts if isinstance(fact, Table))
    assert project.code == "13102824P00279310914P"
    assert goal.iri.endswith("/budget/goal/13102824P00279310914P")
    assert (goal.budget, goal.ulp, goal.goal_text, goal.purpose) == (
        Decimal(92600),
        Decimal(100),
        "1.把示例办好。",
        "用于示例。",
    )
    assert goal.plan == ((2, Decimal(50)), (4, Decimal(100)))  # a blank step is no step
    assert (table.iri.rsplit("/", 1)[1], table.scale, table.ulp) == (project.code, 10000, Decimal(100))


def test_parts_add_up_into_the_total(interpreted: Interpreted) -> None:
    facts = interpreted(goal_sheets, CELLS).facts

    lines = [fact for fact in facts if isinstance(fact, Line)]
    assert [(line.item, line.leaf, line.parent) for line in lines] == [
        ("id/row/资金总额", False, None),
        ("id/row/财政资金", True, lines[0].iri),
        ("id/row/其他资金", True, lines[0].iri),
    ]
    assert {fact.measure for fact in facts if isinstance(fact, Cell)} == {"goal.year"}


def test_levels_are_carried_down_and_a_parted_row_is_joined(interpreted: Interpreted) -> None:
    ledger = interpreted(goal_sheets, CELLS)

    found = [fact for fact in ledger.facts if isinstance(fact, Indicator)]
    assert [(one.level1, one.level2, one.name, one.target_text, one.basis) for one in found] == [
        ("产出指标", "数量指标", "示例份数", "≥15册", "合同"),
        ("产出指标", "成本指标", "示例费用", "≤9.26万元", "合同"),
        ("满意度指标", "服务对象满意度指标", "满意度", None, "问卷"),
    ]
    assert ledger.findings == []


def test_two_halves_are_term_and_year(interpreted: Interpreted) -> None:
    ledger = interpreted(goal_sheets, ROWS)

    (goal,) = (fact for fact in ledger.facts if isinstance(fact, Goal))
    cells = {(one.iri.split("/")[-2], one.measure): one.value for one in ledger.facts if isinstance(one, Cell)}
    assert (goal.budget, goal.ulp, goal.goal_text, goal.basis) == (Decimal(3450), Decimal(1), "今年办好", "年初预算")
    assert cells == {
        ("资金总额", "goal.term"): 3456,
        ("资金总额", "goal.year"): 3450,
        ("中央财政资金", "goal.term"): 0,
        ("市县(区)财政资金", "goal.term"): 3456,
        ("市县(区)财政资金", "goal.year"): 3456,
    }


def test_level_2_is_carried_down_only_where_no_other_can_be_lost(interpreted: Interpreted) -> None:
    ledger = interpreted(goal_sheets, ROWS)

    found = [fact for fact in ledger.facts if isinstance(fact, Indicator)]
    assert [(one.half, one.level2, one.name) for one in found] == [
        ("term", "数量指标", "页数"),
        ("year", "数量指标", "页数"),
        ("term", "数量指标", "件数"),
        ("year", "数量指标", "件数"),
        ("term", "质量指标", "合格率"),
        ("year", "质量指标", "合格率"),
        ("term", None, "及时率"),  # 时效指标 is missing below: the label of this row may have been it
        ("year", None, "及时率"),
        ("term", "成本指标", "总费用"),  # the year's half names it
        ("year", "成本指标", "总费用"),
        ("term", "服务对象满意度", "群众满意度"),
    ]
    assert {one.level1 for one in found} == {"产出指标", "满意度指标"}
    assert [finding.rule for finding in ledger.findings] == ["GJ-X15", "GJ-X15"]


def test_clerks_and_their_telephones_stay_out(interpreted: Interpreted) -> None:
    ledger = interpreted(goal_sheets, ROWS)

    assert "13000000000" not in repr(ledger.facts) + repr(ledger.ignored) + repr(ledger.findings)
    assert [(one.text, one.reason) for one in ledger.ignored if one.reason == "personal"] == [("…", "personal")] * 2


def test_a_telephone_among_other_labels_stays_out(interpreted: Interpreted) -> None:
    beside = "项目期⇥⇥1年⇥⇥项目负责人⇥⇥13000000001⇥联系电话：13000000002⇥⇥\n项目资金"

    ledger = interpreted(goal_sheets, ROWS.replace("项目资金", beside, 1))

    assert "1300000000" not in repr(ledger.facts) + repr(ledger.ignored) + repr(ledger.findings)
    assert ("1年", "text") in [(one.text, one.reason) for one in ledger.ignored]


def test_amounts_without_a_declared_unit_are_not_read(interpreted: Interpreted) -> None:
    ledger = interpreted(goal_sheets, CELLS.replace("⇥单位：万元\n", ""))

    assert not any(isinstance(fact, Cell) for fact in ledger.facts)
    assert [finding.rule for finding in ledger.findings] == ["GJ-X10"]


CENTRAL = """236示例专项绩效目标表
（2024年度）

⇥项目名称⇥示例专项
⇥主管部门及代码⇥教育部 105⇥实施单位⇥示例大学本级
⇥项目资金（万元）⇥年度资金总额：⇥2112.76⇥执行率分值（10）
⇥⇥其中：财政拨款⇥2112.00
⇥⇥上年结转⇥0.76
⇥⇥其他资金⇥0
⇥年度总体目标⇥把示例办好
绩效指标⇥一级指标⇥二级指标⇥三级指标⇥指标值⇥分值（90）
绩效指标⇥产出指标⇥数量指标⇥示例场次⇥20场⇥60
⇥⇥⇥示例人次⇥20人次⇥20
指标⇥效益指标⇥社会效益指标⇥示例影响⇥显著⇥10
"""


def test_a_sheet_of_one_year_gives_its_amounts_to_the_year_and_its_points_to_the_indicators(
    interpreted: Interpreted,
) -> None:
    ledger = interpreted(goal_sheets, CENTRAL)

    (goal,) = (fact for fact in ledger.facts if isinstance(fact, Goal))
    cells = {fact.iri.rsplit("/", 2)[1]: fact for fact in ledger.facts if isinstance(fact, Cell)}
    points = [(fact.level1, fact.name, fact.weight) for fact in ledger.facts if isinstance(fact, Indicator)]
    assert (goal.budget, goal.goal_text) == (Decimal("21127600.00"), "把示例办好")
    assert {cell.measure for cell in cells.values()} == {"goal.year"}
    assert (cells["财政资金"].value, cells["上年结转"].value) == (Decimal("21120000.00"), Decimal("7600.00"))
    assert points == [
        ("产出指标", "示例场次", Decimal(60)),
        ("产出指标", "示例人次", Decimal(20)),
        ("效益指标", "示例影响", Decimal(10)),
    ]


HALVES = """财政项目支出绩效目标填报表
（2024年度）

项目名称⇥示例经费⇥项目性质⇥经常性项目
项目资金（元）⇥项目资金总额⇥9.00⇥年度资金申请总额⇥5.00
⇥其中：财政资金⇥8.00⇥其中：当年财政拨款⇥3.00
⇥⇥⇥上年结转资金⇥1.00
⇥其他资金⇥1.00⇥其他资金⇥1.00
项目绩效目标⇥项目总目标⇥⇥年度总体目标
⇥三年办好⇥⇥今年办好
⇥一级指标⇥二级指标⇥三级指标⇥年度（/项目）指标值
绩效指标⇥产出指标⇥数量指标⇥示例场次⇥≥12.00(次)
"""


def test_a_sheet_of_term_and_year_gives_each_its_amounts_and_the_year_its_words(interpreted: Interpreted) -> None:
    ledger = interpreted(goal_sheets, HALVES)

    (goal,) = (fact for fact in ledger.facts if isinstance(fact, Goal))
    cells = {"/".join(fact.iri.rsplit("/", 2)[1:]): fact.printed for fact in ledger.facts if isinstance(fact, Cell)}
    (indicator,) = (fact for fact in ledger.facts if isinstance(fact, Indicator))
    assert (goal.budget, goal.goal_text) == (Decimal("5.00"), "今年办好")
    assert cells == {
        "资金总额/goal.term": "9.00",
        "资金总额/goal.year": "5.00",
        "财政资金/goal.term": "8.00",
        "财政资金/goal.year": "3.00",
        "上年结转/goal.year": "1.00",
        "其他资金/goal.term": "1.00",
        "其他资金/goal.year": "1.00",
    }
    assert (indicator.op, indicator.target, indicator.target_unit) == ("≥", Decimal("12.00"), "次")
