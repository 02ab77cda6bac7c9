"""What documents say of things they share — units, projects, official documents, new row concepts.

These triples live in one graph of their own: if each document's graph repeated them, the union default graph
would count them once per document (Oxigraph 0.5.13).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from ..ontology import terms
from ..ontology.codes import issuer_words
from ..ontology.facts import Allocation, Citation, Fact, Line, Project, Reading, Unit
from . import rdf
from .names import known_label, parts_of_number
from .rdf import TYPE, curie, gj, integer, node, text

#: Of these an entity has one value; where documents differ the newest one's holds.
FUNCTIONAL = frozenset(
    {curie("rdfs:label"), curie("skos:prefLabel"), gj("unit"), gj("unitNature"), gj("unitLevel"), gj("fundingMode")}
)


@dataclass(frozen=True, slots=True)
class Described:
    """The triples of one reading that describe shared things."""

    triples: tuple[Triple, ...]


def entity_triples(reading: Reading) -> tuple[Triple, ...]:
    """What a reading says of shared things, each triple once."""
    found: dict[Triple, None] = {}
    for fact in reading.facts:
        for triple in triples(fact):
            found[triple] = None
    return tuple(found)


def triples(fact: Fact) -> Iterator[Triple]:
    """The shared triples of one fact."""
    match fact:
        case Unit():
            yield from of_unit(fact)
        case Project():
            yield from of_project(fact)
        case Citation():
            yield from of_number(fact.normal, fact.spelling, likely=fact.likely)
            if fact.where == "title" and fact.citing.startswith("id/project/"):
                yield Triple(node(fact.citing), gj("fundedBy"), node(terms.fund_name(fact.normal)))
        case Allocation():
            yield Triple(node(fact.project), gj("fundedBy"), node(fact.document))
        case Line():
            yield from of_row(fact)
        case _:
            return


def of_unit(unit: Unit) -> Iterator[Triple]:
    """A unit: its short name, the names it is printed under, its region, code, nature and parent."""
    subject = node(unit.iri)
    label = unit.iri.partition("-")[2]
    yield Triple(subject, TYPE, gj("Unit"))
    yield Triple(subject, curie("rdfs:label"), text(label))
    if unit.name != label:
        yield Triple(subject, curie("skos:altLabel"), text(unit.name))
    if unit.region:
        yield Triple(subject, gj("region"), node(f"id/region/{unit.region}"))
    if unit.parent:
        yield Triple(subject, curie("org:subOrganizationOf"), node(unit.parent))
    yield from literals(
        subject,
        {
            "unitCode": unit.code,
            "unitNature": unit.nature,
            "unitLevel": unit.level,
            "fundingMode": unit.funding,
        },
    )


def of_project(project: Project) -> Iterator[Triple]:
    """A project: its name, code, unit, region and the year its code begins with."""
    subject = node(project.iri)
    yield Triple(subject, TYPE, gj("Project"))
    yield Triple(subject, curie("rdfs:label"), text(project.name))
    yield Triple(subject, gj("unit"), node(project.unit))
    if project.region:
        yield Triple(subject, gj("region"), node(f"id/region/{project.region}"))
    if project.start_year:
        yield Triple(subject, gj("startYear"), integer(project.start_year))
    yield from literals(subject, {"code": project.code})


def of_number(normal: str, spelling: str, likely: str | None) -> Iterator[Triple]:
    """An official document: its number in normal form, the parts of the number, each spelling met."""
    subject = node(terms.fund_name(normal))
    issuer, year, serial = parts_of_number(normal)
    funding = any(issuer.endswith(word) for word, known in issuer_words().items() if known.funding)
    yield Triple(subject, TYPE, gj("FundingDocument" if funding else "CitedDocument"))
    if funding:
        yield Triple(subject, TYPE, gj("CitedDocument"))
    yield Triple(subject, curie("rdfs:label"), text(normal))
    yield Triple(subject, gj("issuerCode"), text(issuer))
    yield Triple(subject, gj("year"), integer(year))
    yield Triple(subject, gj("serial"), integer(serial))
    if spelling != normal:
        yield Triple(subject, curie("skos:altLabel"), text(spelling))
    if likely:
        yield Triple(subject, gj("suspect"), rdf.TRUE)
        yield Triple(subject, gj("likely"), text(likely))


def of_row(line: Line) -> Iterator[Triple]:
    """A concept that no code list knows: its printed name is all that is known of it."""
    if line.item.startswith(("id/func/", "id/row/")) and known_label(line.item) is None:
        subject = node(line.item)
        yield Triple(subject, TYPE, curie("skos:Concept"))
        name = line.item.rsplit("/", 1)[-1] if line.item.startswith("id/row/") else line.label
        yield Triple(subject, curie("skos:prefLabel"), rdf.zh(name))


def literals(subject: NamedNode, of: dict[str, str | None]) -> Iterator[Triple]:
    """One plain string a term, where there is one."""
    for term, value in of.items():
        if value:
            yield Triple(subject, gj(term), Literal(value))
