"""Addresses of servers, and requests that end in time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gouji.graph.remote import Endpoint, EndpointError, Exchange, NoAddressError

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


@contextmanager
def answering(*pieces: bytes, pause: float = 0.0) -> Iterator[str]:
    """A server that sends these pieces to the first who asks, pausing after each, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            with listener.accept()[0] as line:
                line.recv(65536)
                for piece in pieces:
                    try:
                        line.sendall(piece)
                    except OSError:
                        return
                    time.sleep(pause)

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/query"
        thread.join()


def whole(exchange: Exchange) -> bytes:
    exchange.send("GET", b"", {})
    return b"".join(iter(exchange.read, b""))


@pytest.mark.parametrize(
    ("query", "update", "graphs"),
    [
        ("http://h:7878/query", "http://h:7878/update", "http://h:7878/store"),
        ("https://h/gouji/sparql", "https://h/gouji/update", "https://h/gouji/data"),
        ("http://h/repositories/g", "http://h/repositories/g/statements", "http://h/repositories/g/rdf-graphs/service"),
    ],
)
def test_where_updates_and_graphs_go_is_told_by_where_queries_go(query: str, update: str, graphs: str) -> None:
    endpoint = Endpoint.of(query)

    assert (endpoint.query, endpoint.update, endpoint.graphs) == (query, update, graphs)


def test_an_address_of_another_layout_is_refused_only_when_it_is_written_to() -> None:
    endpoint = Endpoint.of("https://example.org/ask?key=1")

    assert endpoint.query == "https://example.org/ask?key=1"
    with pytest.raises(NoAddressError, match="--graphs-url"):
        endpoint.graph("urn:g")


@pytest.mark.parametrize("url", ["localhost:7878", "ftp://h/query", "http:///query", ""])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(EndpointError):
        Endpoint.of(url)


def test_a_password_is_sent_and_not_shown() -> None:
    endpoint = Endpoint.of("http://me:%C3%A9:@h/query")

    assert "@" not in endpoint.query + endpoint.update + endpoint.graphs
    assert endpoint.headers({})["Authorization"] == "Basic bWU6w6k6"
    assert Endpoint.of("http://h/query", token="t").headers({})["Authorization"] == "Bearer t"


def test_an_answer_is_read_to_its_end() -> None:
    with answering(HEAD + b"Content-Length: 5\r\n\r\nwo", b"rds") as url, Exchange(url, 5) as exchange:
        assert whole(exchange) == b"words"


@pytest.mark.parametrize(
    "beginning", [b"Content-Length: 50\r\n\r\nwords", b"Transfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n"]
)
def test_an_answer_cut_short_is_no_answer(beginning: bytes) -> None:
    with (
        answering(HEAD + beginning) as url,
        Exchange(url, 5) as exchange,
        pytest.raises(EndpointError, match="connection failed"),
    ):
        whole(exchange)


def test_a_server_that_drips_cannot_draw_out_the_time() -> None:
    began = time.monotonic()

    with (
        answering(HEAD + b"Content-Length: 50\r\n\r\n", *[b"x"] * 20, pause=0.1) as url,
        Exchange(url, 0.5) as exchange,
    ):
        with pytest.raises(EndpointError):
            whole(exchange)
        took = time.monotonic() - began

    assert exchange.late
    assert took < 1.5


def test_a_request_is_cut_off_from_another_thread() -> None:
    with answering(b"", pause=1.0) as url, Exchange(url, 30) as exchange:
        began = time.monotonic()
        threading.Timer(0.2, exchange.cut).start()
        with pytest.raises(EndpointError):
            whole(exchange)

        assert time.monotonic() - began < 0.9
        assert not exchange.late


def test_nobody_at_the_address() -> None:
    with Exchange("http://127.0.0.1:9/query", 5) as exchange, pytest.raises(EndpointError, match=r"127\.0\.0\.1:9"):
        whole(exchange)
