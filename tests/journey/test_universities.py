"""Budgets of a university under the Ministry of Education beside truth tables made by eye from their pages."""

import csv
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from gouji.graph.quads import document_quads
from gouji.ingest.interpret.items import labelled
from gouji.ingest.pipeline import read_file
from gouji.ingest.plain import plain
from gouji.ontology.facts import Cell, Claim, Goal, Indicator, Line, Project, Reading, Table, Unit
from gouji.ontology.places import Place
from gouji.shapes.engine import Engine
from gouji.shapes.findings import report
from gouji.shapes.results import Report, Result

FOLDER = Path(__file__).parents[3] / "shared" / "disclosures" / "swu"
TRUTH = Path(__file__).parent / "swu"
DOCUMENTS = {"2021": "西南大学2021部门预算.pdf", "2023": "西南大学2023部门预算.pdf"}
T = TypeVar("T")
#: The discrepancies found by eye: document, page, rule, the arithmetic in the printed unit.
KNOWN = [
    ("2021", 9, "GJ-N01", "18953.73 万元 与第6页的 18953.78 万元"),
    ("2023", 8, "GJ-H01", "9645.51 + 27109.72 + 483848.18 = 520603.41，印 520603.91"),
    ("2023", 8, "GJ-R01", "14.33 + 8201.15 + 0.50 + 1430.03 = 9646.01，印 9645.51"),
]

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")


@cache
def reading(document: str) -> Reading:
    return read_file(FOLDER / DOCUMENTS[document])


@cache
def checked(document: str) -> Report:
    read = reading(document)
    return report(read, tuple(Engine().bindings(document_quads(read))))


def facts_of(document: str, kind: type[T]) -> Iterator[T]:
    return (fact for fact in reading(document).facts if isinstance(fact, kind))


def rows(document: str, table: str) -> Iterator[dict[str, str]]:
    with (TRUTH / document / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def page(place: Place) -> str:
    """The page of a place, as a truth table names it."""
    return str(place.spot.page) if place.spot else ""


def row_name(line: Line, units: dict[str, Unit]) -> str:
    """What a truth table calls a row: its code, or its standard name."""
    unit = units.get(line.item)
    return unit.code or "" if unit else line.item.rsplit("/", 1)[-1]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_of_the_tables_is_right_and_no_other_is_read(document: str) -> None:
    lines = {line.iri: line for line in facts_of(document, Line)}
    forms = {table.iri: table.form for table in facts_of(document, Table)}
    units = {unit.iri: unit for unit in facts_of(document, Unit)}
    expected = Counter(
        (
            row["page"],
            row["form"],
            row["row"] if row["row"].isdigit() else labelled(row["row"]).key,
            row["measure"],
            row["printed"],
        )
        for row in rows(document, "cells")
    )

    read = Counter(
        (
            page(cell.place),
            forms[(line := lines[cell.line]).table],
            row_name(line, units),
            cell.measure,
            cell.printed,
        )
        for cell in facts_of(document, Cell)
    )

    assert expected - read == Counter()
    assert read - expected == Counter()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_cell_has_the_value_that_is_printed(document: str) -> None:
    for cell in facts_of(document, Cell):
        assert cell.value == Decimal(cell.printed.replace(",", "")) * 10_000


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_printed_in_a_table_is_settled(document: str) -> None:
    tally = reading(document).tally

    assert tally.unread == 0
    assert tally.printed == tally.read + tally.ignored


def test_every_indicator_is_read_with_its_levels_and_points_and_no_other() -> None:
    projects = {project.iri: plain(project.name) for project in facts_of("2023", Project)}
    names = {goal.iri: projects[goal.project or ""] for goal in facts_of("2023", Goal)}
    expected = Counter(
        (
            plain(row["project"]),
            plain(row["level1"]),
            plain(row["level2"]),
            plain(row["name"]),
            plain(row["printed"]),
            row["weight"],
        )
        for row in rows("2023", "indicators")
    )

    read = Counter(
        (
            names[found.goal],
            plain(found.level1 or ""),
            plain(found.level2 or ""),
            plain(found.name or ""),
            plain(found.target_text or ""),
            str(found.weight),
        )
        for found in facts_of("2023", Indicator)
    )

    assert expected - read == Counter()
    assert read - expected == Counter()


def test_every_sheet_has_its_project_money_and_words() -> None:
    goals = list(facts_of("2023", Goal))

    assert len(goals) == 24
    assert sum(goal.budget or Decimal(0) for goal in goals) == Decimal("302430200.00")
    assert [goal.iri for goal in goals if not goal.goal_text or not goal.project] == []


def test_the_agency_in_charge_is_told_with_its_code() -> None:
    units = {unit.name: unit for unit in facts_of("2023", Unit)}

    assert units["教育部"].code == "105"
    assert units["西南大学"].code == "105236"
    assert units["西南大学"].parent == units["教育部"].iri


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_number_of_the_text_is_a_claim(document: str) -> None:
    """Counts aside; the page is the one on which the paragraph begins."""
    claims = list(facts_of(document, Claim))
    expected = Counter(
        (row["page"], row["kind"], row["printed"].replace(" ", ""), row["value"], row["about"])
        for row in rows(document, "claims")
    )

    read = Counter(
        (page(claim.place), claim.kind, claim.printed.replace(" ", ""), f"{claim.value.normalize():f}", claim.about)
        for claim in claims
    )

    assert expected - read == Counter()
    assert Counter(key for key in read if key[1] != "count") - expected == Counter({})


def flat(results: tuple[Result, ...]) -> Iterator[Result]:
    """All results, those that follow from another too."""
    for result in results:
        yield result
        yield from flat(result.follows)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_violation_and_warning_was_checked_by_eye(document: str) -> None:
    found = checked(document)
    grave = [
        (page(result.figure.place), result.rule.id)
        for result in flat(found.results)
        if result.figure.place and result.severity != "info"
    ]
    grave += [(page(finding.places[0]), finding.rule) for finding in found.findings if finding.severity != "info"]

    assert sorted(grave) == sorted((str(known[1]), known[2]) for known in KNOWN if known[0] == document)


@pytest.mark.parametrize(("document", "on", "rule", "arithmetic"), KNOWN)
def test_every_known_discrepancy_is_found(document: str, on: int, rule: str, arithmetic: str) -> None:
    found = [
        result.arithmetic.zh
        for result in flat(checked(document).results)
        if result.rule.id == rule and result.figure.place and page(result.figure.place) == str(on)
    ]

    assert [words for words in found if arithmetic in words]
