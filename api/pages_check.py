"""``/check``: a visitor's own file, checked and forgotten."""

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..ontology.facts import Severity
from ..ontology.messages import Bilingual
from .checking import Selection, severity_named
from .checks import Check
from .formats import asks_for
from .frontend import HEADERS, assets
from .pages import language_of, page
from .problems import BadRequestError, NoSuchPageError, RequestError, TooLargeError
from .rendering import address
from .reports.html import policy, style
from .serving import Service
from .upload import BYTES, SECONDS, file_name, report_on

#: What the other parts of a form may take up, above the file.
BESIDE = 1 << 16
FORMATS = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LEAST: tuple[Severity, ...] = ("violation", "warning", "info")
#: Seconds after which a browser without scripts looks again.
AGAIN = 1
PRIVATE = {"Cache-Control": "no-store"}


async def form(request: Request, _: Service) -> Response:
    """``GET /check``: the form."""
    return shown(request)


def shown(request: Request, status: int = 200, **values: object) -> Response:
    """The form, with what went wrong if something did."""
    context = {"problem": None, "megabytes": BYTES >> 20, "seconds": int(SECONDS), "least": LEAST, "formats": FORMATS}
    return page(
        request, "check_form.html", status, {**HEADERS, **PRIVATE}, assets=assets("check"), **(context | values)
    )


async def check(request: Request, service: Service) -> Response:
    """``POST /check``: a person is led to where the check can be watched; a program waits and gets the report."""
    refuse_long(request)
    async with request.form(max_files=1, max_fields=5, max_part_size=BESIDE) as fields:
        file = fields.get("file")
        form_, least = str(fields.get("format", "html")), str(fields.get("severity", "warning"))
        if not isinstance(file, UploadFile) or not file.size:
            raise BadRequestError("没有收到文件，请先选一个。", "No file came with the request; choose one first.")
        if form_ not in FORMATS:
            raise BadRequestError(f"没有 {form_!r} 这种结果。", f"There is no result of the kind {form_!r}.")
        if file.size > BYTES:
            raise too_large()
        name, data = file_name(file.filename), await file.read()
    selection = Selection(severity=severity_named(least))
    language = language_of(request)

    def work() -> bytes | Bilingual:
        report, failures = report_on(data, name, selection, form_, language)
        return failures[0].message if failures else report

    asked = service.checks.start(Check(name, form_), work)
    if asks_for("text/html", request.headers.get("accept")):
        return RedirectResponse(address(f"/check/{asked}", language), 303, PRIVATE)
    return ended(request, await service.checks.ended(asked))


async def progress(request: Request, service: Service) -> Response:
    """``GET /check/{name}``: how far it is, then its report; the form again with the reason where there is none."""
    name = request.path_params["name"]
    found = service.checks.get(name)
    if found is None:
        raise NoSuchPageError(name)
    if found.done:
        return ended(request, found)
    values = {"check": found, "before": service.checks.before(name), "seconds": int(SECONDS)}
    return page(request, "check_progress.html", 200, PRIVATE | {"Refresh": f"{AGAIN}"}, **values)


def ended(request: Request, found: Check) -> Response:
    """The report of a check that has ended, or why there is none."""
    if found.report is None:
        return shown(request, 422, problem=found.problem)
    return Response(found.report, media_type=FORMATS[found.format], headers=PRIVATE | headers(found.format))


def refuse_long(request: Request) -> None:
    """Refuse a request before its body is read, by what it says of its length; raises a :class:`RequestError`."""
    said = request.headers.get("content-length", "")
    if not said.isascii() or not said.isdecimal():
        raise LengthRequiredError
    if int(said) > BYTES + BESIDE:
        raise too_large()


def too_large() -> TooLargeError:
    """The refusal of a file that is too large."""
    most = BYTES >> 20
    return TooLargeError(f"文件超过 {most} MB 的上限。", f"The file is larger than the limit of {most} MB.")


class LengthRequiredError(RequestError):
    """The request does not say how long it is."""

    status = 411
    slug = "length-required"

    def __init__(self) -> None:
        super().__init__("请求没有说明长度。", "The request does not say how long it is.")


def headers(form: str) -> dict[str, str]:
    """A page may use its own style sheet, which stands inside it; anything else is a file to keep."""
    if form == "html":
        return {"Content-Security-Policy": f"{policy(style())}; frame-ancestors 'none'"}
    return {"Content-Disposition": f'attachment; filename="gouji-check.{form}"'}
