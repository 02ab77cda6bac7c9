"""The flat rows in Parquet, for duckdb, pandas and polars; columns carry their dictionary."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from pyoxigraph import Store

from ...ontology.messages import GoujiError
from .observations import COLUMNS, rows

if TYPE_CHECKING:
    import pyarrow

#: Rows that are held at one time.
BATCH = 50_000
#: Digits of a value before and after its point; one that needs more is refused, never rounded.
DIGITS, DECIMALS = 38, 10


class MissingParquetError(GoujiError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "写 Parquet 要先安装：pip install 'gouji[parquet]'。",
            "Parquet needs an extra: pip install 'gouji[parquet]'.",
        )


def parquet(store: Store, output: BinaryIO) -> None:
    """The rows in Parquet; raises :class:`MissingParquetError`."""
    try:
        import pyarrow.parquet  # noqa: PLC0415
    except ImportError:
        raise MissingParquetError from None
    shape = schema()
    with pyarrow.parquet.ParquetWriter(output, shape, compression="zstd") as writer:
        for batch in batches(store, shape):
            writer.write_batch(batch)


def schema() -> "pyarrow.Schema":
    """The columns with their types and what they hold."""
    import pyarrow  # noqa: PLC0415

    types: dict[str, Any] = {
        "string": pyarrow.string(),
        "year": pyarrow.int16(),
        "boolean": pyarrow.bool_(),
        "number": pyarrow.decimal128(DIGITS, DECIMALS),
    }
    return pyarrow.schema(
        [
            pyarrow.field(name, types[column.type], metadata={"zh": column.zh, "en": column.en})
            for name, column in COLUMNS.items()
        ]
    )


def batches(store: Store, shape: "pyarrow.Schema") -> Iterator["pyarrow.RecordBatch"]:
    """The rows, a batch at a time."""
    import pyarrow  # noqa: PLC0415

    remaining = rows(store)
    while some := list(islice(remaining, BATCH)):
        columns = [[typed(row[name], column.type) for row in some] for name, column in COLUMNS.items()]
        arrays = [pyarrow.array(values, type=field.type) for values, field in zip(columns, shape, strict=True)]
        yield pyarrow.record_batch(arrays, schema=shape)


def typed(text: str, kind: str) -> str | int | bool | Decimal | None:
    """A value in its type; nothing where the text is empty.

    >>> typed("2024", "year"), typed("", "number"), typed("", "boolean")
    (2024, None, False)
    """
    if kind == "boolean":
        return text == "true"
    if not text:
        return None
    return int(text) if kind == "year" else Decimal(text) if kind == "number" else text
