"""Clients that ask a SPARQL server all at once over connections they keep, as light as can be: they share its cores."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, urlsplit

#: Bytes of one answer that are read at a time.
LONGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class Typical:
    """One kind of query: its name, texts of it for different things, and the type its answer is wanted in."""

    name: str
    texts: Sequence[str]
    accept: str


@dataclass(frozen=True, slots=True)
class Served:
    """What clients were given in so long: seconds of each answer by kind of query, statuses of refusals."""

    seconds: dict[str, list[float]]
    refused: list[int]
    elapsed: float

    @property
    def throughput(self) -> float:
        """Answers a second."""
        return sum(map(len, self.seconds.values())) / self.elapsed


class Line:
    """One connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def answer(self, request: bytes) -> int:
        """Send a request and read its answer to the end; the status."""
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).lower()
        if b"transfer-encoding: chunked" in head:
            while size := int(await self.reader.readuntil(b"\r\n"), 16):
                await self.reader.readexactly(size + 2)
            await self.reader.readexactly(2)
        elif b"content-length:" in head:
            await self.reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]))
        return int(head.split(b" ", 2)[1])


def ask(endpoint: str, kinds: Sequence[Typical], clients: int, seconds: float) -> Served:
    """Let so many clients ask the kinds in turn for so long, each query worded as none was before."""
    return asyncio.run(asked(endpoint, kinds, clients, seconds))


async def asked(endpoint: str, kinds: Sequence[Typical], clients: int, seconds: float) -> Served:
    """Let the clients ask; who still waits when the time is over is sent home."""
    served = Served({kind.name: [] for kind in kinds}, [], seconds)
    asking = [asyncio.create_task(client(endpoint, turns(kinds, first), served)) for first in range(clients)]
    done, waiting = await asyncio.wait(asking, timeout=seconds)
    for each in waiting:
        each.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    for each in done:
        each.result()
    return served


async def client(endpoint: str, asking: Iterator[tuple[Typical, str]], served: Served) -> None:
    """Ask one query after the other."""
    where = urlsplit(endpoint)
    reader, writer = await asyncio.open_connection(where.hostname, where.port, limit=LONGEST)
    line = Line(reader, writer)
    try:
        for kind, text in asking:
            began = time.perf_counter()
            status = await line.answer(request(where.netloc, where.path, text, kind.accept))
            if status == 200:
                served.seconds[kind.name].append(time.perf_counter() - began)
            else:
                served.refused.append(status)
    finally:
        writer.close()


def turns(kinds: Sequence[Typical], first: int) -> Iterator[tuple[Typical, str]]:
    """The kinds in turn, beginning with another one each client; a remark makes every text a new one."""
    for number in count(first):
        kind = kinds[number % len(kinds)]
        text = kind.texts[number // len(kinds) % len(kind.texts)]
        yield kind, f"{text}\n# {first} {number} {time.perf_counter_ns()}"


def request(host: str, path: str, query: str, accept: str) -> bytes:
    r"""A request by ``GET``, which every server takes.

    >>> request("localhost:1", "/sparql", "ASK {}", "*/*").split(b"\r\n")[0]
    b'GET /sparql?query=ASK%20%7B%7D HTTP/1.1'
    """
    return f"GET {path}?query={quote(query)} HTTP/1.1\r\nHost: {host}\r\nAccept: {accept}\r\n\r\n".encode()
