"""Budgets and a final account of Shanghai districts beside truth tables made by eye."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.ingest.plain import plain, unnumbered
from gouji.ontology.facts import Cell, Claim, Line, Reading, Table, Unit
from gouji.ontology.spellings import standard
from gouji.shapes.engine import Binding, Engine
from gouji.shapes.evidence import Facts
from gouji.shapes.findings import report
from gouji.shapes.operands import sides

from .judged import grave, judged

FOLDER = Path(__file__).parents[3] / "shared" / "disclosures" / "shanghai"
TRUTH = Path(__file__).parent / "shanghai"
DOCUMENTS = {
    "wanli-2023": "普陀区万里街道2023部门预算.pdf",
    "wanli-2024": "普陀区万里街道2024部门预算.pdf",
    "shangwu-2025": "普陀区商务委员会2025部门预算.pdf",
    "shangwu-2025-unit": "普陀区商务委员会2025单位预算.pdf",
    "fuliyuan-2024": "普陀区社会福利院2024单位预算.pdf",
    "ziyuan-2024-final": "普陀区规划和自然资源局2024部门决算.pdf",
}
ENGINE = Engine()
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")


@cache
def reading(document: str) -> Reading:
    return read_file(FOLDER / DOCUMENTS[document])


def rows(document: str, table: str) -> Iterator[dict[str, str]]:
    with (TRUTH / document / f"{table}.tsv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t")


def row_name(label: str) -> str:
    """The name under which a truth table and a line are compared: a code, or the words without ordinal."""
    words = unnumbered(label)
    return standard("row", words) or words


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_of_the_tables_is_right_and_no_other_is_read(document: str) -> None:
    facts = reading(document).facts
    forms = {table.iri: table.form for table in facts if isinstance(table, Table)}
    lines = {line.iri: line for line in facts if isinstance(line, Line)}
    expected = Counter(
        (row["page"], row["form"], row_name(row["row"]), row["measure"], row["printed"])
        for row in rows(document, "cells")
    )

    read: Counter[tuple[str, ...]] = Counter()
    for cell in (fact for fact in facts if isinstance(fact, Cell)):
        line = lines[cell.line]
        coded = line.item.startswith(("id/func/", "id/econ/")) and forms[line.table] not in ("b01", "b04")
        total = forms[line.table] == "b06" and line.parent is None
        name = line.item.rsplit("/", 1)[-1] if coded or total else row_name(line.label)
        page = cell.place.spot.page if cell.place.spot else None
        if forms[line.table].startswith("b"):
            read[str(page), forms[line.table], name, cell.measure, cell.printed] += 1

    assert expected - read == Counter()
    assert read - expected == Counter()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_figure_printed_in_a_table_is_settled(document: str) -> None:
    tally = reading(document).tally

    assert tally.unread == 0
    assert tally.printed == tally.read + tally.ignored


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_cell_has_the_value_that_is_printed(document: str) -> None:
    facts = reading(document).facts
    tables = {table.iri: table for table in facts if isinstance(table, Table)}
    lines = {line.iri: line for line in facts if isinstance(line, Line)}

    for cell in (fact for fact in facts if isinstance(fact, Cell)):
        scale = tables[lines[cell.line].table].scale
        assert cell.value == Decimal(cell.printed.replace(",", "")) * scale


@cache
def bindings(document: str) -> tuple[Binding, ...]:
    return tuple(ENGINE.bindings(document_quads(reading(document))))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_violation_and_warning_was_checked_by_eye(document: str) -> None:
    assert grave(report(reading(document), bindings(document))) == judged(document)


@pytest.mark.parametrize("pair", [("236.63", "236.64"), ("3845.25", "3845.24")])
def test_one_figure_rounded_in_two_ways_is_rounding_in_a_final_account(pair: tuple[str, str]) -> None:
    facts = Facts(reading("ziyuan-2024-final"))
    states = set()
    for binding in bindings("ziyuan-2024-final"):
        figure, operands = sides(binding, facts)
        if [figure.printed, *(each.figure.printed for each in operands)] == [*pair]:
            states.add(binding.state)

    assert states == {"rounding"}


def test_a_department_and_its_head_office_are_two_documents() -> None:
    department, office = reading("shangwu-2025"), reading("shangwu-2025-unit")
    units = {fact.iri: fact for fact in office.facts if isinstance(fact, Unit)}

    assert department.disclosure.iri == "doc/310107-普陀区商务委员会/2025/budget"
    assert office.disclosure.iri == "doc/310107-普陀区商务委员会本级/2025/budget"
    assert [department.disclosure.scope, office.disclosure.scope] == ["department", "unit"]
    assert "部门预算" in department.disclosure.title
    assert "单位预算" in office.disclosure.title
    assert units[office.disclosure.unit].parent == department.disclosure.unit


def test_an_institution_is_no_head_office() -> None:
    disclosure = reading("fuliyuan-2024").disclosure

    assert disclosure.iri == "doc/310107-普陀区社会福利院/2024/budget"
    assert disclosure.scope == "unit"


def test_the_units_of_a_department_are_its_own() -> None:
    told = reading("ziyuan-2024-final")
    below = {fact.name: fact for fact in told.facts if isinstance(fact, Unit) and fact.parent == told.disclosure.unit}

    assert len(below) == 5
    assert below["上海市普陀区规划和自然资源局执法大队"].nature == "参公事业单位"


def test_every_number_of_the_prose_of_a_final_account_is_a_claim_of_its_kind() -> None:
    """Pages are left out: a paragraph that goes on over a page is told by its first."""
    claims = [fact for fact in reading("ziyuan-2024-final").facts if isinstance(fact, Claim)]
    expected = Counter((row["kind"], row["printed"]) for row in rows("ziyuan-2024-final", "claims"))
    found = Counter((claim.kind, plain(claim.printed).replace("台(套)", "台（套）")) for claim in claims)

    # 下降（增长）27.78%: the form's words for both directions were left standing.
    assert expected - found <= Counter([("growth", "27.78%")])


def test_outturns_and_budgets_of_one_sentence_are_told_apart() -> None:
    claims = [fact for fact in reading("ziyuan-2024-final").facts if isinstance(fact, Claim)]
    of_receptions = [claim.same for claim in claims if claim.printed == "2.85万元"]

    assert [same and same.rsplit("/", 1)[-1] for same in of_receptions] == ["budget.total"]


@pytest.mark.parametrize("scope", ["部门", "单位"])
def test_the_nine_tables_of_the_blank_form_are_known(scope: str, tmp_path: Path) -> None:
    """The form of 2026, with a name put in."""
    blank = openpyxl.load_workbook(FOLDER.parent / "forms" / f"上海市{scope}预算空白表.xlsx")
    for cell in (cell for sheet in blank for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)):
        cell.value = re.sub(
            "XX(?:局|单位)|(?<=^编制..：)$", "上海市普陀区民政局", cell.value.replace("上海市普陀区XX", "XX")
        )
    blank.save(tmp_path / "a.xlsx")

    told = read_file(tmp_path / "a.xlsx")

    assert sorted(fact.form for fact in told.facts if isinstance(fact, Table)) == [f"b0{n}" for n in range(1, 10)]
    assert (told.disclosure.year, told.disclosure.unit.endswith("本级")) == (2026, scope == "单位")
