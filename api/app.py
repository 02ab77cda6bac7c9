"""The application: which address does what, and how a refusal is said there."""

from collections.abc import Awaitable, Callable
from importlib.resources import files

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from ..ontology.messages import GoujiError
from . import pages, sparql
from .formats import asks_for
from .problems import NoSuchPageError, RequestError, WrongMethodError
from .serving import TRUNCATED, SafeHeaders, Service, problem_response
from .settings import Settings
from .workers import Pool

Handler = Callable[[Request, Service], Awaitable[Response]]

#: Addresses of pages and their data twins; the longer ones first where one contains another.
PAGES: tuple[tuple[str, Handler], ...] = (
    ("/", pages.start),
    ("/documents", pages.documents),
    ("/documents/{name:path}", pages.document),
    ("/questions", pages.question_list),
    ("/questions/{name}.json", pages.question_json),
    ("/questions/{name}.csv", pages.question_csv),
    ("/questions/{name}", pages.question_page),
)
SPARQL_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


def create_app(settings: Settings, pool: Pool) -> FastAPI:
    """The whole service over a running pool, with these settings (the pool may keep others of its own)."""
    app = FastAPI(title="gouji 勾稽", openapi_url=None, docs_url=None, redoc_url=None)
    service = Service(settings, pool)
    for path, handler in PAGES:
        app.add_route(path, bound(handler, service), methods=["GET", "HEAD"], include_in_schema=False)
    app.add_route("/sparql", bound(endpoint, service), methods=SPARQL_METHODS, include_in_schema=False)
    app.add_route("/health", health, methods=["GET", "HEAD"], include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files(__package__) / "static")), name="static")
    app.add_exception_handler(GoujiError, refuse)
    app.add_exception_handler(HTTPException, refuse_by_router)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "POST", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=[TRUNCATED, "Retry-After"],
    )
    app.add_middleware(SafeHeaders)
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
        return await pages.sparql_page(request, service)
    return await sparql.answer(request, service)


async def health(_: Request) -> Response:
    """Whether the service is up."""
    return JSONResponse({"status": "ok"})


def wants_page(request: Request) -> bool:
    """Whether a person with a browser asks; ``format=`` always means data."""
    browser = asks_for("text/html", ", ".join(request.headers.getlist("accept")))
    return browser and request.method in {"GET", "HEAD"} and "format" not in request.query_params


async def refuse(request: Request, error: Exception) -> Response:
    """A refusal: a page for a person, problem+json for a program."""
    assert isinstance(error, GoujiError)
    if is_page(request):
        return pages.problem_page(request, error, error.status if isinstance(error, RequestError) else 400)
    return problem_response(error)


async def refuse_by_router(request: Request, error: Exception) -> Response:
    """What the router refuses, said as everything else is."""
    assert isinstance(error, HTTPException)
    problem: RequestError
    match error.status_code:
        case 404:
            problem = NoSuchPageError(request.url.path)
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
    if request.url.path.endswith((".json", ".csv")) or (request.url.path == "/sparql" and not wants_page(request)):
        return False
    return asks_for("text/html", ", ".join(request.headers.getlist("accept")))
