"""What all addresses share: waiting for a worker without forgetting the client, headers, problems as JSON."""

import asyncio
from collections.abc import Callable, Iterable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..ontology import terms
from ..ontology.messages import GoujiError
from .catalogue import Catalogue
from .execution import Job, Outcome
from .problems import RETRY_AFTER, BadRequestError, RequestError
from .questions import Run
from .settings import Settings
from .workers import Pool, Ticket

T = TypeVar("T")

#: Nothing but our own style sheet is ever loaded; no script at all.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFETY = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: Set on an answer that was cut; a client from elsewhere may read it.
TRUNCATED = "X-Gouji-Truncated"


class SafeHeaders:
    """Puts the headers of safety on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SAFETY.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class Service:
    """The pool, the threads in which requests wait for it, and the catalogue once it was read."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.pool = pool
        self.settings = settings
        self.catalogue: Catalogue | None = None
        # One more than may wait, so that it is the pool that says no.
        self.threads = CapacityLimiter(self.settings.workers + self.settings.queue + 1)

    async def attend(self, request: Request, work: Callable[[Run], T], seconds: float | None = None) -> T:
        """What ``work`` gives, done in a thread; its queries are stopped when the client goes away.

        The request's body must have been read.
        """
        ticket = Ticket()

        def run(job: Job) -> Outcome:
            return self.pool.run(job, seconds, ticket)

        doing = asyncio.ensure_future(to_thread.run_sync(work, run, limiter=self.threads))
        leaving = asyncio.ensure_future(departure(request))
        try:
            await asyncio.wait({doing, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                ticket.cancel()
            return await doing
        finally:
            leaving.cancel()
            if not doing.done():
                ticket.cancel()
                doing.add_done_callback(overheard)


def overheard(ended: "asyncio.Future[T]") -> None:
    """Takes note of how something nobody waits for ended, so that it is not reported as forgotten."""
    if not ended.cancelled():
        ended.exception()


async def departure(request: Request) -> None:
    """Returns when the client has gone."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def problem_response(error: GoujiError, status: int = 400, headers: dict[str, str] | None = None) -> Response:
    """A refusal as ``application/problem+json``, in both languages."""
    status = error.status if isinstance(error, RequestError) else status
    body: dict[str, object] = {
        "type": terms.absolute(f"problems/{error.slug}") if isinstance(error, RequestError) else "about:blank",
        "title": str(error.message),
        "status": status,
        "detail": str(error.message),
        "zh": error.message.zh,
        "en": error.message.en,
    }
    if isinstance(error, RequestError) and error.line is not None:
        body |= {"line": error.line, "column": error.column, "snippet": error.snippet}
    return JSONResponse(body, status, (headers or {}) | retry_headers(error), media_type="application/problem+json")


def retry_headers(error: GoujiError) -> dict[str, str]:
    """When to come back, if it helps to."""
    return {"Retry-After": str(RETRY_AFTER)} if isinstance(error, RequestError) and error.status == 503 else {}


def only_one(name: str, values: Iterable[str]) -> str | None:
    """The one value of a parameter that may be given once."""
    found = list(values)
    if len(found) > 1:
        raise BadRequestError(f"参数 {name} 只能有一个。", f"There may be only one parameter {name}.")
    return found[0] if found else None
