"""How fast a store's pages and data are served (``python -m gouji.bench.pages_served STORE``).

Times of the server's answers as a client on the same machine sees them: median and 95th percentile, and how many times
as long as the bare ``/healthz`` of the same run. What differs from request to request keeps answers from being kept.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

import httpx
import uvicorn

from ..api.app import create_app
from ..api.server import listening
from ..api.settings import Settings
from ..api.workers import Pool
from ..graph.store import GraphStore

HEALTH = "/healthz"
#: The addresses that are measured; each request of one has another ``limit`` where there is one.
ADDRESSES = (
    HEALTH,
    "/",
    "/documents",
    "/findings",
    "/search?q=医疗保障",
    "/compare?code=210&in={n}",
    "/questions/functional-item?code=208&year=20{n}",
    "/api/v1/search?words=医疗&limit={n}",
    "/api/v1/search?words=2562.93&limit={n}",
    "/api/v1/documents?limit={n}",
    "/api/v1/units?limit={n}",
    "/api/v1/findings?limit={n}",
    "/api/v1/findings/facets?limit={n}",
    "/api/v1/graph/expand?node=id/func/210&limit={n}",
    "/api/v1/aggregate?by=item&limit={n}",
    "/api/v1/aggregate?by=unit&limit={n}",
)
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Served:
    """How long one address took, in milliseconds."""

    address: str
    median: float
    slow: float


@contextmanager
def client_of(store: Path) -> Iterator[httpx.Client]:
    """A client of the service over a checkpoint of the store."""
    with tempfile.TemporaryDirectory() as folder:
        with GraphStore.open(store) as graph:
            graph.checkpoint(Path(folder) / "checkpoint")
        with Pool(Path(folder) / "checkpoint") as pool, listening("127.0.0.1", 0) as listener:
            server = uvicorn.Server(uvicorn.Config(create_app(Settings(), pool), log_level="error"))
            thread = threading.Thread(target=server.run, args=([listener],))
            thread.start()
            port = listener.getsockname()[1]
            try:
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                    yield client
            finally:
                server.should_exit = True
                thread.join()


def measured(client: httpx.Client, address: str, rounds: int) -> Served:
    """One address, after one request that fills what is kept."""
    times = []
    for number in range(rounds + 1):
        began = time.perf_counter()
        client.get(address.format(n=20 + number)).raise_for_status()
        times.append((time.perf_counter() - began) * 1000)
    return Served(address, median(times[1:]), quantiles(times[1:], n=20)[-1])


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every address and print a table."""
    parser = argparse.ArgumentParser(description="How fast a store's pages and data are served.")
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args(arguments)
    with client_of(given.store) as client:
        results = [measured(client, address, given.rounds) for address in ADDRESSES]
    bare = next(each.median for each in results if each.address == HEALTH)
    print("| address | median ms | 95 % ms | times healthz |\n|---|--:|--:|--:|")
    for each in results:
        print(f"| `{each.address}` | {each.median:.0f} | {each.slow:.0f} | {each.median / bare:.0f} |", flush=True)


if __name__ == "__main__":
    main()
