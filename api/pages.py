"""The pages: plain HTML that works without scripts, in Chinese with an English switch."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from ..graph.sources import UNREAD
from ..ontology import terms
from ..ontology.messages import Bilingual, GoujiError
from ..shapes.rules import rules
from . import catalogue as listing
from .catalogue import Catalogue
from .charts import Bar, bars
from .disclosure_queries import STATES
from .ledger import SEVERITIES, Ledger, ledger
from .linked_names import page_of
from .money import MONEY_UNITS, MoneyUnit, money_unit
from .mounting import rooted
from .phrases import PHRASES, Language, in_words, phrase
from .problems import BadRequestError, NoSuchPageError
from .questions import Answer, Column, Question, Run, UnknownQuestionError, ask, question, questions
from .rendering import Shown, address, document_path, named_nodes, shown, thing_path
from .serving import TRUNCATED, Service, retry_headers
from .sides import figure_path
from .twins import as_csv, as_json

#: Documents on one page of the list, and on the start page.
PAGE = 100
NEWEST = 30
#: Rows of an answer on a page; the data twins have all. Up to so many are drawn as bars.
ROWS = 1000
DRAWN = 200

ENVIRONMENT = Environment(
    loader=PackageLoader("gouji.api"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

Rows = list[list[Shown]]


def unit_name(iri: str) -> str:
    """The part of a unit's IRI that its address ends in.

    >>> unit_name("https://w3id.org/gouji/id/unit/131028-示例局")
    '131028-示例局'
    """
    return iri.removeprefix(terms.absolute("id/unit/"))


ENVIRONMENT.globals |= {"statements": {rule.id: rule for rule in rules()}, "states": STATES, "unit_name": unit_name}


def language_of(request: Request) -> Language:
    """Chinese, unless English is asked for."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def page(
    request: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **values: Any
) -> Response:
    """A page in the language of the request."""
    language = language_of(request)

    def say(key: str, **parts: object) -> str:
        return phrase(key, language, **parts)

    def choose(said: Bilingual) -> str:
        return said.zh if language == "zh" else said.en

    def link(path: str, **parameters: str) -> str:
        return address(path, language, **parameters)

    def code(column: str, value: str) -> str:
        return in_words(column, value, language)

    def left_out(reason: str) -> str:
        said = phrase(f"left-out.{reason}", language) if f"left-out.{reason}" in PHRASES else reason
        return said if reason == UNREAD else phrase("left-out", language, reason=said)

    text = ENVIRONMENT.get_template(template).render(
        values
        | {
            "language": language,
            "say": say,
            "choose": choose,
            "link": link,
            "code": code,
            "left_out": left_out,
            "document_path": lambda iri: document_path(iri, language),
            "figure_of": lambda iri: figure_path(iri, language),
            "thing_of": lambda iri: thing_path(page_of(iri) or iri, language),
            "other_language": other_language(request, language),
            "rooted": rooted,
        }
    )
    return HTMLResponse(text, status, dict(headers or {}))


def other_language(request: Request, language: Language) -> str:
    """The address of the same page in the other language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    pairs = kept if language == "en" else [*kept, ("lang", "en")]
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    return quote(request.url.path, safe="/-._~") + (f"?{query}" if query else "")


async def catalogue_of(request: Request, service: Service) -> Catalogue:
    """What is in the graph; it does not change while a checkpoint is served, so it is read once."""
    if service.catalogue is None:
        service.catalogue = await service.attend(request, listing.catalogue)
    return service.catalogue


async def ledger_of(request: Request, service: Service) -> Ledger:
    """The findings in short; read once, as the catalogue is."""
    if service.ledger is None:
        found = await catalogue_of(request, service)

        def work(run: Run) -> Ledger:
            return ledger(run, found)

        service.ledger = await service.attend(request, work)
    return service.ledger


async def icon(_: Request, __: Service) -> Response:
    """``/favicon.ico``: what browsers ask for beside data, which name no picture of their own."""
    return RedirectResponse(rooted("/static/gouji.svg"), 308)


async def start(request: Request, service: Service) -> Response:
    """``/``: what is in the graph, and what can be asked."""
    found = await catalogue_of(request, service)
    severities = (await ledger_of(request, service)).severities()
    newest = sorted(found.documents, key=lambda document: document.year, reverse=True)[:NEWEST]
    shown_ = [document for document in found.documents if document in newest]
    return page(
        request,
        "start.html",
        catalogue=found,
        documents=shown_,
        severities=[(name, severities[name]) for name in SEVERITIES],
        questions=tuple(questions().values()),
    )


async def documents(request: Request, service: Service) -> Response:
    """``/documents``: all documents, by words, year and kind."""
    found = await catalogue_of(request, service)
    words, year, kind = (request.query_params.get(name, "").strip() for name in ("q", "year", "kind"))
    matching = found.matching(words, year, kind)
    pages = max(1, -(-len(matching) // PAGE))
    number = page_number(request.query_params.get("page"), pages)
    return page(
        request,
        "documents.html",
        catalogue=found,
        documents=matching[(number - 1) * PAGE : number * PAGE],
        matching=len(matching),
        chosen={"q": words, "year": year, "kind": kind},
        number=number,
        pages=pages,
    )


def page_number(text: str | None, pages: int) -> int:
    """The page asked for, kept within those there are."""
    if text is None:
        return 1
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise BadRequestError(f"没有第 {text!r} 页。", f"There is no page {text!r}.")
    return min(max(1, int(text)), pages)


async def question_list(request: Request, _: Service) -> Response:
    """``/questions``: all questions."""
    return page(request, "questions.html", questions=tuple(questions().values()))


def asked_question(request: Request) -> Question:
    """The question of the address."""
    name = request.path_params["name"]
    try:
        return question(name)
    except UnknownQuestionError:
        raise NoSuchPageError(name) from None


def given_values(request: Request) -> dict[str, str]:
    """The parameters of the address, without the page's own."""
    return {name: value for name, value in request.query_params.items() if name not in {"lang", "in"}}


