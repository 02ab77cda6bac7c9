"""The numbers that Word writes before paragraphs by itself (一、 （一） 1.); they are not in the text of the file."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from .numerals import numeral
from .office import whole
from .runs import WORD

#: Levels of a list.
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: Mapping[int, tuple[Level, ...]] = field(default_factory=dict)
    """By number: its levels."""
    shared: Mapping[int, int] = field(default_factory=dict)
    """By number: the definition whose count it shares with other lists."""
    styles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """The list and level that paragraphs of a style are numbered by."""
    counts: dict[int, list[int]] = field(default_factory=dict)

    def before(self, paragraph: etree._Element) -> str:
        """The number printed before ``paragraph``, counting it; empty where none is."""
        number, level = self.place(paragraph)
        levels = self.lists.get(number, ())
        if level >= len(levels):
            return ""
        counts = self.counts.setdefault(self.shared.get(number, number), [0] * LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else levels[level].start
        counts[level + 1 :] = [0] * (LEVELS - level - 1)
        return label(levels, level, counts)

    def place(self, paragraph: etree._Element) -> tuple[int, int]:
        """The list and the level of a paragraph, its own or its style's; list 0 is none."""
        properties = paragraph.find(f"{WORD}pPr")
        if properties is None:
            return 0, 0
        style = properties.find(f"{WORD}pStyle")
        inherited = self.styles.get(value(style), (0, 0))
        own = properties.find(f"{WORD}numPr")
        if own is None:
            return inherited
        number, level = own.find(f"{WORD}numId"), own.find(f"{WORD}ilvl")
        return (
            whole(value(number)) if number is not None else inherited[0],
            min(max(whole(value(level)), 0), LEVELS - 1) if level is not None else inherited[1],
        )


def value(element: etree._Element | None) -> str:
    """What an element says in its one attribute."""
    return element.get(f"{WORD}val", "") if element is not None else ""


def label(levels: tuple[Level, ...], level: int, counts: list[int]) -> str:
    """The number as printed: the level's text with the counts of it and the levels above put in."""
    here = levels[level]
    if here.form in {"bullet", "none"}:
        return ""

    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if not 0 <= at < len(levels):
            return ""
        form = "decimal" if here.legal else levels[at].form
        return numeral(counts[at] or levels[at].start, form)

    return re.sub(r"%([1-9])", count, here.text)


def numbering(root: etree._Element | None, style_root: etree._Element | None) -> Numbering:
    """The lists that a document defines; without its parts, none."""
    if root is None:
        return Numbering()
    definitions = {whole(one.get(f"{WORD}abstractNumId")): one for one in root.iterfind(f"{WORD}abstractNum")}
    lists: dict[int, tuple[Level, ...]] = {}
    shared: dict[int, int] = {}
    for one in root.iterfind(f"{WORD}num"):
        number = whole(one.get(f"{WORD}numId"))
        definition = whole(value(one.find(f"{WORD}abstractNumId")), -1)
        if number <= 0 or definition not in definitions:
            continue
        lists[number] = overridden(levels_of(definitions[definition]), one)
        # A list that starts anew counts for itself; the others of its definition go on where the last one stopped.
        anew = one.find(f"{WORD}lvlOverride/{WORD}startOverride") is not None
        shared[number] = number if anew else -1 - definition
    return Numbering(lists, shared, numbered_styles(style_root))


def levels_of(element: etree._Element) -> tuple[Level, ...]:
    """The levels that a list defines."""
    found = {whole(one.get(f"{WORD}ilvl")): level_of(one) for one in element.iterfind(f"{WORD}lvl")}
    return tuple(found.get(at, Level()) for at in range(LEVELS))


def level_of(element: etree._Element) -> Level:
    """One level as it is defined."""
    start = element.find(f"{WORD}start")
    return Level(
        form=value(element.find(f"{WORD}numFmt")) or "decimal",
        text=value(element.find(f"{WORD}lvlText")),
        start=whole(value(start), 1) if start is not None else 1,
        legal=element.find(f"{WORD}isLgl") is not None,
    )


def overridden(levels: tuple[Level, ...], number: etree._Element) -> tuple[Level, ...]:
    """The levels with what one list says otherwise."""
    changed = list(levels)
    for one in number.iterfind(f"{WORD}lvlOverride"):
        at = whole(one.get(f"{WORD}ilvl"), -1)
        if not 0 <= at < LEVELS:
            continue
        new, start = one.find(f"{WORD}lvl"), one.find(f"{WORD}startOverride")
        base = level_of(new) if new is not None else changed[at]
        changed[at] = replace(base, start=whole(value(start), 1)) if start is not None else base
    return tuple(changed)


def numbered_styles(root: etree._Element | None) -> dict[str, tuple[int, int]]:
    """The list and level of each style that is numbered, its own or that of the style it is based on."""
    if root is None:
        return {}
    own: dict[str, tuple[int, int]] = {}
    based: dict[str, str] = {}
    for style in root.iterfind(f"{WORD}style"):
        name = style.get(f"{WORD}styleId", "")
        based[name] = value(style.find(f"{WORD}basedOn"))
        listed = style.find(f"{WORD}pPr/{WORD}numPr")
        if listed is not None:
            level = whole(value(listed.find(f"{WORD}ilvl")))
            own[name] = (whole(value(listed.find(f"{WORD}numId"))), min(max(level, 0), LEVELS - 1))
    found: dict[str, tuple[int, int]] = {}
    for name in based:
        seen: set[str] = set()
        at = name
        while at and at not in own and at not in seen:
            seen.add(at)
            at = based.get(at, "")
        if at in own:
            found[name] = own[at]
    return found
