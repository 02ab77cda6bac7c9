"""Numbered lists in the text, an entry a paragraph, under a sentence that says how many entries and what they cost."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..plain import plain
from ..recognise.claims import StatedNumber
from .claim_sums import Said, data

ENTRY = re.compile(r"\s*[（(]?\s*(\d{1,2})\s*[)）、.．]\s*\D")


def listed(said: Sequence[Said]) -> Iterator[Said]:
    """The entries of numbered lists, linked to the sentence that announces how many there are and what they cost."""
    links: dict[str, tuple[str, str | None]] = {}
    for run in runs(said):
        counted = announced(said, run[0])
        if counted is not None:
            count, total = counted
            links |= {said[at][1].iri: (said[count][1].iri, said[total][1].iri if total else None) for at in run}
    name = data()["list"][0]["name"]
    for number, claim in said:
        count_iri, total_iri = links.get(claim.iri, (None, None))
        if count_iri is None or claim.adds_to:
            yield number, claim
        else:
            yield number, replace(claim, counted_by=count_iri, adds_to=total_iri, sum=name if total_iri else None)


def runs(said: Sequence[Said]) -> Iterator[list[int]]:
    """Amounts that follow each other as entries 1, 2, 3 … of a list, one a paragraph."""
    run: list[int] = []
    for at, (_, claim) in enumerate(said):
        match = ENTRY.match(claim.quote)
        entry = int(match.group(1)) if match and claim.kind == "amount" else 0
        if entry == len(run) + 1:
            run.append(at)
            continue
        if len(run) > 1:
            yield run
        run = [at] if entry == 1 else []
    if len(run) > 1:
        yield run


def announced(said: Sequence[Said], first: int) -> tuple[int, int | None] | None:
    """The count right before a list, and the amount said of what is counted, as positions."""
    words = data()["list"][0]["counted"]
    for at in range(first - 1, max(first - 4, -1), -1):
        number, claim = said[at]
        if claim.kind == "count" and re.fullmatch(words, plain(number.subject)):
            after = [other for other in range(at + 1, first) if said[other][1].kind == "amount"]
            totals = [other for other in after if is_of(said[other][0], number)]
            return at, totals[0] if len(after) == 1 and totals else None
    return None


def is_of(amount: StatedNumber, count: StatedNumber) -> bool:
    """Whether an amount is said of what a count counts, in the same paragraph."""
    return amount.paragraph == count.paragraph and (count.subject in amount.path or amount.subject == count.subject)
