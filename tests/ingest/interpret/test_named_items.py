"""Items named in the text are told by the document's own rows, with or without 支出 and their group's name."""

import pytest

from gouji.ingest.interpret.named_items import NamedItems, named_in
from gouji.ontology.facts import Line
from gouji.ontology.places import Place


def line(code: str, label: str) -> Line:
    return Line(f"doc/t/{code}", "doc/t", 1, f"id/func/{code}", label, Place(1, 1))


ITEMS = NamedItems(
    [
        line("204", "公共安全支出"),
        line("20405", "法院"),
        line("2040501", "行政运行"),
        line("2040599", "其他法院支出"),
        line("20131", "党委办公厅（室）及相关机构事务"),
        line("2013101", "行政运行"),
    ]
)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("法院(款)行政运行(项)支出", "2040501"),
        ("公共安全(类)法院(款)行政运行(项)", "2040501"),
        ("党委办公厅(室)及相关机构事务(款)行政运行(项)支出", "2013101"),
        ("法院行政运行(项)支出", "2040501"),
        ("法院(款)其他法院(项)支出", "2040599"),
        ("公共安全(类)支出", "204"),
    ],
)
def test_an_item_is_found_by_its_own_name_and_those_above(words: str, code: str) -> None:
    assert ITEMS.item(words) == f"id/func/{code}"


def test_a_name_of_several_items_or_of_none_is_not_guessed() -> None:
    assert ITEMS.item("行政运行(项)支出") is None
    assert ITEMS.item("法院(款)一般行政事务管理(项)") is None


def test_a_name_that_nothing_bears_below_a_known_group_is_unknown() -> None:
    wrong, right = named_in("法院(款)一般行政事务管理(项)"), named_in("法院(款)行政运行(项)")
    assert wrong is not None and right is not None

    assert ITEMS.is_unknown(wrong)
    assert not ITEMS.is_unknown(right)
