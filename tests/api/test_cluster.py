"""Files read by a Dask cluster, some of whose machines die."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from gouji.api import cluster
from gouji.api.building import read_one
from gouji.api.cluster import ClusterLostError, NoClusterError, OtherVersionError, over_cluster
from gouji.api.processes import Failure
from gouji.ontology.messages import Bilingual
from tests import oxigraph

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'gouji[cluster]'")
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own, when its machines die
ROOT = Path(__file__).parents[2]
#: Workers of a test may die, and with them a task or two that were read ahead.
ENVIRONMENT = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, sys.path)]),
    "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "5s",
}


def marked(path: Path) -> str | Failure:
    """The words of a file; each reading leaves a mark beside it."""
    with path.with_suffix(".log").open("a") as log:
        log.write(f"{os.getppid()}\n")
    time.sleep(0.05)
    words = path.read_text()
    return Failure(path, Bilingual("坏", "bad")) if words == "bad" else words


def deadly(path: Path) -> str:
    """The words of a file, unless it ends the process that started this one: the worker."""
    words = path.read_text()
    if words == "deadly":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    return words


class Machines:
    """A scheduler and workers, each a process that can be killed."""

    def __init__(self) -> None:
        self.port = oxigraph.free_port()
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        oxigraph.wait_for(self.port)
        self.workers = [self.worker(), self.worker()]

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "dask", *words]
        return subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.DEVNULL, start_new_session=True)

    def worker(self) -> "subprocess.Popen[bytes]":
        """One thread, restarted by its nanny when it dies; ends when the scheduler is gone."""
        words = ("--nworkers", "1", "--nthreads", "1", "--death-timeout", "10", "--no-dashboard", "--host", "127.0.0.1")
        return self.start("worker", self.address, *words)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # each leads a group of its own
            process.wait()


@pytest.fixture
def machines() -> Iterator[Machines]:
    some = Machines()
    yield some
    some.stop()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number:03}.txt" for number in range(24)]
    for path in paths:
        path.write_text("bad" if path.stem == "007" else path.stem)
    return paths


def reader_of(files: list[Path]) -> int:
    """The worker that has read something."""
    while not (logs := [file.with_suffix(".log") for file in files if file.with_suffix(".log").exists()]):
        time.sleep(0.05)
    return int(logs[0].read_text().split()[0])


def test_a_worker_that_is_killed_loses_nothing_and_little_is_done_twice(
    machines: Machines, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "FILES_A_TASK", 3)
    found: list[tuple[Path, Any]] = []
    for pair in over_cluster(files, marked, machines.address):
        found.append(pair)
        if len(found) == 6:
            os.kill(reader_of(files), signal.SIGKILL)

    assert Counter(path for path, _ in found) == Counter(files)
    assert {path for path, result in found if result != path.stem} == {files[7]}
    again = sum(len(file.with_suffix(".log").read_text().split()) - 1 for file in files)
    assert again <= 2 * 3  # the task it was at, and one that was done and not fetched


def test_a_file_that_kills_its_workers_comes_out_as_a_failure(machines: Machines, files: list[Path]) -> None:
    files[12].write_text("deadly")

    found = dict(over_cluster(files[10:14], deadly, machines.address))

    assert set(found) == set(files[10:14])
    assert [path for path, result in found.items() if isinstance(result, Failure)] == [files[12]]


def test_when_the_scheduler_is_killed_what_came_until_then_is_kept(
    machines: Machines, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "FILES_A_TASK", 3)
    found: dict[Path, object] = {}
    with pytest.raises(ClusterLostError, match="run again"):
        for path, result in over_cluster(files, marked, machines.address):
            found[path] = result
            if len(found) == 6:
                machines.scheduler.kill()
    assert 6 <= len(found) < 24


def test_documents_are_read_as_they_are_here(machines: Machines, examples: Path) -> None:
    some = sorted(examples.glob("*.txt"))[:2]

    assert dict(over_cluster(some, read_one, machines.address)) == {path: read_one(path) for path in some}


def test_workers_of_another_version_are_refused(
    machines: Machines, files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "reader_fingerprint", lambda: "another")

    with pytest.raises(OtherVersionError):
        list(over_cluster(files[:2], marked, machines.address))


def test_a_cluster_that_is_not_there(monkeypatch: pytest.MonkeyPatch, files: list[Path]) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 2)

    with pytest.raises(NoClusterError, match="cannot be reached"):
        list(over_cluster(files, marked, f"tcp://127.0.0.1:{oxigraph.free_port()}"))
    with pytest.raises(NoClusterError):
        list(over_cluster(files, marked, "no address at all"))
