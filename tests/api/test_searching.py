"""The index of words finds what the query finds, and follows the store."""

import sqlite3
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Store

from gouji.api.execution import Job, Outcome, execute
from gouji.api.questions import Row, Run, ask
from gouji.api.searching import Index
from gouji.api.settings import Limits
from gouji.api.v1.answers import paged
from gouji.api.v1.resources import listings
from gouji.api.worker import answered
from gouji.graph.store import words_beside


@pytest.fixture(scope="module")
def runs(real_checkpoint: Path) -> tuple[Run, Run]:
    """Who answers by the query, and who answers by the index."""
    store, index = Store.read_only(str(real_checkpoint)), Index.of(real_checkpoint)
    assert index is not None

    def by_index(job: Job) -> Outcome:
        outcome = answered(store, index, job, Limits())
        assert isinstance(outcome, Outcome)
        return outcome

    return partial(execute, store), by_index


def found(run: Run, words: str, rows: int = 1000, offset: int = 0, **given: str) -> list[Row]:
    return list(ask(paged(listings()["search"], rows, offset), {"words": words, **given}, run).rows)


@pytest.mark.parametrize(
    "words",
    ["医疗", "医疗保障局", "210", "医疗 救助", "2562.93", "25,629,300", "冀财社[2023]225号", "满意", "total", '"', "%"],
)
def test_the_index_finds_what_the_query_finds(runs: tuple[Run, Run], words: str) -> None:
    by_query, by_index = (found(run, words) for run in runs)

    assert sorted(map(str, by_index)) == sorted(map(str, by_query))


@pytest.mark.parametrize("within", ["name", "code", "number", "text"])
def test_only_one_kind_of_match(runs: tuple[Run, Run], within: str) -> None:
    by_query, by_index = (found(run, "210", within=within) for run in runs)

    assert sorted(map(str, by_index)) == sorted(map(str, by_query))


def test_pages_of_the_index_fit_together(runs: tuple[Run, Run]) -> None:
    whole = found(runs[1], "医疗", rows=40)
    parts = [row for offset in (0, 10, 20, 30) for row in found(runs[1], "医疗", rows=9, offset=offset)]

    assert parts == whole[:40]


def test_an_index_of_another_form_is_passed_over(tmp_path: Path) -> None:
    checkpoint = tmp_path / "checkpoint"
    with sqlite3.connect(words_beside(checkpoint)) as index:
        index.execute("PRAGMA user_version = 1")

    assert Index.of(checkpoint) is None
