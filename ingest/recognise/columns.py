"""Columns told one by one by the heading words above them, where a grid kept its spans and no layout lists them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...ontology.forms import Column, Form, Layout, Turned
from ...ontology.measures import in_phase, measures
from ..documents import Row
from ..numbers import has_digit, is_nil, is_number
from ..plain import plain
from .headings import Match, is_column_numbers, words_of
from .lost_spans import TooManyWaysError, arrangements, spread

#: No official form has a higher heading.
HIGHEST = 5
#: Stands for the name of a layout that no file lists.
TOLD = "表头逐栏"
#: What a final account prints of the budget beside its own figures.
BUDGETED = re.compile(r"预算数")


def match(rows: Sequence[Row], candidates: Iterable[Form], phase: str = "budget") -> tuple[Match, ...]:
    """The layouts of ``candidates`` that the heading words make, every column told and none twice on one side.

    The words say the same of a budget and of a final account; ``phase`` is what the title says it is.
    """
    return tuple(found for form in candidates if form.columns and (found := told(rows, form, phase)) is not None)


def told(rows: Sequence[Row], form: Form, phase: str) -> Match | None:
    """The layout that the first rows make by the form's own words; ``None`` if one of the columns is not told.

    Where the spans are lost, the words may be arranged in several ways: only one of them may tell every column.
    """
    for height, arranged in headed(rows, form):
        found: dict[tuple[str, ...], Layout] = {}
        try:
            for above in arranged:
                layout = layout_of(above, form, phase)
                if layout is not None:
                    found.setdefault((*layout.columns, *map(":".join, layout.transposed)), layout)
        except TooManyWaysError:
            return None
        if found:
            return Match(form, next(iter(found.values())), height) if len(found) == 1 else None
    return None


def headed(rows: Sequence[Row], form: Form) -> Iterator[tuple[int, Iterable[tuple[str, ...]]]]:
    """The heights that the heading may have, and the words above each column in every way that it may be arranged."""
    known = list(heights(rows))
    most = max(map(len, rows), default=0)
    lost = [height for height in known if is_lost(rows[:height], most)]
    for height in known:
        if height not in lost:
            spread_out = any(cell.columns > 1 or cell.rows > 1 for row in rows[:height] for cell in row)
            yield height, [paths(rows[:height] if spread_out else spread(rows[:height]))]
    figures = [row for row in rows if any(has_digit(cell.text) for cell in row)]
    used = max((i + 1 for row in figures for i, cell in enumerate(row) if plain(cell.text)), default=most)
    for width in range(most, used - 1, -1):
        for height in lost:
            kept = [[word for word in row if word] for row in words_of(rows[:height])]
            ways = arrangements(kept, width, lambda path: column(path, form) is not None)
            yield height, (above for above in ways if fits(rows[height:], above, form))


def is_lost(heading: Sequence[Row], most: int) -> bool:
    """Whether the heading kept neither spans nor the cells that others were merged over."""
    spans = any(cell.columns > 1 or cell.rows > 1 for row in heading for cell in row)
    return not spans and any(len(row) < most for row in heading)


def fits(body: Sequence[Row], above: Sequence[str], form: Form) -> bool:
    """Whether columns headed so hold what they should: numbers for amounts, no amounts elsewhere."""
    roles = [found.role if (found := column(path, form)) is not None else "text" for path in above]
    cells = (
        (role, cell.text) for row in body if not is_column_numbers(row) for role, cell in zip(roles, row, strict=False)
    )
    return all(may_hold(role, text) for role, text in cells if plain(text))


def may_hold(role: str, text: str) -> bool:
    """Whether a filled cell may stand in a column of this role.

    >>> may_hold("budget.total", "行政运行"), may_hold("name", "1,204.11"), may_hold("code", "2010301")
    (False, False, True)
    """
    if is_amount(role):
        return is_number(text) or is_nil(text)
    return role == "text" or not (is_number(text) and "." in text)


def layout_of(above: Sequence[str], form: Form, phase: str) -> Layout | None:
    """The layout of columns headed so; ``None`` if one of them is not told, or one is told twice on one side."""
    found = [column(path, form) for path in above]
    told = [(each.row, role_in(each.role, path, phase)) for each, path in zip(found, above, strict=True) if each]
    roles = [(row, role) for row, role in told if role is not None]
    if len(roles) < len(above):
        return None
    texts = [path for path, (_, role) in zip(above, roles, strict=True) if role == "text"]
    if len(set(texts)) < len(texts):
        return None
    columns = tuple(role for _, role in roles)
    if any(row for row, _ in roles):
        items = [one for one in roles if is_amount(one[1])]
        plainly = len(set(items)) == len(items) and all(row for row, _ in items)
        return Layout(TOLD, tuple(above), (), transposed=tuple(roles)) if plainly else None
    if not is_plain(columns) or (form.rows == "sided" and not is_parted(above, columns)):
        return None
    return Layout(TOLD, tuple(above), columns, turned=turned_in(form, phase))


def is_parted(above: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether each side of a table stands under one word of its own: 收入, 支出."""
    sides: list[set[str]] = []
    for path, before, role in zip(above, ("", *roles), roles, strict=False):
        if not sides or (is_amount(before) and not is_amount(role) and role != "text"):
            sides.append(set())
        sides[-1].add(path.partition("/")[0])
    return all(len(side) == 1 for side in sides) and len(set.union(*sides)) == len(sides)


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
    """The heading words above each column, from the highest down, a year left open or, before the latest, 上年.

    >>> from ...ontology.places import Place
    >>> from ..documents import Text
    >>> here = Place(1, 1)
    >>> above = (Text("科目编码", here, rows=2), Text("事业收入", here, columns=2), Text("", here))
    >>> paths([above, (Text("", here), Text("金额", here), Text("其中：教育收费", here))])
    ('科目编码', '事业收入/金额', '事业收入/其中:教育收费')
    """
    words: list[list[str]] = [[] for _ in range(max((len(row) for row in rows), default=0))]
    for row, said in zip(rows, words_of(rows), strict=True):
        for i, (cell, word) in enumerate(zip(row, said, strict=True)):
            for column in range(i, min(i + cell.columns, len(words))):
                if word and word not in words[column]:
                    words[column].append(word)
    return tuple("/".join(found) for found in words)


def column(path: str, form: Form) -> Column | None:
    """What the words above a column say it is; ``None`` if the form knows no such column."""
    return next((column for column in form.columns if column.words.fullmatch(path)), None)


def turned_in(form: Form, phase: str) -> tuple[Turned, ...]:
    """The rows of a form that are measures of another row, in the phase of the document."""
    return tuple(
        replace(turn, measures={label: in_phase(measure, phase) or measure for label, measure in turn.measures.items()})
        for turn in form.turned
    )


def role_in(role: str, path: str, phase: str) -> str | None:
    """A role in the phase of the document, ``None`` if there is no such; a column headed 预算数 stays a budget's."""
    return role if not is_amount(role) or BUDGETED.search(path) else in_phase(role, phase)


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
