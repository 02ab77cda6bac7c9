"""What stands around a thing in the graph: relations with their counts, and some of the things they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from ..catalogue import labels, number, records, text
from ..execution import Job
from ..problems import NoSuchPageError
from ..questions import Run
from ..twins import Json

#: Things of one answer at most.
MOST_NODES = 200
#: Things whose exclusion one request may ask for.
MOST_EXCLUDED = 1000
Direction = Literal["out", "in"]

#: Where something stands in a file and what kind of thing it is are no relations between things.
NO_RELATIONS = "rdf:type, gj:anchor, prov:wasDerivedFrom, prov:wasGeneratedBy, gj:measure, gj:form, skos:inScheme"
COUNTS = """SELECT ?direction ?relation (COUNT(DISTINCT ?other) AS ?things) {{
  {{ {node} ?relation ?other BIND("out" AS ?direction) }} UNION {{ ?other ?relation {node} BIND("in" AS ?direction) }}
  FILTER(ISIRI(?other) && ?relation NOT IN ({none}))
}} GROUP BY ?direction ?relation ORDER BY ?direction ?relation"""
THINGS = """SELECT DISTINCT ?direction ?relation ?other {{
  {{ {node} ?relation ?other BIND("out" AS ?direction) }} UNION {{ ?other ?relation {node} BIND("in" AS ?direction) }}
  FILTER(ISIRI(?other) && ?relation NOT IN ({none}){narrowed}) {excluded}
}} ORDER BY ?direction ?relation ?other LIMIT {limit}"""
CLASSES = "SELECT ?thing (MIN(STR(?class)) AS ?type) {{ VALUES ?thing {{ {nodes} }} ?thing a ?class }} GROUP BY ?thing"
KNOWN = "ASK {{ {{ {node} ?p ?o }} UNION {{ ?s ?p {node} }} }}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which neighbours are asked for."""

    node: NamedNode
    relation: NamedNode | None = None
    direction: Direction | None = None
    excluded: tuple[NamedNode, ...] = ()
    limit: int = 20


def neighbours(run: Run, wanted: Wanted, language: str) -> dict[str, object]:
    """A thing, all its relations with counts, and things that are not excluded; raises :class:`NoSuchPageError`."""
    if b"true" not in run(Job(KNOWN.format(node=wanted.node))).body:
        raise NoSuchPageError(wanted.node.value)
    counted = records(run, Job(COUNTS.format(node=wanted.node, none=NO_RELATIONS)))
    query = things_query(wanted)
    found = records(run, Job(query))
    kept = found[: wanted.limit]
    others = list(dict.fromkeys([wanted.node.value, *(text(row, "other") for row in kept)]))
    relations = {text(row, "relation") for row in counted}
    names = labels(run, [*others, *sorted(relations)], language)
    return {
        "node": wanted.node.value,
        "relations": [
            {
                "relation": text(row, "relation"),
                "direction": text(row, "direction"),
                "name": names.get(text(row, "relation")),
                "things": number(row, "things"),
            }
            for row in counted
        ],
        "nodes": described(run, others, names),
        "edges": [
            edge(wanted.node.value, text(row, "direction"), text(row, "relation"), text(row, "other")) for row in kept
        ],
        "truncated": len(found) > wanted.limit,
        "sparql": query,
    }


def things_query(wanted: Wanted) -> str:
    """The query for the things, and for one more than are wanted."""
    narrowed = f" && ?relation = {wanted.relation}" if wanted.relation else ""
    narrowed += f' && ?direction = "{wanted.direction}"' if wanted.direction else ""
    shown = " ".join(map(str, wanted.excluded))
    return THINGS.format(
        node=wanted.node,
        none=NO_RELATIONS,
        narrowed=narrowed,
        excluded=f"MINUS {{ VALUES ?other {{ {shown} }} }}" if shown else "",
        limit=wanted.limit + 1,
    )


def described(run: Run, iris: Sequence[str], names: dict[str, str]) -> list[dict[str, Json]]:
    """Each thing with what it is called and what kind of thing it is."""
    nodes = " ".join(str(NamedNode(iri)) for iri in iris)
    types = {text(row, "thing"): text(row, "type") for row in records(run, Job(CLASSES.format(nodes=nodes)))}
    return [{"iri": iri, "name": names.get(iri), "type": types.get(iri)} for iri in iris]


def edge(node: str, direction: str, relation: str, other: str) -> dict[str, Json]:
    """One statement between two things."""
    source, target = (node, other) if direction == "out" else (other, node)
    return {"source": source, "relation": relation, "target": target}
