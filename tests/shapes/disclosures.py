"""A small invented disclosure as facts, for tests of what a check says of it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gouji.ontology.facts import Cell, Claim, Disclosure, Fact, Line, Reading, Table, Tally
from gouji.ontology.places import Place

DOCUMENT = "doc/131028-示例局/2024/budget"
#: Rows of an expenditure table: code or name, the row above, its printed figures by measure.
Rows = Sequence[tuple[str, str | None, Mapping[str, str]]]


def disclosure() -> Disclosure:
    """Who discloses."""
    return Disclosure(
        DOCUMENT, "id/unit/131028-示例局", 2024, "budget", "示例局2024年预算", "示例.txt", "0" * 64, "utf-8"
    )


def item(key: str) -> str:
    """The concept of a row."""
    return f"id/func/{key}" if key.isdigit() else f"id/row/{key}"


def table(form: str, rows: Rows, *, first: int = 10) -> list[Fact]:
    """A table in 万元 with two decimals, one row a line of the page from line ``first`` on."""
    name = f"{DOCUMENT}/{form}"
    facts: list[Fact] = [Table(name, form, "", 10000, Decimal(100), Place(first - 1, first + len(rows)))]
    for number, (key, above, figures) in enumerate(rows):
        place = Place(first + number, first + number)
        parent = None if above is None else f"{name}/{above}"
        line = Line(f"{name}/{key}", name, number, item(key), key, place, parent=parent)
        facts.append(line)
        for column, (measure, printed) in enumerate(figures.items(), start=1):
            value = Decimal(printed) * 10000
            at = Place(place.first, place.last, cell=column)
            facts.append(Cell(f"{line.iri}/{measure}", line.iri, measure, value, at, printed))
    return facts


def reading(*facts: Sequence[Fact]) -> Reading:
    """The facts as a whole reading."""
    head = disclosure()
    return Reading(head, (head, *(fact for some in facts for fact in some)), (), (), Tally(0, 0, 0, 0))


def claim(number: int, about: str, printed: str, *, same: str | None = None) -> Claim:
    """An amount in 万元 said in the text on line 5."""
    value = Decimal(printed.removesuffix("万元"))
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    return Claim(
        iri=f"{DOCUMENT}/claim/{number}",
        kind="amount",
        value=value * 10000,
        ulp=step * 10000,
        unit="yuan",
        about=about,
        quote=f"{about}{printed}。",
        printed=printed,
        place=Place(5, 5, start=0, end=10),
        same=same and f"{DOCUMENT}/{same}",
    )
