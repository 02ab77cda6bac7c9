"""What a public endpoint must do, E1 to E20: one test or more a requirement, the number in its name."""

import gzip
import json
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyshacl
import pytest
from pyoxigraph import QueryResultsFormat, parse_query_results
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, RDFS

from gouji.api.allowance import Allowance
from gouji.api.description_examples import example_query
from gouji.api.execution import Job
from gouji.api.keeping import Answers, changes
from gouji.api.problems import TooMuchError
from gouji.api.questions import ask, questions, table
from gouji.api.settings import Limits, Settings, Share
from gouji.api.ticket import Ticket
from gouji.api.workers import Pool
from gouji.ontology import terms

from .conftest import SETTINGS, SLOW
from .test_sparql import served

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
SH = Namespace("http://www.w3.org/ns/shacl#")
OURS = Namespace("https://w3id.org/gouji/")
ASK = "/sparql?query=ASK{}"
ROWS = "SELECT ?k ?u { ?d gj:kind ?k ; gj:unit ?u }"
TRIPLES = "CONSTRUCT { ?d gj:kind ?k } { ?d gj:kind ?k }"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def graph(response: httpx.Response) -> Graph:
    kind = response.headers["content-type"].partition(";")[0]
    return Graph().parse(data=response.content, format=kind)


def test_e1_address_and_form_and_body(client: httpx.Client) -> None:
    as_form = client.post("/sparql?default-graph-uri=urn:g", data={"query": "ASK { ?s <urn:p> ?o }"})
    direct = client.post("/sparql", content="ASK {}", headers={"Content-Type": "application/sparql-query"})
    wide = client.post("/sparql", content="ASK {}", headers={"Content-Type": "application/sparql-query; charset=GBK"})

    assert client.get(ASK).json()["boolean"] is as_form.json()["boolean"] is direct.json()["boolean"] is True
    assert wide.status_code == 415


def test_e2_nothing_asked_is_the_service_description_or_the_page(client: httpx.Client) -> None:
    described, page = client.get("/sparql"), client.get("/sparql", headers={"Accept": HTML})

    assert (OURS.sparql, RDF.type, SD.Service) in graph(described)
    assert page.headers["content-type"].startswith("text/html")
    assert client.get("/sparql?timeout=3").status_code == 400
    assert client.head("/sparql").status_code == 200
    assert client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert {"GET", "POST"} <= set(client.put("/sparql").headers["allow"].split(", "))


def test_e3_named_graphs_alone_leave_the_default_graph_empty(client: httpx.Client) -> None:
    asked = {"query": "ASK FROM <urn:g> { ?s <urn:p> ?o }", "named-graph-uri": "urn:g"}

    assert client.get("/sparql", params=asked).json()["boolean"] is False


def test_e4_the_default_graph_is_the_union_and_says_so(client: httpx.Client) -> None:
    assert (OURS.sparql, SD.feature, SD.UnionDefaultGraph) in graph(client.get("/sparql"))
    assert client.get("/sparql", params={"query": "ASK { ?s <urn:p> ?o . ?d gj:kind ?k }"}).json()["boolean"] is True


def test_e5_relative_iris_are_of_the_public_base(client: httpx.Client) -> None:
    asked = client.get("/sparql", params={"query": "SELECT (<id/x> AS ?i) {}"}, headers={"Host": "elsewhere"})

    assert asked.json()["results"]["bindings"][0]["i"]["value"] == "https://w3id.org/gouji/id/x"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values", QueryResultsFormat.TSV),
    ],
)
def test_e6_rows_are_the_same_in_every_format(client: httpx.Client, name: str, kind: QueryResultsFormat) -> None:
    response = client.get("/sparql", params={"query": ROWS}, headers={"Accept": name})

    assert response.headers["content-type"].partition(";")[0] == name
    rows = parse_query_results(response.content, format=kind)
    assert [row["k"].value for row in rows] == ["budget"]  # type: ignore[union-attr]  # a SELECT


