"""Which kind of statement a number makes, told by the words before and after it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...ontology.facts import ClaimKind
from .prose_words import words
from .quantities import REACH, Quantity, before
from .subjects import COMPARED, LAST_FIGURE, LAST_YEAR, LEADING_YEAR, SPACES, Said, Subjects, clean, is_generic

SHARE = re.compile(r"(?P<part>.*)占(?P<whole>.*?)(?:的)?(?:比重|比例|比率)?(?:[的为达约])*\s*$")
#: 增长（下降）5%: the form's own alternative was left standing, so the direction is not said.
EITHER = re.compile(r"(?:增加|增长|减少|下降|上升|降低)\s*[（(/]\s*(?:增加|增长|减少|下降|上升|降低)\s*[)）]?\s*$")
PRIOR = re.compile(r"(?:上一?年度?|去年)(?!末|结|底|度?末)")
YEAR = re.compile(r"(?:19|20)\d{2}")
#: Stocks at the end of a year and money carried over are figures of their own, not last year's.
STOCK = re.compile(r"末|底|结转|结余")
FOLLOWING = re.compile(r"\s*(?:以上|以下|以内)?的?(?P<noun>[\u4e00-\u9fff]{2,20})")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a number states, of what, and with which sign."""

    kind: ClaimKind
    subject: str
    path: tuple[str, ...]
    sign: int = 1
    certain: bool = True
    prior: bool = False
    whole: str = ""
    year: int | None = None
    compared: int | None = None


@dataclass(frozen=True, slots=True)
class Level(Quantity):
    """与上年持平: a change of nothing, said without a number."""


def level_statements(text: str) -> Iterator[Level]:
    """Where ``text`` says that something is what it was the year before."""
    for match in level_pattern().finditer(text):
        yield Level(match.start("same"), match.end("same"), Decimal(0), Decimal(0), "yuan", "")


@cache
def level_pattern() -> re.Pattern[str]:
    """A comparison with a year, and right after it that nothing changed."""
    compared = COMPARED.pattern.replace("?P<year>", "?:")
    level = "|".join(words("claims", "level"))
    return re.compile(rf"(?:{compared}|同比)[^，。；,;\d]{{0,8}}?(?<!不)(?P<same>{level})")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a number stands: the figures said so far, the whole text, the heading above, and a price right before."""

    subjects: Subjects
    text: str
    heading: str
    after_price: bool


def kind_of(found: Quantity, said: Said, setting: Setting) -> Kind | str:
    """What ``found`` states, or the reason why it is no claim; the setting's subjects take in what is named."""
    if reason := refused(found, setting.text):
        return reason
    if EITHER.search(before(setting.text, found.start)):
        return change(found, "", 1, said, setting.subjects)
    if isinstance(found, Level):
        return change(found, said.words, 0, said, setting.subjects)
    verb = changed(said.words, found.unit) if found.unit in ("percent", "yuan") else None
    if verb is None and found.printed_unit != "元" and setting.subjects.level.reason:
        verb = changed_thing(said.words)
    if verb is not None:
        return change(found, *verb, said, setting.subjects)
    return READERS.get(found.unit, count)(found, said, setting)


def refused(found: Quantity, text: str) -> str | None:
    """Why a number is no claim: its direction is left open and it is not 0, or it quotes a rule (80%以上得满分)."""
    if found.value and EITHER.search(before(text, found.start)):
        return "not-understood"
    following = text[found.end : found.end + REACH].lstrip("以上下内，, ")
    if found.unit in ("percent", "yuan") and following.startswith(words("claims", "legal")):
        return "legal"
    return None


