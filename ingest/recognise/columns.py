"""Columns told one by one by the heading words above them, where a grid kept its spans and no layout lists them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from ...ontology.forms import Column, Form, Layout, Turned
from ...ontology.measures import in_phase, measures
from ..documents import Row
from ..numbers import has_digit, is_nil, is_number
from ..plain import plain
from .economic_columns import economic_column, is_economic
from .heading_rows import arranged
from .headings import Match, is_column_numbers
from .lost_spans import TooManyWaysError

#: In the heading of every list of goals.
INDICATORS = "指标"
#: Stands for the name of a layout that no file lists.
TOLD = "表头逐栏"
#: What a final account prints beside its own figures: the budget as changed within the year, and the budget.
ADJUSTED = re.compile(r"(?:全年|调整后?)的?预算")
BUDGETED = re.compile(r"预算数|预算安排|年初预算")


def match(rows: Sequence[Row], candidates: Iterable[Form], phase: str = "budget") -> tuple[Match, ...]:
    """The layouts of ``candidates`` that the heading words make, every column told and none twice on one side.

    The words say the same of a budget and of a final account; ``phase`` is what the title says it is.
    """
    return tuple(found for form in candidates if form.columns and (found := told(rows, form, phase)) is not None)


def told(rows: Sequence[Row], form: Form, phase: str) -> Match | None:
    """The layout that the first rows make by the form's own words; ``None`` if one of the columns is not told.

    Where the spans are lost, the words may be arranged in several ways: only one of them may tell every column.
    """
    if form.rows == "goals" and not any(INDICATORS in plain(cell.text) for row in rows[:3] for cell in row):
        return None
    known = cache(lambda path: column(path, form))
    for height, ways in arranged(rows, known):
        found: dict[tuple[str, ...], Layout] = {}
        try:
            for above in ways:
                layout = layout_of(above, form, phase) if fits(rows[height:], above, form) else None
                if layout is not None:
                    found.setdefault((*layout.columns, *map(":".join, layout.transposed)), layout)
        except TooManyWaysError:
            return None
        if found:
            return Match(form, next(iter(found.values())), height) if len(found) == 1 else None
    return None


def fits(body: Sequence[Row], above: Sequence[str], form: Form) -> bool:
    """Whether columns headed so hold what they should: numbers for amounts, no amounts elsewhere.

    In a list of goals only the first row has all its cells: later ones may lack those merged with the cells above.
    """
    roles = [found.role if (found := column(path, form)) is not None else "text" for path in above]
    cells = (
        (role, cell.text)
        for row in (body[:1] if form.rows == "goals" else body)
        if not is_column_numbers(row)
        for role, cell in zip(roles, row, strict=False)
    )
    return all(may_hold(role, text) for role, text in cells if plain(text))


def suits(body: Sequence[Row], layout: Layout) -> bool:
    """Whether rows below a listed heading are of its columns: not most of them print words for amounts, or more cells.

    The same words in the same order head other columns where codes stand in three columns, or a name is merged. Of
    tables whose columns are cut over pages (indicators beside amounts) it is not asked.
    """
    roles = [measure for _, measure in layout.transposed] or layout.columns
    if not any(map(is_amount, roles)) or any(role.startswith("indicator.") for role in roles):
        return True
    printed = [row for row in body if sum(bool(plain(cell.text)) for cell in row) > 1 and not is_column_numbers(row)]
    unlike = [row for row in printed if is_unlike(row, roles)]
    return len(unlike) * 2 <= len(printed)


def is_unlike(row: Row, roles: Sequence[str]) -> bool:
    """Whether a row prints words without a digit in a column of amounts, or cells beyond the last column."""
    beyond = any(plain(cell.text) for cell in row[len(roles) :])
    amounts = [cell.text for role, cell in zip(roles, row, strict=False) if is_amount(role)]
    return beyond or any(plain(text) and not has_digit(text) and not is_nil(text) for text in amounts)


def may_hold(role: str, text: str) -> bool:
    """Whether a filled cell may stand in a column of this role.

    >>> may_hold("budget.total", "行政运行"), may_hold("name", "1,204.11"), may_hold("code", "2010301")
    (False, False, True)
    """
    if is_amount(role):
        return is_number(text) or is_nil(text)
    return role in ("text", "goal") or role.startswith("indicator.") or not (is_number(text) and "." in text)


def layout_of(above: Sequence[str], form: Form, phase: str) -> Layout | None:
    """The layout of columns headed so; ``None`` if one of them is not told, or one is told twice on one side."""
    found = [column(path, form) for path in above]
    told = [(each.row, role_in(each.role, path, phase)) for each, path in zip(found, above, strict=True) if each]
    roles = [(row, role) for row, role in told if role is not None]
    texts = [path for path, (_, role) in zip(above, roles, strict=False) if role == "text"]
    if len(roles) < len(above) or len(set(texts)) < len(texts):
        return None
    if any(row for row, _ in roles):
        items = [one for one in roles if is_amount(one[1])]
        plainly = len(set(items)) == len(items) and all(row for row, _ in items)
        return Layout(TOLD, tuple(above), (), transposed=tuple(roles)) if plainly else None
    columns = named(tuple(role for _, role in roles))
    coded = any(role.startswith("code") for role in columns)
    rows = None if coded else next((each.rows for each in found if each and each.rows), None)
    layout = Layout(TOLD, tuple(above), columns, rows=rows, turned=turned_in(form, phase))
    return layout if is_whole(layout, form) else None


def is_whole(layout: Layout, form: Form) -> bool:
    """Whether the columns are all that tables of this form have to print."""
    if form.rows == "goals":
        return is_list(layout.columns)
    if "matrix" in form.extra and not any(map(is_economic, layout.columns)):
        return False
    return is_plain(layout.columns) and (form.rows != "sided" or is_parted(layout.heading, layout.columns))


def named(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles, the only column of codes as that of names where there is none: 功能分类科目 over 2010301 行政运行.

    >>> named(("code", "budget.total")), named(("code", "name", "budget.total"))
    (('name', 'budget.total'), ('code', 'name', 'budget.total'))
    """
    naming = [role for role in roles if role == "name" or role.startswith("code")]
    return tuple("name" if role == "code" else role for role in roles) if naming == ["code"] else roles


