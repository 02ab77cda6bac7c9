"""The queries under way, each under an id by which whoever knows it may stop it."""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from .problems import BadRequestError, TakenError
from .ticket import Ticket

#: Long enough that nobody guesses another's.
ID = re.compile(r"[A-Za-z0-9._~-]{8,64}")


class Running:
    """Tickets by id. Used by one event loop only."""

    def __init__(self) -> None:
        self._tickets: dict[str, Ticket] = {}

    @contextmanager
    def under(self, name: str, ticket: Ticket) -> Iterator[None]:
        """Let ``name`` stand for a ticket for a while; raises :class:`TakenError` if it stands for another."""
        if name in self._tickets:
            raise TakenError
        self._tickets[name] = ticket
        try:
            yield
        finally:
            del self._tickets[name]

    def stop(self, name: str) -> bool:
        """Stop the query of this id; whether there was one."""
        ticket = self._tickets.get(name)
        if ticket is not None:
            ticket.cancel()
        return ticket is not None


def query_id(given: str | None) -> str:
    """The id a client gave, or a new one; raises :class:`BadRequestError` for one that could be guessed.

    >>> query_id("my-query-0001"), len(query_id(None))
    ('my-query-0001', 22)
    """
    if given is None:
        return secrets.token_urlsafe(16)
    if not ID.fullmatch(given):
        raise BadRequestError(
            "X-Query-Id 要有 8 到 64 个字母、数字或 -._~。", "X-Query-Id must be 8 to 64 letters, digits or -._~."
        )
    return given
