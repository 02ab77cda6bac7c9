"""Pages: what they show, in both languages, and that a document full of markup stays text."""

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser
from urllib.parse import unquote

import httpx
import pytest
from pyoxigraph import Literal, NamedNode

from gouji.api.catalogue import Catalogue, Figures, Listed
from gouji.api.pages import page_number
from gouji.api.phrases import CODES, PHRASES
from gouji.api.problems import BadRequestError
from gouji.api.questions import Answer, Column
from gouji.api.rendering import Shown, shown
from gouji.api.twins import as_csv, json_number
from gouji.graph.rdf import decimal
from gouji.ontology import terms
from gouji.ontology.messages import Bilingual

from .conftest import DOCUMENT, LINE, MARKUP

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PAGE = f"/documents/{DOCUMENT.removeprefix('doc/')}"
UNIT = "/units/131028-示例局"
FIGURE = f"/figures/{LINE.removeprefix('doc/')}/budget.total"
QUERY = "/sparql?query=SELECT+*+{+?s+gj:kind+?kind+;+dcterms:title+?title+}"
ADDRESSES = [
    "/",
    "/documents",
    f"/documents?q={MARKUP}&year={MARKUP}&kind={MARKUP}",
    PAGE,
    "/questions",
    "/questions/who-cites",
    "/questions/who-cites?number=冀财社〔2023〕225号",
    f"/questions/who-cites?number={MARKUP}",
    "/questions/not-understood",
    "/questions/same-purpose?purpose=script",
    "/sparql",
    QUERY,
    f"/sparql?query={MARKUP}",
    f"/sparql?query=SELECT+('{MARKUP}'".replace("'>", '">') + "+AS+?x){}",
    "/sparql?query=DESCRIBE+?d+{+?d+gj:kind+'budget'+}",
    f"/{MARKUP}",
    f"/documents/{MARKUP}",
    f"/search?q={MARKUP}",
    "/search?q=示例",
    "/search?q=script",
    "/units",
    f"/units?q={MARKUP}&region={MARKUP}",
    UNIT,
    f"/units/{MARKUP}",
    "/findings",
    f"/findings?rule={MARKUP}&unit={MARKUP}&state={MARKUP}",
    "/findings?rule=GJ-X01",
    FIGURE,
    f"/figures/{MARKUP}",
    "/flow",
    "/flow?number=冀财社〔2023〕225号",
    f"/flow?number={MARKUP}",
    "/compare",
    "/compare?code=210",
    f"/compare?code={MARKUP}&unit={MARKUP}&region={MARKUP}",
    "/rules",
    "/rules/GJ-H01",
    f"/rules/{MARKUP}",
    "/forms",
    "/forms/b03",
    "/check",
]

#: Elements that a page may hold; none that embeds or restyles anything, and none that runs but our own files.
ELEMENTS = frozenset(
    re.split(
        r"\s+",
        """html head meta title link body a header b nav main h1 h2 h3 p dl div dt dd section table caption thead
        tbody tfoot tr th td ul li form label span small input select option button textarea details summary pre
        abbr article footer ol figure figcaption svg rect path text line polyline circle script progress""",
    )
)
ATTRIBUTES = frozenset(
    re.split(
        r"\s+",
        """lang charset name content href rel type class id hreflang scope rowspan colspan title method action value
        for rows spellcheck autocapitalize required placeholder inputmode open selected role aria-label aria-current
        aria-hidden viewbox preserveaspectratio x y x1 x2 y1 y2 cx cy r d width height points text-anchor stroke-width
        enctype src tabindex aria-live max""",
    )
)


