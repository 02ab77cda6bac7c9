"""A real SPARQL server to talk to: the ``oxigraph`` of the package index, where it is installed."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

BINARY = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@contextmanager
def running(folder: Path | None = None, port: int | None = None) -> Iterator[str]:
    """Its address; without a folder it keeps nothing."""
    if BINARY is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    port = port or free_port()
    kept = ["--location", str(folder)] if folder else []
    command = [BINARY, "serve", *kept, "--bind", f"127.0.0.1:{port}", "--timeout-s", "5"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
