"""A pool of processes that answer queries over a read-only store.

A query of Oxigraph can be stopped only by ending the process it runs in. So each worker runs one query at a time and
is ended and replaced when the query takes too long, needs too much memory, or nobody waits for it any more. A query
that takes longer than most steps aside: its process yields the processor to the others, another takes its place, and
it ends with its answer (what was yielded cannot be taken back).
"""

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import Store

from ..graph.store import words_beside
from .confinement import allow_seconds, confine
from .execution import Items, Job, Outcome, Seek, Sums, execute
from .itemising import itemised
from .problems import (
    AbandonedError,
    ClosedError,
    CrashedError,
    OutOfMemoryError,
    OutOfTimeError,
    QueryFailedError,
    RequestError,
    TooBusyError,
)
from .searching import Index, searched
from .settings import Limits, Settings
from .summing import summed

SPAWN = multiprocessing.get_context("spawn")
#: Seconds a worker may take to start and open the store.
START = 60.0
#: Seconds a worker may take to end after it was told to.
END = 2.0
#: Seconds after which a query steps aside, and how far: the others then get ten times its share of a busy machine.
SHORT, NICE = 1.0, 10
SIGKILL = 9


def work(connection: Connection, checkpoint: str, limits: Limits) -> None:
    """The life of a worker: open the store once, answer one job after the other until the parent hangs up."""
    confine(limits.memory)
    try:
        store = Store.read_only(checkpoint)
    except (OSError, ValueError, RuntimeError) as error:
        connection.send(QueryFailedError(f"库打不开：{error}", f"The store cannot be opened: {error}"))
        return
    index = Index.of(Path(checkpoint))
    connection.send(None)
    while True:
        try:
            seconds, job = connection.recv()
        except (EOFError, OSError):
            return
        allow_seconds(seconds)
        try:
            connection.send(answered(store, index, job, limits))
        except BrokenPipeError:
            return


def answered(store: Store, index: Index | None, job: Job, limits: Limits) -> Outcome | RequestError:
    """The answer to a job or the problem with it; nothing else may get out of a worker."""
    try:
        if index is not None and isinstance(job.seek, Seek):
            return searched(index, store, job, job.seek)
        if index is not None and isinstance(job.seek, Sums):
            return summed(index, store, job, job.seek)
        if index is not None and isinstance(job.seek, Items):
            return itemised(index, store, job, job.seek)
        return execute(store, job)
    except RequestError as problem:
        return problem
    except MemoryError:
        return OutOfMemoryError(limits.memory)


class Ticket:
    """Held by whoever asks; cancelling it frees the worker at once."""

    def __init__(self) -> None:
        self.cancelled = False
        self.seconds = 0.0
        """How long workers were at it; waiting for one costs nothing."""
        self._lock = threading.Lock()
        self._pool: Pool | None = None
        self._worker: Answering | None = None

    def cancel(self) -> None:
        """Give up waiting; the worker that runs the query, if one does, is ended."""
        with self._lock:
            self.cancelled = True
            if self._worker is not None:
                self._worker.condemn()
            pool = self._pool
        if pool is not None:
            pool.wake()

    def queued(self, pool: "Pool") -> None:
        """Remember whom to wake."""
        with self._lock:
            self._pool = pool

    def assign(self, worker: "Answering | None") -> None:
        """Remember which worker to end; raises :class:`AbandonedError` if it is too late."""
        with self._lock:
            if worker is not None and self.cancelled:
                raise AbandonedError
            self._worker = worker


class Answering(Protocol):
    """Whoever answers one job at a time and can be ended: a process here, or a line to a server elsewhere."""

    def wait_until_ready(self) -> None:
        """Wait until it can take a job; raises a :class:`RequestError` if it cannot."""

    def answer(self, job: Job, seconds: float, limits: Limits, aside: Callable[[], None]) -> Outcome:
        """Run a job; raises a :class:`RequestError`. ``aside`` is called when it steps aside."""
        ...

    def alive(self) -> bool:
        """Whether it can take another job."""
        ...

    def condemn(self) -> None:
        """Let it end, from whatever thread, without waiting."""

    def kill(self) -> None:
        """End it and wait until it is gone."""

    def stop(self) -> None:
        """Let it end by itself; end it if it does not."""

    def hang_up(self) -> None:
        """Close our end of the line."""


