"""Titles in a disclosure that name another body of the same kind: a form of the city, filled in by a district."""

import re

from ..documents import Document
from ..plain import plain
from .context import Context
from .ledger import Ledger
from .units import is_organisation, usual_name

PART = re.compile(r"第[一二三四五六七八九十]+部分")
TITLE = re.compile(
    r"(?P<body>[\u4e00-\u9fff()]{3,30})(?:19|20)\d\d年度?(?:部门|单位)(?:预算|决算)(?:公开)?(?:情况)?(?:说明|表)?"
)
#: Names of two bodies that end alike so far are those of one kind of body in two places.
ALIKE = 4


def report(document: Document, context: Context, ledger: Ledger) -> None:
    """Report each such title once; a name that only leaves out what stands before the own one is no other body's."""
    own = usual_name(plain(context.unit.name))
    reported: set[str] = set()
    for paragraph in document.paragraphs():
        found = TITLE.fullmatch(PART.sub("", plain(paragraph.text)))
        body = usual_name(found["body"]) if found else ""
        if found is None or body in reported or not is_other(body, own):
            continue
        reported.add(body)
        ledger.find(
            "GJ-X33",
            "warning",
            f"标题中的单位是“{body}”，本文件是“{own}”的",
            f"a title names {body!r}; the disclosure is that of {own!r}",
            paragraph.place,
        )


def is_other(body: str, own: str) -> bool:
    """Whether a name is that of another body of the same kind.

    >>> is_other("某市规划局", "某市某区规划局"), is_other("某区自然资源局", "某市某区自然资源局")
    (False, False)
    >>> is_other("某市自然资源局", "某市某区自然资源局"), is_other("某市卫生局", "某市某区自然资源局")
    (True, False)
    """
    return is_organisation(body) and not own.endswith(body) and body not in own and body[-ALIKE:] == own[-ALIKE:]
