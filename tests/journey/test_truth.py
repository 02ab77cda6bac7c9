"""Each document beside the truth tables that were made by eye: every figure, goal, indicator and unit, and no other."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest

from gouji.ingest.pipeline import read_file
from gouji.ingest.plain import plain, unnumbered
from gouji.ontology import terms
from gouji.ontology.facts import Cell, Citation, Claim, Goal, Indicator, Line, Project, Reading, Unit
from gouji.ontology.spellings import standard

from . import golden

pytestmark = pytest.mark.skipif(
    not golden.SEEDS.exists(), reason="the published documents are not beside this checkout"
)
T = TypeVar("T")
DOCUMENTS = sorted(golden.DOCUMENTS)


@cache
def reading(document: str) -> Reading:
    return read_file(golden.SEEDS / golden.DOCUMENTS[document])


def facts_of(document: str, kind: type[T]) -> Iterator[T]:
    return (fact for fact in reading(document).facts if isinstance(fact, kind))


def names_of_row(line: Line, projects: dict[str, Project], units: dict[str, Unit]) -> set[str]:
    """Every name under which a truth table may list the line."""
    names = {line.iri.rsplit("/", 1)[-1].split("~")[0], plain(line.label), unnumbered(line.label)}
    if unit := units.get(line.item):
        names |= {unit.code or "", unit.name}
    if project := projects.get(line.item):
        names |= {plain(project.name), project.code or ""}
    return names


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_of_the_tables_is_right_and_no_other_is_read(document: str) -> None:
    lines = {line.iri: line for line in facts_of(document, Line)}
    projects = {project.iri: project for project in facts_of(document, Project)}
    units = {unit.iri: unit for unit in facts_of(document, Unit)}
    cells = {(str(cell.place.first), str(cell.place.cell)): cell for cell in facts_of(document, Cell)}
    expected = [row for row in golden.rows(document, "cells") if not row["measure"].startswith("plan.")]

    wrong = []
    for row in expected:
        cell = cells.pop((row["line"], row["cell"]), None)
        if cell is None:
            wrong.append(("missing", row))
            continue
        line = lines[cell.line]
        label = row["row"].split("/")[-1].split("~")[0] if row["form"] == "p01" else row["row"].split("~")[0]
        wanted = {label, plain(label), terms.segment(standard("row", label) or label)}
        form = line.table.split("/")[4]
        same = (form, cell.measure, cell.printed) == (row["form"], row["measure"], row["printed"])
        if not same or not wanted & names_of_row(line, projects, units):
            wrong.append(("wrong", row, cell, line.label))

    assert wrong == []
    assert sorted(cells) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_printed_in_a_table_is_settled(document: str) -> None:
    tally = reading(document).tally
    truth = sum(1 for name in ("ignored",) for _ in golden.rows(document, name))

    assert tally.unread == 0
    assert tally.printed == tally.read + tally.ignored
    assert tally.printed > truth


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_goal_is_read_with_its_plan(document: str) -> None:
    projects = {project.iri: project for project in facts_of(document, Project)}
    expected = Counter(
        (plain(row["name"]), *(row[f"q{quarter}"].rstrip("%") for quarter in (1, 2, 3, 4)))
        for row in golden.rows(document, "goals")
    )

    read = Counter(
        (plain(projects[goal.project].name), *(f"{dict(goal.plan).get(quarter, '')}" for quarter in (1, 2, 3, 4)))
        for goal in facts_of(document, Goal)
        if goal.project
    )

    # A sheet that repeats a project under a cut name is read under the project's full name.
    assert sum(read.values()) == sum(expected.values())
    assert sum((expected - read).values()) <= 1


def told(indicator: Indicator) -> tuple[str, ...]:
    points = "" if indicator.points is None else str(indicator.points)
    weight = "" if indicator.weight is None else str(indicator.weight)
    return (
        plain(indicator.name or ""),
        plain(indicator.target_text or ""),
        indicator.half or "",
        standard("level1", indicator.level1 or "") or plain(indicator.level1 or ""),
        points,
        weight,
    )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_indicator_is_read_and_no_other(document: str) -> None:
    expected = Counter(
        (
            plain(row["name"]),
            plain(row["printed"]),
            row["half"],
            standard("level1", row["level1"]) or plain(row["level1"]),
            row["points"],
            row["weight"],
        )
        for row in golden.rows(document, "indicators")
        if row["name"] != "合计"
    )

    assert Counter(told(indicator) for indicator in facts_of(document, Indicator)) == expected


@pytest.mark.parametrize("document", DOCUMENTS)
def test_levels_two_are_as_printed_or_left_open(document: str) -> None:
    expected = Counter(
        (plain(row["name"]), plain(row["printed"]), standard("level2", row["level2"]) or plain(row["level2"]))
        for row in golden.rows(document, "indicators")
        if row["name"] != "合计" and row["level2"]
    )

    read = Counter(
        (plain(i.name or ""), plain(i.target_text or ""), standard("level2", i.level2 or "") or plain(i.level2 or ""))
        for i in facts_of(document, Indicator)
    )

    assert expected - read == Counter()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_units_are_known_with_their_nature_and_parent(document: str) -> None:
    units = list(facts_of(document, Unit))
    names = {plain(unit.name) for unit in units}

    for row in golden.rows(document, "units"):
        if row["region"]:
            assert plain(row["name"]) in names
            assert row["region"] in {unit.region for unit in units}
        for field in ("nature", "level", "funding"):
            printed = {getattr(unit, field) for unit in units}
            assert not row[field] or row[field] in printed or field == "level", row


def test_lines_of_facts_are_lines_of_the_file() -> None:
    for document in DOCUMENTS:
        lines = reading(document).lines
        for cell in facts_of(document, Cell):
            assert cell.printed in lines[cell.place.first - 1]


def test_folder_names_every_document() -> None:
    here = Path(__file__).parent

    assert {path.name for path in here.iterdir() if (path / "cells.tsv").exists()} == set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_number_of_the_prose_is_a_claim_of_its_kind(document: str) -> None:
    """Claims beyond the truth table are allowed (goal texts, 持平); a number of the table that is none is not."""
    claims = list(facts_of(document, Claim))
    missing = []
    for row in golden.rows(document, "claims"):
        found = next((c for c in claims if says(c, row)), None)
        if found is None:
            missing.append(row)
        else:
            claims.remove(found)

    assert missing == []
    assert len(claims) <= 2


def says(claim: Claim, row: dict[str, str]) -> bool:
    """Whether the claim is the one that a truth table lists."""
    there = claim.place.first <= int(row["line"]) <= claim.place.last
    return there and claim.kind == row["kind"] and claim.value == Decimal(row["value"])


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_number_of_a_document_is_cited_in_normal_form(document: str) -> None:
    expected = Counter(
        (row["line"], row["normal"], row["likely"]) for row in golden.rows(document, "documents") if row["normal"]
    )

    read = Counter((str(c.place.first), c.normal, c.likely or "") for c in facts_of(document, Citation))

    assert read == expected


def test_reading_errors_of_scanners_are_findings_and_nothing_is_repaired() -> None:
    citations = {citation.normal: citation.likely for citation in facts_of("lishi-2023", Citation)}
    findings = {finding.likely for finding in reading("lishi-2023").findings if finding.rule == "GJ-X30"}

    assert citations["晋医保法〔2022〕11号"] == "晋医保发〔2022〕11号"
    assert findings == {"晋医保发〔2022〕11号", "离财社〔2023〕1025号"}
