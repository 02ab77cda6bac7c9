"""What can go wrong with a request, each with its sentence in both languages and its HTTP status (RFC 9457)."""

import re
from typing import Any, Self

from ..ontology.messages import GoujiError

#: Seconds after which a client may try again.
RETRY_AFTER = 5


class RequestError(GoujiError):
    """A refusal that HTTP can carry: a short name, a status, and the place in the query where there is one."""

    status = 400
    slug = "bad-request"
    retry_after: int | None = None
    """Seconds after which it helps to try again, if it does."""

    def __init__(
        self, zh: str, en: str, *, line: int | None = None, column: int | None = None, snippet: str = ""
    ) -> None:
        super().__init__(zh, en)
        self.line = line
        self.column = column
        self.snippet = snippet

    def __reduce__(self) -> tuple[Any, ...]:
        """Problems cross from worker to parent."""
        return type(self).restored, (*self.message, self.line, self.column, self.snippet)

    @classmethod
    def restored(cls, zh: str, en: str, line: int | None, column: int | None, snippet: str) -> Self:
        """The problem with these fields, whatever its own class is made from."""
        problem = cls.__new__(cls)
        RequestError.__init__(problem, zh, en, line=line, column=column, snippet=snippet)
        return problem


class BadRequestError(RequestError):
    """The request itself is malformed."""


class QuerySyntaxError(RequestError):
    """The query is no SPARQL."""

    slug = "query-syntax"


class RefusedQueryError(RequestError):
    """SPARQL, but not what this service does."""

    status = 403
    slug = "query-refused"


class NoSuchPageError(RequestError):
    """Nothing of this name is here."""

    status = 404
    slug = "not-found"

    def __init__(self, name: str) -> None:
        super().__init__(f"这里没有“{name}”。", f"There is no “{name}” here.")
        self.words = re.sub(r"^\d+-", "", name.rstrip("/").rpartition("/")[2])
        """What to look for instead: the last part of the name, without a region's code."""


class WrongMethodError(RequestError):
    """A method that the address does not know."""

    status = 405
    slug = "method-not-allowed"


class NotAcceptableError(RequestError):
    """No format that the client wants is one that we have."""

    status = 406
    slug = "not-acceptable"


class TooLargeError(RequestError):
    """The request is longer than we read."""

    status = 413
    slug = "request-too-large"


class WrongMediaTypeError(RequestError):
    """The body is of a kind that we do not read."""

    status = 415
    slug = "unsupported-media-type"


class QueryFailedError(RequestError):
    """The engine gave up on a valid query."""

    status = 500
    slug = "query-failed"


class CrashedError(RequestError):
    """The engine broke down over the query; only the worker died."""

    status = 500
    slug = "query-crashed"

    def __init__(self) -> None:
        super().__init__(
            "查询使引擎中断（可能嵌套过深），服务不受影响。",
            "The engine broke down over this query (nested too deeply, perhaps); the service itself goes on.",
        )


class OutOfTimeError(RequestError):
    """The query took longer than it may."""

    status = 503
    slug = "query-timeout"
    retry_after = RETRY_AFTER

    def __init__(self, seconds: float) -> None:
        super().__init__(
            f"查询超过 {seconds:g} 秒，已停止。请加限制条件（年度、单位、LIMIT）。",
            f"The query was stopped after {seconds:g} s. Narrow it down (year, unit, LIMIT).",
        )


class OutOfMemoryError(RequestError):
    """The worker died of the query."""

    status = 503
    slug = "query-memory"
    retry_after = RETRY_AFTER

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"查询用的内存超过 {limit >> 20} MB，已停止。请加限制条件，或去掉大范围的排序和分组。",
            f"The query was stopped: it needed more than {limit >> 20} MB. Narrow it down, or sort and group less.",
        )


class TooBusyError(RequestError):
    """Too many queries are waiting."""

    status = 503
    slug = "too-busy"
    retry_after = RETRY_AFTER

    def __init__(self) -> None:
        super().__init__("正在处理的查询太多，请稍后再试。", "Too many queries are running; please try again shortly.")


class TooMuchError(RequestError):
    """The client has used up its share for now."""

    status = 429
    slug = "too-many-requests"

    def __init__(self, seconds: int) -> None:
        super().__init__(
            f"您的查询已用完当前限额，请 {seconds} 秒后再试；大批查询请下载整个图谱或自建服务。",
            f"Your queries have used up their share for now; try again in {seconds} s."
            " For many queries download the whole graph or run a service of your own.",
        )
        self.retry_after = seconds


class TakenError(RequestError):
    """A query under this id is running already."""

    status = 409
    slug = "query-id-taken"

    def __init__(self) -> None:
        super().__init__("已有一个同号的查询在运行。", "A query with this id is running already.")


class WithdrawnError(RequestError):
    """Something that was here once."""

    status = 410
    slug = "withdrawn"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}”已从图谱中撤下。", f"“{name}” was withdrawn from the graph.")


class AbandonedError(RequestError):
    """Whoever asked went away."""

    status = 499
    slug = "client-closed-request"

    def __init__(self) -> None:
        super().__init__("查询已取消。", "The query was cancelled.")


class ClosedError(RequestError):
    """The service is stopping."""

    status = 503
    slug = "stopping"
    retry_after = RETRY_AFTER

    def __init__(self) -> None:
        super().__init__("服务正在停止。", "The service is stopping.")