def changed(label: str, unit: str = "yuan") -> tuple[str, int] | None:
    """The words before a verb of change and the sign of the change, if the words end with such a verb.

    Money that something changed *to* is no change: 增加到5万元, 减少为5万元.

    >>> changed("基本支出减少了"), changed("基本支出增加到"), changed("增幅为", "percent")
    (('基本支出', -1), None, ('', 1))
    """
    if unit == "yuan" and became_pattern().search(SPACES.sub("", label)):
        return None
    match = change_pattern().match(SPACES.sub("", label)) or unlike_pattern().match(SPACES.sub("", label))
    return (match["what"], 1 if match["up"] else -1) if match else None


def changed_thing(label: str) -> tuple[str, int] | None:
    """The words of a reason that names what was added or left out after the verb, and the sign of the change.

    >>> changed_thing("基本支出增加职业年金缴费等"), changed_thing("人员经费")
    (('基本支出增加职业年金缴费等', 1), None)
    """
    match = thing_pattern().match(SPACES.sub("", label))
    return (label, 1 if match["up"] else -1) if match else None


@cache
def thing_pattern() -> re.Pattern[str]:
    """A verb of change with its object, which ends in a word for money; 增加到 names what the figure became."""
    up, down, to, money_ = ("|".join(words("claims", key)) for key in ("up", "down", "up-to", "items-of-money"))
    return re.compile(rf".*?(?:(?P<up>{up})|(?P<down>{down}))(?!{to}).{{2,}}(?:{money_})等?$")


@cache
def became_pattern() -> re.Pattern[str]:
    """A verb of change with what the figure became."""
    return re.compile(
        rf"(?:{'|'.join((*words('claims', 'up'), *words('claims', 'down')))})(?:{'|'.join(words('claims', 'up-to'))})$"
    )


@cache
def change_pattern() -> re.Pattern[str]:
    """Words, a verb of change, and what may stand between it and the number."""
    up, down, after = ("|".join(words("claims", key)) for key in ("up", "down", "after-change"))
    return re.compile(rf"(?P<what>.*?)(?:(?P<up>{up})|(?P<down>{down}))(?:{after})*$")


@cache
def unlike_pattern() -> re.Pattern[str]:
    """A comparison with last year's figure that gives the difference: 小于上年预算数5万元."""
    more, less = "|".join(words("claims", "more-than")), "|".join(words("claims", "less-than"))
    return re.compile(rf"(?P<what>.*?)(?:(?P<up>{more})|(?P<down>{less})){LAST_YEAR}{LAST_FIGURE}$")


def change(found: Quantity, what: str, sign: int, said: Said, subjects: Subjects) -> Kind:
    """By how much something changed, in money or in percent."""
    compared = compared_year(said)
    named = "" if is_generic(clean(what)) else clean(what)
    if not named and (told := changed(said.clause_before)):
        named = "" if is_generic(clean(told[0])) else clean(told[0])
    if named and named != subjects.change[0]:
        subjects.say(named)
    subject, certain = subjects.changed(named)
    points = found.unit == "percent" and found.printed_unit not in ("%", "")
    kind: ClaimKind = "growth" if found.unit == "percent" and not points else "difference"
    return Kind(kind, subject, subjects.path, sign, certain, compared=compared)


def compared_year(said: Said) -> int | None:
    """The year that a change is measured against, where it is printed as a number."""
    for words_ in (said.words, said.clause_before):
        if (match := COMPARED.search(words_)) and (year := YEAR.search(match["year"])):
            return int(year.group())
    return None


def percentage(_: Quantity, said: Said, setting: Setting) -> Kind:
    """A share of something, or a rate."""
    subjects, heading = setting.subjects, setting.heading
    if match := SHARE.match(said.words):
        part, whole = clean(match["part"]), clean(match["whole"])
        subject = subjects.said_last if is_generic(part) else part
        return Kind("share", subject, subjects.path, whole=whole or subjects.level.of)
    label = clean(said.words)
    if is_generic(label):
        label = clean(said.clause_before) if said.clause_before else subjects.said_last or heading
    return Kind("rate", label, subjects.path, year=own_year(said.words))


