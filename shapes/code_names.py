"""The names that classifications give to the codes of a document: what the rule on names needs beside it.

Only rows that print another name than the list's own carry a label in the graph, so this is a handful of triples.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from ..graph.rdf import gj, text
from ..ontology import terms
from ..ontology.codes import Code, department_item, functional, government_item

LABEL, ITEM = gj("label"), gj("item")
#: What a label may have more than the name: an ordinal before it, its level behind it.
BESIDE = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]|[(（][类款项][)）]$")


def name_quads(quads: Sequence[Quad]) -> Iterator[Quad]:
    """For each row with a label of its own: the label without ordinal and spaces, and its code's names."""
    labels = {quad.subject: quad for quad in quads if quad.predicate == LABEL}
    for quad in quads:
        said = labels.get(quad.subject) if quad.predicate == ITEM else None
        if said is not None and isinstance(quad.object, NamedNode):
            code = code_of(quad.object)
            if code is not None and isinstance(said.object, Literal):
                names = " ".join(plain(name) for name in (code.name, *code.also))
                yield Quad(quad.subject, gj("plainLabel"), text(plain(said.object.value)), quad.graph_name)
                yield Quad(quad.subject, gj("knownNames"), text(names), quad.graph_name)


def code_of(item: NamedNode) -> Code | None:
    """The classification's code that an item is; ``None`` for any other item and for codes no list has."""
    kind, _, key = item.value.removeprefix(terms.absolute("id/")).partition("/")
    match kind:
        case "func":
            return functional(key)
        case "econ":
            return department_item(key)
        case "gecon":
            return government_item(key)
        case _:
            return None


def plain(name: str) -> str:
    """A name without ordinal, level, spaces and differences of width.

    >>> plain("（八）社会保障 和就业支出（类）")
    '社会保障和就业支出'
    """
    narrow = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    return BESIDE.sub("", narrow)
