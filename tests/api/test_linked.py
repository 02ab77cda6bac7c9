"""Linked data, L1 to L9: one test or more a requirement, the number in its name."""

import json
import re
import threading
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
import uvicorn
from pyoxigraph import NamedNode
from rdflib import Dataset, Graph, Literal, Namespace, URIRef
from rdflib.compare import graph_diff
from rdflib.namespace import FOAF, RDF, SKOS

from gouji.api.app import create_app
from gouji.api.building import build
from gouji.api.linked_json import as_tree, context
from gouji.api.linked_names import encoded, page_of
from gouji.api.server import listening
from gouji.api.settings import Settings
from gouji.api.workers import Pool
from gouji.api.writing import triples_of
from gouji.graph.store import GraphStore
from gouji.ontology import terms

from .test_endpoint import HTML, graph
from .test_pages import Reader
from .test_sparql import served

GJ, VOID = Namespace(terms.GJ), Namespace("http://rdfs.org/ns/void#")
PROV, DCTERMS = Namespace(terms.NAMESPACES["prov"]), Namespace(terms.NAMESPACES["dcterms"])
#: Stand for what the reading of the one budget among the examples names its disclosure and its unit.
DOCUMENT, UNIT = "DISCLOSURE", "UNIT"
CELL = f"{DOCUMENT}/b03/210/budget.total"
FORMATS = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
#: One thing of each kind that has names of its own.
THINGS = [
    DOCUMENT,
    UNIT,
    CELL,
    f"{DOCUMENT}/b03",
    f"{DOCUMENT}/b03/210",
    f"{DOCUMENT}/checks",
    "doc/func",
    "doc/func/210",
    "doc/econ/30101",
    "doc/region/131028",
    "doc/measure/budget.total",
    "doc/form/b03",
    "doc/rule/GJ-H01",
    "doc/row/合计",
    "SOURCE",
    "SERIES",
    "graph/codes",
    "dataset",
    "catalogue",
]


def placed(real: httpx.Client, path: str) -> str:
    """A path with the names that stand for others put in."""
    query = "SELECT ?d ?u { ?d a gj:Document ; gj:kind 'budget' ; gj:unit ?u }"
    row = real.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]
    document, unit = (row[name]["value"].removeprefix(terms.BASE) for name in ("d", "u"))
    names = {
        "DISCLOSURE": document,
        "UNIT": unit.replace("id/", "doc/", 1),
        "SOURCE": document.replace("doc/", "src/", 1),
        "SERIES": unit.replace("id/unit/", "series/", 1),
    }
    for name, meant in names.items():
        path = path.replace(name, meant)
    return path


def fetched(real: httpx.Client, path: str, accept: str = "*/*") -> httpx.Response:
    return real.get(encoded(f"/{placed(real, path)}"), headers={"Accept": accept})


def as_graph(response: httpx.Response) -> Graph:
    """The triples of a description; its context is ours to give, not to be fetched."""
    if response.headers["content-type"].startswith("application/ld+json"):
        tree = json.loads(response.content)
        assert tree["@context"] == "/context.jsonld"
        data = Dataset()
        data.parse(data=json.dumps(tree | {"@context": context()}), format="json-ld")
        return Graph() + data.default_graph
    return graph(response)


def test_l1_a_thing_leads_to_its_description(real: httpx.Client) -> None:
    response = real.get("/id/unit/131028-大厂?lang=en")

    assert response.status_code == 303
    assert response.headers["location"] == f"{encoded('/doc/unit/131028-大厂')}?lang=en"


