"""Answers in plain words, to be compared with answers worked out by hand."""

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from gouji.api.questions import Answer, Column, Term

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
YUAN_PER_WAN = 10_000
#: Columns whose words stand in no fixed order.
LISTS = frozenset({"where", "documents"})

Rows = Counter[tuple[str, ...]]


def number(text: str) -> str:
    """A number without the zeros that say nothing: 2.00 and 2 are one amount; anything else as it stands."""
    return f"{Decimal(text).normalize():f}" if NUMBER.fullmatch(text) else text


def words(column: Column, term: Term | None) -> str:
    """A term as a hand-made table writes it: money in 万元, the last part of a name, blank for nothing."""
    if isinstance(term, NamedNode):
        return re.split(r"[/#]", term.value)[-1]
    if not isinstance(term, Literal):
        return ""
    if column.money:
        return number(f"{Decimal(term.value) / YUAN_PER_WAN:f}")
    if column.name in LISTS:
        return " ".join(sorted(term.value.split()))
    return number(term.value)


def rows(answer: Answer, wanted: Sequence[str]) -> Rows:
    """The rows of an answer with only the columns ``wanted``, in that order."""
    of = {column.name: (at, column) for at, column in enumerate(answer.columns)}
    places = [of[name] for name in wanted]
    return Counter(tuple(words(column, row[at]) for at, column in places) for row in answer.rows)
