"""The likely cause of a difference: the worked examples of the model, and what must not be guessed."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from gouji.ontology.messages import Bilingual
from gouji.shapes.diagnosis import Conflict, diagnose
from gouji.shapes.evidence import Figure, Operand, Role
from gouji.shapes.scales import Scale


def figure(printed: str, scale: Scale, name: str = "figure") -> Figure:
    value, factor = Decimal(printed), scale.factor
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return Figure(name, Bilingual(name, name), printed, value * factor, step * factor, scale, None)


def sums(stated: str, *parts: str) -> Conflict:
    """A printed total in 万元 against its printed parts."""
    total = figure(stated, Scale.money(10000))
    operands = tuple(Operand(figure(part, Scale.money(10000), f"part {n}")) for n, part in enumerate(parts, 1))
    computed = sum((operand.term for operand in operands), Decimal(0))
    slack = (total.ulp + sum((operand.figure.ulp for operand in operands), Decimal(0))) / 2
    if len(operands) == 1 and operands[0].figure.ulp == total.ulp:
        slack = Decimal(0)
    return Conflict(total, total.value or Decimal(0), computed, slack, operands, summed=True)


def quotient(stated: str, part: str, whole: str, *, roles: Sequence[Role] = ("share-part", "share-whole")) -> Conflict:
    """A printed percentage against the quotient of two amounts in 万元."""
    percent = figure(stated, Scale.percent())
    pair = tuple(figure(each, Scale.money(10000)) for each in (part, whole))
    x, y = (each.value or Decimal(0) for each in pair)
    half = pair[0].ulp / 2
    growth = 100 if roles[0] == "current" else 0
    low, high = 100 * (x - half) / (y + half) - growth, 100 * (x + half) / (y - half) - growth
    operands = tuple(Operand(each, role) for each, role in zip(pair, roles, strict=True))
    slack = (high - low + percent.ulp) / 2
    return Conflict(percent, percent.value or Decimal(0), 100 * x / y - growth, slack, operands, summed=False)


@pytest.mark.parametrize(
    ("conflict", "kind", "words"),
    [
        (sums("69.20", "691.98"), "factor", "69.20 若乘以 10 则相符"),
        (sums("6919.8", "691.98"), "factor", "若除以 10 则相符"),
        (sums("5", "50000.00"), "unit", "元与万元混用"),
        (sums("120.00", "100.00", "2.00"), "factor", "2.00 若乘以 10 则相符"),
        (sums("100.00", "60.00", "40.00", "12.30"), "omitted", "差额正是part 3 12.30"),
        (sums("124.60", "60.00", "40.00", "12.30"), "twice", "疑此项重复计入"),
        (sums("87.70", "60.00", "40.00", "12.30"), "sign", "正负号相反"),
        (sums("2582.32", "2528.32"), "swapped", "2582.32 若为 2528.32 则相符"),
        (sums("158.10", "85.00", "37.10"), "swapped", "37.10 若为 73.10 则相符"),
        (sums("100.03", "25.00", "25.00", "25.00", "25.00"), "truncated", "疑为截尾"),
        (sums("670.53", "484.29", "186.26"), None, None),
        (sums("2562.94", "2562.93"), "truncated", "取整方式不同"),
        (sums("3686.23", "158.08", "3528.46"), None, None),
        (quotient("0.08", "0.32", "3686.55"), "factor", "且系截尾"),
        (quotient("1.66", "6106.99", "6005.51", roles=("current", "prior")), "wrong-base", "以本年数为基数"),
    ],
)
def test_the_first_slip_that_would_settle_the_arithmetic_is_told(
    conflict: Conflict, kind: str | None, words: str | None
) -> None:
    cause = diagnose(conflict)

    assert (cause and cause.kind) == kind
    assert words is None or (cause is not None and words in cause.words.zh)


def test_a_part_is_not_named_where_nearly_any_part_would_fit() -> None:
    many = [f"{n}.00" for n in range(1, 31)]

    cause = diagnose(sums("450.00", *many))

    assert cause is None or cause.kind not in {"omitted", "twice", "sign"}


def test_no_words_accuse_a_side() -> None:
    for conflict in (sums("69.20", "691.98"), sums("2582.32", "2528.32"), sums("100.00", "60.00", "40.00", "12.30")):
        cause = diagnose(conflict)
        assert cause is not None
        assert all(word not in cause.words.zh for word in ("错误", "有误"))
        assert all(word not in cause.words.en for word in ("error", "incorrect"))
