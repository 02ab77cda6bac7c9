"""The texts of documents: kept as they are, with their document and no longer than it, without personal data."""

from dataclasses import replace
from pathlib import Path

import pytest

from gouji.api.building import build, read_one
from gouji.graph.loading import Loadable
from gouji.graph.sources import FILE, UNREAD, Source, source_of, sources_beside
from gouji.graph.store import GraphStore
from gouji.ontology.places import WHOLE, Paper, Place, Spot

KEPT = Source(
    sha256="00",
    lines=("标题", "合计\t1\t", "张\t?"),
    paper=Paper({(1, WHOLE): Spot(page=1), (3, WHOLE): Spot(page=2)}),
    figures={"b01/合计/budget.total": Place(2, 2, 1), "claim/1": Place(1, 1, None, 0, 2)},
    others=((Place(3, 3, 1), UNREAD),),
)


@pytest.fixture
def read(examples: Path) -> Loadable:
    result = read_one(next(examples.glob("怀来*.txt")))
    assert isinstance(result, Loadable)
    return result


def kept(store: GraphStore, document: str) -> Source | None:
    return source_of(store.path / FILE, document)


def test_a_source_is_unpacked_as_it_was_packed() -> None:
    assert Source.unpacked(KEPT.packed()) == KEPT


def test_a_source_of_another_version_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    body = KEPT.packed()
    monkeypatch.setattr("gouji.graph.sources.FORM", 99)
    assert Source.unpacked(body) is None


def test_a_document_brings_its_text_and_takes_it_along(tmp_path: Path, read: Loadable) -> None:
    name = read.entry.iri
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([read])
        first = kept(store, name)
        assert first is not None
        assert first.figures
        store.load([replace(read, source=KEPT.packed())])
        assert kept(store, name) == KEPT
        store.load((), [read.entry])
        assert kept(store, name) is None


def test_a_checkpoint_has_the_texts_it_was_made_with(tmp_path: Path, read: Loadable) -> None:
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([read])
        store.checkpoint(tmp_path / "checkpoint")
        store.load((), [read.entry])
    assert source_of(sources_beside(tmp_path / "checkpoint"), read.entry.iri) is not None


def test_a_text_that_could_not_be_written_leaves_the_document_as_it_was(tmp_path: Path, read: Loadable) -> None:
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([read])
        store.sources.close()
        with pytest.raises(Exception, match="closed"):
            store.load([replace(read, triples=b"")])
        assert any(True for _ in store.solutions("SELECT * { GRAPH ?g { ?d a gj:Document } }"))


def test_texts_are_not_kept_where_they_are_not_wanted(tmp_path: Path, read: Loadable) -> None:
    with GraphStore.open(tmp_path / "s", create=True) as store:
        store.load([read])
        store.without_texts()
        assert kept(store, read.entry.iri) is None
        store.load([read])
        assert kept(store, read.entry.iri) is None


def test_where_there_is_no_file_there_is_no_text(tmp_path: Path) -> None:
    assert source_of(tmp_path / "none", "doc/x") is None


def test_persons_are_not_in_the_text(tmp_path: Path, examples: Path) -> None:
    original = next(examples.glob("怀来*.txt")).read_text("utf-8")
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{original}\n填报人：\t王小二\t联系电话：\t13812345678\t\n王小二\n", "utf-8")
    with GraphStore.open(tmp_path / "s", create=True) as store:
        [entry] = build(store, [folder]).loaded
        found = kept(store, entry.iri)
    assert found is not None
    text = "\n".join(found.lines)
    assert "王小二" not in text
    assert "13812345678" not in text
    assert b"13812345678" not in (tmp_path / "s" / FILE).read_bytes()
