"""The figures of an item from the index are those that the query of the question gives, and asking in steps."""

from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from gouji.api.building import build
from gouji.api.catalogue import catalogue
from gouji.api.comparison import Row, Wanted, comparison
from gouji.api.execution import Job, Outcome, execute
from gouji.api.questions import Run, ask, question
from gouji.api.searching import Index
from gouji.api.settings import Limits
from gouji.api.worker import answered
from gouji.graph.store import GraphStore

Told = list[list[str | None]]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> tuple[Run, Run]:
    """Who answers by the query, and who answers by the index, over all examples."""
    home = tmp_path_factory.mktemp("itemising")
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


def told(run: Run, **values: str) -> Told:
    rows = ask(question("functional-item"), values, run).rows
    return [[value.value if isinstance(value, Literal | NamedNode) else None for value in row] for row in rows]


def codes(run: Run) -> list[str]:
    """Every functional item that a row is about, with the classes and groups above."""
    found = run(Job("SELECT DISTINCT ?i { ?l gj:item ?i FILTER(STRSTARTS(STR(?i), STR(fn:))) }", results="tsv"))
    items = {line.rstrip(b">").rpartition(b"/")[2].decode() for line in found.body.splitlines()[1:]}
    return sorted(items | {item[:5] for item in items} | {item[:3] for item in items})


def test_every_item_is_told_alike(runs: tuple[Run, Run]) -> None:
    by_query, by_index = runs
    every = codes(by_query)

    assert len(every) > 20
    for code in every:
        assert told(by_index, code=code) == told(by_query, code=code), code
    assert told(by_index, code="999") == []


@pytest.mark.parametrize("values", [{"year": "2024"}, {"kind": "final"}, {"kind": "budget", "year": "2025"}])
def test_year_and_kind_narrow_it(runs: tuple[Run, Run], values: dict[str, str]) -> None:
    assert told(runs[1], code="210", **values) == told(runs[0], code="210", **values)


def plain(rows: tuple[Row, ...]) -> list[object]:
    return [
        (row.unit_iri, year, cell.yuan, cell.added, cell.place.href, cell.document)
        for row in rows
        for year, cell in sorted(row.cells.items())
    ]


def test_steps_lead_to_the_same_figures(runs: tuple[Run, Run]) -> None:
    by_query, by_index = runs
    listed = catalogue(by_query)

    for code in codes(by_query):
        for kind in ("budget", "final"):
            wanted = Wanted(code, kind, "zh")
            steps = comparison(by_query, listed, wanted, indexed=False)
            assert plain(comparison(by_index, listed, wanted).rows) == plain(steps.rows), code
