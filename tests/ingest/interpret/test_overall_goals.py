from decimal import Decimal

from gouji.ingest.interpret import overall_goals
from gouji.ontology.facts import Cell, Goal, Indicator, Line

from .conftest import Interpreted

HEAD = """部门(单位)整体绩效目标表

(2024 年度)

部门(单位)名称⇥⇥大厂回族自治县示例局⇥⇥
"""
TABLE = f"""{HEAD}年度履职目标⇥把2024年的示例办好⇥⇥⇥
年度主要任务⇥任务名称⇥主要内容⇥⇥
⇥1. 任务⇥内容⇥⇥
预算情况⇥部门预算总额(万元)⇥6,844.40⇥⇥
⇥1、资金来源：(1) 政府预算资金⇥6,844.40⇥⇥
⇥(2) 财政专户管理资金⇥⇥⇥
⇥2、资金结构：(1) 基本支出⇥3,320.30⇥⇥
⇥(2) 项目支出⇥3,524.10⇥⇥
一级指标⇥二级指标⇥三级指标⇥指标值⇥指标值说明
投入管理指标⇥工作目标管理⇥目标相关性⇥相关⇥1. 是否相关
⇥⇥任务科学性⇥科学⇥1. 是否科学

{HEAD}示例细化率⇥≥95%⇥细化率=细化数/总数⇥
示例合规性⇥合规⇥是否合规⇥

{HEAD}产出指标⇥重点工作任务完成⇥平台建设⇥改善⇥
⇥效益指标⇥履职效益⇥居民 负担⇥下降
示例 行为⇥⇥⇥减少⇥
满意度⇥⇥群众 满意度⇥≥95%⇥
"""


def test_sources_add_up_and_structure_is_of_which(interpreted: Interpreted) -> None:
    facts = interpreted(overall_goals, TABLE).facts

    lines = [fact for fact in facts if isinstance(fact, Line)]
    total = lines[0].iri
    assert [(line.item, line.parent, line.of_which, line.leaf) for line in lines] == [
        ("id/row/部门预算总额", None, None, False),
        ("id/row/政府预算资金", total, None, True),
        ("id/row/基本支出", None, total, False),
        ("id/row/项目支出", None, total, False),
    ]
    assert [fact.value for fact in facts if isinstance(fact, Cell)] == [68444000, 68444000, 33203000, 35241000]


def test_the_goal_is_the_units_own(interpreted: Interpreted) -> None:
    (goal,) = (fact for fact in interpreted(overall_goals, TABLE).facts if isinstance(fact, Goal))

    assert goal.iri.endswith("/budget/goal/overall")
    assert (goal.project, goal.budget, goal.goal_text) == (None, Decimal(68444000), "把2024年的示例办好")


def test_levels_go_on_over_pages_that_lost_columns(interpreted: Interpreted) -> None:
    ledger = interpreted(overall_goals, TABLE)

    found = [fact for fact in ledger.facts if isinstance(fact, Indicator)]
    assert [(one.level1, one.level2, one.name, one.target_text) for one in found] == [
        ("投入管理指标", "工作目标管理", "目标相关性", "相关"),
        ("投入管理指标", "工作目标管理", "任务科学性", "科学"),
        ("投入管理指标", "工作目标管理", "示例细化率", "≥95%"),
        ("投入管理指标", "工作目标管理", "示例合规性", "合规"),
        ("产出指标", "重点工作任务完成", "平台建设", "改善"),
        ("效益指标", "履职效益", "居民 负担", "下降"),
        ("效益指标", "履职效益", "示例 行为", "减少"),
        (None, None, "群众 满意度", "≥95%"),  # a level 2 in the column of level 1
    ]
    assert [finding.rule for finding in ledger.findings] == ["GJ-X15"]
