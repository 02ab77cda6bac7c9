"""The likely cause of two figures that disagree: what single slip of the pen would make them agree (model 3.7).

A diagnosis is a hint, never a verdict: it says which change would settle the arithmetic. The first that fits is told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..ontology.messages import Bilingual
from .evidence import Figure, Operand

Kind = Literal["factor", "unit", "omitted", "twice", "sign", "swapped", "truncated", "wrong-base"]

#: Powers of ten a slip of the decimal point or of the unit makes; ±4 is 元 written for 万元 or the reverse.
POWERS = (1, -1, 2, -2, 4, -4)
#: A scaled figure must meet the other side within this share of it, or nearly anything would fit.
SHARP = Decimal("0.05")
MANY = 12
"""With more parts than this a part of nearly any size is found, and two digits somewhere can be swapped to fit."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One likely cause and the words for it; ``figure`` is the figure it speaks of."""

    kind: Kind
    words: Bilingual
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that disagree: the figure judged, what the other side comes to, by how much they may differ."""

    figure: Figure
    stated: Decimal
    computed: Decimal
    slack: Decimal
    operands: tuple[Operand, ...]
    summed: bool
    """Whether the other side is the weighted sum of the operands (or the one other figure)."""

    @property
    def delta(self) -> Decimal:
        """Stated less computed."""
        return self.stated - self.computed

    @property
    def others_slack(self) -> Decimal:
        """The slack that the other side brings."""
        return max(self.slack - self.figure.ulp / 2, Decimal(0))


def diagnose(conflict: Conflict) -> Cause | None:
    """The likely cause, or ``None`` when no simple slip explains the difference."""
    for causes in (scaled, one_part, swapped, truncated, wrong_base):
        for cause in causes(conflict):
            return cause
    return None


def scaled(conflict: Conflict) -> Iterator[Cause]:
    """The figure, or one part of the sum, is off by a power of ten."""
    if conflict.stated == 0 or conflict.computed == 0:
        return
    for power in POWERS:
        factor = Decimal(10) ** power
        slack = conflict.figure.ulp * factor / 2 + other_half(conflict)
        if abs(conflict.stated * factor - conflict.computed) <= slack <= SHARP * abs(conflict.computed):
            yield factor_cause(power, conflict.figure)
    if conflict.summed and len(conflict.operands) > 1:
        for operand in conflict.operands:
            if operand.figure.value:
                yield from scaled_part(conflict, operand)


def scaled_part(conflict: Conflict, operand: Operand) -> Iterator[Cause]:
    """One part is off by a power of ten."""
    for power in POWERS:
        factor = Decimal(10) ** power
        change = operand.term * (factor - 1)
        step = operand.figure.ulp * abs(operand.weight) / 2
        slack = conflict.slack + step * (factor - 1)
        if abs(operand.term * factor) > conflict.slack and abs(conflict.delta - change) <= slack <= SHARP * abs(change):
            yield factor_cause(power, operand.figure)


def other_half(conflict: Conflict) -> Decimal:
    """Half the steps of the other side, also where equal steps must agree to the digit."""
    if conflict.slack == 0 and len(conflict.operands) == 1:
        return conflict.operands[0].figure.ulp / 2
    return conflict.others_slack


def factor_cause(power: int, figure: Figure) -> Cause:
    """Off by ten to the ``power``."""
    times = f"{10 ** abs(power)}"
    if abs(power) == 4:
        zh, en = (
            f"{figure.printed} 与另一方相差 10000 倍，疑元与万元混用",
            f"{figure.printed} is off by 10,000: 元 for 万元?",
        )
        return Cause("unit", Bilingual(zh, en), figure.iri)
    side = ("小", "small") if power > 0 else ("大", "large")
    zh = f"{figure.printed} 若{'乘以' if power > 0 else '除以'} {times} 则相符，疑小数点错位（偏{side[0]} {times} 倍）"
    verb = "times" if power > 0 else "divided by"
    en = f"{figure.printed} {verb} {times} would agree: too {side[1]} by a factor of {times}?"
    return Cause("factor", Bilingual(zh, en), figure.iri)


def one_part(conflict: Conflict) -> Iterator[Cause]:
    """One part is left out, counted twice, or has the wrong sign."""
    if not conflict.summed or not 1 < len(conflict.operands) <= MANY:
        return
    for kind, share in (("omitted", -1), ("twice", 1), ("sign", -2)):
        for operand in conflict.operands:
            term = operand.term
            if abs(term) > conflict.slack and abs(conflict.delta - share * term) <= conflict.slack:
                yield part_cause(kind, operand.figure)


def part_cause(kind: str, figure: Figure) -> Cause:
    """What happened to one part."""
    name, printed = figure.name, figure.printed
    match kind:
        case "omitted":
            return Cause(
                "omitted",
                Bilingual(
                    f"差额正是{name.zh} {printed}，疑合计漏计此项", f"the difference is {name.en} {printed}: left out?"
                ),
                figure.iri,
            )
        case "twice":
            return Cause(
                "twice",
                Bilingual(
                    f"差额正是{name.zh} {printed}，疑此项重复计入",
                    f"the difference is {name.en} {printed}: counted twice?",
                ),
                figure.iri,
            )
        case _:
            return Cause(
                "sign",
                Bilingual(
                    f"差额是{name.zh} {printed} 的两倍，疑正负号相反",
                    f"the difference is twice {name.en} {printed}: wrong sign?",
                ),
                figure.iri,
            )


def swapped(conflict: Conflict) -> Iterator[Cause]:
    """Two digits of a printed figure have changed places; the difference is then divisible by nine (or by 99 …)."""
    yield from swap_cause(conflict.figure, -conflict.delta, conflict.slack)
    if conflict.summed and len(conflict.operands) <= MANY:
        for operand in conflict.operands:
            if operand.weight:
                yield from swap_cause(operand.figure, conflict.delta / operand.weight, conflict.slack)


def swap_cause(figure: Figure, change: Decimal, slack: Decimal) -> Iterator[Cause]:
    """The figure's digits with two neighbours swapped, if that changes it by ``change`` within ``slack``."""
    if figure.value is None or figure.ulp <= 0:
        return
    digits = f"{abs(figure.value) / figure.ulp:.0f}"
    sign = -1 if figure.value < 0 else 1
    for place in range(len(digits) - 1):
        other = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        value = sign * Decimal(other) * figure.ulp
        if value != figure.value and abs(value - figure.value - change) <= slack:
            meant = figure.scale.shown(value, figure.ulp)
            zh = f"{figure.printed} 若为 {meant} 则相符，疑相邻两位数字颠倒"
            yield Cause(
                "swapped", Bilingual(zh, f"{meant} for {figure.printed} would agree: digits swapped?"), figure.iri
            )


