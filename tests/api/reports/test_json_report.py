"""The JSON report keeps its shape, and its numbers as printed."""

import json
from pathlib import Path

from gouji.api.processes import Failure
from gouji.api.reports.entries import Checked
from gouji.api.reports.json_report import VERSION, json_text
from gouji.ontology.messages import Bilingual

from .conftest import CLERK, TELEPHONE

ROOT = Path(__file__).parents[3]


def test_a_finding_tells_both_sides_and_the_arithmetic(checked: Checked) -> None:
    (document,) = json.loads(json_text([checked], []))["documents"]
    (finding,) = [entry for entry in document["findings"] if entry["rule"] == "GJ-P01"]

    assert (finding["severity"], finding["state"]) == ("violation", "inconsistent")
    assert (finding["stated"], finding["computed"], finding["difference"]) == ("3453", "3456", "-3")
    assert finding["figure"]["printed"] == "3,453"
    assert finding["figure"]["unit"] == "元"
    assert finding["against"][0]["printed"] == "3,456"
    assert finding["figure"]["place"]["lines"][0] < finding["against"][0]["place"]["lines"][0]
    assert {"zh", "en"} == set(finding["arithmetic"])


def test_findings_of_reading_stand_in_the_same_list(checked: Checked) -> None:
    (document,) = json.loads(json_text([checked], []))["documents"]

    sources = {entry["source"] for entry in document["findings"]}
    lines = [entry["places"][0]["lines"][0] for entry in document["findings"] if entry["places"]]
    assert sources == {"rule", "reading"}
    assert lines == sorted(lines)


def test_outcomes_add_up(checked: Checked) -> None:
    told = json.loads(json_text([checked, checked], []))
    document = told["documents"][0]

    for state, count in document["outcomes"].items():
        assert count == sum(each[state] for each in document["rules"])
        assert told["outcomes"][state] == 2 * count
    assert told["figures"]["printed"] == 2 * document["figures"]["printed"]


def test_what_could_not_be_read_is_told(checked: Checked) -> None:
    told = json.loads(json_text([], [Failure(Path("a.txt"), Bilingual("读不了。", "cannot be read."))]))

    assert told["failures"] == [{"file": "a.txt", "zh": "读不了。", "en": "cannot be read."}]
    assert told["version"] == VERSION


def test_no_person_is_told(checked: Checked) -> None:
    text = json_text([checked], [])

    assert CLERK not in text
    assert TELEPHONE not in text


def test_every_key_is_documented(checked: Checked) -> None:
    page = (ROOT / "docs" / "check-json.md").read_text("utf-8")

    assert {key for key in keys(json.loads(json_text([checked], []))) if f"`{key}`" not in page} == set()


def keys(value: object) -> set[str]:
    match value:
        case dict():
            return set(value).union(*map(keys, value.values()))
        case list():
            return set().union(*map(keys, value))
        case _:
            return set()
