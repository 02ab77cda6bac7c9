"""Whether the default engine and pySHACL tell the same of a document, breach by breach, with the numbers of both."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from pyoxigraph import Quad

from ..shapes.engine import Binding, Engine
from ..shapes.oracle import PyshaclEngine
from ..shapes.rules import Rule, rules

#: Engines cut the digits of a quotient at different places.
NEAR = Decimal("0.000001")
Key = tuple[str, str, str | None, str]


def disagreements(quads: Sequence[Quad], engine: Engine, chosen: Sequence[Rule] | None = None) -> list[str]:
    """What the engine says otherwise than pySHACL by the shapes of the chosen rules: breaches and their numbers."""
    asked = rules() if chosen is None else chosen
    names = {rule.id for rule in asked}
    found = (each for each in engine.bindings(quads) if each.state in ("inconsistent", "suspicious"))
    ours, theirs = keyed(each for each in found if each.rule in names), keyed(PyshaclEngine(asked).bindings(quads))
    both = [(ours[key], theirs[key]) for key in ours if key in theirs]
    return [
        *(f"only the engine: {ours[key]}" for key in ours if key not in theirs),
        *(f"only pySHACL: {theirs[key]}" for key in theirs if key not in ours),
        *(f"the engine: {one}, pySHACL: {other}" for one, other in both if not alike(one, other)),
    ]


def keyed(found: Iterable[Binding]) -> dict[Key, Binding]:
    """Bindings by what they are about."""
    return {(each.rule, each.value, each.other, each.state): each for each in found}


def alike(one: Binding, other: Binding) -> bool:
    """Whether two bindings tell the same numbers."""
    pairs = ((one.stated, other.stated), (one.computed, other.computed), (one.slack, other.slack))
    return one.parts == other.parts and all(same(left, right) for left, right in pairs)


def same(left: Decimal | None, right: Decimal | None) -> bool:
    """Whether two numbers are equal but for the last digits of a quotient."""
    return left == right or (left is not None and right is not None and abs(left - right) <= NEAR)
