"""The application: which address does what, and how a refusal is said there."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from ..ontology.messages import GoujiError
from . import dumps, explore, linked, linked_vocabulary, pages, pages_document, pages_routes, sitemap, sparql
from .formats import asks_for
from .keeping import Tagged
from .mounting import Mounted, path_of
from .problems import NoSuchPageError, RequestError, WrongMethodError
from .serving import QUERY_ID, TRUNCATED, SafeHeaders, Service, problem_response, problem_text
from .settings import Settings
from .sparql_page import sparql_page
from .v1.routes import routes
from .workers import Pool

Handler = Callable[[Request, Service], Awaitable[Response]]

#: Addresses of pages and their data twins; the longer ones first where one contains another.
PAGES: tuple[tuple[str, Handler], ...] = (
    ("/", pages.start),
    ("/documents", pages.documents),
    ("/documents/{name:path}", pages_document.document),
    ("/questions", pages.question_list),
    ("/explore", explore.explore),
    ("/explore/vocabulary.json", explore.vocabulary_json),
    ("/questions/{name}.json", pages.question_json),
    ("/questions/{name}.csv", pages.question_csv),
    ("/questions/{name}", pages.question_page),
    ("/id/{name:path}", linked.thing),
    ("/doc/{name:path}", linked.description),
    ("/src/{name:path}", linked.description),
    ("/run/{name:path}", linked.description),
    ("/graph/{name:path}", linked.description),
    ("/series/{name:path}", linked.description),
    ("/dataset", linked.description),
    ("/dataset.{suffix}", linked.description),
    ("/catalogue", linked.description),
    ("/catalogue.{suffix}", linked.description),
    ("/ns", linked_vocabulary.vocabulary),
    ("/ns.{suffix}", linked_vocabulary.vocabulary),
    (linked.CONTEXT, linked.published_context),
    ("/.well-known/void", linked.all_described),
    ("/.well-known/sparql-examples", linked.all_described),
    ("/robots.txt", sitemap.robots),
    ("/sitemap.xml", sitemap.index),
    ("/sitemap/{name}.xml", sitemap.addresses),
)
SPARQL_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
#: Endings of addresses under which there are data only.
DATA = (".json", ".csv", ".xlsx", ".ttl", ".nt", ".jsonld", ".rdf", ".xml", ".txt")
#: Answers shorter than this are sent as they are; longer ones are compressed so that others need not wait for it.
SMALL, FAST = 1000, 3


def create_app(settings: Settings, pool: Pool) -> FastAPI:
    """The whole service over a running pool, with these settings (the pool may keep others of its own)."""
    app = FastAPI(title="gouji 勾稽", openapi_url=None, docs_url=None, redoc_url=None)
    service = Service(settings, pool)
    # First of all, for routes are tried in turn and this is the one that programs ask.
    app.add_route("/sparql", bound(endpoint, service), methods=SPARQL_METHODS, include_in_schema=False)
    for path, handler in (*PAGES, *pages_routes.READING):
        app.add_route(path, bound(handler, service), methods=["GET", "HEAD"], include_in_schema=False)
    for path, handler in pages_routes.TAKING:
        app.add_route(path, bound(handler, service), methods=["POST"], include_in_schema=False)
    app.add_route("/sparql/queries/{name}", bound(sparql.stop, service), methods=["DELETE"], include_in_schema=False)
    for path in ("/health", "/healthz"):
        app.add_route(path, health, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_route("/metrics", bound(metrics, service), methods=["GET", "HEAD"], include_in_schema=False)
    app.router.routes.extend([*routes(service), *dumps.routes(service)])
    app.mount("/static", StaticFiles(directory=str(files(__package__) / "static")), name="static")
    app.add_exception_handler(GoujiError, refuse)
    app.add_exception_handler(HTTPException, refuse_by_router)
    app.add_middleware(Tagged, version=service.version)
    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=FAST)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "DELETE", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=[TRUNCATED, QUERY_ID, "Retry-After", "ETag", "Link", "Content-Location"],
    )
    app.add_middleware(SafeHeaders, count=service.metrics.response)
    app.add_middleware(Mounted)
    return app


def bound(handler: Handler, service: Service) -> Callable[[Request], Awaitable[Response]]:
    """A handler that knows the service."""

    async def handle(request: Request) -> Response:
        return await handler(request, service)

    return handle


async def endpoint(request: Request, service: Service) -> Response:
    """``/sparql``: data for programs, a form with its result for a browser."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(SPARQL_METHODS)})
    if wants_page(request):
        return await sparql_page(request, service)
    return await sparql.answer(request, service)


async def health(_: Request) -> Response:
    """Whether the service is up."""
    return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})


async def metrics(_: Request, service: Service) -> Response:
    """What the service counts, for Prometheus."""
    now = {
        "queries_waiting": service.pool.waiting,
        "workers_busy": service.pool.busy,
        "kept_bytes": service.answers.held,
    }
    text = service.metrics.text(now)
    return PlainTextResponse(text, headers={"Cache-Control": "no-store"}, media_type="text/plain; version=0.0.4")


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asks; ``format=`` always means data."""
    browser = asks_for("text/html", ", ".join(request.headers.getlist("accept")))
    return browser and request.method in {"GET", "HEAD"} and "format" not in request.query_params


async def refuse(request: Request, error: Exception) -> Response:
    """A refusal: a page for a person, problem+json for a program."""
    assert isinstance(error, GoujiError)
    if is_page(request):
        return pages.problem_page(request, error, error.status if isinstance(error, RequestError) else 400)
    if asks_for("text/plain", ", ".join(request.headers.getlist("accept"))):
        return problem_text(error)
    return problem_response(error)


async def refuse_by_router(request: Request, error: Exception) -> Response:
    """What the router refuses, said as everything else is."""
    assert isinstance(error, HTTPException)
    problem: RequestError
    match error.status_code:
        case 404:
            problem = NoSuchPageError(path_of(request))
        case 405:
            problem = WrongMethodError(
                f"这个地址不接受 {request.method}。", f"This address does not take {request.method}."
            )
        case _:
            problem = RequestError(str(error.detail), str(error.detail))
            problem.status = error.status_code
    if is_page(request):
        return pages.problem_page(request, problem, error.status_code)
    return problem_response(problem, headers=dict(error.headers or {}))


def is_page(request: Request) -> bool:
    """Whether what was asked for is a page: never a data twin, and only for clients that take HTML."""
    path = path_of(request)
    if path.endswith(DATA) or (path == "/sparql" and not wants_page(request)):
        return False
    return asks_for("text/html", ", ".join(request.headers.getlist("accept")))
