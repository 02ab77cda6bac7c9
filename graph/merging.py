"""What several documents say of one thing, made into one description."""

from collections.abc import Iterable, Iterator

from .entities import FUNCTIONAL
from .manifest import Statement
from .rdf import curie

LABEL = str(curie("rdfs:label"))
ALTERNATIVE = str(curie("skos:altLabel"))
SINGLE = frozenset(str(predicate) for predicate in FUNCTIONAL)


def merged(said: Iterable[tuple[int, str, Statement]]) -> Iterator[Statement]:
    """Each statement once, in order; of what a thing has one of, the newest document's word holds.

    A label that a newer document replaced stays as an alternative label. ``said`` gives year and name of the
    document with each statement.
    """
    every: dict[Statement, None] = {}
    newest: dict[tuple[str, str], tuple[tuple[int, str, str], Statement]] = {}
    for year, document, statement in said:
        subject, predicate, value = statement
        if predicate not in SINGLE:
            every[statement] = None
            continue
        rank = (year, document, value)
        held = newest.get((subject, predicate))
        if held is None or rank > held[0]:
            newest[subject, predicate] = (rank, statement)
        if predicate == LABEL:
            every[subject, ALTERNATIVE, value] = None
    labels = {(subject, statement[2]) for (subject, predicate), (_, statement) in newest.items() if predicate == LABEL}
    kept = {
        statement for statement in every if not (statement[1] == ALTERNATIVE and (statement[0], statement[2]) in labels)
    }
    yield from sorted(kept | {statement for _, statement in newest.values()})
