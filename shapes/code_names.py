"""What classifications say of the codes of a document: what the rules on codes and names need beside it.

Only rows that print another name than the list's own carry a label in the graph, so this is a handful of triples.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Quad

from ..graph.rdf import TRUE, gj, text
from ..ontology import terms
from ..ontology.codes import Code, department_item, functional, government_item

LABEL, ITEM = gj("label"), gj("item")
#: The kinds of items that are codes of a classification.
SCHEMES = ("func", "econ", "gecon")
#: What a label may have more than the name: an ordinal before it, its level behind it.
BESIDE = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]|[(（][类款项][)）]$")


def name_quads(quads: Sequence[Quad]) -> Iterator[Quad]:
    """For each row with a label of its own its code's names; each row whose code no list has is marked."""
    labels = {quad.subject: quad for quad in quads if quad.predicate == LABEL}
    for quad in quads:
        if quad.predicate != ITEM or not isinstance(quad.object, NamedNode):
            continue
        scheme, _, key = quad.object.value.removeprefix(terms.absolute("id/")).partition("/")
        if scheme not in SCHEMES:
            continue
        code, said = code_of(scheme, key), labels.get(quad.subject)
        if code is None:
            yield Quad(quad.subject, gj("unlisted"), TRUE, quad.graph_name)
        elif said is not None and isinstance(said.object, Literal):
            names = " ".join(plain(name) for name in (code.name, *code.also))
            yield Quad(quad.subject, gj("plainLabel"), text(plain(said.object.value)), quad.graph_name)
            yield Quad(quad.subject, gj("knownNames"), text(names), quad.graph_name)


def code_of(scheme: str, key: str) -> Code | None:
    """The classification's code that an item of ``scheme`` is; ``None`` for a code its list does not have.

    >>> code_of("func", "2101501").name, code_of("func", "2101597") is None
    ('行政运行', True)
    """
    match scheme:
        case "func":
            return functional(key)
        case "econ":
            return department_item(key)
        case _:
            return government_item(key)


def plain(name: str) -> str:
    """A name without ordinal, level, spaces and differences of width.

    >>> plain("（八）社会保障 和就业支出（类）")
    '社会保障和就业支出'
    """
    narrow = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    return BESIDE.sub("", narrow)
