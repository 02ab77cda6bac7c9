"""Addresses and what they are about: ``/id/…`` names a thing, ``/doc/…`` is where it is described.

A disclosure is a document itself, and everything printed in it has its name below that of the disclosure; so their
names begin with ``doc/`` and a region's six digits, which no other kind of thing begins with.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from ..ontology import terms
from .formats import LINKED, Format

DISCLOSED = re.compile(r"\d{6}-")
#: Names of things that are documents, or near enough, and are described where they are.
DOCUMENTS = ("src/", "run/", "graph/", "series/", "dataset", "catalogue")
#: The media types of suffixes.
SUFFIXES = {form.extension: form for form in LINKED}


@dataclass(frozen=True, slots=True)
class Named:
    """What an address is about: the thing, the document that describes it, and the format if the address says so."""

    thing: str
    document: str
    path: str
    """The address of the document, without suffix."""
    format: Format | None = None


def named(path: str) -> Named | None:
    """What a path is about, suffix and all; ``None`` if nothing can have a name like this.

    >>> named("doc/func/210.ttl").thing
    'https://w3id.org/gouji/id/func/210'
    >>> named("doc/131028-示例局/2024/budget").document
    'https://w3id.org/gouji/doc/131028-示例局/2024/budget#description'
    """
    name, form = without_suffix(path)
    try:
        NamedNode(terms.absolute(name))
    except ValueError:
        return None
    rest = name.removeprefix("doc/")
    if rest != name and not DISCLOSED.match(rest):
        return Named(terms.absolute(f"id/{rest}"), terms.absolute(name), f"/{name}", form)
    if rest != name or name.startswith(DOCUMENTS):
        return Named(terms.absolute(name), f"{terms.absolute(name)}#description", f"/{name}", form)
    return None


def without_suffix(path: str) -> tuple[str, Format | None]:
    """A path without the suffix of a format, and the format.

    >>> without_suffix("doc/measure/budget.total")
    ('doc/measure/budget.total', None)
    """
    name, _, suffix = path.rpartition(".")
    form = SUFFIXES.get(suffix)
    return (name, form) if form else (path, None)


def page_of(iri: str) -> str | None:
    """The path at which a thing of ours is described; ``None`` for things of others.

    >>> page_of("https://w3id.org/gouji/id/unit/131028-示例局")
    '/doc/unit/131028-示例局'
    >>> page_of("https://w3id.org/gouji/ns#unit")
    '/ns#unit'
    >>> page_of("http://www.w3.org/2004/02/skos/core#Concept") is None
    True
    """
    if not iri.startswith(terms.BASE):
        return None
    path = iri.removeprefix(terms.BASE)
    return f"/doc/{path.removeprefix('id/')}" if path.startswith("id/") else f"/{path}"


def encoded(path: str) -> str:
    """A path as it is sent: everything beyond ASCII percent-encoded.

    >>> encoded("/doc/unit/131028-示例局")
    '/doc/unit/131028-%E7%A4%BA%E4%BE%8B%E5%B1%80'
    """
    return quote(path, safe="/-._~!$&'()*+,;=:@#")
