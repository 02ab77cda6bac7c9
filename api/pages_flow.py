"""``/flow``: one funding document, to units, projects and indicators."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..graph.rdf import node
from ..ingest.recognise.citations import normal_form
from ..ontology import terms
from .catalogue import Record, records
from .execution import Job
from .flow import FUNDS, Share, sankey, shares
from .money import MONEY_UNITS, money_unit
from .pages import language_of, page
from .problems import BadRequestError
from .questions import Run
from .serving import Service

#: Projects that the picture has room for; the table has all.
DRAWN = 80


async def flow(request: Request, service: Service) -> Response:
    """``/flow?number=``: the picture and its table; without a number the documents there are."""
    given = request.query_params.get("number", "").strip()
    language = language_of(request)
    context: dict[str, Any] = {
        "given": given,
        "number": None,
        "funds": [],
        "shares": (),
        "sankey": None,
        "drawn": DRAWN,
        "money": money_unit(request),
        "money_units": MONEY_UNITS,
    }
    if not given:

        def listed(run: Run) -> list[Record]:
            return records(run, Job(FUNDS))

        return page(request, "flow.html", **(context | {"funds": await service.attend(request, listed)}))
    number = normal_form(given)
    if number is None:
        raise BadRequestError(
            f"{given!r} 不是文号，例如 冀财社〔2023〕225号。",
            f"{given!r} is no document number, as 冀财社〔2023〕225号 is.",
        )

    def work(run: Run) -> tuple[Share, ...]:
        return shares(run, node(terms.fund_name(number)))

    found = await service.attend(request, work)
    picture = sankey(found[:DRAWN], number, language)
    return page(request, "flow.html", **(context | {"number": number, "shares": found, "sankey": picture}))
