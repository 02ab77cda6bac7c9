"""The graph written out for other programs: which formats there are, and a file that is written whole or not at all."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Store

from ..ontology.messages import Bilingual, GoujiError
from .exports.cube import cube
from .exports.datapackage import datapackage
from .exports.network import gexf, graphml
from .exports.observations import dictionary, flat
from .exports.parquet import parquet
from .exports.rdf import rdf
from .exports.validation import report
from .exports.workbook import xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Export:
    """One format: how it is written, what it is, what a file of it is called after ``gouji``."""

    write: Callable[[Store, BinaryIO], None]
    about: Bilingual
    media_type: str
    suffix: str


WHOLE = Bilingual("整个图谱", "the whole graph")
UNION = Bilingual("整个图谱，不分来自哪份文件", "the whole graph, whichever document says what")
EXPORTS: Mapping[str, Export] = {
    "nq": Export(rdf("nq"), WHOLE, "application/n-quads", ".nq"),
    "trig": Export(rdf("trig"), WHOLE, "application/trig", ".trig"),
    "jsonld": Export(rdf("jsonld"), WHOLE, "application/ld+json", ".jsonld"),
    "nt": Export(rdf("nt"), UNION, "application/n-triples", ".nt"),
    "ttl": Export(rdf("ttl"), UNION, "text/turtle", ".ttl"),
    "csv": Export(flat, Bilingual("表中数字，一格一行", "figures of tables, one row each"), "text/csv", ".csv"),
    "dictionary": Export(
        dictionary, Bilingual("表中数字各列的含义", "what the columns of the figures hold"), "text/csv", "-columns.csv"
    ),
    "parquet": Export(
        parquet, Bilingual("表中数字，列式", "figures by column"), "application/vnd.apache.parquet", ".parquet"
    ),
    "xlsx": Export(xlsx, Bilingual("表中数字，工作簿", "figures as a workbook"), XLSX, ".xlsx"),
    "datapackage": Export(
        datapackage, Bilingual("财政数据包", "Fiscal Data Package"), "application/zip", "-datapackage.zip"
    ),
    "cube": Export(
        cube, Bilingual("数据立方（qb、OBEU）", "RDF Data Cube with OBEU terms"), "text/turtle", "-cube.ttl"
    ),
    "graphml": Export(
        graphml,
        Bilingual("单位、项目、文号之网", "network of units, projects, documents"),
        "application/graphml+xml",
        ".graphml",
    ),
    "gexf": Export(
        gexf, Bilingual("同一张网，给 Gephi", "the same network for Gephi"), "application/gexf+xml", ".gexf"
    ),
    "report": Export(report, Bilingual("核对报告（SHACL）", "validation report (SHACL)"), "text/turtle", "-report.ttl"),
}


class UnknownFormatError(GoujiError):
    """The format is none that can be exported."""

    def __init__(self, name: str) -> None:
        known = " ".join(sorted(EXPORTS))
        super().__init__(
            f"不认识的导出格式 {name!r}；可用：{known}。", f"unknown export format {name!r}; there are: {known}."
        )


def format_of(file: str) -> str:
    """The format that a file's name means, by the longest ending that fits; without an ending, N-Quads.

    >>> format_of("2024.nq"), format_of("figures-datapackage.zip"), format_of("graph")
    ('nq', 'datapackage', 'nq')
    """
    fitting = [(len(each.suffix), name) for name, each in EXPORTS.items() if file.endswith(each.suffix)]
    return max(fitting)[1] if fitting else file.rpartition(".")[2] if "." in file else "nq"


def file_of(export: Export) -> str:
    """The name of an export's file.

    >>> file_of(EXPORTS["datapackage"])
    'gouji-datapackage.zip'
    """
    return f"gouji{export.suffix}"


def export(store: Store, name: str, output: BinaryIO) -> None:
    """Write ``store`` to ``output`` in the format called ``name``; raises :class:`UnknownFormatError`."""
    if name not in EXPORTS:
        raise UnknownFormatError(name)
    EXPORTS[name].write(store, output)


def written(store: Store, name: str, path: Path) -> str:
    """Write an export to ``path``, whole or not at all; its SHA-256."""
    passing = path.with_name(path.name + ".part")
    try:
        with passing.open("wb") as output:
            export(store, name, output)
        with passing.open("rb") as again:
            digest = hashlib.file_digest(again, "sha256").hexdigest()
        passing.replace(path)
        return digest
    finally:
        passing.unlink(missing_ok=True)
