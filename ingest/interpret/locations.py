"""The last step of reading a file that is no text: every place told by page and box, or by sheet and cell."""

from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar

from ...ontology.facts import Reading
from ...ontology.places import Paper, Place

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    T = TypeVar("T", bound=DataclassInstance)


def located(reading: Reading, paper: Paper) -> Reading:
    """The reading with the spot of every place; as it is where the lines are the file's own."""
    if not paper.spots:
        return reading
    return replace(
        reading,
        facts=tuple(moved(fact, paper) for fact in reading.facts),
        findings=tuple(moved(finding, paper) for finding in reading.findings),
        ignored=tuple(moved(ignored, paper) for ignored in reading.ignored),
    )


def moved(said: "T", paper: Paper) -> "T":
    """One fact or finding with the spots of its places."""
    changed: dict[str, object] = {}
    for each in fields(said):
        value = getattr(said, each.name)
        if isinstance(value, Place):
            changed[each.name] = paper.located(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Place):
            changed[each.name] = tuple(paper.located(place) for place in value)
    return replace(said, **changed) if changed else said
