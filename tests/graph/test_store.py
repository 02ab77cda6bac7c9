"""The store keeps whole documents, whatever happens to the process that writes them."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from gouji.api.building import Failure, build, read_one
from gouji.graph.manifest import Entry
from gouji.graph.store import (
    FORMAT,
    GraphStore,
    Loadable,
    NotAStoreError,
    StoreFullError,
    StoreLockedError,
    StoreVersionError,
)
from gouji.ontology import terms

DOCUMENT = "doc/131028-示例局/2024/budget"


def loadable(text: str, iri: str = DOCUMENT, year: int = 2024, label: str = "示例局") -> Loadable:
    entry = Entry(f"/{iri}.txt", "0", 0, 0, "test", iri, year, 0, 0, 0, 0, 0)
    unit = "<https://w3id.org/gouji/id/unit/131028-示例局>"
    shared = frozenset({(unit, "<http://www.w3.org/2000/01/rdf-schema#label>", f'"{label}"')})
    return Loadable(
        entry, f'<https://w3id.org/gouji/{iri}> <https://w3id.org/gouji/ns#text> "{text}" .\n'.encode(), shared
    )


def texts(store: Store, iri: str = DOCUMENT) -> list[str]:
    graph = NamedNode(terms.absolute(iri))
    return [quad.object.value for quad in store.quads_for_pattern(None, None, None, graph)]


def labels(store: GraphStore) -> list[tuple[str, str]]:
    graph = NamedNode(terms.absolute("graph/entities"))
    return sorted(
        (q.predicate.value.rsplit("#")[-1], q.object.value)
        for q in store.store.quads_for_pattern(None, None, None, graph)
    )


def test_a_document_loaded_again_replaces_itself(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([loadable("one")])
        store.load([loadable("two")])

        assert texts(store.store) == ["two"]
        assert list(store.manifest.entries()) == [f"/{DOCUMENT}.txt"]


def test_a_file_that_is_read_as_another_document_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    other = "doc/131028-示例局/2023/budget"
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([loadable("old")])
        now = loadable("new", other, 2023)
        store.load([replace(now, entry=replace(now.entry, file=f"/{DOCUMENT}.txt"))])

        assert not texts(store.store)
        assert texts(store.store, other) == ["new"]
        told = f"SELECT ?new {{ GRAPH ?runs {{ <{terms.absolute(DOCUMENT)}> dcterms:isReplacedBy ?new }} }}"
        assert [row["new"] for row in store.solutions(told)] == [NamedNode(terms.absolute(other))]


def test_what_a_check_found_goes_with_its_document(tmp_path: Path) -> None:
    checks = f"{DOCUMENT}/checks"
    with GraphStore.open(tmp_path / "s", create=True) as store:
        for text in ("one", "two"):
            document = loadable(text)
            found = document.triples.replace(text.encode(), b"found " + text.encode())
            store.load([replace(document, checks=found)])

            assert texts(store.store) == [text]
            assert texts(store.store, checks) == [f"found {text}"]

        store.load([loadable("three")])
        assert texts(store.store, checks) == []

        store.load([], [loadable("three").entry])
        assert texts(store.store) == []


def test_what_documents_share_is_said_once_and_by_the_newest(tmp_path: Path) -> None:
    other = "doc/131028-示例局/2025/budget"
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([loadable("a"), loadable("b", other, 2025, "示例局（更名）")])

        assert labels(store) == [("altLabel", "示例局"), ("label", "示例局（更名）")]

        store.load([], [loadable("b", other, 2025).entry])

        assert labels(store) == [("label", "示例局")]
        assert texts(store.store, other) == []


def test_reference_graphs_are_loaded_once(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load_reference()
        before = len(store.store)
        store.load_reference()

        assert len(store.store) == before > 20_000


def test_another_writer_is_told_in_one_sentence(tmp_path: Path) -> None:
    with GraphStore.open(tmp_path / "s", create=True), pytest.raises(StoreLockedError, match="另一个进程"):
        GraphStore.open(tmp_path / "s")


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    GraphStore.open(tmp_path / "s", create=True).close()
    (tmp_path / "s" / "gouji.json").write_text(f'{{"format": {FORMAT + 1}}}')

    with pytest.raises(StoreVersionError, match="格式"):
        GraphStore.open(tmp_path / "s")


def test_a_folder_with_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(NotAStoreError):
        GraphStore.open(tmp_path, create=True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of Unix")
def test_a_killed_build_leaves_whole_documents_and_is_finished_by_the_next(tmp_path: Path, examples: Path) -> None:
    whole = tmp_path / "whole"
    with GraphStore.open(whole, create=True) as store:
        outcome = build(store, [examples])
        expected = {entry.iri: set(texts(store.store, entry.iri)) for entry in outcome.loaded}

    target = tmp_path / "killed"
    for wait in (0.6, 0.9, 1.2, 1.6):
        process = subprocess.Popen(
            [sys.executable, "-m", "gouji.api.cli", "build", str(examples), "--store", str(target)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if not (target / "gouji.json").exists():
            continue
        with GraphStore.open(target) as store:
            for iri in store.manifest.entries().values():
                assert set(texts(store.store, iri.iri)) == expected[iri.iri]
            for iri, whole_text in expected.items():
                assert set(texts(store.store, iri)) in (set(), whole_text)

    with GraphStore.open(target, create=True) as store:
        build(store, [examples])
        assert {
            entry.iri: set(texts(store.store, entry.iri)) for entry in store.manifest.entries().values()
        } == expected


def test_a_full_disk_is_one_sentence_and_the_next_build_goes_on(tmp_path: Path, examples: Path) -> None:
    room = tmp_path / "disk"
    room.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", room]
    if not sys.platform.startswith("linux") or subprocess.run(small, check=False, capture_output=True).returncode:
        pytest.skip("only root on Linux may make a small disk")
    try:
        with pytest.raises(StoreFullError), GraphStore.open(room / "s", create=True) as store:
            build(store, [examples])
        subprocess.run(["mount", "-o", "remount,size=400m", room], check=True)
        with GraphStore.open(room / "s") as store:
            build(store, [examples])
            held = store.manifest.entries().values()
            assert len(held) == 5
            assert all(texts(store.store, entry.iri) for entry in held)
    finally:
        subprocess.run(["umount", room], check=True)


def test_the_same_disclosure_in_two_files_is_not_loaded_twice(tmp_path: Path, examples: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    source = next(path for path in sorted(examples.glob("*.txt")))
    (folder / "a.txt").write_bytes(source.read_bytes())
    (folder / "b.txt").write_bytes(source.read_bytes() + b"\n")
    with GraphStore.open(tmp_path / "s", create=True) as store:
        outcome = build(store, [folder])

        assert len(outcome.loaded) == 1
        assert "同一单位" in outcome.failures[0].message.zh


def test_files_that_went_leave_the_store_and_unchanged_ones_are_not_read(tmp_path: Path, examples: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in sorted(examples.glob("*.txt"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    with GraphStore.open(tmp_path / "s", create=True) as store:
        first = build(store, [folder])
        gone = sorted(folder.iterdir())[0]
        gone.unlink()
        second = build(store, [folder])

        assert (len(first.loaded), second.unchanged, len(second.loaded)) == (3, 2, 0)
        assert [entry.file for entry in second.removed] == [str(gone)]


def test_unreadable_files_are_failures_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "坏.txt"
    path.write_bytes(b"%PDF-1.7 not text")

    result = read_one(path)

    assert isinstance(result, Failure)
    assert "坏.txt" in result.message.zh
    assert "坏.txt" in result.message.en