@dataclass(eq=False, slots=True)
class Worker:
    """One process and our end of the line to it."""

    process: SpawnProcess
    connection: Connection
    ready: bool = False
    condemned: bool = False
    aside: bool = False

    @classmethod
    def start(cls, checkpoint: Path, limits: Limits) -> Self:
        """A new worker; it opens the store while we go on."""
        ours, theirs = SPAWN.Pipe()
        process = SPAWN.Process(target=work, args=(theirs, str(checkpoint), limits), daemon=True, name="gouji-worker")
        process.start()
        theirs.close()
        return cls(process, ours)

    def answer(self, job: Job, seconds: float, limits: Limits, aside: Callable[[], None]) -> Outcome:
        """Run a job; raises a :class:`RequestError`, after some of which the worker is dead."""
        try:
            self.wait_until_ready()
            self.connection.send((seconds, job))
            if not self.replies(seconds, aside):
                self.kill()
                raise OutOfTimeError(seconds)
            reply = self.connection.recv()
        except (EOFError, OSError):
            raise self.cause_of_death(limits) from None
        if isinstance(reply, RequestError):
            raise reply
        assert isinstance(reply, Outcome)
        return reply

    def cause_of_death(self, limits: Limits) -> RequestError:
        """What a worker died of: Rust aborts and the kernel kills when memory runs out; a full stack is a segfault."""
        self.kill()
        ended_by = -(self.process.exitcode or 0)
        return OutOfMemoryError(limits.memory) if ended_by in {signal.SIGABRT, SIGKILL} else CrashedError()

    def wait_until_ready(self) -> None:
        """Wait for a new worker to open the store; raises what it says if it cannot."""
        if self.ready:
            return
        if not self.connection.poll(START):
            self.kill()
            raise TooBusyError
        refusal = self.connection.recv()
        if isinstance(refusal, RequestError):
            raise refusal
        self.ready = True

    def replies(self, seconds: float, aside: Callable[[], None]) -> bool:
        """Whether it answers in time; if that takes long it steps aside."""
        if self.connection.poll(min(SHORT, seconds)):
            return True
        if seconds <= SHORT:
            return False
        self.step_aside()
        aside()
        return self.connection.poll(seconds - SHORT)

    def step_aside(self) -> None:
        """Let others have the processor first, where the system can; it cannot be taken back, so it ends after this."""
        self.aside = True
        if hasattr(os, "setpriority") and self.process.pid is not None:
            with suppress(OSError):
                before = os.getpriority(os.PRIO_PROCESS, self.process.pid)
                os.setpriority(os.PRIO_PROCESS, self.process.pid, before + NICE)

    def alive(self) -> bool:
        """Whether it can take another job."""
        return not self.condemned and not self.aside and not wait([self.process.sentinel], 0)

    def condemn(self) -> None:
        """Let it end, from whatever thread, without waiting."""
        self.condemned = True
        self.process.kill()

    def kill(self) -> None:
        """End it and wait until it is gone."""
        self.condemn()
        self.process.join(END)

    def stop(self) -> None:
        """Hang up, so that it ends by itself; end it if it does not."""
        self.connection.close()
        if not wait([self.process.sentinel], END):
            self.kill()
        self.process.join(END)

    def hang_up(self) -> None:
        """Close our end of the line."""
        self.connection.close()


@dataclass(slots=True)
class _State:
    """What the threads share, under one lock."""

    idle: deque[Answering] = field(default_factory=deque)
    all: set[Answering] = field(default_factory=set)
    waiting: int = 0
    closed: bool = False


