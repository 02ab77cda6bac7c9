"""What a check says of the published documents, beside lists made by eye: every violation and warning, and no other."""

from collections.abc import Iterator
from functools import cache

import pytest

from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.ontology.facts import Reading
from gouji.shapes.engine import Binding, Engine
from gouji.shapes.evidence import Facts
from gouji.shapes.findings import report
from gouji.shapes.operands import sides
from gouji.shapes.results import Report, Result

from . import golden

pytestmark = pytest.mark.skipif(
    not golden.SEEDS.exists(), reason="the published documents are not beside this checkout"
)
ENGINE = Engine()
#: The discrepancies that were known before there was a check: document, line, rule, the arithmetic in the printed unit.
KNOWN = [
    ("dachang-2024", 3120, "GJ-P16", "8200人 × 380元 = 311.60（第3127行），印 312.00"),
    ("huailai-2024", 51, "GJ-N17", "40.8 万元 与第45行的 5.80 万元"),
    ("lishi-2023", 401, "GJ-P04", "69.20 万元 与第308行的 691.98 万元"),
    ("lishi-2023", 489, "GJ-P01", "3456 + 0 = 3456，印 3453"),
    ("gaoyi-2021-selfeval", 53, "GJ-N07", "158.08 + 3528.46 = 3686.54，印 3686.23"),
    ("gaoyi-2021-selfeval", 209, "GJ-P07", "≈ 0.0087（第343行），印 0.08"),
    ("jiyuan-2023", 730, "GJ-P05", "83.8 万元 与第730行的 82.00 万元"),
]
#: What differs by rounding alone: document, total, parts, as printed.
ROUNDED = [
    ("dachang-2024", "2562.93", ["2562.93", "0.01"]),
    ("dachang-2024", "670.54", ["484.29", "186.26"]),
]


@cache
def reading(document: str) -> Reading:
    return read_file(golden.SEEDS / golden.DOCUMENTS[document])


@cache
def bindings(document: str) -> tuple[Binding, ...]:
    return tuple(ENGINE.bindings(document_quads(reading(document))))


@cache
def checked(document: str) -> Report:
    return report(reading(document), bindings(document))


def flat(results: tuple[Result, ...]) -> Iterator[Result]:
    """All results, those that follow from another too."""
    for result in results:
        yield result
        yield from flat(result.follows)


def grave(document: str) -> list[tuple[str, str, str]]:
    """Line, rule and severity of every violation and warning, of reading and of checking."""
    found = checked(document)
    of_rules = [(result.figure.place, result.rule.id, result.severity) for result in flat(found.results)]
    of_reading = [(finding.places[0], finding.rule, finding.severity) for finding in found.findings]
    return sorted(
        (str(place.first if place else 0), rule, severity)
        for place, rule, severity in (*of_rules, *of_reading)
        if severity != "info"
    )


@pytest.mark.parametrize("document", golden.DOCUMENTS)
def test_every_violation_and_warning_was_checked_by_eye(document: str) -> None:
    listed = [(row["line"], row["rule"], row["severity"]) for row in golden.rows("findings", document)]

    assert grave(document) == sorted(listed)


@pytest.mark.parametrize(("document", "line", "rule", "arithmetic"), KNOWN)
def test_every_known_discrepancy_is_found(document: str, line: int, rule: str, arithmetic: str) -> None:
    found = [
        result.arithmetic.zh
        for result in flat(checked(document).results)
        if result.rule.id == rule and result.figure.place and result.figure.place.first == line
    ]

    assert [words for words in found if arithmetic in words]


@pytest.mark.parametrize(("document", "total", "parts"), ROUNDED)
def test_what_is_rounded_is_counted_and_raises_nothing(document: str, total: str, parts: list[str]) -> None:
    facts = Facts(reading(document))

    states = set()
    for binding in bindings(document):
        figure, operands = sides(binding, facts)
        if figure.printed == total and sorted(each.figure.printed for each in operands) == sorted(parts):
            states.add(binding.state)

    assert states == {"rounding"}


@pytest.mark.parametrize("document", golden.DOCUMENTS)
def test_every_line_of_the_lists_says_why(document: str) -> None:
    assert all(row["why"].strip() for row in golden.rows("findings", document))
