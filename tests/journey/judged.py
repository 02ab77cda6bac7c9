"""The findings of published documents that were judged by eye, and those that a check reports, to be compared."""

import csv
from pathlib import Path

from gouji.shapes.results import Report

FOLDER = Path(__file__).parent / "findings"
Judged = list[tuple[str, str, str]]


def judged(name: str) -> Judged:
    """Page, rule and severity of every violation and warning that was judged true, each with its reason."""
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert all(row["why"].strip() for row in rows)
    return sorted((row["page"], row["rule"], row["severity"]) for row in rows)


def grave(found: Report) -> Judged:
    """The same of every violation and warning that is reported."""
    of_rules = [
        (one.figure.place, one.rule.id, one.severity) for result in found.results for one in (result, *result.follows)
    ]
    of_reading = [(finding.places[0], finding.rule, finding.severity) for finding in found.findings]
    return sorted(
        (str(place.spot.page if place and place.spot else 0), rule, severity)
        for place, rule, severity in (*of_rules, *of_reading)
        if severity != "info"
    )
