"""Departments' budgets of Jiangsu province 2017–2019 beside the truth tables that were made by eye from their pages."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from gouji.graph.quads import document_quads
from gouji.ingest.documents import Document
from gouji.ingest.interpret.items import labelled
from gouji.ingest.joining import belong_together, joined
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read
from gouji.ontology.facts import Cell, Claim, Line, Reading
from gouji.shapes.engine import Engine
from gouji.shapes.findings import report

from .judged import grave, judged

HERE = Path(__file__).parent / "jiangsu"
PUBLISHED = HERE.parents[3] / "shared" / "disclosures" / "jiangsu"
#: Folder of the truth tables → the published file with the tables.
FILES = {
    "renda-2017": "江苏省人大办公厅__江苏省人大办公厅2017年度预算公开.pdf",
    "renda-2018": "江苏省人大办公厅__省人大办公厅2018预算公开.pdf",
    "renda-2019": "江苏省人大办公厅__江苏省人大常委会办公厅2019年部门预算公开表.pdf",
    "weiban-2017": "江苏省委办公厅__江苏省委办公厅2017年预算公开表格.pdf",
    "weiban-2018": "江苏省委办公厅__江苏省委办公厅2018年度部门预算公开表.pdf",
    "weiban-2019": "江苏省委办公厅__江苏省委办公厅2019年度部门预算公开表格.pdf",
    "fayuan-2017": "江苏省高级人民法院__省法院2017年度部门预算公开.pdf",
    "fayuan-2018": "江苏省高级人民法院__省法院2018年度部门预算公开.pdf",
}

#: The file with the text, where it was published apart.
TEXTS = {
    "renda-2019": "江苏省人大办公厅__江苏省人大常委会2019年度部门预算公开.pdf",
    "weiban-2017": "江苏省委办公厅__江苏省委办公厅2017年部门预算.pdf",
    "weiban-2018": "江苏省委办公厅__江苏省委办公厅2018年度部门预算公开文件.pdf",
    "weiban-2019": "江苏省委办公厅__江苏省委办公厅2019年度部门预算公开文件.pdf",
}
ENGINE = Engine()

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason="the published documents are not beside this checkout")

Told = tuple[str, str, str, str, str]


@cache
def document(name: str) -> Document:
    return read(PUBLISHED / FILES[name])


@cache
def reading(name: str) -> Reading:
    return understand(document(name))


def truth(name: str) -> Iterator[Told]:
    """Page, form, row, measure and print of every figure that the tables hold."""
    with (HERE / name / "cells.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            key = row["row"] if row["row"].isdigit() else labelled(row["row"]).key
            yield row["page"], row["form"], key, row["measure"], row["printed"]


def told(name: str) -> Iterator[Told]:
    """The same of every figure that was read."""
    lines = {fact.iri: fact for fact in reading(name).facts if isinstance(fact, Line)}
    for fact in reading(name).facts:
        if isinstance(fact, Cell):
            line = lines[fact.line]
            spot = document(name).paper.spot(fact.place)
            key = line.iri.rsplit("/", 1)[-1].split("~")[0]
            yield str(spot.page if spot else 0), line.table.split("/")[4], key, fact.measure, fact.printed


@pytest.mark.parametrize("name", FILES)
def test_every_figure_of_the_tables_is_right_and_no_other_is_read(name: str) -> None:
    expected, found = Counter(truth(name)), Counter(told(name))

    assert sorted((expected - found).elements()) == []
    assert sorted((found - expected).elements()) == []


@pytest.mark.parametrize("name", FILES)
def test_every_figure_printed_in_a_table_is_settled(name: str) -> None:
    tally = reading(name).tally

    assert tally.unread == 0
    assert tally.read + tally.ignored == tally.printed


@cache
def together(name: str) -> Reading:
    """The disclosure of all its files."""
    if name not in TEXTS:
        return reading(name)
    return understand(joined([read(PUBLISHED / TEXTS[name]), document(name)]))


@pytest.mark.parametrize("name", FILES)
def test_every_violation_and_warning_was_checked_by_eye(name: str) -> None:
    told = together(name)

    assert grave(report(told, tuple(ENGINE.bindings(document_quads(told))))) == judged(name)


def test_text_and_tables_published_apart_are_one_disclosure() -> None:
    for name, text in TEXTS.items():
        assert belong_together([understand(read(PUBLISHED / text)), reading(name)])
        claims = [fact for fact in together(name).facts if isinstance(fact, Claim)]
        assert sum(1 for claim in claims if claim.same) > 25


def test_every_number_of_a_text_is_a_claim_of_its_kind() -> None:
    with (HERE / "weiban-2019" / "claims.tsv").open(encoding="utf-8", newline="") as file:
        expected = Counter((row["printed"], row["kind"]) for row in csv.DictReader(file, delimiter="\t"))
    claims = [fact for fact in together("weiban-2019").facts if isinstance(fact, Claim)]

    found = Counter((re.sub(r"\s", "", claim.printed), claim.kind) for claim in claims)

    assert sorted((expected - found).elements()) == []


#: Columns of the expected values that a third party took from the first tables → row and measure.
EXPECTED = {
    "财政拨款": ("财政拨款", "budget.resources"),
    "一般公共预算": ("一般公共预算拨款收入", "budget.resources"),
    "财政专户管理资金": ("财政专户管理资金", "budget.resources"),
    "当年收入小计": ("本年收入合计", "budget.resources"),
    "收入合计": ("收入合计", "budget.resources"),
    "一般公共服务支出": ("201", "budget.total"),
    "社会保障和就业支出": ("208", "budget.total"),
    "住房保障支出": ("221", "budget.total"),
    "基本支出": ("本年支出合计", "budget.basic"),
    "项目支出": ("本年支出合计", "budget.project"),
    "单位预留机动经费": ("本年支出合计", "budget.reserve"),
    "当年支出小计": ("本年支出合计", "budget.total"),
    "支出合计": ("支出合计", "budget.total"),
}


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("江苏省人大办公厅__收支预算总表.csv", "renda"),
        ("江苏省委办公厅__收支预算总表.csv", "weiban"),
    ],
)
def test_the_overviews_agree_with_values_that_others_extracted(file: str, names: str) -> None:
    with (PUBLISHED / file).open(encoding="utf-8-sig", newline="") as source:
        rows = {row[""][:4]: row for row in csv.DictReader(source)}
    for year, row in rows.items():
        read = {
            (key, measure): Decimal(printed.replace(",", ""))
            for _, form, key, measure, printed in told(f"{names}-{year}")
            if form == "b01"
        }
        for column, printed in row.items():
            if column and printed:
                assert read[EXPECTED[column]] == Decimal(printed), (year, column)
