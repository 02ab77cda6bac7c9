"""The same disclosure in every format says the same: unit, measure, row and value of every figure."""

import shutil
from pathlib import Path

import pytest

from gouji.bench.corpus import Disclosure, disclosures
from gouji.bench.corpus_files import WRITERS, as_xlsx, converted
from gouji.ingest.documents import Document
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Indicator

Said = tuple[set[tuple[str, str, object]], set[tuple[str, str]], object]
#: One disclosure of each layout.
SEED, COUNT = 7, 4


def said(document: Document) -> Said:
    """The figures, the targets, and how many figures were printed, read and left out."""
    reading = understand(document)
    figures = {(fact.iri, fact.measure, fact.value) for fact in reading.facts if isinstance(fact, Cell)}
    targets = {(fact.iri, fact.target_text) for fact in reading.facts if isinstance(fact, Indicator)}
    return figures, targets, reading.tally


@pytest.fixture(scope="module", params=range(COUNT))
def source(request: pytest.FixtureRequest) -> Document:
    """A disclosure as text."""
    one: Disclosure = list(disclosures(COUNT, SEED))[request.param]
    return read_bytes(one.page.content.encode(), one.name)


@pytest.mark.parametrize("suffix", WRITERS)
def test_office_files_and_pages_say_what_the_text_says(source: Document, suffix: str) -> None:
    document = read_bytes(WRITERS[suffix](source), source.name.replace(".txt", suffix))

    assert said(document) == said(source)


@pytest.mark.parametrize("suffix", [".xls", ".pdf"])
def test_converted_files_say_what_the_text_says(tmp_path: Path, suffix: str) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    one = next(one for one in disclosures(COUNT, SEED) if one.assignment.layout == "hebei")
    source = read_bytes(one.page.content.encode(), one.name)
    data = converted(as_xlsx(source), suffix[1:], tmp_path)
    if data is None:
        pytest.skip("LibreOffice is installed without Calc")

    assert said(read_bytes(data, one.name.replace(".txt", suffix))) == said(source)