class Reader(HTMLParser):
    """Collects the elements, attributes, links and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        if tag == "script":
            self.sources.append(dict(attrs).get("src") or "")
        for name, value in attrs:
            self.attributes.add(name)
            if name == "href":
                self.links.append(value or "")
            if name == "id":
                self.ids.append(value or "")


@pytest.fixture(scope="module", params=["", "lang=en"], ids=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fetched(client: httpx.Client, address: str, language: str = "") -> httpx.Response:
    joint = "&" if "?" in address else "?"
    return client.get(f"{address}{joint}{language}" if language else address, headers=HTML)


@pytest.mark.parametrize("address", ADDRESSES)
def test_markup_of_others_stays_text(client: httpx.Client, address: str, language: str) -> None:
    response = fetched(client, address, language)
    page = Reader(response.text)

    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert page.elements <= ELEMENTS, page.elements - ELEMENTS
    attributes = {name for name in page.attributes if not name.startswith("data-")}
    assert attributes <= ATTRIBUTES, attributes - ATTRIBUTES
    assert all(link.startswith(("/", "#")) for link in page.links)
    assert all(source.startswith("/static/") for source in page.sources)
    assert len(page.ids) == len(set(page.ids))


def test_the_markup_is_there_to_be_read(client: httpx.Client) -> None:
    text = fetched(client, PAGE).text

    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 5
    assert "<script" not in text


@pytest.mark.parametrize(
    "address", ["/", "/sparql?query=ASK{}", "/static/gouji.css", "/nowhere", "/questions/units.json"]
)
def test_every_response_is_guarded(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_start_page_lists_documents_and_questions(client: httpx.Client) -> None:
    text = fetched(client, "/").text

    assert 'lang="zh-CN"' in text
    assert "示例局" in text
    assert "谁引用了一份" in text
    assert re.findall(r'<td class="n[^"]*">(\d+)</td>', text)[:5] == ["12", "9", "2", "1", "1"]
    assert "/?lang=en" in Reader(text).links


def test_english_keeps_to_english(client: httpx.Client) -> None:
    text = fetched(client, "/", "lang=en").text
    links = [link for link in Reader(text).links if link.startswith("/") and not link.startswith("/static")]

    assert 'lang="en"' in text
    assert "Who cites" in text
    assert [link for link in links if "lang=en" not in link] == ["/"]


def test_every_link_of_the_start_page_leads_somewhere(client: httpx.Client) -> None:
    for link in Reader(fetched(client, "/").text).links:
        assert client.get(link, headers=HTML).status_code == 200, link


def test_a_document_shows_its_table_as_printed(client: httpx.Client) -> None:
    text = fetched(client, PAGE).text

    assert "预算支出合计" in text
    assert ">5,793.20</a></td>" in text
    assert 'id="L12"' in text
    assert "第 12 行" in text
    assert "≥95%" in text
    assert "冀财社[2023]225号" in text


def test_an_answer_is_a_table_in_wan_with_its_query_and_twins(client: httpx.Client) -> None:
    text = fetched(client, "/questions/who-cites?number=冀财社【2023】225号").text

    assert '<td class="n" title="20000 元">2.00</td>' in text
    assert '<b aria-current="true">万元</b>' in text
    assert "gj:cited &lt;https://w3id.org/gouji/id/fund/" in text
    twins = [unquote(link) for link in Reader(text).links if link.startswith("/questions/who-cites.")]
    assert twins == [
        "/questions/who-cites.csv?number=冀财社【2023】225号",
        "/questions/who-cites.json?number=冀财社【2023】225号",
    ]


def test_a_question_that_needs_something_shows_its_form_and_an_example(client: httpx.Client) -> None:
    response = fetched(client, "/questions/who-cites")

    assert response.status_code == 200
    assert 'name="number"' in response.text
    assert "/questions/who-cites?number=" in response.text


def test_a_wrong_parameter_is_one_sentence_on_the_page(client: httpx.Client) -> None:
    response = fetched(client, "/questions/who-cites?number=冀财社", "lang=en")

    assert response.status_code == 400
    assert "a document number is wanted" in response.text
    assert 'value="冀财社"' in response.text


def test_a_wrong_parameter_is_a_problem_for_programs(client: httpx.Client) -> None:
    response = client.get("/questions/who-cites.json?number=冀财社", headers=HTML)

    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert "要一个文号" in response.json()["zh"]


def test_json_has_yuan_as_numbers(client: httpx.Client) -> None:
    answer = client.get("/questions/who-cites.json?number=冀财社〔2023〕225号").json()

    assert [(row["unitName"], row["amount"]) for row in answer["rows"]] == [("示例局", 20000)]
    assert {"name": "amount", "zh": "金额", "en": "Amount", "unit": "yuan"} in answer["columns"]
    assert answer["meta"]["truncated"] is False
    assert "SELECT" in answer["meta"]["sparql"]
    assert answer["parameters"] == {"number": "https://w3id.org/gouji/id/fund/冀财社〔2023〕225号"}


def test_csv_opens_in_excel(client: httpx.Client) -> None:
    response = client.get("/questions/who-cites.csv?number=冀财社〔2023〕225号")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in response.headers["content-disposition"]
    assert rows[0][4] == "金额（元）"
    assert rows[1][4] == "20000"


def test_what_a_spreadsheet_would_run_is_disarmed() -> None:
    column = Column("x", Bilingual("甲", "x"))
    rows = ((Literal("=HYPERLINK(1)"),), (Literal("-5", datatype=NamedNode(terms.NAMESPACES["xsd"] + "integer")),))

    written = as_csv(Answer(Bilingual("", ""), "", (column,), rows), "zh").decode("utf-8-sig")

    assert written == "甲\r\n'=HYPERLINK(1)\r\n-5\r\n"


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.1", 0.1), ("57932000", 57932000), ("123456789012345678", "123456789012345678"), ("NaN", "NaN"), ("1E3", 1000)],
)
def test_numbers_are_never_rounded(text: str, value: float | str) -> None:
    assert json_number(text) == value


@pytest.mark.parametrize(
    "path", ["/nowhere", "/documents/nothing", "/questions/nothing", "/static/nothing", "/documents/%00"]
)
def test_what_is_not_there_is_404_for_both(client: httpx.Client, path: str) -> None:
    person, program = client.get(path, headers=HTML), client.get(path)

    assert person.status_code == program.status_code == 404
    assert person.headers["content-type"].startswith("text/html")
    assert program.headers["content-type"] == "application/problem+json"


def test_pages_take_only_get(client: httpx.Client) -> None:
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200


def test_health(client: httpx.Client) -> None:
    assert client.get("/health").json() == {"status": "ok"}


def test_the_query_page_explains_a_mistake(client: httpx.Client) -> None:
    response = fetched(client, "/sparql?query=SELECT+*+{", "lang=en")

    assert response.status_code == 400
    assert "“}” is missing" in response.text


def test_the_query_page_gives_data_when_a_format_is_chosen(client: httpx.Client) -> None:
    response = fetched(client, "/sparql?query=ASK{}&format=json")

    assert response.json() == {"head": {}, "boolean": True}


def test_a_source_is_a_link_to_its_line() -> None:
    anchor = NamedNode(terms.absolute("src/131028-示例局/2024/budget#line=810,811"))

    got = shown(anchor, Column("source", Bilingual("出处", "Source")), {}, "en")

    assert got == Shown("line 811", "/documents/131028-%E7%A4%BA%E4%BE%8B%E5%B1%80/2024/budget?lang=en#L811")


def test_codes_are_said_in_words() -> None:
    column = Column("kind", Bilingual("种类", "Kind"))

    assert shown(Literal("selfeval"), column, {}, "zh").text == "绩效自评"
    assert shown(Literal("unheard-of"), column, {}, "zh").text == "unheard-of"


@pytest.mark.parametrize(("yuan", "wan"), [("57932000", "5,793.20"), ("-100", "-0.01"), ("0", "0.00"), ("1", "0.0001")])
def test_money_is_shown_in_wan(yuan: str, wan: str) -> None:
    got = shown(decimal(Decimal(yuan)), Column("amount", Bilingual("金额", "Amount"), money=True), {}, "zh")

    assert got == Shown(wan, numeric=True, title=f"{yuan} 元")


def listed() -> Iterator[Listed]:
    for year in range(2020, 2025):
        yield Listed("i", "标题", f"单位{year}", "某县", str(year), "budget", Figures(1), 0)


@pytest.mark.parametrize(
    ("words", "year", "found"), [("", "", 5), ("某县 单位2021", "", 1), ("", "2022", 1), ("没有", "", 0)]
)
def test_documents_are_found_by_words_and_year(words: str, year: str, found: int) -> None:
    everything = Catalogue(tuple(listed()), {}, Figures(), 0)

    assert len(everything.matching(words, year, "")) == found
    assert everything.years()[0] == "2024"


@pytest.mark.parametrize(("text", "number"), [(None, 1), ("2", 2), ("0", 1), ("99", 3)])
def test_pages_of_a_list(text: str | None, number: int) -> None:
    assert page_number(text, 3) == number


def test_a_page_that_is_no_number_is_refused() -> None:
    with pytest.raises(BadRequestError):
        page_number("²", 3)


def test_every_phrase_is_said_in_both_languages() -> None:
    for said in [*PHRASES.values(), *CODES.values()]:
        assert said.zh
        assert said.en
        assert set(re.findall(r"{\w+}", said.zh)) == set(re.findall(r"{\w+}", said.en))
