"""A unit's budget as single exact amounts, from which every table of a disclosure is added up."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .corpus_page import Cell, Cited, Figure, plain
from .corpus_units import Assignment, Unit
from .corpus_words import words

Fund = Literal["general", "govfund", "special", "unitfund"]
FISCAL: tuple[Fund, ...] = ("general", "govfund")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as it is printed."""

    level1: str
    level2: str
    name: str
    description: str
    text: str
    basis: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its goal; ``code`` has 21 characters."""

    name: str
    code: str
    purpose: str
    people: str
    targeted: bool
    plan: tuple[str, str, str, str]
    indicators: tuple[Indicator, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An amount in 万元 with four decimals, and everything the tables sort it by."""

    unit: str
    function: str
    economic: str
    government: str
    fund: Fund
    carried: bool
    direct: bool
    amount: Decimal
    project: Project | None = None


Test = Callable[[Item], bool]
Column = tuple[str, Test] | None


@dataclass(frozen=True, slots=True)
class Items:
    """Amounts that can be sorted out and added up."""

    all: tuple[Item, ...]

    def where(self, *tests: Test) -> "Items":
        """Those for which every test holds."""
        return Items(tuple(self._kept(tests)))

    def total(self, *tests: Test) -> Decimal:
        """The exact sum of those for which every test holds."""
        return sum((item.amount for item in self._kept(tests)), Decimal(0))

    def _kept(self, tests: Iterable[Test]) -> Iterable[Item]:
        kept: Iterable[Item] = self.all
        for test in tests:
            kept = filter(test, kept)
        return kept

    def functions(self, length: int) -> list[str]:
        """The functional codes cut to a length, in order, each once."""
        return sorted({item.function[:length] for item in self.all})

    def projects(self) -> list[tuple[Project, "Items"]]:
        """The projects in order of drawing with their amounts."""
        found: dict[str, list[Item]] = {}
        for item in self.all:
            if item.project is not None:
                found.setdefault(item.project.code, []).append(item)
        return [(items[0].project, Items(tuple(items))) for items in found.values() if items[0].project is not None]


@dataclass(frozen=True, slots=True)
class Changes:
    """By how much the amounts differ from the year before, in 万元."""

    basic: Decimal
    project: Decimal

    @property
    def total(self) -> Decimal:
        """Of the whole budget."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Assets:
    """What a unit owns at the end of the year before."""

    house: tuple[int, Decimal]
    cars: tuple[int, Decimal]
    other: tuple[int, Decimal]


@dataclass(frozen=True, slots=True)
class Budget:
    """What a disclosure tells: who, when, how much."""

    assignment: Assignment
    unit: Unit
    units: tuple[Unit, ...]
    items: Items
    changes: Changes
    assets: Assets
    people: tuple[int, int]

    @property
    def year(self) -> int:
        """The budget year."""
        return self.assignment.year


# ---------------------------------------------------------------- tests by which tables sort


def always(_item: Item) -> bool:
    """Every amount."""
    return True


def current(item: Item) -> bool:
    """Money of this year."""
    return not item.carried


def carried(item: Item) -> bool:
    """Money carried over."""
    return item.carried


def basic(item: Item) -> bool:
    """基本支出."""
    return item.project is None


def in_project(item: Item) -> bool:
    """项目支出."""
    return item.project is not None


def staff(item: Item) -> bool:
    """人员经费."""
    return basic(item) and item.economic[:3] in {"301", "303"}


def public(item: Item) -> bool:
    """公用经费."""
    return basic(item) and item.economic[:3] == "302"


def salary(item: Item) -> bool:
    """工资福利支出."""
    return basic(item) and item.economic[:3] == "301"


def individual(item: Item) -> bool:
    """对个人和家庭的补助 of the basic expenditure."""
    return basic(item) and item.economic[:3] == "303"


def operating(item: Item) -> bool:
    """其他运转类."""
    return item.project is not None and not item.project.targeted


def targeted(item: Item) -> bool:
    """特定目标类."""
    return item.project is not None and item.project.targeted


def fiscal(item: Item) -> bool:
    """财政拨款."""
    return item.fund in FISCAL


def direct(item: Item) -> bool:
    """财政拨款 of the general budget without what superiors announced in advance."""
    return item.fund == "general" and item.direct


def of(fund: Fund) -> Test:
    """Money of one fund."""
    return lambda item: item.fund == fund


def function(code: str) -> Test:
    """Spending under a functional code, whatever its length."""
    return lambda item: item.function.startswith(code)


def economic(code: str) -> Test:
    """Spending under an economic code, whatever its length."""
    return lambda item: item.economic.startswith(code)


def unit(code: str) -> Test:
    """Spending of a unit."""
    return lambda item: item.unit.startswith(code)


def both(*tests: Test) -> Test:
    """Every one of the tests."""
    return lambda item: all(test(item) for test in tests)


# ---------------------------------------------------------------- rows of figures


@dataclass(frozen=True, slots=True)
class Writer:
    """How figures of one form are written."""

    form: str
    show: Callable[[Decimal], str] = plain

    def one(self, row: str, measure: str, amount: Decimal) -> Cell:
        """A figure, or an empty cell where there is no money."""
        return Figure(self.form, row, measure, self.show(amount)) if amount else ""

    def row(self, row: str, items: Items, columns: Sequence[Column]) -> list[Cell]:
        """The figures of a row, a cell for each column; columns of None stay empty."""
        return [self.one(row, column[0], items.total(column[1])) if column else "" for column in columns]


def function_rows(writer: Writer, items: Items, columns: Sequence[Column]) -> Iterable[list[Cell]]:
    """合计 and then 类, 款, 项 with code, name and figures."""
    names = words().functions
    yield ["", "合计", *writer.row("row:合计", items, columns)]
    for code in sorted(items.functions(3) + items.functions(5) + items.functions(7)):
        yield [code, names[code], *writer.row(code, items.where(function(code)), columns)]
