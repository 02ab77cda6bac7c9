"""A SPARQL 1.1 server elsewhere: its addresses, and requests to it that end in time and can be cut off.

Each request has a connection of its own: none is ever stale, and cutting it off from another thread ends the wait.
"""

import base64
import socket
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from ..ontology.messages import GoujiError

#: Where servers take updates and graphs, by the end of the path at which they take queries.
LAYOUTS = {
    "/query": ("/update", "/store"),  # Oxigraph
    "/sparql": ("/update", "/data"),  # Fuseki
}
#: RDF4J and what is made like it: the repository itself takes queries.
REPOSITORIES = "/repositories/"
#: How much of a refusal is worth repeating.
WORDS = 300


class EndpointError(GoujiError):
    """The server cannot be reached, breaks off, or refuses; ``status`` is its HTTP status where it gave one."""

    def __init__(self, zh: str, en: str, status: int | None = None) -> None:
        super().__init__(zh, en)
        self.status = status


class NoAddressError(GoujiError):
    """Where the server takes updates or graphs cannot be told from where it takes queries."""

    def __init__(self, url: str) -> None:
        super().__init__(
            f"{url}：看不出这个服务在哪里接受更新和图；请写明 --update-url 和 --graphs-url。",
            f"{url}: cannot tell where this server takes updates and graphs; name them by --update-url, --graphs-url.",
        )


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The addresses of a server: of SPARQL queries, of updates, of the Graph Store Protocol; who we are to it."""

    query: str
    update: str
    graphs: str
    authorization: str | None = None

    @classmethod
    def of(cls, url: str, update: str | None = None, graphs: str | None = None, token: str | None = None) -> Self:
        """The server that takes queries at ``url``; name and password may stand in it, a bearer token beside it.

        Raises :class:`EndpointError` for what is no address.

        >>> Endpoint.of("http://localhost:7878/query").graphs
        'http://localhost:7878/store'
        >>> Endpoint.of("https://me:secret@example.org/repositories/gouji").update
        'https://example.org/repositories/gouji/statements'
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise EndpointError(
                f"{url!r} 不是 http:// 或 https:// 的地址。", f"{url!r} is no address with http:// or https://."
            )
        bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        beside = beside_queries(bare)
        return cls(
            urlunsplit(bare), update or beside[0], graphs or beside[1], f"Bearer {token}" if token else basic(parts)
        )

    def graph(self, name: str) -> str:
        """The address of one graph; raises :class:`NoAddressError`.

        >>> Endpoint.of("http://localhost:7878/query").graph("https://example.org/图")
        'http://localhost:7878/store?graph=https%3A%2F%2Fexample.org%2F%E5%9B%BE'
        """
        if not self.graphs:
            raise NoAddressError(self.query)
        return f"{self.graphs}{'&' if '?' in self.graphs else '?'}graph={quote(name, safe='')}"

    def headers(self, more: Mapping[str, str]) -> dict[str, str]:
        """The headers of a request."""
        return {**more, "Authorization": self.authorization} if self.authorization else dict(more)


def beside_queries(parts: SplitResult) -> tuple[str, str]:
    """Where updates and graphs go, as far as the address of queries tells."""
    path = parts.path.rstrip("/")
    if REPOSITORIES in path:
        paths = (f"{path}/statements", f"{path}/rdf-graphs/service")
    else:
        ending = next((each for each in LAYOUTS if path.endswith(each)), None)
        if ending is None:
            return "", ""
        update, graphs = LAYOUTS[ending]
        paths = (path.removesuffix(ending) + update, path.removesuffix(ending) + graphs)
    first, second = (urlunsplit(parts._replace(path=each, query="", fragment="")) for each in paths)
    return first, second


def basic(parts: SplitResult) -> str | None:
    """The header for a name and password that stand in an address.

    >>> basic(urlsplit("http://me:secret@example.org/"))
    'Basic bWU6c2VjcmV0'
    """
    if parts.username is None:
        return None
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}"


class Exchange:
    """One request and its answer, both within so many seconds; the answer is read like a file. Use it as a context."""

    def __init__(self, url: str, seconds: float) -> None:
        parts = urlsplit(url)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self.url = url
        self.late = False
        """Whether time ran out."""
        self.answer: HTTPResponse | None = None
        self._deadline = time.monotonic() + seconds
        self._connection = kind(parts.hostname or "", parts.port, timeout=seconds)
        self._target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        self._socket: socket.socket | None = None
        self._cut = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if self.answer is not None:
            self.answer.close()

    def send(self, method: str, body: bytes, headers: Mapping[str, str]) -> HTTPResponse:
        """Send the request and wait for the head of the answer; raises :class:`EndpointError`."""
        try:
            self._connection.connect()
            self._socket = self._connection.sock
            if self._cut:
                self.cut()
            self._wait_no_longer()
            self._connection.request(method, self._target, body, dict(headers))
            self._wait_no_longer()
            self.answer = self._connection.getresponse()
        except (OSError, HTTPException) as error:
            raise self.broken(error) from error
        return self.answer

    def read(self, size: int = -1) -> bytes:
        """Some more of the answer, nothing at its end; raises :class:`EndpointError` where it breaks off."""
        assert self.answer is not None
        try:
            self._wait_no_longer()
            piece = self.answer.read1(size)
            if not piece and size and self.answer.length:
                raise ConnectionError("cut short")
        except (OSError, HTTPException, ValueError) as error:
            raise self.broken(error) from error
        return piece

    def words(self) -> str:
        """The beginning of a refusal's text, in one line."""
        said = b""
        while len(said) < WORDS and (piece := self.read(WORDS)):
            said += piece
        return " ".join(said[:WORDS].decode("utf-8", "replace").split())

    def cut(self) -> None:
        """End it from another thread: whoever waits for it gets an error at once."""
        self._cut = True
        if self._socket is not None:
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def broken(self, error: Exception) -> EndpointError:
        """What to say of a connection that failed."""
        self.late = self.late or isinstance(error, TimeoutError)
        reason = str(error) or type(error).__name__
        return EndpointError(f"{self.url}：连接失败（{reason}）。", f"{self.url}: the connection failed ({reason}).")

    def _wait_no_longer(self) -> None:
        """Let the next wait last no longer than what is left of the time."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        if self._socket is not None:
            with suppress(OSError):  # closed after the answer was read
                self._socket.settimeout(left)
