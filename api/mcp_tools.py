"""What language models may ask, each answer a plain record that says whether it is complete and by which query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import NamedNode, Variable

from ..ontology import terms
from .catalogue import Record, records, text
from .execution import Job, Outcome
from .inlining import inlined
from .linked_resource import compact
from .parameters import Parameter, thing
from .problems import BadRequestError, NoSuchPageError
from .questions import Answer, Question, Run, UnknownQuestionError, ask, questions, table
from .twins import Json, json_value
from .v1.answers import paged
from .v1.resources import listings

#: Rows of one answer at most: what a model reads costs it attention.
MOST_ROWS = 500
#: Characters of one quoted text.
LONGEST = 600
CLASSES = """SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) (MIN(?words) AS ?meaning) {
  GRAPH ?g { ?thing a ?class } OPTIONAL { GRAPH ?h { ?class skos:definition ?words FILTER(LANG(?words) = "en") } }
  FILTER(STRSTARTS(STR(?class), STR(gj:))) } GROUP BY ?class ORDER BY DESC(?things)"""
PROPERTIES = """SELECT ?property (COUNT(*) AS ?statements) (MIN(?words) AS ?meaning) (MIN(STR(?value)) AS ?example) {
  GRAPH ?g { ?thing a ?class } GRAPH ?h { ?thing ?property ?value }
  OPTIONAL { GRAPH ?i { ?property skos:definition ?words FILTER(LANG(?words) = "en") } }
} GROUP BY ?property ORDER BY DESC(?statements)"""
#: Lines and cells bear no class; a property that only they have stands for it.
BARE = {"gj:Line": "gj:item", "gj:Cell": "gj:line"}
PASSAGE = """SELECT ?figure ?anchor ?document ?title ?file ?name ?value ?text ?quote {
  ?figure gj:line?/gj:anchor ?anchor
  OPTIONAL { ?figure gj:document|gj:line?/gj:table/gj:document|gj:of/gj:document ?document
    OPTIONAL { ?document dcterms:title ?title } OPTIONAL { ?document prov:wasDerivedFrom/rdfs:label ?file } }
  OPTIONAL { ?figure gj:line?/gj:label|rdfs:label|gj:line?/gj:item/skos:prefLabel ?name
    FILTER(LANG(?name) IN ("", "zh")) }
  OPTIONAL { ?figure gj:value ?value } OPTIONAL { ?figure gj:text|gj:targetText ?text }
  OPTIONAL { ?figure oa:exact ?quote }
} ORDER BY ?anchor ?name LIMIT 20"""

#: The rest of the row that a figure stands in.
ROW = """SELECT ?figure ?measure ?value ?text { ?figure gj:line ?line . ?cell gj:line ?line ; gj:measure ?measure
  OPTIONAL { ?cell gj:value ?value } OPTIONAL { ?cell gj:text ?text } } ORDER BY ?measure"""


@dataclass(frozen=True, slots=True)
class Tools:
    """The tools over something that runs jobs."""

    run: Run

    def schema(self, class_name: str) -> dict[str, Any]:
        """Classes, or the properties of one; raises :class:`NoSuchPageError` for a class the graph does not have."""
        if not class_name:
            return self.select(CLASSES, MOST_ROWS) | {"also": BARE, "prefixes": dict(terms.NAMESPACES)}
        prefix, _, local = class_name.partition(":")
        if prefix not in terms.NAMESPACES or not local.isidentifier():
            raise BadRequestError(f"没有类 {class_name!r}。", f"There is no class {class_name!r}; write gj:Table.")
        query = PROPERTIES.replace("a ?class", f"a {class_name}")
        if class_name in BARE:
            query = PROPERTIES.replace("?thing a ?class", f"?thing {BARE[class_name]} ?any")
        found = self.select(query, MOST_ROWS)
        if not found["rows"]:
            raise NoSuchPageError(class_name)
        return found

    def questions(self) -> dict[str, Any]:
        """What can be asked by name."""
        told = [
            {
                "name": name,
                "title": each.title.en,
                "title_zh": each.title.zh,
                "counts": each.about.en,
                "parameters": [described(parameter) for parameter in each.parameters],
                "columns": {column.name: column.label.en for column in each.columns},
            }
            for name, each in offered().items()
        ]
        return {"questions": told, "completeness": "COMPLETE"}

    def ask(self, name: str, values: Mapping[str, str], limit: int) -> dict[str, Any]:
        """The answer to a question; raises a :class:`GoujiError` that names what is wrong."""
        asked = offered().get(name)
        if asked is None:
            raise UnknownQuestionError(name)
        rows = within(limit)
        answer = ask(paged(asked, rows, 0), values, self.run)
        return rows_of(answer, rows) | {
            "sparql": inlined(asked.query, asked.bindings(values)),
            "counts": asked.about.en,
        }

    def sparql(self, query: str, limit: int) -> dict[str, Any]:
        """The answer to a query of the model's own."""
        return self.select(query, limit)

    def source(self, iri: str) -> dict[str, Any]:
        """Where something is printed; raises :class:`NoSuchPageError` if it is printed nowhere."""
        figure = thing(iri)
        if not isinstance(figure, NamedNode):
            raise NoSuchPageError(iri)
        query = inlined(PASSAGE, {Variable("figure"): figure})
        found = records(self.run, Job(query))
        if not found:
            raise NoSuchPageError(iri)
        first = found[0]
        row = records(self.run, Job(inlined(ROW, {Variable("figure"): figure})))
        return {
            "figure": figure.value,
            "document": text(first, "document"),
            "title": quoted(first, "title"),
            "file": quoted(first, "file"),
            "anchors": sorted({text(row, "anchor") for row in found}),
            "value": text(first, "value"),
            "quoted": {name: quoted(first, name) for name in ("name", "text", "quote") if name in first},
            "row": [
                {name: compact(text(each, name)) for name in ("measure", "value", "text") if name in each}
                for each in row
            ],
            "completeness": "COMPLETE",
            "sparql": query,
        }

    def select(self, query: str, limit: int) -> dict[str, Any]:
        """Rows of a query, cut at ``limit``; raises for a query that gives a graph."""
        outcome = self.run(Job(query, results="json", graph=None, rows=within(limit)))
        return solutions(outcome) | {"sparql": query}


