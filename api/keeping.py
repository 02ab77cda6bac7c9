"""Answers kept for the next who asks the same, and the tags by which a client sees that its copy is still right.

What is served does not change while it is served, so the version of the data and the request together tell the answer.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .execution import Outcome
from .lexer import UnlexableError, holds, tokens

#: Functions whose value differs from one asking to the next.
CHANGING = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
CHANGED = frozenset(map(str.lower, CHANGING))
#: Largest part of all that is kept which one answer may take.
PART = 16


def changes(query: str) -> bool:
    """Whether a query may be answered differently each time.

    >>> changes("SELECT (NOW() AS ?t) {}"), changes("SELECT ('NOW' AS ?t) {}")
    (True, False)
    """
    if not holds(query, CHANGED):
        return False
    try:
        return any(token.kind == "word" and token.text.upper() in CHANGING for token in tokens(query))
    except UnlexableError:
        return True


class Answers:
    """Outcomes by what was asked, the last used ones, up to so many bytes; safe to use from any thread."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.held = 0
        self._kept: OrderedDict[Hashable, Outcome] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Outcome | None:
        """The outcome kept for what was asked, if there is one."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, outcome: Outcome) -> None:
        """Keep an outcome, unless it is too large, in place of those not asked for longest."""
        if len(outcome.body) > self.size // PART:
            return
        with self._lock:
            before = self._kept.pop(key, None)
            self.held += len(outcome.body) - (len(before.body) if before else 0)
            self._kept[key] = outcome
            while self.held > self.size:
                self.held -= len(self._kept.popitem(last=False)[1].body)


class Tagged:
    """Puts an ETag on what depends on data and request alone, and answers 304 to who holds it already."""

    def __init__(self, app: ASGIApp, version: str) -> None:
        self.app = app
        self.version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        tag = self.tag(scope)
        if tag in held(Headers(scope=scope).get("if-none-match", "")):
            await Response(status_code=304, headers={"ETag": tag, "Vary": "Accept"})(scope, receive, send)
            return

        async def with_tag(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if "cache-control" not in headers and "etag" not in headers:
                    headers["ETag"] = tag
                    headers["Cache-Control"] = "no-cache"
                    headers.add_vary_header("Accept")
            await send(message)

        await self.app(scope, receive, with_tag)

    def tag(self, scope: Scope) -> str:
        """The tag of what a request gets; weak, because it may be sent compressed or not."""
        headers = Headers(scope=scope)
        parts = (
            self.version.encode(),
            scope["path"].encode(),
            scope["query_string"],
            headers.get("accept", "").encode(),
            headers.get("host", "").encode(),
        )
        digest = hashlib.sha256(b"\n".join(parts)).hexdigest()
        return f'W/"{digest[:32]}"'


def held(if_none_match: str) -> frozenset[str]:
    """The tags a client says it holds.

    >>> sorted(held('W/"a", "b"'))
    ['"b"', 'W/"a"']
    """
    return frozenset(part.strip() for part in if_none_match.split(","))
