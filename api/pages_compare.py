"""``/compare``: one functional item over units and years, as a table and a chart."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import Response

from ..ontology import terms
from ..ontology.messages import GoujiError
from .catalogue import labels
from .charts import bars, line_chart
from .money import MONEY_UNITS, money_unit
from .pages import language_of, page
from .phrases import Language
from .questions import Answer, Run, ask, question
from .rendering import Shown, shown_node
from .serving import Service

#: Units that the chart can tell apart, and units of the table.
DRAWN, LISTED = 6, 500
QUESTION = "functional-item"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure, with the spot where it is printed and how many rows were added up for it."""

    yuan: Decimal
    place: Shown
    added: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit's figures by year."""

    region: str
    unit: str
    cells: dict[str, Cell]


async def compare(request: Request, service: Service) -> Response:
    """``/compare?code=``: the comparison; without a code its form."""
    values = {name: request.query_params.get(name, "").strip() for name in ("code", "unit", "region")}
    language = language_of(request)
    context: dict[str, object] = {
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
    }
    if not values["code"]:
        return page(request, "compare.html", **context)

    def work(run: Run) -> tuple[Answer, str]:
        item = terms.absolute(f"id/func/{values['code']}")
        answer = ask(question(QUESTION), {"code": values["code"]}, run)
        return answer, labels(run, [item], language).get(item, values["code"])

    try:
        answer, name = await service.attend(request, work)
    except GoujiError as error:
        return page(
            request, "compare.html", getattr(error, "status", 400), **(context | {"problem": error.message})
        )
    rows = [
        row
        for row in rows_of(answer, language)
        if values["unit"] in row.unit and values["region"] in row.region
    ][:LISTED]
    years = tuple(sorted({year for row in rows for year in row.cells}))
    drawn = sorted(rows, key=lambda row: max(cell.yuan for cell in row.cells.values()), reverse=True)[:DRAWN]
    series = [(row.unit, [yuan(row, year) for year in years]) for row in drawn]
    newest = years[-1] if years else ""
    context |= {
        "rows": rows,
        "years": years,
        "name": name,
        "truncated": answer.truncated,
        "chart": line_chart(series, years) if len(years) > 1 else None,
        "bars": bars([yuan(row, newest) for row in rows]),
        "newest": newest,
    }
    return page(request, "compare.html", **context)


def yuan(row: Row, year: str) -> Decimal | None:
    """A unit's figure of a year."""
    cell = row.cells.get(year)
    return cell.yuan if cell else None


def rows_of(answer: Answer, language: Language) -> Iterable[Row]:
    """The answer as one row a unit; of several documents of a year the one that prints the item comes first."""
    names = [column.name for column in answer.columns]
    found: dict[tuple[str, str], Row] = {}
    for terms_ in answer.rows:
        row = dict(zip(names, terms_, strict=True))
        said = {name: str(getattr(value, "value", "") or "") for name, value in row.items()}
        amount = row["amount"]
        if not isinstance(amount, Literal):
            continue
        unit = found.setdefault(
            (said["regionName"], said["unitName"]), Row(said["regionName"], said["unitName"], {})
        )
        cell = Cell(Decimal(amount.value), shown_node(said["source"], {}, language), said["added"])
        before = unit.cells.get(said["year"])
        if before is None or (before.added != "0" and cell.added == "0"):
            unit.cells[said["year"]] = cell
    return sorted(found.values(), key=lambda row: (row.region, row.unit))
