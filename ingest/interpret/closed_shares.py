"""Shares that are said together and make exactly 100 percent: the last digit of one may have been fitted to that."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ...ontology.facts import Claim

WHOLE = Decimal(100)
#: What shares said together have in common.
Company = tuple[str | None, str | None]


def close(claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims, shares that make a whole marked so."""
    together: dict[Company, list[Claim]] = {}
    for claim in claims:
        if claim.kind == "share" and (claim.adds_to or claim.whole):
            together.setdefault(company(claim), []).append(claim)
    whole = {said for said, shares in together.items() if len(shares) > 1 and sum(one.value for one in shares) == WHOLE}
    for claim in claims:
        yield replace(claim, closes=True) if claim.kind == "share" and company(claim) in whole else claim


def company(claim: Claim) -> Company:
    """The total that shares make up, or else the sentence that gives the shares of one whole."""
    return (claim.adds_to, claim.sum) if claim.adds_to else (claim.whole, claim.quote)