def is_parted(above: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether each side of a table stands under one word of its own (收入, 支出); later lists divide the same."""
    sides: list[list[str]] = []
    for path, before, role in zip(above, ("", *roles), roles, strict=False):
        if not sides or (is_amount(before) and not is_amount(role) and role != "text"):
            sides.append([])
        sides[-1].append(path)
    tops = [{path.partition("/")[0] for path in side} for side in sides]
    lists = {side[0] for side in sides}
    return (
        all(len(top) == 1 for top in tops) and len(set.union(*tops[:2])) == len(tops[:2]) and len(lists) == len(sides)
    )


def column(path: str, form: Form) -> Column | None:
    """What the words above a column say it is; ``None`` if the form knows no such column."""
    listed = form.extra.get("matrix", {}).get("columns")
    found = next((column for column in form.columns if column.words.fullmatch(path)), None)
    return found or (economic_column(path, listed) if listed else None)


def turned_in(form: Form, phase: str) -> tuple[Turned, ...]:
    """The rows of a form that are measures of another row, in the phase of the document."""
    return tuple(
        replace(turn, measures={label: in_phase(measure, phase) or measure for label, measure in turn.measures.items()})
        for turn in form.turned
    )


def role_in(role: str, path: str, phase: str) -> str | None:
    """A role in the phase of the document, ``None`` if there is no such; a column headed 预算数 stays a budget's.

    >>> role_in("budget.total", "支出/全年预算数", "final"), role_in("budget.total", "支出/决算数", "final")
    ('adjusted.total', 'final.total')
    """
    if not is_amount(role) or is_economic(role) or phase == "budget":
        return role
    if ADJUSTED.search(path):
        return in_phase(role, "adjusted")
    return role if BUDGETED.search(path) else in_phase(role, phase)


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


def is_list(roles: Sequence[str]) -> bool:
    """Whether there are projects beside their indicators, and no role stands twice."""
    told = [role for role in roles if role not in ("text", "unit.name")]
    return {"name", "indicator.name", "indicator.target"} <= set(told) and len(set(told)) == len(told)


def is_amount(role: str) -> bool:
    """Whether a role is a measure, or an item whose amounts stand in a column.

    >>> is_amount("budget.total"), is_amount("code.class"), is_amount("name")
    (True, False, False)
    """
    return role in measures() or is_economic(role)
