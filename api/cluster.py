"""Files worked on by the machines of a Dask cluster, each file as it would be here: in a process that can be ended.

A batch of files is a task. Only so many tasks are out at a time, and what came of one is let go of as soon as it is
here; so when a worker dies, only what it had in hand is done again, by another. A file whose worker dies several times
comes out as a :class:`Failure`. When the scheduler dies, whoever asked has all that came until then, and goes on from
there the next time.
"""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from ..ontology.messages import GoujiError
from .fingerprint import reader_fingerprint
from .processes import Failure, crashed, over_processes

if TYPE_CHECKING:  # Dask is an extra, and takes a second to import
    from distributed import Client, Future

T = TypeVar("T")
Results = list[tuple[Path, T | Failure]]
Work = Callable[[Path], T | Failure]

#: Files of one task: handing out a task costs some milliseconds, starting a process to read in a second.
FILES_A_TASK = 25
#: Tasks out for each thread of the cluster: one at work, one to go on with.
TASKS_A_THREAD = 2
#: Seconds to wait for the scheduler and its first worker.
PATIENCE = 30


class NoClusterError(GoujiError):
    """The scheduler cannot be reached, has no workers, or Dask is not installed."""


class ClusterLostError(GoujiError):
    """The scheduler went away in the middle."""

    def __init__(self, scheduler: str) -> None:
        super().__init__(
            f"{scheduler}：与调度器的连接中断；已读的都已载入，恢复后再运行一次即接着做。",
            f"{scheduler}: the scheduler was lost; what was read is loaded, run again and the rest follows.",
        )


class OtherVersionError(GoujiError):
    """A worker runs another version of this program, or has other forms: its documents would be read anew each time."""

    def __init__(self, scheduler: str) -> None:
        super().__init__(
            f"{scheduler}：有工作进程的 gouji 版本（或表格定义）与这里不同；请装成一样的。",
            f"{scheduler}: a worker has another version of gouji, or other forms; install the same everywhere.",
        )


def over_cluster(files: Sequence[Path], work: Work[T], scheduler: str) -> Iterator[tuple[Path, T | Failure]]:
    """Each file with what ``work`` makes of it, as they are finished; the workers must see the files at these paths.

    Raises :class:`NoClusterError`, :class:`OtherVersionError` or :class:`ClusterLostError`.
    """
    with client_of(scheduler) as client:
        yield from _Window(client, work, scheduler).run(files)


@contextmanager
def client_of(scheduler: str) -> Iterator["Client"]:
    """A client of the scheduler, which has a worker at least."""
    try:
        from distributed import Client  # noqa: PLC0415
    except ImportError:
        raise NoClusterError(
            "没有安装 Dask：pip install 'gouji[cluster]'", "Dask is not installed: pip install 'gouji[cluster]'"
        ) from None
    try:
        client = Client(scheduler, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise NoClusterError(
            f"{scheduler}：连不上调度器（{error}）。", f"{scheduler}: the scheduler cannot be reached ({error})."
        ) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        yield client
    except TimeoutError as error:
        raise NoClusterError(
            f"{scheduler}：调度器没有工作进程。", f"{scheduler}: the scheduler has no workers."
        ) from error
    finally:
        client.close(timeout=1)


def work_on(files: Sequence[Path], work: Work[T], reader: str) -> Results[T] | None:
    """What comes of some files, on a worker; nothing if it would read otherwise than ``reader``."""
    if reader_fingerprint() != reader:
        return None
    # Dask's workers may not start processes; ours end by themselves when the line to them is closed.
    multiprocessing.current_process().daemon = False
    return list(over_processes(files, work, few=0, at_once=1))


class _Window(Generic[T]):
    """The tasks that are out, and the files that wait."""

    def __init__(self, client: "Client", work: Work[T], scheduler: str) -> None:
        self.client, self.work, self.scheduler = client, work, scheduler
        self.reader = reader_fingerprint()
        self.waiting: deque[tuple[Path, ...]] = deque()
        self.out: dict[Future, tuple[Path, ...]] = {}

    def run(self, files: Sequence[Path]) -> Iterator[tuple[Path, T | Failure]]:
        """Each file with its result, as they are finished."""
        size = max(1, min(FILES_A_TASK, len(files) // (TASKS_A_THREAD * self.threads())))
        self.waiting.extend(tuple(files[at : at + size]) for at in range(0, len(files), size))
        while self.waiting or self.out:
            yield from self.step()

    def step(self) -> Results[T]:
        """Hand out tasks, wait for one at least, and what came of it; raises :class:`ClusterLostError`."""
        try:
            self.fill()
            return [pair for future in self.finished() for pair in self.result(future, self.out.pop(future))]
        except lost():
            raise ClusterLostError(self.scheduler) from None

    def threads(self) -> int:
        """How many tasks the cluster can work on at one time, now."""
        threads: dict[str, int] = self.client.nthreads()
        return max(1, sum(threads.values()))

    def fill(self) -> None:
        """Hand out tasks, as many as may be out."""
        for _ in range(min(len(self.waiting), TASKS_A_THREAD * self.threads() - len(self.out))):
            files = self.waiting.popleft()
            self.out[self.client.submit(work_on, files, self.work, self.reader, pure=False)] = files

    def finished(self) -> list["Future"]:
        """Wait for one task at least."""
        from distributed import wait  # noqa: PLC0415

        return list(wait(list(self.out), return_when="FIRST_COMPLETED").done)

    def result(self, future: "Future", files: tuple[Path, ...]) -> Results[T]:
        """What came of a task; of one whose workers died again and again its files are tried one by one."""
        from distributed import KilledWorker  # noqa: PLC0415

        try:
            told: Results[T] | None = future.result()
        except KilledWorker:
            if len(files) == 1:
                return [(files[0], crashed(files[0]))]
            self.waiting.extendleft((file,) for file in files)
            return []
        finally:
            future.release()
        if told is None:
            raise OtherVersionError(self.scheduler)
        return told


@cache
def lost() -> tuple[type[BaseException], ...]:
    """What is raised when the scheduler is gone."""
    from asyncio import CancelledError  # noqa: PLC0415
    from concurrent.futures import CancelledError as Cancelled  # noqa: PLC0415

    from distributed.client import ClosedClientError, FutureCancelledError  # noqa: PLC0415
    from distributed.comm.core import CommClosedError  # noqa: PLC0415

    return (CancelledError, Cancelled, ClosedClientError, FutureCancelledError, CommClosedError)
