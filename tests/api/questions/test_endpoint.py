"""Each question is answered by a server elsewhere as it is by a store here."""

import urllib.request
from collections.abc import Iterator
from functools import partial

import pytest
from pyoxigraph import Literal, RdfFormat, Store, serialize

from gouji.api.execution import execute
from gouji.api.questions import Answer, ask, question, questions
from gouji.api.remote import RemotePool
from gouji.graph.remote import Endpoint
from tests import oxigraph


@pytest.fixture(scope="module")
def far(example_store: Store) -> Iterator[RemotePool]:
    with oxigraph.running() as address:
        body = serialize(example_store, format=RdfFormat.N_QUADS)
        request = urllib.request.Request(
            f"{address}/store", body, {"Content-Type": "application/n-quads"}, method="POST"
        )
        urllib.request.urlopen(request).close()
        with RemotePool(Endpoint.of(f"{address}/query")) as pool:
            yield pool


def rows(answer: Answer) -> list[tuple[str, ...]]:
    """The rows in an order of their own; what is joined into one cell comes in whatever order the engine has it."""
    return sorted(
        tuple(" ".join(sorted(term.value.split())) if isinstance(term, Literal) else str(term) for term in row)
        for row in answer.rows
    )


@pytest.mark.parametrize("name", sorted(questions()))
def test_the_answer_is_the_same(name: str, example_store: Store, far: RemotePool) -> None:
    asked = question(name)
    needed = {each.name: each.example for each in asked.parameters if not each.optional}
    choices = [needed, *({**needed, each.name: each.example} for each in asked.parameters if each.optional)]
    for values in choices:
        here, there = ask(asked, values, partial(execute, example_store)), ask(asked, values, far.run)

        assert rows(there) == rows(here)
        assert there.columns == here.columns
        assert there.truncated == here.truncated
