"""Who issued an official document, read off the abbreviation before its number: 冀财社 = sign and series."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .prose_words import words

#: Chinese characters but 号, which ends the number before: 1号和财社〔2023〕2号.
HAN = "\u3400-\u53f6\u53f8-\u9fff"
#: The Chinese characters that end a text. Brackets may stand inside a finance series: 宁财（社）发.
TAIL = re.compile(rf"(?:[{HAN}]{{0,24}}财指?[（(][{HAN}]{{1,2}}[）)][{HAN}]{{0,3}}|[{HAN}]{{1,24}})$")
BRACKETS = re.compile(r"[（()）]")
#: The longest sign of a place met: 冀, 永川, 大厂县; what is longer has other words before it.
LONGEST_SIGN = 3
#: The longest series of an unlisted issuer that is still believed: 国家税务总局公告.
LONGEST_UNLISTED = 8


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuing abbreviation as printed, without brackets, and its likely reading where a scanner misread it."""

    name: str
    start: int
    listed: bool
    likely: str | None = None


def issuer_before(text: str, end: int, sign: str | None = None) -> Issuer | None:
    """The issuer that ends at ``end`` (spaces aside), or ``None`` if the words there are no issuer.

    ``sign`` is the sign of the province the disclosing unit is in: it tells a misread sign (翼 for 冀).

    >>> issuer_before("补助资金的通知冀财社（2022）172号", 10)
    Issuer(name='冀财社', start=7, listed=True, likely=None)
    >>> issuer_before("离易社〔2023〕1025号", 3).likely
    '离财社'
    """
    tail = TAIL.search(text[max(0, end - 32) : end].rstrip())
    if tail is None:
        return None
    letters = BRACKETS.sub("", tail.group())
    start = max(0, end - 32) + tail.start()
    if letters.endswith(words("citations", "not-series")):
        return None
    continued = start > 0 and text[start - 1] == "号"
    return listed_issuer(letters, start, sign, continued=continued) or unlisted_issuer(letters, start)


def listed_issuer(letters: str, start: int, sign: str | None, *, continued: bool) -> Issuer | None:
    """The issuer whose series is in our lists, read as printed or with one character mended."""
    series = longest_series(letters)
    mended = None if series else mended_series(letters)
    if not (printed := series or (letters[-len(mended) :] if mended else "")):
        return None
    before = letters[: -len(printed)]
    place = place_sign(before, continued=continued)
    if len(place + printed) < 2:
        return None
    meant = mended_sign(place, sign) + (mended or printed)
    likely = meant if meant != place + printed else None
    return Issuer(place + printed, start + len(before) - len(place), listed=True, likely=likely)


def unlisted_issuer(letters: str, start: int) -> Issuer | None:
    """All that stands there after the words that lead in, if that is short enough to be an abbreviation."""
    name = after_connective(after_lead_in(letters))
    if not 2 <= len(name) <= LONGEST_UNLISTED:
        return None
    return Issuer(name, start + len(letters) - len(name), listed=False)


def longest_series(letters: str) -> str | None:
    """The longest known series that ``letters`` end with."""
    return next((letters[-size:] for size in range(min(6, len(letters)), 0, -1) if letters[-size:] in series()), None)


def mended_series(letters: str) -> str | None:
    """The longest known series of at least two characters that ``letters`` end with but for one misread character."""
    for size in range(min(6, len(letters)), 1, -1):
        for candidate in mendings(letters[-size:]):
            if candidate in series():
                return candidate
    return None


def mendings(letters: str) -> Iterator[str]:
    """``letters`` with one easily misread character replaced by what it may have been."""
    for at, sign in enumerate(letters):
        for meant in confusions().get(sign, ()):
            yield letters[:at] + meant + letters[at + 1 :]


def place_sign(before: str, *, continued: bool) -> str:
    """The sign of a place that ``before`` ends with; ``continued`` says that another number stands right before it."""
    rest = after_connective(after_lead_in(before))
    if continued and len(rest) == 1 and rest in words("citations", "connective"):
        return ""
    if len(rest) >= LONGEST_SIGN and rest[-1] in province_signs():
        return rest[-1]
    return rest if len(rest) <= LONGEST_SIGN else rest[-1]


def mended_sign(place: str, sign: str | None) -> str:
    """``sign`` if ``place`` is easily misread for it, else ``place``."""
    return sign if sign is not None and sign in confusions().get(place, ()) else place


def after_lead_in(letters: str) -> str:
    """What follows the last word that leads in, unless nothing does.

    >>> after_lead_in("的通知冀"), after_lead_in("通知")
    ('冀', '通知')
    """
    ends = [at + len(word) for word in words("citations", "lead-in") if (at := letters.rfind(word)) >= 0]
    return letters[max((end for end in ends if end < len(letters)), default=0) :]


def after_connective(letters: str) -> str:
    """What follows the last connective, unless nothing does: 据高 → 高, but 和 stays."""
    ends = [at for at in range(1, len(letters)) if letters[at - 1] in words("citations", "connective")]
    return letters[max(ends, default=0) :]


@cache
def series() -> frozenset[str]:
    """The words that end an issuing abbreviation; also of bodies without money, or 政法 would be taken for 政发."""
    return frozenset(column("issuer-words.csv", "word"))


@cache
def province_signs() -> frozenset[str]:
    """The one-character signs of the provinces."""
    return frozenset(sign for sign in column("provinces.csv", "sign") if sign)


@cache
def confusions() -> dict[str, tuple[str, ...]]:
    """For each character a scanner gets wrong, what it may have been."""
    found: dict[str, tuple[str, ...]] = {}
    for read, likely in zip(column("confusions.csv", "read"), column("confusions.csv", "likely"), strict=True):
        found[read] = (*found.get(read, ()), likely)
    return found


@cache
def column(name: str, heading: str) -> tuple[str, ...]:
    """One column of a code list."""
    lines = (files("gouji.ontology") / "codes" / name).read_text("utf-8-sig").splitlines()
    return tuple(row[heading] for row in csv.DictReader(lines))


def province_sign(region: str | None) -> str | None:
    """The sign that documents of the province of a six-digit division begin with.

    >>> province_sign("131028")
    '冀'
    """
    signs = dict(zip(column("provinces.csv", "code"), column("provinces.csv", "sign"), strict=True))
    return (signs.get(f"{region[:2]}0000") or None) if region else None
