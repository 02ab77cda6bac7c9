"""Strokes put together into lattices: the lines that cross each other, and the cells between them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ....ontology.places import Box
from .merged import Merged, united
from .strokes import Stroke, Strokes

#: Strokes this near to each other are one line.
SAME_LINE = 1.5
#: Pieces of a line may be this far apart.
GAP = 2.5
#: Lines cross if they miss each other by no more than this.
REACH = 2.5
#: Lines of a lattice nearer than this rule no row or column between them: a double line.
NARROWEST = 3.5
#: An edge ruled for less than this share does not part two cells.
RULED = 0.6
#: More lines than could cross so often are a drawing, no table.
MOST = 2_000_000


@dataclass(frozen=True, slots=True)
class Lattice:
    """Columns between ``xs``, rows between ``ys``, and the cells they make."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[Merged, ...]

    @property
    def box(self) -> Box:
        """The whole of it on the page."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, cell: Merged) -> Box:
        """One cell on the page."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.columns],
            self.ys[cell.row + cell.rows],
        )


def lattices(strokes: Strokes) -> list[Lattice]:
    """The lattices of a page, from the top down."""
    across, down = lines(strokes.across), lines(strokes.down)
    if len(across) * len(down) > MOST:
        return []
    built = (lattice(*group) for group in components(across, down))
    # One column is a frame around words, or the axis of a chart.
    found = [each for each in built if each is not None and len(each.xs) > 2]
    return sorted(found, key=lambda each: (each.ys[0], each.xs[0]))


def lines(strokes: Iterable[Stroke]) -> list[Stroke]:
    """The strokes with those that lie on one line, end to end, joined.

    >>> lines([Stroke(10, 0, 50), Stroke(10.5, 51, 90), Stroke(10, 120, 130)])
    [Stroke(position=10.25, start=0, end=90), Stroke(position=10, start=120, end=130)]
    """
    joined: list[Stroke] = []
    for level in levels(strokes):
        pieces = sorted(level, key=lambda stroke: stroke.start)
        run = [pieces[0]]
        end = pieces[0].end
        for piece in pieces[1:]:
            if piece.start > end + GAP:
                joined.append(_one(run))
                run = []
            run.append(piece)
            end = max(end, piece.end) if len(run) > 1 else piece.end
        joined.append(_one(run))
    return joined


def levels(strokes: Iterable[Stroke]) -> list[list[Stroke]]:
    """The strokes that lie at the same position, within what programs round."""
    found: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if found and stroke.position - found[-1][0].position <= SAME_LINE:
            found[-1].append(stroke)
        else:
            found.append([stroke])
    return found


def _one(run: Sequence[Stroke]) -> Stroke:
    positions = [piece.position for piece in run]
    middle = (min(positions) + max(positions)) / 2 if min(positions) != max(positions) else positions[0]
    return Stroke(middle, min(piece.start for piece in run), max(piece.end for piece in run))


def components(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """The lines that hang together by crossing, as horizontal and vertical ones."""
    leaders = list(range(len(across) + len(down)))

    def leader(at: int) -> int:
        while leaders[at] != at:
            leaders[at] = leaders[leaders[at]]
            at = leaders[at]
        return at

    for i, flat in enumerate(across):
        for j, steep in enumerate(down, start=len(across)):
            if _cross(flat, steep):
                leaders[leader(i)] = leader(j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, flat in enumerate(across):
        groups.setdefault(leader(i), ([], []))[0].append(flat)
    for j, steep in enumerate(down, start=len(across)):
        groups.setdefault(leader(j), ([], []))[1].append(steep)
    return [group for group in groups.values() if group[0] and group[1]]


def _cross(flat: Stroke, steep: Stroke) -> bool:
    return (
        flat.start - REACH <= steep.position <= flat.end + REACH
        and steep.start - REACH <= flat.position <= steep.end + REACH
    )


def lattice(across: Sequence[Stroke], down: Sequence[Stroke]) -> Lattice | None:
    """The lattice of lines that hang together; ``None`` if they enclose nothing.

    It reaches to the ends of the lines: a row cut by the page has no line below it, only beside it.
    """
    xs = boundaries([steep.position for steep in down], [end for flat in across for end in (flat.start, flat.end)])
    ys = boundaries([flat.position for flat in across], [end for steep in down for end in (steep.start, steep.end)])
    if len(xs) < 2 or len(ys) < 2:
        return None
    beside = ruled(down, xs, ys)
    below = ruled(across, ys, xs)
    open_right = [[beside[c + 1][r] < RULED for c in range(len(xs) - 2)] for r in range(len(ys) - 1)]
    open_down = [[below[r + 1][c] < RULED for c in range(len(xs) - 1)] for r in range(len(ys) - 2)]
    return compact(xs, ys, united(open_right, open_down))


def boundaries(positions: Sequence[float], ends: Sequence[float]) -> list[float]:
    """The positions of lines without repetition, and where crossing lines go on beyond the outermost.

    >>> boundaries([100, 0, 101], [0, 160])
    [0, 100, 160]
    """
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > NARROWEST:
            found.append(position)
    if found and min(ends) < found[0] - NARROWEST:
        found.insert(0, min(ends))
    if found and max(ends) > found[-1] + NARROWEST:
        found.append(max(ends))
    return found


def ruled(strokes: Sequence[Stroke], positions: Sequence[float], steps: Sequence[float]) -> list[list[float]]:
    """For each position, which share of each step along it is ruled."""
    shares = [[0.0] * (len(steps) - 1) for _ in positions]
    for stroke in strokes:
        level = min(range(len(positions)), key=lambda at: abs(positions[at] - stroke.position))
        first = max(bisect_right(steps, stroke.start) - 1, 0)
        for step in range(first, len(steps) - 1):
            covered = min(stroke.end, steps[step + 1]) - max(stroke.start, steps[step])
            if stroke.end <= steps[step]:
                break
            shares[level][step] += max(covered, 0) / (steps[step + 1] - steps[step])
    return shares


def compact(xs: Sequence[float], ys: Sequence[float], cells: Sequence[Merged]) -> Lattice:
    """The lattice without the lines that no cell begins at: short strokes that part nothing."""
    columns = sorted({cell.column for cell in cells})
    rows = sorted({cell.row for cell in cells})
    moved = tuple(
        Merged(
            rows.index(cell.row),
            columns.index(cell.column),
            sum(cell.row <= row < cell.row + cell.rows for row in rows),
            sum(cell.column <= column < cell.column + cell.columns for column in columns),
        )
        for cell in cells
    )
    kept_xs = (*(xs[column] for column in columns), xs[-1])
    kept_ys = (*(ys[row] for row in rows), ys[-1])
    return Lattice(kept_xs, kept_ys, moved)
