"""Numbers of official documents, in every form met."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.ingest.recognise.citations import CitedNumber, citations, normal_form
from gouji.ingest.recognise.issuers import province_sign

BRACKETS = ["〔〕", "[]", "【】", "()", "（）", "［］", "〖〗"]


def cited(text: str, sign: str | None = None) -> list[str]:
    return [number.normal for number in citations(text, sign)]


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        # each kind of bracket
        ("冀财社〔2023〕225号", ["冀财社〔2023〕225号"]),
        ("怀财字【2024】7号 某某补助", ["怀财字〔2024〕7号"]),
        ("石发［2019］8号", ["石发〔2019〕8号"]),
        # brackets of two kinds, spaces, 第, leading zeros, full-width digits
        ("冀财社〔 2023）第 0225 号", ["冀财社〔2023〕225号"]),
        ("冀财社〔２０２３〕２２５号", ["冀财社〔2023〕225号"]),
        # no brackets
        ("豫财社 2022-198 号提前下达", ["豫财社〔2022〕198号"]),
        ("豫财社2022—62号", ["豫财社〔2022〕62号"]),
        ("冀财社2023年第225号", ["冀财社〔2023〕225号"]),
        # the year outside the brackets
        ("昆财预2024〔48〕号", ["昆财预〔2024〕48号"]),
        # brackets inside the abbreviation
        ("宁财（社）发〔2023〕45号", ["宁财社发〔2023〕45号"]),
        # several serials of one issuer and year
        ("廊医保发〔2022〕13、17号", ["廊医保发〔2022〕13号", "廊医保发〔2022〕17号"]),
        # 号 left out
        ("（冀财社〔2023〕225）", ["冀财社〔2023〕225号"]),
    ],
)
def test_a_number_is_read_in_every_form(text: str, normal: list[str]) -> None:
    assert cited(text) == normal


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("补助资金的通知冀财社（2022）172号", "冀财社（2022）172号"),
        ("《实施意见》（石发〔2019〕8号）精神", "石发〔2019〕8号"),
        ("依据高办字[2019]3号文件", "高办字[2019]3号"),
        ("主要是：一是豫财社 2022-198 号", "豫财社 2022-198 号"),
        ("根据吕财社〔2023〕25号相关政策", "吕财社〔2023〕25号"),
        ("某项经费冀财社〔2023〕1号", "冀财社〔2023〕1号"),
        ("依据省财政厅苏财预[2017]82号", "苏财预[2017]82号"),
        ("最高人民法院法释（2012）10号", "法释（2012）10号"),
        # a number of the ministry has no sign of a place
        ("[财社〔2024〕142号]", "财社〔2024〕142号"),
        # a place of two characters stands before the series as a whole
        ("永川府发〔2022〕1号", "永川府发〔2022〕1号"),
        # an issuer no list knows is taken whole where it is short
        ("冀政[2004]149号;廊劳社保[2000]64号", "廊劳社保[2000]64号"),
    ],
)
def test_the_issuer_is_cut_where_it_begins(text: str, spelling: str) -> None:
    assert citations(text)[-1].spelling == spelling


@pytest.mark.parametrize(
    "text",
    [
        "县长办公会会议纪要第104号",
        "人民政府常务会议纪要(2014)10次精神",
        "会议纪要〔2014〕10号",
        "项目编号（2023）12号",
        "（2023）12号",
        "1、2023年参保人数为98185人，2024年以此为基础",
        "关于印发〔2020〕1号",
        "2024年购买计划",
    ],
)
def test_what_is_no_number_of_a_document_is_left_alone(text: str) -> None:
    assert cited(text) == []


def test_numbers_side_by_side_are_told_apart() -> None:
    text = "怀财字【2024】7号关于某事的通知（冀财社[2022]172号）；冀财社〔2023〕1号和财社〔2023〕2号"

    assert cited(text) == ["怀财字〔2024〕7号", "冀财社〔2022〕172号", "冀财社〔2023〕1号", "财社〔2023〕2号"]


def test_the_span_is_the_spelling() -> None:
    text = "见 离财社【2022】 205 号 等"

    (number,) = citations(text)

    assert text[number.start : number.end] == number.spelling == "离财社【2022】 205 号"


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("晋医保法(2022)11号", "晋医保发〔2022〕11号"),
        ("离易社〔2023〕1025号", "离财社〔2023〕1025号"),
        # a series that exists is no misprint
        ("石政法〔2020〕1号", None),
        ("易财社〔2020〕1号", None),
    ],
)
def test_a_likely_reading_stands_beside_what_is_printed(text: str, likely: str | None) -> None:
    (number,) = citations(text)

    assert (number.normal[0], number.likely) == (text[0], likely)


def test_a_misread_sign_is_told_by_the_province() -> None:
    text = "翼财社〔2023〕225号"

    assert citations(text) == (CitedNumber(text, 0, len(text), text),)
    assert citations(text, province_sign("131028"))[0].likely == "冀财社〔2023〕225号"


@given(
    issuer=st.sampled_from(["冀财社", "豫财社", "离财社", "廊医保发", "怀财字", "财社", "国办发"]),
    brackets=st.sampled_from(BRACKETS),
    year=st.integers(1995, 2039),
    serial=st.integers(1, 2999),
    space=st.sampled_from(["", " ", "\u3000"]),
    before=st.sampled_from(["", "第", "0", "第00"]),
)
def test_every_spelling_has_one_normal_form(
    *, issuer: str, brackets: str, year: int, serial: int, space: str, before: str
) -> None:
    spelling = f"{issuer}{space}{brackets[0]}{year}{brackets[1]}{space}{before}{serial}{space}号"
    normal = f"{issuer}〔{year}〕{serial}号"

    assert normal_form(spelling) == normal
    assert normal_form(normal) == normal


def test_a_normal_form_of_nothing_or_of_two_numbers_is_refused() -> None:
    assert normal_form("医疗救助") is None
    assert normal_form("冀财社〔2023〕225号、冀财社〔2023〕208号") is None
