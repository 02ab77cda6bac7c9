"""The graph written out for other programs: RDF in every usual form, flat observations, the network of entities."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

import networkx as nx
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store, serialize

from ..graph.rdf import curie, gj
from ..graph.store import ENTITIES, LINKS
from ..ontology import terms
from ..ontology.messages import GoujiError

RDF_FORMATS: Mapping[str, RdfFormat] = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
}
#: Columns of the flat export, each with what it holds (zh, en): the data dictionary of ``--format csv``.
COLUMNS: Mapping[str, tuple[str, str]] = {
    "document": ("公开文件", "the disclosure"),
    "unit": ("单位", "the unit that disclosed it"),
    "region": ("行政区划代码", "administrative division"),
    "year": ("年度", "fiscal year"),
    "kind": ("budget 预算 final 决算 goal 绩效目标 selfeval 绩效自评", "kind of disclosure"),
    "apex": ("没有被本库另一份公开文件包含（可跨单位相加）", "no other disclosed document contains it"),
    "form": ("表", "the official form"),
    "item": ("科目、项目、单位或固定行", "what the row is about"),
    "name": ("名称", "its name"),
    "leaf": ("最末一级（可在表内相加）", "lowest row of its table"),
    "measure": ("栏目", "what the column says"),
    "value": ("数值（金额以元计）", "the value, money in yuan"),
    "ulp": ("印出的最小单位（元）", "the printed step in yuan"),
    "text": ("原文（与数值不同时）", "the printed text where it differs"),
    "source": ("出处行", "lines of the source"),
}
FLAT = """
SELECT ?d ?u ?year ?kind ?t ?f ?i ?printed ?leaf ?m ?value ?tableUlp ?cellUlp ?text ?source WHERE {
  ?d a gj:Document ; gj:kind ?kind ; gj:unit ?u ; gj:year ?year .
  ?t gj:document ?d ; gj:form ?f ; gj:ulp ?tableUlp .
  ?l gj:table ?t ; gj:item ?i ; gj:ord ?ord ; gj:anchor ?source .
  ?c gj:line ?l ; gj:measure ?m .
  OPTIONAL { ?c gj:value ?value } OPTIONAL { ?c gj:text ?text } OPTIONAL { ?c gj:ulp ?cellUlp }
  OPTIONAL { ?l gj:leaf ?leaf } OPTIONAL { ?l gj:label ?printed }
} ORDER BY ?t ?ord ?m
"""
NETWORK = """
SELECT ?s ?p ?o WHERE { GRAPH ?e { ?s ?p ?o } FILTER(ISIRI(?o)) FILTER(?p IN (
  gj:unit, gj:region, gj:fundedBy, org:subOrganizationOf)) }
