"""The path under which a proxy serves us: addresses we send begin with it, those we get are read without it."""

from contextvars import ContextVar

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

_ROOT: ContextVar[str] = ContextVar("root", default="")


class Mounted:
    """Lets all that is done for a request know under which path it came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        before = _ROOT.set(scope.get("root_path", "").rstrip("/"))
        try:
            await self.app(scope, receive, send)
        finally:
            _ROOT.reset(before)


def rooted(path: str) -> str:
    """A path of ours as others know it.

    >>> rooted("/documents")
    '/documents'
    """
    return _ROOT.get() + path


def path_of(request: Request) -> str:
    """The path that a request asks for, as we know it."""
    path: str = request.scope["path"]
    return path.removeprefix(_ROOT.get()) or "/"
