"""The official forms as data: ``forms/*.toml`` says what each form is called and what its columns and rows mean.

A form file holds one ``[form]`` and any number of ``[[layout]]`` (see ``forms/README.md``):

* ``titles`` are regular expressions for the plain form of a title without its year;
* a layout's ``heading`` lists the heading words in reading order, which survive when spans are lost;
* ``columns`` names one role a column: ``ordinal``, ``code`` (or ``code.class``, ``code.group``, ``code.item``),
  ``government.code``…, ``unit.code``, ``name``, ``government.name``, ``type``, ``text``, or the id of a measure.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

RowKind = Literal[
    "function",
    "economic",
    "label",
    "sided",
    "project",
    "unit",
    "institution",
    "personal",
    "sheet",
    "targets",
    "overall",
    "selfeval",
    "list",
]


KNOWN = frozenset({"form", "layout", "sum", "parents", "of-which"})


@dataclass(frozen=True, slots=True)
class Sum:
    """Within a row: the measure ``total`` is the sum of ``parts``."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One way in which a form is printed."""

    name: str
    heading: tuple[str, ...]
    columns: tuple[str, ...]
    starts: str | None = None
    rows: RowKind | None = None
    """What the rows of this layout are, where that differs from the form's usual layout."""
    transposed: tuple[tuple[str, str], ...] = ()
    """Row and measure of each column, for a table of one row whose columns are the items."""


@dataclass(frozen=True, slots=True)
class Form:
    """One official form; ``parents`` maps the standard name of a row to the row it adds up into."""

    id: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    rows: RowKind
    titles: tuple[re.Pattern[str], ...]
    layouts: tuple[Layout, ...]
    sums: tuple[Sum, ...]
    sides: tuple[str, ...]
    parents: Mapping[str, str]
    of_which: Mapping[str, str]
    continues: bool
    each: bool
    extra: Mapping[str, Any]
    """The tables of the file that only the interpreter of this kind of rows reads."""
    reports: str | None
    """The kind of disclosure a document with this form is (``selfeval``), where the form alone tells."""

    def is_titled(self, title: str) -> bool:
        """Whether ``title`` (plain, without year) is a title of this form."""
        return any(pattern.fullmatch(title) for pattern in self.titles)


@cache
def forms() -> tuple[Form, ...]:
    """All forms that ``forms/`` describes, by id."""
    folder = files(__package__) / "forms"
    read = [
        form_from(tomllib.loads(path.read_text("utf-8"))) for path in folder.iterdir() if path.name.endswith(".toml")
    ]
    return tuple(sorted(read, key=lambda form: form.id))


def form(identifier: str) -> Form:
    """The form with this id; raises :class:`KeyError` for an unknown one."""
    for candidate in forms():
        if candidate.id == identifier:
            return candidate
    raise KeyError(identifier)


def form_from(data: Mapping[str, Any]) -> Form:
    """The form that one parsed TOML file describes."""
    head = data["form"]
    return Form(
        id=head["id"],
        zh=head["zh"],
        en=head["en"],
        about_zh=head["about-zh"],
        about_en=head["about-en"],
        rows=head["rows"],
        titles=tuple(re.compile(title) for title in head["titles"]),
        layouts=tuple(layout_from(layout) for layout in data.get("layout", ())),
        sums=tuple(Sum(entry["total"], tuple(entry["parts"])) for entry in data.get("sum", ())),
        sides=tuple(head.get("sides", ())),
        parents=dict(data.get("parents", {})),
        of_which=dict(data.get("of-which", {})),
        continues=bool(head.get("continues", False)),
        each=bool(head.get("each", False)),
        extra={key: value for key, value in data.items() if key not in KNOWN},
        reports=head.get("reports"),
    )


def layout_from(data: Mapping[str, Any]) -> Layout:
    """One ``[[layout]]`` of a form file."""
    return Layout(
        name=data["name"],
        heading=tuple(data.get("heading", ())),
        columns=tuple(data.get("columns", ())),
        starts=data.get("starts"),
        rows=data.get("rows"),
        transposed=tuple((entry["row"], entry["measure"]) for entry in data.get("transposed", ())),
    )