"""


class UnknownFormatError(GoujiError):
    """The format is none that can be exported."""

    def __init__(self, name: str) -> None:
        known = " ".join(sorted(EXPORTS))
        super().__init__(
            f"不认识的导出格式 {name!r}；可用：{known}。", f"unknown export format {name!r}; there are: {known}."
        )


def export(store: Store, name: str, output: BinaryIO) -> None:
    """Write ``store`` to ``output`` in the format called ``name``; raises :class:`UnknownFormatError`."""
    if name not in EXPORTS:
        raise UnknownFormatError(name)
    EXPORTS[name](store, output)


def rdf(name: str) -> Callable[[Store, BinaryIO], None]:
    """The writer of one RDF format; formats without graphs hold the union of all graphs."""
    chosen = RDF_FORMATS[name]

    def write(store: Store, output: BinaryIO) -> None:
        if chosen.supports_datasets:
            store.dump(output, format=chosen, prefixes=dict(terms.NAMESPACES))
        else:
            triples = (quad.triple for quad in store.quads_for_pattern(None, None, None, None))
            serialize(triples, output, format=chosen, prefixes=dict(terms.NAMESPACES))

    return write


def flat(store: Store, output: BinaryIO) -> None:
    """One line a cell, in CSV with a byte order mark (so that spreadsheets show Chinese)."""
    text = io.TextIOWrapper(output, encoding="utf-8-sig", newline="", write_through=True)  # detached at the end
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    names = shared_names(store)
    regions = {q.subject: q.object for q in store.quads_for_pattern(None, gj("region"), None, NamedNode(ENTITIES))}
    apex = {q.subject for q in store.quads_for_pattern(None, gj("apex"), None, NamedNode(LINKS))}
    for graph in documents(store):
        answer = store.query(FLAT, prefixes=terms.NAMESPACES, default_graph=[graph])
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            told = {
                "document": shown(row["d"]),
                "unit": names.get(row["u"], shown(row["u"])),
                "region": shown(regions.get(row["u"])).removeprefix("id/region/"),
                "year": shown(row["year"]),
                "kind": shown(row["kind"]),
                "apex": "true" if row["t"] in apex else "",
                "form": shown(row["f"]).removeprefix("id/form/"),
                "item": shown(row["i"]).removeprefix("id/"),
                "name": shown(row["printed"]) or names.get(row["i"], ""),
                "leaf": shown(row["leaf"]),
                "measure": shown(row["m"]).removeprefix("id/measure/"),
                "value": shown(row["value"]),
                "ulp": shown(row["cellUlp"]) or shown(row["tableUlp"]),
                "text": shown(row["text"]),
                "source": shown(row["source"]),
            }
            writer.writerow([guarded(told[column]) for column in COLUMNS])
    text.detach()


def shared_names(store: Store) -> dict[object, str]:
    """What units, projects and concepts are called in Chinese."""
    names: dict[object, str] = {}
    for graph in shared_graphs(store):
        for predicate in (curie("skos:prefLabel"), curie("rdfs:label")):
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                if isinstance(quad.object, Literal) and quad.object.language in (None, "zh"):
                    names[quad.subject] = quad.object.value
    return names


def documents(store: Store) -> Iterator[NamedNode]:
    """The graphs of documents, in order of name."""
    graphs = (graph for graph in store.named_graphs() if isinstance(graph, NamedNode))
    checks = terms.absolute("doc/"), "/checks"
    chosen = (g for g in graphs if g.value.startswith(checks[0]) and not g.value.endswith(checks[1]))
    yield from sorted(chosen, key=lambda g: g.value)


def shared_graphs(store: Store) -> Iterator[NamedNode]:
    """The graphs that belong to no one document."""
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph.value.startswith(terms.absolute("graph/")):
            yield graph


def shown(term: object) -> str:
    """A term as a cell of a spreadsheet: names relative to the base, values as they are."""
    if isinstance(term, NamedNode):
        return term.value.removeprefix(terms.BASE)
    return term.value if isinstance(term, Literal) else ""


def guarded(value: str) -> str:
    """``value``, harmless where a spreadsheet would run it as a formula.

    >>> guarded("=1+1"), guarded("-12.5")
    ("'=1+1", '-12.5')
    """
    dangerous = value[:1] in ("=", "+", "@", "\t", "\r") or (value[:1] == "-" and not value[1:2].isdigit())
    return f"'{value}" if dangerous else value


def network(store: Store) -> "nx.MultiDiGraph[str]":
    """Units, regions, projects and official documents, and how they are tied to each other."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    entities = NamedNode(ENTITIES)
    answer = store.query(NETWORK, prefixes=terms.NAMESPACES, named_graphs=[entities])
    assert isinstance(answer, QuerySolutions)
    for s, p, o in sorted((shown(r["s"]), r["p"].value, shown(r["o"])) for r in answer):
        graph.add_edge(s, o, relation=p.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
    label = NamedNode(terms.NAMESPACES["rdfs"] + "label")
    for name in graph.nodes:
        found = next(iter(store.quads_for_pattern(NamedNode(terms.absolute(name)), label, None, None)), None)
        graph.nodes[name]["label"] = shown(found.object) if found else name.rsplit("/", 1)[-1]
        graph.nodes[name]["kind"] = name.split("/")[1]
    return graph


def graphml(store: Store, output: BinaryIO) -> None:
    """The network as GraphML."""
    nx.write_graphml(network(store), output)


def gexf(store: Store, output: BinaryIO) -> None:
    """The network as GEXF, for Gephi."""
    nx.write_gexf(network(store), output)


EXPORTS: Mapping[str, Callable[[Store, BinaryIO], None]] = {
    **{name: rdf(name) for name in RDF_FORMATS},
    "csv": flat,
    "graphml": graphml,
    "gexf": gexf,
}


def written(store: Store, name: str, path: Path) -> None:
    """Write an export to ``path``, whole or not at all."""
    passing = path.with_name(path.name + ".part")
    try:
        with passing.open("wb") as output:
            export(store, name, output)
        passing.replace(path)
    finally:
        passing.unlink(missing_ok=True)
