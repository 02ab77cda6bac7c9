"""What a number is said of: the words before it, and the figure it is a part of, followed through a sentence."""

import re
from dataclasses import dataclass, field, replace
from functools import cache

from .prose_words import table, words
from .sentences import ORDINAL

YEARS = r"(?:19|20)\d{2}\s*年?\s*(?:度|期末|末|底)?"
# What a change is measured against: 比2022年, 较上年同期, 与2023年度相比. Not 上年末 or 上年结转: figures of their own.
LAST_YEAR = rf"(?:{YEARS}|上一?(?:年度?|度)(?!末|结)|去年)"
LAST_FIGURE = r"(?:同期|预算执行数|全年预算数?|预算数|执行数|决算数|年初预算数?|预算|决算)?"
COMPARED = re.compile(
    rf"(?:[比较同与和]|相比|相较|相对于?)\s*(?P<year>{LAST_YEAR})\s*{LAST_FIGURE}"
    r"\s*(?:相比|相较|比较|比)?\s*(?:较)?(?:支出|收入)?"
)
SAME_PERIOD = re.compile(r"同比|环比")
LEADING_YEAR = re.compile(rf"^(?:截至|截止|到)?\s*{YEARS}\s*(?:\d+\s*月\s*)?(?:\d+\s*日\s*)?")
# The name of a functional item, whose figures the next clauses or sentences give without naming it again.
ITEM = re.compile(r"[（(][类款项][)）](?:支出)?\s*$")
SPACES = re.compile(r"\s+")


@dataclass
class Level:
    """The figures that stand beside each other; ``of`` is the one they are parts of."""

    of: str = ""
    last: str = ""
    count: int = 0
    changed: bool = False
    """Whether one of its figures has been compared with the year before by itself."""
    reason: bool = False
    """Whether its figures only explain a change."""
    announced: bool = False
    """Whether an earlier paragraph opened it."""


@dataclass
class Subjects:
    """Follows the figures of a text: which is said last, and which it is a part of."""

    levels: list[Level] = field(default_factory=lambda: [Level()])
    brackets: list[list[Level]] = field(default_factory=list)
    before: str = ""
    """The total of the sentence before: 其中 at the beginning of a sentence opens its parts."""
    first: str = ""
    """The figure said first in the sentence."""
    topic: str = ""
    """What a colon announced: …（项）：年初预算为…"""
    change: tuple[str, bool] = ("", False)
    """What the change said last is of, and whether that is certain: 减少5万元，下降3%."""

    @property
    def level(self) -> Level:
        """The innermost level."""
        return self.levels[-1]

    @property
    def path(self) -> tuple[str, ...]:
        """The figures that the next one is a part of, the largest first."""
        return tuple(level.of for level in self.levels if level.of)

    @property
    def said_last(self) -> str:
        """The figure said last, else the one whose parts are being said, else the total of the sentence before."""
        return self.topic or self.level.last or self.level.of or self.before

    def open_parts(self, named: str, *, reason: bool = False, announced: bool = False) -> None:
        """其中: what follows are parts of ``named``, or of the figure said last."""
        of = named or self.said_last
        if of and of != self.level.of:
            self.levels.append(Level(of=of, reason=reason, announced=announced))

    def say(self, label: str) -> None:
        """A figure was named."""
        if re.search(table("claims")["total"], label) and not self.brackets:
            self.levels = [Level()]
        self.level.last, self.topic = label, ""
        self.first = self.first or label
        self.level.count += 1
        self.change = ("", False)

    def semicolon(self) -> None:
        """What follows stands beside the parts of the first level, not of a part, nor among the reasons of a change."""
        self.levels = [level for level in self.levels[:2] if not level.reason]
        self.change = ("", False)

    def full_stop(self) -> None:
        """A new sentence: only its predecessor's total is still spoken of."""
        opened_here = [level.of for level in self.levels[1:] if not level.announced]
        self.before = (opened_here[0] if opened_here else self.first) or self.before
        self.topic = self.first = ""
        self.levels, self.brackets, self.change = [Level()], [], ("", False)

    def bracket(self) -> None:
        """What follows is said in passing."""
        self.brackets.append([replace(level) for level in self.levels])

    def bracket_end(self) -> None:
        """Back to where the bracket stood."""
        if self.brackets:
            self.levels = self.brackets.pop()

    def changed(self, label: str) -> tuple[str, bool]:
        """What a change without words of its own is said of, and whether that is certain.

        After a list of parts none of which has its own change (其中：甲1元，乙2元，比上年增加3元) the total is meant,
        most likely.
        """
        level = self.level
        total_meant = level.of and level.count > 1 and not level.changed
        if label:
            self.change = (label, True)
        elif not self.change[0]:
            self.change = (level.of, False) if total_meant else (self.said_last, bool(self.said_last))
        if label or not total_meant:
            for compared in self.levels:
                compared.changed = True
        return self.change


