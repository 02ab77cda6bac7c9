"""What a person writes for a question's parameter, as the term that is bound to its variable."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from ..graph import rdf
from ..ingest.recognise.citations import normal_form
from ..ontology import terms
from ..ontology.forms import forms
from ..ontology.messages import Bilingual, GoujiError
from ..ontology.regions import find_region, region

Value = NamedNode | Literal
YUAN_PER_WAN = 10_000
MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a question, as its head comment describes it."""

    name: str
    type: str
    label: Bilingual
    example: str
    optional: bool = False
    default: str | None = None
    """What it is where nothing is given; unbound without."""

    def read(self, text: str) -> Value:
        """The term that ``text`` means; raises :class:`BadParameterError`."""
        value = READERS[self.type](text.strip())
        if value is None:
            raise BadParameterError(self, text)
        return value


class ParameterError(GoujiError):
    """Something is wrong with one parameter."""

    def __init__(self, parameter: str, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.parameter = parameter
        """Its name."""


class BadParameterError(ParameterError):
    """What was given for a parameter is not what it takes."""

    def __init__(self, parameter: Parameter, given: str) -> None:
        wanted = WANTED[parameter.type]
        super().__init__(
            parameter.name,
            f"参数 {parameter.name}（{parameter.label.zh}）不能是 {given!r}：{wanted.zh}，例如 {parameter.example}。",
            f"parameter {parameter.name} ({parameter.label.en}) cannot be {given!r}:"
            f" {wanted.en}, such as {parameter.example}.",
        )


class MissingParameterError(ParameterError):
    """A parameter that the question needs was not given."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(
            parameter.name,
            f"缺少参数 {parameter.name}（{parameter.label.zh}），例如 {parameter.name}={parameter.example}。",
            f"parameter {parameter.name} ({parameter.label.en}) is missing,"
            f" for example {parameter.name}={parameter.example}.",
        )


class UnknownParameterError(ParameterError):
    """A parameter that the question does not have was given."""

    def __init__(self, name: str, known: tuple[Parameter, ...]) -> None:
        there = " ".join(parameter.name for parameter in known)
        super().__init__(
            name,
            f"这个问题没有参数 {name}；可用：{there or '（无）'}。",
            f"this question has no parameter {name}; there are: {there or '(none)'}.",
        )


def document(text: str) -> Value | None:
    """An official document's number, in whatever brackets it is written."""
    normal = normal_form(text)
    return None if normal is None else rdf.node(terms.fund_name(normal))


def year(text: str) -> Value | None:
    """A year.

    >>> year("2024年").value, year("24")
    ('2024', None)
    """
    found = re.fullmatch(r"((?:19|20)\d\d)\s*年?度?", text)
    return rdf.integer(int(found[1])) if found else None


def code(text: str) -> Value | None:
    """A code of the functional classification.

    >>> code("210").value
    'https://w3id.org/gouji/id/func/210'
    """
    return rdf.node(f"id/func/{text}") if re.fullmatch(r"\d{3}(?:\d{2}){0,2}", text, re.ASCII) else None


def measure(text: str) -> Value | None:
    """A measure by its name.

    >>> measure("budget.total").value
    'https://w3id.org/gouji/id/measure/budget.total'
    """
    name = text.removeprefix("m:")
    return rdf.node(f"id/measure/{name}") if re.fullmatch(r"[a-z]+(?:[.-][a-z]+)*", name) else None


def place(text: str) -> Value | None:
    """A region by its code or its name.

    >>> place("131028") == place("大厂回族自治县")
    True
    """
    found = region(text) if re.fullmatch(r"\d{6}", text, re.ASCII) else find_region(text)
    return None if found is None else rdf.node(f"id/region/{found.code}")


def amount(text: str) -> Value | None:
    """An amount in 万元, bound in yuan.

    >>> amount("1,000").value, amount("0.5万元").value
    ('10000000', '5000')
    """
    plain = re.sub(r"[,，\s]|万元$", "", text)
    if not re.fullmatch(r"-?(?:\d{1,15}(?:\.\d{0,6})?|\.\d{1,6})", plain, re.ASCII):
        return None
    try:
        return rdf.decimal(Decimal(plain) * YUAN_PER_WAN)
    except InvalidOperation:
        return None


def words(text: str) -> Value | None:
    """Plain text; nothing but blanks is no text."""
    return Literal(text) if text else None


def search(text: str) -> Value | None:
    """Up to four words to look for, in lower case; an official document's number in its normal form.

    >>> search(" 医疗   保障 ").value, search("冀财社[2023]225号").value
    ('医疗 保障', '冀财社〔2023〕225号')
    """
    found = normal_form(text) or " ".join(text.lower().split())
    return Literal(found) if found and found.count(" ") < MOST_WORDS else None


def thing(text: str) -> Value | None:
    """Anything of the graph, by its IRI or by the part after the base.

    >>> thing("id/func/210") == thing("https://w3id.org/gouji/id/func/210")
    True
    """
    try:
        return NamedNode(text if "://" in text else terms.absolute(text.lstrip("/"))) if text else None
    except ValueError:
        return None


def form(text: str) -> Value | None:
    """One of the official forms by its short name.

    >>> form("b03").value, form("b99")
    ('https://w3id.org/gouji/id/form/b03', None)
    """
    return rdf.node(f"id/form/{text}") if text in {each.id for each in forms()} else None


def one_of(*choices: str) -> Callable[[str], Value | None]:
    """A reader of one of a few words."""
    return lambda text: Literal(text) if text in choices else None


#: Parameters that take one of a few words.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": ("budget", "final", "goal", "selfeval", "notice"),
    "severity": ("violation", "warning", "info"),
    "state": ("inconsistent", "suspicious"),
    "target": ("name", "code", "number", "text"),
    "direction": ("out", "in"),
    "steps": ("1", "2", "3", "4"),
    "grouping": ("item", "unit", "year"),
}

READERS: Mapping[str, Callable[[str], Value | None]] = {
    "document": document,
    "year": year,
    "code": code,
    "item": code,
    "measure": measure,
    "unit": words,
    "region": place,
    "amount": amount,
    "text": words,
    "search": search,
    "thing": thing,
    "form": form,
    **{name: one_of(*choices) for name, choices in CHOICES.items()},
}

WANTED: Mapping[str, Bilingual] = {
    "document": Bilingual("要一个文号，括号写法不限", "a document number is wanted, in whatever brackets"),
    "year": Bilingual("要四位数的年度", "a year of four digits is wanted"),
    **dict.fromkeys(
        ("code", "item"), Bilingual("要 3、5 或 7 位的功能科目编码", "a functional code of 3, 5 or 7 digits is wanted")
    ),
    "measure": Bilingual("要一个度量的名字", "the name of a measure is wanted"),
    "unit": Bilingual("要单位名称或其中一部分", "a unit's name or a part of it is wanted"),
    "region": Bilingual("要 6 位区划代码，或唯一的地名", "a code of 6 digits or an unambiguous name is wanted"),
    "amount": Bilingual("要以万元为单位的数", "a number in 万元 (10,000 yuan) is wanted"),
    "text": Bilingual("要一个词", "a word is wanted"),
    "search": Bilingual("要一至四个词，用空格分开", "one to four words are wanted, divided by blanks"),
    "thing": Bilingual("要图谱中一个事物的 IRI", "the IRI of a thing of the graph is wanted"),
    "form": Bilingual("要一张表的编号", "the short name of a form is wanted"),
    **{
        name: Bilingual(f"要 {'、'.join(choices)} 之一", f"one of {', '.join(choices)} is wanted")
        for name, choices in CHOICES.items()
    },
}
