"""Totals said in the text and the parts that make them up, by the table of words; only where the parts are complete."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from ...ontology.facts import Claim
from ..plain import plain
from ..recognise.claims import StatedNumber
from .claim_links import table
from .named_items import function_of

Said = tuple[StatedNumber, Claim]
#: How many claims after its total a part may stand, where it may stand in another paragraph.
FAR = 24
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Division:
    """One way to divide a total into parts."""

    name: str
    total: re.Pattern[str]
    parts: tuple[re.Pattern[str], ...]
    needs: tuple[tuple[int, ...], ...] = ()
    either: tuple[tuple[int, ...], ...] = ()
    closed: tuple[re.Pattern[str], ...] = ()
    kinds: tuple[str, ...] = ("amount",)
    many: bool = False
    before: bool = False
    far: bool = False
    strict: bool = False


def add_up(said: Sequence[Said]) -> list[Said]:
    """The claims, those that make up a total linked to it."""
    links: dict[str, tuple[str, str]] = {}
    for at, (number, claim) in enumerate(said):
        for division in divisions():
            if claim.kind in division.kinds and is_current(claim) and division.total.fullmatch(plain(number.subject)):
                parts = parts_of(division, said, at)
                link(links, division.name, claim, [*parts, *shares_of(parts, said)])
        parts = classes_of(said, at)
        link(links, "功能分类", claim, [*parts, *shares_of(parts, said)])
    wholes = dict(some_of(said, links))
    return [
        (number, replace(joined(claim, links.get(claim.iri)), of_which=wholes.get(claim.iri))) for number, claim in said
    ]


def some_of(said: Sequence[Said], links: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Amounts that hang under another one of their paragraph, with it, where its parts are not known to be complete."""
    divided = {total for total, _ in links.values()}
    for at, (total, claim) in enumerate(said):
        if claim.kind != "amount" or not is_current(claim) or not total.subject or claim.iri in divided:
            continue
        below = (*total.path, total.subject)
        beside = [
            (number, part) for number, part in said if number.paragraph == total.paragraph and part.kind == "amount"
        ]
        parts = [(number, part) for number, part in beside if number.path == below and is_current(part)]
        said_once = len({number.about for number, _ in (*parts, said[at])}) == len(parts) + 1
        if said_once and [number.about for number, _ in beside].count(total.about) == 1:
            yield from ((part.iri, claim.iri) for _, part in parts if part.iri not in links)


def link(links: dict[str, tuple[str, str]], name: str, total: Claim, parts: Sequence[Said]) -> None:
    """Note that ``parts`` make up ``total``; a claim is part of one total only, the first."""
    if any(claim.iri in links for _, claim in parts):
        return
    for _, claim in parts:
        links[claim.iri] = (total.iri, f"{name}增减" if total.kind == "difference" else name)


def joined(claim: Claim, total: tuple[str, str] | None) -> Claim:
    """The claim with its total."""
    return replace(claim, adds_to=total[0], sum=total[1]) if total else claim


def is_current(claim: Claim) -> bool:
    """Whether a claim is exact and of this year."""
    return not claim.prior_year and not claim.approximate


def parts_of(division: Division, said: Sequence[Said], at: int) -> list[Said]:
    """The claims that make up the total at ``at`` by this division; none unless they are known to be all."""
    slots: dict[int, Said] = {}
    for part in candidates(division, said, at):
        slot = len(slots) if division.many else slot_of(division, part[0])
        if slot in slots or (slot is None and division.strict and part[0].path[-1:] == (said[at][0].subject,)):
            return []
        if slot is not None:
            slots[slot] = part
    for whole, *own in division.either:
        if whole - 1 in slots:
            slots = {slot: part for slot, part in slots.items() if slot + 1 not in own}
    parts = [slots[slot] for slot in sorted(slots)]
    missing = [need for need in division.needs if not any(part - 1 in slots for part in need)]
    return (
        parts if len(parts) > 1 and not missing and is_closed(division, parts) and no_reasons(said[at], parts) else []
    )


def slot_of(division: Division, number: StatedNumber) -> int | None:
    """Which part of the division a number is."""
    words = plain(number.subject)
    return next((slot for slot, part in enumerate(division.parts) if part.fullmatch(words)), None)


