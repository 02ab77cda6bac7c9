"""What a server may be told: its limits."""

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use up."""

    seconds: float = 30.0
    """Wall-clock time; a caller may ask for less, never for more."""
    memory: int = 2 << 30
    """Address space of one worker in bytes, where the platform can limit it."""
    rows: int = 100_000
    """Rows (or triples) of one answer; a longer one is cut and says so."""
    bytes: int = 64 << 20
    """Size of one answer, counted as tab-separated values or N-Triples; a larger one is cut and says so."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one client may use up; clients on this machine are counted only if told so (a proxy may be one)."""

    seconds: float = 60.0
    """Seconds of queries a minute; twice as many in one burst."""
    errors: int = 30
    """Queries a minute that come to nothing."""
    at_once: int = 16
    """Queries under way at one time."""
    local: bool = False
    """Whether clients on this machine are counted too."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the service runs."""

    limits: Limits = field(default_factory=Limits)
    workers: int = field(default_factory=lambda: (os.cpu_count() or 1) + 1)
    """Processes that answer queries, one more than processors: while an answer is on its way, another is at work.
    Beside them there are as many at most that are at a query which takes long."""
    queue: int = 64
    """Queries that may wait for a worker; one more is told to come back later."""
    patience: float = 10.0
    """Seconds a query may wait for a worker."""
    longest_request: int = 1 << 20
    """Bytes of a request's body."""
    share: Share = field(default_factory=Share)
    """What each client may use up."""
    kept: int = 64 << 20
    """Bytes of answers that are kept for the next who asks the same."""
    root: str = ""
    """The path under which a proxy serves us, such as ``/gouji``; without a slash at its end."""
    proxies: tuple[str, ...] = ()
    """Addresses of proxies whose word on the client's address is taken."""
