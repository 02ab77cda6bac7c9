"""Whose document it is, for which year, and of what kind: told by its tables' preambles and its first lines."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ...ontology import terms
from ...ontology.facts import Disclosure
from ...ontology.messages import GoujiError
from ...ontology.regions import Region, find_region
from ..documents import Document
from ..plain import plain
from ..recognise.preambles import CONTENTS, FURNITURE, YEAR
from ..recognise.statements import Recognised
from ..recognise.topics import topics_of
from .context import Context
from .implementing import body_of_sheets
from .units import Units, head_office, is_organ, is_organisation, unit

#: The title of a disclosure stands among its first lines.
TITLE_LINES = 12
#: How a disclosure is called by its kind; its own printed title is too often a fragment.
KIND_NAMES: Mapping[str, str] = {
    "budget": "预算公开",
    "final": "决算公开",
    "goal": "绩效目标公开",
    "selfeval": "绩效自评公开",
    "notice": "资金下达文件",
}
#: Kinds of which a department and each of its units publish one.
SCOPED_KINDS = frozenset({"budget", "final"})
PROJECT_REGION = re.compile(r"(?<![0-9A-Z])([1-9]\d{5})(?:\d{2}[A-Z][0-9A-Z]{12}|2\d[0-9]{13})(?![0-9A-Z])")
#: A line of a cover that goes on in the next: nothing but a name.
CUT = re.compile(r"[\u4e00-\u9fff]{4,30}")
#: A title that ends so says whether the disclosure is of a department or of one unit alone.
SCOPED = re.compile(r"(部门|单位)(?:预算|决算)(?:信息)?(?:公开)?(?:情况)?(?:说明)?(?:\.\w+)?$")
SCOPES: Mapping[str, str] = {"部门": "department", "单位": "unit"}
SENTENCE = re.compile(r"[,;。]|\d(?:[万亿千]?元|%)")
NAME = r"(?:.*?[、年度关于:])?([^\x21-\x27\x2a-\x2f\x3a-\x7e，。；《》]+?"
ENDINGS = "局|中心|委员会|办公室|办公厅|厅|院|街道办事处|街道|人民政府|大学|学院|学校|医院|法院"
BODY = re.compile(rf"{NAME}(?:{ENDINGS}))")
#: The whole name, as it ends before what is disclosed: 某省委宣传部部门预算 is not of 某省委.
DISCLOSING = re.compile(
    rf"{NAME}(?:{ENDINGS}|[委部会站所馆队]))(?=(?:机关|本级)?(?:部门|单位)?(?:预算|决算|绩效|整体支出|公开|$))"
)
#: A body's name in short, as its own province or county writes it: 省委办公厅.
HOME = re.compile(r"[省市县区][^省市县区]")


class NotADisclosureError(GoujiError):
    """The text names no unit, year or kind of disclosure."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        super().__init__(
            f"{name}：看不出是预算、决算或绩效公开（{zh}）。",
            f"{name}: this does not read like a budget, final account or performance disclosure ({en}).",
        )


def identify(document: Document, recognised: Recognised) -> Context:
    """The context of ``document``; raises :class:`NotADisclosureError` when unit, year or kind cannot be told."""
    first = first_lines(document)
    titles = (*first, plain(document.name))
    name = unit_of(recognised, titles)
    if name is None:
        raise NotADisclosureError(document.name, "没有单位名称", "no name of a unit")
    name = with_home(name, document)
    year = year_of(recognised, titles)
    if year is None:
        raise NotADisclosureError(document.name, "没有年度", "no year")
    kind = kind_of(recognised, titles)
    if kind is None:
        raise NotADisclosureError(document.name, "标题里没有预算、决算、绩效字样", "no such word in its title")
    region = region_of(name, document)
    scope = scope_of(titles)
    department = unit(name, region)
    # Only the cover tells the head office from the department it heads: a file may be named by anyone.
    is_office = scope_of(first) == "unit" and is_organ(name)
    own = head_office(department) if is_office else department
    disclosure = Disclosure(
        iri=terms.document_name(own.iri, year, kind),
        unit=own.iri,
        year=year,
        kind=kind,
        title=title_of(plain(name), year, kind, scope),
        file=document.name,
        sha256=document.sha256,
        encoding=document.encoding,
        scope=scope,
        parts=document.parts,
        topics=topics_of(document),
    )
    units = Units(own, region)
    if is_office:
        units.keep(department)
    return Context(disclosure, units)