@pytest.mark.parametrize("suffix", FORMATS)
def test_l1_by_suffix_and_by_what_is_liked(real: httpx.Client, suffix: str) -> None:
    kind = FORMATS[suffix]
    by_suffix = fetched(real, f"doc/func/210.{suffix}", "image/png")
    by_accept = fetched(real, "doc/func/210", kind)

    assert by_suffix.headers["content-type"].partition(";")[0] == kind
    assert by_accept.headers["content-type"].partition(";")[0] == kind
    assert by_accept.headers["content-location"] == f"/doc/func/210.{suffix}"
    assert by_accept.headers["vary"].count("Accept") >= 1
    if suffix != "html":  # a page leads to itself in the other language
        assert by_suffix.content == by_accept.content


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("*/*", "text/turtle"),
        (HTML, "text/html"),
        ("application/json", "application/json"),
        ("text/plain", "text/plain"),
        ("application/rdf+xml, text/rdf;q=0.6, text/turtle;q=0.9, text/html;q=0.4", "application/rdf+xml"),
        ("text/html, text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, application/n-triples;q=0.8", "application/n-triples"),
    ],
)
def test_l1_data_come_before_pages_where_both_are_liked(real: httpx.Client, accept: str, kind: str) -> None:
    assert fetched(real, "doc/func/210", accept).headers["content-type"].partition(";")[0] == kind


def test_l1_nothing_that_is_liked_is_a_406(real: httpx.Client) -> None:
    assert fetched(real, "doc/func/210", "image/png").status_code == 406


def test_l1_the_document_says_what_it_is_about_and_where_that_is_said(real: httpx.Client) -> None:
    told = as_graph(fetched(real, UNIT))
    path = placed(real, UNIT)
    document, unit = URIRef(terms.absolute(path)), URIRef(terms.absolute(path.replace("doc/", "id/", 1)))

    assert (document, FOAF.primaryTopic, unit) in told
    assert (document, DCTERMS.isPartOf, URIRef(terms.absolute("dataset"))) in told
    assert (document, DCTERMS.license, None) in told
    assert (document, PROV.wasDerivedFrom, URIRef(terms.absolute("graph/entities"))) in told


def test_l2_names_are_taken_encoded_or_not_and_links_can_be_copied(real: httpx.Client) -> None:
    path = placed(real, UNIT)
    plain, wide = real.get(f"/{path}"), real.get(f"/{quote(path.replace('131028-', '１３１０２８-'))}")

    assert plain.status_code == 200
    assert plain.content == fetched(real, UNIT).content
    assert (wide.status_code, wide.headers["location"]) == (308, encoded(f"/{path}"))
    assert all(link.isascii() for link in Reader(fetched(real, UNIT, HTML).text).links)


def test_l3_everything_mentioned_has_its_names(real: httpx.Client) -> None:
    told = as_graph(fetched(real, "doc/func/21015"))

    assert (URIRef(terms.absolute("id/func/210")), SKOS.prefLabel, Literal("卫生健康支出", lang="zh")) in told
    assert (URIRef(terms.absolute("id/func")), SKOS.prefLabel, None) in told


def test_l3_what_points_at_a_thing_is_counted_and_paged(real: httpx.Client) -> None:
    measure = URIRef(terms.absolute("id/measure/budget.total"))
    first = as_graph(fetched(real, "doc/measure/budget.total"))
    query = f"SELECT (COUNT(*) AS ?n) {{ ?c gj:measure <{measure}> }}"
    number = int(real.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"])

    links = next(iter(set(first.subjects(VOID.linkPredicate, GJ.measure))))
    assert first.value(links, VOID.triples) == Literal(number)
    assert len(set(first.subjects(GJ.measure, measure))) == min(20, number)
    seen: set[object] = set()
    for page in range(1, number // 100 + 2):
        part = real.get(f"/doc/measure/budget.total.ttl?inverse=gj:measure&page={page}")
        things = set(graph(part).subjects(GJ.measure, measure))
        assert not things & seen
        seen |= things
    assert len(seen) == number


def test_l3_hubs_stay_small(real: httpx.Client) -> None:
    for path in ("doc/region/130000", "doc/func", "doc/form/b03", "ns"):
        assert len(fetched(real, path).content) < 400_000


def test_l4_links_lead_on(real: httpx.Client) -> None:
    response = fetched(real, DOCUMENT, HTML)
    links = {(relation, link["url"]) for link in response.links.values() for relation in link["rel"].split()}
    all_links = response.headers["link"]
    path = placed(real, DOCUMENT)

    for suffix, kind in FORMATS.items():
        assert f'<{encoded("/" + path)}.{suffix}>; rel="alternate' in all_links
        assert f'type="{kind}"' in all_links
    assert f'<{encoded(terms.absolute(path))}>; rel="cite-as"' in all_links
    assert {relation for relation, _ in links} >= {"cite-as", "collection", "license", "item"}
    for target in re.findall(r"<(/[^>]*)>", all_links):
        assert real.get(target).status_code == 200, target
    assert 'rel="describedby"' not in all_links.replace("alternate describedby", "")


def test_l4_search_engines_are_told_in_the_page(real: httpx.Client) -> None:
    text = fetched(real, DOCUMENT, HTML).text
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)[0])

    assert told["@context"] == "https://schema.org"
    assert told["@type"] == "Dataset"
    assert told["@id"] == terms.absolute(placed(real, DOCUMENT))
    assert told["creator"]["name"].startswith("大厂回族自治县医疗保障局")
    assert told["temporalCoverage"] == "2024"


