"""Who cites which document, and the money tied to it."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from gouji.ingest.documents import Document
from gouji.ingest.interpret import citations
from gouji.ingest.interpret.context import Context
from gouji.ingest.interpret.ledger import Ledger
from gouji.ingest.readers.files import read_bytes
from gouji.ontology.facts import Allocation, Citation, Fact, Goal, Indicator, Project
from gouji.ontology.places import Place

TITLE = "关于下达某补助资金的通知 冀财社（2023）225号"
SHEET = f"""1、{TITLE}绩效目标表
⇥项目名称
⇥{TITLE}

⇥预算数
⇥2.00

⇥数量指标
⇥人数
⇥冀财社[2022]225号

⇥立项依据
⇥廊医保发〔2021〕36号

依据高办字[2019]3号文件办理。
"""


def document(text: str) -> Document:
    return read_bytes(text.replace("⇥", "\t").encode(), "a.txt")


def project(name: str = TITLE, iri: str = "id/project/a") -> Project:
    return Project(iri, name, "id/unit/131028-示例局", Place(3, 3, 1))


def goal(of: str = "id/project/a", last: int = 13) -> Goal:
    return Goal(
        "doc/goal/a",
        None,
        2024,
        Place(2, last),
        of,
        budget=Decimal(20000),
        ulp=Decimal(100),
        basis="廊医保发〔2021〕36号",
    )


def indicator() -> Indicator:
    return Indicator(
        "doc/goal/a/1", "doc/goal/a", 1, Place(9, 9, 1), None, None, "人数", None, basis="冀财社[2022]225号"
    )


def run(text: str, context: Context, facts: Sequence[Fact]) -> Ledger:
    ledger = Ledger()
    for fact in facts:
        ledger.add(fact)
    citations.interpret(document(text), context, ledger)
    return ledger


def found(ledger: Ledger) -> list[tuple[str, str, str, int]]:
    return [(c.normal, c.where, c.citing, c.place.first) for c in ledger.facts if isinstance(c, Citation)]


def test_each_mention_says_what_cites_and_where(context: Context) -> None:
    ledger = run(SHEET, context, (project(), goal(), indicator()))

    assert found(ledger) == [
        ("冀财社〔2023〕225号", "heading", "id/project/a", 1),
        ("冀财社〔2023〕225号", "title", "id/project/a", 3),
        ("冀财社〔2022〕225号", "basis", "doc/goal/a/1", 10),
        ("廊医保发〔2021〕36号", "basis", "doc/goal/a", 13),
        ("高办字〔2019〕3号", "prose", context.disclosure.iri, 15),
    ]


def test_the_place_of_a_mention_is_the_number_itself(context: Context) -> None:
    ledger = run(SHEET, context, (project(), goal(), indicator()))
    lines = document(SHEET).lines

    for fact in ledger.facts:
        if isinstance(fact, Citation):
            assert lines[fact.place.first - 1][fact.place.start : fact.place.end] == fact.spelling


def test_a_project_receives_its_budget_under_each_document_of_its_title(context: Context) -> None:
    two = "怀财字【2024】7号关于某事的通知（冀财社[2022]172号）"
    ledger = run(f"⇥{two}\n⇥5.00", context, (project(two), goal(last=2)))

    allocations = [fact for fact in ledger.facts if isinstance(fact, Allocation)]

    assert [(a.document, a.project, a.value, a.ulp) for a in allocations] == [
        ("id/fund/怀财字〔2024〕7号", "id/project/a", Decimal(20000), Decimal(100)),
        ("id/fund/冀财社〔2022〕172号", "id/project/a", Decimal(20000), Decimal(100)),
    ]


def test_a_document_cited_elsewhere_brings_no_money(context: Context) -> None:
    ledger = run("⇥某项目\n⇥依据\n⇥廊医保发〔2021〕36号", context, (project("某项目"), goal(last=3)))

    assert not any(isinstance(fact, Allocation) for fact in ledger.facts)


def test_the_same_document_under_another_year_is_worth_a_look(context: Context) -> None:
    ledger = run(SHEET, context, (project(), goal(), indicator()))

    (finding,) = ledger.findings

    assert (finding.rule, finding.severity) == ("GJ-X31", "info")
    assert [place.first for place in finding.places] == [10, 3]


@pytest.mark.parametrize(
    ("printed", "likely"),
    [("晋医保法(2022)11号", "晋医保发〔2022〕11号"), ("离易社〔2023〕1025号", "离财社〔2023〕1025号")],
)
def test_a_misread_number_is_kept_and_reported(context: Context, printed: str, likely: str) -> None:
    ledger = run(f"立项依据为{printed}。", context, ())

    (citation,) = (fact for fact in ledger.facts if isinstance(fact, Citation))
    (finding,) = ledger.findings

    assert (citation.spelling, citation.likely) == (printed, likely)
    assert (finding.rule, finding.likely) == ("GJ-X30", likely)
    assert printed in finding.zh
    assert printed in finding.en


def test_a_number_that_a_page_cuts_inside_a_title_is_found(context: Context) -> None:
    name = "豫财社 2022-198 号提前下达补助资金用于医疗救助"
    ledger = run("合计⇥1.00\n豫财社 2022-198⇥1.00", context, (project(name),))

    (citation,) = (fact for fact in ledger.facts if isinstance(fact, Citation))

    assert (citation.normal, citation.spelling) == ("豫财社〔2022〕198号", "豫财社 2022-198号")
    assert (citation.where, citation.citing, citation.place.first) == ("title", "id/project/a", 2)
