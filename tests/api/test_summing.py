"""Totals from the index of figures are those that the query gives."""

from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from gouji.api.building import build
from gouji.api.execution import Job, Outcome, execute
from gouji.api.questions import Row, Run, ask
from gouji.api.searching import Index
from gouji.api.settings import Limits
from gouji.api.v1.answers import paged
from gouji.api.v1.resources import listings
from gouji.api.worker import answered
from gouji.graph.store import GraphStore


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> tuple[Run, Run]:
    """Who answers by the query, and who answers by the index, over all examples."""
    home = tmp_path_factory.mktemp("summing")
    with GraphStore.open(home / "store", create=True) as graph:
        build(graph, [examples])
        graph.checkpoint(home / "checkpoint")
    store, index = Store.read_only(str(home / "checkpoint")), Index.of(home / "checkpoint")
    assert index is not None

    def by_index(job: Job) -> Outcome:
        outcome = answered(store, index, job, Limits())
        assert isinstance(outcome, Outcome)
        return outcome

    return partial(execute, store), by_index


def totals(run: Run, values: dict[str, str], rows: int = 1000, offset: int = 0) -> list[list[str | None]]:
    return list(map(plain, ask(paged(listings()["aggregate"], rows, offset), values, run).rows))


def plain(row: Row) -> list[str | None]:
    return [value.value if isinstance(value, Literal | NamedNode) else None for value in row]


@pytest.mark.parametrize(
    "values",
    [
        {"by": "item"},
        {"by": "unit"},
        {"by": "year"},
        {"by": "item", "code": "210"},
        {"by": "unit", "code": "21015", "year": "2024"},
        {"by": "item", "form": "b01"},
        {"by": "item", "form": "b06", "measure": "budget.basic"},
        {"by": "unit", "region": "河北省"},
        {"by": "unit", "region": "山西省", "unit": "医疗"},
        {"by": "year", "kind": "budget"},
        {"by": "year", "kind": "final"},
        {"by": "unit", "unit": "没有这个单位"},
    ],
    ids=lambda values: " ".join(values.values()),
)
def test_the_index_adds_up_what_the_query_does(runs: tuple[Run, Run], values: dict[str, str]) -> None:
    by_query, by_index = (totals(run, values) for run in runs)

    assert by_index == by_query
    assert bool(by_index) == (values.get("kind") != "final" and "没有" not in values.get("unit", ""))


def test_pages_fit_together(runs: tuple[Run, Run]) -> None:
    whole = totals(runs[1], {"by": "item"})

    assert [row for at in (0, 3, 6) for row in totals(runs[1], {"by": "item"}, 2, at)] == whole[:9]
