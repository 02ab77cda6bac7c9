"""``/compare``: one functional item over units and years, as a table and a chart."""

from decimal import Decimal
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..ontology import terms
from ..ontology.messages import GoujiError
from .catalogue import labels
from .charts import bars, line_chart
from .comparison import MEASURES, QUESTION, Compared, Row, Wanted, comparison, per_head
from .headcounts import headcounts, people_named
from .money import MONEY_UNITS, money_unit
from .pages import catalogue_of, language_of, page, page_number
from .questions import Run, question
from .serving import Service

#: Units that the chart can tell apart, and units on one page of the table.
DRAWN, LISTED = 6, 100


async def compare(request: Request, service: Service) -> Response:
    """``/compare?code=``: the comparison; without a code its form."""
    values = {name: request.query_params.get(name, "").strip() for name in ("code", "unit", "region", "per", "kind")}
    people = people_named(values["per"])
    kind = values["kind"] if values["kind"] in MEASURES else next(iter(MEASURES))
    language = language_of(request)
    context: dict[str, Any] = {
        "values": values,
        "rows": [],
        "years": (),
        "name": "",
        "chart": None,
        "bars": (),
        "problem": None,
        "truncated": False,
        "money": money_unit(request),
        "money_units": MONEY_UNITS,
        "question": question(QUESTION),
        "people": people,
        "kind": kind,
        "kinds": tuple(MEASURES),
    }
    if not values["code"]:
        return page(request, "compare.html", **context)

    catalogue = await catalogue_of(request, service)

    def work(run: Run) -> tuple[Compared, str]:
        compared = comparison(run, catalogue, Wanted(values["code"], kind, language), indexed=service.pool.indexed)
        item = terms.absolute(f"id/func/{values['code']}")
        name = labels(run, [item], language).get(item, "")
        return compared._replace(rows=per_head(compared.rows, headcounts(run, people))) if people else compared, name

    try:
        found, name = await service.attend(request, work)
    except GoujiError as error:
        return page(request, "compare.html", getattr(error, "status", 400), **(context | {"problem": error.message}))
    fitting = [row for row in found.rows if values["unit"] in row.unit and values["region"] in row.region]
    pages = max(1, -(-len(fitting) // LISTED))
    number = page_number(request.query_params.get("page"), pages)
    rows = fitting[(number - 1) * LISTED : number * LISTED]
    years = tuple(sorted({year for row in fitting for year in row.cells}))
    drawn = sorted(fitting, key=lambda row: max(cell.yuan for cell in row.cells.values()), reverse=True)[:DRAWN]
    series = [(row.unit, [yuan(row, year) for year in years]) for row in drawn]
    context |= {
        "rows": rows,
        "years": years,
        "name": name or values["code"],
        "number": number,
        "pages": pages,
        "total": len(fitting),
        "truncated": found.truncated,
        "chart": line_chart(series, years) if any(len(row.cells) > 1 for row in drawn) else None,
        "bars": bars([row.cells[max(row.cells)].yuan for row in fitting])[(number - 1) * LISTED : number * LISTED],
    }
    return page(request, "compare.html", **context)


def yuan(row: Row, year: str) -> Decimal | None:
    """A unit's figure of a year."""
    cell = row.cells.get(year)
    return cell.yuan if cell else None
