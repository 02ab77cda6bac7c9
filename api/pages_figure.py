"""``/figures/…``: one figure, its place, its parts, the totals it enters and the rules that used it."""

from starlette.requests import Request
from starlette.responses import Response

from .figure import FigureShown
from .figure import figure as figure_shown
from .pages import language_of, page
from .problems import NoSuchPageError
from .questions import Run
from .serving import Service


async def figure(request: Request, service: Service) -> Response:
    """``/figures/{name}``: the figure of this name."""
    name = request.path_params["name"]
    language = language_of(request)

    def work(run: Run) -> FigureShown | None:
        return figure_shown(run, name, language)

    found = await service.attend(request, work)
    if found is None:
        raise NoSuchPageError(name)
    return page(request, "figure.html", figure=found, name=name)
