"""The questions are answered by Virtuoso as by our own store, but for what its release of Debian's cannot do."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Store

from gouji.api.building import build
from gouji.api.questions import Answer, Term, ask, question, questions
from gouji.api.remote import RemotePool
from gouji.graph.remote import Endpoint
from gouji.graph.remote_store import RemoteStore
from tests import virtuoso

from .conftest import asking
from .plainly import number

#: No regular expression of its own matches Chinese words, so that rates per head are not found.
BEYOND = {"per-head"}


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Iterator[RemotePool]:
    """The server with the examples, built twice, so that documents were replaced too."""
    with virtuoso.running(tmp_path_factory.mktemp("virtuoso")) as address:
        endpoint = Endpoint.of(f"{address}/sparql", f"{address}/sparql", f"{address}/sparql-graph-crud")
        for name in ("first", "again"):
            with RemoteStore.open(tmp_path_factory.mktemp("manifest") / name, endpoint) as store:
                outcome = build(store, [examples])
                assert outcome.failures == []
        with RemotePool(endpoint) as pool:
            yield pool


@pytest.mark.parametrize("name", sorted(questions().keys() - BEYOND))
def test_the_answer_is_the_same(name: str, example_store: Store, far: RemotePool) -> None:
    values = {each.name: each.example for each in question(name).parameters if not each.optional}

    here, there = asking(example_store)(name, **values), ask(question(name), values, far.run)

    assert rows(there) == rows(here)
    assert there.rows


def rows(answer: Answer) -> Counter[tuple[str, ...]]:
    """The rows; truth is a one there, and what is put in one cell may be in another order."""
    return Counter(tuple(map(plainly, row)) for row in answer.rows)


def plainly(term: Term | None) -> str:
    value = term.value if isinstance(term, Literal | NamedNode) else ""
    return number("1" if value == "true" else " ".join(sorted(value.split())))