def test_l4_markup_cannot_end_what_is_told_to_search_engines(client: httpx.Client) -> None:
    text = client.get("/doc/131028-示例局/2024/budget", headers={"Accept": HTML}).text
    told = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)

    assert len(told) == text.count("<script") == 1
    assert "<script>alert(1)</script>" in json.loads(told[0])["name"]


@pytest.mark.parametrize("path", THINGS)
def test_l5_all_forms_of_a_description_say_the_same(real: httpx.Client, path: str) -> None:
    turtle = as_graph(fetched(real, f"{path}.ttl"))

    assert len(turtle) > 3
    for suffix in ("nt", "rdf", "jsonld"):
        other = as_graph(fetched(real, f"{path}.{suffix}"))
        # No blank nodes are ours, so what is isomorphic is equal.
        assert set(other) == set(turtle), suffix


def test_l5_the_context_is_published_and_the_tree_is_one(real: httpx.Client) -> None:
    assert real.get("/context.jsonld").json()["@context"] == json.loads(json.dumps(context()))
    assert real.get("/context.jsonld").headers["content-type"] == "application/ld+json"

    tree = fetched(real, f"{DOCUMENT}.jsonld").json()
    table = next(each for each in tree["contents"] if each["id"].endswith("/b03"))
    line = next(each for each in table["lines"] if each["id"].endswith("/210"))
    cell = next(each for each in line["cells"] if each["id"].endswith("/budget.total"))
    assert tree["type"] == ["gj:Document", "dcat:Dataset", "void:Dataset"] or "gj:Document" in tree["type"]
    assert tree["year"] == 2024
    assert re.fullmatch(r"\d+", cell["value"])


def test_l5_what_json_would_change_keeps_its_type() -> None:
    lines = [
        '<urn:a> <https://w3id.org/gouji/ns#year> "007"^^<http://www.w3.org/2001/XMLSchema#integer> .',
        '<urn:a> <https://w3id.org/gouji/ns#value> "1.50"^^<http://www.w3.org/2001/XMLSchema#decimal> .',
        '<urn:a> <https://w3id.org/gouji/ns#value> "text" .',
        '<urn:a> <https://w3id.org/gouji/ns#unit> "a unit" .',
        '<urn:a> <https://w3id.org/gouji/ns#leaf> "1"^^<http://www.w3.org/2001/XMLSchema#boolean> .',
        "<urn:a> <https://w3id.org/gouji/ns#unheardOf> <urn:b> .",
        "<urn:b> <https://w3id.org/gouji/ns#document> <urn:a> .",
        "<urn:c> <urn:p:q> _:n .",
        '_:n <http://www.w3.org/2000/01/rdf-schema#label> "n"@zh .',
    ]
    told = "\n".join(lines)
    tree = as_tree(triples_of(told.encode()), NamedNode("urn:a"), "x") | {"@context": context()}
    read = Dataset()
    read.parse(data=json.dumps(tree), format="json-ld")

    _, lost, added = graph_diff(Graph().parse(data=told, format="nt"), Graph() + read.default_graph)
    assert (len(lost), len(added)) == (0, 0)


