"""``/search``: one box for names, codes and document numbers in whatever brackets; values and texts on asking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..ontology import terms
from .catalogue import labels
from .linked_names import page_of
from .names import Name, Names, names
from .pages import catalogue_of, language_of, page
from .parameters import search as words_of
from .phrases import TERMS, Language
from .questions import Answer, Run, Term, ask
from .rendering import Shown, abbreviated, address, document_path, shown_node, thing_path
from .serving import Service
from .sides import figure_path
from .v1.resources import listings

#: Hits on the page; more are a reason to say more.
HITS = 100
#: Where things of a kind have a page that says more than their linked data.
UNIT, FUNDS = terms.GJ + "Unit", terms.absolute("id/fund/")
FIGURES = frozenset(terms.GJ + name for name in ("Cell", "Claim"))


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    name: str
    href: str
    kind: str
    match: str
    snippet: str
    document: Shown | None = None
    place: Shown | None = None


async def names_of(request: Request, service: Service) -> Names:
    """The names; what is served does not change, so they are read once."""
    if service.names is None:
        catalogue = await catalogue_of(request, service)

        def work(run: Run) -> Names:
            return names(run, catalogue)

        service.names = await service.attend(request, work)
    return service.names


async def search(request: Request, service: Service) -> Response:
    """``/search?q=``: what is called so; with ``texts``, what has the words in its texts or values as well."""
    words = request.query_params.get("q", "").strip()
    texts = "texts" in request.query_params
    language = language_of(request)
    context: dict[str, Any] = {"words": words, "hits": [], "problem": None, "more": False, "texts": texts}
    if not words:
        return page(request, "search.html", **context)
    wanted = words_of(words)
    if wanted is None:
        return page(request, "search.html", 400, **(context | {"problem": True}))
    known = await names_of(request, service)
    found = known.matching(wanted.value)

    def work(run: Run) -> tuple[list[Hit], bool]:
        if not texts:
            return named(found[:HITS], known, run, language), len(found) > HITS
        answer = ask(listings()["search"], {"words": words}, run)
        return hits(answer, run, language), len(answer.rows) > HITS or answer.truncated

    context["hits"], context["more"] = await service.attend(request, work)
    return page(request, "search.html", **context)


def named(found: Sequence[Name], known: Names, run: Run, language: Language) -> list[Hit]:
    """Things by what they are mainly called, with the name under which they were found where that is another."""
    kinds = labels(run, sorted({name.class_iri for name in found}), language)
    return [
        Hit(
            name=known.called.get(name.iri, name.said),
            href=where(name.iri, name.class_iri, language),
            kind=kinds.get(name.class_iri) or kind_words(name.class_iri, language),
            match="code" if name.code else "name",
            snippet=name.said,
        )
        for name in found
    ]


def hits(answer: Answer, run: Run, language: Language) -> list[Hit]:
    """The first of what was found, with names for kinds and documents."""
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, row, strict=True)) for row in answer.rows[:HITS]]
    wanted = {value(row, name) for row in rows for name in ("type", "document")} - {""}
    called = labels(run, sorted(wanted), language)
    # Who looks for a name mostly means whoever bears it.
    return [hit(row, called, language) for row in sorted(rows, key=lambda row: value(row, "type") != UNIT)]


def value(row: Mapping[str, Term | None], name: str) -> str:
    """The text of a value; empty if there is none."""
    return str(getattr(row[name], "value", "") or "")


def hit(row: Mapping[str, Term | None], called: Mapping[str, str], language: Language) -> Hit:
    """One of them."""
    iri, kind = value(row, "iri"), value(row, "type")
    document, source = value(row, "document"), value(row, "source")
    return Hit(
        name=value(row, "name") or value(row, "snippet") or iri,
        href=where(iri, kind, language),
        kind=called.get(kind) or kind_words(kind, language),
        match=value(row, "match"),
        snippet=value(row, "snippet"),
        document=shown_node(document, called, language) if document else None,
        place=shown_node(source, {}, language) if source else None,
    )


def kind_words(kind: str, language: Language) -> str:
    """What things of others' classes are called.

    >>> kind_words("http://www.w3.org/2004/02/skos/core#Concept", "zh")
    '编码表中的项'
    """
    short = abbreviated(kind)
    said = TERMS.get(short)
    return short if said is None else said.zh if language == "zh" else said.en


def where(iri: str, kind: str, language: Language) -> str:
    """The address of the page that says most of a thing."""
    if kind == UNIT:
        return address(f"/units/{iri.removeprefix(terms.absolute('id/unit/'))}", language)
    if iri.startswith(FUNDS):
        return address("/flow", language, number=iri.removeprefix(FUNDS))
    if kind == terms.GJ + "Document":
        return document_path(iri, language)
    if kind in FIGURES:
        return figure_path(iri, language)
    own = page_of(iri)
    return thing_path(own, language) if own else iri
