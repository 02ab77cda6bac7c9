"""A slip of the pen is found: a few hundred seeded changes of figures that take part in a relation, checked again."""

from pathlib import Path

import pytest

from gouji.bench.corpus import documents
from gouji.bench.mutation import Slip, report, slips
from gouji.bench.mutation_edits import NUMERIC
from gouji.bench.mutation_subject import BEYOND, KINDS, Subject
from gouji.ingest.readers.files import read, read_bytes
from gouji.shapes.engine import Engine

from ..journey import golden

ENGINE = Engine()
#: The share of changes larger than the slack that must be found.
ENOUGH = 0.95
COUNTED = [kind for kind in KINDS if kind not in BEYOND]


def tried(folder: Path, count: int) -> list[Slip]:
    """Changes of all documents of a folder."""
    subjects = [Subject(read(path), ENGINE) for path in sorted(folder.glob("*.txt"))]
    return list(slips(subjects, count, seed=1, engine=ENGINE, kinds=COUNTED))


@pytest.fixture(scope="module")
def of_examples(examples: Path) -> list[Slip]:
    return tried(examples, 100)


def share(found: list[Slip]) -> float:
    return sum(slip.found for slip in found) / len(found)


def test_slips_in_the_examples_are_found(of_examples: list[Slip]) -> None:
    assert share(of_examples) >= ENOUGH, "\n".join(report(of_examples))


@pytest.mark.skipif(not golden.SEEDS.exists(), reason="the published documents are not beside this checkout")
def test_slips_in_the_published_documents_are_found() -> None:
    found = tried(golden.SEEDS, 40)

    assert share(found) >= ENOUGH, "\n".join(report(found))


def test_every_kind_of_slip_is_tried(of_examples: list[Slip]) -> None:
    assert {slip.change.kind for slip in of_examples} == set(COUNTED)


@pytest.mark.parametrize("kind", NUMERIC)
def test_a_changed_figure_is_found_whatever_the_slip(of_examples: list[Slip], kind: str) -> None:
    assert share([slip for slip in of_examples if slip.change.kind == kind]) >= ENOUGH


def test_a_change_leaves_all_other_lines_as_they_were(of_examples: list[Slip], examples: Path) -> None:
    for slip in of_examples:
        if slip.change.kind in NUMERIC or slip.change.kind == "direction":
            lines = read(examples / slip.document).lines
            assert [number for number, line in enumerate(lines, 1) if line != slip.change.lines[number - 1]] == [
                slip.change.line
            ]


def test_an_unchanged_document_has_no_finding() -> None:
    for name, text in documents(12, seed=5):
        assert Subject(read_bytes(text.encode(), name), ENGINE).checked.breaches == {}, name
