"""The questions against answers worked out by hand from the documents (``answers/*.tsv``) and the truth tables."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from gouji.api.questions import questions
from gouji.ingest.plain import plain
from tests.journey.golden import rows as truth

from .conftest import Ask
from .plainly import LISTS, Rows, number, rows

ANSWERS = Path(__file__).parent / "answers"
PROJECTS_OF = {
    "dachang-2024": ("大厂", 17),
    "huailai-2024": ("怀来", 5),
    "gaoyi-2021-selfeval": ("高邑", 19),
    "jiyuan-2023": ("济源", 30),
}


@dataclass(frozen=True, slots=True)
class Expected:
    """One hand-made answer."""

    question: str
    case: str
    stores: tuple[str, ...]
    parameters: dict[str, str]
    where: tuple[tuple[str, str], ...]
    header: tuple[str, ...]
    rows: Rows


def expected(path: Path) -> Expected:
    """The answer that one file writes down."""
    name, case, _ = path.name.split(".")
    text = path.read_text("utf-8").splitlines()
    fields = [line[1:].strip().split(":", 1) for line in text if line.startswith("#") and is_field(line)]
    table = list(
        csv.reader((line for line in text if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    )
    header, body = table[0], table[1:]
    stores = next(value for key, value in fields if key == "stores").split()
    where = tuple((key.removeprefix("where "), value.strip()) for key, value in fields if key.startswith("where "))
    given = {key: value.strip() for key, value in fields if key != "stores" and not key.startswith("where ")}
    cells = (tuple(cell(column, text) for column, text in zip(header, row, strict=True)) for row in body)
    return Expected(name, case, tuple(stores), given, where, tuple(header), Counter(cells))


def is_field(line: str) -> bool:
    """Whether a line of the head is a field and no remark; a single small word before the colon must be known."""
    key, colon, _ = line[1:].strip().partition(":")
    known = {parameter.name for question in questions().values() for parameter in question.parameters} | {"stores"}
    assert not colon or key in known or not re.fullmatch(r"[a-z]+", key), f"unknown field {key!r}"
    return bool(colon) and (key in known or bool(re.fullmatch(r"where \w+", key)))


def cell(column: str, text: str) -> str:
    """A cell as the cells of an answer are put in plain words."""
    return " ".join(sorted(text.split())) if column in LISTS else number(text)


EXPECTED = [expected(path) for path in sorted(ANSWERS.glob("*.tsv"))]


def cases(store: str) -> list[Expected]:
    return [answer for answer in EXPECTED if store in answer.stores]


def compare(answer: Expected, ask: Ask) -> None:
    got = ask(answer.question, **answer.parameters)
    also = tuple(column for column, _ in answer.where)

    whole = rows(got, (*also, *answer.header))

    kept: Rows = Counter()
    for row, times in whole.items():
        if all(word in value for (_, word), value in zip(answer.where, row, strict=False)):
            kept[row[len(also) :]] += times
    assert sorted(kept.elements()) == sorted(answer.rows.elements())


@pytest.mark.parametrize("answer", cases("examples"), ids=lambda answer: f"{answer.question}.{answer.case}")
def test_the_examples_answer_so(answer: Expected, ask_examples: Ask) -> None:
    compare(answer, ask_examples)


@pytest.mark.parametrize("answer", cases("account"), ids=lambda answer: f"{answer.question}.{answer.case}")
def test_a_budget_and_a_final_account_answer_so(answer: Expected, ask_account: Ask) -> None:
    compare(answer, ask_account)


@pytest.mark.parametrize("answer", cases("seeds"), ids=lambda answer: f"{answer.question}.{answer.case}")
def test_the_published_documents_answer_so(answer: Expected, ask_seeds: Ask) -> None:
    compare(answer, ask_seeds)


def test_every_question_has_an_answer_worked_out_by_hand() -> None:
    assert {answer.question for answer in EXPECTED} == set(questions())
    assert {answer.question for answer in cases("examples")} | {"indicators"} == set(questions())


@pytest.mark.parametrize(("document", "unit", "count"), [(d, *known) for d, known in PROJECTS_OF.items()])
def test_each_project_of_a_document_stands_once(document: str, unit: str, count: int, ask_seeds: Ask) -> None:
    answer = rows(ask_seeds("projects-above", least="0"), ("unitName", "projectName", "stated"))

    got = Counter((plain(name), stated) for owner, name, stated in answer.elements() if unit in owner)

    assert sum(got.values()) == count
    assert got == Counter(list(goals(document))[:count])


def goals(document: str) -> Iterator[tuple[str, str]]:
    """Name and budget of each goal of a truth table; 济源 prints two of its thirty once more, at the end."""
    for goal in truth(document, "goals"):
        yield plain(goal["name"]), number(goal["budget"].replace(",", ""))


def test_citations_are_counted_as_the_truth_tables_list_them(ask_seeds: Ask) -> None:
    answer = rows(ask_seeds("funding-documents"), ("label", "unitName", "times"))

    listed = Counter(
        (cited["normal"], unit)
        for document, unit in (
            ("dachang-2024", "大厂回族自治县医疗保障局"),
            ("huailai-2024", "怀来县医疗保险中心"),
            ("lishi-2023", "离石区医疗保险服务中心"),
            ("jiyuan-2023", "济源产城融合示范区医疗保障局"),
        )
        for cited in truth(document, "documents")
        if cited["likely"] or "财" in cited["normal"]
    )
    assert answer == Counter((number_, unit, str(times)) for (number_, unit), times in listed.items())


@pytest.mark.parametrize("level", ["满意度", "成本", "时效"])
def test_indicators_are_those_of_the_truth_tables(level: str, ask_seeds: Ask) -> None:
    answer = rows(ask_seeds("indicators", level=level), ("indicator", "target"))

    assert Counter((plain(name), plain(target)) for name, target in answer.elements()) == Counter(targets(level))


def targets(level: str) -> Iterator[tuple[str, str]]:
    """Name and target of the indicators of a level: of two halves of a row the year's, of a repeated block none."""
    for document in ("dachang-2024", "huailai-2024", "lishi-2023", "jiyuan-2023"):
        listed = [
            one
            for one in truth(document, "indicators")
            if one["printed"] and level in f"{one['level1']}{one['level2']}"
            if not (document == "jiyuan-2023" and int(one["line"]) >= 916)
        ]
        this_year = {one["line"] for one in listed if one["half"] == "year"}
        for one in listed:
            if one["half"] != "term" or one["line"] not in this_year:
                yield plain(one["name"]), plain(one["printed"])
