"""The addresses below ``/api/v1``, and how a refusal is said there: always as problem+json that names the parameter."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from ...ontology import terms
from ...ontology.messages import GoujiError
from ..mounting import rooted
from ..parameters import ParameterError
from ..questions import Run, questions
from ..serving import TRUNCATED, Service, problem_response
from . import graph
from .answers import Page, answered, body
from .openapi import described
from .requests import CSV, SPARQL, XLSX, asked
from .resources import Resource, resources

ROOT = "/api/v1"
Handler = Callable[[Request, Service], Awaitable[Response]]


def routes(service: Service) -> list[BaseRoute]:
    """All of them, over a service."""
    return [
        route("", contents, service),
        route("/openapi.json", openapi, service),
        route("/questions", question_list, service),
        route("/graph/expand", graph.expand, service),
        route("/graph/path", graph.path, service),
        *(route(f"/{resource.path}", rows_of(resource), service) for resource in resources()),
    ]


def route(path: str, handler: Handler, service: Service) -> Route:
    """One address; what goes wrong there is told to a program, whoever asks."""

    async def handle(request: Request) -> Response:
        try:
            return await handler(request, service)
        except GoujiError as error:
            return refusal(error)

    return Route(ROOT + path, handle, methods=["GET", "HEAD"])


def refusal(error: GoujiError) -> Response:
    """A refusal as problem+json, with the parameter where one is to blame."""
    response = problem_response(error)
    if not isinstance(error, ParameterError):
        return response
    told = json.loads(bytes(response.body)) | {
        "type": terms.absolute("problems/parameter"),
        "parameter": error.parameter,
    }
    return JSONResponse(told, response.status_code, media_type="application/problem+json")


def rows_of(resource: Resource) -> Handler:
    """What answers at the address of a resource."""

    async def handle(request: Request, service: Service) -> Response:
        wanted = asked(request, resource.question.parameters)
        tables = wanted.choice.format in {CSV, XLSX}
        rows = wanted.limit or (service.settings.limits.rows if tables else resource.rows)

        def work(run: Run) -> Page:
            return answered(resource.question, wanted, rows, service.version, run)

        page = await service.attend(request, work)
        return Response(body(page, wanted), headers=headers(request, resource, page))

    return handle


def headers(request: Request, resource: Resource, page: Page) -> dict[str, str]:
    """The headers of a page: its type, whether there is more, and where."""
    form = asked(request, resource.question.parameters).choice
    told = {"Content-Type": form.content_type, "Vary": "Accept"}
    if form.format in {CSV, XLSX, SPARQL}:
        name = f"{resource.question.name}.{form.format.extension}"
        told["Content-Disposition"] = f'attachment; filename="{name}"'
    if page.truncated:
        told[TRUNCATED] = "true"
    if page.next is not None:
        following = request.url.include_query_params(cursor=page.next)
        told["Link"] = f'<?{following.query}>; rel="next"'
    return told


async def contents(_: Request, service: Service) -> Response:
    """``/api/v1``: what there is."""
    told = {
        "version": service.version,
        "openapi": rooted(f"{ROOT}/openapi.json"),
        "sparql": rooted("/sparql"),
        "resources": [
            {
                "path": rooted(f"{ROOT}/{resource.path}"),
                "zh": resource.question.title.zh,
                "en": resource.question.title.en,
                "parameters": [parameter.name for parameter in resource.question.parameters],
            }
            for resource in resources()
        ],
    }
    return JSONResponse(told)


async def question_list(_: Request, service: Service) -> Response:
    """``/api/v1/questions``: the prepared questions with their parameters and columns."""
    told = [
        {
            "name": name,
            "path": rooted(f"{ROOT}/questions/{name}"),
            "page": rooted(f"/questions/{name}"),
            "title": asked_.title._asdict(),
            "about": asked_.about._asdict(),
            "parameters": [
                {
                    "name": parameter.name,
                    "type": parameter.type,
                    "required": not parameter.optional,
                    "label": parameter.label._asdict(),
                    "example": parameter.example,
                }
                for parameter in asked_.parameters
            ],
            "columns": [
                {"name": column.name, **column.label._asdict(), "money": column.money} for column in asked_.columns
            ],
        }
        for name, asked_ in questions().items()
    ]
    return JSONResponse({"data": told, "meta": {"version": service.version, "truncated": False}})


async def openapi(_: Request, service: Service) -> Response:
    """The description of the interface for programs."""
    return JSONResponse(described(service.settings.root or ""))
