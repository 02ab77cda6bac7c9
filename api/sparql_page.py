"""``/sparql`` in a browser: a form and its result, which a script turns into an editor where scripts run."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ..ontology import terms
from ..ontology.messages import Bilingual, GoujiError
from . import sparql
from .execution import GRAPHS, RESULTS, Job, Outcome
from .frontend import HEADERS, assets
from .pages import ROWS, language_of, page
from .phrases import Language, phrase
from .questions import Column, Run, table
from .rendering import shown
from .serving import Service, retry_headers


async def sparql_page(request: Request, service: Service) -> Response:
    """A form, and the result of the query if there is one."""
    pairs = sparql.decoded(request.scope["query_string"])
    text = next((value for name, value in pairs if name == "query"), "")
    language = language_of(request)
    context: dict[str, Any] = {
        "text": text,
        "columns": (),
        "rows": [],
        "graph": None,
        "count": None,
        "truncated": False,
        "problem": None,
        "snippet": "",
        "line": None,
        "column": None,
        "namespaces": terms.NAMESPACES,
        "formats": (*RESULTS, *GRAPHS),
        "base": terms.BASE,
        "assets": assets("sparql"),
    }
    if not text.strip():
        return page(request, "sparql.html", headers=HEADERS, **context)

    def work(run: Run) -> dict[str, Any]:
        job = Job(text, results="json", graph="turtle", base=terms.BASE, rows=ROWS)
        return result(run(job), language)

    try:
        context |= await service.attend(request, work)
    except GoujiError as error:
        status = getattr(error, "status", 400)
        context |= {"problem": error.message}
        context |= {name: getattr(error, name, None) for name in ("snippet", "line", "column")}
        return page(request, "sparql.html", status, {**HEADERS, **retry_headers(error)}, **context)
    return page(request, "sparql.html", headers=HEADERS, **context)


def result(outcome: Outcome, language: Language) -> dict[str, Any]:
    """What a query of a person's own gives."""
    if outcome.form == "graph":
        return {"graph": outcome.body.decode("utf-8"), "truncated": outcome.truncated}
    if outcome.form == "boolean":
        return {"graph": phrase("yes" if b"true" in outcome.body else "no", language)}
    names, rows = table(outcome)
    columns = tuple(Column(name, Bilingual(name, name)) for name in names)
    return {
        "columns": columns,
        # Whoever writes a query wants to see IRIs, not what they are called.
        "rows": [
            [shown(term, column, {}, language) for term, column in zip(row, columns, strict=True)] for row in rows
        ],
        "count": len(rows),
        "truncated": outcome.truncated,
    }
