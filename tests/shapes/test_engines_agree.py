"""The default engine and pySHACL running the same shapes report the same, result by result.

pySHACL reports breaches only, so breaches are compared: rule, figure, other side, outcome, and the numbers of both
sides. An invalid case of every rule is run by the shapes of that rule; the two smallest examples and the smallest
published document by the shapes of all rules that bind in them. With ``--slow`` all cases, and all examples and
published documents by all shapes. ``bench/engines.py`` compares whatever documents it is given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from gouji.api.reports.entries import checked_words, counts
from gouji.bench.agreement import alike, disagreements
from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.shapes.engine import Binding, Engine
from gouji.shapes.findings import check
from gouji.shapes.oracle import PyshaclEngine
from gouji.shapes.patterns import Pattern, patterns
from gouji.shapes.rules import rule, rules

from ..journey import golden

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
CASES = sorted(path for path in (Path(__file__).parent / "cases").glob("*/*") if path.suffix in FORMATS)
FIRST = {path.parent.name: path for path in reversed(CASES) if path.name.startswith("invalid.")}
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
SEEDS = sorted(golden.SEEDS.glob("*.txt"))
PUBLISHED = sorted(path for path in (golden.SEEDS.parent / "disclosures").rglob("*.pdf") if "forms" not in path.parts)
ENGINE = Engine()


@cache
def read(path: Path) -> tuple[Quad, ...]:
    """A document's graph, read from what is published or written down as a case."""
    if path.suffix in FORMATS:
        return tuple(parse(path.read_bytes(), format=FORMATS[path.suffix]))
    return tuple(document_quads(read_file(path)))


def smallest(paths: Iterable[Path], number: int) -> list[Path]:
    """The shortest of some files."""
    return sorted(paths, key=lambda path: path.stat().st_size)[:number]


@pytest.mark.parametrize("name", sorted(FIRST))
def test_both_engines_say_the_same_of_an_invalid_case(name: str) -> None:
    assert disagreements(read(FIRST[name]), ENGINE, [rule(name)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_engines_say_the_same_of_every_case(path: Path) -> None:
    assert disagreements(read(path), ENGINE, [rule(path.parent.name)]) == []


@pytest.mark.parametrize("path", [*smallest(EXAMPLES, 2), *smallest(SEEDS, 1)], ids=lambda path: path.name[:3])
def test_both_engines_say_the_same_of_a_small_document(path: Path) -> None:
    bound = sorted({each.rule for each in ENGINE.bindings(read(path))})

    assert disagreements(read(path), ENGINE, [rule(name) for name in bound]) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [*EXAMPLES, *SEEDS, *PUBLISHED], ids=lambda path: path.name)
def test_both_engines_say_the_same_of_a_document(path: Path) -> None:
    assert disagreements(read(path), ENGINE, rules()) == []


def test_a_difference_would_be_seen() -> None:
    (found, *_) = [each for each in ENGINE.bindings(read(next(iter(FIRST.values())))) if each.state == "inconsistent"]
    stated = found.stated

    assert stated is not None
    assert alike(found, found)
    assert not alike(found, replace(found, stated=stated + 1))
    assert not alike(found, replace(found, slack=None))


@pytest.mark.parametrize("pattern", patterns(), ids=lambda pattern: pattern.name)
def test_a_pattern_asks_the_rules_of_the_documents_kind_only(pattern: Pattern) -> None:
    assert "$this gj:kind ?kind" in pattern.query
    assert "?rule gj:kind ?kind" in pattern.query


class Breaches(Engine):
    """Tells what pySHACL does, in no time."""

    complete = False

    def bindings(self, quads: Iterable[Quad]) -> Iterator[Binding]:
        """The bindings in breach."""
        return (each for each in ENGINE.bindings(quads) if each.state in ("inconsistent", "suspicious"))


@pytest.mark.parametrize("engine", [ENGINE, Breaches()], ids=["all", "breaches"])
@pytest.mark.parametrize("path", smallest(EXAMPLES, 1), ids=lambda path: path.name[:3])
def test_outcomes_that_an_engine_does_not_tell_are_not_counted(path: Path, engine: Engine) -> None:
    told = check(read_file(path), engine).total

    assert PyshaclEngine.complete is False
    assert told.complete is engine.complete
    assert (counts(told)["exact"] is None) is (not engine.complete)
    assert ("pySHACL" in checked_words(told).en) is (not engine.complete)
    assert counts(told)["inconsistent"] is not None
