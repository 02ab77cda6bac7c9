"""The report for a terminal: findings under the table or text they stand in, then what was checked and how it ended."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from rich.console import Console
from rich.text import Text

from ...ontology.facts import Finding, Severity
from ...ontology.messages import Bilingual
from ...ontology.places import Place
from ...shapes.engine import State
from ...shapes.results import Outcomes, Result
from ...shapes.wording import NOTHING
from ..phrases import Language
from ..processes import Failure
from ..rulebook import SEVERITIES, STATES
from .entries import (
    LISTED,
    Checked,
    Entry,
    checked_words,
    counts,
    entries,
    figure_words,
    outcomes_of,
    printed,
    section_of,
    sides,
    tally_of,
    where,
)

STYLES: dict[Severity, str] = {"violation": "bold red", "warning": "bold yellow", "info": "bold cyan"}
OUTCOME_STYLES: Mapping[State, str] = {"suspicious": "yellow", "inconsistent": "red"}


class TextReport:
    """Writes to a terminal in colour, to anything else without; ``NO_COLOR`` is respected."""

    def __init__(self, output: TextIO, language: Language | None = None) -> None:
        self.console = Console(file=output, highlight=False, soft_wrap=True, emoji=False)
        self.language = language

    def write(self, documents: Sequence[Checked], failures: Sequence[Failure], unreadable: int = 0) -> None:
        """The report on all documents; ``unreadable`` counts failures that are told elsewhere."""
        for document in documents:
            self.document(document)
        self.ending(documents, failures, unreadable + len(failures))

    def document(self, document: Checked) -> None:
        """One document's findings, by place, and its own tally where there are several documents."""
        disclosure = document.report.disclosure
        self.line((document.file, "bold"), ("  " + disclosure.title if disclosure.title else "", "dim"))
        heading = None
        for entry in entries(document):
            section = section_of(entry.place, document.sections)
            if section != heading:
                heading = section
                self.line(("  " + self.one(Bilingual(section or "正文", section or "running text")), "underline"))
            self.entry(entry)
        self.tally(Bilingual("本文件", "this document"), [document])
        self.line(("", ""))

    def entry(self, entry: Entry) -> None:
        """One finding: its head, both sides, the arithmetic, the likely cause, and what follows from it."""
        severity = SEVERITIES[entry.severity]
        self.line(
            (f"    {self.lines(entry.place)} ", "dim"),
            (entry.rule, STYLES[entry.severity]),
            (" " + self.one(severity) + "  ", STYLES[entry.severity]),
            (self.first(entry.statement), "bold"),
        )
        if self.language is None:
            self.line((f"      {entry.statement.en}", "dim"))
        if isinstance(entry.subject, Result):
            self.result(entry.subject)
        for other in entry.subject.places[1:] if isinstance(entry.subject, Finding) else ():
            self.line((f"      {self.lines(other)}", "dim"))

    def result(self, result: Result) -> None:
        """The evidence of a rule's breach."""
        for side in sides(result) if len(result.operands) <= LISTED else ():
            self.line(
                (f"      {side.mark} ", "dim"),
                (self.first(side.figure.name), ""),
                (f"  {printed(side.figure)}", "bold"),
                (f"  {self.lines(side.figure.place)}", "dim"),
            )
        self.words(NOTHING, result.arithmetic, "")
        if result.cause:
            self.words(Bilingual("可能：", "likely: "), result.cause.words, "magenta")
        if result.settled:
            self.words(Bilingual("旁证：", "beside it: "), result.settled, "magenta")
        for other in result.follows:
            name = self.first(other.figure.name)
            same = self.first(Bilingual("同一差额：", "same difference: "))
            self.line((f"      {same}{other.rule.id} {name} {self.lines(other.figure.place)}", "dim"))

    def words(self, label: Bilingual, said: Bilingual, style: str) -> None:
        """One sentence of the evidence, if there is one."""
        if said.zh:
            self.line((f"      {self.first(label)}{self.first(said)}", style))

    def ending(self, documents: Sequence[Checked], failures: Sequence[Failure], unreadable: int) -> None:
        """What could not be read, and the tally of all."""
        for failure in failures:
            self.line(("错误 error  ", "bold red"), (self.one(failure.message), ""))
        if len(documents) > 1 or unreadable:
            number = len(documents)
            words = Bilingual(
                f"合计 {number} 份文件，{unreadable} 份读不了", f"documents {number}, unreadable {unreadable}"
            )
            self.tally(words, documents)

    def tally(self, title: Bilingual, documents: Sequence[Checked]) -> None:
        """Relations checked by outcome, figures read of printed, findings by severity."""
        total = outcomes_of(documents)
        self.line(
            (f"  {self.one(title)}{self.colon}", "bold"),
            (self.one(checked_words(total)), "" if total.complete else "yellow"),
        )
        self.line(("    ", ""), *self.outcomes(total))
        figures = tally_of(documents)
        self.line((f"    {self.one(figure_words(figures))}", "yellow" if figures.unread else ""))
        self.line(("    ", ""), *self.counts(documents))

    def outcomes(self, total: Outcomes) -> Iterator[tuple[str, str]]:
        """The outcomes that are known, with their counts."""
        known = [(state, count) for state, count in counts(total).items() if count is not None]
        for number, (state, count) in enumerate(known):
            style = OUTCOME_STYLES.get(state, "") if count else "dim"
            yield (" · " if number else ""), "dim"
            yield f"{self.pair(STATES[state])} {count}", style

    def counts(self, documents: Sequence[Checked]) -> Iterator[tuple[str, str]]:
        """How many findings of each severity are shown, and how many are not."""
        shown = [entry.severity for document in documents for entry in entries(document)]
        yield self.pair(Bilingual("发现", "findings")) + self.colon, ""
        for number, (severity, words) in enumerate(SEVERITIES.items()):
            count = shown.count(severity)
            yield (" · " if number else ""), "dim"
            yield f"{self.pair(words)} {count}", STYLES[severity] if count else "dim"
        hidden = sum(document.hidden for document in documents)
        if hidden:
            yield (
                "  "
                + self.one(
                    Bilingual(
                        f"（另有 {hidden} 条较轻的未列，--severity info）",
                        f"({hidden} lesser not shown: --severity info)",
                    )
                ),
                "dim",
            )

    def lines(self, place: Place | None) -> str:
        """Where something stands."""
        return where(place, self.language or "zh") if place else ""

    @property
    def colon(self) -> str:
        """The colon of the language."""
        return ": " if self.language == "en" else "："

    def first(self, words: Bilingual) -> str:
        """In the one language, or in Chinese where both are spoken."""
        return words.en if self.language == "en" else words.zh

    def pair(self, words: Bilingual) -> str:
        """A word in the one language, or in both."""
        return self.first(words) if self.language or words.zh == words.en else f"{words.zh} {words.en}"

    def one(self, words: Bilingual) -> str:
        """A sentence in the one language, or in both with a stroke between."""
        return self.first(words) if self.language or words.zh == words.en else f"{words.zh} / {words.en}"

    def line(self, *parts: tuple[str, str]) -> None:
        """One line of styled parts; never read as markup."""
        self.console.print(Text.assemble(*parts))
