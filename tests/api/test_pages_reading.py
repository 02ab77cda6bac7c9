"""The pages for reading over two real disclosures: what is found, compared and marked, and where links lead."""

import csv
import io
import re
import zipfile
from decimal import Decimal
from urllib.parse import unquote

import httpx
import pytest
from pyoxigraph import RdfFormat, parse

from gouji.api.comparison import Cell, Row, per_head
from gouji.api.headcounts import SAID
from gouji.api.rendering import Shown
from gouji.shapes.rules import rules

HTML = {"Accept": "text/html"}
UNIT = "131028-大厂回族自治县医疗保障局"
DOCUMENT = f"/documents/{UNIT}/2024/budget"


def fetched(client: httpx.Client, address: str) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, response.text
    return response.text


def links(text: str) -> list[str]:
    return [unquote(link) for link in re.findall(r'href="([^"]+)"', text)]


def test_the_start_page_tells_what_is_there(real: httpx.Client) -> None:
    text = fetched(real, "/")

    assert 'role="search"' in text
    assert "2021–2024" in text
    assert "/findings?severity=warning" in links(text)


@pytest.mark.parametrize("number", ["冀财社〔2023〕225号", "冀财社[2023]225号", "冀财社（2023）225号"])
def test_a_number_is_found_in_whatever_brackets(real: httpx.Client, number: str) -> None:
    text = fetched(real, f"/search?q={number}")

    assert "/flow?number=冀财社〔2023〕225号" in links(text)


def test_a_unit_is_found_by_part_of_its_name(real: httpx.Client) -> None:
    assert f"/units/{UNIT}" in links(fetched(real, "/search?q=大厂 医疗保障局"))


def test_more_words_than_are_looked_for_are_refused(real: httpx.Client) -> None:
    response = real.get("/search?q=一 二 三 四 五", headers=HTML)

    assert response.status_code == 400
    assert "一至四个词" in response.text


def test_texts_are_searched_on_asking(real: httpx.Client) -> None:
    assert "没有找到" in fetched(real, "/search?q=8200人")
    assert "8200人" in fetched(real, "/search?q=8200人&texts=1")


def test_codes_are_found_by_their_beginning(real: httpx.Client) -> None:
    assert "/doc/func/21015" in links(fetched(real, "/search?q=2101"))


def test_nothing_found_is_said(real: httpx.Client) -> None:
    assert "没有找到" in fetched(real, "/search?q=没有这样的词")


def test_a_unit_shows_its_years_totals_and_structure(real: httpx.Client) -> None:
    text = fetched(real, f"/units/{UNIT}")

    assert DOCUMENT in links(text)
    assert "2,562.93" in text
    assert "卫生健康支出" in text
    assert "<rect" in text
    assert "/flow?number=冀财社〔2023〕225号" in links(text)


@pytest.mark.parametrize(("unit", "shown"), [("yuan", "25,629,300"), ("wan", "2,562.93"), ("yi", "0.256293")])
def test_money_is_shown_in_the_unit_chosen(real: httpx.Client, unit: str, shown: str) -> None:
    assert f">{shown}</a>" in fetched(real, f"/units/{UNIT}?in={unit}")


def test_the_classes_of_spending_add_up_to_the_total(real: httpx.Client) -> None:
    text = fetched(real, f"/units/{UNIT}?in=yuan")
    structure = text[text.index('id="structure"') : text.index('id="economic"')]
    amounts = [int(each.replace(",", "")) for each in re.findall(r'<td class="n">([\d,]+)</td>', structure)]

    # The disclosure prints 2562.93 万元 over classes that round to 2562.94.
    assert abs(sum(amounts) - 25_629_300) <= 100


def test_a_finding_leads_to_both_sides_and_its_rule(real: httpx.Client) -> None:
    text = fetched(real, "/findings?rule=GJ-P16")

    assert "8200人 × 380元 = 311.60" in text
    assert "/rules/GJ-P16" in links(text)
    assert len({link for link in links(text) if link.startswith(f"{DOCUMENT}#L")}) == 2


