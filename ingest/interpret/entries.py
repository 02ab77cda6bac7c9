"""Body rows by the roles of their columns: codes, names, amounts — still in the document's own words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...ontology.places import Place
from ..documents import Row, Text
from ..numbers import has_digit
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
        "level.1",
        "level.2",
        "level.3",
    }
)
#: Naming columns that may stand after amounts without beginning another side.
NEVER_FIRST = frozenset({"text", "type", "goods"})
LEVELS = ("level.1", "level.2", "level.3")
#: A row of this name in a column of levels is the row of the level above itself.
SUBTOTAL = "小计"
#: Stands in the first of the columns that name a row where the row is the table's total.
TOTALS = frozenset({"合计", "总计"})
CODES = ("code", "code.class", "code.group", "code.item")
#: Parts of a code that have two digits; spreadsheets drop a leading zero.
PAIRS = frozenset({"code.group", "code.item", "government.group"})
GOVERNMENT = ("government.code", "government.class", "government.group")
#: Naming columns that no name is merged over: they number the rows, or print what is not read (last year's figures).
LOOSE = frozenset({"ordinal", "text"})
#: A number as amounts are printed; digits alone may be a code.
AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|0)%?")
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
    levels: tuple[Text, ...] = ()
    """Where the names stand in columns of levels: the name at each level down to the row's own."""

    @property
    def label(self) -> str:
        """The name as printed."""
        return self.name.text


def entries(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[Entry]:
    """The sides of each row: a new side begins with the first naming column after an amount column."""
    found = sided(rows, columns)
    return levelled(found) if LEVELS[0] in columns else found


def sided(rows: Sequence[Row], columns: Sequence[str]) -> Iterator[Entry]:
    """The sides of each row; a name merged over into the next side takes the amounts that stand there."""
    spans = sides(columns)
    spread = any(cell.columns > 1 for row in rows for cell in row)
    for printed in rows:
        row = printed if spread else unmerged(printed, columns)
        done = 0
        for side, (first, last) in enumerate(spans):
            if first < done:
                continue
            reach = max((i + row[i].columns for i in range(first, min(last, len(row)))), default=last)
            done = next((end for _, end in spans[side:] if end >= reach), last)
            if not spread:
                done = beyond(row, columns, spans[side:]) or done
            cells = [row[i] if i < len(row) else NO_TEXT for i in range(first, done)]
            if any(plain(cell.text) for cell in cells):
                yield entry(side, cells, columns[first:done])


def unmerged(row: Row, columns: Sequence[str]) -> Row:
    """A row whose first cell was merged over some naming columns before the spans were lost: 合计 | 9.00 | 4.00 | 5.00.

    As many columns as the row lacks go to the first cell. Where a figure would still stand in a naming column, nobody
    can tell the columns: the row keeps its name only, and its figures are left unread.
    """
    names = next((i for i, role in enumerate(columns) if role not in NAMING), len(columns))
    if names < 2 or len(row) < 2 or has_digit(row[0].text) or not plain(row[0].text) or columns[1] in LOOSE:
        return row
    if not (is_amount(row[1].text) or (is_total(row[0]) and plain(row[1].text).isdecimal())):
        return row
    lost = len(columns) - len(row)
    return (row[0], *[NO_TEXT] * lost, *row[1:]) if 0 < lost < names else row[:1]


def beyond(row: Row, columns: Sequence[str], spans: Sequence[tuple[int, int]]) -> int | None:
    """Where a row of text ends whose only amount stands in a later list of the same columns, nothing between."""
    first, last = spans[0]
    filled = [i for i in range(first, len(row)) if plain(row[i].text)]
    alike = all(tuple(columns[start:end]) == tuple(columns[first:last]) for start, end in spans)
    if len(filled) != 2 or filled[1] >= len(columns) or not alike or not filled[0] < last <= filled[1]:
        return None
    if columns[filled[0]] not in NAMING:
        return None
    return next((end for _, end in spans if end > filled[1]), None) if columns[filled[1]] not in NAMING else None


def levelled(found: Iterable[Entry]) -> Iterator[Entry]:
    """Rows whose names stand in columns of levels: each with the names above it, which are printed once for many rows.

    小计 in the column of a level stands for the row of the level above. A row of amounts without any name stands beside
    a name merged over several rows, that of the row above it.
    """
    above: tuple[Text, ...] = ()
    for row in found:
        if row.levels:
            known = (*above, *(NO_TEXT for _ in row.levels))
            above = tuple(own if own.text else up for own, up in zip(row.levels, known, strict=False))
            levels = above[:-1] if len(above) > 1 and plain(above[-1].text) == SUBTOTAL else above
            yield replace(row, name=levels[-1], levels=levels)
        elif above and row.amounts:
            yield replace(row, name=above[-1], levels=above)
        else:
            yield row


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
    levels = levels_of(filled)
    return Entry(
        side=side,
        name=levels[-1] if levels else of.get("name") or merged_name(of),
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
        levels=levels,
    )


def levels_of(filled: Sequence[tuple[str, Text]]) -> tuple[Text, ...]:
    """The names in the columns of levels down to the deepest printed; two columns of one level make one name."""
    printed = [[cell for role, cell in filled if role == level] for level in LEVELS]
    while printed and not printed[-1]:
        printed.pop()
    return tuple(together(cells) if cells else NO_TEXT for cells in printed)


def together(cells: Sequence[Text]) -> Text:
    """The words of several cells as those of the first."""
    return replace(cells[0], text=" ".join(cell.text for cell in cells))


def merged_name(of: dict[str, Text]) -> Text:
    """The name of a row that is merged over its columns of codes, types or ordinals: 合计."""
    named = next((of[role] for role in CODES if role in of and not has_digit(of[role].text)), None)
    return named or next((of[role] for role in ("type", "ordinal") if role in of and is_total(of[role])), NO_TEXT)


def is_amount(text: str) -> bool:
    """Whether a cell prints a number that is no code: one with decimals or signs of thousands, or nought.

    >>> is_amount("1,234"), is_amount("9.00"), is_amount("0"), is_amount("20805")
    (True, True, True, False)
    """
    return bool(AMOUNT.fullmatch(plain(text)))


def is_total(cell: Text) -> bool:
    """Whether a cell says that its row is the table's total."""
    return plain(cell.text) in TOTALS


def digits(of: dict[str, Text], roles: Sequence[str]) -> str:
    """The code that one column, or several columns of its parts, print; a part of two digits may have lost its zero.

    >>> digits({"code.class": Text("301", Place(1, 1)), "code.group": Text("2", Place(1, 1))}, CODES)
    '30102'
    """
    printed = {role: re.sub(r"\W", "", plain(of[role].text)) for role in roles if role in of}
    return "".join(code.zfill(2) if role in PAIRS else code for role, code in printed.items())
