"""Cursors: where the next page of an answer begins, in a form that only this service reads."""

import base64
import binascii
import hashlib
import json

from ..parameters import ParameterError
from ..problems import RequestError


class ForeignCursorError(ParameterError):
    """A cursor that was made for another answer, or by nobody."""

    def __init__(self) -> None:
        super().__init__(
            "cursor",
            "参数 cursor 不是这个查询给出的；请从头查起。",
            "parameter cursor was not given for this query; begin anew.",
        )


class StaleCursorError(RequestError):
    """The data changed since the cursor was given."""

    status = 410
    slug = "cursor-stale"

    def __init__(self) -> None:
        super().__init__("数据已更新，请从头查起。", "The data have changed since; begin anew.")


def cursor(version: str, asked: str, offset: int) -> str:
    """A cursor for the row at ``offset`` of what was ``asked`` of this version of the data.

    >>> offset_of(cursor("v1", "SELECT *", 200), "v1", "SELECT *")
    200
    """
    told = json.dumps([version, digest(asked), offset], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def offset_of(text: str, version: str, asked: str) -> int:
    """Where a cursor stands; raises :class:`ForeignCursorError` or :class:`StaleCursorError`."""
    try:
        told = json.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        before, of, offset = told
    except (binascii.Error, ValueError, TypeError):
        raise ForeignCursorError from None
    if of != digest(asked) or type(offset) is not int or offset < 0:
        raise ForeignCursorError
    if before != version:
        raise StaleCursorError
    return offset


def digest(asked: str) -> str:
    """What was asked, in short."""
    return hashlib.sha256(asked.encode()).hexdigest()[:12]
