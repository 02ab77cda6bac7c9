"""``/units`` and ``/units/…``: a unit, what is around it, what it published and what that adds up to."""

from starlette.requests import Request
from starlette.responses import Response

from .charts import bars
from .money import MONEY_UNITS, money_unit
from .pages import catalogue_of, language_of, ledger_of, page, page_number
from .problems import NoSuchPageError
from .profile import TOLD, Profile, profile
from .questions import Run
from .serving import Service

#: Units on one page of the list; projects and funding documents on a unit's page.
PAGE = 100
LISTED = 30


async def units(request: Request, service: Service) -> Response:
    """``/units``: the units that published something, by name and region."""
    found = await catalogue_of(request, service)
    words, region = (request.query_params.get(name, "").strip() for name in ("q", "region"))
    matching = [
        (iri, several)
        for iri, several in found.units().items()
        if all(word in several[0].unit for word in words.split()) and region in ("", several[0].region)
    ]
    pages = max(1, -(-len(matching) // PAGE))
    number = page_number(request.query_params.get("page"), pages)
    return page(
        request,
        "units.html",
        catalogue=found,
        units=matching[(number - 1) * PAGE : number * PAGE],
        matching=len(matching),
        chosen={"q": words, "region": region},
        number=number,
        pages=pages,
    )


async def unit(request: Request, service: Service) -> Response:
    """``/units/{name}``: one of them."""
    name = request.path_params["name"]
    catalogue = await catalogue_of(request, service)
    ledger = await ledger_of(request, service)
    language = language_of(request)

    def work(run: Run) -> Profile | None:
        return profile(run, catalogue, name, language)

    found = await service.attend(request, work)
    if found is None:
        raise NoSuchPageError(name)
    own = {document.iri for document in found.documents}
    unit_of_money = money_unit(request)
    return page(
        request,
        "unit.html",
        unit=found,
        name=name,
        totals=tuple(TOLD),
        listed=LISTED,
        severities=[
            (severity, sum(1 for each in ledger.findings if each.severity == severity and each.document.iri in own))
            for severity in ("violation", "warning", "info")
        ],
        money=unit_of_money,
        money_units=MONEY_UNITS,
        structure=bars([each.yuan for each in found.structure]),
        economic=bars([each.yuan for each in found.economic]),
    )
