"""Linked data over HTTP: each name of ours leads to what the graph says under it, as a page or as data."""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, Triple
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..ontology import terms
from . import pages
from .description_examples import EXAMPLES
from .description_service import DATASET, DESCRIPTION
from .disclosure import disclosure
from .disclosure_shown import DisclosureShown
from .execution import Job
from .formats import HTML, JSON_LD, LINKED, Choice, negotiate, not_acceptable
from .linked_headers import link_header
from .linked_json import as_tree, context
from .linked_names import Named, encoded, named, page_of
from .linked_resource import Resource, Wanted, links_of, resource
from .linked_schema_org import schema_org
from .linked_shown import ResourceShown, resource_shown
from .mounting import path_of, rooted
from .phrases import Language
from .problems import BadRequestError, NoSuchPageError, WithdrawnError
from .questions import Run
from .serving import TRUNCATED, Service
from .writing import expanded, triples_of, written

CONTEXT = "/context.jsonld"
#: Pages of what points at a hub that may be turned to; who wants more asks in SPARQL.
PAGES = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a thing, and for a page how it is shown."""

    resource: Resource
    shown: ResourceShown | None = None
    disclosure: DisclosureShown | None = None


async def thing(request: Request, _: Service) -> Response:
    """``/id/…``: a thing cannot be sent; see where it is described."""
    path = rooted(f"/doc/{request.path_params['name']}")
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(encoded(path) + query, 303, {"Vary": "Accept"})


async def description(request: Request, service: Service) -> Response:
    """``/doc/…`` and all that describes itself: the page or the data, by suffix or by what the client likes."""
    path = path_of(request).strip("/")
    about = named(path)
    if about is None:
        raise NoSuchPageError(path)
    choice = chosen(request, about)
    wanted = wanted_of(request)
    language = pages.language_of(request)
    links = await links_in(request, service)

    def work(run: Run) -> Response | None:
        found = resource(run, about, wanted, links)
        if found is None:
            return None
        told = shown(run, found, language, wanted) if choice.format is HTML else Told(found)
        return sent(request, service, told, choice, wanted)

    response = await service.attend(request, work)
    return elsewhere(about) if response is None else response


def shown(run: Run, found: Resource, language: Language, wanted: Wanted) -> Told:
    """A thing as its page shows it; a disclosure as its own page does."""
    if found.is_disclosure:
        name = found.named.thing.removeprefix(terms.absolute("doc/"))
        return Told(found, disclosure=disclosure(run, name, language))
    return Told(found, resource_shown(run, found, language, wanted.page))


def chosen(request: Request, about: Named) -> Choice:
    """The format of the suffix, or else the one the client likes best; raises :class:`NotAcceptableError`."""
    if about.format is not None:
        return Choice(about.format, about.format.media_type)
    found = negotiate(", ".join(request.headers.getlist("accept")) or None, LINKED)
    if found is None:
        raise not_acceptable(LINKED)
    return found


def wanted_of(request: Request) -> Wanted:
    """Which part of what points at the thing is asked for."""
    predicate = request.query_params.get("inverse") or None
    page = pages.page_number(request.query_params.get("page"), PAGES)
    if predicate is None:
        return Wanted()
    try:
        whole = NamedNode(predicate) if "://" in predicate else expanded(predicate)
        return Wanted(whole.value, page)
    except (KeyError, ValueError):
        raise BadRequestError(f"没有属性 {predicate!r}。", f"There is no property {predicate!r}.") from None


async def links_in(request: Request, service: Service) -> tuple[str, ...]:
    """The predicates of the graph; read once, because it does not change while it is served."""
    if service.links is None:
        service.links = await service.attend(request, links_of)
    return service.links


def elsewhere(about: Named) -> Response:
    """Where a name leads that was written with wide signs; raises :class:`NoSuchPageError` for one nothing has."""
    narrow = unicodedata.normalize("NFKC", about.path)
    if narrow != about.path:
        return RedirectResponse(encoded(rooted(narrow)), 308)
    raise NoSuchPageError(about.path.rsplit("/", 1)[-1])


def successor(found: Resource) -> str | None:
    """Where what took the place of a thing is described; raises :class:`WithdrawnError` if it only was taken back.

    ``None`` for what is still there.
    """
    if not found.values("prov:wasInvalidatedBy") or found.values("rdf:type"):
        return None
    for other in found.values("dcterms:isReplacedBy"):
        path = page_of(other.value) if isinstance(other, NamedNode) else None
        if path is not None:
            suffix = f".{found.named.format.extension}" if found.named.format else ""
            return f"{path}{suffix}"
    raise WithdrawnError(found.named.path.lstrip("/"))


def sent(request: Request, service: Service, told: Told, choice: Choice, wanted: Wanted) -> Response:
    """The description in its format, with the headers that lead on from it; raises :class:`WithdrawnError`."""
    found = told.resource
    moved = successor(found)
    if moved is not None:
        return RedirectResponse(encoded(rooted(moved)), 301)
    headers = {"Link": link_header(found), "Vary": "Accept"}
    if found.truncated:
        headers[TRUNCATED] = "true"
    headers["Content-Location"] = encoded(rooted(f"{found.named.path}.{choice.format.extension}"))
    if choice.format is HTML:
        return page(request, told, headers, wanted)
    return data(found.triples(service.version), found.subject, choice, headers)


def data(triples: tuple[Triple, ...], about: NamedNode, choice: Choice, headers: Mapping[str, str]) -> Response:
    """Triples in their format: a tree in JSON-LD, as they are in the others."""
    if choice.format is JSON_LD:
        body = json.dumps(as_tree(triples, about, rooted(CONTEXT)), ensure_ascii=False, indent=1).encode()
    else:
        body = written(triples, choice.format)
    return Response(body, headers={**headers, "Content-Type": choice.content_type})


def page(request: Request, told: Told, headers: dict[str, str], wanted: Wanted) -> Response:
    """The page of a thing."""
    language = pages.language_of(request)
    values: dict[str, Any] = {
        "schema_org": schema_org(told.resource, language),
        "canonical": encoded(told.resource.named.thing),
        "twins": [
            (form.name, encoded(rooted(f"{told.resource.named.path}.{form.extension}")), form.media_type)
            for form in LINKED
            if form is not HTML
        ],
    }
    if told.disclosure is not None:
        return pages.page(request, "document.html", headers=headers, document=told.disclosure, **values)
    values |= {"thing": told.shown, "wanted": wanted, "path": told.resource.named.path}
    return pages.page(request, "resource.html", headers=headers, **values)


async def published_context(_: Request, __: Service) -> Response:
    """The ``@context`` that the JSON-LD of all things refers to."""
    body = json.dumps({"@context": context()}, ensure_ascii=False, indent=1)
    return Response(body, media_type=JSON_LD.media_type)


async def all_described(request: Request, service: Service) -> Response:
    """``/.well-known/void`` and ``/.well-known/sparql-examples``: a whole graph that describes the data."""
    graph = EXAMPLES.value if path_of(request) == "/.well-known/sparql-examples" else DESCRIPTION
    offers = tuple(form for form in LINKED if form is not HTML)
    choice = negotiate(", ".join(request.headers.getlist("accept")) or None, offers)
    if choice is None:
        raise not_acceptable(offers)
    job = Job("CONSTRUCT WHERE { ?s ?p ?o }", graph="ntriples", default_graphs=(graph,))

    def work(run: Run) -> bytes:
        return run(job).body

    triples = triples_of(await service.attend(request, work))
    return data(triples, DATASET, choice, {"Vary": "Accept"})
