"""Whose words a place in a document holds: a project's title, a goal's basis, an indicator's description, or prose."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...ontology.facts import CitedIn, Fact, Goal, Indicator, Line, Project
from ..plain import plain

#: An indicator's cells stand at most this many lines from its value (one cell a line, blank lines between).
ROW_REACH = 12
#: The shortest piece of a title that tells a project.
SHORTEST_PIECE = 8


@dataclass
class Mentions:
    """The facts of one document, asked for what cites."""

    document: str
    projects: list[Project] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    project_lines: list[Line] = field(default_factory=list)

    @classmethod
    def among(cls, document: str, facts: Iterable[Fact]) -> "Mentions":
        """The facts that can cite."""
        mentions = cls(document)
        for fact in facts:
            match fact:
                case Project():
                    mentions.projects.append(fact)
                case Goal():
                    mentions.goals.append(fact)
                case Indicator():
                    mentions.indicators.append(fact)
                case Line() if fact.item.startswith("id/project/"):
                    mentions.project_lines.append(fact)
                case _:
                    pass
        return mentions

    def of_cell(self, line: int, text: str, spelling: str) -> tuple[str, CitedIn]:
        """What cites ``spelling`` in a table's cell on ``line`` that prints ``text``."""
        if project := self.titled(line, text):
            return project, "title"
        words = plain(spelling)
        if (indicator := self.indicator(line, words)) is not None:
            return indicator.iri, "basis" if words in plain(indicator.basis or "") else "indicator"
        goal = self.goal(line)
        if goal is not None:
            return goal.iri, "basis" if plain(text) in plain(goal.basis or "") else "prose"
        return self.document, "prose"

    def of_heading(self, text: str) -> str:
        """What a heading that names a project is about; else the document."""
        named = [project for project in self.projects if plain(project.name) in plain(text)]
        return max(named, key=lambda project: len(plain(project.name))).iri if named else self.document

    def titled(self, line: int, text: str) -> str | None:
        """The project whose title (or a piece of it, where a page cuts it) ``text`` is."""
        words = plain(text)
        same = [project for project in self.projects if plain(project.name) == words]
        if not same and len(words) >= SHORTEST_PIECE:
            same = [project for project in self.projects if words in plain(project.name)]
        if same:
            goals = [goal for goal in self.goals if goal.project in {project.iri for project in same}]
            here = next((goal.project for goal in goals if goal.place.first <= line <= goal.place.last), None)
            return here or min(same, key=lambda project: abs(project.place.first - line)).iri
        row = next((row for row in self.project_lines if row.place.first == line and plain(row.label) in words), None)
        return row.item if row else None

    def indicator(self, line: int, words: str) -> Indicator | None:
        """The indicator nearest to ``line`` that says ``words``."""
        near = [
            indicator
            for indicator in self.indicators
            if abs(indicator.place.first - line) <= ROW_REACH and words in plain(said(indicator))
        ]
        return min(near, key=lambda indicator: abs(indicator.place.first - line), default=None)

    def goal(self, line: int) -> Goal | None:
        """The goal whose sheet covers ``line``, the smallest of several."""
        covering = [goal for goal in self.goals if goal.place.first <= line <= goal.place.last]
        return min(covering, key=lambda goal: goal.place.last - goal.place.first, default=None)


def said(indicator: Indicator) -> str:
    """All words of an indicator."""
    return "\n".join(filter(None, (indicator.name, indicator.target_text, indicator.description, indicator.basis)))
