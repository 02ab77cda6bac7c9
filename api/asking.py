"""Prepared questions on the command line: their list, and their answers."""

import csv
import json
from collections.abc import Sequence
from typing import TextIO

from pyoxigraph import Literal, NamedNode

from ..ontology.messages import GoujiError
from .inlining import inlined
from .querying import print_rows, shown
from .questions import Answer, Column, Run, Term, ask, question, questions
from .rendering import number
from .spreadsheet import Sheet, sheet_value, workbook
from .twins import heading

FORMATS = ("table", "csv", "json", "xlsx", "sparql")


class BadArgumentError(GoujiError):
    """An argument that is not of the form name=value."""

    def __init__(self, text: str) -> None:
        super().__init__(f"参数要写成 名=值，不是 {text!r}。", f"parameters are written name=value, not {text!r}.")


class UnknownAnswerFormatError(GoujiError):
    """No answer is written in this format."""

    def __init__(self, name: str) -> None:
        known = " ".join(FORMATS)
        super().__init__(f"不认识的格式 {name!r}；可用：{known}。", f"unknown format {name!r}; there are: {known}.")


def print_list(output: TextIO) -> None:
    """All questions: name, titles, parameters with an example each."""
    rows = [
        [
            name,
            asked.title.zh,
            asked.title.en,
            " ".join(f"[{p.name}={p.example}]" if p.optional else f"{p.name}={p.example}" for p in asked.parameters),
        ]
        for name, asked in questions().items()
    ]
    print_rows(["name", "问题", "question", "参数 parameters"], rows, output)


def print_answer(run: Run, name: str, values: Sequence[str], form: str, output: TextIO) -> None:
    """Ask ``name`` with parameters written ``name=value`` and write the answer; raises a :class:`GoujiError`."""
    if form not in FORMATS:
        raise UnknownAnswerFormatError(form)
    asked = question(name)
    given = dict(pair(text) for text in values)
    if form == "sparql":
        output.write(f"{inlined(asked.query, asked.bindings(given))}\n" if given else asked.query)
        return
    answer = ask(asked, given, run)
    match form:
        case "csv":
            write_csv(answer, output)
        case "json":
            write_json(answer, output)
        case "xlsx":
            output.buffer.write(workbook([sheet(answer)]))
        case _:
            labels = [f"{c.label.zh}（万元）" if c.money else c.label.zh for c in answer.columns]
            rows = [[cell(t, c) for t, c in zip(row, answer.columns, strict=True)] for row in answer.rows]
            print_rows(labels, rows, output)


def pair(text: str) -> tuple[str, str]:
    """Name and value of one argument.

    >>> pair("number=冀财社〔2023〕225号")
    ('number', '冀财社〔2023〕225号')
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise BadArgumentError(text)
    return name, value


def cell(term: Term | None, column: Column) -> str:
    """A value for eyes: money in 万元, everything else as it is."""
    if column.money and isinstance(term, Literal):
        return number(term, money=True)
    return shown(term)


def write_csv(answer: Answer, output: TextIO) -> None:
    """The answer as data: money in yuan."""
    writer = csv.writer(output)
    writer.writerow(column.name for column in answer.columns)
    for row in answer.rows:
        writer.writerow(data(term) for term in row)


def sheet(answer: Answer) -> Sheet:
    """The answer as a sheet: money in yuan, numbers as numbers."""
    rows = ([sheet_value(term) for term in row] for row in answer.rows)
    return "data", [heading(column, "zh") for column in answer.columns], rows


def write_json(answer: Answer, output: TextIO) -> None:
    """The answer as data with its query; numbers are strings, money in yuan."""
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, map(data, row), strict=True)) for row in answer.rows]
    told = {
        "title": answer.title.zh,
        "columns": names,
        "rows": rows,
        "truncated": answer.truncated,
        "sparql": answer.query,
    }
    json.dump(told, output, ensure_ascii=False, indent=1)
    output.write("\n")


def data(term: Term | None) -> str:
    """A term as data: IRIs in full, literals by their value."""
    return term.value if isinstance(term, NamedNode | Literal) else ""
