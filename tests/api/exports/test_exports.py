"""Every export is the same bytes each time, and other programs read it."""

import csv
import io
import json
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import networkx as nx
import pytest
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, Store, parse
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SH

from gouji.api.exporting import EXPORTS, UnknownFormatError, export, format_of, written
from gouji.api.exports.observations import COLUMNS

QB = "http://purl.org/linked-data/cube#"


@pytest.fixture(scope="module")
def store(real_checkpoint: Path) -> Iterator[Store]:
    yield Store.read_only(str(real_checkpoint))


def exported(store: Store, name: str) -> bytes:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="gouji[parquet] is not installed")
    output = io.BytesIO()
    export(store, name, output)
    return output.getvalue()


@pytest.fixture(scope="module")
def figures(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(store, "csv").decode("utf-8-sig"))))


@pytest.mark.parametrize("name", EXPORTS)
def test_two_exports_of_one_store_are_equal(
    store: Store, name: str, real_checkpoint: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = exported(store, name)
    monkeypatch.setattr("time.time", lambda: 2e9)
    again = exported(Store.read_only(str(real_checkpoint)), name)

    assert len(first) > 0
    assert first == again


@pytest.mark.parametrize("name", ["nq", "trig", "jsonld"])
def test_quads_come_back(store: Store, name: str) -> None:
    forms = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}

    assert set(parse(exported(store, name), format=forms[name])) == set(store)


@pytest.mark.parametrize("name", ["nt", "ttl"])
def test_triples_come_back(store: Store, name: str) -> None:
    form = {"nt": RdfFormat.N_TRIPLES, "ttl": RdfFormat.TURTLE}[name]

    assert {quad.triple for quad in parse(exported(store, name), format=form)} == {quad.triple for quad in store}


def test_the_rows_are_all_cells(store: Store, figures: list[dict[str, str]]) -> None:
    cells = sum(1 for _ in store.query("SELECT ?c { GRAPH ?g { ?c <https://w3id.org/gouji/ns#line> ?l } }"))  # type: ignore[misc, union-attr]

    assert len(figures) == cells
    assert len({row["cell"] for row in figures}) == cells
    assert list(figures[0]) == list(COLUMNS)
    assert all(row["name"] for row in figures)


def test_lowest_rows_of_apex_tables_add_up(figures: list[dict[str, str]]) -> None:
    chosen = [
        row
        for row in figures
        if (row["form"], row["measure"], row["year"]) == ("b03", "budget.total", "2024") and row["apex"] and row["leaf"]
    ]

    assert sum(Decimal(row["value"]) for row in chosen) == 25629400  # 0.01万元 above the printed total, by rounding


def test_parquet_has_the_same_rows_in_their_types(store: Store, figures: list[dict[str, str]]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="gouji[parquet] is not installed")
    table = parquet.read_table(io.BytesIO(exported(store, "parquet")))

    values = [row["value"] and Decimal(row["value"]) for row in figures]
    assert [value if value is not None else "" for value in table["value"].to_pylist()] == values
    assert table["year"].to_pylist() == [int(row["year"]) for row in figures]
    assert table.schema.field("value").metadata[b"zh"].decode() == COLUMNS["value"].zh


def test_the_workbook_opens_with_its_chinese(store: Store, figures: list[dict[str, str]]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(exported(store, "xlsx")), read_only=True)

    rows = list(book["figures1"].iter_rows(values_only=True))
    assert len(rows) == len(figures) + 1
    assert rows[1][list(COLUMNS).index("unit")] == figures[0]["unit"]
    assert book.sheetnames == ["columns", "figures1"]


def test_the_data_package_is_valid(store: Store, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed")
    with zipfile.ZipFile(io.BytesIO(exported(store, "datapackage"))) as archive:
        archive.extractall(tmp_path)
    descriptor = tmp_path / "datapackage.json"
    told = json.loads(descriptor.read_text("utf-8"))
    told["profile"] = "data-package"  # the fiscal profile would be fetched from the network
    descriptor.write_text(json.dumps(told), "utf-8")

    found = frictionless.validate(str(descriptor))

    assert found.valid, found.flatten(["fieldName", "type", "note"])[:5]
    columns = {field["name"]: field.get("columnType") for field in told["resources"][0]["schema"]["fields"]}
    assert columns["value"] == "value"
    assert columns["year"] == "date:fiscal-year"
    assert columns["code"] == "functional-classification:generic:code"


def test_the_cube_is_well_formed(store: Store, figures: list[dict[str, str]]) -> None:
    """Of the cube's integrity constraints: each observation has every dimension, none has those of another."""
    graph = Graph().parse(data=exported(store, "cube"), format="turtle")
    observations = set(graph.subjects(RDF.type, URIRef(QB + "Observation")))
    dimensions = set(graph.subjects(RDF.type, URIRef(QB + "DimensionProperty")))
    keys = {tuple(graph.value(each, dimension) for dimension in sorted(dimensions)) for each in observations}

    assert len(observations) == sum(bool(row["value"]) for row in figures)
    assert len(dimensions) == 6
    assert all(all(key) for key in keys)
    assert len(keys) == len(observations)


@pytest.mark.parametrize(("name", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_the_network_opens(store: Store, name: str, read: object) -> None:
    assert callable(read)
    graph = read(io.BytesIO(exported(store, name)))

    assert graph.number_of_edges() > 10
    assert {"unit", "fund", "project"} <= {kind for _, kind in graph.nodes(data="kind")}
    assert all(label for _, label in graph.nodes(data="label"))


def test_the_report_holds_all_results(store: Store) -> None:
    graph = Graph().parse(data=exported(store, "report"), format="turtle")
    reports = set(graph.subjects(RDF.type, SH.ValidationReport))

    assert len(reports) == 2
    assert set(graph.subjects(RDF.type, SH.ValidationResult)) == set(graph.objects(None, SH.result))


def test_a_file_is_written_whole_and_its_checksum_told(store: Store, tmp_path: Path) -> None:
    digest = written(store, "dictionary", tmp_path / "columns.csv")

    assert len(digest) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["columns.csv"]


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(UnknownFormatError, match="'pdf'"):
        export(Store(), "pdf", io.BytesIO())
    assert format_of("x.pdf") == "pdf"


@pytest.mark.parametrize("name", EXPORTS)
def test_an_empty_store_is_exported_too(name: str) -> None:
    exported(Store(), name)
