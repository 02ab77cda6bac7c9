"""The programs of docs/python.md run, in order, and give something."""

import re
from typing import Any

import httpx
import pytest

from ..conftest import ROOT


def test_the_programs_run(real: httpx.Client) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    told: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(block.replace("http://127.0.0.1:8000", str(real.base_url).rstrip("/")), told)

    assert list(told["three_public"].total) == [53200]
    assert len(told["documents"]) == 2
    assert len(told["thing"]) > 5
    assert told["totals"]["2024", "2101301"] > 0
    assert isinstance(told["findings"], list)
