"""Who discloses in the generated corpus: a real division, a department, a year, a layout, and never the same twice."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Literal

from .corpus_words import Department, words

Layout = Literal["hebei", "centre", "shanxi", "henan", "selfeval"]

# Twenty documents in a row hold each layout in its share: 45 %, 10 %, 20 %, 20 %, 5 %.
SHARES: tuple[tuple[Layout, int], ...] = (("hebei", 9), ("centre", 2), ("shanxi", 4), ("henan", 4), ("selfeval", 1))
PROVINCES: dict[Layout, str] = {"hebei": "13", "centre": "13", "shanxi": "14", "henan": "41", "selfeval": "13"}


@dataclass(frozen=True, slots=True)
class Division:
    """A county, district or county-level city."""

    code: str
    name: str
    full: str

    @property
    def level(self) -> str:
        """县, 区 or 市: what people there call their division."""
        return self.name[-1]


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit as the forms name it."""

    code: str
    name: str
    nature: str
    level: str
    funding: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """What one document is about."""

    layout: Layout
    division: Division
    department: Department
    year: int

    @property
    def province(self) -> str:
        """The two digits of the province."""
        return self.division.code[:2]


@cache
def divisions(province: str) -> tuple[Division, ...]:
    """The counties and districts of a province, from the code list of the ontology.

    >>> divisions("13")[0].code[:2]
    '13'
    """
    path = files("gouji.ontology").joinpath("codes", "divisions.csv")
    if not path.is_file():
        raise FileNotFoundError(f"没有行政区划代码表 / the list of divisions is missing: {path}")
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [row for row in csv.DictReader(lines) if row["level"] == "3" and row["code"].startswith(province)]
    return tuple(Division(row["code"], row["name"], "".join(row["path"].split("/")[1:])) for row in found)


def _turns(seed: int, layout: Layout) -> Iterator[Assignment]:
    """Every division, department and year of a layout once, in an order that the seed decides."""
    places, kinds, years = divisions(PROVINCES[layout]), words().departments, words().years
    size = len(places) * len(kinds) * len(years)
    for number in Random(f"{seed}/{layout}").sample(range(size), size):
        rest, year = divmod(number, len(years))
        place, kind = divmod(rest, len(kinds))
        yield Assignment(layout, places[place], kinds[kind], years[year])


def _order(seed: int) -> Iterator[Layout]:
    """The layouts in their shares, each twenty documents in an order of their own."""
    rng = Random(f"{seed}/order")
    while True:
        twenty = [layout for layout, count in SHARES for _ in range(count)]
        rng.shuffle(twenty)
        yield from twenty


def assignments(count: int, seed: int) -> Iterator[Assignment]:
    """The first ``count`` documents of the corpus; a longer corpus begins with the shorter one.

    Refuses a count for which there are not enough divisions, departments and years.
    """
    turns = {layout: _turns(seed, layout) for layout, _ in SHARES}
    order = _order(seed)
    for _ in range(count):
        layout = next(order)
        turn = next(turns[layout], None)
        if turn is None:
            raise ValueError(f"no more units for the layout {layout!r}: ask for fewer documents")
        yield turn
