"""What the graph says of one thing, and in which graph; what points at it and how often; what all of it is called."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from ..graph.rdf import TYPE, integer
from ..ontology import terms
from .catalogue import Record, records, text
from .description_service import DATASET, DESCRIPTION
from .execution import Job
from .linked_names import Named
from .questions import Run, Term
from .writing import FURTHER, expanded, triples_of

#: Statements about one thing that are told; hubs have more.
SAID = 1000
#: Statements of a whole disclosure.
WHOLE = 60_000
#: Things told that point at it, of each kind on the first page, and of one kind on its own pages.
FEW, PAGE = 20, 100
#: Up to how many they are counted.
COUNTED = 10_000
#: Things told by name in one asking.
NAMES = 500
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
NAMING = ("skos:prefLabel", "rdfs:label", "dcterms:title")

LINKS = f"""
PREFIX void: <http://rdfs.org/ns/void#>
SELECT DISTINCT ?p {{ GRAPH <{DESCRIPTION}> {{ <{DATASET.value}> void:propertyPartition/void:property ?p }} }}
"""
ALL_LINKS = "SELECT DISTINCT ?p { ?s ?p ?o FILTER(ISIRI(?o)) }"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement, and the graph it stands in."""

    graph: str
    predicate: NamedNode
    value: Term


@dataclass(frozen=True, slots=True)
class Inverse:
    """What points at the thing by one predicate: how many, and the first of them."""

    predicate: NamedNode
    count: int
    things: tuple[NamedNode, ...]

    @property
    def bounded(self) -> bool:
        """Whether there may be more than were counted."""
        return self.count >= COUNTED


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of what points at a thing is asked for; none in particular at first."""

    predicate: str | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing as the graph tells it."""

    named: Named
    said: tuple[Said, ...]
    inverse: tuple[Inverse, ...]
    names: tuple[Triple, ...]
    whole: tuple[Triple, ...] = ()
    truncated: bool = False

    @property
    def subject(self) -> NamedNode:
        """The thing."""
        return NamedNode(self.named.thing)

    @property
    def graphs(self) -> tuple[str, ...]:
        """The graphs that say something of it."""
        return tuple(sorted({each.graph for each in self.said}))

    @property
    def is_disclosure(self) -> bool:
        """Whether the thing is a disclosure, whose name is also the name of its graph."""
        return expanded("gj:Document") in self.values("rdf:type")

    def values(self, prefixed: str) -> tuple[Term, ...]:
        """The values of one property."""
        wanted = expanded(prefixed)
        return tuple(each.value for each in self.said if each.predicate == wanted)

    def triples(self, version: str) -> tuple[Triple, ...]:
        """All of it as triples, the describing document included."""
        own = (Triple(self.subject, each.predicate, each.value) for each in self.said)
        pointing = (Triple(thing, each.predicate, self.subject) for each in self.inverse for thing in each.things)
        return tuple(dict.fromkeys([*own, *pointing, *self.whole, *self.names, *self.about(version)]))

    def about(self, version: str) -> Iterator[Triple]:
        """The describing document: of what, from where, under which licence; and how much points at the thing."""
        document = NamedNode(self.named.document)
        yield Triple(document, TYPE, expanded("foaf:Document"))
        yield Triple(document, expanded("foaf:primaryTopic"), self.subject)
        yield Triple(document, expanded("dcterms:isPartOf"), DATASET)
        yield Triple(document, expanded("dcterms:license"), LICENCE)
        yield Triple(document, expanded("dcat:version"), Literal(version))
        for graph in self.graphs:
            yield Triple(document, expanded("prov:wasDerivedFrom"), NamedNode(graph))
        for each in self.inverse:
            links = NamedNode(f"{self.named.document.partition('#')[0]}#links-{as_part(each.predicate.value)}")
            yield Triple(links, TYPE, expanded("void:Linkset"))
            yield Triple(links, expanded("void:objectsTarget"), self.subject)
            yield Triple(links, expanded("void:linkPredicate"), each.predicate)
            yield Triple(links, expanded("void:triples"), integer(each.count))


def resource(run: Run, named: Named, wanted: Wanted, links: Sequence[str]) -> Resource | None:
    """What the graph says of a thing; ``None`` if nothing. ``links`` are the predicates that can point at it."""
    said, cut = statements(run, named.thing)
    counted = counts(run, named.thing, links)
    if not said and not counted:
        return None
    inverse = tuple(first_things(run, named.thing, counted, wanted))
    found = Resource(named, said, inverse, (), (), cut)
    if found.is_disclosure:
        whole, more = disclosed(run, named.thing)
    else:
        whole, more = fragments(run, named.thing, said), False
    found = replace(found, whole=whole, truncated=cut or more)
    return replace(found, names=tuple(naming(run, mentioned(found))))


def mentioned(found: Resource) -> Iterator[str]:
    """All that can have a name: things, properties and graphs, but no spots in files and no parts of the thing."""
    told = [found.subject, *(part for each in found.said for part in (each.predicate, each.value))]
    told += [part for each in found.inverse for part in (each.predicate, *each.things)]
    told += [part for triple in found.whole for part in triple]
    iris = dict.fromkeys([*(part.value for part in told if isinstance(part, NamedNode)), *found.graphs])
    own = f"{found.named.thing}#"
    return (iri for iri in iris if "#line=" not in iri and not iri.startswith(own))


def statements(run: Run, iri: str) -> tuple[tuple[Said, ...], bool]:
    """What is said of a thing and in which graph, and whether there is more."""
    query = f"SELECT ?g ?p ?o {{ GRAPH ?g {{ {NamedNode(iri)} ?p ?o }} }} ORDER BY ?p ?o ?g LIMIT {SAID + 1}"
    found = [
        Said(text(row, "g"), row["p"], row["o"]) for row in records(run, Job(query)) if isinstance(row["p"], NamedNode)
    ]
    return tuple(found[:SAID]), len(found) > SAID


