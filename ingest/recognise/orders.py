"""Where running text says, without a number, that an outturn is more or less than its budget, or the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .prose_words import table


@dataclass(frozen=True, slots=True)
class Order:
    """``sign`` is that of the outturn less the budget; a vague one says only that they are about the same."""

    start: int
    end: int
    sign: Decimal
    vague: bool = False


def orders(text: str) -> Iterator[Order]:
    """The comparisons of an outturn with a budget in ``text``, in reading order.

    >>> [int(order.sign) for order in orders("决算数小于预算数的主要原因。支出决算大于年初预算。决算数同预算数持平。")]
    [-1, 1, 0]
    >>> [int(order.sign) for order in orders("年初预算数大于决算数")], list(orders("决算数不等于预算数"))
    ([-1], [])
    >>> [order.vague for order in orders("决算数与年初预算数基本持平")]
    [True]
    """
    found = [
        Order(match.start(), match.end(), sign(match) * turn, vague=bool(match["vague"]))
        for turn, one, other in ((1, "outturn", "budget"), (-1, "budget", "outturn"))
        for match in pattern(one, other).finditer(text)
    ]
    yield from sorted(found, key=lambda order: order.start)


def sign(match: re.Match[str]) -> Decimal:
    """The sign of the figure named first less the other."""
    return Decimal(1 if match["more"] else -1 if match["less"] else 0)


@cache
def pattern(one: str, other: str) -> re.Pattern[str]:
    """One figure, how it compares, the other: more or less than it, or the same with it."""
    said = table("order")
    unequal = rf"(?:(?P<more>{said['more']})|(?P<less>{said['less']})|{said['equal']}){said[other]}"
    level = rf"{said['with']}{said[other]}(?P<vague>{said['vague']})?{said['level']}"
    return re.compile(rf"{said[one]}(?:{unequal}|{level})")
