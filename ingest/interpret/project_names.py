"""Projects named in tables, matched with the projects whose sheets the document prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from ...ontology.facts import Fact, Goal, Project
from ..plain import plain

#: Names at least this alike, with amounts that agree, are one project: a scanner makes 39.49 of 3949.
ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Named:
    """A project with the amount its sheet states (yuan, with its printed step), if any."""

    project: Project
    budget: Decimal | None
    ulp: Decimal | None


class ProjectNames:
    """The projects of the sheets, to be found by the name and amount that a table prints."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        facts = tuple(facts)
        budgets = {goal.project: goal for goal in facts if isinstance(goal, Goal) and goal.project}
        self._known = tuple(
            Named(
                project,
                budgets[project.iri].budget if project.iri in budgets else None,
                budgets[project.iri].ulp if project.iri in budgets else None,
            )
            for project in facts
            if isinstance(project, Project)
        )

    def same(self, name: str, unit: str) -> Project | None:
        """The project of this unit (or else the only one of the document) with exactly this name."""
        words = plain(name)
        named = [known.project for known in self._known if plain(known.project.name) == words]
        own = [project for project in named if project.unit == unit]
        found = own or named
        return found[0] if len({project.iri for project in found}) == 1 else None

    def alike(self, name: str, amount: Decimal, ulp: Decimal) -> Project | None:
        """The only project whose name is nearly this one and whose amount is the same by printed precision."""
        words = plain(name)
        near = {
            known.project.iri: known.project
            for known in self._known
            if known.budget is not None
            and abs(known.budget - amount) <= (ulp + (known.ulp or Decimal(0))) / 2
            and SequenceMatcher(None, plain(known.project.name), words, autojunk=False).ratio() >= ALIKE
        }
        return next(iter(near.values())) if len(near) == 1 else None
