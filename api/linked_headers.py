"""Signposting: where and in which forms a thing is described, said in ``Link`` headers (signposting.org, level 1)."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from ..ontology import terms
from .formats import HTML, LINKED
from .linked_names import encoded
from .linked_resource import LICENCE, Resource
from .mounting import rooted

#: How classes of ours are known to those who index pages.
TYPES = {
    "Document": "https://schema.org/Dataset",
    "Unit": "https://schema.org/GovernmentOrganization",
    "Region": "https://schema.org/AdministrativeArea",
    "Project": "https://schema.org/Project",
}


def links(found: Resource) -> Iterator[tuple[str, dict[str, str]]]:
    """The targets of a thing's description, each with its attributes, ``rel`` among them."""
    path = rooted(found.named.path)
    for form in LINKED:
        relation = "alternate" if form is HTML else "alternate describedby"
        yield encoded(f"{path}.{form.extension}"), {"rel": relation, "type": form.media_type}
    yield encoded(found.named.thing), {"rel": "cite-as"}
    yield encoded(terms.absolute("dataset")), {"rel": "collection"}
    yield LICENCE.value, {"rel": "license"}
    for kind in schema_types(found):
        yield kind, {"rel": "type"}
    for source in found.values("prov:wasDerivedFrom"):
        if isinstance(source, NamedNode):
            yield encoded(source.value), {"rel": "item"}


def schema_types(found: Resource) -> Iterator[str]:
    """What a thing is at schema.org; every description is at least a page about something."""
    yield "https://schema.org/AboutPage"
    for each in found.values("rdf:type"):
        if isinstance(each, NamedNode) and (kind := TYPES.get(each.value.removeprefix(terms.GJ))):
            yield kind


def link_header(found: Resource) -> str:
    """The ``Link`` header."""
    return ", ".join(
        f"<{target}>" + "".join(f'; {name}="{value}"' for name, value in attributes.items())
        for target, attributes in links(found)
    )
