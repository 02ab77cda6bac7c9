"""How a figure is printed: in yuan, in ten thousands, in percent, in points — so that findings speak its own unit."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from ..ontology.facts import Cell, Claim, Indicator, Table
from .labels import quantity_kind

#: Printed units by their yuan. They are quoted, not translated: a reader looks for them on the page.
WORDS = {1: "元", 1000: "千元", 10000: "万元", 100000000: "亿元"}


@dataclass(frozen=True, slots=True)
class Scale:
    """A printed unit: ``factor`` base units (yuan, percent points, pieces), and its words."""

    factor: int = 1
    zh: str = ""
    en: str = ""

    @property
    def rounds(self) -> bool:
        """Whether figures of this unit are rounded when printed; people and points are counted.

        >>> Scale.money(10000).rounds, Scale(1, "个", "个").rounds
        (True, False)
        """
        return self.zh == "%" or self.zh in WORDS.values()

    @classmethod
    def money(cls, factor: int) -> "Scale":
        """A unit of money by its yuan."""
        return cls(factor, WORDS[factor], WORDS[factor])

    @classmethod
    def percent(cls) -> "Scale":
        """Percent points."""
        return cls(1, "%", "%")

    def shown(self, value: Decimal, step: Decimal) -> str:
        """``value`` (in base units) in this unit, with the digits that ``step`` (in base units) allows.

        >>> Scale.money(10000).shown(Decimal("-622780000"), Decimal("100"))
        '-62278.00'
        """
        scaled = value / self.factor
        if step > 0:
            digits = Decimal(1).scaleb(min((step / self.factor).normalize().adjusted(), 0))
            if scaled == scaled.quantize(digits, ROUND_HALF_EVEN):
                scaled = scaled.quantize(digits)
                return f"{scaled:f}"
        text = f"{scaled.quantize(Decimal(1).scaleb(-6), ROUND_HALF_EVEN):f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


def scale_of_cell(cell: Cell, table: Table | None) -> Scale:
    """The unit of a cell: its table's for money, else what its column measures."""
    match quantity_kind(cell.measure):
        case "percent":
            return Scale.percent()
        case "score":
            return Scale(1, "分", "points")
        case "count":
            return Scale()
        case _:
            return Scale.money(table.scale if table else 1)


def scale_of_claim(claim: Claim) -> Scale:
    """The unit a claim prints."""
    if claim.unit == "percent":
        return Scale.percent()
    if claim.kind == "order":
        return Scale()
    if claim.unit != "yuan":
        return Scale(1, claim.unit, claim.unit)
    return Scale.money(factor_of(claim.printed))


def scale_of_indicator(indicator: Indicator) -> Scale:
    """The unit of an indicator's target; 万 without 元 is money, as 总成本 ≤5万 shows."""
    unit = indicator.target_unit or ""
    match unit:
        case "元" | "万元" | "亿元" | "千元" | "万":
            return Scale.money(factor_of(unit))
        case "%":
            return Scale.percent()
        case _:
            return Scale(1, unit, unit)


@cache
def factor_of(printed: str) -> int:
    """How many yuan one of the printed unit is.

    >>> factor_of("2562.93万元"), factor_of("3,456 元")
    (10000, 1)
    """
    for sign, factor in (("亿", 100000000), ("万", 10000), ("千", 1000)):
        if sign in printed:
            return factor
    return 1
