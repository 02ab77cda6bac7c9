"""A table's unit of amount and printed step, and its figures as yuan."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ...ontology.facts import Cell
from ..documents import Text
from ..numbers import YUAN_PER_UNIT, UnreadableNumberError, is_nil, read_number
from ..plain import plain
from ..recognise.statements import Statement
from .ledger import Ledger

IN_HEADING = re.compile(r"\((?:金额)?(?:单位:?)?(元|千元|万元|亿元)\)")
#: Measures that count things or points, in their own unit and not in yuan.
COUNTED = frozenset({"stock.count", "selfeval.score", "final.rate"})


@dataclass(frozen=True, slots=True)
class Step:
    """Yuan per printed unit, and the most decimals that an amount of the table prints."""

    scale: Decimal
    decimals: int

    @property
    def ulp(self) -> Decimal:
        """The printed step in yuan."""
        return self.scale.scaleb(-self.decimals)


def declared_scale(statement: Statement) -> Decimal | None:
    """Yuan per unit of amount: by the line above the table, else by its heading (价值（万元）), else as all others."""
    if statement.preamble.amount_unit:
        return YUAN_PER_UNIT[statement.preamble.amount_unit]
    told = unit_in_heading(statement) or statement.preamble.others_unit
    return YUAN_PER_UNIT[told] if told else None


def unit_in_heading(statement: Statement) -> str | None:
    """The unit of amount that the heading alone tells; ``None`` where it tells none, or several."""
    units = {found for row in statement.heading for cell in row for found in IN_HEADING.findall(plain(cell.text))}
    return units.pop() if len(units) == 1 else None


def report_others_unit(statement: Statement, ledger: Ledger) -> None:
    """Say that a table declares no unit of amount and was read in the one of all other tables."""
    title, unit = statement.preamble.title, statement.preamble.others_unit
    if unit is not None and unit_in_heading(statement) is None:
        ledger.find(
            "GJ-X05",
            "info",
            f"《{title}》没有写明金额单位，按其余各表的{unit}读",
            f"the table {title!r} declares no unit of amount; it was read in {unit} as all the others",
            statement.place,
        )


def step(scale: Decimal, amounts: Iterable[tuple[str, Text]]) -> Step:
    """The step of a table whose filled amount cells are ``amounts`` (measure and cell)."""
    decimals = 0
    for measure, text in amounts:
        if measure in COUNTED:
            continue
        printed = plain(text.text)
        if "." in printed and not is_nil(printed):
            decimals = max(decimals, len(printed) - printed.index(".") - 1)
    return Step(scale, decimals)


def figure(line: str, measure: str, text: Text, of: Step, ledger: Ledger) -> Cell | None:
    """The cell that ``text`` prints; a dash is a cell without value, anything else unreadable is a finding."""
    name = f"{line}/{measure}"
    printed = text.text.strip()
    if is_nil(printed):
        return Cell(name, line, measure, None, text.place, printed, text=printed)
    try:
        number = read_number(printed)
    except UnreadableNumberError:
        ledger.find(
            "GJ-X04",
            "warning",
            f"金额栏里不是一个数：{printed!r}",
            f"not one plain number in an amount column: {printed!r}",
            text.place,
        )
        ledger.ignore("text", text)
        return None
    if measure in COUNTED:
        return Cell(name, line, measure, number.value, text.place, printed, ulp=number.step)
    value = number.value * of.scale
    return Cell(name, line, measure, value, text.place, printed, text=unlike(printed, number.value, of))


def unlike(printed: str, value: Decimal, of: Step) -> str | None:
    """The printed text where showing the value with the table's decimals would not give it back (commas aside).

    >>> unlike("336", Decimal(336), Step(Decimal(10000), 2))
    '336'
    >>> unlike("6,844.40", Decimal("6844.40"), Step(Decimal(10000), 2)) is None
    True
    """
    shown = f"{value:.{of.decimals}f}"
    return None if plain(printed).replace(",", "") == shown else printed
