"""The numbers said in running text, as claims linked to the cells they are about."""

from collections.abc import Iterator

from ...ontology.facts import Claim, Goal, Ignored
from ..documents import Document, Grid, Text
from ..numbers import has_digit
from ..plain import plain
from ..recognise.claims import Found, StatedNumber, claims_in, recognise
from .claim_links import link
from .claim_relations import relate
from .closed_shares import close
from .context import Context
from .ledger import Ledger
from .misnamed_items import link_misnamed
from .order_claims import order_claims

#: A shorter cell is a figure or a code, no sentence.
SHORTEST_SENTENCE = 9


def interpret(document: Document, context: Context, ledger: Ledger) -> tuple[Ignored, ...]:
    """Add the claims of the running text and of the goals' words; the other numbers there are returned with reasons.

    Runs after the tables and sheets. Claims are numbered in reading order.
    """
    said, unclaimed = recognise(document)
    goals, rest = goal_texts(document, ledger)
    ordered = sorted((*said, *goals), key=reading_order)
    claims = f"{context.disclosure.iri}/claim"
    pairs = [
        (number, claim(f"{claims}/{n}", number, context.disclosure.year)) for n, number in enumerate(ordered, start=1)
    ]
    phase = "final" if context.disclosure.kind == "final" else "budget"
    linked = link(pairs, ledger.facts, context.disclosure.year, phase)
    linked = tuple(link_misnamed([*zip(ordered, linked, strict=True)], ledger.facts, ledger, phase))
    for related in close(relate([*zip(ordered, linked, strict=True)], (*ledger.facts, *context.units), phase)):
        ledger.add(related)
    if phase == "final":
        for said_so in order_claims(document, [*zip(ordered, linked, strict=True)], claims):
            ledger.add(said_so)
    return (*unclaimed, *rest)


def reading_order(number: StatedNumber) -> tuple[int, int, int]:
    """Line, cell and character."""
    return (number.place.first, number.place.cell or 0, number.place.start or 0)


def claim(iri: str, number: StatedNumber, year: int) -> Claim:
    """The fact that a stated number makes in a document of ``year``, not yet linked."""
    return Claim(
        iri=iri,
        kind=number.kind,
        value=number.value,
        ulp=number.ulp,
        unit=number.unit,
        about=number.about,
        quote=number.quote,
        printed=number.printed,
        place=number.place,
        approximate=number.approximate,
        prior_year=number.prior or number.year == year - 1,
    )


def goal_texts(document: Document, ledger: Ledger) -> Found:
    """The numbers said in the cells that hold a goal's words or its purpose."""
    said: list[StatedNumber] = []
    unclaimed: list[Ignored] = []
    goals = [fact for fact in ledger.facts if isinstance(fact, Goal)]
    for cell in worded_cells(document, goals):
        found, rest = claims_in(cell.text, cell.place)
        said += found
        unclaimed += rest
    return tuple(said), tuple(unclaimed)


def worded_cells(document: Document, goals: list[Goal]) -> Iterator[Text]:
    """The cells with digits that print what a goal of their sheet says, each once."""
    sheets = [(goal.place, said) for goal in goals if (said := worded(goal))]
    for block in document.blocks:
        if isinstance(block, Grid) and sheets:
            for cell in (cell for row in block.rows for cell in row if is_worded(cell.text)):
                text, line = plain(cell.text), cell.place.first
                if any(place.first <= line <= place.last and is_said(text, said) for place, said in sheets):
                    yield cell


def worded(goal: Goal) -> tuple[str, ...]:
    """The goal's words and its purpose in plain form, where they hold a digit."""
    return tuple(plain(text) for text in (goal.goal_text, goal.purpose) if text and has_digit(text))


def is_worded(text: str) -> bool:
    """Whether a cell may print words with a number, not only the number."""
    return len(text) >= SHORTEST_SENTENCE and has_digit(text)


def is_said(text: str, said: tuple[str, ...]) -> bool:
    """Whether a cell prints a goal's words, or one of several cells that hold them."""
    return any(text in one for one in said)
