"""The formats of answers, and choosing one: content negotiation as a table."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .problems import NotAcceptableError


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its short name, its media type, other names clients use for it, and its file extension."""

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()
    """Media types that mean it too."""
    short: tuple[str, ...] = ()
    """Further short names for ``?format=``."""
    extension: str = ""
    charset: bool = False

    def content_type(self, media_type: str | None = None) -> str:
        """The header for it, under the media type the client knows it by.

        >>> CSV.content_type()
        'text/csv; charset=utf-8'
        """
        chosen = media_type or self.media_type
        return f"{chosen}; charset=utf-8" if self.charset or chosen.startswith("text/") else chosen


JSON = Format("json", "application/sparql-results+json", ("application/json",), ("srj",), "srj")
XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), ("srx",), "srx")
CSV = Format("csv", "text/csv", extension="csv")
TSV = Format("tsv", "text/tab-separated-values", extension="tsv")

TURTLE = Format("turtle", "text/turtle", ("application/x-turtle",), ("ttl",), "ttl")
N_TRIPLES = Format("ntriples", "application/n-triples", ("text/plain",), ("nt", "n-triples"), "nt")
RDF_XML = Format("rdfxml", "application/rdf+xml", ("application/xml", "text/xml"), ("rdf", "xml"), "rdf")
JSON_LD = Format("jsonld", "application/ld+json", ("application/json",), ("json-ld", "json"), "jsonld")
TRIG = Format("trig", "application/trig", ("application/x-trig",), (), "trig")
N_QUADS = Format("nquads", "application/n-quads", ("text/x-nquads",), ("nq", "n-quads"), "nq")

HTML = Format("html", "text/html", ("application/xhtml+xml",), extension="html")

#: What SELECT and ASK answer with; earlier ones are preferred where the client does not mind.
RESULTS: tuple[Format, ...] = (JSON, XML, CSV, TSV)
#: What CONSTRUCT and DESCRIBE answer with.
GRAPHS: tuple[Format, ...] = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)

#: What linked data is described in. Data come first: a page is for who asks for one.
LINKED: tuple[Format, ...] = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, HTML)


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type it is sent as."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The ``Content-Type`` header."""
        return self.format.content_type(self.media_type)


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an ``Accept`` header."""

    kind: str
    subtype: str
    quality: float

    def specificity(self, media_type: str) -> int:
        """How closely it describes ``media_type``: 3 exactly, 2 by ``text/*``, 1 by ``*/*``, 0 not at all."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return 1 if (self.kind, self.subtype) == ("*", "*") else 0


QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


@lru_cache(maxsize=256)
def ranges(accept: str) -> tuple[Range, ...]:
    """The media ranges of an ``Accept`` header; parts that are none are passed over, as RFC 9110 advises.

    >>> ranges("text/csv;q=0.5, nonsense")
    (Range(kind='text', subtype='csv', quality=0.5),)
    """
    found = []
    for part in accept.lower().split(","):
        media, *parameters = part.split(";")
        kind, slash, subtype = media.strip().partition("/")
        qualities = [float(match[1]) for parameter in parameters if (match := QUALITY.fullmatch(parameter))]
        if kind and slash and subtype:
            found.append(Range(kind, subtype, qualities[0] if qualities else 1.0))
    return tuple(found)


def quality(media_type: str, wanted: Iterable[Range]) -> float:
    """How much a client wants a media type: what the closest range says, 0 if none does."""
    described = [(each.specificity(media_type), each.quality) for each in wanted]
    best = max((specificity for specificity, _ in described), default=0)
    return max(value for specificity, value in described if specificity == best) if best else 0.0


def negotiate(accept: str | None, offers: Sequence[Format]) -> Choice | None:
    """The format a client likes best; among equals, one asked for by name, then the first; ``None`` if none fits.

    >>> negotiate("text/csv;q=0.9, application/json", RESULTS).media_type
    'application/json'
    >>> negotiate("image/png", RESULTS) is None
    True
    """
    wanted = ranges(accept) if accept and accept.strip() else (Range("*", "*", 1.0),)
    candidates = [
        (Choice(offer, media_type), quality(media_type, wanted))
        for offer in offers
        for media_type in (offer.media_type, *offer.aliases)
    ]
    best = max(value for _, value in candidates)
    if best == 0:
        return None
    return next(choice for choice, value in candidates if value == best)


def named(name: str, offers: Sequence[Format]) -> Choice | None:
    """The format of a short name or media type, as ``?format=`` gives it.

    >>> named("ttl", GRAPHS).media_type
    'text/turtle'
    """
    wanted = name.strip().lower()
    for offer in sorted(offers, key=lambda offer: wanted not in (offer.name, offer.media_type)):
        if wanted in (offer.name, offer.media_type, *offer.short, *offer.aliases):
            return Choice(offer, wanted if "/" in wanted else offer.media_type)
    return None


@dataclass(frozen=True, slots=True)
class Choices:
    """What to answer with, before it is known whether the query gives rows or a graph."""

    results: Choice | None
    graph: Choice | None


@lru_cache(maxsize=256)
def choose(accept: str | None, name: str | None) -> Choices:
    """The formats for rows and for a graph; raises :class:`NotAcceptableError` when neither fits."""
    if name is not None:
        found = Choices(named(name, RESULTS), named(name, GRAPHS))
    else:
        found = Choices(negotiate(accept, RESULTS), negotiate(accept, GRAPHS))
    if found.results is None and found.graph is None:
        raise not_acceptable((*RESULTS, *GRAPHS))
    return found


def not_acceptable(offers: Sequence[Format]) -> NotAcceptableError:
    """The refusal, with the list of what there is."""
    there = ", ".join(dict.fromkeys(offer.media_type for offer in offers))
    return NotAcceptableError(
        f"没有所要的格式。可用：{there}", f"None of the formats asked for is offered. There are: {there}"
    )


def asks_for(media_type: str, accept: str | None) -> bool:
    """Whether a client names a media type itself and likes nothing else better (a browser and ``text/html``)."""
    wanted = ranges(accept or "")
    return any(each.specificity(media_type) == 3 and each.quality > 0 for each in wanted) and quality(
        media_type, wanted
    ) >= max(each.quality for each in wanted)
