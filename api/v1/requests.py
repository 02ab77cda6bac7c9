"""What a request for rows asks for: its parameters, its format, which page of the answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from starlette.requests import Request

from ..formats import Choice, Format, named, negotiate, not_acceptable
from ..parameters import Parameter, ParameterError, UnknownParameterError
from ..phrases import Language

JSON = Format("json", "application/json", extension="json")
CSV = Format("csv", "text/csv", extension="csv")
XLSX = Format(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("application/xlsx",), extension="xlsx"
)
SPARQL = Format("sparql", "application/sparql-query", short=("rq",), extension="rq", charset=True)
#: What rows are answered in; the earlier are preferred where the client does not mind.
FORMATS: tuple[Format, ...] = (JSON, CSV, XLSX, SPARQL)
#: Rows of one page at most.
MOST_ROWS = 10_000

Headings = Literal["names"] | Language
#: Parameters that every address takes, each with what it is for; ``format`` overrides ``Accept``.
SHARED: Mapping[str, tuple[str, str]] = {
    "format": ("格式；优先于 Accept", "The format; overrides Accept"),
    "lang": (
        "CSV 和 XLSX 的列标题：zh 中文，en 英文；不写为列名",
        "Headings of CSV and XLSX: zh, en; names if none is given",
    ),
    "limit": ("至多几行", "Rows at most"),
    "cursor": ("从上一页 meta.next 之后接着取", "Where to go on: meta.next of the page before"),
}


class BadValueError(ParameterError):
    """A parameter of all addresses has a value that it does not take."""

    def __init__(self, name: str, given: str, zh: str, en: str) -> None:
        super().__init__(
            name,
            f"参数 {name} 不能是 {given!r}：{zh}。",
            f"parameter {name} cannot be {given!r}: {en}.",
        )


class RepeatedParameterError(ParameterError):
    """A parameter was given more than once."""

    def __init__(self, name: str) -> None:
        super().__init__(name, f"参数 {name} 只能有一个。", f"there may be only one parameter {name}.")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one resource."""

    values: Mapping[str, str]
    choice: Choice
    headings: Headings
    limit: int | None
    cursor: str | None


def asked(request: Request, known: Sequence[Parameter]) -> Asked:
    """What a request asks for; raises a :class:`ParameterError` that names the parameter, or a refusal of formats."""
    given = only_once(request, known)
    choice = chosen(request, given.get("format"))
    return Asked(
        {name: text for name, text in given.items() if name not in SHARED},
        choice,
        headings(given.get("lang")),
        limit(given.get("limit")),
        given.get("cursor"),
    )


def only_once(
    request: Request, known: Iterable[Parameter], repeated: Iterable[str] = (), shared: Iterable[str] = SHARED
) -> dict[str, str]:
    """The parameters of an address by name; raises for one that is unknown, or given twice and not ``repeated``."""
    names = {parameter.name for parameter in known} | set(shared)
    given: dict[str, str] = {}
    for name, value in request.query_params.multi_items():
        if name in repeated:
            continue
        if name not in names:
            raise UnknownParameterError(name, tuple(known))
        if name in given:
            raise RepeatedParameterError(name)
        given[name] = value
    return given


def chosen(request: Request, name: str | None) -> Choice:
    """The format of ``format=``, or else the one the client likes best; raises :class:`NotAcceptableError`."""
    if name is not None:
        found = named(name, FORMATS)
        if found is None:
            there = "、".join(each.name for each in FORMATS)
            raise BadValueError("format", name, f"要 {there} 之一", f"one of {there} is wanted")
        return found
    found = negotiate(", ".join(request.headers.getlist("accept")) or None, FORMATS)
    if found is None:
        raise not_acceptable(FORMATS)
    return found


def headings(text: str | None) -> Headings:
    """What heads the columns of a table."""
    match text:
        case None:
            return "names"
        case "zh" | "en":
            return text
        case _:
            raise BadValueError("lang", text, "要 zh 或 en", "zh or en is wanted")


def limit(text: str | None) -> int | None:
    """How many rows are wanted at most, if it is said."""
    if text is None:
        return None
    if text.isascii() and text.isdecimal() and len(text) < 9 and 1 <= int(text) <= MOST_ROWS:
        return int(text)
    raise BadValueError("limit", text, f"要 1 到 {MOST_ROWS} 的整数", f"a whole number from 1 to {MOST_ROWS} is wanted")
