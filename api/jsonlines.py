"""A reading as JSON lines: one object a fact, a finding, an ignored figure, and the tally last."""

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from decimal import Decimal

from ..ontology.facts import Reading
from ..ontology.places import Place, Spot

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def json_lines(reading: Reading) -> Iterator[str]:
    """The lines, without their line ends; numbers are strings, so that no reader turns them into floats."""
    for fact in reading.facts:
        yield line(type(fact).__name__.lower(), fact)
    for finding in reading.findings:
        yield line("finding", finding)
    for ignored in reading.ignored:
        yield line("ignored", ignored)
    yield line("tally", reading.tally)


def line(kind: str, value: object) -> str:
    """One object with its kind first."""
    told = plain(value)
    assert isinstance(told, dict)
    return json.dumps({"type": kind, **told}, ensure_ascii=False)


def spot(value: Spot) -> dict[str, Json]:
    """Page, sheet and cell of a file that is no text, as far as they are known."""
    told = {"file": value.file, "page": value.page, "sheet": value.sheet, "reference": value.cell}
    return {name: part for name, part in told.items() if part is not None}


def plain(value: object) -> Json:
    """Dataclasses as objects without their empty fields, decimals as strings, places as the lines they name."""
    match value:
        case Place():
            lines: list[Json] = [value.first, value.last]
            told: dict[str, Json] = {"lines": lines} | ({"cell": value.cell} if value.cell is not None else {})
            return told | spot(value.spot) if value.spot else told
        case Decimal():
            return f"{value:f}"
        case tuple():
            return [plain(part) for part in value]
        case None | str() | int():
            return value
        case _ if is_dataclass(value) and not isinstance(value, type):
            pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
            return {name: plain(part) for name, part in pairs if part is not None and part not in ("", ())}
        case _:
            raise TypeError(type(value).__name__)
