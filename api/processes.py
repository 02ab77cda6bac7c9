"""Files worked on over processes, one a core, each of which can be ended: a file costs only itself.

A published file is not trusted: it may be damaged, a bomb, or hit a defect of a library written in C. So whatever
is not plain text is read in a process of its own with limits on time and memory and without network, and a process
that dies or takes too long is replaced while the other files go on.
"""

import multiprocessing
import os
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Generic, Self, TypeVar

from ..ingest.readers.members import home
from ..ontology.messages import Bilingual
from .confinement import confine

T = TypeVar("T")

#: Fewer files of plain text than this are worked on in this process; starting others would take longer.
FEW = 4
#: Seconds a file may take: the largest real disclosure seen takes two, a scan six a page.
SECONDS = 600.0
#: Bytes of address space a process may take.
MEMORY = 4 * 1024**3
#: Files after which a process is replaced, so that what libraries do not give back stays bounded.
FILES_A_PROCESS = 250
#: Seconds a process may take to end after its line was closed.
END = 2.0
SPAWN = multiprocessing.get_context("spawn")
#: How files begin that are no text.
BINARY = (
    *(b"%PDF", b"PK", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff"),
    *(b"II*\0", b"MM\0*", b"BM", b"\x1f\x8b", b"{\\rtf"),
)

Advance = Callable[[int, int, Path], None]
"""Called after each file with how many are done, how many there are, and which it was."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in one sentence of both languages."""

    path: Path
    message: Bilingual


def over_processes(  # noqa: PLR0913, PLR0917  (what to do, and five limits)
    files: Sequence[Path],
    work: Callable[[Path], T | Failure],
    few: int = FEW,
    seconds: float = SECONDS,
    memory: int = MEMORY,
    at_once: int | None = None,
) -> Iterator[tuple[Path, T | Failure]]:
    """Each file with what ``work`` makes of it, as they are finished; ``work`` must be a function of a module.

    A file that takes longer than ``seconds``, needs more than ``memory`` bytes or ends its process comes out as a
    :class:`Failure` with a sentence; the others go on. ``at_once`` processes work on them, else one a core.
    """
    if len(files) < few and all(is_text(file) for file in files):
        yield from ((file, attempted(work, file)) for file in files)
        return
    yield from _Workers(work, seconds, memory).run(files, at_once or os.cpu_count() or 1)


def is_text(path: Path) -> bool:
    """Whether the file looks like plain text, which no library of another's reads; one that is not there does too."""
    if home(path) is not None:
        return False
    try:
        with path.open("rb") as file:
            beginning = file.read(1024)
    except OSError:
        return True
    return not beginning.startswith(BINARY) and b"<html" not in beginning.lower()


def attempted(work: Callable[[Path], T | Failure], path: Path) -> T | Failure:
    """What ``work`` makes of the file; a defect of the program costs only this file, and says where it is."""
    try:
        return work(path)
    except MemoryError:
        return too_large(path)
    except Exception as error:  # one file must not stop the others
        frame = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
        return Failure(
            path,
            Bilingual(
                f"{path}：程序在读取时出错（{at}），已跳过；请报告这个错误。",
                f"{path}: the program failed while reading it ({at}); skipped. Please report this.",
            ),
        )


def too_large(path: Path) -> Failure:
    """The file needs more memory than a process may have."""
    return Failure(
        path,
        Bilingual(
            f"{path}：读取所需内存超过上限，已跳过。", f"{path}: reading it needs more memory than allowed; skipped."
        ),
    )


def live(connection: Connection, work: Callable[[Path], object], memory: int) -> None:
    """The life of a process: one file after the other until the parent hangs up."""
    confine(memory)
    while True:
        try:
            path = connection.recv()
        except (EOFError, OSError):
            return
        try:
            connection.send(attempted(work, path))
        except (BrokenPipeError, OSError):
            return


@dataclass(eq=False, slots=True)
class _Worker:
    """One process, our end of the line to it, and the file it works on."""

    process: SpawnProcess
    connection: Connection
    path: Path | None = None
    deadline: float = 0.0
    done: int = 0

    @classmethod
    def start(cls, work: Callable[[Path], object], memory: int) -> Self:
        ours, theirs = SPAWN.Pipe()
        process = SPAWN.Process(target=live, args=(theirs, work, memory), daemon=True, name="gouji-reader")
        process.start()
        theirs.close()
        return cls(process, ours)

    def begin(self, path: Path, seconds: float) -> None:
        """Send it a file; the clock runs from here, the time to start up included."""
        self.path, self.deadline = path, time.monotonic() + seconds
        self.connection.send(path)

    def end(self) -> None:
        """Hang up and wait; end it if it does not end by itself."""
        self.connection.close()
        if not wait([self.process.sentinel], 0 if self.path else END):
            self.process.kill()
        self.process.join(END)


class _Workers(Generic[T]):
    """The processes at work on one list of files."""

    def __init__(self, work: Callable[[Path], T | Failure], seconds: float, memory: int) -> None:
        self.work, self.seconds, self.memory = work, seconds, memory
        self.workers: list[_Worker] = []

    def run(self, files: Sequence[Path], at_once: int) -> Iterator[tuple[Path, T | Failure]]:
        """Each file with its result, as they are finished."""
        waiting = list(reversed(files))
        try:
            for _ in range(min(len(files), at_once)):
                self.give(_Worker.start(self.work, self.memory), waiting)
            while self.workers:
                yield from self.finished(waiting)
        finally:
            for worker in self.workers:
                worker.end()

    def give(self, worker: _Worker, waiting: list[Path]) -> None:
        """The next file to a worker, or its end."""
        if not waiting:
            worker.end()
            return
        if worker.done >= FILES_A_PROCESS or worker.connection.closed:
            worker.end()
            worker = _Worker.start(self.work, self.memory)
        self.workers.append(worker)
        worker.begin(waiting.pop(), self.seconds)

    def finished(self, waiting: list[Path]) -> Iterator[tuple[Path, T | Failure]]:
        """Wait until one worker at least is done, dead or late."""
        patience = min(worker.deadline for worker in self.workers) - time.monotonic()
        ready = wait([worker.connection for worker in self.workers], max(0.0, patience))
        now = time.monotonic()
        for worker in [each for each in self.workers if each.connection in ready or each.deadline <= now]:
            self.workers.remove(worker)
            path = worker.path
            assert path is not None
            yield path, self.result(worker, path, late=worker.connection not in ready)
            self.give(worker, waiting)

    def result(self, worker: _Worker, path: Path, *, late: bool) -> T | Failure:
        """What came of one file; the line of a worker that is late or dead is closed."""
        if not late:
            try:
                told: T | Failure = worker.connection.recv()
            except (EOFError, OSError):
                worker.end()
                return crashed(path)
            worker.path, worker.done = None, worker.done + 1
            return told
        worker.end()
        return too_slow(path, self.seconds)


def crashed(path: Path) -> Failure:
    """The process that read the file ended."""
    return Failure(
        path, Bilingual(f"{path}：读取时进程中断，已跳过。", f"{path}: reading it ended its process; skipped.")
    )


def too_slow(path: Path, seconds: float) -> Failure:
    """The file takes longer than a file may."""
    return Failure(
        path,
        Bilingual(
            f"{path}：读取超过 {seconds:.0f} 秒，已跳过。", f"{path}: reading it takes over {seconds:.0f} s; skipped."
        ),
    )
