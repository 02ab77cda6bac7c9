"""The default engine and pySHACL running the same shapes report the same, result by result.

pySHACL reports breaches only, so breaches are compared: rule, figure, other side, outcome, and the numbers of both
sides. An invalid case of every rule is run by the shapes of that rule, the two smallest examples by the shapes of all
rules that bind in them; with ``--slow`` all invalid cases, and all examples and the two smallest published documents by
all shapes. ``bench/engines.py`` compares whatever documents it is given.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from gouji.bench.by_rule import alike, disagreements
from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.shapes.engine import Engine
from gouji.shapes.rules import rule, rules

from ..journey import golden

CASES = sorted((Path(__file__).parent / "cases").glob("*/invalid.*"))
FIRST = {path.parent.name: path for path in reversed(CASES)}
FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
SEEDS = sorted(golden.SEEDS.glob("*.txt"))
ENGINE = Engine()


@cache
def read(path: Path) -> tuple[Quad, ...]:
    """A document's graph, read from what is published or written down as a case."""
    if path.suffix == ".txt":
        return tuple(document_quads(read_file(path)))
    return tuple(parse(path.read_bytes(), format=FORMATS[path.suffix]))


def smallest(paths: Iterable[Path]) -> list[Path]:
    """The two shortest of some files."""
    return sorted(paths, key=lambda path: path.stat().st_size)[:2]


@pytest.mark.parametrize("name", sorted(FIRST))
def test_both_engines_say_the_same_of_an_invalid_case(name: str) -> None:
    assert disagreements(read(FIRST[name]), ENGINE, [rule(name)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_engines_say_the_same_of_every_invalid_case(path: Path) -> None:
    assert disagreements(read(path), ENGINE, [rule(path.parent.name)]) == []


@pytest.mark.parametrize("path", smallest(EXAMPLES), ids=lambda path: path.name[:3])
def test_both_engines_say_the_same_of_a_small_example(path: Path) -> None:
    bound = sorted({each.rule for each in ENGINE.bindings(read(path))})

    assert disagreements(read(path), ENGINE, [rule(name) for name in bound]) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [*EXAMPLES, *smallest(SEEDS)], ids=lambda path: path.name[:3])
def test_both_engines_say_the_same_of_a_document(path: Path) -> None:
    assert disagreements(read(path), ENGINE, rules()) == []


def test_a_difference_would_be_seen() -> None:
    (found, *_) = [each for each in ENGINE.bindings(read(CASES[0])) if each.state == "inconsistent"]
    stated = found.stated

    assert stated is not None
    assert alike(found, found)
    assert not alike(found, replace(found, stated=stated + 1))
    assert not alike(found, replace(found, slack=None))
