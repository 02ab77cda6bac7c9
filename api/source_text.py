"""What of a document's text is kept to be shown beside what was read: its lines without personal data, its figures."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..graph.sources import UNREAD, Source
from ..ontology.facts import Cell, Claim, Indicator, Reading
from ..ontology.places import Place
from .reports.masking import masking

#: The rule of reading under which each figure of a table stands that was not understood.
UNREAD_RULE = "GJ-X01"


def kept_source(reading: Reading) -> Source:
    """The source of a document that was read, names and telephone numbers hidden as in reports."""
    mask = masking(reading.lines, (each.place for each in reading.ignored if each.reason == "personal"))
    return Source(
        sha256=reading.disclosure.sha256,
        lines=mask.lines,
        paper=reading.paper,
        figures=dict(figures(reading)),
        others=tuple(others(reading)),
    )


def figures(reading: Reading) -> Iterator[tuple[str, Place]]:
    """The places of figures and indicators, by their names within the document."""
    begins = f"{reading.disclosure.iri}/"
    for fact in reading.facts:
        match fact:
            case Cell() | Indicator():
                yield fact.iri.removeprefix(begins), fact.place
            case Claim():
                yield fact.iri.removeprefix(begins), within(fact, reading.lines)
            case _:
                pass


def within(claim: Claim, lines: Sequence[str]) -> Place:
    """Where a claim stands: of a cell that says several, the characters of this one, if they stand there once only."""
    place = claim.place
    line = lines[place.first - 1]
    if place.cell is None or place.start is not None or place.first != place.last or line.count(claim.printed) != 1:
        return place
    start = line.index(claim.printed)
    return replace(place, start=start, end=start + len(claim.printed))


def others(reading: Reading) -> Iterator[tuple[Place, str]]:
    """The figures of tables that are no facts, each with the reason; those that nobody understood among them."""
    for each in reading.ignored:
        if each.place.cell is not None:
            yield each.place, each.reason
    for finding in reading.findings:
        if finding.rule == UNREAD_RULE:
            yield from ((place, UNREAD) for place in finding.places)
