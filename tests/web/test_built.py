"""What is shipped: the built front end is that of the sources, whole, and free of addresses elsewhere."""

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

from gouji.api.frontend import assets

ROOT = Path(__file__).parents[2]
BUILT = ROOT / "api" / "static" / "web"


@pytest.fixture(scope="module")
def frontend() -> ModuleType:
    """The part of the build backend that knows the front end."""
    spec = importlib.util.spec_from_file_location("frontend", ROOT / "build_backend" / "frontend.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_built_files_are_those_of_the_sources(frontend: ModuleType) -> None:
    assert frontend.RECORD.read_text("ascii").strip() == frontend.sources_hash(), "run python build_backend/frontend.py"


def test_hash_depends_on_names_and_contents(frontend: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_text("1")
    first = frontend.sources_hash(tmp_path)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules" / "b.ts").write_text("others'")
    (tmp_path / "notes.swp").write_text("an editor's")
    assert frontend.sources_hash(tmp_path) == first
    (tmp_path / "a.ts").write_bytes(b"2")
    assert frontend.sources_hash(tmp_path) != first
    (tmp_path / "a.ts").rename(tmp_path / "c.ts")
    (tmp_path / "c.ts").write_text("1")
    assert frontend.sources_hash(tmp_path) != first


def test_all_that_pages_load_is_there() -> None:
    chunks = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    named = {
        name for chunk in chunks.values() for name in (chunk["file"], *chunk.get("css", ()), *chunk.get("assets", ()))
    }
    assert all((BUILT / name).is_file() for name in named)
    for page in ("sparql", "graph"):
        found = assets(page)
        assert found is not None
        assert (ROOT / "api" / found.script.lstrip("/")).is_file()
        assert found.styles


def test_nothing_is_left_over_from_earlier_builds() -> None:
    told = (BUILT / "manifest.json").read_text("utf-8")
    scripts = [path.relative_to(BUILT).as_posix() for path in BUILT.rglob("*.js")]
    assert [name for name in scripts if name not in told] == []


def test_licences_travel_with_the_bundle() -> None:
    text = (BUILT / "THIRD_PARTY.txt").read_text("utf-8")
    for name in ("cytoscape", "echarts", "@codemirror/view", "codemirror-lang-sparql"):
        assert re.search(rf"^{re.escape(name)} \d", text, re.MULTILINE), name
    assert "d3-force" in (BUILT / "THIRD_PARTY.layout.txt").read_text("utf-8")
