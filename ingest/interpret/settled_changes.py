"""What a change without words of its own is a change of: the figure said last, or the total whose parts were said."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ...ontology.facts import Claim
from ..recognise.claims import StatedNumber

HALF = Decimal(1) / 2
Said = tuple[StatedNumber, Claim]


def settled_growth(growth: Claim, difference: Claim, said: Sequence[Said], at: int) -> Claim:
    """The growth with the amount that it and its difference are said of.

    The words most likely mean ``growth.current``, or the amount of the growth's own subject. That is kept where its
    growth fits, and also where no amount of the sentence fits: then the figures disagree whichever is meant. Where
    only another amount fits, that one may be meant, and nothing is linked.
    """
    number, _ = said[at]
    amounts = [*amounts_before(said, at)]
    own = [claim for other, claim in amounts if other.subject == number.subject]
    meant = next((claim for _, claim in amounts if growth.current and growth.current in (claim.iri, claim.same)), None)
    likely = meant or (own[-1] if own else None)
    if likely is None or growth.prior:
        return growth
    if number.certain and directly(likely, difference):
        return replace(growth, current=growth.current or likely.iri)
    fitting = [claim for _, claim in amounts if fits(growth, difference, claim)]
    if likely in fitting or not fitting:
        return replace(growth, current=growth.current or likely.iri)
    return replace(growth, current=None)


def settled_difference(difference: Claim, said: Sequence[Said], at: int) -> Claim:
    """The difference, without its amount where that would be less than what was added, and another one would not."""
    if difference.prior or difference.current is None:
        return difference
    number, _ = said[at]
    amounts = [claim for _, claim in amounts_before(said, at)]
    meant = [claim for claim in amounts if difference.current in (claim.iri, claim.same)]
    possible = [claim for claim in amounts if claim.value >= difference.value]
    if not meant or not possible or meant[-1] in possible or (number.certain and directly(meant[-1], difference)):
        return difference
    return replace(difference, current=None)


def directly(amount: Claim, change: Claim) -> bool:
    """Whether nothing but the words of a comparison stands between an amount and its change: 5万元，比上年增加1万元."""
    between = rf"{re.escape(amount.printed)}\s*[，,]?\s*(?:[比较与同])[^，,。；;：:（(]*?{re.escape(change.printed)}"
    return bool(re.search(between, change.quote))


def amounts_before(said: Sequence[Said], at: int) -> Iterator[Said]:
    """The amounts of this year said before in the same paragraph."""
    change, _ = said[at]
    for number, claim in said[:at]:
        if claim.kind == "amount" and number.paragraph == change.paragraph and not claim.prior_year:
            yield number, claim


def fits(growth: Claim, difference: Claim, current: Claim) -> bool:
    """Whether the growth is what the difference makes of the current figure, to the steps all are printed in."""
    corners = [(d, x - d) for d in around(difference) for x in around(current)]
    if any(prior <= 0 for _, prior in corners):
        return False
    quotients = [100 * d / prior for d, prior in corners]
    low, high = around(growth)
    return low <= max(quotients) and min(quotients) <= high


def around(claim: Claim) -> tuple[Decimal, Decimal]:
    """The ends of the interval in which the true figure lies."""
    return claim.value - claim.ulp * HALF, claim.value + claim.ulp * HALF
