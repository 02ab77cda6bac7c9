"""The book in which every printed figure of a document's tables ends: as fact, as ignored, or as finding."""

import re

from ...ontology.facts import Fact, Finding, Ignored, Severity, Tally
from ...ontology.places import Place
from ..documents import Text
from ..numbers import has_digit

Spot = tuple[int, int | None]

#: The reason under which names and numbers of persons are left out; their text is never kept.
PERSONAL = "personal"


def spot(text: Text) -> Spot:
    """What tells one cell of a file from all others."""
    return (text.place.first, text.place.cell)


#: A telephone or identity number may stand in a cell nobody understood: it is not repeated.
LONG_NUMBER = re.compile(r"\d[\d -]{6,}\d")


class Ledger:
    """Collects facts and findings, and remembers what became of each cell that holds a digit."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.findings: list[Finding] = []
        self.ignored: list[Ignored] = []
        self._read: set[Spot] = set()
        self._ignored: set[Spot] = set()
        self._names: set[str] = set()

    def add(self, fact: Fact, *sources: Text) -> None:
        """Keep ``fact``; ``sources`` are the cells it was read from."""
        self.facts.append(fact)
        self._names.add(fact.iri)
        self._read.update(spot(source) for source in sources)

    def has(self, iri: str) -> bool:
        """Whether a fact of this name is kept already."""
        return iri in self._names

    def fresh(self, iri: str) -> str:
        """``iri``, or where a fact has that name already, the name with ``~2``, ``~3`` and so on."""
        name, count = iri, 1
        while name in self._names:
            count += 1
            name = f"{iri}~{count}"
        return name

    def take(self, *sources: Text) -> None:
        """The cells went into a fact that is kept elsewhere (a name, a code, a target)."""
        self._read.update(spot(source) for source in sources)

    def ignore(self, reason: str, *texts: Text) -> None:
        """The cells are deliberately no fact; only cells with a digit that nobody has read yet are listed."""
        for text in texts:
            if has_digit(text.text) and spot(text) not in self._read | self._ignored:
                self._ignored.add(spot(text))
                self.ignored.append(Ignored(text.place, "…" if reason == PERSONAL else text.text, reason))

    def find(self, rule: str, severity: Severity, zh: str, en: str, *places: Place, likely: str | None = None) -> None:
        """Keep a finding of reading."""
        self.findings.append(Finding(rule, severity, zh, en, places, likely))

    def settled(self, text: Text) -> bool:
        """Whether something became of this cell."""
        return spot(text) in self._read or spot(text) in self._ignored

    def tally(self, cells: tuple[Text, ...]) -> Tally:
        """The count over all ``cells`` of a document's grids that hold a digit; each unread one is a finding too."""
        figures = [cell for cell in cells if has_digit(cell.text)]
        unread = [cell for cell in figures if not self.settled(cell)]
        for cell in unread:
            shown = LONG_NUMBER.sub("…", cell.text[:24])
            self.find(
                "GJ-X01",
                "warning",
                f"表中数字没有读懂：{shown!r}",
                f"a figure of a table was not understood: {shown!r}",
                cell.place,
            )
        read = sum(1 for cell in figures if spot(cell) in self._read)
        return Tally(len(figures), read, len(figures) - read - len(unread), len(unread))
