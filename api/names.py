"""What everything is called, held in memory to be searched: names, other spellings, codes, titles of documents."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..ontology import terms
from .catalogue import Catalogue, rows_of, text
from .execution import Job
from .questions import Run

SKOS = terms.NAMESPACES["skos"]
#: Classes that are searched, in the order in which their things are shown.
CLASSES = ("gj:Unit", "gj:Document", "gj:CitedDocument", "gj:Project", "skos:Concept", "gj:Form", "gj:Region")
NAMES = f"""
SELECT DISTINCT ?thing ?class ?property ?said {{
  VALUES ?class {{ {" ".join(CLASSES)} }} ?thing a ?class ; ?property ?said
  FILTER(?property IN (rdfs:label, skos:prefLabel, skos:altLabel, gj:code, gj:unitCode, skos:notation))
  FILTER(LANG(?said) IN ("", "zh"))
}}
"""
CODES = frozenset({terms.GJ + "code", terms.GJ + "unitCode", SKOS + "notation"})
#: Names that are read; what lies beyond them is found in SPARQL only.
ROWS = 1_000_000


@dataclass(frozen=True, slots=True)
class Name:
    """One thing under one of its names; ``kind`` is the place of its class in :data:`CLASSES`."""

    iri: str
    kind: int
    said: str
    code: bool

    @property
    def class_iri(self) -> str:
        """The IRI of its class."""
        prefix, _, local = CLASSES[self.kind].partition(":")
        return terms.NAMESPACES[prefix] + local


@dataclass(frozen=True, slots=True)
class Names:
    """All names, and what each thing is mainly called."""

    names: tuple[Name, ...]
    called: dict[str, str]

    def matching(self, words: str) -> list[Name]:
        """The things with a name that has all the words, or a code that begins with them; each thing once.

        Whatever is called exactly so comes first, then by class, the shortest name first.
        """
        wanted = words.lower().split()
        found: dict[str, tuple[bool, int, int, str, Name]] = {}
        for name in self.names:
            said = name.said.lower()
            if said.startswith(words.lower()) if name.code else all(word in said for word in wanted):
                rank = (said != words.lower(), name.kind, len(said), said, name)
                before = found.get(name.iri)
                if before is None or rank[:4] < before[:4]:
                    found[name.iri] = rank
        return [rank[4] for rank in sorted(found.values(), key=lambda rank: rank[:4])]


def names(run: Run, catalogue: Catalogue) -> Names:
    """The names that the graph gives, and the titles of its documents."""
    places = {curie: place for place, curie in enumerate(CLASSES)}
    classes = {terms.NAMESPACES[curie.partition(":")[0]] + curie.partition(":")[2]: at for curie, at in places.items()}
    told: dict[tuple[str, str], Name] = {}
    called: dict[str, str] = {}
    for row in rows_of(run(Job(NAMES, rows=ROWS))):
        iri, said, property_ = text(row, "thing"), text(row, "said"), text(row, "property")
        told.setdefault((iri, said), Name(iri, classes[text(row, "class")], said, property_ in CODES))
        if property_ in {SKOS + "prefLabel", terms.NAMESPACES["rdfs"] + "label"}:
            called[iri] = said
    documents = tuple(document_names(catalogue))
    return Names((*told.values(), *documents), called | {each.iri: each.said for each in documents})


def document_names(catalogue: Catalogue) -> Iterator[Name]:
    """The documents by unit, year and title."""
    kind = CLASSES.index("gj:Document")
    for document in catalogue.documents:
        said = document.title or f"{document.unit} {document.year}"
        yield Name(document.iri, kind, said, code=False)
