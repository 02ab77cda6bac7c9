"""``/explore``: the graph to look around in, and what scripts need to know of the graph."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..ontology import terms
from .explore_vocabulary import vocabulary
from .frontend import HEADERS, assets
from .pages import page
from .questions import questions
from .serving import Service


async def explore(request: Request, _: Service) -> Response:
    """The page; what it shows is fetched by its script, and stands in the part of the address that is never sent."""
    starts = request.query_params.getlist("node")
    return page(
        request,
        "graph.html",
        headers=HEADERS,
        assets=assets("graph"),
        base=terms.BASE,
        starts=starts,
        questions=tuple(questions().values()),
    )


async def vocabulary_json(request: Request, service: Service) -> Response:
    """Prefixes, classes, properties and prepared questions with their names and counts."""
    return JSONResponse(await service.attend(request, vocabulary))
