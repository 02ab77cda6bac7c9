"""The data twins of an answer: JSON for programs, CSV for spreadsheets. Amounts are in yuan in both."""

import csv
import io
import json
from decimal import Decimal

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from .phrases import Language
from .questions import Answer, Column, Question, Term
from .rendering import NUMERIC, XSD

#: Excel takes a file for UTF-8 only if it begins with this.
BOM = "\ufeff"
#: Significant digits up to which every JSON reader keeps a number exactly.
EXACT = 15
#: A spreadsheet would run what follows these.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

Json = str | int | float | bool | None


def as_json(question: Question, answer: Answer) -> bytes:
    """The answer with its columns, parameters and query."""
    return json.dumps(
        {
            "question": question.name,
            "title": answer.title._asdict(),
            "parameters": {name: value.value for name, value in answer.bound.items()},
            "columns": [
                {"name": column.name, "zh": column.label.zh, "en": column.label.en}
                | ({"unit": "yuan"} if column.money else {})
                for column in answer.columns
            ],
            "rows": [
                {column.name: json_value(term) for column, term in zip(answer.columns, row, strict=True)}
                for row in answer.rows
            ],
            "meta": {"rows": len(answer.rows), "truncated": answer.truncated, "sparql": answer.query},
        },
        ensure_ascii=False,
    ).encode()


def json_value(term: Term | None) -> Json:
    """A term as JSON: numbers as numbers while every reader keeps them exactly, else as text.

    >>> from gouji.graph.rdf import decimal
    >>> json_value(decimal(Decimal("57932000"))), json_value(decimal(Decimal("0.1")))
    (57932000, 0.1)
    """
    match term:
        case None:
            return None
        case Literal() if term.datatype.value in NUMERIC:
            return json_number(term.value)
        case Literal() if term.datatype.value == XSD + "boolean":
            return term.value == "true"
        case NamedNode() | Literal():
            return term.value
        case BlankNode() | Triple():
            return str(term)


def json_number(text: str) -> int | float | str:
    """A number, or its text where a reader could lose digits of it."""
    try:
        value = Decimal(text)
    except ArithmeticError:
        return text
    if not value.is_finite() or len(value.normalize().as_tuple().digits) > EXACT:
        return text
    return int(value) if value == value.to_integral_value() else float(value)


def as_csv(answer: Answer, language: Language) -> bytes:
    """The answer with a heading line, ready for Excel."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading(column, language) for column in answer.columns])
    writer.writerows([[csv_value(term) for term in row] for row in answer.rows])
    return (BOM + text.getvalue()).encode()


def heading(column: Column, language: Language) -> str:
    """A column's name, with the unit of money."""
    if language == "zh":
        return f"{column.label.zh}（元）" if column.money else column.label.zh
    return f"{column.label.en} (yuan)" if column.money else column.label.en


def csv_value(term: Term | None) -> str:
    """A term as a cell; text that a spreadsheet would run gets an apostrophe before it.

    >>> csv_value(Literal("=1+1")), csv_value(Literal("-5", datatype=NamedNode(XSD + "integer")))
    ("'=1+1", '-5')
    """
    match term:
        case None:
            return ""
        case Literal() if term.datatype.value in NUMERIC:
            return term.value
        case NamedNode() | Literal():
            return f"'{term.value}" if term.value.startswith(FORMULA) else term.value
        case BlankNode() | Triple():
            return str(term)
