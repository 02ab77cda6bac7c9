"""What stands around a thing in the graph: relations with their counts, and some of the things they lead to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import NamedNode

from ..catalogue import Record, labels, number, records, text
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
COUNTS = """SELECT ?direction ?relation ?things {{
  {{ SELECT ("out" AS ?direction) ?relation (COUNT(DISTINCT ?other) AS ?things)
    {{ {node} ?relation ?other FILTER(ISIRI(?other)) }} GROUP BY ?relation }} UNION
  {{ SELECT ("in" AS ?direction) ?relation (COUNT(DISTINCT ?other) AS ?things)
    {{ ?other ?relation {node} }} GROUP BY ?relation }}
  FILTER(?things > 0 && ?relation NOT IN ({none}))
}} ORDER BY ?direction ?relation"""
THINGS = """{{ SELECT ("{direction}" AS ?direction) ({relation} AS ?relation) ?other
    {{ SELECT DISTINCT ?other {{ {said} FILTER(ISIRI(?other)){new} }} {ordered} LIMIT {limit} }} }}"""
#: Things of one relation that are put in order; of a hub those are told that the engine comes upon first.
ORDERED = 500
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


@dataclass(frozen=True, slots=True)
class Link:
    """One relation of a thing, and how many things it leads to."""

    direction: Direction
    relation: str
    things: int


def neighbours(run: Run, wanted: Wanted, language: str) -> dict[str, object]:
    """A thing, all its relations with counts, and things that are not excluded; raises :class:`NoSuchPageError`."""
    if b"true" not in run(Job(KNOWN.format(node=wanted.node))).body:
        raise NoSuchPageError(wanted.node.value)
    links = tuple(map(link_of, records(run, Job(COUNTS.format(node=wanted.node, none=NO_RELATIONS)))))
    query = things_query(wanted, links)
    found = sorted(records(run, Job(query)), key=lambda row: (text(row, "direction"), text(row, "relation")))
    kept = found[: wanted.limit]
    others = list(dict.fromkeys([wanted.node.value, *(text(row, "other") for row in kept)]))
    names = labels(run, dict.fromkeys([*others, *(link.relation for link in links)]), language)
    return {
        "node": wanted.node.value,
        "relations": [
            {
                "relation": link.relation,
                "direction": link.direction,
                "name": names.get(link.relation),
                "things": link.things,
            }
            for link in links
        ],
        "nodes": described(run, others, names),
        "edges": [
            edge(wanted.node.value, text(row, "direction"), text(row, "relation"), text(row, "other")) for row in kept
        ],
        "truncated": len(found) > wanted.limit,
        "sparql": query,
    }


def link_of(row: Record) -> Link:
    """A relation as it was counted."""
    direction: Direction = "out" if text(row, "direction") == "out" else "in"
    return Link(direction, text(row, "relation"), number(row, "things"))


def things_query(wanted: Wanted, links: Iterable[Link]) -> str:
    """The query for the things, and for one more than are wanted; relations that surely find no room are left out."""
    shown = ", ".join(map(str, wanted.excluded))
    parts, room = [], wanted.limit + 1 + len(wanted.excluded)
    for link in links:
        relation = NamedNode(link.relation)
        if room <= 0 or wanted.relation not in {None, relation} or wanted.direction not in {None, link.direction}:
            continue
        room -= link.things
        subject, other = (wanted.node, "?other") if link.direction == "out" else ("?other", wanted.node)
        parts.append(
            THINGS.format(
                direction=link.direction,
                relation=relation,
                said=f"{subject} {relation} {other}",
                new=f" FILTER(?other NOT IN ({shown}))" if shown else "",
                ordered="ORDER BY ?other" if link.things <= ORDERED else "",
                limit=wanted.limit + 1,
            )
        )
    return f"SELECT ?direction ?relation ?other {{ {' UNION '.join(parts) or 'FILTER(false)'} }}"


def described(run: Run, iris: Sequence[str], names: dict[str, str]) -> list[dict[str, Json]]:
    """Each thing with what it is called and what kind of thing it is."""
    nodes = " ".join(str(NamedNode(iri)) for iri in iris)
    types = {text(row, "thing"): text(row, "type") for row in records(run, Job(CLASSES.format(nodes=nodes)))}
    return [{"iri": iri, "name": names.get(iri), "type": types.get(iri)} for iri in iris]


def edge(node: str, direction: str, relation: str, other: str) -> dict[str, Json]:
    """One statement between two things."""
    source, target = (node, other) if direction == "out" else (other, node)
    return {"source": source, "relation": relation, "target": target}