@pytest.mark.parametrize(
    "name",
    [
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ],
)
def test_e6_graphs_are_the_same_in_every_format(client: httpx.Client, name: str) -> None:
    response = client.get("/sparql", params={"query": TRIPLES}, headers={"Accept": name})

    assert response.headers["content-type"].partition(";")[0] == name
    assert [str(o) for _, _, o in graph(response)] == ["budget"]


def test_e7_what_is_liked_best_wins_and_406_tells_what_there_is(client: httpx.Client) -> None:
    liked = client.get(ASK, headers={"Accept": "application/sparql-results+xml;q=0.4, application/json;q=0.5"})
    refused = client.get(ASK, headers={"Accept": "image/png"})

    assert liked.headers["content-type"] == "application/json"
    assert "Accept" in liked.headers["vary"]
    assert refused.status_code == 406
    assert "text/csv" in refused.json()["detail"]
    named = client.get(f"{ASK}&format=xml", headers={"Accept": "image/png"})
    assert named.headers["content-type"].startswith("application/sparql-results+xml")


def test_e8_compressed_named_and_marked_for_excel(client: httpx.Client) -> None:
    asked = {"query": "SELECT ?s { ?s <urn:p> ?o } LIMIT 900", "format": "csv", "bom": "1"}
    with client.stream("GET", "/sparql", params=asked, headers={"Accept-Encoding": "gzip"}) as response:
        body = gzip.decompress(b"".join(response.iter_raw()))

    assert response.headers["content-encoding"] == "gzip"
    assert 'filename="answer.csv"' in response.headers["content-disposition"]
    assert body.startswith(b"\xef\xbb\xbfs\r\n")
    assert not client.get("/sparql", params=asked | {"bom": "0"}).content.startswith(b"\xef\xbb\xbf")


