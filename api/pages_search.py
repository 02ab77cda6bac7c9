"""``/search``: one box for names, codes, document numbers in whatever brackets, values and words."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from ..ontology import terms
from ..ontology.messages import GoujiError
from .catalogue import labels
from .linked_names import page_of
from .pages import language_of, page
from .phrases import Language
from .questions import Answer, Run, Term, ask
from .rendering import Shown, address, document_path, shown_node, thing_path
from .serving import Service
from .sides import figure_path
from .v1.resources import listings

#: Hits on the page; more are a reason to say more.
HITS = 100
#: Where things of a kind have a page that says more than their linked data.
UNIT, FUNDING = terms.GJ + "Unit", terms.GJ + "FundingDocument"
FIGURES = frozenset(terms.GJ + name for name in ("Cell", "Claim"))


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    name: str
    href: str
    kind: str
    match: str
    snippet: str
    document: Shown | None
    place: Shown | None


async def search(request: Request, service: Service) -> Response:
    """``/search?q=``: what has all the words."""
    words = request.query_params.get("q", "").strip()
    language = language_of(request)
    context: dict[str, object] = {"words": words, "hits": [], "problem": None, "more": False}
    if not words:
        return page(request, "search.html", **context)

    def work(run: Run) -> tuple[list[Hit], bool]:
        answer = ask(listings()["search"], {"words": words}, run)
        return hits(answer, run, language), len(answer.rows) > HITS or answer.truncated

    try:
        context["hits"], context["more"] = await service.attend(request, work)
    except GoujiError as error:
        status = getattr(error, "status", 400)
        return page(request, "search.html", status, **(context | {"problem": error.message}))
    return page(request, "search.html", **context)


def hits(answer: Answer, run: Run, language: Language) -> list[Hit]:
    """The first of what was found, with names for kinds and documents."""
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, row, strict=True)) for row in answer.rows[:HITS]]
    wanted = {value(row, name) for row in rows for name in ("type", "document")} - {""}
    called = labels(run, sorted(wanted), language)
    return [hit(row, called, language) for row in rows]


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
        kind=called.get(kind, kind.rsplit("#", 1)[-1]),
        match=value(row, "match"),
        snippet=value(row, "snippet"),
        document=shown_node(document, called, language) if document else None,
        place=shown_node(source, {}, language) if source else None,
    )


def where(iri: str, kind: str, language: Language) -> str:
    """The address of the page that says most of a thing."""
    if kind == UNIT:
        return address(f"/units/{iri.removeprefix(terms.absolute('id/unit/'))}", language)
    if kind == FUNDING:
        return address("/flow", language, number=iri.removeprefix(terms.absolute("id/fund/")))
    if kind == terms.GJ + "Document":
        return document_path(iri, language)
    if kind in FIGURES:
        return figure_path(iri, language)
    own = page_of(iri)
    return thing_path(own, language) if own else iri
