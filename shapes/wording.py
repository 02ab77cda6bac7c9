"""The arithmetic of a result in the unit it is printed in, and the sentence that tells it, in Chinese and English.

The words say what does not agree with what; they never say which side is wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ..ontology.messages import Bilingual
from ..ontology.places import Place
from .diagnosis import Conflict
from .evidence import Figure, Operand
from .scales import Scale

#: A sum of more parts than this is told by its number of parts.
LISTED = 8
#: Quotients are cut differently by different engines.
CLOSE = Decimal("0.000001")
NOTHING = Bilingual("", "")
#: Patterns whose other side is a bound, not an equal.
BOUNDS = {
    "plan": Bilingual("应达到", "at least"),
    "points": Bilingual("不应超过", "at most"),
    "cost": Bilingual("不应超过", "at most"),
    "term": Bilingual("不应超过", "at most"),
}
EQUAL = Bilingual("应为", "computed")
ROLES = {
    "current": Bilingual("本期", "current"),
    "prior": Bilingual("上期", "prior"),
    "difference": Bilingual("增减额", "change"),
    "share-part": Bilingual("部分", "part"),
    "share-whole": Bilingual("整体", "whole"),
    "other": Bilingual("另一处", "elsewhere"),
}


def arithmetic(conflict: Conflict, parts: int, pattern: str) -> Bilingual:
    """Both sides, the difference and the slack, in the printed unit of the figure judged."""
    operands = conflict.operands
    if conflict.summed and len(operands) == 1 and operands[0].weight == 1:
        return same(conflict, operands[0].figure)
    left = next((each for each, value in formulas(conflict) if close(value, conflict.computed)), None)
    if pattern == "change" and left is None:
        return listed(conflict)
    return equation(conflict, left, parts, BOUNDS.get(pattern, EQUAL))


def equation(conflict: Conflict, left: Bilingual | None, parts: int, verb: Bilingual) -> Bilingual:
    """A left side, what it comes to, what is printed, by how much they differ and may differ."""
    figure, scale = conflict.figure, conflict.figure.scale
    computed, sign = shown_computed(conflict)
    zh = f"{left.zh} {sign} {computed}" if left else f"{verb.zh} {computed}"
    en = f"{left.en} {sign} {computed}" if left else f"{verb.en} {computed}"
    if not conflict.summed:
        lines = lines_of(conflict.operands)
        zh, en = f"{zh}{lines.zh}", f"{en}{lines.en}"
    difference = scale.shown(conflict.delta, finest(conflict)) if sign == "=" else rounded(conflict.delta, figure)
    unit = f"{scale.zh}，" if scale.zh else "", f"{scale.en}, " if scale.en else ""
    count = (f"，{parts} 项", f", {parts} parts") if parts > 1 and conflict.summed else ("", "")
    slack = bound(conflict, sign)
    return Bilingual(
        f"{zh}，印 {own(figure)}，相差 {difference}（{unit[0]}容差 ±{slack}{count[0]}）",
        f"{en}, printed {own(figure)}, difference {difference} ({unit[1]}slack ±{slack}{count[1]})",
    )


def same(conflict: Conflict, other: Figure) -> Bilingual:
    """Two prints of one quantity."""
    figure, scale = conflict.figure, conflict.figure.scale
    one, two = with_unit(figure), with_unit(other)
    difference = with_unit_of(scale, scale.shown(conflict.delta, finest(conflict)))
    slack, where = bound(conflict, "="), at(other.place)
    return Bilingual(
        f"{one.zh} 与{where.zh}的 {two.zh}，相差 {difference.zh}（容差 ±{slack}）",
        f"{one.en} against {two.en}{where.en}, difference {difference.en} (slack ±{slack})",
    )


def listed(conflict: Conflict) -> Bilingual:
    """What is printed, beside the figures it should be seen with."""
    zh, en = [f"印 {with_unit(conflict.figure).zh}"], [f"printed {with_unit(conflict.figure).en}"]
    for operand in conflict.operands:
        role, words, where = ROLES.get(operand.role, NOTHING), with_unit(operand.figure), at(operand.figure.place)
        zh.append(f"{role.zh} {words.zh}（{where.zh}）" if where.zh else f"{role.zh} {words.zh}")
        en.append(f"{role.en} {words.en}{where.en}")
    return Bilingual("，".join(zh), ", ".join(en))


def formulas(conflict: Conflict) -> Iterator[tuple[Bilingual, Decimal]]:
    """The ways to read the operands as an equation, each with its value."""
    operands = conflict.operands
    if conflict.summed and operands:
        yield summands(operands, conflict.figure.scale), conflict.computed
    role = {operand.role: operand.figure for operand in operands if operand.figure.value is not None}
    whole, now, before, change = (role.get(name) for name in ("share-whole", "current", "prior", "difference"))
    if whole and (part := role.get("share-part")):
        yield both(f"{mixed(part)} ÷ {mixed(whole)}"), percent(amount(part), amount(whole))
    if whole and (spent := role.get("spent")):
        text = f"({mixed(whole)} − {mixed(spent)}) ÷ {mixed(whole)}"
        yield both(text), percent(amount(whole) - amount(spent), amount(whole))
    if now and before:
        text = f"({mixed(now)} − {mixed(before)}) ÷ {mixed(before)}"
        yield both(text), percent(amount(now) - amount(before), amount(before))
    if now and change:
        text = f"{mixed(change)} ÷ ({mixed(now)} − {mixed(change)})"
        yield both(text), percent(amount(change), amount(now) - amount(change))
    if change and before:
        yield both(f"{mixed(change)} ÷ {mixed(before)}"), percent(amount(change), amount(before))
    factors = [operand.figure for operand in operands if operand.role == "factor"]
    if len(factors) == 2:
        product = amount(factors[0]) * amount(factors[1])
        hundreds = sum(1 for factor in factors if factor.scale == Scale.percent())
        yield both(" × ".join(mixed(factor) for factor in factors)), product / 100**hundreds


def summands(operands: Sequence[Operand], scale: Scale) -> Bilingual:
    """The terms of a sum in the unit of its total; a long sum is told by its first and last line."""
    if len(operands) > LISTED:
        places = [operand.figure.place for operand in operands if operand.figure.place]
        zh = f"{span(places).zh} " if places else ""
        en = f" on {span(places).en}" if places else ""
        return Bilingual(f"{zh}{len(operands)} 项之和", f"the sum of {len(operands)} figures{en}")
    text = ""
    for operand in operands:
        number, minus = scale.shown(abs(operand.term), operand.figure.ulp), operand.term < 0
        text += f" {'−' if minus else '+'} {number}" if text else f"{'−' if minus else ''}{number}"
    return both(text)


def shown_computed(conflict: Conflict) -> tuple[str, str]:
    """The other side's number, and ``=`` or ``≈``."""
    exact = conflict.figure.scale.shown(conflict.computed, finest(conflict))
    if Decimal(exact) * conflict.figure.scale.factor == conflict.computed:
        return exact, "="
    return rounded(conflict.computed, conflict.figure), "≈"


