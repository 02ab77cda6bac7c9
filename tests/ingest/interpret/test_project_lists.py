from decimal import Decimal

from gouji.ingest.interpret import project_lists
from gouji.ontology.facts import Cell, Goal, Line, Project

from .conftest import Interpreted

HEAD = """分项绩效项目清单

单位：万元

序号⇥项目名称⇥预算数⇥执行数⇥结余交回财政数⇥自评得分⇥分项项目绩效目标⇥分项项目绩效目标完成情况
⇥⇥(调整后)⇥(至2024年底)⇥⇥⇥⇥
"""
TABLE = f"""{HEAD}1⇥示例经费⇥336⇥300.61⇥35.39⇥95⇥目标1：办好⇥已完成
2⇥2023年示例补助⇥10⇥10⇥⇥100⇥发放⇥
3⇥⇥⇥⇥⇥⇥⇥
"""


def test_each_project_has_its_line_and_evaluation(interpreted: Interpreted) -> None:
    ledger = interpreted(project_lists, TABLE)

    goals = [fact for fact in ledger.facts if isinstance(fact, Goal)]
    assert [(goal.iri.rsplit("/", 2)[1], goal.evaluation) for goal in goals] == [("evaluation", True)] * 2
    assert [(goal.budget, goal.spent, goal.score, goal.goal_text, goal.result) for goal in goals] == [
        (Decimal(3360000), Decimal(3006100), Decimal(95), "目标1：办好", "已完成"),
        (Decimal(100000), Decimal(100000), Decimal(100), "发放", None),
    ]
    assert [(line.label, line.leaf) for line in ledger.facts if isinstance(line, Line)] == [
        ("示例经费", True),
        ("2023年示例补助", True),
    ]
    assert ledger.findings == []


def test_blank_cells_are_no_cells_and_odd_prints_keep_their_text(interpreted: Interpreted) -> None:
    cells = [fact for fact in interpreted(project_lists, TABLE).facts if isinstance(fact, Cell)]

    returned = [cell for cell in cells if cell.measure == "final.returned"]
    assert [cell.printed for cell in returned] == ["35.39"]
    assert cells[0].text == "336"  # the table prints two decimals


def test_rows_that_are_only_numbered_are_left_out(interpreted: Interpreted) -> None:
    ledger = interpreted(project_lists, TABLE)

    assert [one.text for one in ledger.ignored if one.reason == "ordinal"] == ["1", "2", "3"]
    assert sum(isinstance(fact, Project) for fact in ledger.facts) == 2


def test_a_total_row_is_no_project(interpreted: Interpreted) -> None:
    facts = interpreted(project_lists, f"{HEAD}⇥合计⇥10⇥10⇥⇥⇥⇥\n1⇥示例⇥10⇥10⇥⇥90⇥⇥\n").facts

    lines = [fact for fact in facts if isinstance(fact, Line)]
    assert [(line.item.startswith("id/project/"), line.parent) for line in lines] == [
        (False, None),
        (True, lines[0].iri),
    ]
