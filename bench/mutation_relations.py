"""The relations that hold in a document, and whether a change of a figure is more than they leave room for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..shapes.engine import Binding
from ..shapes.evidence import Facts, Figure, Operand, Role
from ..shapes.operands import is_sum, sides
from ..shapes.rules import rule

#: A figure: its name in the graph, and what it is called, for an indicator has a weight and points.
Key = tuple[str, str]
Values = Mapping[Key, Decimal]
#: Patterns that ask for at most: the figure judged of the other side, or the other side of it.
CEILINGS, FLOORS = frozenset({"cost", "term", "points"}), frozenset({"at-most"})
#: What is asked of signs only.
SIGNS = frozenset({"direction", "zero"})


def key(figure: Figure) -> Key:
    """What to know a figure by."""
    return figure.iri, figure.name.zh


@dataclass(frozen=True, slots=True)
class Standing:
    """A relation between numbers that holds as printed."""

    binding: Binding
    figure: Figure
    operands: tuple[Operand, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All figures that take part."""
        return (self.figure, *(operand.figure for operand in self.operands))

    def breaks(self, changed: Values) -> bool:
        """Whether the change is larger than the slack: of an equation, or of what one side may be beyond the other."""
        before, after = self.delta({}), self.delta(changed)
        slack = self.binding.slack or Decimal(0)
        if before is None or after is None or before == after or asks(self.binding) in SIGNS:
            return False
        match sense(self.binding):
            case "equal":
                return abs(after - before) > slack
            case "floor":
                return -after > slack
            case _:
                return after > slack

    def delta(self, changed: Values) -> Decimal | None:
        """Stated less computed with some figures changed; ``None`` where it cannot be told how they take part."""
        stated, computed = self.binding.stated, self.computed(changed)
        if stated is None or computed is None:
            return None
        own = changed.get(key(self.figure)) if self.figure.value == stated else None
        return (stated if own is None else own) - computed

    def computed(self, changed: Values) -> Decimal | None:
        """The other side with some figures changed."""
        if not any(key(operand.figure) in changed for operand in self.operands):
            return self.binding.computed
        values = [(each, changed.get(key(each.figure), each.figure.value or Decimal(0))) for each in self.operands]
        if is_sum(self.operands, self.binding.computed):
            return sum((Decimal(each.weight) * value for each, value in values), Decimal(0))
        return quotient({each.role: value for each, value in values})


def quotient(by_role: Mapping[Role, Decimal]) -> Decimal | None:
    """A share, a rate or a growth in percent of the figures it is made of."""
    match by_role:
        case {"share-part": over, "share-whole": under} | {"difference": over, "prior": under}:
            pass
        case {"spent": spent, "share-whole": under}:
            over = under - spent
        case {"current": current, "prior": under}:
            over = current - under
        case {"current": current, "difference": over}:
            under = current - over
        case _:
            return None
    return 100 * over / under if under else None


def standing(bindings: Iterable[Binding], facts: Facts) -> Iterator[Standing]:
    """The relations that hold, with the figures of both sides; those of rules that only inform left out."""
    for binding in bindings:
        holds = binding.state in ("exact", "rounding") and rule(binding.rule).severity != "info"
        if holds and binding.stated is not None and binding.computed is not None:
            yield Standing(binding, *sides(binding, facts))


def asks(binding: Binding) -> str:
    """Which of the things that its rule asks for a binding is about; empty where that makes no difference."""
    relations = rule(binding.rule).relations
    words = {(relation.words or {}).get("asks", "") for relation in relations}
    if {"difference", "base"} <= words:
        return "base" if binding.parts == 1 else "difference"
    if "most" in words:
        (one, *_) = [each for each in relations if each.total and binding.value.endswith(each.total)]
        return (one.words or {}).get("asks", "")
    return words.pop() if len(words) == 1 else ""


def sense(binding: Binding) -> str:
    """Whether both sides must be equal, or the figure judged is at least (floor) or at most (ceiling) the other side.

    Where rows need only be equal if two totals are, they are taken as at least.
    """
    relations = rule(binding.rule).relations
    if binding.pattern in CEILINGS or asks(binding) == "base":
        return "ceiling"
    loose = all(relation.sense == "at-most" or relation.otherwise == "at-most" for relation in relations)
    of_which = any((relation.words or {}).get("sum") == "其中" for relation in relations)
    if binding.pattern in FLOORS or asks(binding) == "most" or (relations and loose) or of_which:
        return "floor"
    return "equal"
