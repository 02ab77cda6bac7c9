"""Indicators: their targets as operator, number and unit where that is plain, and their facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ...ontology.facts import Indicator
from ..documents import Row, Text
from ..numbers import NUMBER, has_digit, is_nil
from ..plain import plain
from .ledger import Ledger
from .wording import said, spanned

QUALITATIVE = "定性"

#: Signs and words before a number. 以上 and 以内 include the number itself (民法典第一千二百五十九条).
BEFORE = {
    "≥": "≥",
    "≧": "≥",
    ">=": "≥",
    "大于等于": "≥",
    "大于或等于": "≥",
    "不低于": "≥",
    "不少于": "≥",
    "不小于": "≥",
    "至少": "≥",
    "≤": "≤",
    "≦": "≤",
    "<=": "≤",
    "小于等于": "≤",
    "小于或等于": "≤",
    "不高于": "≤",
    "不超过": "≤",
    "不多于": "≤",
    "不大于": "≤",
    "至多": "≤",
    ">": ">",
    "大于": ">",
    "超过": ">",
    "高于": ">",
    "<": "<",
    "小于": "<",
    "低于": "<",
    "少于": "<",
    "=": "=",
    "等于": "=",
}
AFTER = {"及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤"}

SIGN = "|".join(re.escape(sign) for sign in sorted(BEFORE, key=len, reverse=True))
#: 元, %, 人次, 元/天, 万元/人/年 — never a digit, a comma or a second operator, so no range and no date gets through.
WORD = r"[一-鿿A-Za-z]{1,6}?"
UNIT = rf"(?:[%‰]|\([%‰]\)|{WORD}(?:/{WORD}){{0,2}}|\({WORD}\))?"
TARGET = re.compile(rf"(?P<sign>{SIGN})?(?P<number>{NUMBER.pattern})(?P<unit>{UNIT})(?P<after>{'|'.join(AFTER)})?")
#: The unit of a point in time, not of a quantity: 6月底, 12月份, 12月. With an operator it is read as printed: ≤12月.
TIME = re.compile(r"月|日|[年月日](?:[底末初中份前]|[上中下]旬).*")
YEAR = re.compile(r"(?:19|20)\d\d")
OPERATORS = re.compile(r"[≥≧≤≦<>=]")


@dataclass(frozen=True, slots=True)
class Target:
    """What a target text says: operator, number and unit; only ``op`` 定性 for words; nothing where it is not plain."""

    op: str | None = None
    value: Decimal | None = None
    unit: str | None = None


def read_target(text: str) -> Target:
    """The target that ``text`` prints, if it is plainly at most one operator, one number and its unit.

    Dates and ranges stay text, and so does everything with a digit that is not read.

    >>> read_target("≥95%")
    Target(op='≥', value=Decimal('95'), unit='%')
    >>> read_target("=100.00(%)")
    Target(op='=', value=Decimal('100.00'), unit='%')
    >>> read_target("有效提升")
    Target(op='定性', value=None, unit=None)
    >>> read_target("2023 年 6 月底")
    Target(op=None, value=None, unit=None)
    """
    words = plain(text)
    if not words or is_nil(words):
        return Target()
    if not has_digit(words):
        return Target() if OPERATORS.search(words) else Target(QUALITATIVE)
    found = TARGET.fullmatch(words)
    if found is None or is_time(found):
        return Target()
    sign, after = found["sign"], found["after"]
    if sign and after:
        return Target()
    op = BEFORE[sign] if sign else AFTER[after] if after else "="
    return Target(op, Decimal(found["number"].replace(",", "").replace("−", "-")), found["unit"].strip("()") or None)


def is_time(found: re.Match[str]) -> bool:
    """Whether a number without operator is, by its unit, a point in time and no quantity: 12月底, 2023年."""
    if found["sign"]:
        return False
    year = found["unit"] == "年" and YEAR.fullmatch(found["number"])
    return bool(year or TIME.fullmatch(found["unit"]))


@dataclass(frozen=True, slots=True)
class Draft:
    """One indicator as printed; each part may stand in several cells where a page broke it."""

    name: tuple[Text, ...]
    target: tuple[Text, ...]
    level1: str | None = None
    level2: str | None = None
    description: tuple[Text, ...] = ()
    basis: tuple[Text, ...] = ()
    half: Literal["term", "year"] | None = None
    row: int | None = None
    """Which row of its sheet it stands in, where the sheet has two halves."""
    weight: Text | None = None
    points: Text | None = None
    actual: tuple[Text, ...] = ()
    deviation: tuple[Text, ...] = ()

    @property
    def sources(self) -> tuple[Text, ...]:
        """All cells that the indicator was read from, its value first."""
        scores = tuple(score for score in (self.points, self.weight) if score is not None)
        words = (*self.target, *self.actual, *self.name, *self.description, *self.basis, *self.deviation)
        return (*scores, *words)


def add_indicators(goal: str, drafts: Sequence[Draft], ledger: Ledger) -> None:
    """Keep the indicators of one goal, numbered from 1; a value without a name is kept and reported."""
    terms = {draft.row: f"{goal}/{ord_}" for ord_, draft in enumerate(drafts, start=1) if draft.half == "term"}
    for ord_, draft in enumerate(drafts, start=1):
        target = read_target(said(draft.target))
        actual = said(draft.actual)
        fact = Indicator(
            iri=f"{goal}/{ord_}",
            goal=goal,
            ord=ord_,
            place=spanned(([draft.points] if draft.points else None) or draft.target or draft.name),
            level1=draft.level1,
            level2=draft.level2,
            name=said(draft.name) or None,
            target_text=said(draft.target) or None,
            op=target.op,
            target=target.value,
            target_unit=target.unit,
            description=said(draft.description) or None,
            basis=said(draft.basis) or None,
            half=draft.half,
            beside=terms.get(draft.row) if draft.half == "year" else None,
            weight=score(draft.weight),
            points=score(draft.points),
            actual_text=actual or None,
            actual=reached(read_target(actual), target),
            deviation=said(draft.deviation) or None,
        )
        ledger.add(fact, *draft.sources)
        if not draft.name:
            report_nameless(draft, ledger)


def reached(actual: Target, target: Target) -> Decimal | None:
    """The number that was reached, if it is one plain number in the unit of the target.

    >>> reached(read_target("98%"), read_target("≥95%")), reached(read_target("已完成"), read_target("1项"))
    (Decimal('98'), None)
    """
    alike = actual.unit in (None, target.unit) or target.unit is None
    return actual.value if actual.op == "=" and alike else None


def score(text: Text | None) -> Decimal | None:
    """The points that a cell prints."""
    return Decimal(plain(text.text).removesuffix("分")) if text is not None else None


def report_nameless(draft: Draft, ledger: Ledger) -> None:
    """Say that a target value stands without the name of its indicator."""
    value = said(draft.target)
    ledger.find(
        "GJ-X12",
        "warning",
        f"指标值 {value!r} 旁没有指标名称",
        f"the target value {value!r} stands without the name of an indicator",
        spanned(draft.sources),
    )


def report_levelless(draft: Draft, ledger: Ledger) -> None:
    """Say that the level 2 of an indicator cannot be told."""
    name = said(draft.name) or said(draft.target)
    ledger.find(
        "GJ-X15",
        "info",
        f"看不出指标 {name!r} 属于哪个二级指标",
        f"the second level of the indicator {name!r} cannot be told",
        spanned(draft.sources),
    )


def report_unfitting(row: Row, ledger: Ledger) -> None:
    """Say that a row of indicators was not read."""
    cells = [cell for cell in row if plain(cell.text)]
    words = " | ".join(cell.text for cell in cells)
    ledger.find(
        "GJ-X16",
        "warning",
        f"指标行对不上表头，没有读：{words!r}",
        f"a row of indicators fits no columns of its heading and was not read: {words!r}",
        spanned(cells),
    )
