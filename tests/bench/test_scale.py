"""Sums over everything are the same in the graph and in Parquet."""

from pathlib import Path

import pytest

from gouji.api.building import build
from gouji.api.exporting import written
from gouji.bench.scale import sums_in_sparql, sums_in_sql
from gouji.graph.store import GraphStore


def test_sums_in_parquet_are_those_of_the_graph(examples: Path, tmp_path: Path) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'gouji[sums]'")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed: pip install 'gouji[parquet]'")
    with GraphStore.open(tmp_path / "store", create=True) as store:
        build(store, [examples])
        written(store.store, "parquet", tmp_path / "all.parquet")
        sums = sums_in_sparql(store.store)

    assert sums == sums_in_sql(tmp_path / "all.parquet")
    assert len(sums) > 20