def test_facets_count_and_narrow(real: httpx.Client) -> None:
    everything = fetched(real, "/findings")
    narrowed = fetched(real, "/findings?severity=warning")
    count = re.search(r'/findings\?severity=warning">警告</a> <span class="count">(\d+)', everything)

    assert count is not None
    assert f"{count[1]} 条发现" in narrowed
    assert narrowed.count('class="finding warning"') == int(count[1])
    assert 'class="finding info"' not in narrowed


def test_findings_are_told_apart_by_their_likely_cause(real: httpx.Client) -> None:
    everything = fetched(real, "/findings")
    kinds = re.findall(r'/findings\?cause=([a-z-]+)">', everything)

    assert "none" in kinds
    for kind in kinds:
        narrowed = fetched(real, f"/findings?cause={kind}")
        assert narrowed.count('class="finding ') >= 1


def test_findings_as_csv(real: httpx.Client) -> None:
    response = real.get("/findings.csv?rule=GJ-P16&lang=en")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert "attachment" in response.headers["content-disposition"]
    assert rows[0][0] == "Id"
    assert [row[0] for row in rows[1:]] == ["GJ-P16"]
    assert "312.00" in rows[1][9]


def test_findings_as_a_workbook(real: httpx.Client) -> None:
    content = real.get("/findings.xlsx").content

    assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_findings_as_turtle(real: httpx.Client) -> None:
    content = real.get("/findings.ttl?rule=GJ-P16").content
    predicates = {quad.predicate.value for quad in parse(content, format=RdfFormat.TURTLE)}

    assert "http://www.w3.org/ns/shacl#resultMessage" in predicates


def test_findings_as_one_page(real: httpx.Client) -> None:
    response = real.get("/findings.html")

    assert "sha256-" in response.text
    assert "GJ-P16" in response.text


def test_findings_have_no_other_formats(real: httpx.Client) -> None:
    assert real.get("/findings.exe").status_code == 404


def test_a_document_marks_both_sides_of_a_finding(real: httpx.Client) -> None:
    text = fetched(real, DOCUMENT)
    number = re.search(r'id="f(\d+)">\s*<h3[^>]*>.*?GJ-P16', text, re.DOTALL)

    assert number is not None
    marked = re.findall(rf'<td class="n warning" id="([^"]+)">(?:(?!</td>).)*href="#f{number[1]}"', text)
    assert len(marked) == 3
    in_text = re.findall(rf'<a class="fig" href="#([^"]+)">[^<]*</a><a class="ref" href="#f{number[1]}"', text)
    assert sorted(in_text) == sorted(map(unquote, marked))


def test_every_mark_of_a_document_leads_to_something_on_it(real: httpx.Client) -> None:
    text = fetched(real, DOCUMENT)
    ids = set(re.findall(r' id="([^"]+)"', text))

    assert [link for link in links(text) if link.startswith("#") and link[1:] not in ids] == []


def test_a_document_tells_how_each_rule_came_out(real: httpx.Client) -> None:
    text = fetched(real, DOCUMENT)

    assert 'id="rules"' in text
    assert "/rules/GJ-H01" in links(text)


def test_a_figure_shows_its_parts_what_it_enters_and_its_rules(real: httpx.Client) -> None:
    text = fetched(real, f"/figures/{UNIT}/2024/budget/b03/21015/budget.total")

    assert "670.54" in text
    assert "相加得 670.55 万元" in text
    assert f"/figures/{UNIT}/2024/budget/b03/210/budget.total" in links(text)
    assert f"/figures/{UNIT}/2024/budget/b03/2101501/budget.total" in links(text)
    assert "/rules/GJ-H01" in links(text)
    assert "舍入" in text


def test_a_figure_of_the_prose_shows_its_sentence(real: httpx.Client) -> None:
    claim = next(link for link in links(fetched(real, DOCUMENT)) if re.search(r"/figures/.*/claim/36$", link))

    assert "8200人" in fetched(real, claim)


