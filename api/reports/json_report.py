"""The report as JSON of a stable shape (``docs/check-json.md``): numbers are strings, places are line numbers."""

import json
from collections.abc import Sequence

from ...ontology.facts import Finding, Tally
from ...ontology.messages import Bilingual
from ...ontology.places import Place, Spot
from ...shapes.evidence import Figure
from ...shapes.results import Outcomes, Result
from ..jsonlines import Json, plain
from ..processes import Failure
from .entries import Checked, Entry, counts, entries, outcomes_of, section_of, tally_of

#: Changes only when a reader of the older shape would misread the newer one; new keys may come at any time.
VERSION = 1


def json_text(documents: Sequence[Checked], failures: Sequence[Failure]) -> str:
    """The report on all documents."""
    told: dict[str, Json] = {
        "version": VERSION,
        "documents": [document_object(document) for document in documents],
        "failures": [{"file": str(failure.path), **bilingual(failure.message)} for failure in failures],
        "outcomes": outcomes_object(outcomes_of(documents)),
        "figures": tally_object(tally_of(documents)),
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def document_object(document: Checked) -> Json:
    """One document: what it is, its figures, the outcomes by rule, its findings in reading order."""
    report = document.report
    disclosure = report.disclosure
    return {
        "file": document.file,
        "iri": disclosure.iri,
        "title": disclosure.title,
        "unit": disclosure.unit,
        "year": disclosure.year,
        "kind": disclosure.kind,
        "sha256": disclosure.sha256,
        "figures": tally_object(report.tally),
        "outcomes": outcomes_object(report.total),
        "rules": [{"rule": each.rule, **outcomes_object(each)} for each in report.outcomes],
        "findings": [entry_object(entry, document) for entry in entries(document)],
        "hidden": document.hidden,
    }


def entry_object(entry: Entry, document: Checked) -> Json:
    """One finding; ``source`` says whether a rule or the reading brought it up."""
    subject = entry.subject
    head: dict[str, Json] = {
        "number": entry.number,
        "source": "rule" if isinstance(subject, Result) else "reading",
        "table": section_of(entry.place, document.sections) or None,
    }
    return head | (result_object(subject) if isinstance(subject, Result) else finding_object(subject))


def result_object(result: Result) -> dict[str, Json]:
    """What one rule found: both sides, the arithmetic, the likely cause, and what else the same difference breaks."""
    return {
        "rule": result.rule.id,
        "severity": result.severity,
        "state": result.state,
        "statement": bilingual(Bilingual(result.rule.zh, result.rule.en)),
        "message": bilingual(result.message),
        "figure": figure_object(result.figure),
        "against": [
            {"role": operand.role, "weight": operand.weight, **figure_object(operand.figure)}
            for operand in result.operands
        ],
        "stated": plain(result.stated),
        "computed": plain(result.computed),
        "difference": plain(result.delta),
        "slack": plain(result.slack),
        "parts": result.parts,
        "arithmetic": bilingual(result.arithmetic) if result.arithmetic.zh else None,
        "cause": {"kind": result.cause.kind, **bilingual(result.cause.words)} if result.cause else None,
        "settled": bilingual(result.settled) if result.settled else None,
        "places": [place_object(place) for place in result.places],
        "follows": [result_object(other) for other in result.follows],
    }


def finding_object(finding: Finding) -> dict[str, Json]:
    """A finding of reading."""
    message = bilingual(Bilingual(finding.zh, finding.en))
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "state": None,
        "statement": message,
        "message": message,
        "places": [place_object(place) for place in finding.places],
        "likely": finding.likely,
    }


def figure_object(figure: Figure) -> dict[str, Json]:
    """One printed figure; ``value`` and ``step`` are in yuan (or percent points), ``unit`` is the printed one."""
    return {
        "iri": figure.iri,
        "name": bilingual(figure.name),
        "printed": figure.printed,
        "unit": figure.scale.zh,
        "value": plain(figure.value),
        "step": plain(figure.ulp),
        "place": place_object(figure.place) if figure.place else None,
        "quote": figure.quote,
    }


def place_object(place: Place) -> Json:
    """Line numbers from 1; the cell counts from 0, the characters of the first line too."""
    told: dict[str, Json] = {"lines": [place.first, place.last]}
    if place.cell is not None:
        told["cell"] = place.cell
    if place.start is not None and place.end is not None:
        told["characters"] = [place.start, place.end]
    if place.spot is not None:
        told |= spot_object(place.spot)
    return told


def spot_object(spot: Spot) -> dict[str, Json]:
    """Where it stands in a file that is no text: page and box in points from the top left, or sheet and cell."""
    told: dict[str, Json] = {"page": spot.page, "sheet": spot.sheet, "reference": spot.cell, "file": spot.file}
    if spot.box is not None:
        told["box"] = [round(edge) for edge in spot.box]
    return {name: value for name, value in told.items() if value is not None}


def outcomes_object(outcomes: Outcomes) -> dict[str, Json]:
    """The five outcomes; null for those that the engine does not tell."""
    return {str(state): count for state, count in counts(outcomes).items()}


def tally_object(tally: Tally) -> dict[str, Json]:
    """What became of the figures that tables print."""
    return {"printed": tally.printed, "read": tally.read, "ignored": tally.ignored, "unread": tally.unread}


def bilingual(words: Bilingual) -> dict[str, Json]:
    """A sentence in both languages."""
    return {"zh": words.zh, "en": words.en}
