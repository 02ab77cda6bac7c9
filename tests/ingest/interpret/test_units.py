"""One unit, one name, however it is printed."""

from gouji.ingest.interpret.units import Units, head_office, is_organ, unit
from gouji.ontology.places import Place
from gouji.ontology.regions import find_region

HERE = Place(1, 1)


def units(name: str) -> Units:
    region = find_region(name)
    return Units(unit(name, region), region)


def test_a_name_with_and_without_its_city_is_one_unit() -> None:
    known = units("吕梁市离石区医疗保险服务中心")

    named = known.named("离石区医疗保险服务中心")

    assert named is not None
    assert named.iri == known.own.iri == "id/unit/141102-离石区医疗保险服务中心"


def test_the_office_of_a_department_that_bears_its_name_is_a_unit_of_its_own() -> None:
    known = units("济源产城融合示范区医疗保障局")
    department = known.coded("036", "济源产城融合示范区医疗保障局", HERE)
    office = known.coded("036001", "济源产城融合示范区医疗保障局", HERE)

    assert department is not None
    assert office is not None
    assert office.iri == f"{department.iri}本级"
    assert office.parent == department.iri


def test_a_longer_code_belongs_to_the_shorter_one() -> None:
    known = units("示例县教育局")
    known.coded("036", "示例县教育局", HERE)
    school = known.coded("036002", "示例县实验学校", HERE)

    assert school is not None
    assert school.parent == known.own.iri


def test_the_name_of_a_project_is_no_unit() -> None:
    assert units("怀来县医疗保险中心").coded("450003", "离休干部医疗费", HERE) is None


def test_a_head_office_that_discloses_is_meant_by_its_departments_name() -> None:
    region = find_region("上海市普陀区商务委员会")
    department = unit("上海市普陀区商务委员会", region)
    known = Units(head_office(department), region)
    known.keep(department)

    named = known.named("普陀区商务委员会")

    assert named is not None
    assert named.iri == f"{department.iri}本级"
    assert named.parent == department.iri


def test_a_branch_bureau_is_no_department() -> None:
    assert not is_organ("上海市公安局普陀分局")
