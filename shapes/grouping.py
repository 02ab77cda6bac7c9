"""One defect is one finding: results that share a figure and differ by the same amount stand under one of them.

A wrong row breaks its own sum, the sum above it, and every table that prints it again. Where one figure takes part in
all that is broken, and all would agree if it were another number, the group says so and names what it agrees with.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ..ontology.messages import Bilingual
from .diagnosis import Cause, Conflict, diagnose
from .engine import Binding
from .evidence import Facts, Figure
from .operands import is_sum, sides
from .results import GRAVITY, Result
from .wording import at, with_unit


@dataclass(frozen=True, slots=True)
class Agreement:
    """A relation that holds, and the figures that take part in it."""

    binding: Binding
    figures: tuple[Figure, ...]

    def joins(self, name: str) -> bool:
        """Whether the figure of this name takes part."""
        return any(figure.iri == name for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure, what it says, and the one number that would reconcile a whole group of results."""

    figure: Figure
    value: Decimal
    meant: Decimal
    slack: Decimal


def grouped(results: Sequence[Result], bindings: Sequence[Binding], facts: Facts) -> tuple[Result, ...]:
    """The results by place, each group as its most specific result with the others under it."""
    if not results:
        return ()
    agreements = agreements_of(bindings, facts, {figure.iri for result in results for figure in result.figures})
    groups = [one_finding(group, agreements, facts) for group in families(results)]
    return tuple(sorted(groups, key=by_place))


def families(results: Sequence[Result]) -> list[list[Result]]:
    """The results that belong together: connected by a shared figure or row and the same difference."""
    groups: list[list[Result]] = []
    for result in results:
        near = [group for group in groups if any(related(result, other) for other in group)]
        merged = [other for group in near for other in group]
        groups = [group for group in groups if group not in near]
        groups.append([*merged, result])
    return groups


def related(one: Result, other: Result) -> bool:
    """Whether two results share a figure, or a row, and differ by the same amount, as far as rounding lets one tell."""
    if one.delta is None or other.delta is None or one.state != other.state:
        return False
    if (one.figure.scale.zh == "%") != (other.figure.scale.zh == "%"):
        return False
    room = max(one.slack or Decimal(0), other.slack or Decimal(0))
    same = abs(abs(one.delta) - abs(other.delta)) <= room
    return same and not (names(one) | rows(one)).isdisjoint(names(other) | rows(other))


def rows(result: Result) -> frozenset[str]:
    """The rows of tables that take part: a row with one wrong figure often has two."""
    return frozenset(figure.row for figure in result.figures if figure.row)


def names(result: Result) -> frozenset[str]:
    """The figures that take part."""
    return frozenset(figure.iri for figure in result.figures)


def one_finding(group: Sequence[Result], agreements: Sequence[Agreement], facts: Facts) -> Result:
    """The group under its most specific result."""
    first, *others = sorted(group, key=specific)
    if others and (suspect := suspected(group, agreements, facts)):
        return replace(
            first,
            cause=slip(suspect),
            settled=told(suspect, len(group)),
            follows=tuple(replace(other, cause=None) for other in others),
        )
    return replace(first, settled=sided(first, agreements), follows=tuple(others))


def specific(result: Result) -> tuple[int, int, tuple[int, int], str]:
    """Gravest first, then the one of fewest figures, then by place."""
    return GRAVITY[result.severity], len(result.operands), line_of(result), result.rule.id


def by_place(result: Result) -> tuple[tuple[int, int], int, str]:
    """Reading order."""
    return line_of(result), GRAVITY[result.severity], result.rule.id


def line_of(result: Result) -> tuple[int, int]:
    """Where the figure judged stands; what has no place comes first."""
    place = result.figure.place
    return (place.first, place.cell if place.cell is not None else place.start or 0) if place else (0, 0)


def suspected(group: Sequence[Result], agreements: Sequence[Agreement], facts: Facts) -> Suspect | None:
    """The one figure that takes part in all of a group and that one other number would reconcile with all of them."""
    found: list[Suspect] = []
    for name in frozenset.intersection(*(names(result) for result in group)):
        stated = next((result.stated for result in group if result.figure.iri == name), None)
        suspect = reconciled(group, facts.figure(name, stated))
        if suspect is not None and not held(name, abs(suspect.meant - suspect.value), agreements):
            found.append(suspect)
    return found[0] if len(found) == 1 else None


