"""Imports only point down: api → shapes, ingest → graph → ontology."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: What each package may import of ours; every package may import itself.
MAY_IMPORT = {
    "ontology": frozenset(),
    "graph": frozenset({"ontology"}),
    "ingest": frozenset({"ontology"}),
    "shapes": frozenset({"ontology", "graph"}),
    "api": frozenset({"ontology", "graph", "ingest", "shapes"}),
    "bench": frozenset({"ontology", "graph", "ingest", "shapes", "api"}),
}


def imported_packages(path: Path, package: str) -> set[str]:
    """The packages of ours that a module imports, however it writes it."""
    depth = len(path.relative_to(ROOT / package).parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth + 1:
            found.update([node.module.split(".")[0]] if node.module else [alias.name for alias in node.names])
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("gouji."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found.update(alias.name.split(".")[1] for alias in node.names if alias.name.startswith("gouji."))
    return found - {package}


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_down(package: str) -> None:
    wrong = {
        str(path.relative_to(ROOT)): sorted(beyond)
        for path in sorted((ROOT / package).rglob("*.py"))
        if (beyond := imported_packages(path, package) - MAY_IMPORT[package])
    }

    assert wrong == {}


def test_every_package_is_listed() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}

    assert packages == set(MAY_IMPORT)
