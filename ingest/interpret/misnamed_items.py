"""Items that the text calls by a name no row bears, though one row below the same group prints their amount."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...ontology.codes import Code, functional
from ...ontology.facts import Claim, Fact
from ..plain import plain
from ..recognise.claims import StatedNumber
from .claim_links import Finder, Spot
from .ledger import Ledger
from .named_items import DIGITS, FUNCTION, NAMED, Named, named_in, short

Said = tuple[StatedNumber, Claim]


def link_misnamed(
    said: Sequence[Said], facts: Sequence[Fact], ledger: Ledger, phase: str = "budget"
) -> Iterator[Claim]:
    """The claims; one of an item so misnamed is linked to the row's cell and reported, once for each name."""
    finder = Finder(facts, phase)
    cells = {spot.cell.iri: spot for spot in finder.spots}
    reported: set[str] = set()
    for number, claim in said:
        words = plain(number.subject)
        again = words in reported
        current = not claim.prior_year and number.phase in ("", phase)
        spot = misnamed(number, finder) if current and not claim.same else None
        group = None if again or claim.same not in cells else misnamed_group(words, cells[claim.same], finder)
        if spot is not None and not again:
            report(number, spot, ledger)
        if group is not None:
            report_group(number, *group, ledger)
        if spot is not None or group is not None:
            reported.add(words)
        yield replace(claim, same=spot.cell.iri) if spot is not None else claim


def misnamed(number: StatedNumber, finder: Finder) -> Spot | None:
    """The cell that prints the amount of an item whose name nothing bears; ``None`` if rows of two codes print it."""
    named = named_in(plain(number.subject)) if number.kind == "amount" else None
    if named is None or not finder.items.is_unknown(named):
        return None
    spots = [spot for spot in finder.spots if may_be(spot, named, finder) and spot.cell.value == number.value]
    spots.sort(key=lambda spot: not spot.cell.measure.endswith(".total"))
    return spots[0] if len({spot.line.item for spot in spots}) == 1 else None


def misnamed_group(words: str, spot: Spot, finder: Finder) -> tuple[str, str, Spot] | None:
    """The first class or group that the text names before the item of ``spot`` by a name neither row nor list bears.

    With its printed name comes the code.
    """
    code = spot.line.item.removeprefix(FUNCTION)
    for name, level in NAMED.findall(words)[:-1]:
        digits = DIGITS[level]
        listed = functional(code[:digits])
        names = {finder.items.names.get(code[:digits], ""), *(short(spelt) for spelt in spellings(listed))}
        if len(code) > digits and listed is not None and short(name) not in names:
            return name, code[:digits], spot
    return None


def spellings(listed: Code | None) -> tuple[str, ...]:
    """The names of a code of the classification."""
    return (listed.name, *listed.also) if listed else ()


def may_be(spot: Spot, named: Named, finder: Finder) -> bool:
    """Whether a cell stands in a row of the item's level, below the groups named before it."""
    code = spot.line.item.removeprefix(FUNCTION)
    return code in finder.items.names and len(code) == named.digits and finder.items.is_below(code, named.above)


def report(number: StatedNumber, spot: Spot, ledger: Ledger) -> None:
    """Say by which name the table calls the item."""
    said, printed = plain(number.subject), spot.line.label.strip()
    code = spot.line.item.removeprefix(FUNCTION)
    ledger.find(
        "GJ-X32",
        "warning",
        f"正文称“{said}”，金额相同的 {code} 在表中名为“{printed}”",
        f"the text says {said!r}; the row of the same amount, {code}, is called {printed!r}",
        number.place,
        spot.line.place,
    )


def report_group(number: StatedNumber, said: str, code: str, spot: Spot, ledger: Ledger) -> None:
    """Say by which name the classification calls the class or group before an item.

    Where the path is not said in full, the group may only be called by the word of another level: 住房改革支出（类）.
    """
    listed = functional(code)
    printed = listed.name if listed else ""
    slip = len(NAMED.findall(plain(number.subject))) < len(DIGITS)
    ledger.find(
        "GJ-X32",
        "info" if slip else "warning",
        f"正文在“{spot.line.label.strip()}”之前称 {code} 为“{said}”，应为“{printed}”",
        f"the text calls {code}, to which {spot.line.label.strip()!r} belongs, {said!r}; its name is {printed!r}",
        number.place,
        spot.line.place,
    )
