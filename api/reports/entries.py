"""What all formats share: findings of rules and of reading as one list in reading order, both sides, the counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...ontology.facts import Finding, Severity, Tally
from ...ontology.messages import Bilingual
from ...ontology.places import Place
from ...shapes.engine import State
from ...shapes.evidence import Figure
from ...shapes.results import GRAVITY, Outcomes, Report, Result
from ..phrases import Language

#: Up to here the figures of the other side are listed one by one; the arithmetic tells more of them.
LISTED = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the source, to group findings under."""

    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Checked:
    """One document's report, narrowed to what was asked for; ``hidden`` counts what lies below the asked severity.

    The report's lines are the source's without personal data.
    """

    file: str
    report: Report
    sections: tuple[Section, ...]
    hidden: int = 0

    @property
    def grave(self) -> bool:
        """Whether anything shown is more than a hint."""
        return any(subject.severity != "info" for subject in subjects(self.report))


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding, of a rule or of reading, numbered from 1 in reading order."""

    number: int
    rule: str
    severity: Severity
    statement: Bilingual
    place: Place | None
    subject: Result | Finding


@dataclass(frozen=True, slots=True)
class Side:
    """One figure: ``●`` the one judged, ``+`` and ``−`` the terms of a sum, ``↔`` what else it is held against."""

    mark: str
    figure: Figure
    role: str


def entries(document: Checked) -> tuple[Entry, ...]:
    """The findings in reading order, the gravest first where several stand on one spot."""
    ordered = sorted(subjects(document.report), key=order)
    return tuple(entry(number, subject) for number, subject in enumerate(ordered, start=1))


def subjects(report: Report) -> tuple[Result | Finding, ...]:
    """What rules and reading brought up."""
    return (*report.results, *report.findings)


def entry(number: int, subject: Result | Finding) -> Entry:
    """One finding with its number."""
    if isinstance(subject, Result):
        statement = Bilingual(subject.rule.zh, subject.rule.en)
        return Entry(number, subject.rule.id, subject.severity, statement, subject.figure.place, subject)
    place = subject.places[0] if subject.places else None
    return Entry(number, subject.rule, subject.severity, Bilingual(subject.zh, subject.en), place, subject)


def order(subject: Result | Finding) -> tuple[int, int, int, str]:
    """Reading order."""
    place = entry(0, subject).place
    spot = (place.first, place.cell or place.start or 0) if place is not None else (0, 0)
    rule = subject.rule.id if isinstance(subject, Result) else subject.rule
    return *spot, GRAVITY[subject.severity], rule


def sides(result: Result) -> Iterator[Side]:
    """The figure judged, then the figures it was held against."""
    yield Side("●", result.figure, "judged")
    summed = len(result.operands) > 1
    for operand in result.operands:
        mark = "↔"
        if summed and operand.role == "part":
            mark = "+" if operand.weight > 0 else "−"
        yield Side(mark, operand.figure, operand.role)


def printed(figure: Figure) -> str:
    """A figure as printed, with its unit."""
    unit = figure.scale.zh
    return figure.printed if not unit or not figure.printed or unit in figure.printed else f"{figure.printed} {unit}"


def where(place: Place | None, language: Language = "zh") -> str:
    """Where something stands: in the file itself, or by lines as an editor counts them.

    >>> where(Place(3, 7)), where(Place(3, 3), "en")
    ('第3–7行', 'line 3')
    """
    if place is None:
        return ""
    return place.zh if language == "zh" else place.en


def section_of(place: Place | None, sections: Sequence[Section]) -> str:
    """The title of the smallest table that a place stands in; empty for running text."""
    around = [
        section
        for section in sections
        if place is not None and section.place.first <= place.first <= section.place.last
    ]
    return min(around, key=lambda section: section.place.last - section.place.first).title if around else ""


def outcomes_of(documents: Sequence[Checked]) -> Outcomes:
    """The outcomes of all rules in all documents."""
    return added("", [document.report.total for document in documents])


def by_rule(documents: Sequence[Checked]) -> tuple[Outcomes, ...]:
    """The outcomes of each rule in all documents."""
    found: dict[str, list[Outcomes]] = {}
    for document in documents:
        for outcomes in document.report.outcomes:
            found.setdefault(outcomes.rule, []).append(outcomes)
    return tuple(added(rule, several) for rule, several in sorted(found.items()))


def added(rule: str, several: Sequence[Outcomes]) -> Outcomes:
    """Several outcomes as those of one rule."""
    return Outcomes(
        rule=rule,
        exact=sum(each.exact for each in several),
        rounding=sum(each.rounding for each in several),
        suspicious=sum(each.suspicious for each in several),
        inconsistent=sum(each.inconsistent for each in several),
        not_checkable=sum(each.not_checkable for each in several),
        complete=all(each.complete for each in several),
    )


def tally_of(documents: Sequence[Checked]) -> Tally:
    """The figures of all documents."""
    tallies = [document.report.tally for document in documents]
    return Tally(
        printed=sum(each.printed for each in tallies),
        read=sum(each.read for each in tallies),
        ignored=sum(each.ignored for each in tallies),
        unread=sum(each.unread for each in tallies),
    )


def counts(outcomes: Outcomes) -> Mapping[State, int | None]:
    """The five outcomes by name; ``None`` for those that the engine does not tell."""
    known = outcomes.complete
    return {
        "exact": outcomes.exact if known else None,
        "rounding": outcomes.rounding if known else None,
        "suspicious": outcomes.suspicious,
        "inconsistent": outcomes.inconsistent,
        "notCheckable": outcomes.not_checkable if known else None,
    }


def checked_words(outcomes: Outcomes) -> Bilingual:
    """How many relations were checked, unless the engine tells breaches only."""
    if outcomes.complete:
        return Bilingual(f"核对关系 {outcomes.checked} 条", f"relations checked {outcomes.checked}")
    return Bilingual(
        "只有不符与可疑：pySHACL 不报告核对相符、舍入和无法核对的",
        "breaches only: pySHACL does not report what is exact, rounding or not checkable",
    )


def figure_words(tally: Tally) -> Bilingual:
    """What became of the figures that tables print."""
    printed_, read, ignored, unread = tally.printed, tally.read, tally.ignored, tally.unread
    return Bilingual(
        f"表中数字 {printed_}：读出 {read}，不计 {ignored}，未读 {unread}",
        f"figures printed {printed_}: read {read}, ignored {ignored}, unread {unread}",
    )
