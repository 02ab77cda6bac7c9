"""What whoever asks for an answer holds, and by which they may give up waiting for it."""

import threading
from typing import TYPE_CHECKING

from .problems import AbandonedError

if TYPE_CHECKING:
    from .worker import Answering
    from .workers import Pool


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
