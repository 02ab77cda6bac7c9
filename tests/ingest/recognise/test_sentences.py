"""Running text put together again from the lines of a page."""

import pytest

from gouji.ingest.readers.files import read_bytes
from gouji.ingest.recognise.sentences import Passage, heading_words, is_heading, passages, sentences


def read(text: str) -> tuple[Passage, ...]:
    return passages(read_bytes(text.encode(), "x.txt"))


def texts(text: str, kind: str = "text") -> list[str]:
    return [passage.text for passage in read(text) if passage.kind == kind]


@pytest.mark.parametrize(
    ("page", "whole"),
    [
        # over an empty line
        ("收入安排5万元，比上年增加1万元，增加\n\n4.36%。", "收入安排5万元，比上年增加1万元，增加4.36%。"),
        # a number parted from its unit
        ("一般公共预算收支6637.90万元，基金收支206.50\n\n万元。", "一般公共预算收支6637.90万元，基金收支206.50万元。"),
        # a name parted in two
        (
            "示例示范区示例局部门 2023 年机关运行\n\n经费支出预算 138.50 万元。",
            "示例示范区示例局部门 2023 年机关运行经费支出预算 138.50 万元。",
        ),
        # page furniture between
        (
            "涉及绩效管理的项目共8个，涉及\npage number\n一般公共预算拨款3万元。",
            "涉及绩效管理的项目共8个，涉及一般公共预算拨款3万元。",
        ),
        ("收支总计5万元，同比增长\n- 12 -\n3%。", "收支总计5万元，同比增长3%。"),
        # a page number that glued itself to the line above
        ("财政拨款收支总计各增加20万元，增长4\n\n17.31%。", "财政拨款收支总计各增加20万元，增长17.31%。"),
    ],
)
def test_a_sentence_cut_by_the_page_is_whole_again(page: str, whole: str) -> None:
    assert texts(page) == [whole]


@pytest.mark.parametrize(
    "page",
    [
        "一、收入说明\n2024年收入5万元。",
        "示例县示例局\n2024年收入5万元。",
        "（一）因公出国（境）费0万元，与上年持平\n（二）公务接待费1万元。",
        "单位：万元\n本表无数据。",
    ],
)
def test_lines_that_begin_anew_stay_apart(page: str) -> None:
    assert len(read(page)) == 2


def test_every_character_keeps_its_line() -> None:
    (passage,) = read("  收入安排5万元，比上年增加1万元，增加\n\n4.36%。")
    at = passage.text.index("4.36%")

    place = passage.place(at, at + 5)

    assert (place.first, place.last, place.start, place.end) == (3, 3, 0, 5)
    assert passage.place(0, 2).start == 2


def test_a_span_over_two_lines_names_both() -> None:
    (passage,) = read("一般公共预算收支6637.90万元，基金收支206.50\n\n万元。")
    at = passage.text.index("206.50")

    place = passage.place(at, at + len("206.50万元"))

    assert (place.first, place.last, place.end) == (1, 3, at + len("206.50"))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("三、支出预算情况说明", True),
        ("#### 一、收支变动情况及原因", True),
        ("①收入预算完成率", True),
        ("完成时限", True),
        ("9、关于提前下达2023年省级财政某某项目补助资金的通知示财社（2022）172号绩效目标表", True),
        ("(1) 5人工资：28.9万元。", False),
        ("（六）拟订招标采购政策，并监督实施", False),
        ("公用经费11.16万元", False),
    ],
)
def test_headings_are_told_from_sentences(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


def test_text_knows_the_heading_above_it() -> None:
    passage = read("②绩效指标科学性\n\n清晰、细化，自评得分3分。")[-1]

    assert passage.heading == heading_words("②绩效指标科学性") == "绩效指标科学性"


def test_the_glossary_is_marked_until_the_next_part() -> None:
    page = "八、名词解释\n1、上年结转：指以前年度安排的资金。\n九、其他需要说明的事项\n无其他事项，共1项。"

    assert texts(page, "glossary") == ["1、上年结转：指以前年度安排的资金。"]
    assert texts(page) == ["无其他事项，共1项。"]


def test_contents_pages_are_marked() -> None:
    assert texts("目 录\n一、收入预算情况说明..........17\n- 二、支出预算", "contents") == [
        "目 录",
        "一、收入预算情况说明..........17",
        "- 二、支出预算",
    ]


def test_sentences_end_at_full_stops() -> None:
    text = "收入1万元。支出1万元；持平"

    assert [text[start:end] for start, end in sentences(text)] == ["收入1万元。", "支出1万元；持平"]