def test_l6_what_is_not_there_offers_a_search(real: httpx.Client) -> None:
    person, program = fetched(real, "doc/unit/131028-大厂", HTML), fetched(real, "doc/unit/131028-大厂")

    assert person.status_code == program.status_code == 404
    assert program.headers["content-type"] == "application/problem+json"
    assert f"/documents?q={quote('大厂')}" in Reader(person.text).links


def test_l6_what_was_withdrawn_is_gone(tmp_path: Path, examples: Path) -> None:
    folder = tmp_path / "disclosures"
    folder.mkdir()
    for source in (path for path in examples.glob("*.txt") if "高邑" in path.name or "怀来" in path.name):
        (folder / source.name).write_bytes(source.read_bytes())
    with GraphStore.open(tmp_path / "store", create=True) as store:
        loaded = build(store, [folder]).loaded[0].iri
        Path(next(file for file, entry in store.manifest.entries().items() if entry.iri == loaded)).unlink()
        build(store, [folder])
        store.checkpoint(tmp_path / "checkpoint")

    settings = Settings(workers=1)
    with Pool(tmp_path / "checkpoint", settings) as pool, served(pool, settings) as address:
        response = httpx.get(address + encoded(f"/{loaded}"))

    assert response.status_code == 410
    assert response.json()["type"].endswith("withdrawn")


def test_l6_what_is_known_by_another_name_leads_there(tmp_path: Path, examples: Path) -> None:
    source = next(path for path in examples.glob("*.txt") if "高邑" in path.name)
    file = tmp_path / "disclosures" / source.name
    file.parent.mkdir()
    with GraphStore.open(tmp_path / "store", create=True) as store:
        file.write_text(source.read_text("utf-8"), "utf-8")
        before = build(store, [file.parent]).loaded[0].iri
        file.write_text(source.read_text("utf-8").replace("2021", "2020"), "utf-8")
        now = build(store, [file.parent]).loaded[0].iri
        store.checkpoint(tmp_path / "checkpoint")

    settings = Settings(workers=1)
    with Pool(tmp_path / "checkpoint", settings) as pool, served(pool, settings) as address:
        moved = [httpx.get(address + encoded(f"/{before}{suffix}")) for suffix in ("", ".ttl")]

    assert before != now
    assert [each.status_code for each in moved] == [301, 301]
    assert [each.headers["location"] for each in moved] == [encoded(f"/{now}"), encoded(f"/{now}.ttl")]


def test_l7_the_page_of_a_figure_leads_to_where_it_is_printed(real: httpx.Client) -> None:
    text = fetched(real, CELL, HTML).text
    page = Reader(text)
    spots = [link for link in page.links if "#L" in link]

    assert "预算支出合计" in text
    assert re.search(r'title="\d+ 元">[\d,.]+ 万元', text)
    assert re.search(r"第 [\d–]+ 行", text)
    assert spots
    target = urlsplit(spots[0])
    assert f'id="{target.fragment}"' in real.get(target.path, headers={"Accept": HTML}).text
    assert any(link.startswith("/sparql?query=DESCRIBE") for link in page.links)


@pytest.mark.parametrize("language", ["", "?lang=en"])
@pytest.mark.parametrize("path", [*THINGS, "ns"])
def test_l7_pages_are_whole_in_both_languages(real: httpx.Client, path: str, language: str) -> None:
    response = real.get(encoded(f"/{placed(real, path)}") + language, headers={"Accept": HTML})
    page = Reader(response.text)

    assert response.status_code == 200
    assert f'lang="{"en" if language else "zh-CN"}"' in response.text
    assert len(page.ids) == len(set(page.ids))
    assert "None" not in response.text


def test_l7_pages_of_others_markup_run_nothing(client: httpx.Client) -> None:
    for path in ("doc/131028-示例局/2024/budget/b03/210", "doc/project/13102824P00000000001X"):
        text = client.get(encoded(f"/{path}"), headers={"Accept": HTML}).text

        assert "&lt;script&gt;alert(1)" in text
        assert text.count("<script") == 1


