"""The accounting rules as data (``rules/*.toml``): what each says, of which documents, how grave a breach is, and why.

A rule of a known pattern is data only. Its relations say which figures the pattern is about; one rule may have
many (one a form). From here come the triples the patterns' queries join with, the shapes, and the documentation.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..ontology.facts import Severity
from ..ontology.forms import form

#: The graph of rules, and below it the names of rules.
RULES = "graph/rules"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a relation between single figures: form, row, measure, and its weight in the sum."""

    form: str
    row: str
    measure: str
    weight: int = 1
    blank: bool = False
    """Whether a figure that is not printed counts as nothing (its row may be left out), instead of stopping the check."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a pattern is about in one place: forms, measures, terms, or named words."""

    form: str | None = None
    other: str | None = None
    total: str | None = None
    parts: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    words: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint. ``kinds`` and ``within`` (beginnings of region codes) say of which documents it is asked."""

    id: str
    pattern: str
    zh: str
    en: str
    why: str
    severity: Severity
    kinds: tuple[str, ...]
    within: tuple[str, ...] = ()
    first_year: int | None = None
    last_year: int | None = None
    relations: tuple[Relation, ...] = ()


@cache
def rules() -> tuple[Rule, ...]:
    """All rules by id; raises :class:`ValueError` when two have one id."""
    folder = files(__package__) / "rules"
    read = [
        rule_from(entry)
        for path in folder.iterdir()
        if path.name.endswith(".toml")
        for entry in tomllib.loads(path.read_text("utf-8"))["rule"]
    ]
    if len({rule.id for rule in read}) < len(read):
        raise ValueError("two rules have one id")
    return tuple(sorted(read, key=lambda rule: rule.id))


def rule(identifier: str) -> Rule:
    """The rule with this id; raises :class:`KeyError` for an unknown one."""
    for candidate in rules():
        if candidate.id == identifier:
            return candidate
    raise KeyError(identifier)


def rule_from(data: Mapping[str, Any]) -> Rule:
    """One ``[[rule]]`` of a rule file."""
    return Rule(
        id=data["id"],
        pattern=data["pattern"],
        zh=data["zh"],
        en=data["en"],
        why=data["why"],
        severity=data["severity"],
        kinds=tuple(data["kinds"]),
        within=tuple(data.get("within", ())),
        first_year=data.get("first-year"),
        last_year=data.get("last-year"),
        relations=tuple(relations_from(data)),
    )


def relations_from(data: Mapping[str, Any]) -> Iterator[Relation]:
    """The relations of a rule: listed one by one, one a form, or the sums that the forms' own files state."""
    for name in data.get("forms", ()):
        if data["pattern"] == "parts":
            yield from (Relation(form=name, total=each.total, parts=each.parts) for each in form(name).sums)
        else:
            yield Relation(form=name)
    for entry in data.get("relation", ()):
        yield Relation(
            form=entry.get("form"),
            other=entry.get("other"),
            total=entry.get("total"),
            parts=tuple(entry.get("parts", ())),
            terms=tuple(terms_from(entry.get("terms", ()))),
            words=entry.get("words"),
        )


def terms_from(entries: Sequence[Mapping[str, Any]]) -> Iterator[Term]:
    """The terms of one relation."""
    for entry in entries:
        yield Term(entry["form"], entry["row"], entry["measure"], entry.get("weight", 1), entry.get("blank", False))
