"""Terms of the graph as a person reads them: amounts in 万元, names instead of IRIs, line numbers as links."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl, quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..ontology import terms
from ..ontology.places import Spot
from .linked_names import encoded, page_of
from .mounting import rooted
from .phrases import Language, in_words
from .questions import Column, Term

XSD = terms.NAMESPACES["xsd"]
NUMERIC = frozenset(XSD + name for name in ("decimal", "integer", "double", "float", "int", "long"))
YUAN_PER_WAN = 10_000
SOURCE = re.compile(
    re.escape(terms.absolute("src/")) + r"(?P<document>[^#]+)#line=(?P<first>\d+),(?P<last>\d+)(?:&(?P<spot>.+))?"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One value on a page; ``title`` is what hovering tells."""

    text: str
    href: str | None = None
    numeric: bool = False
    title: str | None = None


NOTHING = Shown("")
Labels = Mapping[str, str]


def shown(term: Term | None, column: Column, labels: Labels, language: Language) -> Shown:
    """A value of an answer."""
    match term:
        case None:
            return NOTHING
        case NamedNode():
            return shown_node(term.value, labels, language)
        case Literal() if term.datatype.value in NUMERIC and column.name != "year":
            title = f"{term.value} 元" if column.money else None
            return Shown(number(term, money=column.money), numeric=True, title=title)
        case Literal():
            return Shown(in_words(column.name, term.value, language))
        case BlankNode() | Triple():
            return Shown(str(term))


def shown_node(iri: str, labels: Labels, language: Language) -> Shown:
    """A named thing: a spot in a file, a document, or something with a label."""
    if found := SOURCE.fullmatch(iri):
        path = document_path(terms.absolute(f"doc/{found['document']}"), language)
        return Shown(lines(iri, language) or iri, f"{path}#L{int(found['first']) + 1}")
    if iri.startswith(terms.absolute("doc/")) and iri.count("/") == terms.BASE.count("/") + 3:
        return Shown(labels.get(iri, abbreviated(iri)), document_path(iri, language))
    own = page_of(iri)
    return Shown(
        labels.get(iri, abbreviated(iri)),
        own and thing_path(own, language),
        title=iri if iri in labels else None,
    )


def number(literal: Literal, *, money: bool) -> str:
    """A number with separators; money in 万元 with at least two decimals.

    >>> from gouji.graph.rdf import decimal, integer
    >>> number(decimal(Decimal("57932000")), money=True), number(integer(2024), money=False)
    ('5,793.20', '2024')
    >>> number(decimal(Decimal("12345.5")), money=True), number(decimal(Decimal("98.50")), money=False)
    ('1.23455', '98.5')
    """
    try:
        value = Decimal(literal.value)
    except ArithmeticError:
        return literal.value
    if not value.is_finite():
        return literal.value
    return amount(value) if money else plain(value)


def amount(yuan: Decimal) -> str:
    """An amount in 万元: two decimals, or as many as it has."""
    wan = yuan / YUAN_PER_WAN
    if wan == wan.quantize(Decimal("0.01")):
        return f"{wan:,.2f}"
    return f"{wan:,.6f}".rstrip("0")


def plain(value: Decimal) -> str:
    """A number without trailing zeros; separators from five digits on, so that years stay years."""
    text = f"{value:,f}" if abs(value) >= YUAN_PER_WAN else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def printed(value: Decimal, scale: int, step: Decimal | None) -> str:
    """A value as its table prints it: in the table's unit, to the table's step.

    >>> printed(Decimal("25629300"), 10000, Decimal("100"))
    '2,562.93'
    """
    in_unit = value / scale
    if step is None or step <= 0:
        return plain(in_unit)
    exponent = (step / scale).normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return f"{in_unit:,.{max(0, -exponent)}f}"


def lines(anchor: str, language: Language) -> str | None:
    """The lines of a spot in a file, counted from 1; ``None`` if it is no such spot."""
    found = SOURCE.fullmatch(anchor)
    if found is None:
        return None
    if found["spot"]:
        spot = spot_of(found["spot"])
        return spot.zh if language == "zh" else spot.en
    first, last = int(found["first"]) + 1, int(found["last"])
    span = str(first) if first >= last else f"{first}–{last}"
    return f"第 {span} 行" if language == "zh" else f"line {span}"


def spot_of(fragment: str) -> Spot:
    """The spot that a fragment tells, as :attr:`~gouji.ontology.places.Spot.fragment` writes it.

    >>> spot_of("page=7&viewrect=72,90,59,12").page
    7
    """
    told = dict(parse_qsl(fragment))
    page = int(told["page"]) if told.get("page", "").isdecimal() else None
    return Spot(page=page, sheet=told.get("sheet"), cell=told.get("cell"), file=told.get("file"))


def first_line(anchor: str) -> int | None:
    """The first line of a spot in a file, counted from 1."""
    found = SOURCE.fullmatch(anchor)
    return int(found["first"]) + 1 if found else None


def abbreviated(iri: str) -> str:
    """An IRI by its prefix, where it has one.

    >>> abbreviated("https://w3id.org/gouji/id/func/210")
    'fn:210'
    """
    fitting = [
        (base, prefix) for prefix, base in terms.NAMESPACES.items() if iri.startswith(base) and len(iri) > len(base)
    ]
    if not fitting:
        return iri
    base, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri[len(base) :]}"


def thing_path(path: str, language: Language) -> str:
    """The address of a thing's page, in the reader's language.

    >>> thing_path("/ns#unit", "en")
    '/ns?lang=en#unit'
    """
    name, mark, fragment = path.partition("#")
    asked = "?lang=en" if language == "en" else ""
    return f"{encoded(rooted(name))}{asked}{mark}{encoded(fragment)}"


def document_path(iri: str, language: Language) -> str:
    """The address of a document's page."""
    return address(f"/documents/{iri.removeprefix(terms.absolute('doc/'))}", language)


def address(path: str, language: Language, **parameters: str) -> str:
    """An address within the site that keeps the language.

    >>> address("/documents/示例", "en", page="2")
    '/documents/%E7%A4%BA%E4%BE%8B?page=2&lang=en'
    """
    pairs = [*parameters.items(), *([("lang", "en")] if language == "en" else [])]
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs)
    return quote(rooted(path), safe="/-._~") + (f"?{query}" if query else "")


def named_nodes(rows: Iterable[tuple[Term | None, ...]]) -> tuple[str, ...]:
    """The IRIs among values that need a name: all but spots in files."""
    found = {
        term.value: None for row in rows for term in row if isinstance(term, NamedNode) and not SOURCE.match(term.value)
    }
    return tuple(found)
