"""Running the service: workers first, then HTTP; when it stops, the other way round."""

import errno
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from ..graph.remote import Endpoint
from ..ontology.messages import GoujiError
from .app import create_app
from .remote import RemotePool
from .settings import Settings
from .workers import Pool

#: Seconds for requests under way when the service is stopped.
GRACE = 3
BACKLOG = 128
#: Lets glibc in the workers keep more small pieces of memory at hand: a tenth less time a query. Others pass it over.
TUNED = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000"}


class AddressError(GoujiError):
    """The service cannot listen where it was told to."""


def serve(source: Path | Endpoint, host: str = "127.0.0.1", port: int = 8000, settings: Settings | None = None) -> None:
    """Serve a checkpoint, or what a server elsewhere holds, until interrupted.

    Raises a :class:`GoujiError` if the address or the store cannot be had.
    """
    settings = settings or Settings()
    for name, value in TUNED.items():
        os.environ.setdefault(name, value)
    with (
        suppress(KeyboardInterrupt),
        terminating(),
        listening(host, port) as listener,
        RemotePool(source, settings) if isinstance(source, Endpoint) else Pool(source, settings) as pool,
    ):
        config = uvicorn.Config(
            create_app(settings, pool),
            log_level="warning",
            server_header=False,
            timeout_graceful_shutdown=GRACE,
            proxy_headers=bool(settings.proxies),
            forwarded_allow_ips=list(settings.proxies),
            root_path=settings.root,
        )
        uvicorn.Server(config).run(sockets=[listener])


@contextmanager
def terminating() -> Iterator[None]:
    """Let SIGTERM interrupt as Ctrl-C does, so that workers and passing files do not stay behind.

    uvicorn raises the signal it was stopped with once more, and the default for SIGTERM is to end on the spot.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at the address."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, OverflowError) as error:
        raise AddressError(
            f"没有这样的地址：{host}:{port}（{error}）", f"no such address: {host}:{port} ({error})"
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        raise refusal(host, port, error) from None
    return listener


def refusal(host: str, port: int, error: OSError) -> AddressError:
    """Why the address cannot be had, and the way out."""
    if error.errno == errno.EADDRINUSE:
        return AddressError(
            f"端口 {port} 已被别的程序占用；换一个：--port {port + 1}",
            f"port {port} is in use by another program; choose another: --port {port + 1}",
        )
    if error.errno == errno.EACCES:
        return AddressError(
            f"没有权限使用端口 {port}；换一个 1024 以上的：--port 8000",
            f"no permission for port {port}; choose one above 1024: --port 8000",
        )
    return AddressError(
        f"不能监听 {host}:{port}：{error.strerror}", f"cannot listen on {host}:{port}: {error.strerror}"
    )
