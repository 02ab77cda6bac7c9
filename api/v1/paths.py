"""The shortest ways between two things, over relations that tell something."""

from collections.abc import Iterable
from itertools import islice, pairwise

import networkx as nx
from pyoxigraph import NamedNode

from ..catalogue import labels, records, text
from ..execution import Job
from ..questions import Run
from .neighbours import described

MOST_STEPS = 4
MOST_PATHS = 10
#: Things from which a search goes on at one step; beyond, it takes only the first and says so.
FRONTIER = 1000
#: Statements of one step.
STATEMENTS = 20_000
#: Whatever has these in common is not for that reason connected: regions and years tie everything to everything.
RELATIONS = (
    "gj:unit|gj:project|gj:fundedBy|gj:cited|gj:citing|gj:fundingDocument|gj:document|gj:of|gj:item|gj:table|gj:line"
    "|gj:focus|gj:against|gj:same|gj:equals|org:subOrganizationOf"
)
STEP = """SELECT DISTINCT ?s ?p ?o {{
  VALUES ?p {{ {relations} }}
  {{ VALUES ?s {{ {nodes} }} ?s ?p ?o }} UNION {{ VALUES ?o {{ {nodes} }} ?s ?p ?o }} FILTER(ISIRI(?o))
}} ORDER BY ?s ?p ?o LIMIT {most}"""


class Search:
    """The part of the graph that was looked at so far, from both ends."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.graph: nx.Graph[str] = nx.Graph()
        self.relations: dict[tuple[str, str], str] = {}
        self.truncated = False

    def between(self, start: str, end: str, steps: int) -> list[list[str]]:
        """The shortest ways of at most ``steps`` steps, in order."""
        self.graph.add_nodes_from([start, end])
        edges = [{start}, {end}]
        seen = {start, end}
        for step in range(steps):
            if nx.has_path(self.graph, start, end):
                break
            nearer = min(edges, key=len) if step else edges[0]
            at = edges.index(nearer)
            edges[at] = self.around(nearer) - seen
            seen |= edges[at]
        if not nx.has_path(self.graph, start, end):
            return []
        ways = nx.all_shortest_paths(self.graph, start, end)
        return sorted(islice(ways, MOST_PATHS)) if nx.shortest_path_length(self.graph, start, end) <= steps else []

    def around(self, things: set[str]) -> set[str]:
        """All neighbours of things; what ties them is noted."""
        self.truncated |= len(things) > FRONTIER
        nodes = " ".join(str(NamedNode(iri)) for iri in sorted(things)[:FRONTIER])
        query = STEP.format(relations=RELATIONS.replace("|", " "), nodes=nodes, most=STATEMENTS)
        found = records(self.run, Job(query))
        self.truncated |= len(found) >= STATEMENTS
        for row in found:
            s, p, o = (text(row, name) for name in "spo")
            self.graph.add_edge(s, o)
            self.relations.setdefault((s, o), p)
        return {text(row, name) for row in found for name in "so"}

    def edges(self, ways: Iterable[list[str]]) -> list[dict[str, str | None]]:
        """The statements along the ways, each once."""
        pairs = {pair for way in ways for pair in pairwise(way)}
        told = {(a, b) if (a, b) in self.relations else (b, a) for a, b in pairs}
        return [{"source": s, "relation": self.relations[s, o], "target": o} for s, o in sorted(told)]


def paths(run: Run, start: NamedNode, end: NamedNode, steps: int, language: str) -> dict[str, object]:
    """The ways between two things, with the things and statements along them."""
    search = Search(run)
    ways = search.between(start.value, end.value, steps)
    things = list(dict.fromkeys([start.value, end.value, *(iri for way in ways for iri in way)]))
    names = labels(run, things, language)
    return {
        "paths": ways,
        "nodes": described(run, things, names),
        "edges": search.edges(ways),
        "truncated": search.truncated or len(ways) == MOST_PATHS,
    }
