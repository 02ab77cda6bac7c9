"""A checked document with one known violation, a clerk, and words that would like to be markup."""

from pathlib import Path

import pytest

from gouji.api.checking import Selection, check_one
from gouji.api.reports.entries import Checked

CLERK, TELEPHONE = "张三丰", "13800138000"
MARKUP = "<script>alert('x')</script>&amp;"


@pytest.fixture(scope="session")
def disclosure(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of 离石 with a clerk on its sheets, markup in its prose, a file name that begins like a formula."""
    source = next(path for path in examples.glob("*.txt") if "离石" in path.name)
    text = source.read_text("utf-8").replace("经办人:\t", f"经办人:\t{CLERK}\t联系电话:\t{TELEPHONE}\t")
    assert CLERK in text
    path = tmp_path_factory.mktemp("reports") / f"=1+1 {source.name}"
    path.write_text(text + f"\n\n{MARKUP}，由{CLERK}填写。\n", "utf-8")
    return path


@pytest.fixture(scope="session")
def checked(disclosure: Path) -> Checked:
    """The document with all its findings."""
    found = check_one(disclosure, Selection(severity="info"))
    assert isinstance(found, Checked)
    return found
