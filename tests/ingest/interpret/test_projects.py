import pytest

from gouji.ingest.documents import Text
from gouji.ingest.interpret.context import Context
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.interpret.projects import Code, identify, other_code, read_code
from gouji.ontology.places import Place

UNIT = "id/unit/131028-示例局"


def cell(text: str, line: int = 1) -> Text:
    return Text(text, Place(line, line, cell=0))


@pytest.mark.parametrize(
    ("printed", "region", "year"),
    [
        ("13102824P00279310914P", "131028", 2024),  # 河北: a letter after the year
        (" 13102823P00280510511B ", "131028", 2023),
        ("419001220000000005607", "419001", 2022),  # 河南: digits only
    ],
)
def test_a_full_code_tells_region_and_year(printed: str, region: str, year: int) -> None:
    assert read_code(printed) == Code(printed.strip(), region, year)


@pytest.mark.parametrize(
    "printed",
    [
        "41900122000000006675",  # 20 digits: one was lost
        "4190012200000000066750",
        "13102824P0027931091",
        "1310282XP00279310914P",
        "13102824p00279310914P",
        "036001",
        "",
    ],
)
def test_anything_else_is_no_project_code(printed: str) -> None:
    assert read_code(printed) is None


def test_a_project_with_a_full_code_is_named_by_it(context: Context) -> None:
    ledger = Ledger()

    project = identify(cell("13102824P00279310914P"), [cell("示例经费")], UNIT, context, ledger)

    assert project is not None
    assert (project.iri, project.name) == ("id/project/13102824P00279310914P", "示例经费")
    assert (project.region, project.start_year) == ("131028", 2024)
    assert ledger.findings == []


def test_a_code_of_another_length_is_a_finding_and_names_nothing(context: Context) -> None:
    ledger = Ledger()
    code = cell("41900122000000006675", line=7)

    project = identify(code, [cell("示例 经费")], UNIT, context, ledger)

    assert project is not None
    assert (project.iri, project.code) == ("id/project/131028-示例局-示例经费", None)
    assert other_code(code, project) == "41900122000000006675"
    assert [(found.rule, found.severity, found.places) for found in ledger.findings] == [
        ("GJ-X11", "warning", (code.place,))
    ]


def test_a_title_broken_over_a_page_is_one_title(context: Context) -> None:
    project = identify(None, [cell("能力提升", 3), cell("补助资金", 20)], UNIT, context, Ledger())

    assert project is not None
    assert (project.name, project.place) == ("能力提升补助资金", Place(3, 20, cell=0))


def test_neither_code_nor_title_is_no_project(context: Context) -> None:
    assert identify(None, [], UNIT, context, Ledger()) is None
