"""Which row adds up into which."""

from gouji.ingest.interpret.trees import Node, by_code, by_name, by_ordinal, by_unit


def item(label: str, code: str = "") -> Node:
    return Node(label, "item", code)


def test_codes_stand_under_their_longest_prefix() -> None:
    nodes = [Node("合计", "grand"), item("类", "210"), item("款", "21015"), item("项", "2101501"), item("类", "221")]

    assert by_code(nodes)[0] == [None, 0, 1, 2, 0]


def test_codes_without_their_class_stand_under_the_unit_row_above() -> None:
    nodes = [Node("合计", "grand"), Node("局", "unit", "036"), item("项", "2101501"), item("项", "2210201")]

    assert by_code(nodes)[0] == [None, 0, 1, 1]


def test_units_stand_under_units_by_code() -> None:
    nodes = [
        Node("合计", "grand"),
        Node("部门", "unit", "036"),
        Node("本级", "unit", "036001"),
        Node("中心", "unit", "036002"),
    ]

    assert by_unit(nodes)[0] == [None, 0, 1, 1]


def test_projects_stand_under_the_unit_above_them_and_a_unit_right_below_a_unit_is_part_of_it() -> None:
    nodes = [Node("局", "unit"), Node("中心", "unit"), item("甲"), item("乙")]

    assert by_unit(nodes)[0] == [None, 0, 1, 1]


def test_of_which_rows_are_no_addends() -> None:
    nodes = [
        item("一、一般公共预算"),
        item("其中：财政拨款"),
        item("上级提前下达"),
        item("二、政府性基金预算"),
        Node("本年收入合计", "subtotal"),
        Node("上年结转", "carry"),
        Node("收入总计", "grand"),
    ]

    parents, of_which = by_ordinal(nodes)

    assert parents == [4, None, None, 4, 6, 6, None]
    assert of_which == [None, 0, 0, None, None, None, None]


def test_money_carried_over_holds_the_funds_listed_below_it() -> None:
    nodes = [
        item("一、一般公共预算拨款"),
        Node("本年收入合计", "subtotal"),
        Node("年初结转", "carry"),
        item("一、一般公共预算拨款"),
        Node("收入总计", "grand"),
    ]

    assert by_ordinal(nodes)[0] == [1, 4, 4, 2, None]


def test_second_ordinals_stand_under_the_first() -> None:
    nodes = [
        Node("一、本年收入", "subtotal"),
        item("（一）拨款"),
        Node("二、上年结转", "carry"),
        item("（一）拨款"),
        Node("收入合计", "grand"),
    ]

    assert by_ordinal(nodes)[0] == [4, 0, 4, 2, None]


def test_fixed_rows_stand_where_the_form_says() -> None:
    nodes = [
        Node("小计", "item", row="三公经费合计"),
        Node("购置", "item", row="公务用车购置费"),
        Node("用车", "item", row="公务用车购置及运行费"),
    ]

    assert by_name(nodes, {"公务用车购置费": "公务用车购置及运行费", "公务用车购置及运行费": "三公经费合计"}, {})[
        0
    ] == [None, 2, 0]


def test_a_total_at_the_foot_adopts_the_rows_above_it() -> None:
    nodes = [item("类", "210"), item("款", "21015"), item("类", "221"), Node("合计", "grand")]

    assert by_code(nodes)[0] == [3, 0, 3, None]


def test_of_two_totals_neither_adopts() -> None:
    nodes = [item("类", "301"), Node("合计", "grand"), item("类", "302"), Node("合计", "grand")]

    assert by_code(nodes)[0] == [None, None, 1, None]
