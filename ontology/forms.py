"""The official forms as data: ``forms/*.toml`` says what each form is called and what its columns and rows mean.

A form file holds one ``[form]`` and any number of ``[[layout]]`` (see ``forms/README.md``):

* ``titles`` are regular expressions for the plain form of a title without its year;
* a layout's ``heading`` lists the heading words in reading order, which survive when spans are lost;
* ``columns`` names one role a column: ``ordinal``, ``code`` (or ``code.class``, ``code.group``, ``code.item``),
  ``government.code``…, ``unit.code``, ``name``, ``government.name``, ``type``, ``text``, or the id of a measure;
* ``[[column]]`` tells a column by the words above it, for headings that no layout lists (with ``row`` where the
  columns are the items of a table of one row), and ``[[turned]]`` names rows that are measures of another row.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from .messages import GoujiError

RowKind = Literal[
    "function",
    "economic",
    "label",
    "nested",
    "sided",
    "project",
    "unit",
    "institution",
    "personal",
    "sheet",
    "targets",
    "goals",
    "overall",
    "evaluation",
    "selfeval",
    "list",
]


class FormFileError(GoujiError):
    """A file of forms cannot be used."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"表样文件 {name}：{reason}；写法见 ontology/forms/README.md。",
            f"form file {name}: {reason}; see ontology/forms/README.md.",
        )


KNOWN = frozenset({"form", "layout", "column", "turned", "sum", "parents", "of-which"})


@dataclass(frozen=True, slots=True)
class Sum:
    """Within a row: the measure ``total`` is the sum of ``parts``."""

    total: str
    parts: tuple[str, ...]
    where: str | None = None
    """The measure that a row must print for the sum to be asked of it."""
    unless: tuple[str, ...] = ()
    """Measures that a row must not print: they stand for some of the parts."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Rows of one side that are parts of a single row: their labels name its measures, as headings do elsewhere."""

    side: int | None
    """``None``: on whichever side they stand."""
    row: str
    measures: Mapping[str, str]


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
    turned: tuple[Turned, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """What the words above a column say of it, from the highest heading down: 事业收入/金额."""

    role: str
    pattern: str
    row: str = ""
    """The row that its figures belong to, where the columns of a table of one row are the items."""
    rows: RowKind | None = None
    """What the rows of a table with this column are, if it has no column of codes."""
    rare: bool = False
    """Whether so few places print it that a heading without its spans is read without it first."""

    @property
    def words(self) -> re.Pattern[str]:
        """The expression that the words of the whole path match; compiled when it is first asked for."""
        return compiled(self.pattern)


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The expression; most documents need few of the hundreds there are."""
    return re.compile(pattern)


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
    columns: tuple[Column, ...]
    """What its columns may be headed, for headings that are none of the layouts'."""
    turned: tuple[Turned, ...]
    """As a layout's, for headings that are none of the layouts'."""
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
    """All forms that ``forms/`` describes, and those of the folder that ``GOUJI_FORMS`` names, by id.

    A file holds a ``[form]`` (or several, ``[[form]]``), or ``[[extend]]`` tables that add titles, layouts and columns
    to forms of other files. Raises a :class:`FormFileError` for a file of the user's that is no such thing.
    """
    data = [parsed(path.name, path.read_text("utf-8")) for path in form_files()]
    found = {each["form"]["id"]: each for file in data for each in described(file)}
    read = {identifier: form_from(completed(each, found)) for identifier, each in found.items()}
    for more in (extension for each in data for extension in each.get("extend", ())):
        try:
            read[more["form"]] = extended(read[more["form"]], more)
        except (KeyError, re.error) as error:
            raise FormFileError(str(more.get("form")), f"[[extend]] {error}") from error
    return tuple(read[identifier] for identifier in sorted(read))


def described(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The forms of one file: one under ``[form]``, or several under ``[[form]]`` with ``[[form.layout]]`` and so on."""
    found = data.get("form", ())
    if isinstance(found, Mapping):
        yield data
        return
    for head in found:
        yield {"form": head, **{key: value for key, value in head.items() if isinstance(value, list | dict)}}


def completed(data: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The tables of a form, with those of the form it is ``like`` behind its own; titles and layouts are its own."""
    other = found.get(data["form"].get("like", ""), {})
    whole = dict(data)
    for key, value in other.items():
        if key not in ("form", "layout"):
            own = data.get(key, type(value)())
            whole[key] = [*own, *value] if isinstance(value, list) else {**value, **own}
    return whole


def form_files() -> Iterator[Traversable]:
    """The TOML files of the package, then those of the user's own folder in the order of their names."""
    folders: list[Traversable] = [files(__package__) / "forms"]
    if own := os.environ.get("GOUJI_FORMS"):
        if not Path(own).is_dir():
            raise FormFileError(own, "GOUJI_FORMS")
        folders.append(Path(own))
    for folder in folders:
        named = {path.name: path for path in folder.iterdir() if path.name.endswith(".toml")}
        yield from (named[name] for name in sorted(named))


def parsed(name: str, text: str) -> Mapping[str, Any]:
    """The tables of one file; raises a :class:`FormFileError` that names the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise FormFileError(name, str(error)) from error


def extended(known: Form, more: Mapping[str, Any]) -> Form:
    """A form with the titles, layouts and columns that another file adds."""
    columns = columns_from(more)
    for column in columns:
        compiled(column.pattern)
    return replace(
        known,
        titles=(*known.titles, *(re.compile(title) for title in more.get("titles", ()))),
        layouts=(*known.layouts, *(layout_from(layout) for layout in more.get("layout", ()))),
        columns=(*known.columns, *columns),
    )


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
        columns=columns_from(data),
        turned=turned_from(data),
        sums=tuple(
            Sum(entry["total"], tuple(entry["parts"]), entry.get("where"), listed(entry.get("unless", ())))
            for entry in data.get("sum", ())
        ),
        sides=tuple(head.get("sides", ())),
        parents=dict(data.get("parents", {})),
        of_which=dict(data.get("of-which", {})),
        continues=bool(head.get("continues", False)),
        each=bool(head.get("each", False)),
        extra={key: value for key, value in data.items() if key not in KNOWN},
        reports=head.get("reports"),
    )


def listed(value: str | Sequence[str]) -> tuple[str, ...]:
    """One word or several, as a TOML file may give either.

    >>> listed("budget.basic")
    ('budget.basic',)
    """
    return (value,) if isinstance(value, str) else tuple(value)


def columns_from(data: Mapping[str, Any]) -> tuple[Column, ...]:
    """The ``[[column]]`` tables of a form file."""
    return tuple(
        Column(
            role=entry["role"],
            pattern="|".join(f"(?:{word})" for word in entry["words"]),
            row=entry.get("row", ""),
            rows=entry.get("rows"),
            rare=entry.get("rare", False),
        )
        for entry in data.get("column", ())
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
        turned=turned_from(data),
    )


def turned_from(data: Mapping[str, Any]) -> tuple[Turned, ...]:
    """The ``turned`` tables of a layout or of a form."""
    return tuple(Turned(entry.get("side"), entry["row"], entry["measures"]) for entry in data.get("turned", ()))
