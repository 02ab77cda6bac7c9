"""``/documents/…``: what one document says, beside its text where that is kept."""

from starlette.requests import Request
from starlette.responses import Response

from ..graph.sources import Source, source_of, sources_beside
from .disclosure import disclosure
from .frontend import HEADERS, assets
from .pages import language_of, page
from .problems import NoSuchPageError
from .questions import Run
from .serving import Service


async def document(request: Request, service: Service) -> Response:
    """``/documents/{name}``: one document's tables, goals, citations and findings, beside its text."""
    name = request.path_params["name"]
    language = language_of(request)

    def work(run: Run) -> Response:
        found = disclosure(run, name, language, kept(service, name))
        if found is None:
            raise NoSuchPageError(name)
        return page(request, "document.html", headers=HEADERS, document=found, assets=assets("document"))

    return await service.attend(request, work)


def kept(service: Service, name: str) -> Source | None:
    """The text of the document, if the store that is served keeps it."""
    checkpoint = service.pool.checkpoint
    return None if checkpoint is None else source_of(sources_beside(checkpoint), f"doc/{name}")
