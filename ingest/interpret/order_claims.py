"""Whether an outturn is said to be more or less than its budget, linked to the two amounts said right before."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...ontology.facts import Claim
from ...ontology.places import Place
from ..documents import Document
from ..recognise.claims import StatedNumber
from ..recognise.orders import Order, orders
from ..recognise.sentences import Passage, passages, sentences

Said = tuple[StatedNumber, Claim]


def order_claims(document: Document, said: Sequence[Said], base: str) -> Iterator[Claim]:
    """The claims of order in the running text; ``said`` are the numbers of the text, numbered from 1 under ``base``.

    Unlinked where the last two amounts of the paragraph are not a budget and an outturn of one thing.
    """
    number = len(said)
    for passage in passages(document):
        if passage.kind != "text":
            continue
        for order in orders(passage.text):
            number += 1
            yield compared(order, passage, said, f"{base}/{number}")


def compared(order: Order, passage: Passage, said: Sequence[Said], iri: str) -> Claim:
    """One claim of order."""
    place = passage.place(order.start, order.end)
    outturn, budget = amounts_before(place, (passage.origins[0][1], 0), said)
    quote = next((passage.text[start:end] for start, end in sentences(passage.text) if order.start < end), "")
    return Claim(
        iri=iri,
        kind="order",
        value=order.sign,
        ulp=Decimal(0),
        unit="order",
        about=outturn.about if outturn else "",
        quote=quote.strip(),
        printed=passage.text[order.start : order.end],
        place=place,
        approximate=order.vague,
        part=outturn.iri if outturn else None,
        whole=budget.iri if budget else None,
    )


def amounts_before(
    place: Place, paragraph: tuple[int, int], said: Sequence[Said]
) -> tuple[Claim, Claim] | tuple[None, None]:
    """The outturn and the budget said last before a place of a paragraph."""
    spot = (place.first, place.start or 0)
    before = [
        (number, claim)
        for number, claim in said
        if number.paragraph == paragraph
        and claim.kind == "amount"
        and (claim.place.first, claim.place.start or 0) < spot
    ][-2:]
    phases = {number.phase: claim for number, claim in before if not claim.prior_year}
    same = len({claim.about for _, claim in before}) == 1
    if same and phases.keys() == {"budget", "final"}:
        return phases["final"], phases["budget"]
    return None, None
