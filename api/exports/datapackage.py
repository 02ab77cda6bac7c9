"""The flat rows as a Fiscal Data Package: a zip archive with a description of its columns and their meaning."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from pyoxigraph import Store

from ..spreadsheet import member
from .observations import COLUMNS, Column, flat
from .store_names import version

DATA = "data/figures.csv"
#: How much of a file is in memory at one time.
CHUNK = 1 << 20


def datapackage(store: Store, output: BinaryIO) -> None:
    """The archive; what is in it is the same for the same store."""
    with TemporaryDirectory(prefix="gouji-") as folder:
        table = Path(folder) / "figures.csv"
        with table.open("wb") as rows:
            flat(store, rows)
        with zipfile.ZipFile(output, "w") as archive:
            archive.writestr(
                member("datapackage.json"), json.dumps(described(store, table), ensure_ascii=False, indent=1)
            )
            with table.open("rb") as rows, archive.open(member(DATA), "w", force_zip64=True) as packed:
                while chunk := rows.read(CHUNK):
                    packed.write(chunk)


def described(store: Store, table: Path) -> dict[str, Any]:
    """The descriptor: what the package holds, and what each column means in a budget."""
    with table.open("rb") as rows:
        digest = hashlib.file_digest(rows, "sha256").hexdigest()
    return {
        "profile": "fiscal-data-package",
        "name": "gouji-figures",
        "title": "勾稽：公开的预算、决算数字 / gouji: disclosed budget and final-account figures",
        "version": version(store),
        "countryCode": "CN",
        "granularity": "aggregated",
        "resources": [
            {
                "name": "figures",
                "path": DATA,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "bytes": table.stat().st_size,
                "hash": f"sha256:{digest}",
                "schema": {"fields": list(fields()), "primaryKey": ["cell"], "missingValues": [""]},
            }
        ],
    }


def fields() -> Iterator[dict[str, Any]]:
    """The columns in the terms of Table Schema and of the fiscal taxonomy."""
    for name, column in COLUMNS.items():
        kind = "integer" if column.type == "year" else column.type
        told: dict[str, Any] = {"name": name, "type": kind, "title": column.zh, "description": column.en}
        yield told | fiscal(column)


def fiscal(column: Column) -> dict[str, str]:
    """What a column is in the fiscal taxonomy; a value is in yuan."""
    told = {"columnType": column.fiscal} if column.fiscal else {}
    return told | ({"currency": "CNY"} if column.fiscal == "value" else {})
