"""An answer of rows in each format: JSON with what is known of it, CSV and XLSX as tables, the query itself."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..inlining import inlined
from ..questions import Answer, Column, Question, Run, ask
from ..spreadsheet import sheet_value, workbook
from ..twins import BOM, Json, csv_value, heading, json_value
from .cursors import cursor, offset_of
from .requests import CSV, SPARQL, XLSX, Asked, Headings


@dataclass(frozen=True, slots=True)
class Page:
    """Rows from an offset on, and where the next ones begin if there are more."""

    question: Question
    answer: Answer
    sparql: str
    version: str
    next: str | None

    @property
    def truncated(self) -> bool:
        """Whether there are rows beyond these."""
        return self.next is not None or self.answer.truncated


def answered(question: Question, wanted: Asked, rows: int, version: str, run: Run) -> Page:
    """The page that was asked for, of ``rows`` rows at most; raises a :class:`GoujiError` for a wrong parameter."""
    bound = question.bindings(wanted.values)
    text = inlined(question.query, bound)
    offset = offset_of(wanted.cursor, version, text) if wanted.cursor is not None else 0
    if wanted.choice.format is SPARQL:
        return Page(question, Answer(question.title, text, (), ()), text, version, None)

    answer = ask(paged(question, rows, offset), wanted.values, run)
    more = len(answer.rows) > rows
    following = cursor(version, text, offset + rows) if more else None
    kept = Answer(answer.title, text, answer.columns, answer.rows[:rows], answer.truncated, answer.bound)
    return Page(question, kept, text, version, following)


#: Where a listing's rows are chosen, before what each says is looked up; their order there leaves nothing open.
CHOSEN = "# page"


def paged(question: Question, rows: int, offset: int) -> Question:
    """The question for ``rows`` rows and one more, in an order that leaves nothing open, so that pages fit together."""
    within = f"LIMIT {rows + 1} OFFSET {offset}"
    if CHOSEN in question.query:
        return replace(question, query=question.query.replace(CHOSEN, within), rows=rows + 1, offset=offset)
    skipped = {parameter.name for parameter in question.parameters}
    names = [f"?{column.name}" for column in question.columns if column.name not in skipped]
    query = f"{question.query.rstrip()} {' '.join(names)}\n{within}"
    return replace(question, query=query, rows=rows + 1, offset=offset)


def body(page: Page, wanted: Asked) -> bytes:
    """The page in the format that was chosen."""
    form = wanted.choice.format
    if form is SPARQL:
        return f"{page.sparql}\n".encode()
    if form is CSV:
        return as_csv(page.answer, wanted.headings)
    if form is XLSX:
        return as_xlsx(page, wanted.headings)
    return as_json(page)


def as_json(page: Page) -> bytes:
    """Rows by column name, the columns, and how the answer came about."""
    answer = page.answer
    names = [column.name for column in answer.columns]
    return json.dumps(
        {
            "data": [dict(zip(names, map(json_value, row), strict=True)) for row in answer.rows],
            "columns": [described(column) for column in answer.columns],
            "meta": {
                "title": answer.title._asdict(),
                "about": page.question.about._asdict(),
                "parameters": {name: value.value for name, value in sorted(answer.bound.items())},
                "version": page.version,
                "rows": len(answer.rows),
                "truncated": page.truncated,
                "next": page.next,
                "sparql": page.sparql,
            },
        },
        ensure_ascii=False,
    ).encode()


def described(column: Column) -> dict[str, Json]:
    """A column's name and what it says."""
    money: dict[str, Json] = {"unit": "yuan"} if column.money else {}
    return {"name": column.name, "zh": column.label.zh, "en": column.label.en} | money


def titles(columns: Iterable[Column], headings: Headings) -> list[str]:
    """The headings of a table."""
    return [column.name if headings == "names" else heading(column, headings) for column in columns]


def as_csv(answer: Answer, headings: Headings) -> bytes:
    """A table for spreadsheets and programs, with a byte order mark so that Excel shows Chinese."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(titles(answer.columns, headings))
    writer.writerows([csv_value(term) for term in row] for row in answer.rows)
    return (BOM + text.getvalue()).encode()


def as_xlsx(page: Page, headings: Headings) -> bytes:
    """A workbook: the rows, and on a second sheet what they are and the query that gave them."""
    answer = page.answer
    rows = ([sheet_value(term) for term in row] for row in answer.rows)
    notes = [
        ("zh", answer.title.zh),
        ("en", answer.title.en),
        ("about.zh", page.question.about.zh),
        ("about.en", page.question.about.en),
        *(
            (column.name, f"{column.label.zh} | {column.label.en}{' | yuan' * column.money}")
            for column in answer.columns
        ),
        ("version", page.version),
        ("truncated", str(page.truncated).lower()),
        ("sparql", page.sparql),
    ]
    return workbook([("data", titles(answer.columns, headings), rows), ("about", ("name", "value"), notes)])
