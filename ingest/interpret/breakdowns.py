"""A department's items listed under its own row, and again for each of its units: the second time nothing is added.

Where a department's row has both items and units below it, either may be its whole, or both together; the figures tell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..numbers import UnreadableNumberError, read_number
from .amounts import Step
from .known_rows import Known
from .trees import Tree


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The tree of a table, and which rows repeat which: an item of a unit the same item of its department."""

    tree: Tree
    repeats: Mapping[int, int]


def breakdown(known: Sequence[Known], tree: Tree, of: Step) -> Breakdown:
    """The tree with units taken out of the sum of a department whose own items are already all of it."""
    parents, of_which = list(tree[0]), list(tree[1])
    repeats: dict[int, int] = {}
    for department, row in enumerate(known):
        below = [i for i, up in enumerate(parents) if up == department]
        items = [i for i in below if known[i].kind == "item"]
        units = [i for i in below if known[i].kind == "unit"]
        if row.kind == "unit" and items and units and is_whole(known, department, items, of):
            repeats |= again(known, tree[0], department, units)
            for unit in units:
                parents[unit], of_which[unit] = None, department
    return Breakdown((parents, of_which), repeats)


def is_whole(known: Sequence[Known], department: int, items: Sequence[int], of: Step) -> bool:
    """Whether the department's own items add up to its row, as far as the printed steps tell."""
    total = printed(known[department])
    if total is None:
        return False
    measure, value = total
    parts = [own.get(measure, Decimal(0)) for own in (amounts(known[i]) for i in items)]
    return abs(value - sum(parts)) <= Decimal(1).scaleb(-of.decimals) * (len(parts) + 1) / 2


def again(
    known: Sequence[Known], parents: Sequence[int | None], department: int, units: Sequence[int]
) -> dict[int, int]:
    """The rows below the units, and the department's own rows of the same items."""
    own: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for i, row in enumerate(known):
        unit = nearest_unit(known, parents, i)
        if row.kind != "item" or unit is None:
            continue
        if unit == department:
            own[row.item.concept] = i
        elif unit in units and row.item.concept in own:
            repeats[i] = own[row.item.concept]
    return repeats


def nearest_unit(known: Sequence[Known], parents: Sequence[int | None], row: int) -> int | None:
    """The row of the unit that a row stands below."""
    up = parents[row]
    while up is not None and known[up].kind != "unit":
        up = parents[up]
    return up


def printed(row: Known) -> tuple[str, Decimal] | None:
    """The measure and the number of the first amount of a row: its total."""
    return next(iter(amounts(row).items()), None)


def amounts(row: Known) -> dict[str, Decimal]:
    """The numbers of a row by measure, in the printed unit."""
    found: dict[str, Decimal] = {}
    for measure, text in row.entry.amounts:
        try:
            found[measure] = read_number(text.text).value
        except UnreadableNumberError:
            continue
    return found
