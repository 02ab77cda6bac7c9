"""Amounts of a sheet under heading words of their own: 年初预算数, 全年预算数, 全年执行数, 分值, 执行率, 得分."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from ...ontology import forms
from ...ontology.facts import Cell, Table
from ...ontology.forms import Form
from ..documents import Row, Text
from ..numbers import is_nil, is_number, read_number
from ..plain import plain, unnumbered
from .indicator_columns import filled
from .labels import Label, Labels
from .ledger import Ledger
from .sheet_amounts import Amount, line_name
from .sheet_indicators import is_score

#: The row of all money, which the others are parts of.
TOTAL = "资金总额"
#: Of a label that no form lists.
NO_WORDS = re.compile("(?!)")
#: Columns of a row that hold no money.
RATE, WEIGHT, POINTS, DEVIATION = "final.rate", "weight", "points", "deviation"
MONEY = frozenset({"budget.total", "adjusted.total", "final.total"})
#: A rate of more than this without a percent sign is one in percent points; one of less may be a fraction.
WHOLE = Decimal(2)


@dataclass(frozen=True, slots=True)
class AmountRow:
    """One row of money: its label, its amounts, and what stands beside them."""

    label: Label
    cell: Text
    amounts: tuple[Amount, ...]
    rate: Text | None = None
    weight: Text | None = None
    points: Text | None = None
    deviation: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AmountColumns:
    """The roles of the columns under a heading row of amounts: ``None`` for a column without."""

    roles: tuple[str | None, ...]
    words: tuple[str, ...]
    """The roles in their order, each once: for rows whose cells do not stand below their headings."""

    def read(self, row: Row, labels: Labels) -> AmountRow | None:
        """The row of money; ``None`` if no label of such a row begins it, or its cells cannot be told apart."""
        found = label_in(row, labels)
        if found is None:
            return None
        at, cell, label = found
        told = self.by_column(row, at) or self.in_order(row, at)
        if told is None:
            return None
        if any(role in MONEY and not is_figure(value.text) for role, value in told):
            return None
        money = [(role, value) for role, value in told if role in MONEY]
        told_any = any(is_number(value.text) for _, value in money)  # dashes alone may be those of points
        amounts = tuple(Amount(label, cell, role, value) for role, value in money if told_any)
        return AmountRow(
            label,
            cell,
            amounts,
            rate=next((value for role, value in told if role == RATE), None),
            weight=next((value for role, value in told if role == WEIGHT and is_score(value)), None),
            points=next((value for role, value in told if role == POINTS and is_score(value)), None),
            deviation=tuple(value for role, value in told if role == DEVIATION),
        )

    def by_column(self, row: Row, at: int) -> list[tuple[str, Text]] | None:
        """Each filled cell after the label with the role of its column, if the row is as wide as its heading."""
        if len(row) != len(self.roles):
            return None
        told = [(self.roles[i], cell) for i, cell in filled(row) if i > at]
        return [(role, cell) for role, cell in told if role] if all(role for role, _ in told) else None

    def in_order(self, row: Row, at: int) -> list[tuple[str, Text]] | None:
        """Each cell after the label with the next role, if there are as many, blank ones at the end aside."""
        cells = row[at + 1 :]
        if len(cells) > len(self.words) and any(plain(cell.text) for cell in cells[len(self.words) :]):
            return None
        if len(cells) < len(self.words) and self.words[len(cells) :] != (DEVIATION,):
            return None
        return [(role, cell) for role, cell in zip(self.words, cells, strict=False) if plain(cell.text)]


def label_in(row: Row, labels: Labels) -> tuple[int, Text, Label] | None:
    """The label of a row of money, with its column; one that the form does not list is that of a part of the total."""
    texts = [(i, cell) for i, cell in filled(row) if not is_figure(cell.text)]
    for i, cell in texts:
        label = labels.match(cell.text)
        if label is not None and label.row:
            return i, cell, label
    figures = [i for i, cell in filled(row) if is_figure(cell.text)]
    before = [(i, cell) for i, cell in texts if figures and i < figures[0]]
    if not before or labels.match(before[-1][1].text) is not None:
        return None
    i, cell = before[-1]
    return i, cell, Label(NO_WORDS, row=unnumbered(cell.text), of_which=TOTAL)


def is_figure(text: str) -> bool:
    """Whether a cell prints a number, a rate or a dash."""
    return is_nil(text) or is_number(plain(text).removesuffix("%"))


def settled(rows: Sequence[AmountRow]) -> Iterator[Amount]:
    """The amounts of all rows; where one is of a part unknown to the form, the parts need not make up the total."""
    unknown = any(row.label.pattern is NO_WORDS for row in rows)
    for amount in (amount for row in rows for amount in row.amounts):
        part = unknown and amount.label.parent is not None
        yield replace(amount, label=replace(amount.label, parent=None, of_which=TOTAL)) if part else amount


def amount_columns(row: Row, form: Form) -> AmountColumns | None:
    """The columns that a heading row of amounts names; ``None`` if it names no budget, or not what was spent."""
    told = [(i, cell, role) for i, cell in filled(row) if (role := role_of(plain(cell.text), form.id))]
    if told and told[0][2] in [role for _, _, role in told[1:]]:
        told = told[1:]  # the corner over the labels is headed like a column: 年度预算数
    words = tuple(role for _, _, role in told)
    first = told[0][0] if told else len(row)
    whole = all((i, cell, role_of(plain(cell.text), form.id)) in told for i, cell in filled(row) if i > first)
    if not whole or not {"budget.total", "adjusted.total"} & set(words) or "final.total" not in words:
        return None
    if len(set(words)) < len(words):
        return None
    roles: list[str | None] = [None] * len(row)
    for i, cell, role in told:
        roles[i : i + cell.columns] = [role] * len(roles[i : i + cell.columns])
    return AmountColumns(tuple(roles), words)


def role_of(word: str, form: str) -> str | None:
    """The role of a heading word over amounts."""
    return next((role for role, pattern in heading_words(form) if pattern.fullmatch(word)), None)


@cache
def heading_words(form: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What the form's file lists under ``[[amount]]``."""
    listed: Sequence[Mapping[str, str]] = forms.form(form).extra.get("amount", ())
    return tuple((each["role"], re.compile("|".join(f"(?:{word})" for word in each["words"]))) for each in listed)


