"""How much of the service each client may use, so that one cannot take it from the others."""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .problems import AbandonedError, RequestError, TooMuchError
from .settings import Share
from .ticket import Ticket

#: Clients remembered at one time; who was away longest is forgotten first.
CLIENTS = 10_000
#: Seconds to which a share refers.
SPAN = 60.0
#: How many minutes' share may be used in one go.
BURST = 2


@dataclass(slots=True)
class _Used:
    """What one client has used and not yet earned back."""

    seconds: float = 0.0
    errors: float = 0.0
    at_once: int = 0
    seen: float = 0.0


class Allowance:
    """Counts what clients use. What was used is earned back evenly over time; safe to use from any thread."""

    def __init__(self, share: Share, clock: Callable[[], float] = time.monotonic) -> None:
        self.share = share
        self.clock = clock
        self._used: OrderedDict[str, _Used] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def use(self, client: str, ticket: Ticket) -> Iterator[None]:
        """Charge a client with the time on a ticket; raises :class:`TooMuchError` if it has no share left."""
        if not self.counts(client):
            yield
            return
        used = self.admit(client)
        failed = 0
        try:
            yield
        except RequestError as error:
            failed = 0 if isinstance(error, AbandonedError) else 1
            raise
        finally:
            with self._lock:
                used.at_once -= 1
                used.seconds += ticket.seconds
                used.errors += failed

    def counts(self, client: str) -> bool:
        """Whether this client is counted at all.

        >>> Allowance(Share()).counts("127.0.0.1"), Allowance(Share()).counts("192.0.2.7")
        (False, True)
        """
        if self.share.local:
            return True
        try:
            return not ipaddress.ip_address(client).is_loopback
        except ValueError:
            return True

    def admit(self, client: str) -> _Used:
        """Note that a query of this client begins; raises :class:`TooMuchError`."""
        with self._lock:
            used = self.remembered(client)
            wait = max(
                (used.seconds - BURST * self.share.seconds) / self.share.seconds,
                (used.errors - BURST * self.share.errors) / self.share.errors,
            )
            if wait > 0:
                raise TooMuchError(max(1, math.ceil(wait * SPAN)))
            if used.at_once >= self.share.at_once:
                raise TooMuchError(1)
            used.at_once += 1
            return used

    def remembered(self, client: str) -> _Used:
        """What a client has used by now."""
        now = self.clock()
        used = self._used.setdefault(client, _Used(seen=now))
        self._used.move_to_end(client)
        earned = (now - used.seen) / SPAN
        used.seconds = max(0.0, used.seconds - earned * self.share.seconds)
        used.errors = max(0.0, used.errors - earned * self.share.errors)
        used.seen = now
        while len(self._used) > CLIENTS:
            self._used.popitem(last=False)
        return used
