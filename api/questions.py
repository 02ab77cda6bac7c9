"""The prepared questions: SPARQL files whose head comments say what they ask, take and give."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    Variable,
    parse_query_results,
)

from ..ontology.messages import Bilingual, GoujiError
from .execution import Items, Job, Outcome, Seek, Sums
from .inlining import inlined
from .parameters import READERS, MissingParameterError, Parameter, UnknownParameterError, Value

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]
#: Runs a job somewhere: in a worker, or on a store at hand.
Run = Callable[[Job], Outcome]

#: Rows of a search that nobody cut.
MOST = 100_000
HEAD_LINE = re.compile(r"#\s*([^:]+?)\s*:\s*(.*?)\s*")


class UnknownQuestionError(GoujiError):
    """No question has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"没有名为 {name!r} 的问题；gouji ask 列出全部。",
            f"there is no question {name!r}; gouji ask lists them all.",
        )


class QuestionFileError(ValueError):
    """A question's head comment is not as it must be."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer; ``money`` columns are in yuan and shown in 万元."""

    name: str
    label: Bilingual
    money: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One prepared question."""

    name: str
    title: Bilingual
    about: Bilingual
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    query: str
    rows: int | None = None
    """How many rows the query is cut to, if it is."""
    offset: int = 0

    def bindings(self, values: Mapping[str, str]) -> dict[Variable, Value]:
        """What the query's variables are bound to; raises a :class:`GoujiError` that names the parameter.

        A parameter left out, or left blank in a form, has its default or else stays unbound.
        """
        given = {parameter.name: parameter.default for parameter in self.parameters if parameter.default is not None}
        given |= {name: text for name, text in values.items() if text.strip()}
        known = {parameter.name for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise UnknownParameterError(name, self.parameters)
        for parameter in self.parameters:
            if not parameter.optional and parameter.name not in given:
                raise MissingParameterError(parameter)
        return {
            Variable(parameter.name): parameter.read(given[parameter.name])
            for parameter in self.parameters
            if parameter.name in given
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question was answered: from this alone come table, JSON and CSV."""

    title: Bilingual
    query: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    truncated: bool = False
    bound: Mapping[str, Value] = field(default_factory=dict)


@cache
def questions() -> Mapping[str, Question]:
    """All questions by name."""
    folder = files(__package__) / "questions"
    texts = {
        path.name.removesuffix(".rq"): path.read_text("utf-8") for path in folder.iterdir() if path.name.endswith(".rq")
    }
    return MappingProxyType({name: question_from(name, texts[name]) for name in sorted(texts)})


def question(name: str) -> Question:
    """The question with this name; raises :class:`UnknownQuestionError`."""
    try:
        return questions()[name]
    except KeyError:
        raise UnknownQuestionError(name) from None


def question_from(name: str, text: str) -> Question:
    """The question that a file's text describes; raises :class:`QuestionFileError`."""
    head = head_of(name, text)
    single = {key: values[0] for key, values in head.items() if len(values) == 1}
    money = frozenset(single.get("money", "").split())
    columns = tuple(
        column_from(name, key.removeprefix("column "), single[key], money) for key in head if key.startswith("column ")
    )
    if strays := money - {column.name for column in columns}:
        raise QuestionFileError(f"{name}: money names no column: {sorted(strays)}")
    return Question(
        name=name,
        title=Bilingual(single["zh"], single["en"]),
        about=Bilingual(single.get("about.zh", ""), single.get("about.en", "")),
        parameters=tuple(
            parameter_from(name, key.removeprefix("param "), single[key]) for key in head if key.startswith("param ")
        ),
        columns=columns,
        query=text,
    )


def head_of(name: str, text: str) -> dict[str, list[str]]:
    """The fields of the head comment, in order."""
    head: dict[str, list[str]] = {}
    for line in text.splitlines():
        found = HEAD_LINE.fullmatch(line)
        if found is None:
            break
        head.setdefault(found[1], []).append(found[2])
    for key, values in head.items():
        if len(values) > 1:
            raise QuestionFileError(f"{name}: {key!r} stands twice")
        if key not in {"zh", "en", "about.zh", "about.en", "money"} and not key.startswith(("param ", "column ")):
            raise QuestionFileError(f"{name}: unknown field {key!r}")
    if missing := {"zh", "en"} - head.keys():
        raise QuestionFileError(f"{name}: no {sorted(missing)}")
    return head


def parameter_from(question_name: str, name: str, text: str) -> Parameter:
    """One ``# param`` line."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != 4 or parts[0] not in READERS:
        raise QuestionFileError(f"{question_name}: param {name}: type | zh | en | example wanted, not {text!r}")
    kind, zh, en, example = parts
    plain, equals, default = name.partition("=")
    optional = bool(equals) or name.endswith("?")
    return Parameter(plain.removesuffix("?"), kind, Bilingual(zh, en), example, optional, default if equals else None)


def column_from(question_name: str, name: str, text: str, money: frozenset[str]) -> Column:
    """One ``# column`` line."""
    zh, bar, en = text.partition("|")
    if not bar:
        raise QuestionFileError(f"{question_name}: column {name}: zh | en wanted, not {text!r}")
    return Column(name, Bilingual(zh.strip(), en.strip()), money=name in money)


def ask(question: Question, values: Mapping[str, str], run: Run) -> Answer:
    """The answer to a question with these parameters; raises a :class:`GoujiError` for a wrong one."""
    bound = question.bindings(values)
    query = inlined(question.query, bound)
    outcome = run(Job(query, results="json", seek=seek_of(question, bound)))
    names, rows = table(outcome)
    hidden = {parameter.name for parameter in question.parameters}
    labelled = {column.name: column for column in question.columns}
    kept = [name for name in names if name in labelled or name not in hidden]
    places = [names.index(name) for name in kept]
    return Answer(
        title=question.title,
        query=query,
        columns=tuple(labelled.get(name) or Column(name, Bilingual(name, name)) for name in kept),
        rows=tuple(tuple(row[place] for place in places) for row in rows),
        truncated=outcome.truncated,
        bound={variable.value: value for variable, value in bound.items()},
    )


def seek_of(question: Question, bound: Mapping[Variable, Value]) -> Seek | Sums | Items | None:
    """What a question looks for or adds up, if it is a search for words, a total or the figures of an item."""
    types = {parameter.type for parameter in question.parameters}
    given = {variable.value: value.value for variable, value in bound.items()}
    limit = MOST if question.rows is None else question.rows
    if "search" in types:
        return Seek(given["words"], given.get("within"), limit, question.offset)
    year = int(given.pop("year")) if "year" in given else None
    if "grouping" in types:
        return Sums(**given, year=year, limit=limit, offset=question.offset)
    if "item" in types:
        return Items(**given, year=year, limit=limit, offset=question.offset)
    return None


def table(outcome: Outcome) -> tuple[list[str], list[Row]]:
    """The variables and rows of an answer in JSON."""
    solutions = parse_query_results(outcome.body, format=QueryResultsFormat.JSON)
    assert isinstance(solutions, QuerySolutions)
    return [variable.value for variable in solutions.variables], [tuple(solution) for solution in solutions]
