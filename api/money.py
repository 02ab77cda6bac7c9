"""Amounts in the unit that a reader chooses: 元, 万元 or 亿元."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from starlette.requests import Request

from ..ontology.messages import Bilingual


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A unit of money: its name in addresses, in words, and how many yuan it is."""

    name: str
    words: Bilingual
    yuan: int
    decimals: int

    def shown(self, yuan: Decimal | None) -> str:
        """An amount in this unit, never rounded away: two decimals, or as many as it has.

        >>> MONEY_UNITS["yi"].shown(Decimal("25629300")), MONEY_UNITS["yuan"].shown(Decimal("0.5"))
        ('0.256293', '0.5')
        """
        if yuan is None:
            return ""
        value = yuan / self.yuan
        shortest = Decimal(1).scaleb(-self.decimals)
        if value == value.quantize(shortest):
            return f"{value.quantize(shortest):,f}"
        return f"{value:,.10f}".rstrip("0")


MONEY_UNITS: Mapping[str, MoneyUnit] = {
    unit.name: unit
    for unit in (
        MoneyUnit("yuan", Bilingual("元", "yuan"), 1, 0),
        MoneyUnit("wan", Bilingual("万元", "万元 (10,000 yuan)"), 10_000, 2),
        MoneyUnit("yi", Bilingual("亿元", "亿元 (100 million yuan)"), 100_000_000, 4),
    )
}


def money_unit(request: Request) -> MoneyUnit:
    """The unit that the address asks for, else 万元."""
    return MONEY_UNITS.get(request.query_params.get("in", "wan"), MONEY_UNITS["wan"])