@dataclass(frozen=True, slots=True)
class Said:
    """The words right before a number: its own clause, and the clause before that if no number stands between."""

    words: str
    clause_before: str = ""


def walk(subjects: Subjects, gap: str) -> Said:
    """Let ``subjects`` take in the words between two numbers; the words the next number is said of are returned."""
    label = before = held = ""
    for token in boundary().finditer(gap):
        mark, opener = token["mark"], token["opener"]
        if mark is None and opener is None:
            own = token["words"] or (label if gap.rstrip().endswith((":", "：")) else "")
            return Said(held + own if held and is_generic(clean(own)) else own, before)
        held = token["words"] if mark in ("（", "(") else held if mark in ("）", ")") else ""
        label = token["words"]
        before = label if mark in ("，", ",") else ""
        if opener:
            subjects.open_parts(opened(label, opener), reason=opener in words("claims", "reasons"))
            label = ""
        elif mark in "：:":
            subjects.topic = clean(label) if ITEM.search(label) else ""
        elif mark in "。！？!?":
            subjects.full_stop()
            subjects.topic = clean(label) if ITEM.search(label) else ""
        elif mark in "；;":
            subjects.semicolon()
        elif mark in "（(":
            subjects.bracket()
        elif mark in "）)":
            subjects.bracket_end()
    return Said("", before)


@cache
def boundary() -> re.Pattern[str]:
    """Words up to a mark, an opener of parts, or the end."""
    openers = "|".join(words("claims", "parts"))
    before_noun = "|".join(words("claims", "parts-before-noun"))
    openers = rf"{openers}|(?:{before_noun})(?=\s*[\u4e00-\u9fff])"
    # Brackets inside a name stay in it: 因公出国（境）费, 办公厅（室）, 教育（类）, （含上年结转）
    inner = r"[（(](?:境|境外|类|款|项|费|室|护|单位|不?含[^（()）]{1,12})[)）]"
    return re.compile(
        rf"(?P<words>(?:{inner}|(?!{openers})[^，,：:。；;（()）！？!?])*)"
        rf"(?:(?P<mark>[，,：:。；;（()）！？!?])|(?P<opener>{openers})|$)"
    )


def opened(label: str, opener: str) -> str:
    """The figure that an opener names right before itself (支出包括 → 支出); empty if it only goes on."""
    if opener in words("claims", "reasons"):
        return ""
    named = clean(label)
    return "" if is_generic(named) else named


def is_generic(label: str) -> bool:
    """Whether ``label`` says nothing of its own, so that the subject before is meant."""
    return label in words("claims", "generic")


def clean(label: str) -> str:
    """The words a number is said of, without body, year, ordinal, connectives and verbs around them.

    >>> clean("2024年单位支出预算为"), clean("和日常公用经费"), clean("机关运行经费共计安排")
    ('支出预算', '日常公用经费', '机关运行经费')
    >>> clean("示例县示例局2023年“三公”经费预算安排"), clean("我校2021年收支总预算")
    ('三公经费预算', '收支总预算')
    """
    label = SPACES.sub("", ORDINAL.sub("", label)).strip("、*#")
    label = SAME_PERIOD.sub("", COMPARED.sub("", body().sub("", label))).translate(NO_QUOTES)
    while True:
        shorter = cut_end(cut_start(LEADING_YEAR.sub("", label)))
        if shorter == label:
            return label
        label = shorter


NO_QUOTES = {ord(sign): None for sign in '“”"「」'}


@cache
def body() -> re.Pattern[str]:
    """The name of a body at the beginning, if a year or the name of a figure follows."""
    bodies, after, items = ("|".join(map(re.escape, words("claims", key))) for key in ("bodies", "after-body", "items"))
    selves = "|".join(words("claims", "selves"))
    named = r"(?:(?![（(][类款项][)）])[^，。])"  # 法院（款）其他法院支出（项） names no body
    return re.compile(rf"^(?:{selves}|{named}{{1,40}}?(?:{bodies})(?:{after})*)(?={YEARS}|(?:{items}))")


def cut_start(label: str) -> str:
    """Without one word that leads in."""
    for word in words("claims", "lead-in"):
        if label.startswith(word) and len(label) > len(word):
            return label[len(word) :].lstrip("、")
    return label


def cut_end(label: str) -> str:
    """Without one word that leads out."""
    for word in words("claims", "lead-out"):
        if label.endswith(word):
            return label[: -len(word)]
    return label
