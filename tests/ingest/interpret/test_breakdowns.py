"""A department's items stand under its own row and again under each of its units: they are counted once."""

import pytest

from gouji.ingest.interpret import accounts
from gouji.ontology.facts import Line

from .conftest import Interpreted

TABLE = """2024年部门支出预算表

单位：万元

科目编码⇥⇥⇥单位代码⇥单位（科目名称）⇥合计⇥基本支出⇥⇥⇥⇥项目支出⇥⇥
⇥⇥⇥⇥⇥⇥小计⇥人员经费⇥⇥公用经费⇥小计⇥其他运转类⇥特定目标类
类⇥款⇥项⇥⇥⇥⇥⇥工资福利支出⇥对个人和家庭的补助⇥⇥⇥⇥
⇥⇥⇥⇥合计⇥{total}⇥{total}⇥{total}⇥⇥⇥⇥⇥
⇥⇥⇥036⇥示例局⇥{total}⇥{total}⇥{total}⇥⇥⇥⇥⇥
210⇥15⇥01⇥⇥行政运行⇥60.00⇥60.00⇥60.00⇥⇥⇥⇥⇥
221⇥02⇥01⇥⇥住房公积金⇥{housing}⇥{housing}⇥{housing}⇥⇥⇥⇥⇥
⇥⇥⇥036001⇥示例局本级⇥70.00⇥70.00⇥70.00⇥⇥⇥⇥⇥
210⇥15⇥01⇥⇥行政运行⇥60.00⇥60.00⇥60.00⇥⇥⇥⇥⇥
221⇥02⇥01⇥⇥住房公积金⇥10.00⇥10.00⇥10.00⇥⇥⇥⇥⇥
⇥⇥⇥036002⇥示例中心⇥5.00⇥5.00⇥5.00⇥⇥⇥⇥⇥
221⇥02⇥01⇥⇥住房公积金⇥5.00⇥5.00⇥5.00⇥⇥⇥⇥⇥
"""


def lines(interpreted: Interpreted, **figures: str) -> list[Line]:
    found = interpreted(accounts, TABLE.format(**figures))
    return [fact for fact in found.facts if isinstance(fact, Line)]


def test_what_is_listed_again_for_each_unit_is_added_once(interpreted: Interpreted) -> None:
    found = lines(interpreted, total="75.00", housing="15.00")

    department = found[1]
    assert [line.item for line in found if line.leaf] == ["id/func/2101501", "id/func/2210201"]
    assert [line.repeats for line in found if line.repeats] == [found[2].iri, found[3].iri, found[3].iri]
    assert [line.item for line in found if line.parent == department.iri] == ["id/func/2101501", "id/func/2210201"]
    assert [line.of_which for line in found if line.of_which] == [department.iri, department.iri]


@pytest.mark.parametrize("total", ["150.00", "77.00"])
def test_where_the_figures_do_not_say_so_units_are_added_to_the_departments_own_items(
    interpreted: Interpreted, total: str
) -> None:
    found = lines(interpreted, total=total, housing="15.00")

    assert not [line for line in found if line.repeats or line.of_which]
    assert len([line for line in found if line.leaf]) == 5
