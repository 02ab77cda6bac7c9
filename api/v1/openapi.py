"""The interface described as OpenAPI 3.1, from the heads of the queries it is made of."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ...graph.runs import software
from ...ontology.forms import forms
from ..parameters import CHOICES, Parameter
from ..questions import Column
from .graph import EXCLUDE, EXPAND, PATH
from .requests import FORMATS, MOST_ROWS, SHARED, SPARQL, XLSX
from .resources import Resource, resources

Schema = dict[str, Any]

#: What a parameter of each type may be, as far as a schema can say it.
TYPES: Mapping[str, Schema] = {
    "year": {"type": "string", "pattern": r"^(19|20)[0-9]{2}(年|年度)?$"},
    **{name: {"type": "string", "pattern": r"^[0-9]{3}([0-9]{2}){0,2}$"} for name in ("code", "item")},
    "measure": {"type": "string", "pattern": r"^(m:)?[a-z]+([.-][a-z]+)*$"},
    "amount": {"type": "string", "pattern": r"^-?[0-9]{1,15}([.][0-9]{1,6})?(万元)?$"},
    "region": {"type": "string"},
    "document": {"type": "string"},
    "thing": {"type": "string"},
    "search": {"type": "string", "minLength": 1},
    "form": {"type": "string", "enum": sorted(form.id for form in forms())},
    **{name: {"type": "string", "enum": list(choices)} for name, choices in CHOICES.items()},
}
VALUE: Schema = {"type": ["string", "number", "boolean", "null"]}
#: Problems that any address may answer with.
PROBLEMS: Mapping[str, str] = {
    "400": "参数有错，problem 的 parameter 是它的名字 / a parameter is wrong; it is named",
    "404": "没有这个事物 / there is no such thing",
    "406": "没有所要的格式 / none of the formats wanted",
    "410": "数据已更新，cursor 作废 / the data changed, the cursor is void",
    "429": "用量超过限额 / too many queries",
    "500": "查询中断 / the query broke down",
    "503": "超时、内存不足或太忙 / out of time or memory, or too busy",
}
PROBLEM: Schema = {
    "type": "object",
    "required": ["type", "title", "status", "zh", "en"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "zh": {"type": "string"},
        "en": {"type": "string"},
        "parameter": {"type": "string", "description": "出错的参数 / the parameter that is wrong"},
    },
}


@cache
def described(root: str) -> Schema:
    """The whole description, for a service below ``root``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "gouji 勾稽",
            "version": "1",
            "summary": "政府预算、决算和绩效公开的图谱 / Chinese public-finance disclosures as a graph",
            "description": f"{software()}。金额以元计；SPARQL 见 /sparql。 Amounts are in yuan; SPARQL is at /sparql.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root or "/"}],
        "tags": [
            {"name": "questions", "description": "备好的问题 / prepared questions"},
            {"name": "data", "description": "图谱中的事物和数字 / things and figures of the graph"},
            {"name": "graph", "description": "事物之间的关系 / relations between things"},
            {"name": "about", "description": "接口自身 / the interface itself"},
        ],
        "paths": {
            "/api/v1": about("contents", "目录 / contents"),
            "/api/v1/openapi.json": about("openapi", "本说明 / this description"),
            "/api/v1/questions": about("questions", "备好的问题 / the prepared questions"),
            "/api/v1/graph/expand": graph(
                "expand", "一个事物的周围 / what stands around a thing", EXPAND, ("lang", "limit")
            ),
            "/api/v1/graph/path": graph("path", "两个事物之间的路 / ways between two things", PATH, ("lang",)),
            **{f"/api/v1/{resource.path}": {"get": operation(resource)} for resource in resources()},
        },
        "components": {"schemas": {"Problem": PROBLEM}},
    }


def operation(resource: Resource) -> Schema:
    """One resource."""
    question = resource.question
    return {
        "operationId": resource.path.replace("/", "."),
        "summary": f"{question.title.zh} / {question.title.en}",
        "description": f"{question.about.zh}\n\n{question.about.en}",
        "tags": [resource.tag],
        "parameters": [*map(parameter, question.parameters), *map(shared, SHARED)],
        "responses": {
            "200": {
                "description": "行 / rows",
                "content": {
                    "application/json": {"schema": rows(question.columns)},
                    "text/csv": {"schema": {"type": "string"}},
                    XLSX.media_type: {"schema": {"type": "string", "format": "binary"}},
                    SPARQL.media_type: {"schema": {"type": "string"}},
                },
            },
            **problems(),
        },
    }


def parameter(of: Parameter) -> Schema:
    """One parameter of a question."""
    repeated = of == EXCLUDE
    schema = TYPES.get(of.type, {"type": "string", "minLength": 1})
    if of.default is not None:
        schema = {**schema, "default": of.default}
    return {
        "name": of.name,
        "in": "query",
        "required": not of.optional,
        "description": f"{of.label.zh} / {of.label.en}",
        "schema": {"type": "array", "items": schema} if repeated else schema,
        "example": [of.example] if repeated else of.example,
    }


def shared(name: str) -> Schema:
    """One parameter that all addresses take."""
    schemas: Mapping[str, Schema] = {
        "format": {"type": "string", "enum": [form.name for form in FORMATS]},
        "lang": {"type": "string", "enum": ["zh", "en"]},
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
        "cursor": {"type": "string"},
    }
    zh, en = SHARED[name]
    return {"name": name, "in": "query", "description": f"{zh} / {en}", "schema": schemas[name]}


def rows(columns: Iterable[Column]) -> Schema:
    """The shape of an answer in JSON."""
    cells = {
        column.name: {**VALUE, "description": f"{column.label.zh} / {column.label.en}{'；元 / yuan' * column.money}"}
        for column in columns
    }
    meta: Schema = {
        "type": "object",
        "required": ["version", "rows", "truncated", "next", "sparql"],
        "properties": {
            "version": {"type": "string", "description": "数据的版本 / version of the data"},
            "rows": {"type": "integer"},
            "truncated": {"type": "boolean", "description": "后面还有 / there is more"},
            "next": {"type": ["string", "null"], "description": "下一页的 cursor / cursor of the next page"},
            "sparql": {"type": "string", "description": "给出全部行的查询 / the query that gives all rows"},
        },
    }
    return {
        "type": "object",
        "required": ["data", "columns", "meta"],
        "properties": {
            "data": {"type": "array", "items": {"type": "object", "properties": cells}},
            "columns": {"type": "array", "items": {"type": "object"}},
            "meta": meta,
        },
    }


def about(name: str, summary: str) -> Schema:
    """An address that takes nothing."""
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["about"],
            "responses": {"200": json_answer(), **problems()},
        }
    }


def graph(name: str, summary: str, takes: Iterable[Parameter], also: Iterable[str]) -> Schema:
    """An address of the graph."""
    return {
        "get": {
            "operationId": f"graph.{name}",
            "summary": summary,
            "tags": ["graph"],
            "parameters": [*map(parameter, takes), *map(shared, also)],
            "responses": {"200": json_answer(), **problems()},
        }
    }


def json_answer() -> Schema:
    """An answer in JSON whose shape is not told further."""
    return {"description": "JSON", "content": {"application/json": {"schema": {"type": "object"}}}}


def problems() -> Schema:
    """What may go wrong."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": words, "content": content} for status, words in PROBLEMS.items()}