def candidates(division: Division, said: Sequence[Said], at: int) -> Iterator[Said]:
    """The claims of the total's kind that may be its parts, up to the next total."""
    total, claim = said[at]
    around = reversed(said[:at]) if division.before else iter(said[at + 1 :])
    for distance, (number, part) in enumerate(around):
        beside = number.paragraph == total.paragraph or total.subject in number.path
        if not beside and (division.before or not division.far or distance > FAR):
            return
        if part.kind != claim.kind:
            continue
        if division.total.fullmatch(plain(number.subject)) and is_current(part):
            return
        if belongs(number, total, division) and is_current(part) and part.unit == claim.unit:
            yield number, part


def belongs(number: StatedNumber, total: StatedNumber, division: Division) -> bool:
    """Whether a figure may be a part of the total by the words it hangs under."""
    if division.many:
        return number.path[-1:] == (total.subject,) and bool(division.parts[0].fullmatch(plain(number.subject)))
    return total.subject in number.path or number.path in ((), total.path) or (division.far and named(division, number))


def named(division: Division, number: StatedNumber) -> bool:
    """Whether a figure hangs under nothing but parts of the division."""
    return all(any(part.fullmatch(plain(of)) for part in division.parts) for of in number.path)


def is_closed(division: Division, parts: Sequence[Said]) -> bool:
    """Whether the list says the parts that only a complete list says."""
    words = [plain(number.subject) for number, _ in parts]
    return all(any(closed.fullmatch(each) for each in words) for closed in division.closed)


def no_reasons(total: Said, parts: Sequence[Said]) -> bool:
    """Whether the parts are not given as reasons of a change, which need not be all of them."""
    _, claim = total
    first = min((part for _, part in parts), key=lambda part: (part.place.first, part.place.start or 0))
    before = first.quote[: first.quote.rfind(first.printed)] if first.printed else first.quote
    if first.quote == claim.quote and claim.kind == "difference" and claim.printed in before:
        before = before[before.find(claim.printed) :]
    return claim.kind != "difference" or not re.search(data()["reasons"]["words"], before)


def shares_of(parts: Sequence[Said], said: Sequence[Said]) -> list[Said]:
    """The shares said of all these parts; none if one has none."""
    found = [share for part in parts for share in share_after(part, said)]
    return found if len(found) == len(parts) else []


def share_after(part: Said, said: Sequence[Said]) -> Iterator[Said]:
    """The share that stands right after the part."""
    at = said.index(part) + 1
    if (
        at < len(said)
        and said[at][1].kind == "share"
        and said[at][0].about == part[0].about
        and is_current(said[at][1])
    ):
        yield said[at]


def classes_of(said: Sequence[Said], at: int) -> list[Said]:
    """The functional classes that a total of spending is spread over, if their shares say that these are all."""
    total, claim = said[at]
    if claim.kind != "amount" or not any(rows.within.search(plain(total.subject)) for rows in table()[1]):
        return []
    parts = [
        (number, part)
        for number, part in said[at + 1 :]
        if number.paragraph == total.paragraph and number.path[-1:] == (total.subject,) and part.kind == "amount"
        if is_current(part) and len(function_of(plain(number.subject)) or "") == len("id/func/200")
    ]
    shares = [share for _, share in shares_of(parts, said)]
    slack = sum((share.ulp for share in shares), Decimal(0)) / 2
    complete = abs(sum((share.value for share in shares), Decimal(0)) - WHOLE) <= slack
    return parts if len(parts) > 1 and shares and complete else []


@cache
def data() -> Mapping[str, Any]:
    """The table of words."""
    return tomllib.loads((files("gouji.ontology") / "words" / "claims.toml").read_text("utf-8"))


@cache
def divisions() -> tuple[Division, ...]:
    """The ways in which totals are divided."""
    return tuple(map(division_from, data()["sum"]))


def division_from(entry: Mapping[str, Any]) -> Division:
    """One ``[[sum]]``."""
    many = entry.get("many")
    return Division(
        name=entry["name"],
        total=re.compile(entry["total"]),
        parts=tuple(re.compile(part) for part in ([many] if many else entry["parts"])),
        needs=tuple(tuple(need) if isinstance(need, list) else (need,) for need in entry.get("needs", ())),
        either=tuple(tuple(each) for each in entry.get("either", ())),
        closed=tuple(re.compile(part) for part in entry.get("closed", ())),
        kinds=tuple(entry.get("kinds", ("amount",))),
        many=bool(many),
        before=entry.get("order") == "before",
        far=entry.get("far", False),
        strict=entry.get("strict", False),
    )
