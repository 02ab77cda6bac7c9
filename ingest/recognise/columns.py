"""Columns told one by one by the heading words above them, where a grid kept its spans and no layout lists them."""

from collections.abc import Iterable, Sequence

from ...ontology.forms import Form, Layout
from ...ontology.measures import in_phase, measures
from ..documents import Row
from .headings import Match, heading_word, is_column_numbers

#: No official form has a higher heading.
HIGHEST = 5
#: Stands for the name of a layout that no file lists.
TOLD = "表头逐栏"


def match(rows: Sequence[Row], candidates: Iterable[Form], phase: str = "budget") -> tuple[Match, ...]:
    """The layouts of ``candidates`` that the heading words make, every column told and none twice on one side.

    The words say the same of a budget and of a final account; ``phase`` is what the title says it is.
    """
    return tuple(found for form in candidates if form.columns and (found := told(rows, form, phase)) is not None)


def told(rows: Sequence[Row], form: Form, phase: str) -> Match | None:
    """The layout that the first rows make by the form's own words; ``None`` if one of the columns is not told."""
    for height in heights(rows):
        above = paths(rows[:height])
        roles = tuple(role_of(path, form, phase) for path in above)
        found = tuple(role for role in roles if role is not None)
        if len(found) == len(roles) and is_plain(found):
            return Match(form, Layout(TOLD, tuple(above), found), height)
    return None


def heights(rows: Sequence[Row]) -> Iterable[int]:
    """How many first rows may be the heading: none of them may reach into the row below."""
    reach = 0
    for height, row in enumerate(rows[:HIGHEST], start=1):
        reach = max([reach, *(height - 1 + cell.rows for cell in row)])
        if is_column_numbers(row):
            return
        if reach <= height < len(rows):
            yield height


def paths(rows: Sequence[Row]) -> tuple[str, ...]:
    """The heading words above each column, from the highest down, a year left open.

    >>> from ...ontology.places import Place
    >>> from ..documents import Text
    >>> here = Place(1, 1)
    >>> above = (Text("科目编码", here, rows=2), Text("事业收入", here, columns=2), Text("", here))
    >>> paths([above, (Text("", here), Text("金额", here), Text("其中：教育收费", here))])
    ('科目编码', '事业收入/金额', '事业收入/其中:教育收费')
    """
    words: list[list[str]] = [[] for _ in range(max((len(row) for row in rows), default=0))]
    for row in rows:
        for i, cell in enumerate(row):
            word = heading_word(cell.text)
            for column in range(i, min(i + cell.columns, len(words))):
                if word and word not in words[column]:
                    words[column].append(word)
    return tuple("/".join(found) for found in words)


def role_of(path: str, form: Form, phase: str = "budget") -> str | None:
    """The role of a column by the words above it; ``None`` if the form knows no such column, in this phase."""
    role = next((column.role for column in form.columns if column.words.fullmatch(path)), None)
    return in_phase(role, phase) if role is not None and is_amount(role) else role


def is_plain(roles: Sequence[str]) -> bool:
    """Whether there are names and amounts, and no role stands twice on one side (a side begins after amounts)."""
    seen: set[str] = set()
    for before, role in zip(("", *roles), roles, strict=False):
        if is_amount(before) and not is_amount(role) and role != "text":
            seen = set()
        if role in seen and role != "text":
            return False
        seen.add(role)
    return "name" in roles and any(map(is_amount, roles))


def is_amount(role: str) -> bool:
    """Whether a role is a measure.

    >>> is_amount("budget.total"), is_amount("code.class"), is_amount("name")
    (True, False, False)
    """
    return role in measures()
