"""What running text says in numbers: amounts, changes, shares, rates, counts, prices and scores."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ...ontology.facts import ClaimKind, Ignored
from ...ontology.places import Place
from ..documents import Document
from ..plain import plain
from .kinds import Kind, Level, Setting, kind_of, level_statements
from .prose_words import table
from .quantities import Bare, Quantity, quantities
from .sentences import ORDINAL, Passage, passages, sentences
from .subjects import Subjects, clean, is_generic, walk

LONGEST_QUOTE = 240
#: No words that say a phase are longer.
LONGEST_PHASE = 12
#: A sentence, or a whole paragraph, that announces parts: the next paragraphs are parts of its total.
OPEN_PARTS = re.compile(r"(?:其中|包括)\s*[:：]?\s*$")
#: A numbered line "name：amount": numbers inside the name are the name's.
LISTED = re.compile(r"\s*[（(]?\d{1,2}[)）、.．]\s*[^：:。；，,]+[：:](?=[^：:]*$)")
#: A paragraph that begins with the path of a functional item: 1.农林水支出（类）水利（款）行政运行（项）。
ITEM_LINE = re.compile(r"[^。；;，,：:]*[（(]项[)）](?=(?:支出)?\s*(?:[。；;：:]|$))")


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """One number of running text and what it is said of.

    ``path`` are the figures it is a part of, the largest first; ``whole`` is what a share is a share of, in the
    text's words; ``year`` is the year named for the figure itself, ``compared`` the year a change is measured
    against; ``certain`` is false where a change follows a list and only probably means its total.
    """

    kind: ClaimKind
    value: Decimal
    ulp: Decimal
    unit: str
    printed: str
    subject: str
    path: tuple[str, ...]
    quote: str
    place: Place
    approximate: bool = False
    prior: bool = False
    certain: bool = True
    whole: str = ""
    year: int | None = None
    compared: int | None = None
    paragraph: tuple[int, int] = (0, 0)
    """The line and the cell that its paragraph begins in."""
    phase: str = ""
    """Whether the words before it say that it was budgeted (``budget``) or spent (``final``)."""

    @property
    def about(self) -> str:
        """The item path as the text gives it: 支出预算/基本支出/人员经费."""
        return "/".join((*self.path, self.subject) if self.subject else self.path)


Found = tuple[tuple[StatedNumber, ...], tuple[Ignored, ...]]


def recognise_claims(document: Document) -> tuple[StatedNumber, ...]:
    """The numbers said in the running text of ``document``, in reading order."""
    return recognise(document)[0]


def recognise(document: Document) -> Found:
    """The numbers said in the running text, and every other number of it with the reason why it is no claim."""
    said: list[StatedNumber] = []
    unclaimed: list[Ignored] = []
    total = opener = item = ""
    for passage in passages(document):
        if passage.kind == "heading" or (opener and numbering(passage.text) == opener):
            total = ""
        named, item = item, item_of(passage)
        if passage.kind != "text":
            unclaimed += outside(passage)
            continue
        found, left = read(passage, total, named)
        said += found
        unclaimed += left
        if OPEN_PARTS.search(passage.text):
            total = next((number.subject for number in found if not number.path), total)
            opener = numbering(passage.text)
    return tuple(said), tuple(unclaimed)


def claims_in(text: str, place: Place) -> Found:
    """The numbers said in the text of one cell, which stands at ``place``.

    >>> text = "支出预算9元，其中基本支出4元，包括人员经费3元；项目支出5元。"
    >>> [said.about for said in claims_in(text, Place(1, 1))[0]]
    ['支出预算', '支出预算/基本支出', '支出预算/基本支出/人员经费', '支出预算/项目支出']
    """
    found, left = read(Passage(text, ((0, place.first, 0),), "text"), "", "")
    paragraph = (place.first, place.cell or 0)
    said = tuple(replace(number, place=place, paragraph=paragraph) for number in found)
    return said, tuple(replace(one, place=place) for one in left)


def numbering(text: str) -> str:
    """How the ordinal of a paragraph is written, whichever it is: （一） and （三） alike; empty without one."""
    ordinal = ORDINAL.match(text)
    return re.sub(r"[一二三四五六七八九十]+|\d+|[①-⑳]", "1", ordinal.group().strip()) if ordinal else ""


def item_of(passage: Passage) -> str:
    """The functional item that a paragraph without numbers names, whose figures the next paragraph says; else empty.

    >>> item_of(Passage("1.农林水支出（类）水利（款）行政运行（项）。用于人员。", ((0, 1, 0),), "text"))
    '农林水支出（类）水利（款）行政运行（项）'
    """
    named = ITEM_LINE.match(passage.text)
    numbers = any(isinstance(found, Quantity) for found in quantities(passage.text))
    return clean(named.group()) if named and not numbers else ""


def outside(passage: Passage) -> Iterator[Ignored]:
    """The figures with a unit in headings, contents pages and the glossary: no claims."""
    for found in quantities(passage.text):
        if isinstance(found, Quantity):
            yield ignored(passage, found.start, found.end, passage.kind)


def ignored(passage: Passage, start: int, end: int, reason: str) -> Ignored:
    """A number that is no claim; telephone numbers are not repeated."""
    text = "…" if reason == "personal" else passage.text[start:end]
    return Ignored(passage.place(start, end), text, reason)


def read(passage: Passage, total: str, item: str) -> Found:
    """The numbers of one passage; ``total`` is the figure whose parts an earlier passage announced.

    ``item`` is what the paragraph before it only named.
    """
    text = passage.text
    subjects = Subjects()
    if total:
        subjects.open_parts(total, announced=True)
    subjects.topic = item
    said: list[StatedNumber] = []
    left: list[Ignored] = []
    name = LISTED.match(text)
    ordinal = ORDINAL.match(text)
    done = ordinal.end() if ordinal else 0
    spans = list(sentences(text))
    for found in sorted((*quantities(text), *level_statements(text)), key=lambda found: found.start):
        if name and found.start < name.end():
            left.append(ignored(passage, found.start, found.end, "name"))
        elif isinstance(found, Bare):
            left.append(ignored(passage, found.start, found.end, found.reason))
            if is_nought(found, text):
                told = clean(walk(subjects, text[done : found.start]).words)
                done = found.end
                if not is_generic(told):
                    subjects.say(told)
        else:
            while spans[0][1] <= found.start:
                spans.pop(0)
            sentence = spans[0]
            alone = done <= sentence[0] or not said or said[-1].kind != "price"
            context = Setting(subjects, text, passage.heading, after_price=not alone)
            kind = kind_of(found, walk(subjects, text[done : found.start]), context)
            done = found.end
            if isinstance(kind, str):
                left.append(ignored(passage, found.start, found.end, kind))
            elif kind.subject or not isinstance(found, Level):
                said.append(stated(found, kind, passage, sentence))
    return tuple(said), tuple(left)


def is_nought(found: Bare, text: str) -> bool:
    """Whether a number without a unit is a nought that something is said to be: 公务用车购置费为0，与上年持平."""
    nought = found.reason == "no-unit" and text[found.start : found.end] == "0"
    return nought and text[: found.start].endswith(("为", "是"))


def stated(found: Quantity, kind: Kind, passage: Passage, sentence: tuple[int, int]) -> StatedNumber:
    """The number with its words, its sentence and its place."""
    path = kind.path[:-1] if kind.path and kind.path[-1] == kind.subject else kind.path
    return StatedNumber(
        kind=kind.kind,
        value=found.value * kind.sign + Decimal(0),  # no minus zero
        ulp=found.step,
        unit=found.unit,
        printed=passage.text[found.start : found.end],
        subject=kind.subject,
        path=path,
        quote=quote(passage.text, found, sentence),
        place=passage.place(found.start, found.end),
        approximate=found.approximate,
        prior=kind.prior,
        certain=kind.certain,
        whole=kind.whole,
        year=kind.year,
        compared=kind.compared,
        paragraph=(passage.origins[0][1], 0),
        phase=phase_of(passage.text[: found.start]),
    )


def phase_of(before: str) -> str:
    """The phase of the budget that the words right before a number say, if they say one.

    >>> phase_of("年初预算为"), phase_of("支出决算为"), phase_of("一般公共预算")
    ('budget', 'final', '')
    """
    said = plain(before[-LONGEST_PHASE:])
    return next((phase for phase, words in table("phases").items() if re.search(words, said)), "")


def quote(text: str, found: Quantity, sentence: tuple[int, int]) -> str:
    """The sentence of a number, or the part around the number where the sentence is very long."""
    start, end = sentence
    if end - start > LONGEST_QUOTE:
        start, end = max(start, found.start - LONGEST_QUOTE // 2), min(end, found.end + LONGEST_QUOTE // 2)
    return text[start:end].strip()
