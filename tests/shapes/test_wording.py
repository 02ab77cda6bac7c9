"""Numbers are told in the unit and with the digits of the page."""

from decimal import Decimal

import pytest

from gouji.ontology.messages import Bilingual
from gouji.shapes.diagnosis import Conflict
from gouji.shapes.evidence import Figure, Operand, Role
from gouji.shapes.scales import Scale
from gouji.shapes.wording import arithmetic

WAN, YUAN, PERCENT = Scale.money(10000), Scale.money(1), Scale.percent()


def figure(printed: str, scale: Scale) -> Figure:
    value = Decimal(printed)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent)) * scale.factor
    return Figure(printed, Bilingual(printed, printed), printed, value * scale.factor, step, scale, None)


def told(
    stated: Figure, computed: Decimal, slack: str, *operands: Operand, parts: int = 2, summed: bool = False
) -> str:
    value = stated.value or Decimal(0)
    conflict = Conflict(stated, value, computed, Decimal(slack), operands, summed=summed)
    return arithmetic(conflict, parts, "any").zh


def roles(*pairs: tuple[str, Scale, Role]) -> tuple[Operand, ...]:
    return tuple(Operand(figure(printed, scale), role) for printed, scale, role in pairs)


def test_two_prints_in_different_units_keep_their_own() -> None:
    other = Operand(figure("6919827", YUAN), "other")

    words = told(figure("69.20", WAN), Decimal(6919827), "50.5", other, parts=1, summed=True)

    assert words == "69.20 万元 与的 6919827 元，相差 -622.7827 万元（容差 ±0.00505）"


@pytest.mark.parametrize(
    ("operands", "computed", "words"),
    [
        (
            roles(("0.32", WAN, "share-part"), ("3686.55", WAN, "share-whole")),
            Decimal(32) / 3686,
            "应为 0.0087，印 0.08",
        ),
        (
            roles(("0.32", WAN, "share-part"), ("3686.55", WAN, "share-whole")),
            100 * Decimal("0.32") / Decimal("3686.55"),
            "0.32万元 ÷ 3686.55万元 ≈ 0.0087，印 0.08，相差 0.0713（%，容差 ±0.0053）",
        ),
        (
            roles(("3686.23", WAN, "spent"), ("3686.55", WAN, "share-whole")),
            100 * Decimal("0.32") / Decimal("3686.55"),
            "(3686.55万元 − 3686.23万元) ÷ 3686.55万元 ≈ 0.0087",
        ),
        (
            roles(("105.37", WAN, "current"), ("100.00", WAN, "prior")),
            Decimal("5.37"),
            "(105.37万元 − 100.00万元) ÷ 100.00万元",
        ),
        (
            roles(("105.00", WAN, "current"), ("5.00", WAN, "difference")),
            Decimal(5),
            "5.00万元 ÷ (105.00万元 − 5.00万元) = 5.00",
        ),
    ],
)
def test_a_quotient_is_written_out_only_where_it_is_the_one_that_was_computed(
    operands: tuple[Operand, ...], computed: Decimal, words: str
) -> None:
    assert words[:12] in told(figure("0.08", PERCENT), computed, "0.0053", *operands)


def test_a_product_has_its_own_units() -> None:
    operands = roles(("8200", Scale(1, "人", "人"), "factor"), ("380", YUAN, "factor"))

    words = told(figure("312.00", WAN), Decimal(3116000), "50", *operands)

    assert words == "8200人 × 380元 = 311.60，印 312.00，相差 0.40（万元，容差 ±0.005）"


def test_a_long_sum_is_told_by_its_number_of_parts() -> None:
    many = tuple(Operand(figure("1.00", WAN)) for _ in range(16))

    words = told(figure("20.00", WAN), Decimal(160000), "850", *many, parts=16, summed=True)

    assert words == "16 项之和 = 16.00，印 20.00，相差 4.00（万元，容差 ±0.085，16 项）"


def test_a_negative_part_is_taken_off() -> None:
    operands = (Operand(figure("5.00", WAN)), Operand(figure("2.00", WAN), weight=-1))

    words = told(figure("4.00", WAN), Decimal(30000), "150", *operands, summed=True)

    assert words.startswith("5.00 − 2.00 = 3.00，印 4.00")
