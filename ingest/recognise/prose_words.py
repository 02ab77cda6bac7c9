"""The words of running text that the recognisers of claims and citations go by, from ``ontology/words/prose.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> Mapping[str, Any]:
    """One table of ``prose.toml``; raises :class:`KeyError` for a name it lacks."""
    data: Mapping[str, Any] = everything()[name]
    return data


@cache
def everything() -> Mapping[str, Any]:
    """All tables of ``prose.toml``."""
    return tomllib.loads((files("gouji.ontology") / "words" / "prose.toml").read_text("utf-8"))


@cache
def words(table_name: str, key: str) -> tuple[str, ...]:
    """One list of words, the longest first, so that an alternation of them takes the longest."""
    return tuple(sorted(table(table_name)[key], key=lambda word: (-len(word), word)))
