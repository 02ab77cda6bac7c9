"""The patterns: one query each (``patterns/*.rq``), shared by all rules of that pattern and by their SHACL shapes."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

HEAD = re.compile(r"#\s*(zh|en):\s*(.+)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A query that gives, for a document, every binding of its rules with figures and outcome.

    Its variables: ``$this`` the document, ``?rule``, ``?value`` the figure judged, ``?stated``, ``?computed`` (in the
    figure's own unit), ``?slack``, ``?parts`` (how many figures it was computed from), ``?state``.
    """

    name: str
    zh: str
    en: str
    query: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """All patterns by name."""
    folder = files(__package__) / "patterns"
    named = sorted((path for path in folder.iterdir() if path.name.endswith(".rq")), key=lambda path: path.name)
    return tuple(pattern_from(path.name.removesuffix(".rq"), path.read_text("utf-8")) for path in named)


def pattern_from(name: str, text: str) -> Pattern:
    """The pattern in one query file; its head comments say what it compares."""
    head = {found.group(1): found.group(2).strip() for line in text.splitlines() if (found := HEAD.match(line))}
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return Pattern(name, head["zh"], head["en"], body.strip())