def money(found: Quantity, said: Said, setting: Setting) -> Kind:
    """An amount, or a price."""
    subjects, heading = setting.subjects, setting.heading
    label = clean(clean(said.words).removeprefix(subjects.level.last or "\0"))
    if found.each or is_price(found, said, after_price=setting.after_price):
        if found.printed_unit != "元":
            subjects.semicolon()
            subjects.levels = subjects.levels[:1]
        return Kind("price", subjects.said_last if is_generic(label) else label, ())
    if compares(said.words):
        return Kind("amount", subjects.said_last, subjects.path, prior=True, year=compared_year(said))
    prior = bool(PRIOR.search(said.words)) and not STOCK.search(said.words)
    if is_generic(label):
        if not (subjects.said_last or heading):
            subjects.say(label)
        return Kind("amount", subjects.said_last or heading, subjects.path, prior=prior, year=own_year(said.words))
    return Kind("amount", label, subjects.path, prior=True) if prior else named_amount(label, said, subjects)


def named_amount(label: str, said: Said, subjects: Subjects) -> Kind:
    """An amount with a name: a figure of its own, the money of what was counted, or the total said once more."""
    if SPACES.sub("", said.words).startswith(words("claims", "concerning")) and subjects.level.last:
        return Kind("amount", label, (*subjects.path, subjects.level.last))
    year = own_year(said.words)
    if label in words("claims", "again") and subjects.level.of:
        above = tuple(level.of for level in subjects.levels[:-1] if level.of)
        return Kind("amount", subjects.level.of, above, year=year)
    subjects.say(label)
    return Kind("amount", label, subjects.path, year=year)


def compares(label: str) -> bool:
    """Whether the words end in a comparison, so that the number is the figure compared with: 较上年6305.01万元."""
    bare = SPACES.sub("", label)
    return any(match.end() == len(bare) for match in COMPARED.finditer(bare))


def is_price(found: Quantity, said: Said, *, after_price: bool) -> bool:
    """Whether a sum of money is what one of something costs."""
    words_ = SPACES.sub("", said.words)
    if found.printed_unit != "元":
        return words_.endswith(("单价", "单位价值"))
    if any(word in words_ for word in words("claims", "price")):
        return True
    return after_price and not any(word in words_ for word in words("claims", "sums"))


def own_year(label: str) -> int | None:
    """The year a figure is of, where its words begin with one: 2022年决算数, but not 2022年末."""
    match = LEADING_YEAR.match(SPACES.sub("", label))
    if match is None or STOCK.search(label):
        return None
    return int(match.group().lstrip("截至止到")[:4])


def score(_: Quantity, said: Said, setting: Setting) -> Kind:
    """Points, of what is named or of what the heading above names."""
    subjects, heading = setting.subjects, setting.heading
    label = clean(said.words)
    return Kind("score", (heading or subjects.said_last) if is_generic(label) else label, ())


def count(found: Quantity, said: Said, setting: Setting) -> Kind:
    """How many there are of what is named before or after the number."""
    subjects, text, heading = setting.subjects, setting.text, setting.heading
    label = clean(said.words)
    bare = SPACES.sub("", said.words)
    if is_generic(label) or bare.endswith(words("claims", "before-count")):
        following = noun_after(text[found.end : found.end + REACH])
        label = following or ("" if is_generic(label) else label) or subjects.said_last or heading
    path = subjects.path
    subjects.say(label)
    return Kind("count", label, path)


def noun_after(text: str) -> str:
    """The noun that a count is followed by, as in 105名村级代办员."""
    match = FOLLOWING.match(text)
    if match is None:
        return ""
    ends = [at for word in words("claims", "noun-ends") if (at := match["noun"].find(word)) >= 0]
    return match["noun"][: min(ends, default=len(match["noun"]))]


#: How a number is read by its unit; any other unit counts things.
READERS: Mapping[str, Callable[[Quantity, Said, Setting], Kind]] = {"percent": percentage, "yuan": money, "分": score}
