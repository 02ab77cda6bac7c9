"""The code lists, and finding items and places in them."""

import doctest
from importlib import import_module

import pytest

from gouji.ontology import codes
from gouji.ontology.codes import CodeList, department_codes, functional_codes, government_codes
from gouji.ontology.regions import divisions, find_region

LISTS = [
    "functional",
    "economic-department",
    "economic-government",
    "economic-correspondence",
    "divisions",
    "zones",
    "provinces",
    "issuer-words",
    "confusions",
]


@pytest.mark.parametrize("module", ["gouji.ontology.codes", "gouji.ontology.regions"])
def test_the_examples_in_the_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_sorted_and_has_no_row_twice(name: str) -> None:
    rows = [tuple(row.values()) for row in codes.rows(name)]

    assert rows == sorted(set(rows))
    assert all(value == value.strip() for row in rows for value in row)


@pytest.mark.parametrize("listed", [functional_codes(), department_codes(), government_codes()])
def test_every_code_has_its_parent_in_the_list(listed: CodeList) -> None:
    for code in listed:
        assert len(code.code) in (3, 5, 7)
        assert code.parent == (code.code[:-2] if len(code.code) > 3 else None)
        assert code.parent is None or listed.find(code.parent)


@pytest.mark.parametrize("listed", [functional_codes(), department_codes(), government_codes()])
def test_siblings_have_different_names(listed: CodeList) -> None:
    seen = [(code.parent, code.name) for code in listed if code.last_year is None]

    assert len(seen) == len(set(seen))


def test_both_sides_of_a_correspondence_are_known_items() -> None:
    for pair in codes.correspondences():
        assert codes.department_item(pair.department), pair
        assert codes.government_item(pair.government), pair


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("社会保障和就业支出", "208"),
        ("社会保障和就业", "208"),
        ("医疗卫生与计划生育支出", "210"),
        ("城乡社区事务", "212"),
        ("城乡社区事务支出", "212"),
        ("农林水事务支出", "213"),
        ("资源勘探信息等", "215"),
        ("文化体育旅游与传媒支出", "207"),
        ("商业服务业等", "216"),
        ("灾害防治及应急管理", "224"),
        ("国有资本经营预算", "223"),
        ("其他支出", "229"),
        ("抗疫特别国债安排的支出", "234"),
    ],
)
def test_the_names_of_overview_tables_find_the_class(name: str, code: str) -> None:
    found = codes.functional_by_name(name, digits=3)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("name", ["行政运行", "其他支出", "人行科目", ""])
def test_a_name_of_several_codes_or_of_none_is_refused(name: str) -> None:
    assert codes.functional_by_name(name) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("2089999", "其他社会保障和就业支出"),
        ("2101202", "财政对城乡居民基本医疗保险基金的补助"),
        ("2080109", "社会保险经办机构"),
        ("2120809", "支付破产或改制企业职工安置费"),
        ("2101506", "医疗保障经办事务"),
        ("2050205", "高等教育"),
        ("2040504", "案件审判"),
        ("2010107", "人大代表履职能力提升"),
        ("20805", "行政事业单位养老支出"),
        ("2070108", "文化活动"),
        ("2070204", "文物保护"),
        ("2130106", "科技转化与推广服务"),
        ("2130109", "农产品质量安全"),
        ("2130122", "农业生产发展"),
        ("2130126", "农村社会事业"),
        ("2130306", "水利工程运行与维护"),
        ("2130599", "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
        ("2240104", "灾害风险防治"),
        ("2240703", "自然灾害救灾补助"),
    ],
)
def test_codes_that_disclosures_print(code: str, name: str) -> None:
    found = codes.functional(code)

    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("code", "former", "present"),
    [
        ("20805", "行政事业单位离退休", "行政事业单位养老支出"),
        ("210", "医疗卫生与计划生育支出", "卫生健康支出"),
        ("207", "文化体育与传媒支出", "文化旅游体育与传媒支出"),
        ("220", "国土海洋气象等支出", "自然资源海洋气象等支出"),
        ("21305", "扶贫", "巩固脱贫攻坚成果衔接乡村振兴"),
    ],
)
def test_a_renamed_item_is_found_by_both_names(code: str, former: str, present: str) -> None:
    found = codes.functional(code)

    assert found is not None
    assert found.name == present
    assert former in found.also
    assert codes.functional_by_name(former) == codes.functional_by_name(present) == found


@pytest.mark.parametrize(
    ("code", "name"),
    [("30104", "其他社会保障缴费"), ("30307", "医疗费"), ("30311", "住房公积金"), ("30312", "提租补贴")],
)
def test_the_economic_items_of_before_2018_are_known(code: str, name: str) -> None:
    found = codes.department_item(code)

    assert found is not None
    assert name in (found.name, *found.also)


def test_names_without_codes_of_a_basic_expenditure_table_are_found() -> None:
    pairs = {
        "基本工资": "30101",
        "机关事业单位基本养老保险缴费": "30108",
        "住房公积金": "30113",
        "工会经费": "30228",
        "奖励金": "30309",
    }
    government = {"工资福利支出": "50501", "商品和服务支出": "50502", "离退休费": "50905", "社会福利和救助": "50901"}

    assert {name: getattr(codes.department_item(name), "code", None) for name in pairs} == pairs
    assert {name: getattr(codes.government_item(name), "code", None) for name in government} == government


def test_every_division_lies_in_a_known_one_and_its_path_says_so() -> None:
    for place in divisions().values():
        assert place.path.split("/")[-1] == place.name
        assert (place.parent is None) == (place.level == 1)
        assert place.parent is None or divisions()[place.parent].path == place.path.rpartition("/")[0]


@pytest.mark.parametrize(
    ("name", "hints", "code"),
    [
        ("大厂回族自治县医疗保障局", (), "131028"),
        ("怀来县医疗保险中心", (), "130730"),
        ("高邑县医疗保障局", (), "130127"),
        ("离石区医疗保障局", (), "141102"),
        ("吕梁市离石区医疗保险服务中心", (), "141102"),
        ("济源产城融合示范区医疗保障局", (), "419001"),
        ("济源市社会医疗保险中心", (), "419001"),
        ("江苏省人大办公厅", (), "320000"),
        ("上海市普陀区商务委员会", (), "310107"),
        ("普陀区商务委员会", ("上海市普陀区2024年部门预算",), "310107"),
        ("普陀区商务委员会", ("330903",), "330903"),
        ("普陀区商务委员会", ("330900",), "330903"),
        ("中共高邑县委员会办公室", (), "130127"),
        ("河北省驻北京市办事处", (), "130000"),
        ("高邑县城区管理局", (), "130127"),
    ],
)
def test_the_region_of_a_unit(name: str, hints: tuple[str, ...], code: str) -> None:
    found = find_region(name, hints)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("name", "hints"),
    [
        ("普陀区商务委员会", ()),
        ("普陀区商务委员会", ("310107", "330903")),
        ("普陀区商务委员会", ("大厂回族自治县",)),
        ("西南大学", ()),
        ("社保股", ()),
        ("", ()),
    ],
)
def test_no_region_is_guessed(name: str, hints: tuple[str, ...]) -> None:
    assert find_region(name, hints) is None
