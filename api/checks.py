"""Checks of visitors' files: a few at a time, the others in turn; what came of each is held in memory for a while."""

import asyncio
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from anyio import CapacityLimiter, to_thread

from ..ontology.messages import Bilingual
from .problems import TooBusyError

#: Checks at work, and checks that may wait for them.
AT_ONCE, QUEUE = 2, 6
#: Results that are held, for so many seconds; older ones make room.
HELD, SECONDS = 20, 600.0

Work = Callable[[], bytes | Bilingual]
"""Gives a report, or the sentence that says why there is none."""


@dataclass(slots=True)
class Check:
    """One visitor's file: ``report`` or ``problem`` once it has been checked."""

    file: str
    format: str
    asked: float = field(default_factory=time.monotonic)
    began: float | None = None
    report: bytes | None = None
    problem: Bilingual | None = None

    @property
    def done(self) -> bool:
        """Whether it has ended."""
        return self.report is not None or self.problem is not None

    @property
    def seconds(self) -> int:
        """How long it has been at work."""
        return 0 if self.began is None else int(time.monotonic() - self.began)


class Checks:
    """Those under way and those that ended a short while ago, by ids that cannot be guessed."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, Check] = OrderedDict()
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._limiter = CapacityLimiter(AT_ONCE)

    def start(self, check: Check, work: Work) -> str:
        """Let ``work`` be done in its turn; raises :class:`TooBusyError` where too many wait already."""
        self.forget()
        if len(self._tasks) >= AT_ONCE + QUEUE:
            raise TooBusyError
        name = secrets.token_urlsafe(18)
        self._known[name] = check
        task = asyncio.get_running_loop().create_task(self._run(check, work))
        self._tasks[name] = task
        task.add_done_callback(lambda _: self._tasks.pop(name, None))
        return name

    async def ended(self, name: str) -> Check:
        """The check of this id, once it has ended; then it is forgotten."""
        check = self._known[name]
        if (task := self._tasks.get(name)) is not None:
            await asyncio.shield(task)
        self._known.pop(name, None)
        return check

    def get(self, name: str) -> Check | None:
        """The check of this id, if it is still known."""
        self.forget()
        return self._known.get(name)

    def before(self, name: str) -> int:
        """How many must begin before this one does."""
        waiting = [each for each, check in self._known.items() if check.began is None]
        return waiting.index(name) if name in waiting else 0

    def forget(self) -> None:
        """Forget what ended too long ago, and the oldest where there are too many."""
        now = time.monotonic()
        ended = [name for name, check in self._known.items() if check.done]
        old = [name for name in ended if now - self._known[name].asked > SECONDS]
        for name in dict.fromkeys((*old, *ended[: max(0, len(ended) - HELD)])):
            del self._known[name]

    async def _run(self, check: Check, work: Work) -> None:
        def begun() -> bytes | Bilingual:
            check.began = time.monotonic()
            return work()

        try:
            result = await to_thread.run_sync(begun, limiter=self._limiter)
        except Exception as error:  # whoever waits is told
            kind = type(error).__name__
            result = Bilingual(f"程序出错（{kind}），请报告。", f"The program failed ({kind}); please report it.")
        if isinstance(result, bytes):
            check.report = result
        else:
            check.problem = result
