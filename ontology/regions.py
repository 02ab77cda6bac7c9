"""Administrative divisions (GB/T 2260) and special zones, and the region that a unit's name belongs to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .codes import plain, rows

#: What may stand before the name of a place in the name of a body.
OPENERS = re.compile(r"(?:中国共产党|中共|中国人民政治协商会议|政协|共青团|国家税务总局)?")

#: In the middle of a name, two signs are too few to tell a place: 城区 in 高邑县城区管理局 is none.
SHORTEST_INSIDE = 3


@dataclass(frozen=True, slots=True)
class Region:
    """One administrative division; ``path`` names it from the province down, ``level`` is 1, 2 or 3."""

    code: str
    name: str
    level: int
    parent: str | None
    path: str


@cache
def divisions() -> Mapping[str, Region]:
    """All divisions by code.

    >>> divisions()["131028"].path
    '河北省/廊坊市/大厂回族自治县'
    """
    return MappingProxyType(
        {
            row["code"]: Region(row["code"], row["name"], int(row["level"]), row["parent"] or None, row["path"])
            for row in rows("divisions")
        }
    )


def region(code: str) -> Region | None:
    """The division with this code of six digits.

    >>> region("419001").name
    '济源市'
    >>> region("131099") is None
    True
    """
    return divisions().get(code)


def find_region(name: str, hints: Iterable[str] = ()) -> Region | None:
    """The division whose name ``name`` begins with, or else plainly contains; ``None`` if several could be meant.

    A name that several divisions share needs its province or city in ``name`` itself or in ``hints``, which are
    texts or codes of six digits.

    >>> find_region("吕梁市离石区医疗保险服务中心").code
    '141102'
    >>> find_region("济源产城融合示范区医疗保障局").code
    '419001'
    >>> find_region("朝阳区医疗保障局") is None
    True
    >>> find_region("朝阳区医疗保障局", ["长春市财政局"]).code, find_region("朝阳区医疗保障局", ["110105"]).code
    ('220104', '110105')
    """
    text = plain(name)
    candidates = _from_start(text) or _inside(text)
    if len(candidates) > 1:
        candidates = _supported(candidates, tuple(hints))
    return candidates[0] if len(candidates) == 1 else None


def lineage(place: Region) -> tuple[Region, ...]:
    """``place`` and the divisions it lies in, from the smallest up.

    >>> [part.name for part in lineage(divisions()["141102"])]
    ['离石区', '吕梁市', '山西省']
    """
    above = divisions()[place.parent] if place.parent else None
    return (place, *lineage(above)) if above else (place,)


@cache
def _named() -> Mapping[str, tuple[Region, ...]]:
    """Divisions by name; a zone's name means the division it covers."""
    named: dict[str, tuple[Region, ...]] = {}
    for place in divisions().values():
        named[plain(place.name)] = (*named.get(plain(place.name), ()), place)
    for row in rows("zones"):
        named[plain(row["name"])] = (divisions()[row["code"]],)
    return MappingProxyType(named)


@cache
def _lengths() -> tuple[int, ...]:
    """The lengths that names have, longest first."""
    return tuple(sorted({len(name) for name in _named()}, reverse=True))


def _name_at(text: str, start: int) -> str | None:
    """The longest name of a division that stands at ``start``."""
    for length in _lengths():
        name = text[start : start + length]
        if len(name) == length and name in _named():
            return name
    return None


def _from_start(text: str) -> tuple[Region, ...]:
    """What the chain of names at the beginning of ``text`` can mean: 吕梁市, then 离石区 in it."""
    opener = OPENERS.match(text)
    return _chain(text, opener.end() if opener else 0)


def _chain(text: str, start: int) -> tuple[Region, ...]:
    """What the chain of names at ``start`` can mean; a name that lies in none of the places so far ends it."""
    found: tuple[Region, ...] = ()
    while name := _name_at(text, start):
        inside = tuple(place for place in _named()[name] if not found or _lies_in(place, found))
        if not inside:
            break
        found = inside
        start += len(name)
    return found


def _inside(text: str) -> tuple[Region, ...]:
    """What the names further inside ``text`` can mean, if they are all parts of one lineage."""
    found: tuple[Region, ...] = ()
    start = 0
    while start < len(text):
        name = _name_at(text, start)
        if name is None or len(name) < SHORTEST_INSIDE:
            start += 1
            continue
        places = _named()[name]
        narrower = tuple(place for place in places if not found or _lies_in(place, found))
        if found and not narrower:
            if not all(_lies_in(place, places) for place in found):
                return ()
            narrower = found
        found = narrower
        start += len(name)
    return found


def _lies_in(place: Region, others: tuple[Region, ...]) -> bool:
    """Whether ``place`` is one of ``others`` or lies in one of them."""
    return any(part in others for part in lineage(place))


def _supported(candidates: tuple[Region, ...], hints: tuple[str, ...]) -> tuple[Region, ...]:
    """Those of ``candidates`` that a hint speaks for: by a code, or by the name of a place they lie in."""
    codes = {hint for hint in hints if re.fullmatch(r"[0-9]{6}", hint)}
    texts = [plain(hint) for hint in hints if hint not in codes]
    exact = tuple(place for place in candidates if place.code in codes)
    return exact or tuple(
        place
        for place in candidates
        if any(above.code in codes or any(plain(above.name) in text for text in texts) for above in lineage(place)[1:])
    )
