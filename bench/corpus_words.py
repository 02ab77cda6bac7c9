"""The words, codes and official forms that generated disclosures are made of: words.toml and forms.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class ProjectWords:
    """A kind of project: what it is called, where it is booked, what it costs in 万元."""

    name: str
    function: str
    economic: str
    smallest: int
    largest: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Department:
    """A government department with the codes it spends under."""

    name: str
    centre: str
    duty: str
    letter: str
    run: str
    people: str
    projects: tuple[ProjectWords, ...]
    transfers: tuple[ProjectWords, ...]
    fund: ProjectWords | None

    @property
    def admin(self) -> str:
        """The code of the department's 一般行政管理事务."""
        return f"{self.run[:5]}02"


@dataclass(frozen=True, slots=True)
class EconomicItem:
    """An item of the department economic classification with its two government codes."""

    code: str
    name: str
    administration: str
    institution: str


@dataclass(frozen=True, slots=True)
class IndicatorWords:
    """An indicator with a text in which # stands for a number."""

    level2: str
    name: str
    description: str
    text: str
    smallest: int
    largest: int
    basis: str


@dataclass(frozen=True, slots=True)
class ScoreWords:
    """A row of the self-evaluation's score table."""

    level1: str
    level2: str
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Form:
    """An official form as one province prints it: its title and its heading rows."""

    title: str
    heading: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Words:
    """Everything in words.toml."""

    years: tuple[int, ...]
    provinces: Mapping[str, str]
    functions: Mapping[str, str]
    classes: tuple[tuple[str, str], ...]
    hebei_last: str
    henan_classes: tuple[tuple[str, str, str, str], ...]
    economic: Mapping[str, EconomicItem]
    economic_classes: tuple[tuple[str, str], ...]
    government: Mapping[str, str]
    staff: tuple[tuple[str, str, int, int], ...]
    public: tuple[tuple[str, int, int], ...]
    departments: tuple[Department, ...]
    general: tuple[ProjectWords, ...]
    phases: tuple[str, ...]
    product: tuple[IndicatorWords, ...]
    cost: tuple[str, str, str, str]
    effect: tuple[IndicatorWords, ...]
    satisfied: IndicatorWords
    scores: tuple[ScoreWords, ...]


def _project(row: Sequence[Any]) -> ProjectWords:
    return ProjectWords(*row)


def _indicators(rows: Sequence[Sequence[Any]]) -> tuple[IndicatorWords, ...]:
    return tuple(IndicatorWords(*row) for row in rows)


def _department(table: Mapping[str, Any]) -> Department:
    return Department(
        name=table["name"],
        centre=table["centre"],
        duty=table["duty"],
        letter=table["letter"],
        run=table["run"],
        people=table["people"],
        projects=tuple(_project(row) for row in table["projects"]),
        transfers=tuple(_project(row) for row in table["transfers"]),
        fund=_project(table["fund"]) if "fund" in table else None,
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def words() -> Words:
    """The words, read once."""
    table = _toml("words.toml")
    economic, indicators = table["economic"], table["indicators"]
    return Words(
        years=tuple(table["years"]),
        provinces=table["provinces"],
        functions=table["functions"],
        classes=tuple((code, name) for code, name in table["classes"]["names"]),
        hebei_last=table["classes"]["hebei_last"],
        henan_classes=tuple((row[0], row[1], row[2], row[3]) for row in table["classes"]["henan"]),
        economic={row[0]: EconomicItem(*row) for row in economic["items"]},
        economic_classes=tuple((code, name) for code, name in economic["classes"]),
        government=economic["government"],
        staff=tuple((row[0], row[1], row[2], row[3]) for row in table["basic"]["staff"]),
        public=tuple((row[0], row[1], row[2]) for row in table["basic"]["public"]),
        departments=tuple(_department(row) for row in table["departments"]),
        general=tuple(_project(row) for row in table["general"]["projects"]),
        phases=tuple(table["general"]["phases"]),
        product=_indicators(indicators["product"]),
        cost=(indicators["cost"][0], indicators["cost"][1], indicators["cost"][2], indicators["cost"][3]),
        effect=_indicators(indicators["effect"]),
        satisfied=IndicatorWords(*indicators["satisfied"]),
        scores=tuple(ScoreWords(*row) for row in table["scores"]["rows"]),
    )


@cache
def _forms() -> dict[str, Any]:
    return _toml("forms.toml")


@cache
def form(layout: str, name: str) -> Form:
    """The form ``name`` in ``layout``."""
    table = _forms()[layout]["forms"][name]
    return Form(table["title"], tuple(tuple(row) for row in table["heading"]), table.get("note", ""))


@cache
def prose(layout: str, name: str) -> str:
    """The text ``name`` of ``layout``, with {places} to fill in."""
    text: str = _forms()[layout]["prose"][name]
    return text


@cache
def rows(layout: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The fixed rows ``name`` of ``layout``."""
    return tuple(tuple(row) for row in _forms()[layout]["rows"][name])
