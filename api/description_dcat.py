"""The data described as DCAT 3: a catalogue, one dataset a disclosure, one series a unit."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from ..graph.loading import Loading
from ..graph.rdf import TYPE, node
from ..ontology import terms
from .description_service import DATASET, SERVICE
from .description_void import MEDIA_TYPE, Row, period_triples, rows, say, words
from .exporting import EXPORTS, file_of
from .exports.rdf import FORMATS
from .formats import TURTLE
from .linked_resource import LICENCE
from .writing import expanded

CATALOGUE = node("catalogue")
DISCLOSURES = """
SELECT DISTINCT ?document ?unit ?name ?region ?year {
  GRAPH ?document { ?document a gj:Document ; gj:unit ?unit ; gj:year ?year }
  OPTIONAL { GRAPH ?g { ?unit rdfs:label ?name } } OPTIONAL { GRAPH ?h { ?unit gj:region ?region } }
} ORDER BY ?document
"""


def catalogue_triples(store: Loading) -> Iterator[Triple]:
    """The catalogue with all that stands in it."""
    yield Triple(CATALOGUE, TYPE, expanded("dcat:Catalog"))
    yield from words(CATALOGUE, "dcterms:title", "勾稽目录：公开文件", "gouji catalogue of disclosures")
    yield from words(
        CATALOGUE,
        "dcterms:description",
        "每份公开文件是一个数据集，每个单位的各年公开是一个系列。",
        "Each disclosure is a dataset; those of one unit over the years are a series.",
    )
    yield say(CATALOGUE, "dcterms:license", LICENCE)
    yield say(CATALOGUE, "dcat:service", SERVICE)
    yield say(CATALOGUE, "dcat:dataset", DATASET)
    for name in EXPORTS:
        yield from dump_triples(name)
    told: set[str] = set()
    for row in rows(store, DISCLOSURES):
        yield say(CATALOGUE, "dcat:dataset", NamedNode(row["document"]))
        yield from disclosure_triples(row)
        if row["unit"] not in told:
            told.add(row["unit"])
            yield from series_triples(row)


def dump_triples(name: str) -> Iterator[Triple]:
    """One file of all data; its size and checksum are not told, for it is made when it is first asked for."""
    export = EXPORTS[name]
    file, distribution = node(f"dumps/{file_of(export)}"), NamedNode(f"{DATASET.value}#{name}")
    yield say(DATASET, "dcat:distribution", distribution)
    yield Triple(distribution, TYPE, expanded("dcat:Distribution"))
    yield from words(distribution, "dcterms:title", export.about.zh, export.about.en)
    yield say(distribution, "dcat:accessURL", node("dumps/"))
    yield say(distribution, "dcat:downloadURL", file)
    yield say(distribution, "dcat:mediaType", NamedNode(MEDIA_TYPE + export.media_type))
    yield say(distribution, "dcterms:license", LICENCE)
    if name in FORMATS:
        yield say(DATASET, "void:dataDump", file)


def disclosure_triples(row: Row) -> Iterator[Triple]:
    """One disclosure as a dataset of its own, which can be downloaded; its title stands in its own graph."""
    document = NamedNode(row["document"])
    period, download = NamedNode(f"{document.value}#year"), NamedNode(f"{document.value}#turtle")
    yield Triple(document, TYPE, expanded("dcat:Dataset"))
    yield Triple(document, TYPE, expanded("void:Dataset"))
    yield say(DATASET, "void:subset", document)
    yield say(document, "dcterms:publisher", NamedNode(row["unit"]))
    yield say(document, "dcterms:license", LICENCE)
    yield say(document, "dcat:inSeries", series(row["unit"]))
    yield say(document, "dcterms:temporal", period)
    yield from period_triples(period, row["year"], row["year"])
    if "region" in row:
        yield say(document, "dcterms:spatial", NamedNode(row["region"]))
    yield say(document, "dcat:distribution", download)
    yield Triple(download, TYPE, expanded("dcat:Distribution"))
    yield say(download, "dcat:accessURL", document)
    yield say(download, "dcat:downloadURL", NamedNode(f"{document.value}.{TURTLE.extension}"))
    yield say(download, "dcat:mediaType", NamedNode(MEDIA_TYPE + TURTLE.media_type))


def series_triples(row: Row) -> Iterator[Triple]:
    """What one unit discloses over the years."""
    subject, name = series(row["unit"]), row.get("name", row["unit"].rsplit("/", 1)[-1])
    yield Triple(subject, TYPE, expanded("dcat:DatasetSeries"))
    yield say(CATALOGUE, "dcat:dataset", subject)
    yield from words(subject, "dcterms:title", f"{name}历年公开", f"Disclosures of {name}")
    yield say(subject, "dcterms:publisher", NamedNode(row["unit"]))


def series(unit: str) -> NamedNode:
    """The series of a unit.

    >>> series(terms.absolute("id/unit/131028-示例局")).value
    'https://w3id.org/gouji/series/131028-示例局'
    """
    return node(f"series/{unit.removeprefix(terms.absolute('id/unit/'))}")
