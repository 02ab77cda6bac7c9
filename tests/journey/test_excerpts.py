"""Beginnings of published pages of eleven provinces: the kind of each, and what its sentences say, told by eye."""

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from gouji.ingest.interpret.identity import NotADisclosureError, identify
from gouji.ingest.readers.files import read
from gouji.ingest.recognise.claims import recognise
from gouji.ingest.recognise.tables import recognise as recognise_tables
from gouji.ontology.facts import Ignored

FOLDER = Path(__file__).parents[3] / "shared" / "disclosures" / "excerpts"
TRUTH = Path(__file__).parent / "excerpts" / "claims.tsv"
#: What each page is, where its first lines name unit, year and kind.
KINDS = {
    "gx_fcg_2018_budget": ("防城港市公共资源交易中心", 2018, "budget"),
    "mof_caishe_2024_142": ("国家医保局", 2025, "notice"),
    "sc_qingshen_fgj_2023_selfeval": ("青神县发展和改革局", 2023, "selfeval"),
    "yn_honghe_data_2024_selfeval": ("红河州数据发展中心", 2024, "selfeval"),
}
#: Why a number of a sentence, a heading or what is left of a table is no claim.
REASONS = {
    "chart",
    "contents",
    "date",
    "document-number",
    "flattened",
    "glossary",
    "heading",
    "legal",
    "name",
    "no-unit",
    "not-understood",
    "ordinal",
    "personal",
    "year",
}

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the published documents are not beside this checkout")

Told = tuple[str, str, str, str, str]


def truth() -> Iterator[Told]:
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["file"], row["printed"], row["kind"], row["value"], row["about"]


@cache
def told() -> tuple[tuple[Told, ...], tuple[Ignored, ...]]:
    """What all excerpts say, counts aside, and all other numbers of theirs; the first line only names the source."""
    said: list[Told] = []
    left: list[Ignored] = []
    for path in sorted(FOLDER.glob("*.txt")):
        numbers, others = recognise(read(path))
        said += [
            (path.stem, number.printed.replace(" ", ""), number.kind, f"{number.value.normalize():f}", number.about)
            for number in numbers
            if number.place.first > 1 and number.kind != "count"
        ]
        left += others
    return tuple(said), tuple(left)


def test_every_amount_change_and_share_is_read_and_no_wrong_one() -> None:
    expected, found = Counter(truth()), Counter(told()[0])

    assert sorted((expected - found).elements()) == []
    # One form run together into a single line: the value is right, its words are not parted.
    assert [one[1] for one in (found - expected).elements()] == ["10606.7522万元"]


def test_every_other_number_is_listed_with_its_reason() -> None:
    assert {one.reason for one in told()[1]} <= REASONS


@pytest.mark.parametrize("name", KINDS)
def test_each_page_that_names_itself_is_of_its_kind(name: str) -> None:
    document = read(FOLDER / f"{name}.txt")

    context = identify(document, recognise_tables(document))

    assert (context.unit.name, context.disclosure.year, context.disclosure.kind) == KINDS[name]


@pytest.mark.parametrize("name", ["cq_fuling_2023_sangong_total", "he_lincheng_2021_roads_selfeval"])
def test_a_page_that_names_no_unit_is_refused_and_not_filed_under_another(name: str) -> None:
    document = read(FOLDER / f"{name}.txt")

    with pytest.raises(NotADisclosureError):
        identify(document, recognise_tables(document))
