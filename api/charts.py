"""Lengths and points for charts that a page draws as SVG or as plain bars; whole numbers of a fixed frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

#: The frame that bars and lines are drawn in.
WIDTH, HEIGHT = 600, 220
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it begins and how long it is, in thousandths of the frame; ``below`` when less than nothing."""

    start: int
    length: int
    below: bool = False


def bars(amounts: Sequence[Decimal | None]) -> tuple[Bar, ...]:
    """A bar for each amount, on one scale that holds nothing as well; a missing amount has no length.

    >>> [(bar.start, bar.length) for bar in bars([Decimal(50), Decimal(100), None])]
    [(0, 500), (0, 1000), (0, 0)]
    >>> [(bar.start, bar.length, bar.below) for bar in bars([Decimal(-25), Decimal(75)])]
    [(0, 250, True), (250, 750, False)]
    """
    known = [amount for amount in amounts if amount is not None]
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    whole = high - low or Decimal(1)

    def thousandths(amount: Decimal) -> int:
        return int((1000 * amount / whole).to_integral_value())

    zero = thousandths(-low)
    found = []
    for amount in amounts:
        length = thousandths(abs(amount or Decimal(0)))
        below = amount is not None and amount < 0
        found.append(Bar(zero - length if below else zero, length, below))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: what it is called, and its points in the frame, left out where nothing is known."""

    name: str
    points: tuple[tuple[int, int], ...]

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over years, with where the years and nothing stand."""

    lines: tuple[Line, ...]
    years: tuple[tuple[str, int], ...]
    zero: int
    top: Decimal


def line_chart(series: Sequence[tuple[str, Sequence[Decimal | None]]], years: Sequence[str]) -> LineChart:
    """The lines of a few series over the same years.

    >>> chart = line_chart([("甲", [Decimal(1), Decimal(2)])], ["2023", "2024"])
    >>> chart.lines[0].points, chart.zero
    (((8, 110), (592, 8)), 212)
    """
    known = [amount for _, amounts in series for amount in amounts if amount is not None]
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    whole = high - low or Decimal(1)
    inner = HEIGHT - 2 * MARGIN
    step = (WIDTH - 2 * MARGIN) / max(1, len(years) - 1)

    def across(at: int) -> int:
        return round(MARGIN + at * step)

    def down(amount: Decimal) -> int:
        return MARGIN + int((inner * (high - amount) / whole).to_integral_value())

    return LineChart(
        lines=tuple(
            Line(name, tuple((across(at), down(amount)) for at, amount in enumerate(amounts) if amount is not None))
            for name, amounts in series
        ),
        years=tuple((year, across(at)) for at, year in enumerate(years)),
        zero=down(Decimal(0)),
        top=high,
    )
