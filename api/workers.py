"""The pool of the processes that answer queries: who waits for one, in which order, and what replaces one that died.

A query that takes longer than most steps aside, and another worker takes its place for the others.
"""

import asyncio
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from ..graph.store import words_beside
from .execution import Job, Outcome
from .problems import (
    AbandonedError,
    ClosedError,
    CrashedError,
    OutOfMemoryError,
    QueryFailedError,
    RequestError,
    TooBusyError,
)
from .settings import Settings
from .ticket import Ticket
from .worker import Answering, Worker


@dataclass(eq=False, slots=True)
class Turn:
    """Somebody in the line for a worker, in a thread or on an event loop; ``wake`` lets them look what became of it."""

    wake: Callable[[], None]
    worker: Answering | None = None


@dataclass(slots=True)
class _State:
    """What the threads share, under one lock. While somebody stands in line nobody is idle."""

    idle: deque[Answering] = field(default_factory=deque)
    all: set[Answering] = field(default_factory=set)
    line: deque[Turn] = field(default_factory=deque)
    closed: bool = False


class Pool:
    """Workers over one checkpoint. Use it as a context; :meth:`run` may be called from any thread."""

    #: Whether workers can be waited for on an event loop, by :meth:`ask`.
    on_loop: ClassVar[bool] = sys.platform != "win32"

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
        job, allowed = self._limited(job, seconds)
        ticket = ticket or Ticket()
        ticket.queued(self)
        worker = self._take(ticket)
        with self._using(worker, ticket):
            return worker.answer(job, allowed, self.settings.limits, self._stand_in)

    async def ask(self, job: Job, seconds: float | None = None, ticket: Ticket | None = None) -> Outcome:
        """As :meth:`run`, for who waits on an event loop: no thread waits for them."""
        job, allowed = self._limited(job, seconds)
        ticket = ticket or Ticket()
        ticket.queued(self)
        worker = await self._taken(ticket)
        assert isinstance(worker, Worker)
        with self._using(worker, ticket):
            return await worker.answer_soon(job, allowed, self.settings.limits, self._stand_in)

    def _limited(self, job: Job, seconds: float | None) -> tuple[Job, float]:
        """A job within the limits, and the seconds it may take."""
        limits = self.settings.limits
        allowed = limits.seconds if seconds is None else min(seconds, limits.seconds)
        return replace(job, rows=min(job.rows, limits.rows), bytes=min(job.bytes, limits.bytes)), allowed

    @contextmanager
    def _using(self, worker: Answering, ticket: Ticket) -> Iterator[None]:
        """Put a worker that was taken at the service of a ticket, and give it back."""
        began = time.monotonic()
        try:
            ticket.assign(worker)
            yield
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
        return len(self._state.line)

    @property
    def busy(self) -> int:
        """Workers that are at a query now."""
        return len(self._state.all) - len(self._state.idle)

    def wake(self) -> None:
        """Let those who wait look again whether they still want to."""
        with self._turn:
            for turn in self._state.line:
                turn.wake()

    def close(self) -> None:
        """End all workers, running queries with them, and wait until they are gone."""
        with self._turn:
            self._state.closed = True
            workers, idle = set(self._state.all), set(self._state.idle)
            self._state.all.clear()
            self._state.idle.clear()
            for turn in self._state.line:
                turn.wake()
        for worker in workers - idle:
            worker.kill()
        for worker in idle:
            worker.stop()

    def _take(self, ticket: Ticket) -> Answering:
        """An idle worker, in time and in turn."""
        deadline = time.monotonic() + self.settings.patience
        with self._turn, self._in_line(ticket, self._turn.notify_all) as turn:
            while not self._has(turn, ticket):
                if not self._turn.wait(deadline - time.monotonic()) and turn.worker is None:
                    raise TooBusyError
            assert turn.worker is not None
            return turn.worker

    async def _taken(self, ticket: Ticket) -> Answering:
        """As :meth:`_take`, on an event loop."""
        woken, loop = asyncio.Event(), asyncio.get_running_loop()
        deadline = loop.time() + self.settings.patience

        def wake() -> None:
            with suppress(RuntimeError):  # the loop was closed: nobody is there any more
                loop.call_soon_threadsafe(woken.set)

        with self._in_line(ticket, wake) as turn:
            while not self._has(turn, ticket):
                try:
                    async with asyncio.timeout_at(deadline):
                        await woken.wait()
                except TimeoutError:
                    if turn.worker is None:
                        raise TooBusyError from None
                woken.clear()
            assert turn.worker is not None
            return turn.worker

    @contextmanager
    def _in_line(self, ticket: Ticket, wake: Callable[[], None]) -> Iterator[Turn]:
        """A place in the line, at once with a worker if one is idle; given up when it is left with a problem."""
        turn = Turn(wake)
        with self._turn:
            if self._state.idle:
                turn.worker = self._state.idle.popleft()
            elif not self._state.closed and not ticket.cancelled:
                if len(self._state.line) >= self.settings.queue:
                    raise TooBusyError
                self._state.line.append(turn)
        try:
            yield turn
        except BaseException:
            with self._turn:
                if turn.worker is not None:
                    self._offer(turn.worker)
                else:
                    with suppress(ValueError):
                        self._state.line.remove(turn)
            raise

    def _has(self, turn: Turn, ticket: Ticket) -> bool:
        """Whether it is their turn; raises if there is no more sense in waiting."""
        if self._state.closed:
            raise ClosedError
        if ticket.cancelled:
            raise AbandonedError
        return turn.worker is not None

    def _offer(self, worker: Answering) -> None:
        """Give a worker to who waited longest, or let it idle."""
        if self._state.line and not self._state.closed:
            turn = self._state.line.popleft()
            turn.worker = worker
            turn.wake()
        else:
            self._state.idle.append(worker)

    def _give_back(self, worker: Answering) -> None:
        """Put a worker back, or another in its place if it died."""
        with self._turn:
            if self._state.closed:
                worker.hang_up()
            elif worker.alive():
                self._offer(worker)
            else:
                self._state.all.discard(worker)
                worker.hang_up()
                if len(self._state.all) < self.settings.workers:
                    self._add_worker()

    def _stand_in(self) -> None:
        """Another worker while one is at a long query, as long as no more than as many are at those."""
        with self._turn:
            if not self._state.closed and len(self._state.all) < 2 * self.settings.workers:
                self._add_worker()

    def _add_worker(self) -> None:
        worker = self._start()
        self._state.all.add(worker)
        self._offer(worker)

    def _start(self) -> Answering:
        """A new worker."""
        assert self.checkpoint is not None
        return Worker.start(self.checkpoint, self.settings.limits)
