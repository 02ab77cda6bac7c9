"""Numbers with a unit in running text, and what every other number there is (a year, an ordinal)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .citations import NARROW, citations
from .prose_words import table, words

# 1,269.43 before 1261; a minus only where no digit or letter stands before it (2022-198 is no negative number).
NUMBER = re.compile(r"(?:(?<![\dA-Za-z)])[-−])?(?<![\d.])(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?")
YEAR = re.compile(r"(?:19|20)\d\d")
TITLE = re.compile(r"《[^》]*》")
CENTS = re.compile(r"\.\d\d$")
CLOSED = re.compile(r"\s*(?:[,，。；;、)）]|$)")
#: How many characters before a number can tell what it is.
REACH = 24
ORDINAL_AFTER = re.compile(r"\s*[)、.．](?!\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit: ``value`` and ``step`` are in ``unit`` (yuan, percent, 分, 人 …)."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    unit: str
    printed_unit: str
    approximate: bool = False
    each: str = ""
    """What a price is for: 人 in 300元/人."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A number that counts nothing, and what it is instead."""

    start: int
    end: int
    reason: str


def quantities(text: str) -> tuple[Quantity | Bare, ...]:
    """All numbers of ``text`` in order; ``text`` may hold full-width signs.

    >>> [(q.value, q.unit) for q in quantities("印刷10万张，投入1.2万元")]
    [(Decimal('100000'), '张'), (Decimal('12000.0'), 'yuan')]
    >>> [(q.value, q.unit) for q in quantities("公务接待支出0.39万（含外宾接待）")]
    [(Decimal('3900.00'), 'yuan')]
    >>> [bare.reason for bare in quantities("2023年第2期")]
    ['year', 'ordinal']
    """
    narrow = text.translate(NARROW)
    taken = [(cited.start, cited.end) for cited in citations(text)]
    titles = [match.span() for match in TITLE.finditer(text)]
    return tuple(read(narrow, match, taken, titles) for match in NUMBER.finditer(narrow))


def read(
    narrow: str, match: re.Match[str], taken: list[tuple[int, int]], titles: list[tuple[int, int]]
) -> Quantity | Bare:
    """What one number is."""
    start, end = match.span()
    if any(a <= start < b for a, b in taken):
        return Bare(start, end, "document-number")
    if any(a <= start < b for a, b in titles):
        return Bare(start, end, "name")
    if before(narrow, start).endswith("第"):
        return Bare(start, end, "ordinal")
    unit = unit_pattern().match(narrow, end) or short_money(narrow, match)
    if unit is None:
        return Bare(start, end, bare_reason(narrow, match))
    if unit["time"]:
        return Bare(start, end, "year" if YEAR.fullmatch(match.group()) and unit["time"].startswith("年") else "date")
    return with_unit(narrow, match, unit)


def short_money(narrow: str, match: re.Match[str]) -> re.Match[str] | None:
    """The scale that stands for money itself: after words of money (接待支出0.39万), or with two decimals (9.00万)."""
    found = short_money_pattern().match(narrow, match.end())
    if found is None or re.search(table("units")["money-words"], before(narrow, match.start())):
        return found
    return found if CENTS.search(match.group()) and CLOSED.match(narrow, found.end()) else None


@cache
def short_money_pattern() -> re.Pattern[str]:
    """A scale without its 元, no part of another word, with the groups of a unit."""
    scales = "|".join(table("units")["short-money"])
    rest = "".join(rf"(?P<{name}>(?!))?" for name in ("time", "more", "more2", "scale", "each", "around"))
    return re.compile(rf"\s*(?P<unit>{scales})(?![{scales}千百亩]){rest}")


def before(text: str, start: int) -> str:
    """The words right before a place: never more than a few, so that a long line costs no more than a short one."""
    return text[max(0, start - REACH) : start].rstrip()


def with_unit(narrow: str, match: re.Match[str], unit: re.Match[str]) -> Quantity:
    """The quantity that a number and the unit after it make."""
    digits = Decimal(match.group().replace(",", "").replace("−", "-"))
    exponent = digits.as_tuple().exponent
    assert isinstance(exponent, int)
    name, factor = canonical(unit)
    step = Decimal(1).scaleb(exponent)
    within = unit["more"] or unit["more2"] or re.search("[余多]", unit["unit"])
    around = within or unit["around"] or before(narrow, match.start()).endswith(words("claims", "approximate-before"))
    return Quantity(
        match.start(),
        unit.end("unit"),
        digits * factor,
        step * factor,
        name,
        re.sub("[余多]", "", unit["unit"]),
        bool(around),
        unit["each"] or "",
    )


def canonical(unit: re.Match[str]) -> tuple[str, Decimal]:
    """The unit of a claim, and how many of it one printed unit is."""
    money = {**table("units")["money"], **table("units")["short-money"]}
    scales, written = table("units")["scales"], table("units")["written"]
    printed = re.sub("[余多]", "", unit["unit"])
    if printed in money:
        return "yuan", Decimal(money[printed])
    if printed in words("units", "percent"):
        return "percent", Decimal(1)
    return written.get(printed, printed), Decimal(scales[unit["scale"]]) if unit["scale"] else Decimal(1)


def bare_reason(narrow: str, match: re.Match[str]) -> str:
    """What a number without a unit is: a year, an ordinal or not understood."""
    start, end = match.span()
    if before(narrow, start).rstrip(" :：-0123456789").endswith(words("claims", "personal")):
        return "personal"
    if ORDINAL_AFTER.match(narrow, end) and before(narrow, start)[-1:] in ("", *"(。；;:"):
        return "ordinal"
    return "year" if YEAR.fullmatch(match.group()) else "no-unit"


@cache
def unit_pattern() -> re.Pattern[str]:
    """The unit after a number: time first (个月 is no 个), then money, percent, points, things counted."""
    alternatives = {key: "|".join(map(re.escape, words("units", key))) for key in ("percent", "score", "count", "time")}
    spans = "|".join(map(re.escape, words("units", "not-count")))
    money = "|".join(sorted(table("units")["money"], key=len, reverse=True))
    scales = "|".join(sorted(table("units")["scales"], key=len, reverse=True))
    after = "|".join(words("claims", "approximate-after"))
    never = "|".join(map(re.escape, words("units", "not-units")))
    return re.compile(
        rf"\s*(?:(?P<time>(?:{spans})|(?:{alternatives['time']})(?![元%]))"
        rf"|(?P<more>[余多])?\s*(?:(?P<scale>{scales})\s*(?P<more2>[余多])?\s*(?=(?:{alternatives['count']})))?"
        rf"(?!{never})(?P<unit>(?:{money})|[千万亿][余多]元|(?:{alternatives['percent']})|(?:{alternatives['count']})|(?:{alternatives['score']}))"
        rf"(?:/(?P<each>[\u4e00-\u9fff](?:[·/.][\u4e00-\u9fff])?))?\s*(?P<around>{after})?)"
    )


def iterate(text: str) -> Iterator[Quantity]:
    """Only the numbers with a unit."""
    return (found for found in quantities(text) if isinstance(found, Quantity))
