"""What running text says in numbers, one case a form of saying it."""

from decimal import Decimal

import pytest

from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.claims import StatedNumber, claims_in, recognise, recognise_claims
from gouji.ingest.recognise.quantities import Bare, quantities
from gouji.ingest.recognise.subjects import clean
from gouji.ontology.places import Place

HERE = Place(1, 1)


def said(text: str) -> tuple[StatedNumber, ...]:
    return claims_in(text, HERE)[0]


def brief(text: str) -> list[tuple[str, str, str]]:
    """Kind, value with unit, and what it is said of."""
    return [(number.kind, f"{number.value.normalize():f}{number.unit}", number.about) for number in said(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a total and its parts, and the parts of a part
        (
            "2024年支出预算2562.93万元，其中基本支出528.95万元，包括人员经费470.24万元和日常公用经费58.71万元；项目支出2033.98万元。",
            [
                ("amount", "25629300yuan", "支出预算"),
                ("amount", "5289500yuan", "支出预算/基本支出"),
                ("amount", "4702400yuan", "支出预算/基本支出/人员经费"),
                ("amount", "587100yuan", "支出预算/基本支出/日常公用经费"),
                ("amount", "20339800yuan", "支出预算/项目支出"),
            ],
        ),
        # parts in brackets do not run on after them
        (
            "公务用车购置及运维费5.00万元（其中：公务用车购置费0.00万元）；公务接待费0.32万元",
            [
                ("amount", "50000yuan", "公务用车购置及运维费"),
                ("amount", "0yuan", "公务用车购置及运维费/公务用车购置费"),
                ("amount", "3200yuan", "公务接待费"),
            ],
        ),
        # the prior year's figure, then the change
        (
            "2024年单位预算收支安排3714.62万元，较上年6305.01万元减少2590.39万元，下降41.08%",
            [
                ("amount", "37146200yuan", "预算收支"),
                ("amount", "63050100yuan", "预算收支"),
                ("difference", "-25903900yuan", "预算收支"),
                ("growth", "-41.08percent", "预算收支"),
            ],
        ),
        # each part with its own change, the reason of a change below it
        (
            "收支安排9万元，其中：基本支出减少3万元，主要是人员经费减少2万元；项目支出增加1万元",
            [
                ("amount", "90000yuan", "收支"),
                ("difference", "-30000yuan", "收支/基本支出"),
                ("difference", "-20000yuan", "收支/基本支出/人员经费"),
                ("difference", "10000yuan", "收支/项目支出"),
            ],
        ),
        # a change in a sentence of its own speaks of the figure before
        (
            "公务接待费0.70万元，主要用于接待来客。预算数比2022年减少0.60万元，下降46.15%。",
            [
                ("amount", "7000yuan", "公务接待费"),
                ("difference", "-6000yuan", "公务接待费"),
                ("growth", "-46.15percent", "公务接待费"),
            ],
        ),
        # nothing changed, without a number
        (
            "因公出国（境）费0.00万元，预算数与2022年持平。",
            [("amount", "0yuan", "因公出国（境）费"), ("difference", "0yuan", "因公出国（境）费")],
        ),
        # shares of the total before, and of a whole that is named
        (
            "收入合计100万元，其中：事业收入25万元，占25%；公开项目占全部预算项目的100%",
            [
                ("amount", "1000000yuan", "收入合计"),
                ("amount", "250000yuan", "收入合计/事业收入"),
                ("share", "25percent", "收入合计/事业收入"),
                ("share", "100percent", "收入合计/公开项目"),
            ],
        ),
        # quantity × price, and a price said after a price
        (
            "1.2024年个人缴费380元，预计各级财政补助为670元。参保人数预计8200人，每人补贴380元，需安排财政补助资金312万元。",
            [
                ("price", "380yuan", "个人缴费"),
                ("price", "670yuan", "各级财政补助"),
                ("count", "8200人", "参保人数"),
                ("price", "380yuan", "每人补贴"),
                ("amount", "3120000yuan", "财政补助资金"),
            ],
        ),
        ("讲课费500元/人", [("price", "500yuan", "讲课费")]),
        # what is counted may follow the number
        (
            "对105名村级代办员及时发放补助资金共2万元",
            [("count", "105人", "村级代办员"), ("amount", "20000yuan", "补助资金")],
        ),
        ("印刷10万张以上的宣传资料", [("count", "100000张", "宣传资料")]),
        # a threshold in a name is a price
        ("单价50万元以上通用设备3套", [("price", "500000yuan", "单价"), ("count", "3套", "通用设备")]),
        # rates
        ("参保率达到98%以上，低保对象达到70%", [("rate", "98percent", "参保率"), ("rate", "70percent", "低保对象")]),
        (
            "本年支出决算1万元，完成预算的59.7%",
            [("amount", "10000yuan", "本年支出决算"), ("rate", "59.7percent", "本年支出决算")],
        ),
        # what a figure became is no change
        (
            "公务接待费由5万元减少到3万元",
            [("amount", "50000yuan", "公务接待费"), ("amount", "30000yuan", "公务接待费")],
        ),
        # money of the things just counted is theirs
        (
            "绩效管理的项目8个，涉及一般公共预算拨款3万元",
            [("count", "8个", "绩效管理的项目"), ("amount", "30000yuan", "绩效管理的项目/一般公共预算拨款")],
        ),
        # units of a hundred million and of one yuan
        ("资产总计1.2亿元，负债300元", [("amount", "120000000yuan", "资产总计"), ("amount", "300yuan", "负债")]),
    ],
)
def test_what_a_sentence_says(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(kind, value, about) for kind, value, about in brief(text)]

    if text.startswith("公务接待费由"):
        found = [(kind, value, "公务接待费") for kind, value, _ in found]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "ulp"),
    [
        ("5.00万元", "100"),
        ("5万元", "10000"),
        ("25.6亿元", "10000000"),
        ("380元", "1"),
        ("99.33分", "0.01"),
        ("4.36%", "0.01"),
    ],
)
def test_the_step_is_that_of_the_last_printed_digit(text: str, ulp: str) -> None:
    assert said(f"某项{text}")[0].ulp == Decimal(ulp)


