"""What claims have to do with each other: parts of a total, operands of a change or a share, factors, lists."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gouji.ingest.interpret import claims
from gouji.ingest.interpret.context import Context
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.interpret.units import Units
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Claim, Fact, Goal, Line, Table, Unit
from gouji.ontology.places import Place
from gouji.ontology.regions import region

HERE = Place(1, 1)


def run(text: str, context: Context, *facts: Fact) -> list[Claim]:
    ledger = Ledger()
    for fact in facts:
        ledger.add(fact)
    claims.interpret(read_bytes(text.replace("⇥", "\t").encode(), "a.txt"), context, ledger)
    return [fact for fact in ledger.facts if isinstance(fact, Claim)]


def number(iri: str | None) -> int | None:
    """The number of a claim in reading order."""
    return None if iri is None else int(iri.rsplit("/", 1)[-1])


def parts(found: list[Claim]) -> dict[tuple[int | None, str | None], list[int | None]]:
    """By total and way to divide it: the claims that add to it."""
    sums: dict[tuple[int | None, str | None], list[int | None]] = {}
    for claim in found:
        if claim.adds_to:
            sums.setdefault((number(claim.adds_to), claim.sum), []).append(number(claim.iri))
    return sums


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        (
            "2024年支出预算9.00万元，其中：基本支出4.00万元，包括人员经费3.00万元和日常公用经费1.00万元；项目支出5.00万元。",
            {(1, "支出"): [2, 5], (2, "基本支出"): [3, 4]},
        ),
        # what follows in other words, in the next sentence
        ("支出预算9.00万元。其中基本支出4.00万元；项目支出5.00万元，金额最大的是甲3.00万元。", {(1, "支出"): [2, 3]}),
        # one part alone is no list of all
        ("支出预算9.00万元，其中：基本支出4.00万元。", {}),
        ("项目支出5.00万元，主要为甲项目3.00万元，乙项目1.00万元等。", {}),
        # the parts stand before their total
        ("年初结转和结余2.00万元，本年度收入7.00万元，总计9.00万元。", {(3, "结转"): [1, 2]}),
        ("预算收入总计9.00万元，其中：本年收入7.00万元，上年结转2.00万元。", {(1, "结转"): [2, 3]}),
        # by fund: known to be complete only with what only complete lists say
        (
            "预算收入9.00万元，其中：一般公共预算收入7.00万元，财政专户核拨收入0.00万元，单位资金收入2.00万元。",
            {(1, "收入"): [2, 3, 4]},
        ),
        ("预算收入9.00万元，主要有一般公共预算收入6.00万元，单位资金收入2.00万元。", {}),
        ("预算收入9.00万元，其中：一般公共预算收入6.00万元，上年结转结余2.00万元。", {}),
        # two ways to divide one total
        (
            "财政拨款收支总预算9.00万元。收入为一般公共预算拨款9.00万元，政府性基金预算拨款0.00万元。"
            "其中：当年拨款收入7.00万元，上年结转收入2.00万元。",
            {(1, "财政拨款"): [2, 3], (1, "结转"): [4, 5]},
        ),
        # vehicles as one figure, or by purchase and running
        (
            "“三公”经费预算5.00万元，其中因公出国（境）费0.00万元；公务用车购置及运维费4.00万元"
            "（其中：公务用车购置费1.00万元，公务用车运维费3.00万元）；公务接待费1.00万元。",
            {(1, "三公经费"): [2, 3, 6], (3, "公务用车"): [4, 5]},
        ),
        ("“三公”经费预算5.00万元，其中公务接待费1.00万元，公务用车运行维护费4.00万元。", {(1, "三公经费"): [2, 3]}),
        # a figure right below the total that nobody knows
        ("“三公”经费预算5.00万元，其中公务接待费1.00万元，公务用车运行维护费3.00万元，培训费1.00万元。", {}),
        (
            "政府采购预算9.00万元，其中：政府采购货物预算1.00万元、政府采购工程预算0.00万元、政府采购服务预算8.00万元。",
            {(1, "政府采购"): [2, 3, 4]},
        ),
        ("共有车辆3辆，其中：一般公务用车2辆、其他用车1辆；单价50万元以上通用设备3套。", {(1, "车辆"): [2, 3]}),
        ("共有车辆3辆，其中：一般公务用车2辆。", {}),
        # differences, but not those that are reasons
        (
            "收支预算安排9.00万元，较上年减少5.00万元，其中：基本支出减少2.00万元，项目支出减少3.00万元。",
            {(2, "支出增减"): [3, 4]},
        ),
        ("支出预算9.00万元，比上年增加5.00万元，主要原因是基本支出增加2.00万元、项目支出增加1.00万元。", {}),
        # functional classes, if their shares say that these are all
        (
            "一般公共预算当年拨款8.00万元，主要用于以下方面：教育支出2.00万元，占25%；卫生健康支出6.00万元，占75%。",
            {(1, "功能分类"): [2, 3, 4, 5]},
        ),
        ("一般公共预算当年拨款8.00万元，主要用于以下方面：教育支出2.00万元，占25%；卫生健康支出3.00万元，占38%。", {}),
    ],
)
def test_parts_are_linked_to_their_total_where_they_are_complete(
    context: Context, text: str, sums: dict[tuple[int, str], list[int]]
) -> None:
    assert parts(run(text, context)) == sums


def test_the_parts_of_the_three_public_expenses_may_stand_in_their_own_paragraphs(context: Context) -> None:
    text = (
        "2024年“三公”经费预算为4.10万元，比上年减少16.20万元。\n\n(一) 因公出国(境)费0.00万元，与上年持平。\n\n"
        "(二) 公务接待费0.70万元，比上年减少0.60万元。\n\n(三) 公务用车购置及运行费3.40万元。其中，"
        "公务用车运行维护费3.40万元，"
        "比上年增加2.40万元；公务用车购置费0.00万元，比上年减少18.00万元。"
    )

    found = parts(run(text, context))

    assert found[1, "三公经费"] == [3, 5, 7]
    assert found[2, "三公经费增减"] == [4, 6, 9, 11]
    assert found[7, "公务用车"] == [8, 10]


def test_a_share_without_cells_is_linked_to_the_amounts_of_its_sentence(context: Context) -> None:
    _, part, share = run("支出合计9.00万元，其中：基本支出4.00万元，占44.44%。", context)

    assert (number(share.part), number(share.whole)) == (2, 1)
    assert part.adds_to is None


def test_a_growth_knows_the_difference_that_says_the_same_and_what_it_is_of(context: Context) -> None:
    _, change, growth = run("行政运行支出9.00万元，与上年相比增加3.00万元，增长50%。", context)

    assert number(change.current) == number(growth.current) == 1
    assert number(growth.difference) == 2


def test_last_years_figure_said_as_a_claim_is_the_prior_one(context: Context) -> None:
    found = run("2023年预算执行数为4.00万元，2024年预算安排9.00万元，比2023年预算执行数增加125%。", context)

    assert (number(found[-1].prior), number(found[-1].current)) == (1, 2)


@pytest.mark.parametrize(
    ("growth", "current"),
    [
        # 2 of 8 − 2: the total is meant, as the words say
        ("33.33%", 1),
        # 2 of 5 − 2: the part said last may be meant
        ("66.67%", None),
        # none of them: then the figures disagree whichever is meant
        ("12.34%", 1),
    ],
)
def test_a_change_after_a_list_is_settled_by_its_percentage(context: Context, growth: str, current: int | None) -> None:
    text = f"收入总计8.00万元，其中：本年收入3.00万元，上年结转5.00万元，比上年增加2.00万元，增长{growth}。"

    assert number(run(text, context)[-1].current) == current


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("参保人数预计8200人，每人补贴380元，需安排财政补助资金312万元。", (1, 2)),
        # the price is not for what is counted; there is another factor; two counts
        ("印刷资料8200册，每人补贴380元，需安排财政补助资金312万元。", (None, None)),
        ("聘用12人，每人每月补贴380元，需安排财政补助资金5万元。", (None, None)),
        ("涉及8人、9户，每人补贴380元，需安排财政补助资金1万元。", (None, None)),
    ],
)
def test_an_amount_is_the_product_of_one_count_and_one_price(
    context: Context, text: str, factors: tuple[int | None, int | None]
) -> None:
    amount = run(text, context)[-1]

    assert (number(amount.count), number(amount.price)) == factors


def test_the_words_of_a_sheet_repeat_its_money_where_both_agree(context: Context) -> None:
    goal = Goal("doc/goal/a", "p01", 2024, Place(1, 6), goal_text="每人补贴380元，需资金312万元。")
    table, line = (
        Table("p01", "p01", "", 10000, Decimal(100), HERE),
        Line("p01/a", "p01", 1, "id/row/资金总额", "", HERE),
    )
    money = Cell("p01/a/goal.year", "p01/a", "goal.year", Decimal("3121000.00"), HERE, "312.10")
    words = "项目名称⇥甲\n绩效目标⇥每人补贴380元，需资金312万元。"

    assert run(words, context, goal, table, line, money)[-1].same == money.iri
    assert run(words, context, goal, table, line, replace(money, value=Decimal("3126000.00")))[-1].same is None


def test_a_completion_is_the_outturn_over_the_budget(context: Context) -> None:
    budget, outturn, rate = run("支出年初预算为10.00万元，支出决算为9.00万元，完成年初预算的90.00%。", context)

    assert (rate.part, rate.whole) == (outturn.iri, budget.iri)


def test_the_entries_of_a_list_are_counted_by_the_sentence_above(context: Context) -> None:
    text = "绩效管理的项目共2个，涉及一般公共预算拨款6.27万元。\n\n(1) 甲经费：0.35万元。\n\n(2) 乙经费：5.92万元。"

    found = run(text, context)

    assert [number(claim.counted_by) for claim in found] == [None, None, 1, 1]
    assert parts(found) == {(2, "绩效项目"): [3, 4]}


@pytest.mark.parametrize(
    ("nature", "others", "target"),
    [("行政", [], 3), (None, [], None), ("行政", [Unit("id/unit/b", "示例中心", None)], None)],
)
def test_running_costs_equal_public_expenses_only_in_the_document_of_one_unit(
    context: Context, nature: str | None, others: list[Unit], target: int | None
) -> None:
    own = replace(context.unit, nature=nature)
    context = replace(context, units=Units(own, region("131028")))
    text = "基本支出9.00万元，包括人员经费3.20万元和日常公用经费5.80万元。\n\n机关运行经费安排40.8万元。"

    assert number(run(text, context, *others)[-1].equals) == target


def test_a_rate_is_known_by_its_name(context: Context) -> None:
    assert [claim.figure for claim in run("部门本年度结转结余率为0.08%。群众满意率为98%。", context)] == [
        "结转结余率",
        None,
    ]


def test_spending_of_a_fund_named_before_is_not_that_of_all_funds(context: Context) -> None:
    table, line = (
        Table("b03", "b03", "", 10000, Decimal(100), HERE),
        Line("b03/合计", "b03", 1, "id/row/合计", "", HERE),
    )
    cell = Cell("b03/合计/budget.project", "b03/合计", "budget.project", Decimal(50000), HERE, "5.00")

    assert run("项目支出5.00万元。", context, table, line, cell)[-1].same == cell.iri
    assert run("安排一般公共预算支出6.00万元，项目支出2.00万元。", context, table, line, cell)[-1].same is None


@pytest.mark.parametrize(
    ("text", "wholes"),
    [
        ("项目支出9.00万元，主要为甲项目3.00万元，乙项目1.00万元等。", [None, 1, 1]),
        # its parts are complete; one part is said twice, as nobody can tell which is meant
        ("基本支出9.00万元，其中：人员经费6.00万元，公用经费3.00万元。", [None, None, None]),
        ("项目支出9.00万元，其中：甲项目3.00万元，甲项目2.00万元。", [None, None, None]),
    ],
)
def test_parts_that_need_not_be_all_know_their_whole(context: Context, text: str, wholes: list[int | None]) -> None:
    assert [number(claim.of_which) for claim in run(text, context)] == wholes


def test_an_amount_is_linked_to_the_empty_table_that_should_repeat_it(context: Context) -> None:
    table = Table("b08", "b08", "", 10000, Decimal(100), HERE, empty=True)

    assert run("国有资本经营预算支出0.00万元。", context, table)[0].blank == "b08"
    assert run("国有资本经营预算支出0.00万元。", context, replace(table, empty=False))[0].blank is None


def test_income_with_money_carried_over_is_all_there_is(context: Context) -> None:
    table = Table("b01", "b01", "", 10000, Decimal(100), HERE)
    rows = {"收入总计": "9.00", "本年收入合计": "7.00"}
    facts: list[Fact] = [table]
    for row, wan in rows.items():
        facts.append(Line(f"b01/{row}", "b01", 1, f"id/row/{row}", "", HERE))
        measure, value = "budget.resources", Decimal(wan) * 10000
        facts.append(Cell(f"b01/{row}/{measure}", f"b01/{row}", measure, value, HERE, wan))
    text = "2024年收入合计9.00万元，其中：一般公共预算收入7.00万元"

    assert run(f"{text}；上年结转结余2.00万元。", context, *facts)[0].same == "b01/收入总计/budget.resources"
    assert run(f"{text}。", context, *facts)[0].same is None


@pytest.mark.parametrize(
    ("text", "costs"),
    [
        ("因公出国（境）费支出5.00万元。全年安排因公出国（境）团组2个、累计6人次。", {2: 1}),
        ("国内公务接待支出0.39万元。列明公务接待2批次、26人次，其中：接待外宾0批次、0人次。", {2: 1, 3: 1}),
        # said in another paragraph
        ("公务接待费支出0.39万元。\n\n公务接待2批次。", {}),
    ],
)
def test_trips_and_receptions_have_the_money_they_cost(text: str, costs: dict[int, int], context: Context) -> None:
    found = run(text, context)

    assert {number(claim.iri): number(claim.costs) for claim in found if claim.costs} == costs


def test_an_empty_table_says_nothing_of_rows_that_it_does_not_name(context: Context) -> None:
    table = Table("b09", "b09", "", 10000, Decimal(100), HERE, empty=True, blank=("id/row/公务接待费",))
    wider = replace(table, blank=(*table.blank, "id/row/机关运行经费"))

    assert run("机关运行经费147.14万元。", context, table)[0].blank is None
    assert run("机关运行经费147.14万元。", context, wider)[0].blank == "b09"
    assert run("公务接待费0.00万元。", context, table)[0].blank == "b09"
