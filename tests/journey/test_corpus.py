"""Generated disclosures beside their own ledgers: what was printed is what is read."""

from collections import Counter

import pytest

from gouji.bench.corpus import Disclosure, disclosures
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Citation, Indicator, Line

COUNT = 60


def documents() -> tuple[Disclosure, ...]:
    return tuple(disclosures(COUNT, seed=7))


@pytest.mark.parametrize("disclosure", documents(), ids=lambda one: one.name)
def test_every_figure_and_indicator_of_the_ledger_is_read_and_no_other(disclosure: Disclosure) -> None:
    ledger = disclosure.ledger()
    reading = understand(read_bytes(disclosure.page.content.encode(), disclosure.name))
    lines = {fact.iri: fact for fact in reading.facts if isinstance(fact, Line)}

    printed = {
        (figure[0], figure[1]): (figure[2], figure[4], figure[5])
        for figure in ledger["figures"]
        if not str(figure[4]).startswith("plan.")
    }
    read = {
        (fact.place.first, fact.place.cell): (lines[fact.line].table.split("/")[4], fact.measure, fact.printed)
        for fact in reading.facts
        if isinstance(fact, Cell) and fact.measure != "selfeval.score"  # the ledger leaves scores out
    }
    cited = Counter(str(one[1]) for one in ledger["documents"])

    assert read == printed
    assert reading.tally.unread == 0
    assert sum(isinstance(fact, Indicator) for fact in reading.facts) == len(ledger["indicators"])
    assert {fact.normal for fact in reading.facts if isinstance(fact, Citation)} == set(cited)