async def question_page(request: Request, service: Service) -> Response:
    """``/questions/{name}``: a form, and the answer once nothing needed is missing."""
    asked = asked_question(request)
    values = given_values(request)
    language = language_of(request)
    money = money_unit(request)
    ready = all(parameter.optional or values.get(parameter.name, "").strip() for parameter in asked.parameters)
    context: dict[str, Any] = {"question": asked, "values": values, "answer": None, "rows": [], "problem": None}
    context |= {"money": money, "money_units": MONEY_UNITS, "bars": ()}
    if ready or values:

        def work(run: Run) -> tuple[Answer, Rows]:
            answer = ask(asked, values, run)
            return answer, shown_rows(answer.rows[:ROWS], answer.columns, run, language, money)

        try:
            context["answer"], context["rows"] = await service.attend(request, work)
            context["bars"] = answer_bars(context["answer"])
        except GoujiError as error:
            status = getattr(error, "status", 400)
            return page(
                request, "question.html", status, retry_headers(error), **(context | {"problem": error.message})
            )
    return page(request, "question.html", **context)


async def question_json(request: Request, service: Service) -> Response:
    """The answer as JSON."""
    asked, answer = await answered(request, service)
    return Response(as_json(asked, answer), media_type="application/json", headers=truncation(answer))


async def question_csv(request: Request, service: Service) -> Response:
    """The answer as CSV that Excel opens."""
    asked, answer = await answered(request, service)
    headers = truncation(answer) | {"Content-Disposition": f'attachment; filename="{asked.name}.csv"'}
    return Response(as_csv(answer, language_of(request)), media_type="text/csv; charset=utf-8", headers=headers)


async def answered(request: Request, service: Service) -> tuple[Question, Answer]:
    """A question and its answer."""
    asked = asked_question(request)
    values = given_values(request)

    def work(run: Run) -> Answer:
        return ask(asked, values, run)

    return asked, await service.attend(request, work)


def truncation(answer: Answer) -> dict[str, str]:
    """The header that says an answer was cut."""
    return {TRUNCATED: "true"} if answer.truncated else {}


def shown_rows(
    rows: tuple[tuple[Any, ...], ...],
    columns: tuple[Column, ...],
    run: Run,
    language: Language,
    money: MoneyUnit = MONEY_UNITS["wan"],
) -> Rows:
    """Rows as a person reads them; what has a name is called by it, money is in the unit that is chosen."""
    names = listing.labels(run, named_nodes(rows), language)
    return [
        [
            in_unit(shown(term, column, names, language), term, column, money)
            for term, column in zip(row, columns, strict=True)
        ]
        for row in rows
    ]


def in_unit(value: Shown, term: Any, column: Column, money: MoneyUnit) -> Shown:
    """A value in the unit of money that is chosen, where it is money."""
    if not column.money or not value.numeric:
        return value
    return replace(value, text=money.shown(Decimal(term.value)))


def answer_bars(answer: Answer) -> tuple[Bar, ...]:
    """A bar for each row of an answer that has one column of money; none for others, or where there are many rows."""
    columns = [place for place, column in enumerate(answer.columns) if column.money]
    if len(columns) != 1 or not 1 < len(answer.rows) <= DRAWN:
        return ()
    values = (row[columns[0]] for row in answer.rows)
    return bars([Decimal(value.value) if isinstance(value, Literal) else None for value in values])


def problem_page(request: Request, error: GoujiError, status: int) -> Response:
    """One sentence on what went wrong."""
    words = error.words if isinstance(error, NoSuchPageError) else ""
    values = {"message": error.message, "status_code": status, "words": words}
    return page(request, "problem.html", status, retry_headers(error), **values)
