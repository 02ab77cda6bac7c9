"""Whose document it is, for which year, and of what kind: told by its tables' preambles and its first lines."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from ...ontology import terms
from ...ontology.facts import Disclosure
from ...ontology.messages import GoujiError
from ...ontology.regions import Region, find_region
from ..documents import Document
from ..plain import plain
from ..recognise.preambles import CONTENTS, FURNITURE, YEAR
from ..recognise.statements import Recognised
from .context import Context
from .units import Units, is_organisation, unit

#: The title of a disclosure stands among its first lines.
TITLE_LINES = 12
#: How a disclosure is called by its kind; its own printed title is too often a fragment.
KIND_NAMES = {"budget": "预算公开", "final": "决算公开", "goal": "绩效目标公开", "selfeval": "绩效自评公开"}
PROJECT_REGION = re.compile(r"(?<![0-9A-Z])([1-9]\d{5})(?:\d{2}[A-Z][0-9A-Z]{12}|2\d[0-9]{13})(?![0-9A-Z])")
BODY = re.compile(
    r"(?:.*?[、年度关于:])?(.+?(?:局|中心|委员会|办公室|办公厅|厅|院|街道办事处|街道|人民政府|大学|学院|学校|医院|法院))"
)


class NotADisclosureError(GoujiError):
    """The text names no unit, year or kind of disclosure."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        super().__init__(
            f"{name}：看不出是预算、决算或绩效公开（{zh}）。",
            f"{name}: this does not read like a budget, final account or performance disclosure ({en}).",
        )


def identify(document: Document, recognised: Recognised) -> Context:
    """The context of ``document``; raises :class:`NotADisclosureError` when unit, year or kind cannot be told."""
    titles = first_lines(document)
    name = unit_of(recognised, titles)
    if name is None:
        raise NotADisclosureError(document.name, "没有单位名称", "no name of a unit")
    year = year_of(recognised, titles)
    if year is None:
        raise NotADisclosureError(document.name, "没有年度", "no year")
    kind = kind_of(recognised, titles)
    if kind is None:
        raise NotADisclosureError(document.name, "标题里没有预算、决算、绩效字样", "no such word in its title")
    region = region_of(name, document)
    own = unit(name, region)
    disclosure = Disclosure(
        iri=terms.document_name(own.iri, year, kind),
        unit=own.iri,
        year=year,
        kind=kind,
        title=f"{plain(name)}{year}年{KIND_NAMES[kind]}",
        file=document.name,
        sha256=document.sha256,
        encoding=document.encoding,
    )
    return Context(disclosure, Units(own, region))


def first_lines(document: Document) -> tuple[str, ...]:
    """The plain text of the first paragraphs, page furniture and contents left out."""
    lines: list[str] = []
    for paragraph in document.paragraphs():
        words = plain(paragraph.text)
        if FURNITURE.fullmatch(words) or CONTENTS.search(words):
            continue
        lines.append(words)
        if len(lines) == TITLE_LINES:
            break
    return tuple(lines)


def unit_of(recognised: Recognised, titles: Sequence[str]) -> str | None:
    """The unit that most tables name above them; without tables, the body that the title names."""
    named = Counter(s.preamble.unit_name for s in recognised.statements if s.preamble.unit_name)
    if named:
        return named.most_common(1)[0][0]
    for title in titles:
        found = BODY.match(YEAR.sub("", title))
        if found and is_organisation(found.group(1)):
            return found.group(1)
    return None


def year_of(recognised: Recognised, titles: Sequence[str]) -> int | None:
    """The year of the title, else the year that most tables print."""
    for title in titles:
        found = YEAR.search(title)
        if found and any(word in title for kind in kinds() for word in kind[1]):
            return int(found.group(1))
    printed = Counter(s.preamble.year for s in recognised.statements if s.preamble.year)
    return printed.most_common(1)[0][0] if printed else None


def kind_of(recognised: Recognised, titles: Sequence[str]) -> str | None:
    """The kind that the title's words tell; a form that only one kind of disclosure has tells it too."""
    for title in titles:
        for kind, words in kinds():
            if any(word in title for word in words):
                return kind
    told = Counter(s.form.reports for s in recognised.statements if s.form.reports)
    return told.most_common(1)[0][0] if told else None


@cache
def kinds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Kinds of disclosure with the words that tell them, the most telling first."""
    source = files("gouji.ontology") / "words" / "kinds.toml"
    return tuple((entry["id"], tuple(entry["words"])) for entry in tomllib.loads(source.read_text("utf-8"))["kind"])


def region_of(name: str, document: Document) -> Region | None:
    """The region of the unit: from its name, helped by the regions that project codes in the document begin with."""
    codes = Counter(code for line in document.lines for code in PROJECT_REGION.findall(line))
    hints: Iterable[str] = [codes.most_common(1)[0][0]] if codes else [document.name]
    return find_region(name, hints)
