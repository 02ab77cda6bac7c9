"""The accounting rules as data (``rules/*.toml``): what each says, of which documents, how grave a breach is, and why.

A rule of a known pattern is data only. Its relations say which figures the pattern is about; one rule may have
many (one a form). From here come the triples the patterns' queries join with, the shapes, and the documentation.
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ..ontology.facts import Severity
from ..ontology.forms import form, listed
from ..ontology.measures import in_phase

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
    """Whether a figure that is not printed counts as nothing, instead of stopping the check."""
    also: tuple[str, ...] = ()
    """Other names of the row."""
    under: str | None = None
    """The row that it stands below, where two rows have one name."""
    top: bool = False
    """Whether the row is meant that has none above it, whatever its name."""
    several: bool = False
    """Whether all rows of that name count together, instead of making the figure uncertain."""
    absent: bool = False
    """Whether the whole table may be left out."""
    coverage: str | None = None
    """What the table must cover: ``current-only``, or ``full`` where it does not say that it leaves something out."""
    gate: Literal["printed", "none"] | None = None
    """The relation is asked only where this figure is printed, or where it is not or is nothing; it adds nothing."""
    either: bool = False
    """Whether the term belongs to a second way in which the relation may hold, because the form allows both."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a pattern is about in one place: forms, measures, terms, or named words."""

    form: str | None = None
    other: str | None = None
    total: str | None = None
    parts: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    words: Mapping[str, str] | None = None
    others: tuple[str, ...] = ()
    """The measures of the other form that stand against ``parts``."""
    sense: Literal["equal", "at-most"] = "equal"
    """Whether both sides are equal, or the first is at least the others."""
    otherwise: Literal["nothing", "at-most"] = "nothing"
    """What is asked of equal rows where the two figures of ``guard`` differ."""
    guard: tuple[Term, ...] = ()
    """Two figures; only where they are equal must the rows be equal."""
    rows: str = ""
    """The kind of rows that are compared (``func/``, ``project/``); all where it is empty."""
    requires: tuple[str, ...] = ()
    """The forms that a place requires."""
    key: str = "item"
    """The property of a line by which rows are the same."""
    where: str | None = None
    """The measure that a row must print for the relation to be asked of it."""
    unless: tuple[str, ...] = ()
    """The measure that a row must not print."""
    kinds: tuple[str, ...] = ()
    """The kinds of document it is asked of, where not all of the rule's."""
    variant: bool = False
    """Whether the relation is one of several ways to print the same; where it cannot be asked, nothing is missing."""


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
    third_source: bool = True
    """Whether a further figure that agrees with one side speaks for it; not where a rule compares two definitions."""

    def is_in_force(self, year: int | None) -> bool:
        """Whether it is asked of documents of a year; ``None`` where a document names none.

        >>> rule("GJ-F03").is_in_force(2024), rule("GJ-F03").is_in_force(2017)
        (True, False)
        """
        return year is None or (self.first_year or year) <= year <= (self.last_year or year)


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
        relations=tuple(each for relation in relations_from(data) for each in in_phases(relation, data["kinds"])),
        third_source=data.get("third-source", True),
    )


def relations_from(data: Mapping[str, Any]) -> Iterator[Relation]:
    """The relations of a rule: listed one by one, one a form, or the sums that the forms' own files state."""
    for name in data.get("forms", ()):
        if data["pattern"] == "parts":
            for each in form(name).sums:
                yield Relation(form=name, total=each.total, parts=each.parts, where=each.where, unless=each.unless)
        else:
            yield Relation(form=name)
    for entry in data.get("relation", ()):
        yield from (relation_from(entry, name) for name in entry.get("forms", (entry.get("form"),)))


def relation_from(entry: Mapping[str, Any], name: str | None) -> Relation:
    """One ``[[rule.relation]]``, on one of its forms."""
    return Relation(
        form=name,
        other=entry.get("other"),
        total=entry.get("total"),
        unless=listed(entry.get("unless", ())),
        parts=tuple(entry.get("parts", ())),
        terms=tuple(terms_from(entry.get("terms", ()))),
        words=entry.get("words"),
        others=tuple(entry.get("others", ())),
        sense=entry.get("sense", "equal"),
        otherwise=entry.get("otherwise", "nothing"),
        guard=tuple(terms_from(entry.get("guard", ()))),
        rows=entry.get("rows", ""),
        key=entry.get("key", "item"),
        requires=tuple(entry.get("requires", ())),
        variant=entry.get("variant", False),
    )


def terms_from(entries: Sequence[Mapping[str, Any]]) -> Iterator[Term]:
    """The terms of one relation."""
    for entry in entries:
        yield Term(
            form=entry["form"],
            row=entry.get("row", ""),
            measure=entry["measure"],
            weight=0 if "gate" in entry else entry.get("weight", 1),
            blank=entry.get("blank", False),
            also=tuple(entry.get("also", ())),
            under=entry.get("under"),
            top=entry.get("top", False),
            several=entry.get("several", False),
            absent=entry.get("absent", False),
            coverage=entry.get("coverage"),
            gate=entry.get("gate"),
            either=entry.get("either", False),
        )


def in_phases(relation: Relation, kinds: Sequence[str]) -> Iterator[Relation]:
    """The relation; one written for budgets by a rule that holds of final accounts too also as it speaks of those."""
    said = {measure.partition(".")[0] for measure in measures_of(relation)}
    if "final" not in kinds or "budget" not in said or "final" in said:
        yield relation
        return
    yield replace(relation, kinds=tuple(kind for kind in kinds if kind != "final"))
    final = of_final_accounts(relation)
    if final is not None:
        yield final


def measures_of(relation: Relation) -> Iterator[str]:
    """The measures of all figures that a relation is about."""
    yield from (measure for measure in (relation.total, relation.where) if measure)
    yield from (*relation.unless, *relation.parts, *relation.others)
    yield from (term.measure for term in (*relation.terms, *relation.guard))


def of_final_accounts(relation: Relation) -> Relation | None:
    """What a relation of a budget says of a final account; ``None`` where that has no such figures.

    A sum over columns leaves out those that a final account does not have.
    """
    found = {measure: in_phase(measure, "final") for measure in measures_of(relation)}
    summed = relation.total is not None
    parts = tuple(said for part in relation.parts if (said := found[part]))
    needed = [measure for measure in found if not (summed and measure in (*relation.parts, *relation.unless))]
    if any(found[measure] is None for measure in needed) or (relation.parts and not parts):
        return None
    return replace(
        relation,
        kinds=("final",),
        total=found.get(relation.total or ""),
        where=found.get(relation.where or ""),
        unless=tuple(said for measure in relation.unless if (said := found[measure])),
        parts=parts,
        others=tuple(found[other] or other for other in relation.others),
        terms=tuple(replace(term, measure=found[term.measure] or term.measure) for term in relation.terms),
        guard=tuple(replace(term, measure=found[term.measure] or term.measure) for term in relation.guard),
    )
