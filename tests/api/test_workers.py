"""Queries run in processes that can be ended; the service goes on."""

import json
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, Variable

from gouji.api.execution import Job
from gouji.api.problems import (
    AbandonedError,
    ClosedError,
    CrashedError,
    NotAcceptableError,
    OutOfMemoryError,
    OutOfTimeError,
    QueryFailedError,
    QuerySyntaxError,
    TooBusyError,
)
from gouji.api.settings import Limits, Settings
from gouji.api.ticket import Ticket
from gouji.api.workers import Pool

from .conftest import GREEDY, SETTINGS, SLOW


def run_until_abandoned(pool: Pool, ticket: Ticket) -> None:
    with pytest.raises(AbandonedError):
        pool.run(Job(SLOW), ticket=ticket)


def answers(pool: Pool) -> bool:
    return json.loads(pool.run(Job("ASK { ?s ?p ?o }")).body)["boolean"] is True


def test_an_answer_is_bytes(pool: Pool) -> None:
    outcome = pool.run(Job("SELECT ?o { ?s gj:kind ?o }"))

    assert json.loads(outcome.body)["results"]["bindings"] == [{"o": {"type": "literal", "value": "budget"}}]


def test_a_slow_query_is_stopped_and_the_next_one_answered(pool: Pool) -> None:
    started = time.monotonic()

    with pytest.raises(OutOfTimeError, match=r"0\.5"):
        pool.run(Job(SLOW), seconds=0.5)

    assert time.monotonic() - started < 3
    assert answers(pool)


def test_a_caller_cannot_ask_for_more_time_than_there_is(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(limits=Limits(seconds=0.3), workers=1)) as pool, pytest.raises(OutOfTimeError):
        pool.run(Job(SLOW), seconds=3600)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory of a process can be limited on Linux only")
def test_a_query_that_eats_memory_dies_alone(pool: Pool) -> None:
    with pytest.raises(OutOfMemoryError, match="1000 MB"):
        pool.run(Job(GREEDY))

    assert answers(pool)


def test_a_query_that_breaks_the_engine_dies_alone(pool: Pool) -> None:
    with pytest.raises((CrashedError, OutOfMemoryError, QuerySyntaxError)):
        pool.run(Job("ASK " + "{" * 100_000))

    assert answers(pool)


def test_whoever_goes_away_frees_the_worker(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=1)) as pool:
        ticket = Ticket()
        threading.Timer(0.3, ticket.cancel).start()

        with pytest.raises(AbandonedError):
            pool.run(Job(SLOW), ticket=ticket)

        assert answers(pool)


def test_a_long_query_steps_aside_for_the_others(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=1)) as pool:
        ticket = Ticket()
        thread = threading.Thread(target=run_until_abandoned, args=(pool, ticket))
        thread.start()
        time.sleep(0.2)

        began = time.monotonic()
        assert all(answers(pool) for _ in range(3))
        assert time.monotonic() - began < 8
        assert pool.busy == 1
        aside = [each for each in multiprocessing.active_children() if niceness(each.pid) > niceness(None)]
        ticket.cancel()
        thread.join()

        assert len(aside) == 1
        assert answers(pool)
        assert pool.busy == 0


def niceness(process: int | None) -> int:
    return os.getpriority(os.PRIO_PROCESS, process or 0)


def test_no_more_long_queries_than_there_are_workers(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=1, patience=4)) as pool:
        tickets = [Ticket(), Ticket()]
        threads = [threading.Thread(target=run_until_abandoned, args=(pool, ticket)) for ticket in tickets]
        for thread in threads:
            thread.start()

        time.sleep(3)
        with pytest.raises(TooBusyError):
            pool.run(Job("ASK {}"))

        for ticket, thread in zip(tickets, threads, strict=True):
            ticket.cancel()
            thread.join()
        assert answers(pool)


def test_whoever_waits_may_go_away_too(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=1)) as pool:
        first, second = Ticket(), Ticket()
        thread = threading.Thread(target=run_until_abandoned, args=(pool, first))
        thread.start()
        time.sleep(0.3)
        threading.Timer(0.2, second.cancel).start()

        with pytest.raises(AbandonedError):
            pool.run(Job("ASK {}"), ticket=second)

        first.cancel()
        thread.join()
        assert answers(pool)


def test_a_cancelled_ticket_is_good_for_nothing(pool: Pool) -> None:
    ticket = Ticket()
    ticket.cancel()

    with pytest.raises(AbandonedError):
        pool.run(Job("ASK {}"), ticket=ticket)

    assert answers(pool)


def test_more_queries_than_may_wait_are_sent_away(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=1, queue=0)) as pool:
        ticket = Ticket()
        thread = threading.Thread(target=run_until_abandoned, args=(pool, ticket))
        thread.start()
        time.sleep(0.3)

        with pytest.raises(TooBusyError):
            pool.run(Job("ASK {}"))

        ticket.cancel()
        thread.join()


