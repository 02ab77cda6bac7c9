"""``/check``: a visitor's own file, checked and forgotten."""

from collections.abc import Sequence

from anyio import CapacityLimiter, WouldBlock, to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from ..ontology.facts import Severity
from .checking import Selection, severity_named
from .pages import language_of, page
from .problems import BadRequestError, RequestError, TooBusyError, TooLargeError
from .processes import Failure
from .reports.html import policy, style
from .serving import Service
from .upload import AT_ONCE, BYTES, SECONDS, file_name, report_on

#: What the other parts of a form may take up, above the file.
BESIDE = 1 << 16
FORMATS = {
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LEAST: tuple[Severity, ...] = ("violation", "warning", "info")
#: Checks under way; one more is told to come back.
RUNNING = CapacityLimiter(AT_ONCE)
PRIVATE = {"Cache-Control": "no-store"}


async def form(request: Request, _: Service) -> Response:
    """``GET /check``: the form."""
    return shown(request)


def shown(request: Request, status: int = 200, **values: object) -> Response:
    """The form, with what went wrong if something did."""
    context = {"problem": None, "megabytes": BYTES >> 20, "seconds": int(SECONDS), "least": LEAST, "formats": FORMATS}
    return page(request, "check_form.html", status, PRIVATE, **(context | values))


async def check(request: Request, _: Service) -> Response:
    """``POST /check``: the report on the file that was sent, or the form again with the reason why there is none."""
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

    def work() -> tuple[bytes, Sequence[Failure]]:
        return report_on(data, name, selection, form_, language)

    try:
        RUNNING.acquire_on_behalf_of_nowait(request)
    except WouldBlock:
        raise TooBusyError from None
    try:
        report, failures = await to_thread.run_sync(work)
    finally:
        RUNNING.release_on_behalf_of(request)
    if failures:
        return shown(request, 422, problem=failures[0].message)
    return Response(report, media_type=FORMATS[form_], headers=PRIVATE | headers(form_))


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
