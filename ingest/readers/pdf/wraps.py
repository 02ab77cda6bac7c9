"""Lines that are broken because something else stands to their right, as in the cell of a table without rules."""

from collections.abc import Sequence

from .lines import APART, Line, is_upright

#: Two lines begin at the same place if they differ by no more than this, in points; how close they follow, in sizes.
SAME_BEGIN, CLOSE = 2.0, 1.8
#: What stands beside a line is among so many lines before and after it.
NEIGHBOURS = 8


def unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines with the broken ones made whole: a unit's name above a table is, beside the unit of amount."""
    whole: list[Line] = []
    joined: set[int] = set()
    for at, one in enumerate(lines):
        if at in joined:
            continue
        near = range(at + 1, min(at + NEIGHBOURS, len(lines)))
        around = lines[max(at - NEIGHBOURS, 0) : at + NEIGHBOURS]
        under = next((k for k in near if is_under(one, lines[k]) and is_beside(one, lines[k], around)), None)
        if under is None:
            whole.append(one)
            continue
        joined.add(under)
        left, top, right, bottom = zip(one.box, lines[under].box, strict=True)
        box = min(left), min(top), max(right), max(bottom)
        whole.append(one._replace(text=one.text + lines[under].text, box=box, parts=()))
    return whole


def is_under(one: Line, under: Line) -> bool:
    """Whether a line stands closely below another, beginning where that begins and no longer."""
    return (
        is_upright(one)
        and is_upright(under)
        and abs(one.box[0] - under.box[0]) <= SAME_BEGIN
        and under.box[2] <= one.box[2] + SAME_BEGIN
        and 0 < under.box[3] - one.box[3] <= CLOSE * one.size
        and abs(one.size - under.size) <= SAME_BEGIN
    )


def is_beside(one: Line, under: Line, lines: Sequence[Line]) -> bool:
    """Whether far to the right of both lines something stands beside the second or between them, but not the first."""
    right = [
        (each.box[1] + each.box[3]) / 2
        for each in lines
        if is_upright(each) and each.box[0] - one.box[2] > APART * each.size
    ]
    middle = (one.box[1] + one.box[3]) / 2
    return any(middle + SAME_BEGIN < height < under.box[3] for height in right) and not any(
        abs(height - middle) <= SAME_BEGIN for height in right
    )
