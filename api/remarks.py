"""Findings as a person reads them: what is said, by which rule, about which figures, and where these stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .catalogue import Record, records, text
from .execution import Job
from .ledger import READING, SEVERITIES
from .phrases import Language
from .questions import Run
from .rendering import Shown, first_line, shown_node
from .sides import Side, sides

#: Asked of a document's own graph and its graph of checks.
OF_DOCUMENT = """
SELECT ?finding ?property ?value { VALUES ?class { gj:Finding gj:Check } ?finding a ?class ; ?property ?value }
"""


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding; ``others`` are the figures that the one judged was held against."""

    iri: str
    rule: str
    severity: str
    state: str
    message: Mapping[str, str]
    likely: str
    judged: Side | None
    others: tuple[Side, ...]
    places: tuple[Shown, ...]
    line: int
    """Where in the file it first stands; 0 where it stands nowhere."""
    under: str

    def said(self, language: Language) -> str:
        """The message in the language, or in the other one."""
        return self.message.get(language) or next(iter(self.message.values()), "")

    @property
    def figures(self) -> tuple[str, ...]:
        """The IRIs of all figures it is about."""
        return tuple(side.iri for side in (self.judged, *self.others) if side is not None)


def remarks(run: Run, rows: Iterable[Record], language: Language) -> dict[str, Remark]:
    """The findings by IRI from their statements (``finding``, ``property``, ``value``)."""
    found: dict[str, dict[str, list[Record]]] = {}
    for row in rows:
        name = text(row, "property").rsplit("#", 1)[-1]
        found.setdefault(text(row, "finding"), {}).setdefault(name, []).append(row)
    about = (
        text(row, "value") for said in found.values() for name in ("focus", "against") for row in said.get(name, ())
    )
    figures = sides(run, about, language)
    return {iri: remark(iri, said, figures, language) for iri, said in found.items()}


def remark(iri: str, said: Mapping[str, list[Record]], figures: Mapping[str, Side], language: Language) -> Remark:
    """One finding."""

    def values(name: str) -> list[str]:
        return sorted(text(row, "value") for row in said.get(name, ()))

    messages = [*said.get("message", ()), *said.get("resultMessage", ())]
    judged = next((figures[each] for each in values("focus") if each in figures), None)
    others = sorted((figures[each] for each in values("against") if each in figures), key=lambda side: side.line)
    anchors = sorted(values("anchor"), key=lambda anchor: (first_line(anchor) or 0, anchor))
    first = judged.line if judged else first_line(anchors[0]) if anchors else None
    return Remark(
        iri=iri,
        rule=next(iter(values("rule")), ""),
        severity=next(iter(values("severity")), ""),
        state=next(iter(values("state")), READING),
        message={getattr(row["value"], "language", None) or "zh": text(row, "value") for row in messages},
        likely=next(iter(values("likely")), ""),
        judged=judged,
        others=tuple(others),
        places=tuple(shown_node(anchor, {}, language) for anchor in anchors),
        line=first or 0,
        under=next(iter(values("follows")), ""),
    )


def remarks_of(run: Run, document: str, language: Language) -> tuple[Remark, ...]:
    """The findings of one document: the grave ones first, those of one severity as they stand in the file."""
    job = Job(OF_DOCUMENT, default_graphs=(document, f"{document}/checks"))
    found = remarks(run, records(run, job), language)
    return tuple(sorted(found.values(), key=lambda each: (gravity(each.severity), each.line, each.rule, each.iri)))


def gravity(severity: str) -> int:
    """How grave a finding is; the gravest first.

    >>> gravity("violation") < gravity("info") < gravity("unheard of")
    True
    """
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)
