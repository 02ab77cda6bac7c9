"""Numbers of official documents in running text, in whatever brackets they are printed, with one normal form."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .issuers import Issuer, issuer_before

#: Full-width digits, letters and brackets made narrow one for one, so that every place in the text stays the same.
NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

OPENING = r"[〔\[【〖(〈{]"
CLOSING = r"[〕\]】〗)〉}]"
YEAR = r"(?P<year>(?:19|20)\d{2})"
# One serial number, or several of the same year and issuer: 13、17号. Not 1.5 and not part of a longer number.
SERIALS = r"第?\s*(?P<serials>0*\d{1,5}(?:\s*[、,和及]\s*0*\d{1,5})*)(?![\d.])"
# 〔2023〕225号, also 〔2023年〕第225号. The 号 may be missing, but then no unit may follow: 会议纪要(2014)10次.
BRACKETED = rf"{OPENING}\s*{YEAR}\s*年?\s*{CLOSING}\s*{SERIALS}\s*(?P<hao>号)?"
# 2022-198 号
DASHED = rf"(?<!\d){YEAR}\s*[-\u2010-\u2015\u2212]\s*{SERIALS}\s*(?P<hao>号)"
# 2023年第225号
SPELT_OUT = rf"(?<!\d){YEAR}\s*年\s*{SERIALS}\s*(?P<hao>号)"
# 2024〔48〕号, the year left outside
OUTSIDE = rf"(?<!\d){YEAR}\s*年?\s*{OPENING}\s*{SERIALS}\s*{CLOSING}\s*(?P<hao>号)"
FORMS = tuple(re.compile(form) for form in (BRACKETED, DASHED, SPELT_OUT, OUTSIDE))
#: Most texts hold no year, hence no number.
ANY_YEAR = re.compile(r"(?:19|20)\d{2}")
#: What may not follow a number that lacks its 号.
UNIT_AHEAD = re.compile(r"\s*[\d年月日次期元万亿%人个项条款]")


@dataclass(frozen=True, slots=True)
class CitedNumber:
    """One official document's number: as printed, where, and in normal form; ``likely`` where it is plainly misread."""

    spelling: str
    start: int
    end: int
    normal: str
    likely: str | None = None


#: Most cells of a table hold no year: they are turned away before anything else is done with them.
CENTURY = re.compile("[12１２][09０９]")


def citations(text: str, sign: str | None = None) -> tuple[CitedNumber, ...]:
    """The numbers of official documents in ``text``, in reading order.

    ``sign`` is the sign of the disclosing unit's province, where known. Minutes (会议纪要第104号) and numbers
    without an issuer are none.

    >>> [cited.normal for cited in citations("依据高办字[2019]3号文件；见会议纪要第104号")]
    ['高办字〔2019〕3号']
    >>> citations("豫财社 2022-198 号")[0].spelling
    '豫财社 2022-198 号'
    """
    if not CENTURY.search(text):
        return ()
    narrow = text.translate(NARROW)
    if not ANY_YEAR.search(narrow):
        return ()
    found = [cited for form in FORMS for match in form.finditer(narrow) for cited in read(text, narrow, match, sign)]
    return tuple(sorted(found, key=lambda cited: (cited.start, cited.end)))


def normal_form(spelling: str) -> str | None:
    """The normal form of the one number that ``spelling`` holds; ``None`` if it holds none, or several.

    >>> normal_form("冀财社【2023】第0225号")
    '冀财社〔2023〕225号'
    >>> normal_form("冀财社") is None
    True
    """
    found = {cited.normal for cited in citations(spelling)}
    return found.pop() if len(found) == 1 else None


def read(text: str, narrow: str, match: re.Match[str], sign: str | None) -> Iterator[CitedNumber]:
    """The numbers that ``match``, the part after the issuer, makes with what stands before it."""
    issuer = issuer_before(narrow, match.start(), sign)
    if issuer is None or not believed(issuer, narrow, match):
        return
    spelling = text[issuer.start : match.end()].rstrip()
    for serial in re.findall(r"\d+", match["serials"]):
        if number := serial.lstrip("0"):
            yield CitedNumber(
                spelling,
                issuer.start,
                issuer.start + len(spelling),
                written(issuer.name, match["year"], number),
                written(issuer.likely, match["year"], number) if issuer.likely else None,
            )


def believed(issuer: Issuer, narrow: str, match: re.Match[str]) -> bool:
    """Whether the form of the number is plain enough for what is known of its issuer."""
    if issuer.listed:
        return match["hao"] is not None or not UNIT_AHEAD.match(narrow, match.end())
    return match["hao"] is not None and match.re is FORMS[0]


def written(issuer: str, year: str, serial: str) -> str:
    """The normal form."""
    return f"{issuer}〔{year}〕{serial}号"