def add_rate(row: AmountRow, table: Table, ledger: Ledger) -> None:
    """Keep the share spent, in percent points, on the line of its row."""
    line = line_name(table, row.label.row)
    if row.rate is None or not ledger.has(line) or ledger.has(f"{line}/{RATE}"):
        return
    value = rate_of(row.rate.text, ratio_of(row.amounts))
    if value is None:
        return
    cell = Cell(
        iri=f"{line}/{RATE}",
        line=line,
        measure=RATE,
        value=value,
        place=row.rate.place,
        printed=row.rate.text.strip(),
        ulp=Decimal(1).scaleb(int(value.as_tuple().exponent)),
    )
    ledger.add(cell, row.rate)


def ratio_of(amounts: Sequence[Amount]) -> Decimal | None:
    """What was spent of the budget as amounts of one row print it, in percent."""
    printed = {amount.measure: read_number(amount.text.text).value for amount in amounts if is_number(amount.text.text)}
    whole, spent = printed.get("adjusted.total", printed.get("budget.total")), printed.get("final.total")
    return 100 * spent / whole if whole and spent is not None else None


def rate_of(text: str, ratio: Decimal | None) -> Decimal | None:
    """The rate in percent points that a cell prints; one without a sign may be a fraction, as the amounts tell.

    >>> rate_of("92.50%", None), rate_of("0.93", Decimal("92.5")), rate_of("92.5", None)
    (Decimal('92.50'), Decimal('93'), Decimal('92.5'))
    >>> rate_of("0.93", Decimal("0.925")), rate_of("已执行", None) is None
    (Decimal('0.93'), True)
    """
    printed = plain(text)
    bare = printed.removesuffix("%")
    if not is_number(bare):
        return None
    value = read_number(bare).value
    if bare != printed or value > WHOLE:
        return value
    fraction = Decimal(f"{value.scaleb(2):f}")  # 0.93 is 93 to the point, 1 is 100
    return value if ratio is not None and abs(ratio - value) < abs(ratio - fraction) else fraction
