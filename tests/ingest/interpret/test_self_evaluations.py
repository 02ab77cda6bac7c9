from decimal import Decimal

import pytest

from gouji.ingest.interpret import self_evaluations
from gouji.ingest.interpret.scored_groups import Marked, group
from gouji.ontology.facts import Cell, Goal, Indicator

from .conftest import Interpreted

TABLE = """部门整体支出绩效自评表

单位：万元

一、预算执行情况⇥⇥预算安排情况（调整后）⇥⇥资金执行情况⇥⇥预算执行率⇥
⇥⇥预算数：⇥36.55⇥执行数：⇥36.23⇥99.12%⇥
⇥⇥其中：财政资金⇥36.55⇥其中：财政资金⇥36.23⇥⇥
⇥⇥其他⇥⇥其他⇥⇥⇥
一级指标⇥二级指标⇥三级指标⇥指标内容⇥评价标准⇥分值⇥自评得分⇥
投入 (20)⇥目标管理(20)⇥科学性⇥是否科学⇥不符合扣2分⇥20⇥18⇥
⇥完成率⇥收入完成⇥达到95%得满分⇥10⇥10⇥⇥

二、工作整体完成情况

过程（执行）
（50）

预算执行（50）⇥支出进度⇥各季进度⇥每次扣1分⇥40⇥40
⇥效果 (30)⇥履职效益 (30分)⇥整体效益 (30分)⇥影响⇥分级⇥30⇥29.5
⇥合计⇥⇥⇥⇥⇥100⇥97.5
三、绩效目标执行出现的偏差和采取的措施⇥进度慢，2025年加快⇥⇥⇥⇥⇥⇥
"""


def test_amounts_spent_and_the_score_go_into_the_evaluation(interpreted: Interpreted) -> None:
    ledger = interpreted(self_evaluations, TABLE)

    (goal,) = (fact for fact in ledger.facts if isinstance(fact, Goal))
    cells = {(one.iri.split("/")[-2], one.measure): one.value for one in ledger.facts if isinstance(one, Cell)}
    assert goal.iri.endswith("/evaluation/overall")
    assert (goal.evaluation, goal.budget, goal.spent, goal.score) == (
        True,
        Decimal(365500),
        Decimal(362300),
        Decimal("97.5"),
    )
    assert goal.result == "进度慢，2025年加快"
    assert cells == {
        ("合计", "adjusted.total"): 365500,
        ("合计", "final.total"): 362300,
        ("合计", "final.rate"): Decimal("99.12"),
        ("财政资金", "adjusted.total"): 365500,
        ("财政资金", "final.total"): 362300,
    }


def test_points_behind_labels_tell_what_belongs_to_them(interpreted: Interpreted) -> None:
    ledger = interpreted(self_evaluations, TABLE)

    found = [fact for fact in ledger.facts if isinstance(fact, Indicator)]
    assert [(one.level1, one.level2, one.name, one.weight, one.points) for one in found] == [
        ("投入", "目标管理", "科学性", Decimal(20), Decimal(18)),
        (
            "过程（执行）",
            "预算执行",
            "完成率",
            Decimal(10),
            Decimal(10),
        ),  # 投入 is used up, and 预算执行 comes out with it
        ("过程（执行）", "预算执行", "支出进度", Decimal(40), Decimal(40)),
        ("效果", "履职效益", "整体效益", Decimal(30), Decimal("29.5")),
    ]
    assert ledger.findings == []


def test_a_total_that_its_rows_do_not_make_is_a_finding(interpreted: Interpreted) -> None:
    ledger = interpreted(self_evaluations, TABLE.replace("⇥97.5\n", "⇥98\n"))

    assert [finding.rule for finding in ledger.findings] == ["GJ-X19"]


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ([(5, "甲", 5), (4, "乙", 4)], [("甲", [0]), ("乙", [1])]),
        ([(5, "甲", None), (4, "", None)], [("甲", [0, 1])]),  # no points: as merged cells read
        ([(5, "甲", 5), (2, "", None), (4, "乙", 6)], [("甲", [0]), ("乙", [1, 2])]),
        ([(5, "甲", 5), (2, "", None), (4, "乙", 9)], [("甲", [0]), ("", [1]), ("乙", [2])]),  # does not come out
        ([(5, "甲", 10), (5, "甲", 10)], [("甲", [0, 1])]),  # printed again after a page
        ([(5, "甲", 5), (5, "甲", 5)], [("甲", [0]), ("甲", [1])]),
        ([(2, "", None), (4, "乙", 6)], [("乙", [0, 1])]),
    ],
)
def test_groups(rows: list[tuple[int, str, int | None]], groups: list[tuple[str, list[int]]]) -> None:
    marked = [
        Marked(Decimal(weight), label, None if points is None else Decimal(points)) for weight, label, points in rows
    ]

    assert [(part.label, part.rows) for part in group(marked)] == groups
