"""Starting and stopping the service."""

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from gouji.api.server import AddressError, listening

from .conftest import SLOW

RUN = """
import sys
from pathlib import Path
from gouji.api.server import serve
if __name__ == "__main__":
    serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""


def free_port() -> int:
    with listening("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])


def test_a_port_in_use_is_one_sentence_with_the_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(AddressError) as caught:
            listening("127.0.0.1", port)

    assert str(port) in caught.value.message.zh
    assert f"--port {port + 1}" in caught.value.message.en


def test_an_address_that_is_none_is_one_sentence() -> None:
    with pytest.raises(AddressError, match=r"no such address|cannot listen"):
        listening("256.256.256.256", 8000)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopping_leaves_no_process_behind(checkpoint: Path, tmp_path: Path, how: signal.Signals) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    port = free_port()
    with started(script, checkpoint, port) as service:
        wait_for(port)
        workers = children(service.pid)

        service.send_signal(how)
        status = service.wait(15)

    assert status == 0
    assert_gone(workers)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_workers_do_not_outlive_a_killed_parent(checkpoint: Path, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    port = free_port()
    with started(script, checkpoint, port) as service:
        wait_for(port)
        workers = children(service.pid)
        assert len(workers) >= 2
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"http://127.0.0.1:{port}/sparql", params={"query": SLOW}, timeout=0.5)

        service.kill()
        service.wait(15)

    assert_gone(workers)


def started(script: Path, checkpoint: Path, port: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, str(script), str(checkpoint), str(port)], start_new_session=True)


def assert_gone(processes: list[int]) -> None:
    deadline = time.monotonic() + 5
    while any(alive(process) for process in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(process) for process in processes)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            assert httpx.get(f"http://127.0.0.1:{port}/health").json() == {"status": "ok"}
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the service did not start")


def children(pid: int) -> list[int]:
    """The processes that another started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:
            continue
        if re.search(rf"^PPid:\t{pid}$", text, re.MULTILINE):
            found.append(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
