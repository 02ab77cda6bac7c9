"""Files worked on over processes, one a core: a file that kills its process costs only itself."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait as wait_for
from pathlib import Path
from threading import Thread
from typing import TypeVar

from ..ontology.messages import Bilingual

T = TypeVar("T")

#: Fewer files than this are worked on in this process; starting others would take longer.
FEW = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in one sentence of both languages."""

    path: Path
    message: Bilingual


def over_processes(
    files: Sequence[Path], work: Callable[[Path], T | Failure], few: int = FEW
) -> Iterator[tuple[Path, T | Failure]]:
    """Each file with what ``work`` makes of it, as they are finished; ``work`` must be a function of a module."""
    if len(files) < few:
        yield from ((file, work(file)) for file in files)
        return
    workers = min(len(files), os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count() or 1)
    waiting = list(reversed(files))
    while waiting:
        yield from in_pool(waiting, work, workers)


def executor(workers: int) -> ProcessPoolExecutor:
    """Fresh processes that end with this one, also when it is killed."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=end_with_parent)


def end_with_parent() -> None:
    """Watch the parent from a thread; a worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        Thread(target=lambda: (wait_for([parent.sentinel]), os._exit(1)), daemon=True).start()


def in_pool(
    waiting: list[Path], work: Callable[[Path], T | Failure], workers: int
) -> Iterator[tuple[Path, T | Failure]]:
    """Work on ``waiting`` (from its end); a file that kills its worker is reported, the rest goes on."""
    running: dict[Future[T | Failure], Path] = {}
    with executor(workers) as pool:
        while waiting or running:
            while waiting and len(running) < workers * 4:
                path = waiting.pop()
                running[pool.submit(work, path)] = path
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                path = running.pop(future)
                try:
                    yield path, future.result()
                except BrokenProcessPool:
                    yield from one_by_one([path, *running.values()], work)
                    return


def one_by_one(suspects: Sequence[Path], work: Callable[[Path], T | Failure]) -> Iterator[tuple[Path, T | Failure]]:
    """Each suspect in a process of its own, so that only the file that kills it is lost."""
    for path in suspects:
        with executor(1) as pool:
            try:
                yield path, pool.submit(work, path).result()
            except BrokenProcessPool:
                words = Bilingual(
                    f"{path}：读取时进程中断，已跳过。", f"{path}: reading it ended its process; skipped."
                )
                yield path, Failure(path, words)
