"""One process that answers queries over a read-only store, and our end of the line to it.

A query of Oxigraph can be stopped only by ending the process it runs in. So each worker runs one query at a time and
is ended when the query takes too long, needs too much memory, or nobody waits for it any more. While a query that takes
longer than most steps aside, its process yields the processor to the others, and it ends with its answer (what was
yielded cannot be taken back).
"""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Protocol, Self

from pyoxigraph import Store

from .confinement import allow_seconds, confine
from .execution import Items, Job, Outcome, Seek, Sums, execute
from .itemising import itemised
from .problems import (
    CrashedError,
    OutOfMemoryError,
    OutOfTimeError,
    QueryFailedError,
    RequestError,
    TooBusyError,
)
from .searching import Index, searched
from .settings import Limits
from .summing import summed

SPAWN = multiprocessing.get_context("spawn")
#: Seconds a worker may take to start and open the store.
START = 60.0
#: Seconds a worker may take to end after it was told to.
END = 2.0
#: Bytes of an answer that an event loop takes at once; of a longer one its length is told first.
SHORT_ANSWER = 1 << 18
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
    with suppress(BrokenPipeError):  # nobody waits any more: the line below ends, too
        connection.send(None)
    while True:
        try:
            seconds, job = connection.recv()
        except (EOFError, OSError):
            return
        allow_seconds(seconds)
        reply = answered(store, index, job, limits)
        try:
            if isinstance(reply, Outcome) and len(reply.body) > SHORT_ANSWER:
                connection.send(len(reply.body))
            connection.send(reply)
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
            return outcome(self.connection.recv() if isinstance(reply, int) else reply)
        except (EOFError, OSError):
            raise self.cause_of_death(limits) from None

    async def answer_soon(self, job: Job, seconds: float, limits: Limits, aside: Callable[[], None]) -> Outcome:
        """As :meth:`answer`, on an event loop; whoever stops waiting ends the worker."""
        loop = asyncio.get_running_loop()
        try:
            if not self.ready:
                await loop.run_in_executor(None, self.wait_until_ready)
            self.connection.send((seconds, job))
            if not await self.replies_soon(seconds, aside):
                await loop.run_in_executor(None, self.kill)
                raise OutOfTimeError(seconds)
            reply = self.connection.recv()
            return outcome(await loop.run_in_executor(None, self.connection.recv) if isinstance(reply, int) else reply)
        except (EOFError, OSError):
            raise await loop.run_in_executor(None, self.cause_of_death, limits) from None
        except asyncio.CancelledError:
            self.condemn()
            raise

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

    async def replies_soon(self, seconds: float, aside: Callable[[], None]) -> bool:
        """As :meth:`replies`, on an event loop."""
        if await self.readable(min(SHORT, seconds)):
            return True
        if seconds <= SHORT:
            return False
        self.step_aside()
        await asyncio.get_running_loop().run_in_executor(None, aside)
        return await self.readable(seconds - SHORT)

    async def readable(self, seconds: float) -> bool:
        """Whether something can be read from the worker within so long; its end counts."""
        loop = asyncio.get_running_loop()
        arrived = loop.create_future()
        line = self.connection.fileno()
        loop.add_reader(line, settle, arrived, True)  # noqa: FBT003  (what it comes to)
        late = loop.call_later(seconds, settle, arrived, False)  # noqa: FBT003
        try:
            return bool(await arrived)
        finally:
            late.cancel()
            loop.remove_reader(line)
            # libuv makes what it watches non-blocking, and a message may come in pieces.
            os.set_blocking(line, True)

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


def outcome(reply: object) -> Outcome:
    """What a worker replied; raises the problem that it told."""
    if isinstance(reply, RequestError):
        raise reply
    assert isinstance(reply, Outcome)
    return reply


def settle(awaited: "asyncio.Future[bool]", value: bool) -> None:  # noqa: FBT001  (what it comes to)
    """Let a future come to a value, unless it has already."""
    if not awaited.done():
        awaited.set_result(value)
