"""The stores that the questions are asked of.

The examples, and a final account made up for one of them, everywhere; the five published documents where they are.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest
from pyoxigraph import Store

from gouji.api import building
from gouji.api.execution import execute
from gouji.api.questions import Answer, ask, question
from gouji.graph.store import GraphStore
from tests.journey.golden import SEEDS

#: Asks a question by name with parameters as a person writes them.
Ask = Callable[..., Answer]


MADE = Path(__file__).parent / "made"


def built(paths: Sequence[Path], home: Path, documents: int = 5) -> Store:
    """The store that ``gouji build`` makes of folders and files, in memory."""
    with GraphStore.open(home / "store", create=True) as store:
        outcome = building.build(store, paths)
        assert outcome.failures == []
        assert len(outcome.loaded) == documents
        copy = Store()
        copy.extend(store.store)
    return copy


def asking(store: Store) -> Ask:
    """Asks ``store``."""

    def asked(name: str, **values: str) -> Answer:
        return ask(question(name), values, partial(execute, store))

    return asked


@pytest.fixture(scope="session")
def example_store(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return built([examples], tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    if not SEEDS.exists():
        pytest.skip("the published documents are not here (../shared/seeds)")
    return built([SEEDS], tmp_path_factory.mktemp("seeds"))


@pytest.fixture(scope="session")
def ask_examples(example_store: Store) -> Ask:
    return asking(example_store)


@pytest.fixture(scope="session")
def ask_seeds(seed_store: Store) -> Ask:
    return asking(seed_store)


@pytest.fixture(scope="session")
def ask_account(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    """Asks about one unit's budget and its final account of the same year."""
    budget = next(path for path in examples.glob("*.txt") if "大厂" in path.name)
    return asking(built([budget, MADE], tmp_path_factory.mktemp("account"), documents=2))
