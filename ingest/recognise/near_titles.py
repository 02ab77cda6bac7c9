"""Titles nobody listed that are near to one of a known form: 一般公共预算支出情况表 is 一般公共预算支出表."""

import re
import tomllib
from difflib import SequenceMatcher
from functools import cache, lru_cache
from importlib.resources import files

from ...ontology.forms import Form, forms

#: So alike two titles must be, 1 being the same.
NEAR = 0.8
#: By so much the nearest form must be nearer than the next.
CLEAR = 0.1


@cache
def words(key: str) -> tuple[str, ...]:
    """One list of ``ontology/words/titles.toml``."""
    data = tomllib.loads((files("gouji.ontology") / "words" / "titles.toml").read_text("utf-8"))
    return tuple(data[key])


@lru_cache(maxsize=1024)
def near(bare: str) -> Form | None:
    """The one form that the plain title ``bare`` is near to; ``None`` if there is none, or two.

    Only a candidate: the table is read if each of its columns is told by that form's own words.

    >>> near("一般公共预算支出情况明细表").id
    'b05'
    >>> near("一般公共预算支出执行情况表"), near("会议室使用登记表")
    (None, None)
    """
    if not bare.endswith("表") or any(word in bare for word in words("other")):
        return None
    title = essence(bare)
    scored = sorted(((likeness(title, essence(form.zh)), form.id) for form in forms()), reverse=True)
    (best, identifier), (second, _) = scored[0], scored[1]
    if best < NEAR or best - second < CLEAR:
        return None
    return next(form for form in forms() if form.id == identifier)


def essence(title: str) -> str:
    """A title without the words that make no difference.

    >>> essence("部门收入预算总表"), essence("一般公共预算支出表")
    ('收入表', '一般公共支出表')
    """
    return re.sub("|".join(map(re.escape, words("loose"))), "", title)


def likeness(one: str, other: str) -> float:
    """How alike two titles are, from 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
