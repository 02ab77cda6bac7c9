"""The generated corpus: the same for the same seed, and its figures add up as printed figures do."""

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from gouji.bench.corpus import Disclosure, disclosures, documents, write
from gouji.bench.corpus_units import assignments

HALF = Decimal("0.005")
MONEY = re.compile(r"[\d,]+\.\d\d")
Table = dict[tuple[str, str], Decimal]


@pytest.fixture(scope="module")
def thousand() -> list[Disclosure]:
    return list(disclosures(1000, 1))


@pytest.fixture(scope="module")
def corpus(thousand: list[Disclosure]) -> list[Disclosure]:
    return thousand[:60]


def tables(disclosure: Disclosure) -> dict[str, Table]:
    """The figures of a document by form, row and measure."""
    found: dict[str, Table] = defaultdict(dict)
    for _line, _cell, form, row, measure, text in disclosure.ledger()["figures"]:
        if MONEY.fullmatch(text):
            found[form][row, measure] = Decimal(text.replace(",", ""))
    return found


def test_the_same_seed_gives_the_same_documents() -> None:
    assert list(documents(25, 7)) == list(documents(25, 7))


def test_another_seed_gives_other_documents() -> None:
    assert not set(documents(25, 7)) & set(documents(25, 8))


def test_a_longer_corpus_begins_with_the_shorter_one() -> None:
    assert list(documents(30, 3))[:10] == list(documents(10, 3))


def test_documents_do_not_depend_on_the_order_of_sets() -> None:
    program = "import hashlib; from gouji.bench.corpus import documents; "
    program += "print(hashlib.sha256(repr(list(documents(20, 5))).encode()).hexdigest())"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(printed) == 1


def test_every_layout_is_there_in_its_share(corpus: list[Disclosure]) -> None:
    counts = Counter(disclosure.assignment.layout for disclosure in corpus)

    assert counts == {"hebei": 27, "centre": 6, "shanxi": 12, "henan": 12, "selfeval": 3}


def test_no_document_comes_twice(thousand: list[Disclosure]) -> None:
    names = [disclosure.name for disclosure in thousand]
    assert len(set(names)) == len(names)


def test_project_codes_have_21_characters_and_occur_once(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        codes = [project.code for project, _ in disclosure.budget.items.projects()]

        assert {len(code) for code in codes} == {21}
        assert len(set(codes)) == len(codes)


def test_documents_have_the_size_of_real_ones(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        assert 14_000 < len(disclosure.page.content.encode()) < 70_000, disclosure.name


def test_the_ledger_knows_where_each_figure_stands(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        lines = disclosure.page.content.split("\n")
        ledger = disclosure.ledger()
        for line, cell, *_, text in [*ledger["figures"], *ledger["indicators"]]:
            assert lines[line - 1].split("\t")[cell] == text


def test_no_figure_of_a_table_is_missing_in_the_ledger(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        known = {(line, cell) for line, cell, *_ in disclosure.ledger()["figures"]}
        for number, line in enumerate(disclosure.page.content.split("\n"), 1):
            for position, cell in enumerate(line.split("\t")):
                if "\t" in line and MONEY.fullmatch(cell):
                    assert (number, position) in known, (disclosure.name, number, cell)


def test_lines_add_up_to_their_total_within_rounding(corpus: list[Disclosure]) -> None:
    checked = 0
    for disclosure in corpus:
        for name, table in tables(disclosure).items():
            for (row, measure), total in table.items():
                for length in (3, 5, 7) if row == "row:合计" and name in {"b02", "b03", "b05", "b07"} else ():
                    rows = [v for (r, m), v in table.items() if r.isdigit() and len(r) == length and m == measure]
                    if rows and not (length == 3 and disclosure.assignment.layout == "henan"):
                        assert abs(total - sum(rows)) <= HALF * (len(rows) + 1), (disclosure.name, name, measure)
                        checked += 1
    assert checked > 500


def test_basic_and_project_add_up_to_the_total(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        table = tables(disclosure)["b03"]
        for row in {row for row, _ in table}:
            parts = [table.get((row, measure), Decimal(0)) for measure in ("budget.basic", "budget.project")]

            assert abs(table[row, "budget.total"] - sum(parts)) <= HALF * 3


def test_the_overview_and_the_spending_table_print_the_same_total(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        found = tables(disclosure)
        if "b01" in found:
            spent = found["b01"]["row:支出总计", "budget.total"]

            assert spent == found["b03"]["row:合计", "budget.total"]
            assert spent == found["b01"]["row:收入总计", "budget.resources"]


def test_some_printed_sums_differ_by_rounding_as_real_ones_do(thousand: list[Disclosure]) -> None:
    differing = 0
    for disclosure in thousand[:200]:
        table = tables(disclosure)["b03"]
        rows = [v for (r, m), v in table.items() if len(r) == 7 and r.isdigit() and m == "budget.total"]
        differing += bool(rows) and table["row:合计", "budget.total"] != sum(rows)

    assert 40 < differing < 190


def test_the_prose_says_what_the_tables_print(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        found = tables(disclosure).get("b03")
        if found:
            prose = "".join(line for line in disclosure.page.content.split("\n") if "\t" not in line)
            figures = {Decimal(text.replace(",", "")) for text in MONEY.findall(prose)}

            assert found["row:合计", "budget.total"] in figures
            assert found["row:合计", "budget.basic"] in figures


def test_units_of_a_province_share_funding_documents(thousand: list[Disclosure]) -> None:
    spread: dict[str, set[str]] = defaultdict(set)
    for disclosure in thousand:
        for cited in disclosure.page.cited:
            spread[cited.normal].add(disclosure.budget.unit.name)

    assert max(len(units) for units in spread.values()) > 5
    assert all(re.fullmatch(r"\w+〔20\d\d〕\d+号", normal) for normal in spread)


def test_projects_in_the_wide_table_are_those_of_the_project_table(corpus: list[Disclosure]) -> None:
    for disclosure in corpus:
        found = tables(disclosure)
        if disclosure.assignment.layout == "henan":
            wide = sum(value for (row, m), value in found["p01"].items() if len(row) == 21 and m == "budget.total")

            assert abs(wide - found["b12"]["row:合计", "budget.total"]) <= HALF * 40


def test_files_and_ledger_are_written(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.jsonl"

    size = write(tmp_path / "corpus", 5, 1, ledger)

    assert sum(path.stat().st_size for path in (tmp_path / "corpus").iterdir()) == size
    names = [json.loads(line)["name"] for line in ledger.read_text(encoding="utf-8").splitlines()]
    assert sorted(names) == sorted(path.name for path in (tmp_path / "corpus").iterdir())


def test_more_documents_than_there_are_units_are_refused() -> None:
    with pytest.raises(ValueError, match="fewer documents"):
        list(assignments(10**6, 1))
