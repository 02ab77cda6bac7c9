"""A heading that lost a word: the sums tell the columns, or nobody does."""

from gouji.ingest.documents import Row, Text
from gouji.ingest.interpret.alignments import align
from gouji.ingest.interpret.entries import entries
from gouji.ontology.forms import Layout, Sum
from gouji.ontology.places import Place

COLUMNS = ("code", "name", "budget.total", "budget.basic", "budget.staff", "budget.public", "budget.project")
LAYOUT = Layout("示例", (), COLUMNS)
SUMS = (
    Sum("budget.total", ("budget.basic", "budget.project")),
    Sum("budget.basic", ("budget.staff", "budget.public")),
)


def row(*cells: str) -> Row:
    return tuple(Text(cell, Place(1, 1, cell=i)) for i, cell in enumerate(cells))


def test_the_missing_column_is_told_by_the_sums() -> None:
    rows = [row("2101501", "行政运行", "3.10", "", "", "3.10"), row("2101502", "管理", "5.00", "", "", "5.00")]

    found = align(rows, LAYOUT, 1, SUMS, ())

    assert found is not None
    assert found.columns[-1] == "budget.project"


def test_two_readings_that_differ_are_none() -> None:
    rows = [row("2210201", "公积金", "1.00", "1.00", "1.00", "")]

    assert align(rows, LAYOUT, 1, SUMS, ()) is None


def test_the_other_pieces_of_the_table_decide_between_two_readings() -> None:
    whole = tuple(
        entries(
            [
                row("", "合计", "3.00", "3.00", "1.00", "2.00", ""),
                row("2101501", "行政运行", "2.00", "2.00", "", "2.00", ""),
            ],
            COLUMNS,
        )
    )

    found = align([row("2210201", "公积金", "1.00", "1.00", "1.00", "")], LAYOUT, 1, SUMS, whole)

    assert found is not None
    assert found.columns[4] == "budget.staff"


def test_figures_that_add_up_nowhere_are_not_read() -> None:
    assert align([row("2101501", "行政运行", "9.00", "1.00", "1.00", "1.00")], LAYOUT, 1, SUMS, ()) is None