def reconciled(group: Sequence[Result], figure: Figure) -> Suspect | None:
    """What the figure would have to be for all results of the group to hold, if there is such a number."""
    numbers = [
        (result.slack or Decimal(0), number) for result in group if (number := meant(result, figure.iri)) is not None
    ]
    if len(numbers) < len(group) or figure.value is None:
        return None
    slack, value = min(numbers)
    if any(abs(number - value) > max(room, slack) for room, number in numbers):
        return None
    return Suspect(figure, figure.value, value, slack)


def told(suspect: Suspect, count: int) -> Bilingual:
    """The words for a figure in which all of a group meets."""
    printed, number = with_unit(suspect.figure), with_unit(replace(suspect.figure, value=on_grid(suspect)))
    where = at(suspect.figure.place)
    return Bilingual(
        f"{count} 处不符都涉及{where.zh}的 {printed.zh}；若为 {number.zh}，{count} 处全部相符",
        f"all {count} relations involve {printed.en}{where.en}; with {number.en} all of them would hold",
    )


def on_grid(suspect: Suspect) -> Decimal:
    """The number in as many digits as the figure is printed with, where it is a quotient with many more."""
    step = suspect.figure.ulp
    return (suspect.meant / step).quantize(Decimal(1)) * step if step > 0 else suspect.meant


def slip(suspect: Suspect) -> Cause | None:
    """What slip would turn the number that reconciles all into the one that is printed."""
    return diagnose(Conflict(suspect.figure, suspect.value, suspect.meant, suspect.slack, (), summed=True))


def meant(result: Result, name: str) -> Decimal | None:
    """What the figure would have to be for the result's arithmetic to close exactly."""
    delta = result.delta
    if delta is None:
        return None
    if result.figure.iri == name:
        return result.computed
    weights = [operand.weight for operand in result.operands if operand.figure.iri == name]
    value = next((operand.figure.value for operand in result.operands if operand.figure.iri == name), None)
    if len(weights) != 1 or not weights[0] or value is None or not is_sum(result.operands, result.computed):
        return None
    return value + delta / weights[0]


def sided(result: Result, agreements: Sequence[Agreement]) -> Bilingual | None:
    """The third source: another relation that holds for one of two single figures, and none for the other."""
    if not result.rule.third_source or len(result.operands) != 1 or result.delta is None:
        return None
    if not is_sum(result.operands, result.computed):
        return None
    one, other = result.figure, result.operands[0].figure
    for_one = held(one.iri, abs(result.delta), agreements, without=other.iri)
    for_other = held(other.iri, abs(result.delta), agreements, without=one.iri)
    if bool(for_one) == bool(for_other):
        return None
    figure, source = (one, for_one) if for_one else (other, for_other)
    assert source is not None
    return told_source(figure, source)


def told_source(figure: Figure, source: Agreement) -> Bilingual:
    """The words for a figure that further figures bear out."""
    words, where, rule = with_unit(figure), at(figure.place), source.binding.rule
    others = [each for each in source.figures if each.iri != figure.iri]
    zh, en = "其他数字", "further figures"
    if others:
        first, place = with_unit(others[0]), at(others[0].place)
        more = (f"等 {len(others)} 个数字", f" and {len(others) - 1} more") if len(others) > 1 else ("", "")
        zh, en = f"{place.zh}的 {first.zh}{more[0]}", f"{first.en}{place.en}{more[1]}"
    return Bilingual(
        f"{where.zh}的 {words.zh} 另由{zh}印证（{rule}），另一方没有印证",
        f"{words.en}{where.en} is borne out by {en} ({rule}); the other side is not",
    )


def held(name: str, change: Decimal, agreements: Sequence[Agreement], without: str = "") -> Agreement | None:
    """A relation that holds with this figure and would not hold if the figure changed by as much."""
    for agreement in agreements:
        slack = agreement.binding.slack or Decimal(0)
        if agreement.joins(name) and not agreement.joins(without) and change > 2 * slack:
            return agreement
    return None


def agreements_of(bindings: Iterable[Binding], facts: Facts, wanted: set[str]) -> list[Agreement]:
    """The equations that hold in which one of the wanted figures takes part."""
    found: list[Agreement] = []
    for binding in bindings:
        if binding.state in ("exact", "rounding") and equation(binding):
            figure, operands = sides(binding, facts)
            judged = () if figure.value is None else (figure,)
            figures = (*judged, *(operand.figure for operand in operands))
            if any(figure.iri in wanted for figure in figures):
                found.append(Agreement(binding, figures))
    return found


def equation(binding: Binding) -> bool:
    """Whether two numbers were found equal, not merely one below the other."""
    if binding.stated is None or binding.computed is None:
        return False
    return abs(binding.stated - binding.computed) <= (binding.slack or Decimal(0))