def test_patience_ends(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=1, patience=0.3)) as pool:
        ticket = Ticket()
        thread = threading.Thread(target=run_until_abandoned, args=(pool, ticket))
        thread.start()
        time.sleep(0.2)

        with pytest.raises(TooBusyError):
            pool.run(Job("ASK {}"))

        ticket.cancel()
        thread.join()


def test_many_threads_share_the_workers(checkpoint: Path) -> None:
    with Pool(checkpoint, Settings(workers=2, queue=50)) as pool:
        bodies: list[bytes] = []

        def ask(number: int) -> None:
            bodies.append(pool.run(Job(f"SELECT ({number} AS ?n) {{}}")).body)

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    got = {int(json.loads(body)["results"]["bindings"][0]["n"]["value"]) for body in bodies}
    assert got == set(range(40))


def test_closing_ends_every_process_and_every_wait(checkpoint: Path) -> None:
    pool = Pool(checkpoint, Settings(workers=2))
    with pool:
        pids = [child.pid for child in multiprocessing.active_children() if child.name == "gouji-worker"]
        ended: list[type[BaseException]] = []

        def ask() -> None:
            try:
                pool.run(Job(SLOW))
            except ClosedError as error:
                ended.append(type(error))

        threads = [threading.Thread(target=ask) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
    for thread in threads:
        thread.join(5)

    assert ended == [ClosedError] * 3
    # Those of the pool that other tests share go on; ours are gone.
    left = {child.pid for child in multiprocessing.active_children()}
    assert len(set(pids) - left) >= 2
    with pytest.raises(ClosedError):
        pool.run(Job("ASK {}"))


def test_a_store_that_cannot_be_opened_is_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense")

    with pytest.raises(QueryFailedError, match="cannot be opened"), Pool(tmp_path, Settings(workers=1)):
        pass


def test_long_answers_are_cut_and_say_so(pool: Pool) -> None:
    outcome = pool.run(Job("SELECT ?s { ?s <urn:p> ?o }"))

    assert outcome.truncated
    assert len(json.loads(outcome.body)["results"]["bindings"]) == SETTINGS.limits.rows


def test_an_answer_of_just_the_limit_is_whole(pool: Pool) -> None:
    outcome = pool.run(Job("SELECT ?s { ?s <urn:p> ?o } LIMIT 1000"))

    assert not outcome.truncated


@pytest.mark.parametrize("results", ["json", "xml", "csv", "tsv"])
def test_wide_answers_are_cut_at_a_row(pool: Pool, results: str) -> None:
    query = "SELECT ?s (REPLACE(STR(?s), '.*', 'xxxxxxxxxx') AS ?t) { ?s <urn:p> ?o }"

    outcome = pool.run(Job(query, results=results, bytes=500))

    assert outcome.truncated
    assert b"urn:x:" in outcome.body
    assert outcome.body.rstrip().endswith((b"}", b">", b"xxxxxxxxxx", b'"'))


@pytest.mark.parametrize("graph", ["turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"])
def test_graphs_are_cut_too(pool: Pool, graph: str) -> None:
    outcome = pool.run(Job("CONSTRUCT WHERE { ?s <urn:p> ?o }", graph=graph, rows=3))

    assert outcome.truncated
    assert outcome.body.count(b"v") >= 3


def test_values_come_through_a_cut_unharmed(pool: Pool) -> None:
    values = r'"a\tb\n\"c\r\\" "中文"@zh-Hans 01 1.50 1e0 true "x"^^<urn:t> <urn:i> "NaN"^^xsd:double UNDEF'
    query = f"SELECT ?v {{ VALUES ?v {{ {values} }} }}"

    outcome = pool.run(Job(query, rows=100))

    found = [row.get("v") for row in json.loads(outcome.body)["results"]["bindings"]]
    assert found[0] == {"type": "literal", "value": 'a\tb\n"c\r\\'}
    assert found[1] == {"type": "literal", "value": "中文", "xml:lang": "zh-hans"}
    assert found[-1] is None
    assert len(found) == 10


def test_parameters_are_bound_not_written_into_the_query(pool: Pool) -> None:
    job = Job("SELECT ?kind ?s { ?s gj:kind ?kind }", substitutions={Variable("kind"): Literal('budget" } #')})

    assert json.loads(pool.run(job).body)["results"]["bindings"] == []


def test_no_format_for_this_kind_of_answer_is_refused(pool: Pool) -> None:
    with pytest.raises(NotAcceptableError):
        pool.run(Job("CONSTRUCT WHERE { ?s ?p ?o }", results="csv", graph=None))


REACH = """
import socket, sys
from gouji.api.confinement import leave_network
left = leave_network()
try:
    socket.create_connection(("127.0.0.1", int(sys.argv[1])), timeout=2).close()
    print(left, True)
except OSError:
    print(left, False)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="network namespaces are Linux's")
def test_a_worker_has_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        words = [sys.executable, "-c", REACH, str(listener.getsockname()[1])]
        told = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True).stdout.split()
    left, reached = (word == "True" for word in told)
    if not left:
        pytest.skip(f"this system does not let user {os.getuid()} leave the network")
    assert not reached
