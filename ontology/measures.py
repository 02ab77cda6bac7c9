"""The measures of the vocabulary: which there are, and which of them say the same of another phase."""

from functools import cache
from importlib.resources import files

from pyoxigraph import NamedNode, RdfFormat, parse

from . import terms

PREFIX = terms.absolute("id/measure/")


@cache
def measures() -> frozenset[str]:
    """The ids of all measures (``budget.total``)."""
    source = (files(__package__) / "schemes" / "measures.ttl").read_bytes()
    kind = NamedNode(terms.NAMESPACES["gj"] + "Measure")
    return frozenset(
        quad.subject.value.removeprefix(PREFIX)
        for quad in parse(input=source, format=RdfFormat.TURTLE)
        if quad.object == kind and isinstance(quad.subject, NamedNode)
    )


def in_phase(measure: str, phase: str) -> str | None:
    """What ``measure`` says, of another phase; ``None`` if there is no such measure.

    >>> in_phase("budget.total.general", "final"), in_phase("budget.reserved", "final")
    ('final.total.general', None)
    """
    said = f"{phase}.{measure.partition('.')[2]}"
    return said if said in measures() else None
