"""Codes and names of rows that do not agree."""

from gouji.ingest.documents import Text
from gouji.ingest.interpret import items
from gouji.ingest.interpret.entries import Entry, entries
from gouji.ontology.places import Place

COLUMNS = ("code.class", "code.group", "name", "budget.basic")


def entry(*cells: str) -> Entry:
    row = tuple(Text(cell, Place(1, 1, cell=at)) for at, cell in enumerate(cells))
    return next(iter(entries([row], COLUMNS)))


def concept(*cells: str) -> str | None:
    found = items.economic(entry(*cells))
    return found.concept if found else None


def test_a_group_that_lost_its_zero_is_the_same_item() -> None:
    assert concept("301", "2", "津贴补贴", "1") == "id/econ/30102"


def test_a_row_is_what_its_name_says_where_the_code_says_another_item_of_its_class() -> None:
    found = items.economic(entry("302", "02", "咨询费", "1"))

    assert found is not None
    assert (found.concept, found.code) == ("id/econ/30203", "30202")


def test_a_name_that_no_list_has_is_kept_as_a_name_beside_a_code_of_something_else() -> None:
    assert concept("302", "12", "机关事业单位退休人员活动费", "1") == "id/row/机关事业单位退休人员活动费"


def test_a_spelling_of_the_codes_own_name_changes_nothing() -> None:
    assert concept("301", "08", "机关事业单位基本养老保险费", "1") == "id/econ/30108"


def test_a_code_of_a_known_class_that_the_list_lacks_is_an_item() -> None:
    assert concept("302", "10", "车辆运行费", "1") == "id/econ/30210"


def test_the_name_of_a_row_may_be_merged_over_its_codes() -> None:
    total = entry("合计", "", "", "1")

    assert total.label == "合计"
    assert items.is_total(total)
