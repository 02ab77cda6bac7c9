"""What one claim has to do with others: the figures a change or a share is derived from, the factors of an amount."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ...ontology.facts import Claim, Fact
from ..plain import plain
from .claim_lists import listed
from .claim_sums import Said, add_up, data, is_current
from .claim_tables import Tables, amount_before
from .settled_changes import settled_difference, settled_growth


def relate(said: Sequence[Said], facts: Sequence[Fact], phase: str = "budget") -> tuple[Claim, ...]:
    """The claims, each linked to the figures it is certainly derived from."""
    tables = Tables(facts, phase)
    plainly = [(number, unless_ambiguous(said, at)) for at, (number, _) in enumerate(said)]
    related = [*listed(add_up(plainly))]
    for step in (tables.shares, operands, changes, products, announced, completions, occasions):
        related = [(number, step(related, at)) for at, (number, _) in enumerate(related)]
    return tuple(tables.linked(number, claim, related) for number, claim in related)


def unless_ambiguous(said: Sequence[Said], at: int) -> Claim:
    """The claim, without its cell where its words may mean another figure of its paragraph or of another fund."""
    number, claim = said[at]
    if claim.kind != "amount" or claim.same is None:
        return claim
    before = [
        (other, one)
        for other, one in said[:at]
        if other.paragraph == number.paragraph and one.kind == "amount" and other.phase == number.phase
    ]
    again = any(other.about == number.about and one.value != claim.value for other, one in before if not one.prior_year)
    scope = data()["scope"]
    fund = not number.path and re.fullmatch(scope["within"], plain(number.subject))
    if again or (fund and any(re.search(scope["words"], plain(other.subject)) for other, _ in before)):
        return replace(claim, same=None)
    return claim


def operands(said: Sequence[Said], at: int) -> Claim:
    """A share or a change whose figures are in no table, linked to the amounts of its own paragraph."""
    number, claim = said[at]
    if not is_current(claim) or not number.certain:
        return claim
    if claim.kind == "share":
        part = claim.part or amount_before(said, at, number.subject)
        whole = claim.whole or whole_of(said, at)
        return replace(claim, part=part, whole=whole) if part and whole else claim
    if claim.kind in ("difference", "growth"):
        current = claim.current or amount_before(said, at, number.subject)
        return replace(claim, current=current, prior=claim.prior or prior_before(said, at))
    return claim


def whole_of(said: Sequence[Said], at: int) -> str | None:
    """The amount of what a share is of: a figure of its path, the total it hangs under, or the one it makes up."""
    number, _ = said[at]
    if number.whole in number.path:
        return amount_before(said, at, number.whole)
    words = data()["share"]
    if number.path and re.fullmatch(words["whole"], plain(number.whole)):
        total = number.path[-1]
        return amount_before(said, at, total) if re.fullmatch(words["total"], plain(total)) else None
    if not number.whole:
        part = amount_before(said, at, number.subject)
        return next((claim.adds_to for _, claim in said[:at] if claim.iri == part), None)
    return None


def prior_before(said: Sequence[Said], at: int) -> str | None:
    """Last year's figure of the same thing, said before in the same paragraph."""
    number, claim = said[at]
    for other, prior in reversed(said[:at]):
        if other.paragraph != number.paragraph or (other.about == number.about and prior.kind == claim.kind):
            return None
        if prior.prior_year and prior.kind == "amount" and other.about == number.about:
            return prior.iri
    return None


def changes(said: Sequence[Said], at: int) -> Claim:
    """A change, linked to what it is a change of: a growth also to the difference that says the same in money."""
    number, claim = said[at]
    if claim.kind == "difference":
        return settled_difference(claim, said, at)
    if claim.kind != "growth":
        return claim
    for near in (at - 1, at + 1):
        if 0 <= near < len(said):
            other, difference = said[near]
            same = other.about == number.about and other.paragraph == number.paragraph
            if same and difference.kind == "difference" and difference.ulp:
                current = claim.current or difference.current
                return settled_growth(replace(claim, difference=difference.iri, current=current), difference, said, at)
    return claim


def products(said: Sequence[Said], at: int) -> Claim:
    """An amount, with the one count and the one price said before it in its sentence, the price being for each."""
    number, claim = said[at]
    if claim.kind != "amount" or claim.prior_year:
        return claim
    before = [other for other in said[:at] if other[1].quote == claim.quote and other[0].paragraph == number.paragraph]
    kinds = sorted(other.kind for _, other in before)
    if kinds != ["count", "price"]:
        return claim
    count, price = (next(other for _, other in before if other.kind == kind) for kind in ("count", "price"))
    words = data()["product"]
    stretch = claim.quote[: claim.quote.find(claim.printed)]
    each = words["each"].replace("{}", re.escape(count.unit))
    if not re.search(each, stretch) or re.search(words["never"], stretch):
        return claim
    return replace(claim, count=count.iri, price=price.iri)


def announced(said: Sequence[Said], at: int) -> Claim:
    """The money of projects with targets, with their number said right before it."""
    number, claim = said[at]
    if claim.kind != "amount" or claim.count or not at or not is_current(claim):
        return claim
    words, (other, count) = data()["sheets"], said[at - 1]
    beside = count.kind == "count" and is_current(count) and other.paragraph == number.paragraph
    named = re.fullmatch(words["counted"], plain(other.subject)) and re.fullmatch(words["money"], plain(number.subject))
    return replace(claim, count=count.iri) if beside and named and number.path[-1:] == (other.subject,) else claim


def completions(said: Sequence[Said], at: int) -> Claim:
    """A rate of completion, with the budget and the outturn said right before it."""
    number, claim = said[at]
    if claim.kind != "rate" or at < 2:
        return claim
    (_, budget), (_, outturn) = said[at - 2], said[at - 1]
    words = data()["completion"]
    three = ((budget, words["budget"]), (outturn, words["outturn"]), (claim, words["rate"]))
    paragraph = all(other.paragraph == number.paragraph for other, _ in said[at - 2 : at])
    if paragraph and (budget.kind, outturn.kind) == ("amount", "amount") and all(follows(*each) for each in three):
        return replace(claim, part=outturn.iri, whole=budget.iri)
    return claim


def occasions(said: Sequence[Said], at: int) -> Claim:
    """A count of trips or receptions, with the money for them said before in its paragraph."""
    number, claim = said[at]
    if claim.kind != "count" or not is_current(claim):
        return claim
    for entry in data()["occasion"]:
        if re.fullmatch(entry["counted"], plain(number.subject)):
            for other, amount in reversed(said[:at]):
                is_money = amount.kind == "amount" and re.fullmatch(entry["money"], plain(other.subject))
                if other.paragraph == number.paragraph and is_money and is_current(amount):
                    return replace(claim, costs=amount.iri)
    return claim


def follows(claim: Claim, words: str) -> bool:
    """Whether the number stands right after these words, wherever in its sentence it is printed."""
    text, printed = plain(claim.quote), plain(claim.printed)
    return any(re.search(words, text[: match.start()]) for match in re.finditer(re.escape(printed), text))
