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
        (489, "GJ-P01", "3456 + 0 = 3456，印 3453，相差 -3（元，容差 ±1.5，2 项）"),
        (540, "GJ-P02", "2250000 元 与第540行的 2200000 元，相差 50000 元（容差 ±0）"),
    ],
    "高邑": [],
    "济源": [
        (730, "GJ-P05", "83.8 万元 与第730行的 82.00 万元，相差 1.80 万元（容差 ±0.055）"),
        (733, "GJ-P05", "20.4 万元 与第733行的 12.00 万元，相差 8.40 万元（容差 ±0.055）"),
    ],
}
#: How many bindings end well, of the rules of this kind.
HELD = {
    "大厂": {"GJ-P03": 17, "GJ-P05": 10, "GJ-P18": 1},
    "怀来": {"GJ-P03": 5, "GJ-P05": 3},
    "吕梁": {"GJ-P02": 31, "GJ-P05": 5},
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
    first, second = reported(examples, "吕梁").results

    assert [other.rule.id for other in first.follows] == ["GJ-P05"]
    assert first.settled is not None
    assert "第489行的 3453 元；若为 3456 元，2 处全部相符" in first.settled.zh
    assert second.settled is not None
    assert second.settled.zh == "第540行的 2250000 元 另由第523行的 2250000 元印证（GJ-P05），另一方没有印证"