def links_of(run: Run) -> tuple[str, ...]:
    """The predicates of the graph: as its description tells them, or else by looking at all of it."""
    found = records(run, Job(LINKS)) or records(run, Job(ALL_LINKS))
    return tuple(sorted(text(row, "p") for row in found))


def counts(run: Run, iri: str, links: Iterable[str]) -> dict[str, int]:
    """How often each predicate points at a thing; those that do not are absent.

    What points at most things is counted in one go; what points at a hub is counted only so far, link by link.
    """
    thing = NamedNode(iri)
    some = f"SELECT (COUNT(*) AS ?n) {{ SELECT ?s {{ ?s ?p {thing} }} LIMIT {COUNTED} }}"
    total = int(text(records(run, Job(some))[0], "n"))
    if total == 0:
        return {}
    if total < COUNTED:
        query = f"SELECT ?p (COUNT(*) AS ?n) {{ ?s ?p {thing} }} GROUP BY ?p"
    else:
        parts = (
            f"{{ SELECT ({link} AS ?p) (COUNT(*) AS ?n) {{ SELECT ?s {{ ?s {link} {thing} }} LIMIT {COUNTED} }} }}"
            for link in map(NamedNode, links)
        )
        query = f"SELECT ?p ?n {{ {' UNION '.join(parts)} FILTER(?n > 0) }}"
    return {text(row, "p"): int(text(row, "n")) for row in records(run, Job(query))}


def first_things(run: Run, iri: str, counted: dict[str, int], wanted: Wanted) -> Iterator[Inverse]:
    """What points at a thing, as much of it as is wanted."""
    chosen = {p: n for p, n in counted.items() if wanted.predicate in (None, p)}
    few = FEW if wanted.predicate is None else PAGE
    parts = " UNION ".join(
        f"{{ SELECT ({NamedNode(p)} AS ?p) ?s {{ ?s {NamedNode(p)} {NamedNode(iri)} }}"
        f" {'ORDER BY ?s' if n < COUNTED else ''} LIMIT {few} OFFSET {(wanted.page - 1) * few} }}"
        for p, n in chosen.items()
    )
    rows = records(run, Job(f"SELECT ?p ?s {{ {parts} }}")) if parts else []
    for predicate, number in sorted(chosen.items()):
        things = [row["s"] for row in rows if text(row, "p") == predicate]
        yield Inverse(NamedNode(predicate), number, tuple(s for s in things if isinstance(s, NamedNode)))


def disclosed(run: Run, iri: str) -> tuple[tuple[Triple, ...], bool]:
    """Everything a disclosure says: the whole of its graph, and whether that is cut."""
    job = Job("CONSTRUCT WHERE { ?s ?p ?o }", graph="ntriples", default_graphs=(iri,), rows=WHOLE)
    outcome = run(job)
    return triples_of(outcome.body), outcome.truncated


def fragments(run: Run, iri: str, said: Iterable[Said]) -> tuple[Triple, ...]:
    """What is said of the parts of a thing that are named after it with a ``#``, and that only it leads to."""
    beginning = f"{iri}#"
    found: dict[Triple, None] = {}
    values: Iterable[Term] = tuple(each.value for each in said)
    seen: set[str] = set()
    while wanted := {each.value for each in values if isinstance(each, NamedNode)} - seen:
        parts = sorted(part for part in wanted if part.startswith(beginning))
        seen |= wanted
        triples: list[Triple] = []
        for start in range(0, len(parts), NAMES):
            listed = " ".join(str(NamedNode(part)) for part in parts[start : start + NAMES])
            job = Job(f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {listed} }} ?s ?p ?o }}", graph="ntriples", rows=WHOLE)
            triples += triples_of(run(job).body)
        found |= dict.fromkeys(triples)
        values = [triple.object for triple in triples if isinstance(triple.object, NamedNode)]
    return tuple(found)


def naming(run: Run, iris: Iterable[str]) -> Iterator[Triple]:
    """What things are called, in every language; asked for some hundreds at a time."""
    wanted = sorted(iris)
    for start in range(0, len(wanted), NAMES):
        values = " ".join(str(NamedNode(iri)) for iri in wanted[start : start + NAMES])
        query = (
            f"SELECT DISTINCT ?thing ?p ?name {{ VALUES ?thing {{ {values} }}"
            f" VALUES ?p {{ {' '.join(NAMING)} }} ?thing ?p ?name }}"
        )
        for row in records(run, Job(query)):
            thing, predicate, name = row["thing"], row["p"], row["name"]
            if isinstance(thing, NamedNode) and isinstance(predicate, NamedNode):
                yield Triple(thing, predicate, name)


def named_rows(names: Iterable[Triple]) -> list[Record]:
    """Names as rows that :func:`~gouji.api.catalogue.chosen_labels` chooses from."""
    return [{"thing": triple.subject, "label": triple.object} for triple in names]


def as_part(iri: str) -> str:
    """An IRI as part of a fragment.

    >>> as_part("https://w3id.org/gouji/ns#unit"), as_part("urn:x#y")
    ('gj.unit', 'urn.x%23y')
    """
    return quote(compact(iri).replace(":", "."), safe="")


def compact(iri: str) -> str:
    """An IRI by its prefix, as a parameter of an address; whole where it has none.

    >>> compact("https://w3id.org/gouji/ns#unit")
    'gj:unit'
    """
    for prefix, base in (terms.NAMESPACES | FURTHER).items():
        rest = iri.removeprefix(base)
        if rest != iri and "/" not in rest and "#" not in rest:
            return f"{prefix}:{rest}"
    return iri