def rounded(value: Decimal, figure: Figure) -> str:
    """A quotient with two digits more than the figure prints."""
    step = (figure.ulp or Decimal(1)) / 100
    return figure.scale.shown(value.quantize(step.normalize()) if step < 1 else value, step)


def bound(conflict: Conflict, sign: str) -> str:
    """The slack in the printed unit, without idle zeros."""
    if sign == "≈":
        return rounded(conflict.slack, conflict.figure)
    text = conflict.figure.scale.shown(conflict.slack, finest(conflict) / 2)
    return text.rstrip("0").rstrip(".") if "." in text else text


def finest(conflict: Conflict) -> Decimal:
    """The smallest printed step of all figures that stand in the figure's own unit."""
    steps = [conflict.figure.ulp]
    if conflict.summed:
        steps += [operand.figure.ulp for operand in conflict.operands]
    return min((step for step in steps if step > 0), default=Decimal(0))


def own(figure: Figure) -> str:
    """The figure in its own unit, as it is printed (without the unit)."""
    return figure.scale.shown(figure.value, figure.ulp) if figure.value is not None else figure.printed


def mixed(figure: Figure) -> str:
    """The figure in its own unit, with the unit behind it."""
    return f"{own(figure)}{figure.scale.zh}"


def with_unit(figure: Figure) -> Bilingual:
    """The figure as printed, with its unit."""
    return with_unit_of(figure.scale, own(figure))


def with_unit_of(scale: Scale, number: str) -> Bilingual:
    """A number with its unit."""
    space = "" if scale.zh == "%" else " "
    return Bilingual(f"{number}{space}{scale.zh}".rstrip(), f"{number}{space}{scale.en}".rstrip())


def both(text: str) -> Bilingual:
    """The same in both languages."""
    return Bilingual(text, text)


def amount(figure: Figure) -> Decimal:
    """The figure's number."""
    return figure.value or Decimal(0)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """``part`` of ``whole`` in percent; a whole of nothing gives nothing."""
    return 100 * part / whole if whole else Decimal(0)


def close(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are the same but for the digits at which a division was cut."""
    return abs(one - other) <= CLOSE * max(abs(one), abs(other), Decimal(1))


def span(places: Sequence[Place]) -> Place:
    """From the first of the places to the last."""
    whole = Place(places[0].first, places[-1].last)
    first, last = places[0].spot, places[-1].spot
    if first is None or last is None:
        return whole
    pages = last.page if last.page != first.page else None
    cells = f"{first.cell}:{last.cell}" if first.cell and last.cell else first.cell
    return replace(whole, spot=replace(first, box=None, last_page=pages, cell=cells))


def lines_of(operands: Sequence[Operand]) -> Bilingual:
    """Where the operands stand."""
    places = sorted({operand.figure.place for operand in operands if operand.figure.place})
    if not places:
        return NOTHING
    if all(place.spot is None for place in places):
        numbers = list(dict.fromkeys(str(place.first) for place in places))
        return Bilingual(f"（第{'、'.join(numbers)}行）", f" (line {', '.join(numbers)})")
    zh, en = dict.fromkeys(place.zh for place in places), dict.fromkeys(place.en for place in places)
    return Bilingual(f"（{'、'.join(zh)}）", f" ({', '.join(en)})")


def at(place: Place | None) -> Bilingual:
    """Where a figure stands, in the file itself or by an editor's line numbers."""
    return NOTHING if place is None else Bilingual(place.zh, f" ({place.en})")