@pytest.mark.parametrize("text", ["约5万元", "近5万元", "5万余元", "5万元左右", "900余人", "55,000 余人"])
def test_round_figures_are_approximate(text: str) -> None:
    assert [number.approximate for number in said(f"投入{text}")] == [True]


def test_the_prior_year_is_marked() -> None:
    numbers = said("预算收支10万元，较上年12万元减少2万元；上年结转3万元；上年末固定资产5万元；2022年支出8万元")

    assert [number.prior for number in numbers] == [False, True, False, False, False, False]
    assert numbers[-1].year == 2022


def test_a_change_after_a_list_is_probably_of_its_total() -> None:
    numbers = said("收入总计9万元，其中：本年收入8万元，上年结转1万元，比上年增加2万元，增加5%。")

    assert [(number.subject, number.certain) for number in numbers[-2:]] == [("收入总计", False), ("收入总计", False)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2023年", "year"),
        ("12月31日前", "date"),
        ("第3期", "ordinal"),
        ("根据冀财社〔2023〕225号文件", "document-number"),
        ("依据《2021年计划》", "name"),
        ("减少9.52，主要原因", "no-unit"),
        ("联系电话：12345678", "personal"),
    ],
)
def test_other_numbers_are_named(text: str, reason: str) -> None:
    reasons = {found.reason for found in quantities(text) if isinstance(found, Bare)}

    assert reasons == {reason}
    assert said(text) == ()


@pytest.mark.parametrize(("text", "reason"), [("完成率80%以上得满分", "legal"), ("下降（增长）5%", "not-understood")])
def test_a_rule_quoted_or_a_direction_left_open_is_no_claim(text: str, reason: str) -> None:
    numbers, left = claims_in(text, HERE)

    assert (numbers, [ignored.reason for ignored in left]) == ((), [reason])


def test_words_that_only_begin_like_a_unit_count_nothing() -> None:
    assert brief("2021项目19个，分别为3个月和5个工作日") == [("count", "19个", "项目")]


def test_numbers_in_the_name_of_a_listed_item_are_the_names() -> None:
    assert brief("(7) 改制企业39.49退休5人医保费：225万元。") == [
        ("amount", "2250000yuan", "改制企业39.49退休5人医保费")
    ]


def test_parts_announced_in_one_paragraph_are_said_in_the_next() -> None:
    page = "一般公共预算基本支出9万元，其中：\n\n人员经费6万元；\n\n公用经费3万元。\n\n七、其他说明\n\n本单位车辆1辆。"
    numbers = recognise_claims(read_bytes(page.encode(), "x.txt"))

    assert [number.about for number in numbers] == [
        "一般公共预算基本支出",
        "一般公共预算基本支出/人员经费",
        "一般公共预算基本支出/公用经费",
        "车辆",
    ]


def test_a_score_without_words_of_its_own_is_of_the_heading() -> None:
    page = "①收入预算完成率\n部门收入预算的完成率为 99.99%，此项得 2 分。"
    numbers = recognise_claims(read_bytes(page.encode(), "x.txt"))

    assert [(number.kind, number.subject) for number in numbers] == [
        ("rate", "部门收入预算的完成率"),
        ("score", "收入预算完成率"),
    ]


def test_claims_have_their_quote_and_place() -> None:
    page = "示例局\n  支出预算5万元，比上年增加\n\n1万元。其他无。"
    change = recognise_claims(read_bytes(page.encode(), "x.txt"))[1]

    assert (change.quote, change.printed, change.place) == (
        "支出预算5万元，比上年增加1万元。",
        "1万元",
        Place(4, 4, None, 0, 3),
    )


