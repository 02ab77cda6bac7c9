"""What search engines are told of a thing: a few words of schema.org in JSON-LD."""

import json
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode

from ..ontology import terms
from .catalogue import chosen_labels
from .linked_headers import TYPES
from .linked_resource import LICENCE, Resource, named_rows
from .phrases import Language

Json = str | Mapping[str, str] | list[str]


def schema_org(found: Resource, language: Language) -> str:
    """The JSON-LD, so written that it cannot end the element of a page it stands in."""
    return json.dumps(told(found, language), ensure_ascii=False).replace("<", "\\u003c")


def told(found: Resource, language: Language) -> Mapping[str, Json]:
    """What a thing is to a search engine: its class, its name, what it belongs to."""
    names = chosen_labels(named_rows(found.names), language)
    iri = found.named.thing
    classes = [each.value.removeprefix(terms.GJ) for each in found.values("rdf:type") if isinstance(each, NamedNode)]
    kind = next((TYPES[name] for name in classes if name in TYPES), "https://schema.org/Thing")
    said: dict[str, Json] = {"@context": "https://schema.org", "@type": kind.rsplit("/", 1)[-1], "@id": iri}
    said["name"] = names.get(iri) or iri.rsplit("/", 1)[-1]
    if "Document" in classes:
        said |= dataset(found, names)
    if region := first(found, "gj:region"):
        said["areaServed"] = {"@type": "AdministrativeArea", "@id": region, "name": names.get(region, region)}
    return said


def dataset(found: Resource, names: Mapping[str, str]) -> Mapping[str, Json]:
    """A disclosure as a data set."""
    said: dict[str, Json] = {"license": LICENCE.value, "isPartOf": terms.absolute("dataset"), "inLanguage": "zh"}
    said["description"] = names.get(found.named.thing, "") or found.named.thing
    if year := first(found, "gj:year"):
        said["temporalCoverage"] = year
    if unit := first(found, "gj:unit"):
        said["creator"] = {"@type": "GovernmentOrganization", "@id": unit, "name": names.get(unit, unit)}
    return said


def first(found: Resource, prefixed: str) -> str | None:
    """The first value of a property, as text."""
    for value in found.values(prefixed):
        if isinstance(value, NamedNode | Literal):
            return value.value
    return None
