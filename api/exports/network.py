"""The network of units, regions, projects and official documents, for Gephi and for programs that know graphs."""

import io
import re
from typing import BinaryIO

import networkx as nx
from pyoxigraph import NamedNode, QuerySolutions, Store

from ...graph.store import ENTITIES
from ...ontology import terms
from .store_names import plain

NETWORK = """
SELECT ?s ?p ?o WHERE { GRAPH ?e { ?s ?p ?o } FILTER(ISIRI(?o)) FILTER(?p IN (
  gj:unit, gj:region, gj:fundedBy, org:subOrganizationOf)) }
"""
#: The day of writing, which would make two exports of one store differ.
TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def network(store: Store) -> "nx.MultiDiGraph[str]":
    """The entities, and how they are tied to each other, in order of name."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    answer = store.query(NETWORK, prefixes=terms.NAMESPACES, named_graphs=[NamedNode(ENTITIES)])
    assert isinstance(answer, QuerySolutions)
    edges = sorted({(plain(row["s"]), row["p"].value, plain(row["o"])) for row in answer})
    graph.add_nodes_from(sorted({end for s, _, o in edges for end in (s, o)}))
    for s, p, o in edges:
        graph.add_edge(s, o, relation=p.rsplit("#", 1)[-1].rsplit("/", 1)[-1])
    label = NamedNode(terms.NAMESPACES["rdfs"] + "label")
    for name in graph.nodes:
        found = sorted(
            plain(q.object) for q in store.quads_for_pattern(NamedNode(terms.absolute(name)), label, None, None)
        )
        graph.nodes[name]["label"] = found[0] if found else name.rsplit("/", 1)[-1]
        graph.nodes[name]["kind"] = name.split("/")[1]
    return graph


def graphml(store: Store, output: BinaryIO) -> None:
    """The network as GraphML."""
    nx.write_graphml(network(store), output)


def gexf(store: Store, output: BinaryIO) -> None:
    """The network as GEXF."""
    written = io.BytesIO()
    nx.write_gexf(network(store), written)
    output.write(TODAY.sub(b"", written.getvalue()))
