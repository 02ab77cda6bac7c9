"""Documents whose figures all agree raise no violation and no warning: made budgets, rounded as real ones are."""

import pytest

from gouji.bench.corpus import documents
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.shapes.engine import Engine
from gouji.shapes.findings import check

#: Every thirtieth of some, and some of units that have no money for the three public expenses.
COUNT, STEP, WITHOUT = 300, 30, 2
NOTHING = "“三公”经费预算0.00万元"
ENGINE = Engine()


@pytest.fixture(scope="module")
def made() -> list[tuple[str, str]]:
    every = list(documents(COUNT, 1))
    return [*every[::STEP], *[each for each in every if NOTHING in each[1]][:WITHOUT]]


def test_what_agrees_raises_no_alarm(made: list[tuple[str, str]]) -> None:
    assert len(made) == COUNT // STEP + WITHOUT
    for name, text in made:
        report = check(understand(read_bytes(text.encode(), name)), ENGINE)

        said = [str(each.message) for each in (*report.results, *report.findings) if each.severity != "info"]
        assert said == [], name
