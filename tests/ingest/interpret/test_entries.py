"""Rows by the roles of their columns: levels in columns of their own, names merged over sides, sides as columns."""

from gouji.ingest.documents import Row, Text
from gouji.ingest.interpret.entries import entries
from gouji.ingest.interpret.pieces import turned
from gouji.ingest.interpret.trees import Node, by_level
from gouji.ontology.forms import Turned
from gouji.ontology.places import Place


def row(line: int, *cells: str | tuple[str, int]) -> Row:
    """A row of cells, some merged over columns; those under a merged one are empty."""
    pairs = [(cell, 1) if isinstance(cell, str) else cell for cell in cells]
    return tuple(Text(text, Place(line, line, cell=at), columns) for at, (text, columns) in enumerate(pairs))


LEVELS = ("level.1", "level.2", "budget.resources")
GOODS = ("level.1", "level.2", "level.2", "level.3", "text", "budget.total")
SIDES = ("name", "budget.resources", "name", "budget.total", "name", "budget.total")


def test_a_subtotal_is_the_row_of_the_level_above() -> None:
    rows = [
        row(1, ("收入总计", 2), "", "9.00"),
        row(2, "财政专户管理资金", "小计", "3.00"),
        row(3, "", "专户管理教育收费", "3.00"),
        row(4, "其他资金", "小计", "6.00"),
    ]

    read = list(entries(rows, LEVELS))

    assert [(entry.label, len(entry.levels)) for entry in read] == [
        ("收入总计", 1),
        ("财政专户管理资金", 1),
        ("专户管理教育收费", 2),
        ("其他资金", 1),
    ]


def test_two_columns_of_a_level_make_one_name_and_a_nameless_amount_stands_beside_the_name_above() -> None:
    rows = [
        row(1, "三、服务C", "", "", "", "", "9.00"),
        row(2, "", "物业费", "物业管理费", "", "", "9.00"),
        row(3, "", "", "", "物业管理服务", "部门集中采购", "5.00"),
        row(4, "", "", "", "", "分散自行组织", "4.00"),
    ]

    read = list(entries(rows, GOODS))

    assert [entry.label for entry in read] == ["三、服务C", "物业费 物业管理费", "物业管理服务", "物业管理服务"]
    assert [len(entry.levels) for entry in read] == [1, 2, 3, 3]


def test_rows_stand_below_the_nearest_row_of_a_higher_level() -> None:
    nodes = [
        Node("合计", "grand"),
        Node("货物", "item", level=1),
        Node("设备", "item", level=2),
        Node("打印机", "item", level=3),
        Node("其中：彩色", "item", level=3),
        Node("服务", "item", level=1),
    ]

    parents, of_which = by_level(nodes)

    assert parents == [None, 0, 1, 2, None, 0]
    assert of_which == [None, None, None, None, 2, None]


def test_a_name_merged_over_the_next_side_takes_the_amount_that_stands_there() -> None:
    rows = [row(1, "当年收入小计", "9.00", ("当年支出小计", 3), "", "", "9.00")]

    read = list(entries(rows, SIDES))

    assert [(entry.side, entry.label, [text.text for _, text in entry.amounts]) for entry in read] == [
        (0, "当年收入小计", ["9.00"]),
        (1, "当年支出小计", ["9.00"]),
    ]


def test_rows_that_divide_one_row_by_use_become_its_columns() -> None:
    rows = [
        row(1, "", "", "一、教育支出", "9.00", "一、基本支出", "6.00"),
        row(2, "", "", "", "", "二、项目支出", "3.00"),
        row(3, "当年收入小计", "9.00", ("当年支出小计", 3), "", "", "9.00"),
    ]
    turn = Turned(2, "本年支出合计", {"基本支出": "budget.basic", "项目支出": "budget.project"})

    read = turned(tuple(entries(rows, SIDES)), [turn])

    amounts = {entry.label: [(measure, text.text) for measure, text in entry.amounts] for entry in read}
    assert amounts["当年支出小计"] == [("budget.total", "9.00"), ("budget.basic", "6.00"), ("budget.project", "3.00")]
    assert "一、基本支出" not in amounts


def test_a_total_merged_over_columns_whose_spans_are_lost_keeps_its_figures() -> None:
    columns = ("code.class", "code.group", "code.item", "name", "budget.total", "budget.basic", "budget.projects")
    rows = [row(1, "合计", "9", "4.00", "5.00"), row(2, "208", "05", "06", "职业年金", "9.00", "4.00", "5.00")]

    total, other = entries(rows, columns)

    assert (total.label, [text.text for _, text in total.amounts]) == ("合计", ["9", "4.00", "5.00"])
    assert [measure for measure, _ in total.amounts] == [*columns[4:]]
    assert (other.code, len(other.amounts)) == ("2080506", 3)


def test_figures_of_a_row_whose_columns_nobody_can_tell_are_not_read() -> None:
    columns = ("code", "name", "budget.total", "budget.basic", "budget.projects")

    (total,) = entries([row(1, "合计", "4.00", "5.00")], columns)

    assert total.amounts == ()
