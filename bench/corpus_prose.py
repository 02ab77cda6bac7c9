"""What the prose of a disclosure says in figures: the same exact amounts that the tables add up."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from .corpus_budget import (
    Budget,
    Items,
    basic,
    both,
    carried,
    current,
    economic,
    fiscal,
    in_project,
    of,
    public,
    staff,
)
from .corpus_words import prose

Show = Callable[[Decimal], str]


def changed(amount: Decimal, show: Show) -> str:
    """A difference in words.

    >>> changed(Decimal("-2.5"), str)
    '减少2.5'
    """
    return ("减少" if amount < 0 else "增加") + show(abs(amount))


def percent(part: Decimal, whole: Decimal) -> str:
    """A share with two decimals.

    >>> percent(Decimal(1), Decimal(3))
    '33.33%'
    """
    share = (part / whole * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share:f}%"


def growth(change: Decimal, total: Decimal) -> str:
    """By how many percent a total differs from what it was."""
    word = "下降" if change < 0 else "增长"
    return word + percent(abs(change), total - change)


def three_public(items: Items) -> tuple[Decimal, Decimal]:
    """公务接待费 and 公务用车运行维护费 of the basic expenditure."""
    return items.total(basic, economic("30217")), items.total(basic, economic("30231"))


def facts(budget: Budget, show: Show) -> dict[str, str]:
    """Everything the prose may mention, ready to print."""
    return _names(budget) | _amounts(budget, show) | _shares(budget)


def write(layout: str, name: str, values: dict[str, str]) -> str:
    """A text of forms.toml with its places filled in."""
    return prose(layout, name).format(**values)


def _names(budget: Budget) -> dict[str, str]:
    division, department = budget.assignment.division, budget.assignment.department
    return {
        "unit": budget.unit.name,
        "second": budget.units[-1].name,
        "year": str(budget.year),
        "prior": str(budget.year - 1),
        "next": str(budget.year + 1),
        "region": division.name,
        "county": division.name[:-1],
        "duty": department.duty,
        "people": department.people,
        "posts": str(budget.people[0]),
        "staffed": str(budget.people[1]),
        "cars_owned": str(budget.assets.cars[0] % 6 + 1),
    }


def _amounts(budget: Budget, show: Show) -> dict[str, str]:
    items, changes = budget.items, budget.changes
    hospitality, cars = three_public(items)
    project, money = max(items.projects(), key=lambda pair: pair[1].total())
    return {
        "total": show(items.total()),
        "current": show(items.total(current)),
        "carried": show(items.total(carried)),
        "general": show(items.total(current, of("general"))),
        "govfund": show(items.total(current, of("govfund"))),
        "special": show(items.total(current, of("special"))),
        "unitfund": show(items.total(current, of("unitfund"))),
        "fiscal": show(items.total(fiscal)),
        "basic": show(items.total(basic)),
        "staff": show(items.total(staff)),
        "public": show(items.total(public)),
        "project": show(items.total(in_project)),
        "current_project": show(items.total(both(in_project, current))),
        "count": str(len(items.projects())),
        "current_count": str(len(items.where(current).projects())),
        "largest": project.name,
        "largest_amount": show(money.total()),
        "change": changed(changes.total, show),
        "basic_change": changed(changes.basic, show),
        "project_change": changed(changes.project, show),
        "hospitality": show(hospitality),
        "cars": show(cars),
        "three": show(hospitality + cars),
        "value": show(budget.assets.house[1] + budget.assets.cars[1] + budget.assets.other[1]),
    }


def _shares(budget: Budget) -> dict[str, str]:
    items = budget.items
    total = items.total()
    return {
        "growth": growth(budget.changes.total, total),
        "basic_share": percent(items.total(basic), total),
        "project_share": percent(items.total(in_project), total),
        "general_share": percent(items.total(current, of("general")), total),
        "unitfund_share": percent(items.total(current, of("unitfund")), total),
        "carried_share": percent(items.total(carried), total),
    }