def test_e9_time_may_be_lowered_only(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": SLOW, "timeout": "0.3"})

    assert response.status_code == 503
    assert int(response.headers["retry-after"]) > 0
    assert client.get(f"{ASK}&timeout=99999").status_code == 200


@pytest.fixture(scope="module")
def measured(checkpoint: Path) -> Iterator[httpx.Client]:
    """A service that counts clients of this machine too, and allows them little."""
    share = Share(seconds=0.3, errors=100, at_once=2, local=True)
    settings = Settings(limits=Limits(seconds=2), workers=2, share=share)
    with (
        Pool(checkpoint, settings) as pool,
        served(pool, settings) as address,
        httpx.Client(base_url=address, timeout=20) as one,
    ):
        yield one


def test_e9_who_used_up_the_share_is_told_when_to_return(measured: httpx.Client) -> None:
    first = measured.get("/sparql", params={"query": SLOW, "timeout": "0.9"})
    second = measured.get("/sparql", params={"query": "ASK { ?s ?p 'e9' }"})

    assert first.status_code == 503
    assert second.status_code == 429
    assert 0 < int(second.headers["retry-after"]) <= 120
    assert second.json()["type"].endswith("too-many-requests")


def test_e9_a_share_is_earned_back_and_is_each_clients_own() -> None:
    now = [0.0]
    allowance = Allowance(Share(seconds=60, errors=2, at_once=1), clock=lambda: now[0])
    ticket = Ticket()
    ticket.seconds = 150
    with allowance.use("192.0.2.1", ticket), pytest.raises(TooMuchError), allowance.use("192.0.2.1", Ticket()):
        pass

    with pytest.raises(TooMuchError) as caught, allowance.use("192.0.2.1", Ticket()):
        pass
    with allowance.use("192.0.2.2", Ticket()):
        pass
    now[0] = caught.value.retry_after or 0
    with allowance.use("192.0.2.1", Ticket()):
        pass

    assert caught.value.retry_after == 30


def test_e10_a_cut_answer_says_so_and_a_whole_one_does_not(client: httpx.Client) -> None:
    cut = client.get("/sparql", params={"query": "SELECT ?s { ?s <urn:p> ?o }"})
    whole = client.get("/sparql", params={"query": f"SELECT ?s {{ ?s <urn:p> ?o }} LIMIT {SETTINGS.limits.rows}"})

    assert cut.headers["x-gouji-truncated"] == "true"
    assert len(cut.json()["results"]["bindings"]) == len(whole.json()["results"]["bindings"]) == SETTINGS.limits.rows
    assert "x-gouji-truncated" not in whole.headers


def test_e11_a_mistake_has_line_column_caret_and_hint(client: httpx.Client) -> None:
    asked = {"query": "SELECT * {\n  ?s gjj:unit ?u }"}
    problem = client.get("/sparql", params=asked).json()
    words = client.get("/sparql", params=asked, headers={"Accept": "text/plain"})

    assert (problem["line"], problem["column"], problem["snippet"].splitlines()[1]) == (2, 6, "     ^")
    assert "gj:" in problem["zh"]
    assert "gj:" in problem["en"]
    assert words.headers["content-type"].startswith("text/plain")
    assert words.text.splitlines()[:2] == [problem["zh"], problem["en"]]


def test_e12_who_knows_the_id_may_stop_the_query(client: httpx.Client) -> None:
    name, ended = {"X-Query-Id": "a-query-of-mine"}, []

    def ask() -> None:
        ended.append(client.get("/sparql", params={"query": f"{SLOW} # e12"}, headers=name))

    thread = threading.Thread(target=ask)
    thread.start()
    deadline = time.monotonic() + 10
    while client.delete("/sparql/queries/a-query-of-mine").status_code == 404 and time.monotonic() < deadline:
        time.sleep(0.05)
    thread.join(10)

    assert ended[0].status_code == 499
    assert client.delete("/sparql/queries/a-query-of-mine").status_code == 404
    assert len(client.get(ASK).headers["x-query-id"]) > 16
    assert client.get(ASK, headers={"X-Query-Id": "short"}).status_code in {200, 400}


def test_e13_updates_are_refused_wherever_they_stand(client: httpx.Client) -> None:
    direct = {"Content-Type": "application/sparql-update"}

    assert client.post("/sparql", data={"update": "CLEAR ALL"}).status_code == 403
    assert client.post("/sparql", content="CLEAR ALL", headers=direct).status_code == 403
    assert client.get("/sparql?query=CLEAR+ALL").status_code == 403


@pytest.mark.parametrize("call", ["SERVICE<http://127.0.0.1/>{}", "FILTER(trueSERVICE<http://127.0.0.1/>{})"])
def test_e14_other_servers_are_never_asked(client: httpx.Client, call: str) -> None:
    refused = client.get("/sparql", params={"query": f"ASK {{ {call} }}"})

    assert refused.status_code == 403
    assert "SERVICE" in refused.json()["zh"]


def test_e15_a_parameter_cannot_become_part_of_the_query(client: httpx.Client) -> None:
    hostile = '冀财社〔2023〕225号> } SELECT * { ?secret ?p "'
    by_number = client.get("/questions/who-cites.json", params={"number": hostile}).json()
    by_words = client.get("/questions/same-purpose.json", params={"purpose": '"))} #'}).json()

    assert by_number["parameters"] == {"number": "https://w3id.org/gouji/id/fund/冀财社〔2023〕225号"}
    assert by_words["rows"] == []
    assert "secret" not in by_number["meta"]["sparql"]


def test_e16_headers_of_safety_and_of_other_origins(client: httpx.Client) -> None:
    headers = client.get(ASK, headers={"Origin": "https://elsewhere.example"}).headers
    preflight = client.options(
        "/sparql",
        headers={
            "Origin": "https://elsewhere.example",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "x-anything",
        },
    )

    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert {"X-Gouji-Truncated", "X-Query-Id"} <= set(headers["access-control-expose-headers"].split(", "))
    assert "x-anything" in preflight.headers["access-control-allow-headers"]


def test_e17_the_service_describes_itself(real: httpx.Client) -> None:
    described = graph(real.get("/sparql"))

    assert str(described.value(OURS.sparql, SD.endpoint)) == f"{real.base_url}sparql"
    assert (OURS.sparql, SD.supportedLanguage, SD.SPARQL11Query) in described
    assert len(set(described.objects(OURS.sparql, SD.resultFormat))) == 10
    assert described.value(OURS.sparql, SD.defaultDataset) == OURS.dataset
    assert len(set(described.objects(OURS.dataset, SD.namedGraph))) > 5


def test_e17_the_data_are_described_as_void_and_dcat(real: httpx.Client) -> None:
    void = graph(real.get("/.well-known/void"))
    counted = real.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?x a gj:Table }"}).json()

    classes = {void.value(part, VOID["class"]): part for part in void.objects(OURS.dataset, VOID.classPartition)}
    tables = classes[OURS["ns#Table"]]
    assert str(void.value(tables, VOID.entities)) == counted["results"]["bindings"][0]["n"]["value"]
    assert OURS["ns#Cell"] in classes
    properties = {void.value(part, VOID.property) for part in void.objects(tables, VOID.propertyPartition)}
    assert {OURS["ns#form"], OURS["ns#unit"], RDF.type} <= properties
    documents = set(void.objects(OURS.catalogue, DCAT.dataset)) - {OURS.dataset}
    series = {void.value(document, DCAT.inSeries) for document in documents} - {None}
    assert series
    assert all((each, RDF.type, DCAT.DatasetSeries) in void for each in series)
    for document in documents - series:
        download = void.value(document, DCAT.distribution)
        assert void.value(download, DCAT.downloadURL) is not None
        assert void.value(document, DCTERMS.license) is not None