def truncated(conflict: Conflict) -> Iterator[Cause]:
    """The figure was cut, not rounded — perhaps also off by a power of ten."""
    if conflict.stated == 0 or conflict.computed == 0 or not conflict.figure.scale.rounds:
        return
    if conflict.slack == 0 and abs(conflict.delta) == conflict.figure.ulp:
        words = Bilingual(
            "相差末位一个单位，可能取整方式不同（四舍五入或截尾）", "one unit of the last digit: rounded differently?"
        )
        yield Cause("truncated", words, conflict.figure.iri)
    for power in (0, *POWERS):
        factor = Decimal(10) ** power
        value, step = conflict.stated * factor, conflict.figure.ulp * factor
        if step <= SHARP * abs(conflict.computed) * 4 and cut_meets(value, step, conflict):
            if power == 0:
                words = Bilingual("疑为截尾而非四舍五入", "cut off instead of rounded?")
                yield Cause("truncated", words, conflict.figure.iri)
            else:
                also = factor_cause(power, conflict.figure)
                words = Bilingual(f"{also.words.zh}，且系截尾", f"{also.words.en} And cut off, not rounded")
                yield Cause(also.kind, words, conflict.figure.iri)


def cut_meets(value: Decimal, step: Decimal, conflict: Conflict) -> bool:
    """Whether the figure, read as cut off, meets the other side (read as cut off too where it is a sum)."""
    low, high = (value, value + step) if value > 0 else (value - step, value)
    if conflict.summed and conflict.operands:
        ends = [
            Decimal(operand.weight) * operand.figure.ulp * (1 if (operand.figure.value or 0) >= 0 else -1)
            for operand in conflict.operands
        ]
        least = conflict.computed + sum((end for end in ends if end < 0), Decimal(0))
        most = conflict.computed + sum((end for end in ends if end > 0), Decimal(0))
    else:
        least, most = conflict.computed - conflict.others_slack, conflict.computed + conflict.others_slack
    return low < most and least < high


def wrong_base(conflict: Conflict) -> Iterator[Cause]:
    """A growth in percent that was divided by this year's figure instead of last year's."""
    if conflict.figure.scale.zh != "%":
        return
    now, before = of_role(conflict.operands, "current"), of_role(conflict.operands, "prior")
    change = of_role(conflict.operands, "difference")
    if now is None or not now.value:
        return
    if before is not None and before.value is not None:
        growth, step = 100 * (now.value - before.value) / now.value, now.ulp + before.ulp
    elif change is not None and change.value is not None:
        growth, step = 100 * change.value / now.value, now.ulp + change.ulp
    else:
        return
    width = 100 * step / 2 / abs(now.value)
    if abs(conflict.stated - growth) <= conflict.figure.ulp / 2 + width:
        zh = "增减额除以本年数正得此数，疑误以本年数为基数"
        yield Cause("wrong-base", Bilingual(zh, "the change divided by this year's figure gives it: wrong base?"))


def of_role(operands: Sequence[Operand], role: str) -> Figure | None:
    """The one figure of a role; ``None`` if there is none or more than one."""
    found = [operand.figure for operand in operands if operand.role == role]
    return found[0] if len(found) == 1 else None
