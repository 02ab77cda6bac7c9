"""What the service counts about itself, in the text format of Prometheus; nothing about who asked or what."""

import bisect
import threading
from collections import Counter
from collections.abc import Iterator, Mapping

#: Upper bounds in seconds of the classes that durations of queries are counted in.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counts; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._outcomes: Counter[str] = Counter()
        self._responses: Counter[int] = Counter()
        self._classes = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def query(self, outcome: str, seconds: float) -> None:
        """Count one query: ``ok``, ``kept`` or the short name of what went wrong."""
        with self._lock:
            self._outcomes[outcome] += 1
            self._classes[bisect.bisect_left(BOUNDS, seconds)] += 1
            self._seconds += seconds

    def response(self, status: int) -> None:
        """Count one response."""
        with self._lock:
            self._responses[status] += 1

    def text(self, now: Mapping[str, float]) -> str:
        """All counts, and what is so ``now``."""
        with self._lock:
            lines = [*self.counted(), *(line for name, value in now.items() for line in gauge(name, value))]
        return "\n".join(lines) + "\n"

    def counted(self) -> Iterator[str]:
        """The lines of what was counted."""
        yield "# TYPE gouji_queries_total counter"
        for outcome, number in sorted(self._outcomes.items()):
            yield f'gouji_queries_total{{outcome="{outcome}"}} {number}'
        yield "# TYPE gouji_responses_total counter"
        for status, number in sorted(self._responses.items()):
            yield f'gouji_responses_total{{status="{status}"}} {number}'
        yield "# TYPE gouji_query_seconds histogram"
        so_far = 0
        for bound, number in zip((*BOUNDS, "+Inf"), self._classes, strict=True):
            so_far += number
            yield f'gouji_query_seconds_bucket{{le="{bound}"}} {so_far}'
        yield f"gouji_query_seconds_sum {self._seconds:.6f}"
        yield f"gouji_query_seconds_count {so_far}"


def gauge(name: str, value: float) -> tuple[str, str]:
    """The lines of one value that goes up and down.

    >>> gauge("waiting", 3)
    ('# TYPE gouji_waiting gauge', 'gouji_waiting 3')
    """
    return f"# TYPE gouji_{name} gauge", f"gouji_{name} {value:g}"