def offered() -> dict[str, Question]:
    """Questions and listings by name."""
    return {**questions(), **{name: each for name, each in listings().items() if name not in questions()}}


def described(parameter: Parameter) -> dict[str, Json]:
    """A parameter for a model."""
    return {
        "name": parameter.name,
        "type": parameter.type,
        "required": not parameter.optional,
        "meaning": parameter.label.en,
        "example": parameter.example,
    }


def within(limit: int) -> int:
    """A number of rows that is one, and not too many."""
    return min(max(1, limit), MOST_ROWS)


def solutions(outcome: Outcome) -> dict[str, Any]:
    """Rows of an outcome by variable."""
    if outcome.form == "boolean":
        return {"answer": b"true" in outcome.body, "completeness": "COMPLETE"}
    names, found = table(outcome)
    rows = [dict(zip(names, map(json_value, row), strict=True)) for row in found]
    return {"rows": shortened(rows), "completeness": "TRUNCATED" if outcome.truncated else "COMPLETE"}


def rows_of(answer: Answer, limit: int) -> dict[str, Any]:
    """Rows of an answer by column; one more than ``limit`` means there are more."""
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, map(json_value, row), strict=True)) for row in answer.rows[:limit]]
    cut = answer.truncated or len(answer.rows) > limit
    return {
        "rows": shortened(rows),
        "yuan": [column.name for column in answer.columns if column.money],
        "completeness": "TRUNCATED" if cut else "COMPLETE",
    }


def shortened(rows: Sequence[dict[str, Json]]) -> list[dict[str, Json]]:
    """Rows without what is empty, long texts cut with a sign that they were, our names abbreviated."""
    return [{name: short(value) for name, value in row.items() if value is not None} for row in rows]


def short(value: Json) -> Json:
    """One value."""
    if not isinstance(value, str):
        return value
    if len(value) > LONGEST:
        return f"{value[:LONGEST]}…"
    return compact(value) if value.startswith(terms.NAMESPACES["gj"]) else value


def quoted(row: Record, name: str) -> str:
    """A text out of a document."""
    return text(row, name)[:LONGEST]