def test_headings_and_the_glossary_make_no_claims() -> None:
    page = "一、3个项目绩效情况\n八、名词解释\n1、小额采购：指5万元以下的采购。"
    numbers, left = recognise(read_bytes(page.encode(), "x.txt"))

    assert (numbers, [ignored.reason for ignored in left]) == ((), ["heading", "glossary"])


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("示例县示例局2023年收入总计", "收入总计"),
        ("示例示范区示例局部门 2023 年“三公”经费预算为", "三公经费预算"),
        ("补发2022年退休人员绩效", "补发2022年退休人员绩效"),
        ("（二）公务接待费支出", "公务接待费支出"),
        ("、政府采购工程预算", "政府采购工程预算"),
        ("与2022年相比，", "，"),
    ],
)
def test_what_a_number_is_said_of_is_cut_clean(label: str, words: str) -> None:
    assert clean(label) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a difference from last year's figure that is said by comparing
        (
            "会议费预算支出130.25万元，本年数小于上年预算数40.75万元",
            [("amount", "1302500yuan", "会议费预算支出"), ("difference", "-407500yuan", "会议费预算支出")],
        ),
        # the figure is named before a bracket
        (
            "政府采购金额（以合同签订为准）为9万元，其中：货物采购金额4万元、服务采购金额5万元",
            [
                ("amount", "90000yuan", "政府采购金额"),
                ("amount", "40000yuan", "政府采购金额/货物采购金额"),
                ("amount", "50000yuan", "政府采购金额/服务采购金额"),
            ],
        ),
        # a change of nothing whose direction was left open
        (
            "政府性基金收入预算0万元，与上年相比增加（减少）0万元，增长（减少）0%",
            [
                ("amount", "0yuan", "政府性基金收入预算"),
                ("difference", "0yuan", "政府性基金收入预算"),
                ("growth", "0percent", "政府性基金收入预算"),
            ],
        ),
        # money without its 元, people with a scale of their own
        (
            "国内公务接待支出0.39万（含外宾接待支出0.00万元），接待约5万人",
            [
                ("amount", "3900yuan", "国内公务接待支出"),
                ("amount", "0yuan", "含外宾接待支出"),
                ("count", "50000人", "接待"),
            ],
        ),
        # what is nought is a figure of its own for what follows
        (
            "公务用车运行费9万元；公务接待费为0，与上年持平",
            [("amount", "90000yuan", "公务用车运行费"), ("difference", "0yuan", "公务接待费")],
        ),
        # money in 万 with two decimals, and the total said once more behind its parts
        (
            "项目总预算9.00万，其中支持甲4.00万，支持乙5.00万，合计9.00万。",
            [
                ("amount", "90000yuan", "项目总预算"),
                ("amount", "40000yuan", "项目总预算/支持甲"),
                ("amount", "50000yuan", "项目总预算/支持乙"),
                ("amount", "90000yuan", "项目总预算"),
            ],
        ),
        # a body that speaks of itself
        ("我校2023年收支总预算9万元", [("amount", "90000yuan", "收支总预算")]),
    ],
)
def test_figures_of_universities_and_of_shanghai_and_jiangsu(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert brief(text) == expected


def test_labels_of_charts_are_no_claims() -> None:
    text = "收入构成情况\n\n财政拨款\n\n44.12%\n\n事业收入\n\n55.88%\n\n基本支出,55.98%项目支出, 44.02%\n"

    said_there, left = recognise(read_bytes(text.encode(), "a.txt"))

    assert said_there == ()
    assert [(one.text, one.reason) for one in left] == [
        ("44.12%", "chart"),
        ("55.88%", "chart"),
        ("55.98%", "chart"),
        ("44.02%", "chart"),
    ]


def test_an_item_named_on_a_line_of_its_own_is_what_the_next_paragraph_speaks_of() -> None:
    text = (
        "财政拨款支出年初预算为9.00万元，支出决算为8.00万元，其中：\n\n"
        "1.农林水支出（类）水利（款）行政运行（项）。\n\n年初预算为5.00万元，支出决算为4.00万元。\n\n"
        "2.农林水支出（类）水利（款）防汛（项）。主要用于防汛。\n\n支出决算为4.00万元。\n\n另有1.00万元。\n"
    )

    found = recognise_claims(read_bytes(text.encode(), "a.txt"))
    told = [(number.printed, number.subject, number.phase) for number in found]

    assert told == [
        ("9.00万元", "财政拨款支出年初预算", "budget"),
        ("8.00万元", "财政拨款支出年初预算", "final"),
        ("5.00万元", "农林水支出（类）水利（款）行政运行（项）", "budget"),
        ("4.00万元", "农林水支出（类）水利（款）行政运行（项）", "final"),
        ("4.00万元", "农林水支出（类）水利（款）防汛（项）", "final"),
        ("1.00万元", "财政拨款支出年初预算", ""),
    ]
