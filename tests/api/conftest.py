"""A small store made by hand, workers over it, and a client of the whole application."""

import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import httpx
import pytest
import uvicorn
from pyoxigraph import Literal, NamedNode, Quad, Store

from gouji.api.app import create_app
from gouji.api.building import build
from gouji.api.server import listening
from gouji.api.settings import Limits, Settings
from gouji.api.workers import Pool
from gouji.graph.rdf import TYPE, curie, decimal, gj, integer, node
from gouji.graph.store import GraphStore

#: What a hostile document could print wherever text is allowed.
MARKUP = """<script>alert(1)</script>"'><img src=x onerror=alert(1)>"""
DOCUMENT = "doc/131028-示例局/2024/budget"
LINE = f"{DOCUMENT}/b03/210"
SETTINGS = Settings(
    limits=Limits(seconds=20, memory=1000 << 20, rows=1000, bytes=1 << 20), workers=2, queue=4, patience=5
)
#: A query that does not end in time, and one that does not fit into memory.
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"


def quads() -> Iterator[Quad]:
    """One budget with a table, a goal, a citation and a finding; the shared things in a graph of their own."""
    document, unit, cited = node(DOCUMENT), node("id/unit/131028-示例局"), node("id/fund/冀财社〔2023〕225号")
    project, source = node("id/project/13102824P00000000001X"), "src/131028-示例局/2024/budget"
    own = {
        document: [
            (TYPE, gj("Document")),
            (gj("kind"), Literal("budget")),
            (gj("unit"), unit),
            (gj("year"), integer(2024)),
            (curie("dcterms:title"), Literal(MARKUP)),
            (curie("prov:wasDerivedFrom"), node(source)),
            (gj("figuresPrinted"), integer(12)),
            (gj("figuresRead"), integer(9)),
            (gj("figuresIgnored"), integer(2)),
            (gj("figuresUnread"), integer(1)),
        ],
        node(source): [(curie("rdfs:label"), Literal(MARKUP)), (gj("encoding"), Literal("utf-8"))],
        node(f"{DOCUMENT}/b03"): [
            (TYPE, gj("Table")),
            (gj("document"), document),
            (gj("form"), node("id/form/b03")),
            (gj("scale"), integer(10000)),
            (gj("ulp"), decimal(Decimal(100))),
            (gj("unit"), unit),
            (gj("year"), integer(2024)),
            (curie("rdfs:label"), Literal(MARKUP)),
            (gj("anchor"), node(f"{source}#line=9,20")),
        ],
        node(LINE): [
            (gj("table"), node(f"{DOCUMENT}/b03")),
            (gj("ord"), integer(1)),
            (gj("item"), node("id/func/210")),
            (gj("label"), Literal(MARKUP)),
            (gj("anchor"), node(f"{source}#line=11,12")),
        ],
        node(f"{LINE}/budget.total"): [
            (gj("line"), node(LINE)),
            (gj("measure"), node("id/measure/budget.total")),
            (gj("value"), decimal(Decimal(57932000))),
        ],
        node(f"{DOCUMENT}/goal/1"): [
            (TYPE, gj("Goal")),
            (gj("document"), document),
            (gj("unit"), unit),
            (gj("year"), integer(2024)),
            (gj("project"), project),
            (gj("budget"), decimal(Decimal(20000))),
            (gj("goalText"), Literal(MARKUP)),
            (gj("anchor"), node(f"{source}#line=30,40")),
        ],
        node(f"{DOCUMENT}/goal/1/1"): [
            (TYPE, gj("Indicator")),
            (gj("of"), node(f"{DOCUMENT}/goal/1")),
            (gj("ord"), integer(1)),
            (curie("rdfs:label"), Literal(MARKUP)),
            (gj("targetText"), Literal("≥95%")),
            (gj("actualText"), Literal("96.5%")),
            (gj("deviation"), Literal("无偏差")),
            (gj("anchor"), node(f"{source}#line=35,36")),
        ],
        node(f"{DOCUMENT}/citation/1"): [
            (TYPE, gj("Citation")),
            (gj("document"), document),
            (gj("cited"), cited),
            (gj("citing"), project),
            (gj("citedIn"), Literal("title")),
            (gj("spelling"), Literal("冀财社[2023]225号")),
            (gj("anchor"), node(f"{source}#line=31,32")),
        ],
        node(f"{DOCUMENT}/allocation/1"): [
            (TYPE, gj("Allocation")),
            (gj("document"), document),
            (gj("fundingDocument"), cited),
            (gj("project"), project),
            (gj("unit"), unit),
            (gj("value"), decimal(Decimal(20000))),
            (gj("anchor"), node(f"{source}#line=31,32")),
        ],
        node(f"{DOCUMENT}/finding/1"): [
            (TYPE, gj("Finding")),
            (gj("document"), document),
            (gj("rule"), Literal("GJ-X01")),
            (gj("severity"), Literal("warning")),
            (gj("message"), Literal(MARKUP, language="zh")),
            (gj("message"), Literal("not understood", language="en")),
            (gj("anchor"), node(f"{source}#line=50,51")),
        ],
    }
    shared = {
        unit: [(TYPE, gj("Unit")), (curie("rdfs:label"), Literal("示例局")), (gj("region"), node("id/region/131028"))],
        node("id/region/131028"): [(TYPE, gj("Region")), (curie("rdfs:label"), Literal("大厂回族自治县"))],
        project: [(TYPE, gj("Project")), (curie("rdfs:label"), Literal(MARKUP)), (gj("unit"), unit)],
        cited: [(TYPE, gj("CitedDocument")), (curie("rdfs:label"), Literal("冀财社〔2023〕225号"))],
        node("id/func/210"): [(curie("skos:prefLabel"), Literal("卫生健康支出", language="zh"))],
        node("id/measure/budget.total"): [
            (TYPE, gj("Measure")),
            (curie("skos:prefLabel"), Literal("预算支出合计", language="zh")),
            (curie("skos:prefLabel"), Literal("total spending", language="en")),
        ],
    }
    for graph, subjects in ((document, own), (node("graph/entities"), shared)):
        for subject, pairs in subjects.items():
            for predicate, value in pairs:
                yield Quad(subject, predicate, value, graph)
    for name, kind in (("dataset", "dcat:Dataset"), ("catalogue", "dcat:Catalog")):
        yield Quad(node(name), TYPE, curie(kind), node("graph/description"))
    # Enough that three of them joined freely never end.
    for number in range(2000):
        yield Quad(NamedNode(f"urn:x:{number}"), NamedNode("urn:p"), Literal(f"v{number}"), NamedNode("urn:g"))


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store on disk."""
    path = tmp_path_factory.mktemp("api") / "checkpoint"
    store = Store(path)
    store.extend(quads())
    store.flush()
    del store
    return path


@pytest.fixture(scope="session")
def pool(checkpoint: Path) -> Iterator[Pool]:
    """Two real workers."""
    with Pool(checkpoint, SETTINGS) as workers:
        yield workers


@pytest.fixture(scope="session")
def served_at(pool: Pool) -> Iterator[str]:
    """The application behind a real server."""
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(SETTINGS, pool), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def client(served_at: str) -> Iterator[httpx.Client]:
    """A client that asks for nothing in particular."""
    with httpx.Client(base_url=served_at, timeout=30, headers={"Accept": "*/*"}) as one:
        yield one


@pytest.fixture(scope="session")
def real_checkpoint(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A store that was built from two of the examples, with its description."""
    home = tmp_path_factory.mktemp("real")
    wanted = [path for path in sorted(examples.glob("*.txt")) if "大厂" in path.name or "高邑" in path.name]
    with GraphStore.open(home / "store", create=True) as store:
        build(store, wanted)
        store.checkpoint(home / "checkpoint")
    return home / "checkpoint"


@pytest.fixture(scope="session")
def real_pool(real_checkpoint: Path) -> Iterator[Pool]:
    """Workers over it."""
    with Pool(real_checkpoint, Settings(workers=2)) as workers:
        yield workers


@pytest.fixture(scope="session")
def real(real_pool: Pool) -> Iterator[httpx.Client]:
    """A client of the application over it."""
    settings = Settings(workers=2)
    with listening("127.0.0.1", 0) as listener:
        server = uvicorn.Server(uvicorn.Config(create_app(settings, real_pool), log_level="error"))
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}/", timeout=60) as one:
            yield one
        server.should_exit = True
        thread.join()
