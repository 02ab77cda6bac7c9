from dataclasses import replace

from gouji.ingest.documents import Text
from gouji.ingest.interpret import target_tables
from gouji.ingest.interpret.target_rows import Reader
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.tables import recognise
from gouji.ontology.facts import Cell, Goal, Indicator, Line, Project
from gouji.ontology.places import Place

from .conftest import Interpreted

TITLE = """2024 年度部门预算项目绩效目标表

部门名称：大厂回族自治县示例局

单位编码（项目编码）⇥项目单位（项目名称）⇥项目金额（万元）⇥⇥⇥⇥绩效目标⇥⇥⇥⇥⇥⇥⇥
⇥⇥⇥⇥⇥⇥成本指标⇥⇥产出指标⇥⇥效益指标⇥⇥满意度指标⇥
⇥⇥资金总额⇥政府预算资金⇥财政专户管理资金⇥单位资金⇥三级指标⇥指标值⇥三级指标⇥指标值⇥三级指标⇥指标值⇥三级指标⇥指标值
"""
FIRST = """036⇥⇥30.00⇥30.00⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥
036001⇥大厂回族自治县示例局⇥30.00⇥30.00⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥
131028240000000005607⇥宣传经费⇥10.00⇥10.00⇥⇥专家费⇥≤500元/天⇥印刷数量⇥≥100份⇥效率⇥提高⇥满意度⇥≥80%⇥
⇥⇥⇥⇥⇥⇥⇥培训次数⇥≥2次⇥⇥⇥⇥⇥
13102824000000006675⇥示例工厂退休人⇥20.00⇥20.00⇥⇥⇥每人缴纳大⇥130 元⇥退休⇥≥100⇥保障⇥有效⇥工人⇥≥90%
"""
SECOND = """⇥员医疗保险⇥⇥⇥⇥⇥病保险⇥⇥⇥人⇥⇥⇥满意度⇥
⇥⇥⇥⇥⇥⇥⇥⇥缴纳足额率⇥100%⇥⇥⇥⇥
036⇥⇥10.00⇥10.00⇥⇥⇥⇥⇥⇥⇥⇥⇥⇥
131028240000000005608⇥宣传 经费⇥10.00⇥10.00⇥⇥⇥⇥⇥≥30%⇥⇥⇥⇥⇥
"""
TABLE = f"{TITLE}{FIRST}\n{TITLE}{SECOND}"


def test_units_and_projects_are_lines_and_only_first_listed_projects_are_leaves(interpreted: Interpreted) -> None:
    facts = interpreted(target_tables, TABLE).facts

    lines = [fact for fact in facts if isinstance(fact, Line)]
    ends = {line.iri: line.iri.rsplit("/", 1)[1] for line in lines}
    assert [
        (ends[line.iri], ends.get(line.parent or ""), line.leaf, ends.get(line.repeats or "")) for line in lines
    ] == [
        ("036", None, False, None),
        ("036001", "036", False, None),
        ("131028240000000005607", "036001", True, None),
        ("示例工厂退休人员医疗保险", "036001", True, None),
        ("036~2", None, False, None),
        ("131028240000000005608", "036~2", False, "131028240000000005607"),
    ]
    leaves = {line.iri for line in lines if line.leaf}
    totals = [fact for fact in facts if isinstance(fact, Cell) and fact.measure == "budget.total"]
    assert sum(cell.value or 0 for cell in totals if cell.line in leaves) == 300000


def test_a_project_listed_again_keeps_its_identity(interpreted: Interpreted) -> None:
    facts = interpreted(target_tables, TABLE).facts

    projects = [fact for fact in facts if isinstance(fact, Project)]
    goals = [fact for fact in facts if isinstance(fact, Goal)]
    assert [project.code for project in projects] == ["131028240000000005607", None]
    assert [(goal.project, goal.code) for goal in goals] == [
        (projects[0].iri, None),
        (projects[1].iri, "13102824000000006675"),
        (projects[0].iri, "131028240000000005608"),
    ]
    assert goals[2].iri == f"{goals[0].iri}~2"


def test_shifted_rows_and_names_and_values_broken_over_a_page_are_read(interpreted: Interpreted) -> None:
    facts = interpreted(target_tables, TABLE).facts

    found = [fact for fact in facts if isinstance(fact, Indicator)]
    assert [(one.level1, one.name, one.target_text) for one in found] == [
        ("成本指标", "专家费", "≤500元/天"),
        ("产出指标", "印刷数量", "≥100份"),
        ("效益指标", "效率", "提高"),
        ("满意度指标", "满意度", "≥80%"),
        ("产出指标", "培训次数", "≥2次"),
        ("成本指标", "每人缴纳大病保险", "130 元"),
        ("产出指标", "退休", "≥100人"),
        ("效益指标", "保障", "有效"),
        ("满意度指标", "工人满意度", "≥90%"),
        ("产出指标", "缴纳足额率", "100%"),
        ("产出指标", None, "≥30%"),
    ]


def test_what_was_mended_is_said(interpreted: Interpreted) -> None:
    findings = interpreted(target_tables, TABLE).findings

    assert sorted(finding.rule for finding in findings) == ["GJ-X11", "GJ-X12", "GJ-X13", "GJ-X14", "GJ-X14"]


def test_a_row_whose_cells_disagree_about_its_columns_is_not_read(interpreted: Interpreted) -> None:
    broken = "⇥⇥⇥⇥⇥⇥培训次数⇥≥2次⇥⇥费用⇥≤3元⇥⇥⇥\n"

    ledger = interpreted(target_tables, f"{TITLE}{FIRST}{broken}")

    assert "GJ-X16" in {finding.rule for finding in ledger.findings}
    assert not any(isinstance(fact, Indicator) and fact.name == "费用" for fact in ledger.facts)


def test_a_row_of_one_cell_is_an_item_without_name_or_money() -> None:
    (statement,) = recognise(read_bytes(f"{TITLE}{FIRST}".replace("⇥", "\t").encode(), "a.txt")).statements
    (piece,) = statement.pieces
    reader = Reader()

    reader.read([replace(piece, rows=(*piece.rows, (Text("（续）", Place(99, 99)),)))])

    last = reader.items[-1]
    assert last.code is not None
    assert (last.code.text, last.name, len(reader.items)) == ("（续）", [], 5)
