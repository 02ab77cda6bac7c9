"""The rules of targets and self-evaluations on the published examples: each breach was checked by eye on the page."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.shapes.engine import Engine
from gouji.shapes.findings import Report, report
from gouji.shapes.patterns import patterns

PATTERNS = {"children", "plan", "cost", "points", "scores", "weights", "term", "goals"}
ENGINE = Engine([pattern for pattern in patterns() if pattern.name in PATTERNS])
RULES = {"GJ-P02", "GJ-P03", "GJ-P05", "GJ-P06", "GJ-P09", "GJ-P17", "GJ-P18"}
#: By place: the line, the rule, both sides as printed.
FOUND = {
    "大厂": [],
    "怀来": [],
    "吕梁": [
        (469, "GJ-P01", "3456 + 0 = 3456，印 3453，相差 -3（元，容差 ±1.5，2 项）"),
    ],
    "高邑": [],
    "济源": [
        (616, "GJ-P05", "83.8 万元 与第616行的 82.00 万元，相差 1.80 万元（容差 ±0.055）"),
        (618, "GJ-P05", "20.4 万元 与第618行的 12.00 万元，相差 8.40 万元（容差 ±0.055）"),
    ],
}
#: How many bindings end well, of the rules of this kind.
HELD = {
    "大厂": {"GJ-P03": 7, "GJ-P05": 2},
    "怀来": {"GJ-P03": 5, "GJ-P05": 3},
    "吕梁": {"GJ-P02": 15, "GJ-P05": 3},
    "高邑": {"GJ-P06": 1, "GJ-P09": 1, "GJ-P17": 49},
    "济源": {"GJ-P18": 2},
}


@cache
def reported(folder: Path, beginning: str) -> Report:
    """The report on the example whose name begins so."""
    (path,) = folder.glob(f"{beginning}*.txt")
    reading = read_file(path)
    return report(reading, tuple(ENGINE.bindings(document_quads(reading))))


@pytest.mark.parametrize("beginning", FOUND)
def test_exactly_what_the_page_shows_is_found(examples: Path, beginning: str) -> None:
    found = reported(examples, beginning)

    assert [
        (each.figure.place and each.figure.place.first, each.rule.id, each.arithmetic.zh) for each in found.results
    ] == FOUND[beginning]


@pytest.mark.parametrize("beginning", HELD)
def test_every_sheet_is_asked(examples: Path, beginning: str) -> None:
    outcomes = reported(examples, beginning).outcomes

    held = Counter({each.rule: each.exact + each.rounding for each in outcomes if each.rule in RULES})

    assert {rule: count for rule, count in held.items() if count} == HELD[beginning]


def test_a_cost_that_contradicts_a_sum_stands_under_it(examples: Path) -> None:
    (found,) = reported(examples, "吕梁").results

    assert [other.rule.id for other in found.follows] == ["GJ-P05"]
    assert found.settled is not None
    assert "第469行的 3453 元；若为 3456 元，2 处全部相符" in found.settled.zh


def test_a_bound_that_is_broken_names_what_bears_the_budget_out(examples: Path) -> None:
    for found in reported(examples, "济源").results:
        assert found.settled is not None
        assert "万元 另由第607行的 247.50 万元等" in found.settled.zh
