"""Files of one disclosure in one call are checked and stored as one document."""

from pathlib import Path

import pytest

from gouji.api.building import build
from gouji.api.checking import Selection, check_paths
from gouji.graph.store import GraphStore

from ..ingest.test_joining import TABLE, TEXT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "published"
    folder.mkdir()
    (folder / "说明.txt").write_text(TEXT, "utf-8")
    (folder / "表.txt").write_text(TABLE, "utf-8")
    return folder


def test_the_check_of_both_finds_what_neither_shows_alone(folder: Path) -> None:
    alone, _ = check_paths([folder / "表.txt"], Selection())
    documents, failures = check_paths([folder], Selection())

    assert failures == []
    assert [document.report.results for document in alone] == [()]
    assert [document.file.count(" + ") for document in documents] == [1]
    assert "GJ-N04" in {result.rule.id for result in documents[0].report.results}


def test_two_versions_of_a_table_stay_two_documents(folder: Path) -> None:
    (folder / "表2.txt").write_text(TABLE.replace("40.00", "39.00"), "utf-8")
    (folder / "说明.txt").unlink()

    documents, failures = check_paths([folder], Selection())

    assert len(documents) == 2
    assert failures == []


def test_the_store_holds_one_document_of_two_files_and_notices_changes_of_either(folder: Path, tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "store", create=True) as store:
        first = build(store, [folder])
        again = build(store, [folder])
        (entry,) = store.manifest.entries().values()
        (folder / "说明.txt").write_text(TEXT.replace("41.00", "40.00"), "utf-8")
        mended = build(store, [folder])

        assert len(first.loaded) == 1
        assert len(entry.states) == 2
        assert (again.unchanged, again.loaded) == (2, [])
        assert [entry.results for entry in first.loaded] > [entry.results for entry in mended.loaded] == [0]


def test_a_file_that_goes_leaves_the_other_alone(folder: Path, tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "store", create=True) as store:
        build(store, [folder])
        (folder / "说明.txt").unlink()
        build(store, [folder])

        (entry,) = store.manifest.entries().values()
        assert [Path(state.file).name for state in entry.states] == ["表.txt"]


def test_a_second_version_is_refused_by_the_store(folder: Path, tmp_path: Path) -> None:
    (folder / "表2.txt").write_text(TABLE, "utf-8")
    (folder / "说明.txt").unlink()
    with GraphStore.open(tmp_path / "store", create=True) as store:
        outcome = build(store, [folder])

        assert (len(outcome.loaded), len(outcome.failures)) == (1, 1)
        assert "同类公开" in outcome.failures[0].message.zh
