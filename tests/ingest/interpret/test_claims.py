"""Claims of the running text, linked to the cells they are certainly about."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from gouji.ingest.interpret import claims
from gouji.ingest.interpret.context import Context
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Claim, Fact, Goal, Line, Project, Table
from gouji.ontology.places import Place

HERE = Place(1, 1)


def cell(form: str, row: str, measure: str, wan: str) -> tuple[Table, Line, Cell]:
    """One figure in 万元 with its row and table, named form/row/measure."""
    table = Table(form, form, "", 10000, Decimal(100), HERE)
    line = Line(f"{form}/{row}", form, 1, row if "/" in row else f"id/row/{row}", "", HERE)
    return table, line, Cell(f"{form}/{row}/{measure}", line.iri, measure, Decimal(wan) * 10000, HERE, wan)


def run(text: str, context: Context, *figures: Sequence[Fact]) -> list[Claim]:
    ledger = Ledger()
    for fact in dict.fromkeys(fact for figure in figures for fact in figure):
        ledger.add(fact)
    claims.interpret(read_bytes(text.replace("⇥", "\t").encode(), "a.txt"), context, ledger)
    return [fact for fact in ledger.facts if isinstance(fact, Claim)]


SPENDING = (
    cell("b03", "合计", "budget.total", "9.00"),
    cell("b03", "合计", "budget.basic", "4.00"),
    cell("b05", "合计", "budget.total", "8.00"),
    cell("b05", "合计", "budget.basic", "3.00"),
    cell("b05", "id/func/210", "budget.total", "5.00"),
)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("2024年支出预算9.00万元，其中：基本支出4.00万元。", ["b03/合计/budget.total", "b03/合计/budget.basic"]),
        (
            "2024年一般公共预算支出8.00万元，其中：基本支出3.00万元。",
            ["b05/合计/budget.total", "b05/合计/budget.basic"],
        ),
        # a class of functions under its total
        (
            "一般公共预算当年拨款8.00万元，主要用于以下方面：卫生健康支出5.00万元。",
            ["b05/合计/budget.total", "b05/id/func/210/budget.total"],
        ),
        # a figure that disagrees is linked all the same: that is what is to be checked
        ("2024年支出预算7.00万元。", ["b03/合计/budget.total"]),
        # of another year, of another thing, of a part nobody can place
        ("2022年支出预算7.00万元。", [None]),
        ("绩效目标管理的项目8个，涉及一般公共预算当年拨款3.00万元。", [None, None]),
        ("某项工作经费5.00万元。", [None]),
    ],
)
def test_an_amount_is_linked_to_the_cell_it_repeats(context: Context, text: str, same: list[str | None]) -> None:
    assert [claim.same for claim in run(text, context, *SPENDING)] == same


def test_an_ambiguous_word_is_linked_only_where_all_it_may_mean_agrees(context: Context) -> None:
    text = "2024年收入合计9.00万元。"
    total, current = (
        cell("b01", "收入总计", "budget.resources", "9.00"),
        cell("b01", "本年收入合计", "budget.resources", "8.00"),
    )

    assert [claim.same for claim in run(text, context, total)] == ["b01/收入总计/budget.resources"]
    assert [claim.same for claim in run(text, context, total, current)] == [None]


def test_a_share_is_linked_to_part_and_whole(context: Context) -> None:
    share = run("支出合计9.00万元，其中：基本支出4.00万元，占44.44%。", context, *SPENDING)[-1]

    assert (share.kind, share.part, share.whole) == ("share", "b03/合计/budget.basic", "b03/合计/budget.total")


def test_a_change_is_linked_to_the_current_cell_and_to_the_stated_prior_figure(context: Context) -> None:
    total, prior, change, growth = run("支出预算9.00万元，较上年12.00万元减少3.00万元，下降25%。", context, *SPENDING)

    assert (total.prior_year, prior.prior_year, prior.same) == (False, True, None)
    assert (change.current, change.prior) == ("b03/合计/budget.total", prior.iri)
    assert (growth.current, growth.prior) == ("b03/合计/budget.total", prior.iri)
    assert change.value == Decimal(-30000)


def test_a_change_that_may_be_of_the_total_or_of_a_part_is_not_linked(context: Context) -> None:
    text = "收入总计9.00万元，其中：本年收入8.00万元，上年结转1.00万元，比上年增加2.00万元。"
    change = run(text, context, cell("b01", "收入总计", "budget.resources", "9.00"))[-1]

    assert (change.about, change.current) == ("收入总计", None)


def test_a_project_named_in_full_is_linked_to_its_budget(context: Context) -> None:
    project = Project("id/project/a", "2024年示例补助资金", "id/unit/a", HERE)
    budget = cell("b12", "id/project/a", "budget.total", "5.00")
    claim = run("(1) 2024年示例补助资金：5.00万元。", context, [project], budget)[0]

    assert claim.same == "b12/id/project/a/budget.total"


def test_a_project_whose_sheet_gives_two_totals_is_not_linked(context: Context) -> None:
    project = Project("id/project/a", "示例补助资金", "id/unit/a", HERE)
    goal = Goal("doc/goal/a", "p01", 2024, HERE, "id/project/a")
    year, term = cell("p01", "资金总额", "goal.year", "0.00"), cell("p01", "资金总额", "goal.term", "5.00")
    text = "(1) 示例补助资金：5.00万元。"

    assert run(text, context, [project, goal], term)[0].same == "p01/资金总额/goal.term"
    assert run(text, context, [project, goal], term, year)[0].same is None


def test_claims_are_numbered_in_reading_order_with_those_of_goals(context: Context) -> None:
    words = "参保人数预计8200人，每人补贴380元，需资金312万元。"
    goal = Goal("doc/goal/a", None, 2024, Place(3, 4), purpose=words)
    found = run(f"支出预算9.00万元。\n\n⇥资金用途\n⇥{words}\n\n公务接待费1万元。", context, [goal])

    assert [(claim.iri.rsplit("/", 2)[-2:], claim.kind, claim.place.first) for claim in found] == [
        (["claim", "1"], "amount", 1),
        (["claim", "2"], "count", 4),
        (["claim", "3"], "price", 4),
        (["claim", "4"], "amount", 4),
        (["claim", "5"], "amount", 6),
    ]


def test_what_is_no_claim_is_returned_with_its_reason(context: Context) -> None:
    document = read_bytes("2024年支出预算9.00万元，联系电话：12345678。".encode(), "a.txt")

    left = claims.interpret(document, context, Ledger())

    assert [(ignored.text, ignored.reason) for ignored in left] == [("2024", "year"), ("…", "personal")]