def title_of(name: str, year: int, kind: str, scope: str | None) -> str:
    """The title of a disclosure.

    >>> title_of("示例局", 2024, "budget", "unit"), title_of("示例局", 2024, "goal", None)
    ('示例局2024年单位预算公开', '示例局2024年绩效目标公开')
    """
    of = next((word for word, said in SCOPES.items() if said == scope), "")
    return f"{name}{year}年{of if kind in SCOPED_KINDS else ''}{KIND_NAMES[kind]}"


def scope_of(titles: Sequence[str]) -> str | None:
    """Whether the titles say that the disclosure is a department's or one unit's; ``None`` where they differ.

    >>> scope_of(["某市某区2025年区级单位预算"]), scope_of(["2024年某局部门预算", "某局2024年单位预算"])
    ('unit', None)
    """
    said = {found.group(1) for title in titles if (found := SCOPED.search(title))}
    return SCOPES[said.pop()] if len(said) == 1 else None


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
    """The unit that most tables name above them, else the body that the title names, else that of most sheets."""
    named = Counter(
        s.preamble.unit_name
        for s in recognised.statements
        if s.preamble.unit_name and (s.preamble.unit_code is None or is_organisation(s.preamble.unit_name))
    )
    if named:
        return named.most_common(1)[0][0]
    for title, below in pairwise((*(title for title in titles if not is_sentence(title)), "")):
        words = YEAR.sub("", title)
        found = DISCLOSING.match(words) or BODY.match(words) or (CUT.fullmatch(title) and BODY.fullmatch(title + below))
        if found and is_organisation(found.group(1)):
            return found.group(1)
    return body_of_sheets(recognised)


def with_home(name: str, document: Document) -> str:
    """``name`` with the place before it, where it leaves that out (省民政厅) and the document says it elsewhere."""
    words = plain(name)
    if not HOME.match(words):
        return name
    text = "\n".join(plain(line) for line in document.lines)
    said = Counter(re.findall(rf"(?=([\u4e00-\u9fff]{{2}}){re.escape(words)})", text))
    homes = [home for home, _ in said.most_common() if is_place(home + words[0])]
    return homes[0] + words if homes else name


def is_place(name: str) -> bool:
    """Whether a division bears the name."""
    found = find_region(name)
    return found is not None and found.name == name


def year_of(recognised: Recognised, titles: Sequence[str]) -> int | None:
    """The year of the title, else the year that most tables print."""
    for title in titles:
        found = YEAR.search(title)
        if found and any(word in title for kind in kinds() for word in kind[1]):
            return int(found.group(1))
    printed = Counter(s.preamble.year for s in recognised.statements if s.preamble.year)
    return printed.most_common(1)[0][0] if printed else None


def kind_of(recognised: Recognised, titles: Sequence[str]) -> str | None:
    """The kind that a title with its year tells, another title, running text; or a form that only one kind has."""
    for title in sorted(titles, key=lambda line: (is_sentence(line), not YEAR.search(line))):
        for kind, words in kinds():
            if any(word in title for word in words):
                return kind
    told = Counter(s.form.reports for s in recognised.statements if s.form.reports)
    return told.most_common(1)[0][0] if told else None


def is_sentence(line: str) -> bool:
    """Whether a line is running text rather than a title.

    >>> is_sentence("2024年部门预算"), is_sentence("2020年本年收入合计9万元，其中：事业收入5万元。")
    (False, True)
    """
    return bool(SENTENCE.search(line))


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
