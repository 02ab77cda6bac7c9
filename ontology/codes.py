"""Official codes and their names: the functional and the two economic classifications, the words of document numbers.

The lists are the CSV files of ``codes/``. A name that several codes share, and that nothing tells apart, is answered
with ``None``: nothing is guessed.
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

ListName = Literal["functional", "economic-department", "economic-government"]
Kind = Literal["机关", "事业", "other"]

QUOTES = str.maketrans("“”‘’", "\"\"''")

_KINDS: Mapping[str, Kind] = MappingProxyType({"机关": "机关", "事业": "事业", "other": "other"})


@dataclass(frozen=True, slots=True)
class Code:
    """One item of a classification; ``also`` holds its shorter and its former names."""

    code: str
    name: str
    parent: str | None
    also: tuple[str, ...] = ()
    last_year: int | None = None
    """The last year it was in force; ``None`` while it is."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """A department item and a government item that one expenditure can be booked to; ``kind`` says of which units."""

    department: str
    government: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class IssuerWord:
    """A word that ends the abbreviation of an issuer; ``funding`` is true for those of finance departments."""

    word: str
    meaning: str
    meaning_en: str
    funding: bool


class CodeList:
    """The codes of one classification, found by code or by name.

    >>> functional_codes().find("2101501").parent, department_codes().find("30312").last_year
    ('21015', 2017)
    """

    def __init__(self, codes: Iterable[Code]) -> None:
        self._codes: dict[str, Code] = {code.code: code for code in codes}
        self._named: dict[str, list[Code]] = {}
        for code in self._codes.values():
            for name in dict.fromkeys(plain(name) for name in (code.name, *code.also)):
                self._named.setdefault(name, []).append(code)

    def __iter__(self) -> Iterator[Code]:
        return iter(self._codes.values())

    def __len__(self) -> int:
        return len(self._codes)

    def find(self, code: str) -> Code | None:
        """The item with this code."""
        return self._codes.get(code)

    def named(self, name: str, digits: int | None = None) -> Code | None:
        """The only item (of ``digits`` digits) with this official, shorter or former name.

        Where an item in force has a name that another had before, the name means the item in force.

        >>> department_codes().named("住房公积金").code, department_codes().named("提租补贴").code
        ('30113', '30312')
        """
        found = [code for code in self._named.get(plain(name), ()) if digits in (None, len(code.code))]
        present = [code for code in found if code.last_year is None and plain(code.name) == plain(name)]
        for codes in (found, present):
            if len(codes) == 1:
                return codes[0]
        return None


def functional(code: str) -> Code | None:
    """The functional item (支出功能分类) with this code of 3, 5 or 7 digits.

    >>> functional("210").name
    '卫生健康支出'
    >>> functional("999") is None
    True
    """
    return functional_codes().find(code)


def functional_by_name(name: str, digits: int | None = None) -> Code | None:
    """The functional item with this name, whatever the spaces and the width of its signs.

    Names such as 行政运行 stand under many codes and are refused. ``digits=3`` looks among the classes (类) only,
    as the overview tables name them.

    >>> functional_by_name("医疗卫生与计划生育支出").code
    '210'
    >>> functional_by_name("行政运行") is None
    True
    >>> functional_by_name("其他支出") is None, functional_by_name("其他支出", digits=3).code
    (True, '229')
    """
    return functional_codes().named(name, digits)


def department_item(key: str) -> Code | None:
    """The item of the department economic classification (部门预算支出经济分类) with this code or name.

    >>> department_item("30101").name, department_item("维修(护)费").code
    ('基本工资', '30213')
    >>> department_item("房屋建筑物购建") is None
    True
    """
    return department_codes().find(key) or department_codes().named(key)


def government_item(key: str) -> Code | None:
    """The item of the government economic classification (政府预算支出经济分类) with this code or name.

    >>> government_item("离退休费").code, government_item("50501").name
    ('50905', '工资福利支出')
    """
    return government_codes().find(key) or government_codes().named(key)


def plain(name: str) -> str:
    """``name`` as names are compared: narrow signs, straight quotes, no spaces.

    >>> plain("因公出国（境） 费用"), plain("“三公”经费")
    ('因公出国(境)费用', '"三公"经费')
    """
    return "".join(unicodedata.normalize("NFKC", name).split()).translate(QUOTES)


@cache
def functional_codes() -> CodeList:
    """The functional classification: classes (类), groups (款) and items (项)."""
    return _code_list("functional")


@cache
def department_codes() -> CodeList:
    """The department economic classification, 301 to 399."""
    return _code_list("economic-department")


@cache
def government_codes() -> CodeList:
    """The government economic classification, 501 to 599."""
    return _code_list("economic-government")


@cache
def correspondences() -> tuple[Correspondence, ...]:
    """Which department item goes with which government item."""
    return tuple(
        Correspondence(row["department"], row["government"], _KINDS[row["kind"]])
        for row in rows("economic-correspondence")
    )


@cache
def issuer_words() -> Mapping[str, IssuerWord]:
    """The words that end the abbreviation of an issuer, by word, longest first.

    >>> issuer_words()["财社"].funding, issuer_words()["医保发"].funding
    (True, False)
    """
    words = sorted(rows("issuer-words"), key=lambda row: (-len(row["word"]), row["word"]))
    return MappingProxyType(
        {
            row["word"]: IssuerWord(row["word"], row["meaning"], row["meaning_en"], row["kind"] == "funding")
            for row in words
        }
    )


@cache
def confusions() -> Mapping[str, str]:
    """Signs that scanners print for another one in the numbers of documents.

    >>> confusions()["易"]
    '财'
    """
    return MappingProxyType({row["read"]: row["likely"] for row in rows("confusions")})


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of ``codes/{name}.csv``."""
    yield from csv.DictReader((files(__package__) / "codes" / f"{name}.csv").read_text("utf-8").splitlines())


def _code_list(name: ListName) -> CodeList:
    """One list; a code with several rows has one without an end, or the last, as its present name."""
    names: dict[str, list[dict[str, str]]] = {}
    for row in rows(name):
        names.setdefault(row["code"], []).append(row)
    return CodeList(_code(code, entries, names) for code, entries in names.items())


def _code(code: str, entries: list[dict[str, str]], known: Mapping[str, object]) -> Code:
    present = max(entries, key=lambda row: row["to"] or "9999")
    spellings = [name for row in (present, *entries) for name in (row["name"], *row["also"].split("|")) if name]
    also = tuple(name for name in dict.fromkeys(spellings) if name != present["name"])
    parent = code[:-2] if len(code) > 3 else None
    assert parent is None or parent in known, code
    return Code(code, present["name"], parent, also, int(present["to"]) if present["to"] else None)