def test_l9_crawlers_find_what_there_is(real: httpx.Client) -> None:
    sitemap = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    robots = real.get("/robots.txt").text
    index = ET.fromstring(real.get(robots.split("Sitemap: ")[1].strip()).text)
    addresses = [
        place.text or ""
        for each in index.findall("s:sitemap/s:loc", sitemap)
        for place in ET.fromstring(real.get(each.text or "").text).findall("s:url/s:loc", sitemap)
    ]

    assert "Disallow: /sparql" in robots
    assert f"{str(real.base_url).rstrip('/')}{encoded('/' + placed(real, UNIT))}" in addresses
    assert all(real.get(address).status_code == 200 for address in addresses[:: max(1, len(addresses) // 20)])


def test_l9_behind_a_proxy_all_links_keep_to_its_path(real_checkpoint: Path) -> None:
    settings = Settings(workers=1, root="/gouji")
    with Pool(real_checkpoint, settings) as pool, listening("127.0.0.1", 0) as listener:
        config = uvicorn.Config(create_app(settings, pool), log_level="error", root_path=settings.root)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        try:
            for path in ("", "doc/form/b03", "doc/func", "sparql", "questions/who-cites", "ns", "documents"):
                response = httpx.get(f"{address}{encoded('/' + path)}", headers={"Accept": HTML})
                ours = [link for link in Reader(response.text).links if link.startswith("/")]
                assert response.status_code == 200
                assert ours
                assert all(link.startswith("/gouji/") for link in ours), path
            moved = httpx.get(f"{address}/id/func/210")
            tree = httpx.get(f"{address}/doc/func/210.jsonld")
        finally:
            server.should_exit = True
            thread.join()

    assert moved.headers["location"] == "/gouji/doc/func/210"
    assert tree.json()["@context"] == "/gouji/context.jsonld"
    assert tree.json()["id"] == "https://w3id.org/gouji/id/func/210"


def test_iris_stay_the_same_whatever_host_serves_them(real: httpx.Client) -> None:
    elsewhere = real.get(encoded(f"/{placed(real, UNIT)}.nt"), headers={"Host": "elsewhere.example"})

    assert elsewhere.content == fetched(real, f"{UNIT}.nt").content


def test_a_sample_of_all_names_leads_somewhere_and_says_the_same_in_every_form(real: httpx.Client) -> None:
    query = f"""SELECT DISTINCT ?x {{ {{ ?x ?p ?o }} UNION {{ ?s ?p ?x }}
      FILTER(ISIRI(?x) && STRSTARTS(STR(?x), "{terms.BASE}")) }}"""
    found = real.get("/sparql", params={"query": query}).json()["results"]["bindings"]
    names = sorted(row["x"]["value"] for row in found)

    assert len(names) > 5000
    for number, name in enumerate(names[:: len(names) // 120]):
        path = (page_of(name) or "").partition("#")[0]
        response = real.get(encoded(path))
        assert response.status_code == 200, name
        told = as_graph(response)
        if "#" not in name:
            assert any(URIRef(name) in (s, o) for s, _, o in told), name
        forms = ("ttl", "nt", "rdf", "jsonld") if number % 4 == 0 and not path.startswith("/.well-known") else ()
        for form in forms:
            # No blank nodes: graphs are isomorphic if they are equal.
            assert set(as_graph(real.get(encoded(f"{path}.{form}")))) == set(told), (name, form)


def test_the_vocabulary_documents_itself(real: httpx.Client) -> None:
    told = as_graph(real.get("/ns.ttl"))
    page = Reader(real.get("/ns?lang=en", headers={"Accept": HTML}).text)
    ours = {str(s).removeprefix(terms.GJ) for s in told.subjects(RDF.type) if str(s).startswith(terms.GJ)}

    assert ours <= set(page.ids)
    assert set(as_graph(real.get("/ns.jsonld"))) == set(told) == set(as_graph(real.get("/ns.rdf")))
