"""What money an official document brings to a project: the budget of a project whose title cites it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from ...ontology.facts import Allocation, Cell, Fact, Goal, Line, Table
from ...ontology.places import Place
from ...ontology.terms import fund_name
from .context import Context
from .ledger import Ledger
from .mentions import Mentions


class Budget(NamedTuple):
    """An amount in yuan with its printed step, and where it is printed."""

    value: Decimal
    ulp: Decimal
    place: Place


def allocate(titles: Sequence[tuple[str, str]], mentions: Mentions, context: Context, ledger: Ledger) -> None:
    """Add an allocation for each project and document in ``titles``, where the project's budget is printed."""
    projects = {project.iri: project for project in mentions.projects}
    number = 0
    for project, normal in titles:
        budget = budget_of(project, ledger.facts)
        if project in projects and budget is not None:
            number += 1
            name = f"{context.disclosure.iri}/allocation/{number}"
            ledger.add(Allocation(name, fund_name(normal), project, projects[project].unit, *budget))


def budget_of(project: str, facts: Sequence[Fact]) -> Budget | None:
    """The budget that a project's sheet of targets gives, else the total of its row in a table of projects."""
    goals = (fact for fact in facts if isinstance(fact, Goal) and fact.project == project and not fact.evaluation)
    for goal in goals:
        if goal.budget is not None and goal.ulp is not None:
            return Budget(goal.budget, goal.ulp, printed_at(goal, facts))
    rows = {fact.iri: fact for fact in facts if isinstance(fact, Line) and fact.item == project}
    for cell in cells_of(rows, facts):
        if cell.measure == "budget.total" and cell.value is not None:
            return Budget(cell.value, cell.ulp or step_of(rows[cell.line].table, facts), cell.place)
    return None


def printed_at(goal: Goal, facts: Sequence[Fact]) -> Place:
    """Where the budget of ``goal`` is printed; the sheet itself if none of its cells is that amount."""
    lines = {fact.iri: fact for fact in facts if isinstance(fact, Line) and fact.table == goal.table}
    first, last = goal.place.first, goal.place.last
    same = (cell.place for cell in cells_of(lines, facts) if cell.value == goal.budget)
    return next((place for place in same if first <= place.first <= last), goal.place)


def cells_of(lines: Iterable[str], facts: Sequence[Fact]) -> tuple[Cell, ...]:
    """The cells of these lines."""
    names = frozenset(lines)
    return tuple(fact for fact in facts if isinstance(fact, Cell) and fact.line in names)


def step_of(table: str, facts: Sequence[Fact]) -> Decimal:
    """The printed step of a table."""
    return next(fact.ulp for fact in facts if isinstance(fact, Table) and fact.iri == table)
