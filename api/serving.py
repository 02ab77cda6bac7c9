"""What all addresses share: waiting for a worker without forgetting the client, headers, problems as JSON."""

import asyncio
import hashlib
import ipaddress
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..graph.runs import software
from ..ontology import terms
from ..ontology.messages import GoujiError
from .allowance import Allowance
from .catalogue import Catalogue
from .checks import Checks
from .execution import Job, Outcome
from .keeping import Answers
from .ledger import Ledger
from .metrics import Metrics
from .names import Names
from .problems import BadRequestError, RequestError
from .questions import Run, table
from .running import Running, query_id
from .settings import Settings
from .ticket import Ticket
from .workers import Pool

T = TypeVar("T")

#: Nothing but our own style sheet is loaded, and no script; pages with scripts of ours bring their own policy.
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
#: The id under which a query can be stopped; a client may choose it.
QUERY_ID = "X-Query-Id"


class SafeHeaders:
    """Puts the headers of safety on every response, and counts it."""

    def __init__(self, app: ASGIApp, count: Callable[[int], None]) -> None:
        self.app = app
        self.count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.count(message["status"])
                headers = MutableHeaders(scope=message)
                # What says "not modified" would put its headers in place of those that the client keeps with the page.
                for name, value in SAFETY.items() if message["status"] != 304 else ():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)


class Service:
    """The pool, the threads in which requests wait for it, and what is remembered between requests."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self.pool = pool
        self.settings = settings
        self.version = version_of(pool)
        self.catalogue: Catalogue | None = None
        self.ledger: Ledger | None = None
        self.names: Names | None = None
        self.links: tuple[str, ...] | None = None
        self.answers = Answers(settings.kept)
        self.running = Running()
        self.checks = Checks()
        self.metrics = Metrics()
        self.allowance = Allowance(settings.share)
        # One more than may wait, so that it is the pool that says no; beside long queries as many again are answered.
        self.threads = CapacityLimiter(2 * self.settings.workers + self.settings.queue + 1)

    async def attend(
        self, request: Request, work: Callable[[Run], T], seconds: float | None = None, name: str | None = None
    ) -> T:
        """What ``work`` gives, done in a thread; its queries are stopped when the client goes away.

        The request's body must have been read. Under its ``name`` the work can be stopped by another request.
        """
        ticket = Ticket()

        def run(job: Job) -> Outcome:
            return self.pool.run(job, seconds, ticket)

        with (
            self.counted(ticket),
            self.running.under(query_id(name), ticket),
            self.allowance.use(client_of(request), ticket),
        ):
            return await self.waited_for(request, ticket, work, run)

    async def asked(self, request: Request, job: Job, seconds: float | None = None, name: str | None = None) -> Outcome:
        """The answer to one query; as :meth:`attend`, but without a thread where the pool can do without."""
        if not self.pool.on_loop:
            return await self.attend(request, lambda run: run(job), seconds, name)
        ticket = Ticket()
        leaving = asyncio.ensure_future(departure(request))
        leaving.add_done_callback(lambda left: None if left.cancelled() else ticket.cancel())
        try:
            with (
                self.counted(ticket),
                self.running.under(query_id(name), ticket),
                self.allowance.use(client_of(request), ticket),
            ):
                return await self.pool.ask(job, seconds, ticket)
        finally:
            leaving.cancel()

    async def waited_for(self, request: Request, ticket: Ticket, work: Callable[[Run], T], run: Run) -> T:
        """What ``work`` gives, unless the client leaves first."""
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

    @contextmanager
    def counted(self, ticket: Ticket) -> Iterator[None]:
        """Count how something that is answered ends."""
        outcome = "ok"
        try:
            yield
        except RequestError as error:
            outcome = error.slug
            raise
        finally:
            self.metrics.query(outcome, ticket.seconds)


def version_of(pool: Pool) -> str:
    """The version of what a pool serves; a new one each time where the store does not say."""
    query = f"SELECT ?version {{ <{terms.absolute('dataset')}> dcat:version ?version }}"
    try:
        found = table(pool.run(Job(query)))[1]
    except RequestError:
        found = []
    told = getattr(found[0][0], "value", None) if found else None
    return f"{told or secrets.token_hex(8)}-{program_version()}"


@cache
def program_version() -> str:
    """A hash over this program's own files, pages included: another program may say the same data otherwise."""
    folder = files(__package__)
    digest = hashlib.sha256(software().encode())
    for name in ("", "templates", "static", "words", "questions", "v1", "v1/queries", "exports"):
        for entry in sorted((folder / name).iterdir(), key=lambda entry: entry.name):
            if entry.is_file():
                digest.update(entry.read_bytes())
    return digest.hexdigest()[:8]


def client_of(request: Request) -> str:
    """Who asks: an address, or the network of one where a client has many (IPv6)."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 6 and not address.is_loopback:
        return str(ipaddress.ip_network(f"{host}/64", strict=False).network_address)
    return host


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


def problem_text(error: GoujiError, status: int = 400) -> Response:
    """A refusal in plain words, for who asks for text."""
    lines = [error.message.zh, error.message.en]
    if isinstance(error, RequestError):
        status = error.status
        lines += [error.snippet] if error.snippet else []
    return PlainTextResponse("\n".join(lines) + "\n", status, retry_headers(error))


def retry_headers(error: GoujiError) -> dict[str, str]:
    """When to come back, if it helps to."""
    seconds = error.retry_after if isinstance(error, RequestError) else None
    return {} if seconds is None else {"Retry-After": str(seconds)}


def only_one(name: str, values: Iterable[str]) -> str | None:
    """The one value of a parameter that may be given once."""
    found = list(values)
    if len(found) > 1:
        raise BadRequestError(f"参数 {name} 只能有一个。", f"There may be only one parameter {name}.")
    return found[0] if found else None
