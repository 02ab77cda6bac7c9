"""Every rule has small documents that keep it and small ones that break it: the file's name is the assertion.

A valid case has no breach of its rule; an invalid one has exactly one, unless its first line says ``# breaches: N``.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from gouji.shapes.engine import Binding, Engine
from gouji.shapes.rules import rule, rules

CASES = Path(__file__).parent / "cases"
FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
FILES = sorted(path for path in CASES.glob("*/*") if path.suffix in FORMATS)
BREACH = ("inconsistent", "suspicious")


@cache
def engine() -> Engine:
    return Engine()


def quads(path: Path) -> list[Quad]:
    return list(parse(path.read_bytes(), format=FORMATS[path.suffix]))


def bindings(path: Path) -> list[Binding]:
    return [found for found in engine().bindings(quads(path)) if found.rule == path.parent.name]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_case_is_what_its_name_says(path: Path) -> None:
    found = bindings(path)
    breaches = [binding for binding in found if binding.state in BREACH]

    if path.name.startswith("valid."):
        assert breaches == []
    else:
        said = re.match(r"# breaches: (\d+)", path.read_text("utf-8"))
        assert len(breaches) == (int(said.group(1)) if said else 1), found


@pytest.mark.parametrize("identifier", [rule.id for rule in rules()])
def test_every_rule_has_a_valid_and_an_invalid_case(identifier: str) -> None:
    names = [path.name for path in FILES if path.parent.name == identifier]

    assert any(name.startswith("valid.") for name in names)
    assert any(name.startswith("invalid.") for name in names)


@pytest.mark.parametrize("identifier", [rule.id for rule in rules()])
def test_a_rule_binds_in_one_of_its_valid_cases(identifier: str) -> None:
    paths = [path for path in FILES if path.parent.name == identifier and path.name.startswith("valid.")]

    assert any(binding.state in {"exact", "rounding"} for path in paths for binding in bindings(path))


def test_every_folder_is_a_rule() -> None:
    for folder in CASES.iterdir():
        assert rule(folder.name)
