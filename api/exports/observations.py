"""Every cell of every table as one flat row, with a dictionary of its columns."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pyoxigraph import NamedNode, QuerySolutions, Store

from ...graph.rdf import gj
from ...graph.store import ENTITIES, LINKS
from ...ontology import terms
from .store_names import documents, plain, shared_names


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the rows: its kind as Table Schema calls it, and what it holds."""

    type: str
    zh: str
    en: str
    fiscal: str = ""
    """What it is in a Fiscal Data Package, if anything."""


COLUMNS: Mapping[str, Column] = {
    "cell": Column("string", "数字的名字", "the name of the figure", "budget-line-id"),
    "document": Column("string", "公开文件", "the disclosure"),
    "unit": Column("string", "单位", "the unit that disclosed it", "administrative-classification:generic:label"),
    "unit_id": Column("string", "单位的名字", "the unit's name", "administrative-classification:generic:code"),
    "region": Column("string", "行政区划代码", "administrative division", "geo:generic:code"),
    "year": Column("year", "年度", "fiscal year", "date:fiscal-year"),
    "kind": Column(
        "string", "budget 预算 final 决算 goal 绩效目标 selfeval 绩效自评 notice 下达文件", "kind of disclosure"
    ),
    "apex": Column(
        "boolean", "没有被本库另一份公开文件包含（可跨单位相加）", "no other disclosed document contains it"
    ),
    "form": Column("string", "表", "the official form"),
    "line": Column("string", "行的名字（同一行各栏相同）", "the name of the row, the same for all its columns"),
    "item": Column("string", "科目、项目、单位或固定行", "what the row is about"),
    "code": Column("string", "功能科目编码", "functional code", "functional-classification:generic:code"),
    "name": Column("string", "名称", "its name", "functional-classification:generic:label"),
    "leaf": Column("boolean", "最末一级（可在表内相加）", "lowest row of its table"),
    "measure": Column("string", "栏目", "what the column says", "value-kind:code"),
    "phase": Column("string", "阶段：预算、调整、决算 …", "phase: budget, adjusted, final …", "phase:id"),
    "value": Column("number", "数值（金额以元计）", "the value, money in yuan", "value"),
    "ulp": Column("number", "印出的最小单位（元）", "the printed step in yuan"),
    "text": Column("string", "原文（与数值不同时）", "the printed text where it differs"),
    "source": Column("string", "出处", "where it is printed"),
}
FLAT = """
SELECT ?d ?u ?year ?kind ?t ?f ?i ?printed ?leaf ?l ?c ?m ?value ?tableUlp ?cellUlp ?text ?source WHERE {
  ?d a gj:Document ; gj:kind ?kind ; gj:unit ?u ; gj:year ?year .
  ?t gj:document ?d ; gj:form ?f ; gj:ulp ?tableUlp .
  ?l gj:table ?t ; gj:item ?i ; gj:ord ?ord ; gj:anchor ?source .
  ?c gj:line ?l ; gj:measure ?m .
  OPTIONAL { ?c gj:value ?value } OPTIONAL { ?c gj:text ?text } OPTIONAL { ?c gj:ulp ?cellUlp }
  OPTIONAL { ?l gj:leaf ?leaf } OPTIONAL { ?l gj:label ?printed }
} ORDER BY ?t ?ord ?m ?c
"""


def rows(store: Store) -> Iterator[dict[str, str]]:
    """The rows, document by document, each value as text and empty where there is none."""
    names = shared_names(store)
    regions = {q.subject: q.object for q in store.quads_for_pattern(None, gj("region"), None, NamedNode(ENTITIES))}
    apex = {q.subject for q in store.quads_for_pattern(None, gj("apex"), None, NamedNode(LINKS))}
    for graph in documents(store):
        answer = store.query(FLAT, prefixes=terms.NAMESPACES, default_graph=[graph])
        assert isinstance(answer, QuerySolutions)
        for row in answer:
            item, measure = plain(row["i"]).removeprefix("id/"), plain(row["m"]).removeprefix("id/measure/")
            yield {
                "cell": plain(row["c"]),
                "document": plain(row["d"]),
                "unit": names.get(row["u"], plain(row["u"])),
                "unit_id": plain(row["u"]),
                "region": plain(regions.get(row["u"])).removeprefix("id/region/"),
                "year": plain(row["year"]),
                "kind": plain(row["kind"]),
                "apex": "true" if row["t"] in apex else "",
                "form": plain(row["f"]).removeprefix("id/form/"),
                "line": plain(row["l"]),
                "item": item,
                "code": item.removeprefix("func/") if item.startswith("func/") else "",
                "name": plain(row["printed"]) or names.get(row["i"], ""),
                "leaf": plain(row["leaf"]),
                "measure": measure,
                "phase": measure.partition(".")[0],
                "value": plain(row["value"]),
                "ulp": plain(row["cellUlp"]) or plain(row["tableUlp"]),
                "text": plain(row["text"]),
                "source": plain(row["source"]),
            }


def flat(store: Store, output: BinaryIO) -> None:
    """The rows in CSV with a byte order mark (so that spreadsheets show Chinese)."""
    text = io.TextIOWrapper(output, encoding="utf-8-sig", newline="", write_through=True)  # detached at the end
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(row[column]) for column in COLUMNS] for row in rows(store))
    text.detach()


def dictionary(_: Store, output: BinaryIO) -> None:
    """What the columns hold, in CSV."""
    text = io.TextIOWrapper(output, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(("column", "type", "zh", "en"))
    writer.writerows((name, column.type, column.zh, column.en) for name, column in COLUMNS.items())
    text.detach()


def guarded(value: str) -> str:
    """``value``, harmless where a spreadsheet would run it as a formula.

    >>> guarded("=1+1"), guarded("-12.5")
    ("'=1+1", '-12.5')
    """
    dangerous = value[:1] in ("=", "+", "@", "\t", "\r") or (value[:1] == "-" and not value[1:2].isdigit())
    return f"'{value}" if dangerous else value