def test_a_flow_goes_to_units_and_projects(real: httpx.Client) -> None:
    text = fetched(real, "/flow?number=冀财社（2023）225号")

    assert f"/units/{UNIT}" in links(text)
    assert 'class="band"' in text
    assert "2.00" in text
    assert re.search(r"\d 项指标", text)


def test_a_flow_of_what_is_no_number_is_refused(real: httpx.Client) -> None:
    assert real.get("/flow?number=225", headers=HTML).status_code == 400


def test_an_item_is_compared(real: httpx.Client) -> None:
    text = fetched(real, "/compare?code=210")

    assert "卫生健康支出" in text
    assert "2,528.32" in text
    assert real.get("/compare?code=21", headers=HTML).status_code == 400


def test_the_comparison_says_what_the_question_says(real: httpx.Client) -> None:
    text = fetched(real, "/compare?code=21015&in=yuan")
    answer = real.get("/questions/functional-item.json?code=21015&kind=budget").json()

    assert [int(each.replace(",", "")) for each in re.findall(r">([\d,]+)</a></td>", text)] == [
        row["amount"] for row in answer["rows"]
    ]


def test_amounts_per_head_are_of_documents_that_count_people(real: httpx.Client) -> None:
    text = fetched(real, "/compare?code=210&per=staff")

    assert "除以同一份文件正文里写明的人数" in text
    assert "没有结果。" in text


def test_budgets_and_final_accounts_are_compared_apart(real: httpx.Client) -> None:
    assert "没有结果。" in fetched(real, "/compare?code=210&kind=final")
    assert "2,528.32" in fetched(real, "/compare?code=210&kind=budget")


@pytest.mark.parametrize(
    ("said", "staff", "posts"),
    [("在职人员总数", True, False), ("编制", False, True), ("行政编制", False, False), ("离退休人员", False, False)],
)
def test_people_are_counted_by_what_is_said_of_them(said: str, staff: bool, posts: bool) -> None:
    assert bool(re.search(SAID["staff"], said)) == staff
    assert bool(re.search(SAID["posts"], said)) == posts


def test_amounts_are_divided_by_the_people_of_the_same_document() -> None:
    cells = {"2023": Cell(Decimal(100), Shown("1"), 0, "a"), "2024": Cell(Decimal(90), Shown("2"), 0, "b")}
    rows = per_head([Row("区", "局", "u", cells), Row("区", "所", "v", {"2024": cells["2024"]})], {"a": Decimal(3)})

    assert [(row.unit, {year: cell.yuan for year, cell in row.cells.items()}) for row in rows] == [
        ("局", {"2023": Decimal("33.33")})
    ]


def test_each_rule_has_a_page(real: httpx.Client) -> None:
    text = fetched(real, "/rules")
    found = set(links(text))

    assert all(f"/rules/{rule.id}" in found for rule in rules())
    assert "GJ-H01" in fetched(real, "/rules/GJ-H01?lang=en")
    assert real.get("/rules/GJ-none", headers=HTML).status_code == 404


def test_a_form_tells_its_layouts_and_rules(real: httpx.Client) -> None:
    text = fetched(real, "/forms/b03")

    assert "支出总表" in text
    assert "/rules/GJ-H01" in links(text)
    assert real.get("/forms/b99", headers=HTML).status_code == 404


@pytest.mark.parametrize("address", [f"/units/{UNIT}", "/findings", DOCUMENT, "/rules", "/forms", "/compare?code=210"])
def test_every_link_leads_somewhere(real: httpx.Client, address: str) -> None:
    found = dict.fromkeys(link.partition("#")[0] for link in links(fetched(real, address)))
    own = [link for link in found if link.startswith("/") and not link.startswith(("/questions/", "/api/"))]

    for link in own[:40]:
        assert real.get(link, headers=HTML).status_code == 200, link
