"""Whoever waits for a worker on an event loop is treated as one who waits in a thread."""

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from gouji.api.execution import Job
from gouji.api.problems import AbandonedError, OutOfMemoryError, OutOfTimeError, QuerySyntaxError, TooBusyError
from gouji.api.settings import Settings
from gouji.api.ticket import Ticket
from gouji.api.worker import SHORT_ANSWER
from gouji.api.workers import Pool

from .conftest import GREEDY, SLOW

T = TypeVar("T")
uvloop = pytest.importorskip("uvloop")
#: Some rows of some hundred bytes each, longer together than an answer that is taken at once.
LONG = 'SELECT (CONCAT(STR(?n), "%s") AS ?text) {{ VALUES ?n {{ {} }} }}'.format(" ".join(map(str, range(900)))) % (
    "勾稽" * 100
)


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def on_loop(request: pytest.FixtureRequest) -> Callable[[Awaitable[T]], T]:
    """Runs something on an event loop of either kind."""

    def run(work: Awaitable[T]) -> T:
        async def wait() -> T:
            return await work

        with asyncio.Runner(loop_factory=request.param) as runner:
            return runner.run(wait())

    return run


def holds(pool: Pool) -> bool:
    return json.loads(pool.run(Job("ASK { ?s ?p ?o }")).body)["boolean"] is True


def test_it_gives_the_same_answers(pool: Pool, on_loop: Callable[[Awaitable[object]], object]) -> None:
    for query in ("SELECT ?o { ?s gj:kind ?o }", "DESCRIBE <https://w3id.org/gouji/id/form/b03>", LONG):
        assert on_loop(pool.ask(Job(query))) == pool.run(Job(query))

    assert len(pool.run(Job(LONG)).body) > SHORT_ANSWER
    with pytest.raises(QuerySyntaxError):
        on_loop(pool.ask(Job("SELECT")))


def test_limits_hold(pool: Pool, on_loop: Callable[[Awaitable[object]], object]) -> None:
    started = time.monotonic()
    with pytest.raises(OutOfTimeError, match=r"0\.5"):
        on_loop(pool.ask(Job(SLOW), seconds=0.5))
    assert time.monotonic() - started < 3
    with pytest.raises(OutOfTimeError):
        on_loop(pool.ask(Job(SLOW), seconds=1.5))
    with pytest.raises(OutOfMemoryError):
        on_loop(pool.ask(Job(GREEDY)))

    assert holds(pool)


def test_a_cancelled_ticket_and_a_cancelled_task_free_the_worker(
    checkpoint: Path, on_loop: Callable[[Awaitable[object]], object]
) -> None:
    with Pool(checkpoint, Settings(workers=1)) as pool:

        async def by_ticket() -> None:
            ticket = Ticket()
            asking = asyncio.ensure_future(pool.ask(Job(SLOW), ticket=ticket))
            await asyncio.sleep(0.3)
            ticket.cancel()
            with pytest.raises(AbandonedError):
                await asking

        async def by_task() -> None:
            asking = asyncio.ensure_future(pool.ask(Job(SLOW)))
            waiting = asyncio.ensure_future(pool.ask(Job("ASK {}")))
            await asyncio.sleep(0.3)
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert b"true" in (await waiting).body

        on_loop(by_ticket())
        assert holds(pool)
        on_loop(by_task())
        assert holds(pool)
        assert (pool.waiting, pool.busy) == (0, 0)


def test_whoever_waits_in_line_may_go_away_or_lose_patience(
    checkpoint: Path, on_loop: Callable[[Awaitable[object]], object]
) -> None:
    with Pool(checkpoint, Settings(workers=1, queue=2, patience=0.5)) as pool:

        async def line() -> None:
            ticket = Ticket()
            asking = asyncio.ensure_future(pool.ask(Job(SLOW), ticket=ticket))
            await asyncio.sleep(0.1)
            second, leaving = Ticket(), asyncio.ensure_future(pool.ask(Job("ASK {}")))
            third = asyncio.ensure_future(pool.ask(Job("ASK {}"), ticket=second))
            await asyncio.sleep(0.1)
            with pytest.raises(TooBusyError):
                await pool.ask(Job("ASK {}"))
            second.cancel()
            with pytest.raises(AbandonedError):
                await third
            with pytest.raises(TooBusyError):
                await leaving
            ticket.cancel()
            with pytest.raises(AbandonedError):
                await asking

        on_loop(line())
        assert pool.waiting == 0
        assert holds(pool)


def test_threads_and_a_loop_stand_in_one_line(checkpoint: Path, on_loop: Callable[[Awaitable[object]], object]) -> None:
    with Pool(checkpoint, Settings(workers=2, queue=100)) as pool:
        bodies: list[bytes] = []

        def job(number: int) -> Job:
            return Job(f"SELECT ({number} AS ?n) {{}}")

        async def ask(number: int) -> None:
            bodies.append((await pool.ask(job(number))).body)

        async def all_of_them() -> None:
            await asyncio.gather(*map(ask, range(40, 80)))

        threads = [
            threading.Thread(target=lambda number=number: bodies.append(pool.run(job(number)).body))
            for number in range(40)
        ]
        for thread in threads:
            thread.start()
        on_loop(all_of_them())
        for thread in threads:
            thread.join()

    assert {int(json.loads(body)["results"]["bindings"][0]["n"]["value"]) for body in bodies} == set(range(80))


def test_a_worker_that_is_killed_in_line_is_replaced(
    checkpoint: Path, on_loop: Callable[[Awaitable[object]], object]
) -> None:
    with Pool(checkpoint, Settings(workers=1)) as pool:
        (worker,) = pool._state.all
        worker.kill()

        async def ask() -> bool:
            # What was killed while idle is found out by who asks first.
            for _ in range(2):
                try:
                    return b"true" in (await pool.ask(Job("ASK {}"))).body
                except OutOfMemoryError:
                    continue
            return False

        assert on_loop(ask())
