"""The styles of an XLSX workbook, as far as they say what a cell shows: number format and ruling."""

from dataclasses import dataclass

from lxml import etree

from .format_codes import BUILT_IN, GENERAL
from .office import whole

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell shows its value, and whether lines are drawn at its left and right."""

    code: str = GENERAL
    left: bool = False
    right: bool = False


#: A cell whose style is unknown.
PLAIN = Style()


def styles(root: etree._Element) -> tuple[Style, ...]:
    """The styles that cells name by number."""
    codes = {whole(one.get("numFmtId")): one.get("formatCode", GENERAL) for one in root.iter(f"{MAIN}numFmt")}
    borders = [
        (is_drawn(border, "left", "start"), is_drawn(border, "right", "end"))
        for border in root.iterfind(f"{MAIN}borders/{MAIN}border")
    ]
    return tuple(
        Style(code(whole(one.get("numFmtId")), codes), *at(borders, whole(one.get("borderId"))))
        for one in root.iterfind(f"{MAIN}cellXfs/{MAIN}xf")
    )


def code(number: int, codes: dict[int, str]) -> str:
    """The number format of that number: the file's own, or the one built into spreadsheets."""
    return codes.get(number) or BUILT_IN.get(number, GENERAL)


def at(borders: list[tuple[bool, bool]], number: int) -> tuple[bool, bool]:
    """The border of that number; no lines if there is none."""
    return borders[number] if 0 <= number < len(borders) else (False, False)


def is_drawn(border: etree._Element, *names: str) -> bool:
    """Whether a border draws the side of that name; only the upright ones tell, for titles are often underlined."""
    sides = (border.find(f"{MAIN}{name}") for name in names)
    return any(side is not None and side.get("style", "none") != "none" for side in sides)