class Pool:
    """Workers over one checkpoint. Use it as a context; :meth:`run` may be called from any thread."""

    def __init__(self, checkpoint: Path | None, settings: Settings | None = None) -> None:
        self.checkpoint = checkpoint
        """What the workers open; nothing where they are elsewhere."""
        self.settings = settings or Settings()
        self._state = _State()
        self._turn = threading.Condition()

    @property
    def indexed(self) -> bool:
        """Whether an index lies beside what the workers open."""
        return self.checkpoint is not None and words_beside(self.checkpoint).is_file()

    def __enter__(self) -> Self:
        """Start the workers; raises a :class:`RequestError` if the store cannot be opened."""
        with self._turn:
            for _ in range(self.settings.workers):
                self._add_worker()
            workers = tuple(self._state.all)
        try:
            for worker in workers:
                worker.wait_until_ready()
        except (RequestError, EOFError, OSError) as error:
            self.close()
            if isinstance(error, RequestError):
                raise
            raise QueryFailedError("查询进程无法启动。", "The query processes could not be started.") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def run(self, job: Job, seconds: float | None = None, ticket: Ticket | None = None) -> Outcome:
        """The answer to a job; raises a :class:`RequestError`. ``seconds`` may only shorten the time limit."""
        limits = self.settings.limits
        allowed = limits.seconds if seconds is None else min(seconds, limits.seconds)
        job = replace(job, rows=min(job.rows, limits.rows), bytes=min(job.bytes, limits.bytes))
        ticket = ticket or Ticket()
        ticket.queued(self)
        worker = self._take(ticket)
        began = time.monotonic()
        try:
            ticket.assign(worker)
            return worker.answer(job, allowed, limits, self._stand_in)
        except (OutOfMemoryError, CrashedError):
            if ticket.cancelled:
                raise AbandonedError from None
            if self._state.closed:
                raise ClosedError from None
            raise
        finally:
            ticket.seconds += time.monotonic() - began
            ticket.assign(None)
            self._give_back(worker)

    @property
    def waiting(self) -> int:
        """Queries that wait for a worker now."""
        return self._state.waiting

    @property
    def busy(self) -> int:
        """Workers that are at a query now."""
        return len(self._state.all) - len(self._state.idle)

    def wake(self) -> None:
        """Let those who wait look again whether they still want to."""
        with self._turn:
            self._turn.notify_all()

    def close(self) -> None:
        """End all workers, running queries with them, and wait until they are gone."""
        with self._turn:
            self._state.closed = True
            workers, idle = set(self._state.all), set(self._state.idle)
            self._state.all.clear()
            self._state.idle.clear()
            self._turn.notify_all()
        for worker in workers - idle:
            worker.kill()
        for worker in idle:
            worker.stop()

    def _take(self, ticket: Ticket) -> Answering:
        """An idle worker, in time and in turn."""
        deadline = time.monotonic() + self.settings.patience
        with self._turn:
            state = self._state
            if not state.idle and state.waiting >= self.settings.queue:
                raise TooBusyError
            state.waiting += 1
            try:
                while not state.idle or state.closed or ticket.cancelled:
                    if state.closed:
                        raise ClosedError
                    if ticket.cancelled:
                        raise AbandonedError
                    if not self._turn.wait(deadline - time.monotonic()):
                        raise TooBusyError
                return state.idle.popleft()
            finally:
                state.waiting -= 1

    def _give_back(self, worker: Answering) -> None:
        """Put a worker back, or another in its place if it died."""
        with self._turn:
            if self._state.closed:
                worker.hang_up()
                return
            if worker.alive():
                self._state.idle.append(worker)
            else:
                self._state.all.discard(worker)
                worker.hang_up()
                if len(self._state.all) < self.settings.workers:
                    self._add_worker()
            self._turn.notify()

    def _stand_in(self) -> None:
        """Another worker while one is at a long query, as long as no more than as many are at those."""
        with self._turn:
            if not self._state.closed and len(self._state.all) < 2 * self.settings.workers:
                self._add_worker()
                self._turn.notify()

    def _add_worker(self) -> None:
        worker = self._start()
        self._state.all.add(worker)
        self._state.idle.append(worker)

    def _start(self) -> Answering:
        """A new worker."""
        assert self.checkpoint is not None
        return Worker.start(self.checkpoint, self.settings.limits)
