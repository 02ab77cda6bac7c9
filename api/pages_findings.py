"""``/findings``: what does not agree, by facets, both sides with their places; the same as files."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from .catalogue import Record, records
from .execution import Job
from .ledger import FACETS, Noted, document_named
from .pages import ENVIRONMENT, language_of, ledger_of, page, page_number
from .phrases import PHRASES, Language, in_words, phrase
from .problems import NoSuchPageError
from .questions import Run
from .remarks import Remark, remarks
from .reports.html import policy, style
from .serving import TRUNCATED, Service
from .sides import Side, values
from .spreadsheet import workbook
from .twins import BOM, FORMULA

#: Findings on one page, in one file, and values of a facet that are listed.
PAGE = 50
EXPORTED = 5000
LISTED = 12
#: Findings whose details are asked for at one time.
AT_ONCE = 500
DETAILS = "SELECT ?finding ?property ?value { VALUES ?finding { %s } ?finding ?property ?value }"
TURTLE = "CONSTRUCT { ?finding ?property ?value } WHERE { VALUES ?finding { %s } ?finding ?property ?value }"


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding of a list."""

    noted: Noted
    remark: Remark


async def findings(request: Request, service: Service) -> Response:
    """``/findings``: one page of them."""
    found = await ledger_of(request, service)
    chosen = choices(request)
    matching = found.matching(of_ledger(chosen))
    pages = max(1, -(-len(matching) // PAGE))
    number = page_number(request.query_params.get("page"), pages)
    language = language_of(request)
    part = matching[(number - 1) * PAGE : number * PAGE]

    def work(run: Run) -> list[Entry]:
        return entries(run, part, language)

    shown = await service.attend(request, work) if part else []
    return page(
        request,
        "findings.html",
        ledger=found,
        entries=shown,
        matching=len(matching),
        chosen=chosen,
        facets=[(name, found.facet(name, of_ledger(chosen))) for name in FACETS],
        listed=LISTED,
        facet_words=lambda name, value: facet_words(name, value, language),
        without=lambda *names: {key: value for key, value in chosen.items() if key not in names and value},
        number=number,
        pages=pages,
    )


def choices(request: Request) -> dict[str, str]:
    """The facets that the address chooses."""
    return {name: request.query_params.get(name, "").strip() for name in (*FACETS, "document")}


def of_ledger(chosen: Mapping[str, str]) -> dict[str, str]:
    """The choices with the document by its whole name."""
    return {**chosen, "document": document_named(chosen["document"])}


def facet_words(name: str, value: str, language: Language) -> str:
    """A value of a facet as a person reads it."""
    match name:
        case "severity" | "kind":
            return in_words(name, value, language)
        case "state" | "cause" if f"{name}.{value}" in PHRASES:
            return phrase(f"{name}.{value}", language)
        case _:
            return value or "—"


def entries(run: Run, several: Sequence[Noted], language: Language) -> list[Entry]:
    """The findings with their messages, figures and places."""
    rows: list[Record] = []
    for at in range(0, len(several), AT_ONCE):
        rows += records(run, Job(DETAILS % values(each.iri for each in several[at : at + AT_ONCE])))
    found = remarks(run, rows, language)
    return [Entry(each, found[each.iri]) for each in several if each.iri in found]


async def export(request: Request, service: Service) -> Response:
    """``/findings.csv``, ``.xlsx``, ``.ttl`` and ``.html``: what the choices leave, as a file."""
    suffix = request.path_params["suffix"]
    if suffix not in EXPORTS:
        raise NoSuchPageError(f"findings.{suffix}")
    found = await ledger_of(request, service)
    matching = found.matching(of_ledger(choices(request)))
    language = language_of(request)
    kept = matching[:EXPORTED]
    media_type, write = EXPORTS[suffix]

    def work(run: Run) -> bytes:
        return write(run, kept, language)

    headers = {"Content-Disposition": f'attachment; filename="findings.{suffix}"'}
    if len(kept) < len(matching) or found.truncated:
        headers[TRUNCATED] = "true"
    return Response(await service.attend(request, work), media_type=media_type, headers=headers)


def rows_of(run: Run, several: Sequence[Noted], language: Language) -> tuple[list[str], list[list[str]]]:
    """Findings as headings and rows of text."""
    keys = ("rule-id", "severity", "outcome", "region", "unit", "year", "kind", "message", "cause")
    headings = [phrase(key, language) for key in (*keys, "judged", "against", "place")]
    rows = []
    for entry in entries(run, several, language):
        noted, found = entry.noted, entry.remark
        document = noted.document
        rows.append(
            [
                noted.rule,
                in_words("severity", noted.severity, language),
                phrase(f"state.{noted.state}", language),
                document.region,
                document.unit,
                document.year,
                in_words("kind", document.kind, language),
                found.said(language),
                found.likely,
                side_words(found.judged),
                "; ".join(map(side_words, found.others)),
                "; ".join(place.text for place in found.places),
            ]
        )
    return headings, rows


def side_words(side: Side | None) -> str:
    """One figure in words."""
    return "" if side is None else f"{side.name} {side.printed} {side.unit}".rstrip()


def as_csv(run: Run, several: Sequence[Noted], language: Language) -> bytes:
    """A table that Excel opens; what a spreadsheet would run is disarmed."""
    headings, rows = rows_of(run, several, language)
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in row] for row in rows)
    return (BOM + output.getvalue()).encode()


def as_xlsx(run: Run, several: Sequence[Noted], language: Language) -> bytes:
    """A workbook."""
    headings, rows = rows_of(run, several, language)
    return workbook([(phrase("findings", language), headings, rows)])


def as_turtle(run: Run, several: Sequence[Noted], language: Language) -> bytes:  # noqa: ARG001
    """The findings as the graph holds them."""
    parts = (several[at : at + AT_ONCE] for at in range(0, len(several), AT_ONCE))
    jobs = (Job(TURTLE % values(each.iri for each in part), graph="turtle") for part in parts)
    return b"\n".join(run(job).body for job in jobs)


def as_html(run: Run, several: Sequence[Noted], language: Language) -> bytes:
    """One page that needs nothing else."""
    headings, rows = rows_of(run, several, language)
    written = ENVIRONMENT.get_template("findings_file.html").render(
        language=language,
        title=phrase("findings", language),
        headings=headings,
        rows=rows,
        policy=policy(style()),
        style=Markup(style()),  # noqa: S704 (our own style sheet)
    )
    return written.encode()


Write = Callable[[Run, Sequence[Noted], Language], bytes]
EXPORTS: Mapping[str, tuple[str, Write]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "ttl": ("text/turtle; charset=utf-8", as_turtle),
    "html": ("text/html; charset=utf-8", as_html),
}
