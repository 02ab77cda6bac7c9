"""The columns of an indicator table, by its heading words, and the words that name levels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...ontology.forms import Form
from ..documents import Row, Text
from ..plain import plain
from .wording import without_points

Half = Literal["term", "year"]
Role = tuple[str, Half | None]
NO_TEXTS: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Levels:
    """The known words of level 1 and level 2, and the usual order of level 2."""

    level1: re.Pattern[str]
    level2: re.Pattern[str]
    like: re.Pattern[str]
    """What a level may be called that is not known: enough where a level is expected, never to find one."""
    order: tuple[re.Pattern[str], ...]

    def is_level1(self, text: str) -> bool:
        """Whether ``text`` (points behind it aside) names a level 1."""
        return bool(self.level1.fullmatch(plain(without_points(text))))

    def is_level2(self, text: str) -> bool:
        """Whether ``text`` (points behind it aside) names a level 2."""
        return bool(self.level2.fullmatch(plain(without_points(text))))

    def names(self, text: str) -> bool:
        """Whether ``text`` names a level at all."""
        return self.is_level1(text) or self.is_level2(text)

    def may_be(self, text: str) -> bool:
        """Whether ``text`` names a level or is called like one."""
        return self.names(text) or bool(self.like.fullmatch(plain(without_points(text))))

    def rank(self, text: str) -> int | None:
        """The place of a level 2 in the usual order."""
        return next((i for i, word in enumerate(self.order) if word.fullmatch(plain(text))), None)


def levels_of(form: Form) -> Levels:
    """The level words that the form's file lists under ``[levels]``."""
    data: Mapping[str, Any] = form.extra.get("levels", {})
    return Levels(
        re.compile("|".join(f"(?:{word})" for word in data.get("level1", ()))),
        re.compile("|".join(f"(?:{word})" for word in data.get("level2", ()))),
        re.compile(data.get("like", "(?!)")),
        tuple(re.compile(word) for word in data.get("order", ())),
    )


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column of an indicator table holds; a second 二级指标 begins the half of the year."""

    roles: tuple[Role | None, ...]

    def at(self, role: str, half: Half | None = None) -> int | None:
        """The column of this role; level 1 and the margin belong to both halves."""
        return next(
            (
                i
                for i, found in enumerate(self.roles)
                if found is not None and found[0] == role and found[1] in (half, None)
            ),
            None,
        )

    def all(self, role: str, half: Half | None = None) -> tuple[int, ...]:
        """All columns of this role: its heading may be merged over several."""
        return tuple(i for i, found in enumerate(self.roles) if found and found[0] == role and found[1] in (half, None))

    @property
    def halves(self) -> tuple[Half | None, ...]:
        """The halves of the table: both of them, or ``None`` for a table of one."""
        return ("term", "year") if any(role and role[1] for role in self.roles) else (None,)


def columns_of(row: Row, form: Form) -> Columns | None:
    """The columns that a heading row names; ``None`` if the row is no heading of indicators.

    A word that the form does not list is of the role it lists for ``*``; columns under a merged heading are all its.
    """
    words: Mapping[str, str] = form.extra.get("indicators", {})
    other = words.get("*")
    printed = [plain(without_points(cell.text)) for cell in row]
    named = [words.get(word, other if word else None) for word in printed]
    if "name" not in named or not {"target", "points"} & set(named):
        return None
    halved = named.count("level2") > 1
    roles: list[Role | None] = []
    half: Half = "term"
    for i, name in enumerate(named):
        if name == "level2" and "level2" in named[:i]:
            half = "year"
        roles.append(None if name is None else (name, half if halved and name not in ("level1", "margin") else None))
    for i, cell in enumerate(row):
        for covered in range(i + 1, min(i + cell.columns, len(row))):
            roles[covered] = roles[i]
    return Columns(tuple(roles))


def cell_at(row: Row, column: int | None) -> tuple[Text, ...]:
    """The filled cell of a row in a column; nothing where it is blank or does not exist."""
    if column is None or not 0 <= column < len(row) or not plain(row[column].text):
        return NO_TEXTS
    return (row[column],)


def filled(row: Row) -> tuple[tuple[int, Text], ...]:
    """The cells of a row that hold words, with their columns."""
    return tuple((i, cell) for i, cell in enumerate(row) if plain(cell.text))


def completed(rows: Sequence[Row], width: int) -> tuple[Row, ...]:
    """The rows, those joined whose last cells were parted from them by a blank line: together they fill the width."""
    whole: list[Row] = []
    for row in rows:
        if whole and len(whole[-1]) < width and len(whole[-1]) + len(row) == width and len(row) < len(whole[-1]):
            whole[-1] = (*whole[-1], *row)
        else:
            whole.append(row)
    return tuple(whole)
