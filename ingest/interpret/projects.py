"""A project's identity: its code of 21 characters where one is printed in full, else its unit and title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...ontology.facts import Project
from ..documents import Text
from ..plain import plain
from .context import Context
from .ledger import Ledger
from .wording import said, spanned

#: Region, year and a letter (河北), or region, year and digits (河南): 21 characters in both.
LETTERED = re.compile(r"(?P<region>[0-9]{6})(?P<year>[0-9]{2})[A-Z][0-9A-Z]{12}")
NUMBERED = re.compile(r"(?P<region>[0-9]{6})(?P<year>[0-9]{2})[0-9]{13}")


@dataclass(frozen=True, slots=True)
class Code:
    """A project code printed in full, with the division and year that begin it."""

    text: str
    region: str
    start_year: int


def read_code(text: str) -> Code | None:
    """The project code that ``text`` prints; ``None`` for a code of another length or make.

    >>> read_code("13102824P00279310914P")
    Code(text='13102824P00279310914P', region='131028', start_year=2024)
    >>> read_code("41900122000000006675") is None
    True
    """
    words = plain(text)
    found = LETTERED.fullmatch(words) or NUMBERED.fullmatch(words)
    return Code(words, found["region"], 2000 + int(found["year"])) if found else None


def identify(code: Text | None, title: Sequence[Text], unit: str, context: Context, ledger: Ledger) -> Project | None:
    """The project of a printed code and title (in parts, where a page broke it); ``None`` where neither is printed.

    A code of another length is a finding and is not used: the project is then named by its unit and title.
    """
    name = said(title)
    known = read_code(code.text) if code else None
    if code is not None and plain(code.text) and known is None:
        report(code, ledger)
    sources = ([code] if code else []) + list(title)
    if not sources or (known is None and not plain(name)):
        return None
    return Project(
        iri=context.project(known.text if known else None, name, unit),
        name=name,
        unit=unit,
        place=spanned(sources),
        code=known.text if known else None,
        region=known.region if known else None,
        start_year=known.start_year if known else None,
    )


def report(code: Text, ledger: Ledger) -> None:
    """Say that a printed code is none that names a project."""
    printed = plain(code.text)
    ledger.find(
        "GJ-X11",
        "warning",
        f"项目编码不是完整的21位编码，没有用它识别项目：{printed!r}（{len(printed)}位）",
        f"{printed!r} ({len(printed)} characters) is no full project code of 21; the project is named by its title",
        code.place,
    )


def last_part(project: str) -> str:
    """The part of a project's name that tells it from others.

    >>> last_part("id/project/13102824P00279310914P")
    '13102824P00279310914P'
    """
    return project.removeprefix("id/project/")


def other_code(printed: Text | None, project: Project) -> str | None:
    """The code that a sheet prints, where it is not the project's own; ``None`` where it is, or none is printed."""
    code = plain(printed.text) if printed else ""
    return code if code and code != project.code else None
