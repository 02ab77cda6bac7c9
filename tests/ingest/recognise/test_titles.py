"""Titles as places print them: each is that of its form, after a body's name and year, and before a number too."""

from pathlib import Path

import pytest

from gouji.ingest.recognise.preambles import bare_title
from gouji.ingest.recognise.tables import titled_by

LISTED = [
    (form, title)
    for line in (Path(__file__).parent / "titles.txt").read_text("utf-8").splitlines()
    for form, _, titles in [line.partition(": ")]
    for title in titles.split(" | ")
]
#: Forms that are printed under the same titles: sheets and lists, two layouts of one thing.
ALIKE = {
    "b05": {"b05", "b21"},
    "b06": {"b06", "b21"},
    "b12": {"b12", "b21"},
    "p01": {"p01", "p07"},
    "p02": {"p01", "p02", "p07"},
    "p06": {"p03", "p06"},
}


@pytest.mark.parametrize(("form", "title"), LISTED)
def test_a_title_is_that_of_its_form_and_of_no_other(form: str, title: str) -> None:
    named = {found.id for found in titled_by(bare_title(title))}

    assert form in named
    assert named <= ALIKE.get(form, {form})
