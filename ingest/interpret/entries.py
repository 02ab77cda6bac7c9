"""Body rows by the roles of their columns: codes, names, amounts — still in the document's own words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...ontology.places import Place
from ..documents import Row, Text
from ..plain import plain

#: Roles of columns that are no measure.
NAMING = frozenset(
    {
        "ordinal",
        "name",
        "type",
        "text",
        "goods",
        "unit.code",
        "code",
        "code.class",
        "code.group",
        "code.item",
        "government.code",
        "government.class",
        "government.group",
        "government.name",
    }
)
#: Naming columns that may stand after amounts without beginning another side.
NEVER_FIRST = frozenset({"text", "type", "goods"})
CODES = ("code", "code.class", "code.group", "code.item")
GOVERNMENT = ("government.code", "government.class", "government.group")
NO_TEXT = Text("", Place(0, 0))


@dataclass(frozen=True, slots=True)
class Entry:
    """One side of one printed row. ``amounts`` holds the filled amount cells with the measure of their column."""

    side: int
    name: Text
    code: str
    government_code: str
    government_name: str
    unit_code: str
    kind: str | None
    amounts: tuple[tuple[str, Text], ...]
    naming: tuple[Text, ...]
    ordinals: tuple[Text, ...]
    texts: tuple[Text, ...]
    place: Place

    @property
    def label(self) -> str:
        """The name as printed."""
        return self.name.text


def entries(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[Entry]:
    """The sides of each row: a new side begins with the first naming column after an amount column."""
    spans = sides(columns)
    for row in rows:
        for side, (first, last) in enumerate(spans):
            cells = [row[i] if i < len(row) else NO_TEXT for i in range(first, last)]
            if any(plain(cell.text) for cell in cells):
                yield entry(side, cells, columns[first:last])


def sides(columns: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where each side of the table begins and ends among the columns.

    >>> sides(["name", "budget.resources", "name", "budget.total", "budget.current"])
    ((0, 2), (2, 5))
    """

    def begins(i: int) -> bool:
        return columns[i] in NAMING and columns[i] not in NEVER_FIRST and columns[i - 1] not in NAMING

    starts = [0, *(i for i in range(1, len(columns)) if begins(i))]
    return tuple(zip(starts, [*starts[1:], len(columns)], strict=True))


def entry(side: int, cells: Sequence[Text], roles: Sequence[str]) -> Entry:
    """The entry of the cells of one side."""
    filled = [(role, cell) for role, cell in zip(roles, cells, strict=True) if plain(cell.text)]
    of = dict(filled)
    places = [cell.place for _, cell in filled]
    return Entry(
        side=side,
        name=of.get("name", NO_TEXT),
        code=digits(of, CODES),
        government_code=digits(of, GOVERNMENT),
        government_name=plain(of["government.name"].text) if "government.name" in of else "",
        unit_code=plain(of["unit.code"].text) if "unit.code" in of else "",
        kind=plain(of["type"].text) if "type" in of else ("" if "type" in roles else None),
        amounts=tuple((role, cell) for role, cell in filled if role not in NAMING),
        naming=tuple(cell for role, cell in filled if role in NAMING and role not in ("ordinal", "text")),
        ordinals=tuple(cell for role, cell in filled if role == "ordinal"),
        texts=tuple(cell for role, cell in filled if role == "text"),
        place=Place(min(place.first for place in places), max(place.last for place in places)),
    )


def digits(of: dict[str, Text], roles: Sequence[str]) -> str:
    """The code that one column, or several columns of its parts, print."""
    return "".join(re.sub(r"\W", "", plain(of[role].text)) for role in roles if role in of)
