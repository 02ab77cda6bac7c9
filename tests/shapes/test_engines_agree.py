"""The default engine and pySHACL running the same shapes report the same, result by result.

pySHACL reports breaches only, so breaches are compared: rule, figure, other side, outcome, and the numbers of both
sides. Every invalid case is run by the shapes of its rule; the two small examples by the shapes of all rules that bind
in them; with ``--slow`` all examples, and the smallest published documents, by all shapes.
"""

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file
from gouji.shapes.engine import Binding, Engine
from gouji.shapes.rules import Rule, rule, rules

from ..journey import golden
from .oracles import breaches

CASES = sorted((Path(__file__).parent / "cases").glob("*/invalid.*"))
FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
SMALL = sorted(EXAMPLES, key=lambda path: path.stat().st_size)[:1] + [p for p in EXAMPLES if "怀来" in p.name]
SEEDS = sorted(golden.SEEDS.glob("*.txt"), key=lambda path: path.stat().st_size)[:2]
ENGINE = Engine()
#: Engines cut the digits of a quotient at different places.
NEAR = Decimal("0.000001")
Key = tuple[str, str, str | None, str]


@cache
def read(path: Path) -> tuple[Quad, ...]:
    """A document's graph, read from what is published or written down as a case."""
    if path.suffix == ".txt":
        return tuple(document_quads(read_file(path)))
    return tuple(parse(path.read_bytes(), format=FORMATS[path.suffix]))


def native(path: Path) -> list[Binding]:
    """All bindings of the default engine."""
    return list(ENGINE.bindings(read(path)))


def keyed(found: Iterable[Binding]) -> dict[Key, Binding]:
    """Bindings by what they are about."""
    return {(each.rule, each.value, each.other, each.state): each for each in found}


def disagreements(path: Path, chosen: Iterable[Rule]) -> list[object]:
    """What one engine says otherwise than the other."""
    names = {each.id for each in chosen}
    bad = [each for each in native(path) if each.state in ("inconsistent", "suspicious") and each.rule in names]
    ours, theirs = keyed(bad), keyed(breaches(read(path), [rule(name) for name in sorted(names)]))
    other = [(ours[key], theirs[key]) for key in ours.keys() & theirs.keys() if not alike(ours[key], theirs[key])]
    return [*sorted(map(str, ours.keys() ^ theirs.keys())), *other]


def alike(one: Binding, other: Binding) -> bool:
    """Whether two bindings tell the same numbers."""
    pairs = ((one.stated, other.stated), (one.computed, other.computed), (one.slack, other.slack))
    return one.parts == other.parts and all(same(left, right) for left, right in pairs)


def same(left: Decimal | None, right: Decimal | None) -> bool:
    """Whether two numbers are equal but for the last digits of a quotient."""
    return left == right or (left is not None and right is not None and abs(left - right) <= NEAR)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_engines_say_the_same_of_an_invalid_case(path: Path) -> None:
    assert disagreements(path, [rule(path.parent.name)]) == []


@pytest.mark.parametrize("path", SMALL, ids=lambda path: path.name[:3])
def test_both_engines_say_the_same_of_a_small_example(path: Path) -> None:
    bound = {each.rule for each in native(path)}

    assert disagreements(path, [rule(name) for name in sorted(bound)]) == []


@pytest.mark.slow
@pytest.mark.parametrize("path", [*EXAMPLES, *SEEDS], ids=lambda path: path.name[:3])
def test_both_engines_say_the_same_of_a_document(path: Path) -> None:
    assert disagreements(path, rules()) == []


def test_a_difference_would_be_seen() -> None:
    (binding, *_) = [each for each in native(CASES[0]) if each.state == "inconsistent"]

    assert keyed([binding]).keys() != keyed([]).keys()
    assert not same(binding.stated, (binding.stated or Decimal(0)) + 1)
