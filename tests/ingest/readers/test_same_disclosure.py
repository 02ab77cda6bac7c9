"""The same disclosure in every format says the same: row, measure and value of every figure, and how the checks end."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from gouji.bench.corpus import Disclosure, disclosures
from gouji.bench.corpus_files import WRITERS, as_docx, as_xlsx, converted
from gouji.graph.quads import document_quads
from gouji.ingest.documents import Document
from gouji.ingest.pipeline import understand
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Cell, Indicator
from gouji.shapes.engine import Engine
from gouji.shapes.rules import rule

Said = tuple[set[tuple[str, str, object]], set[tuple[str, str]], object, Counter[tuple[str, str]]]
ENGINE = Engine()
#: One disclosure of each layout.
SEED, COUNT = 7, 4
#: Of tables without rules, with columns so narrow that figures are broken, at least so much is read.
WITHOUT_RULES = 0.25


def said(document: Document) -> Said:
    """The figures, the targets, how many figures were printed, read and left out, and how the checks ended."""
    reading = understand(document)
    figures = {(fact.iri, fact.measure, fact.value) for fact in reading.facts if isinstance(fact, Cell)}
    targets = {(fact.iri, fact.target_text) for fact in reading.facts if isinstance(fact, Indicator)}
    ended = Counter((binding.rule, binding.state) for binding in ENGINE.bindings(document_quads(reading)))
    return figures, targets, reading.tally, ended


def amounts(document: Document) -> Counter[tuple[str, object]]:
    """The amounts with their measures, whatever the rows are called."""
    facts = understand(document).facts
    return Counter((fact.measure, fact.value) for fact in facts if isinstance(fact, Cell))


@pytest.fixture(scope="module", params=range(COUNT))
def source(request: pytest.FixtureRequest) -> Document:
    """A disclosure as text."""
    one: Disclosure = list(disclosures(COUNT, SEED))[request.param]
    return read_bytes(one.page.content.encode(), one.name)


@pytest.mark.parametrize("suffix", WRITERS)
def test_office_files_and_pages_say_what_the_text_says(source: Document, suffix: str) -> None:
    document = read_bytes(WRITERS[suffix](source), source.name.replace(".txt", suffix))

    assert said(document) == said(source)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for LibreOffice to work in; its profile is made once."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize("suffix", [".xls", ".pdf"])
def test_a_workbook_saved_in_the_old_format_or_printed_says_what_the_text_says(office: Path, suffix: str) -> None:
    one = next(one for one in disclosures(COUNT, SEED) if one.assignment.layout == "hebei")
    source = read_bytes(one.page.content.encode(), one.name)
    data = converted(as_xlsx(source), suffix[1:], office)
    if data is None:
        pytest.skip("LibreOffice is installed without Calc")

    assert said(read_bytes(data, one.name.replace(".txt", suffix))) == said(source)


def test_a_printed_letter_says_what_the_text_says(source: Document, office: Path) -> None:
    data = converted(as_docx(source, "Table Grid"), "pdf", office, "docx")
    if data is None:
        pytest.skip("LibreOffice is installed without Writer")

    printed, written = said(read_bytes(data, source.name.replace(".txt", ".pdf"))), said(source)

    # An empty table that goes over a page may not be told; what is checked of the others ends as in the text.
    assert printed[:3] == written[:3]
    assert broken(printed) == broken(written)


def broken(of: Said) -> Counter[tuple[str, str]]:
    """The checks that ended in more than a hint."""
    return Counter({key: n for key, n in of[3].items() if key[1] == "inconsistent" and rule(key[0]).severity != "info"})


def test_what_is_read_of_tables_without_rules_is_what_the_text_says(source: Document, office: Path) -> None:
    data = converted(as_docx(source), "pdf", office, "docx")
    if data is None:
        pytest.skip("LibreOffice is installed without Writer")

    wanted, found = amounts(source), amounts(read_bytes(data, source.name.replace(".txt", ".pdf")))

    assert not found - wanted
    assert found.total() >= WITHOUT_RULES * wanted.total()
