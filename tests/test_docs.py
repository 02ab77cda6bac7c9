"""The documentation is true: examples run, modules say what they are for, packages and commands have their page."""

import ast
import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("ontology", "graph", "ingest", "shapes", "api", "bench")
MODULES = sorted(
    ".".join(("gouji", *path.relative_to(ROOT).with_suffix("").parts))
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if path.name != "__init__.py"
)


#: What modules need that come with an extra of their own (``gouji[ocr]``, ``gouji[mcp]`` …).
EXTRAS = {"cv2", "numpy", "rapidocr", "pyarrow", "mcp", "distributed", "duckdb"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name not in EXTRAS:
            raise
        pytest.skip(f"{missing.name} comes with an extra that is not installed")
    result = doctest.testmod(module)

    assert result.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_public_functions_say_what_they_are_for(name: str) -> None:
    path = ROOT.joinpath(*name.split(".")[1:]).with_suffix(".py")
    tree = ast.parse(path.read_text("utf-8"))
    public = [
        node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]

    silent = [node.name for node in public if not ast.get_docstring(node)]

    assert ast.get_docstring(tree)
    assert silent == []


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_have_a_page(package: str) -> None:
    page = (ROOT / package / "README.md").read_text("utf-8")

    assert len(page.splitlines()) <= 120
