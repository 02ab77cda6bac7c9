"""Groups of scored rows: the points behind a label (投入 (20)) tell how many of the rows around it are its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class Group:
    """A label with the points printed behind it, and the rows under it."""

    label: str
    points: Decimal | None
    rows: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Marked:
    """A scored row: its full points, and the label printed in it, if any."""

    weight: Decimal
    label: str = ""
    points: Decimal | None = None


def group(rows: Sequence[Marked]) -> tuple[Group, ...]:
    """The rows under their labels; rows that belong to no label certainly stand under a group with the label ``""``.

    A row without a label belongs to the one above until the points of that are used up. Rows after that
    belong to the label below, if with them its points come out exactly: a merged cell is printed at its middle.

    >>> found = group([Marked(Decimal(5), "甲", Decimal(5)), Marked(Decimal(2)), Marked(Decimal(4), "乙", Decimal(6))])
    >>> [(part.label, part.rows) for part in found]
    [('甲', [0]), ('乙', [1, 2])]
    """
    groups: list[Group] = []
    for number, row in enumerate(rows):
        last = groups[-1] if groups else None
        again = last is not None and row.label == last.label and not is_full(last, rows)
        if row.label and not again:
            groups.append(Group(row.label, row.points, [number]))
        elif last is None or is_full(last, rows):
            groups.append(Group("", None, [number]))
        else:
            last.rows.append(number)
    return tuple(settled(groups, rows))


def is_full(of: Group, rows: Sequence[Marked]) -> bool:
    """Whether the points of a label are used up by its rows."""
    return of.points is not None and weight(of.rows, rows) >= of.points


def weight(numbers: Sequence[int], rows: Sequence[Marked]) -> Decimal:
    """The full points of some rows together."""
    return sum((rows[number].weight for number in numbers), Decimal(0))


def settled(groups: Sequence[Group], rows: Sequence[Marked]) -> list[Group]:
    """The groups, those rows without a label given to the label below whose points come out exactly with them."""
    kept: list[Group] = []
    for part in groups:
        pending = kept[-1] if kept and not kept[-1].label else None
        if pending is not None and part.points is not None and weight(pending.rows + part.rows, rows) == part.points:
            part.rows = pending.rows + part.rows
            kept.pop()
        kept.append(part)
    return kept
