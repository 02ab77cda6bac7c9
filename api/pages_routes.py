"""The addresses of the pages for reading, beside those of documents and questions."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from . import (
    pages,
    pages_check,
    pages_compare,
    pages_figure,
    pages_findings,
    pages_flow,
    pages_forms,
    pages_rules,
    pages_search,
    pages_unit,
)
from .serving import Service

Handler = Callable[[Request, Service], Awaitable[Response]]

READING: tuple[tuple[str, Handler], ...] = (
    ("/favicon.ico", pages.icon),
    ("/search", pages_search.search),
    ("/units", pages_unit.units),
    ("/units/{name:path}", pages_unit.unit),
    ("/figures/{name:path}", pages_figure.figure),
    ("/findings", pages_findings.findings),
    ("/findings.{suffix}", pages_findings.export),
    ("/compare", pages_compare.compare),
    ("/flow", pages_flow.flow),
    ("/rules", pages_rules.rule_list),
    ("/rules/{name}", pages_rules.rule_page),
    ("/forms", pages_forms.form_list),
    ("/forms/{name}", pages_forms.form_page),
    ("/check", pages_check.form),
    ("/check/{name}", pages_check.progress),
)
#: What takes a visitor's file.
TAKING: tuple[tuple[str, Handler], ...] = (("/check", pages_check.check),)