def test_e17_the_description_leads_to_the_files_of_all_data(real: httpx.Client) -> None:
    void = graph(real.get("/.well-known/void"))
    listed = {each["file"].lstrip("/"): each["mediaType"] for each in real.get("/dumps/").json()["data"]}

    told = {
        str(void.value(file, DCAT.downloadURL)).removeprefix(OURS): str(void.value(file, DCAT.mediaType))
        for file in void.objects(OURS.dataset, DCAT.distribution)
    }
    assert set(told) == set(listed)
    assert all(told[file].endswith(listed[file]) for file in told)
    assert {str(file).rpartition(".")[2] for file in void.objects(OURS.dataset, VOID.dataDump)} == {
        "nq",
        "trig",
        "nt",
        "ttl",
        "jsonld",
    }


DESCRIBED = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix void: <http://rdfs.org/ns/void#> .
[] a sh:NodeShape ; sh:targetClass sd:Service ;
  sh:property [ sh:path sd:endpoint ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path sd:resultFormat ; sh:minCount 1 ] .
[] a sh:NodeShape ; sh:targetClass dcat:Dataset ;
  sh:property [ sh:path dcterms:license ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
[] a sh:NodeShape ; sh:targetClass dcat:DatasetSeries ; sh:property [ sh:path dcterms:title ; sh:minCount 2 ] .
[] a sh:NodeShape ; sh:targetSubjectsOf void:class ;
  sh:property [ sh:path void:entities ; sh:minCount 1 ; sh:maxCount 1 ] .
"""


def test_e17_the_descriptions_keep_to_their_vocabularies(real: httpx.Client) -> None:
    told = graph(real.get("/.well-known/void")) + graph(real.get("/sparql"))
    shapes = Graph().parse(data=DESCRIBED, format="turtle")

    conforms, _, report = pyshacl.validate(told, shacl_graph=shapes)

    assert conforms, report


def test_e17_the_description_is_there_for_queries(real: httpx.Client) -> None:
    query = "PREFIX void: <http://rdfs.org/ns/void#> ASK { <dataset> void:classPartition/void:class gj:Table }"

    assert real.get("/sparql", params={"query": query}).json()["boolean"] is True


@pytest.mark.parametrize("name", sorted(questions()))
def test_e18_every_example_runs_as_it_stands(real: httpx.Client, examples_told: Graph, name: str) -> None:
    example = OURS[f".well-known/sparql-examples#{name}"]
    query = str(examples_told.value(example, SH.select))

    response = real.get("/sparql", params={"query": query})

    assert (example, RDF.type, SH.SPARQLExecutable) in examples_told
    assert {text.language for text in examples_told.objects(example, RDFS.comment)} == {"zh", "en"}
    assert len(set(examples_told.objects(example, SH.prefixes / SH.declare))) == len(terms.NAMESPACES)
    assert response.status_code == 200, response.text


@pytest.fixture(scope="module")
def examples_told(real: httpx.Client) -> Graph:
    """The graph of examples."""
    return graph(real.get("/.well-known/sparql-examples"))


def test_e19_health_and_counts_but_nothing_of_who_asked(client: httpx.Client) -> None:
    client.get(ASK)
    text = client.get("/metrics").text

    assert client.get("/healthz").json() == {"status": "ok"}
    assert 'gouji_queries_total{outcome="ok"}' in text
    assert "gouji_query_seconds_count" in text
    assert "127.0.0.1" not in text


def test_e19_a_query_leaves_one_line_without_its_words(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", logger="gouji.queries"):
        client.get("/sparql", params={"query": "ASK { ?x ?y 'secret words' }"})

    line = json.loads(caplog.records[-1].message)
    assert set(line) == {"query", "status", "seconds", "bytes", "truncated"}
    assert "secret" not in caplog.text


def test_e20_who_has_it_already_is_told_so(client: httpx.Client) -> None:
    first = client.get(ASK)
    again = client.get(ASK, headers={"If-None-Match": first.headers["etag"]})
    other = client.get(f"{ASK}&format=xml", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert again.content == b""
    assert other.status_code == 200
    assert client.get("/documents").headers["etag"]


def test_e20_what_changes_with_each_asking_is_not_kept(client: httpx.Client) -> None:
    first, second = (client.get("/sparql?query=SELECT+(UUID()+AS+?x){}") for _ in range(2))

    assert first.headers["cache-control"] == "no-store"
    assert "etag" not in first.headers
    assert first.content != second.content
    assert changes("SELECT (rand() AS ?x) {}")


def test_e20_answers_are_kept_until_there_are_too_many(pool: Pool) -> None:
    answers = Answers(1 << 12)
    outcomes = [pool.run(Job(f"SELECT ('{number:0100}' AS ?x) {{}}")) for number in range(50)]

    for number, outcome in enumerate(outcomes):
        answers.keep(number, outcome)

    assert answers.get(0) is None
    assert answers.get(49) == outcomes[49]
    assert answers.held <= answers.size


def test_e20_the_same_question_is_worked_at_once_only(client: httpx.Client) -> None:
    def kept() -> int:
        lines = client.get("/metrics").text.splitlines()
        return sum(int(line.split()[-1]) for line in lines if 'outcome="kept"' in line)

    before = kept()
    for _ in range(3):
        assert client.get("/sparql?query=ASK{?s+?p+'e20'}").json()["boolean"] is False

    assert kept() == before + 2


def test_examples_answer_what_the_questions_answer(real_pool: Pool) -> None:
    """A parameter written into the example binds as one that is given does."""
    for question in questions().values():
        given = {each.name: each.example for each in question.parameters if not each.optional}
        answer = ask(question, given, real_pool.run)

        rows = table(real_pool.run(Job(example_query(question))))[1]

        assert len(rows) == len(answer.rows), question.name
