"""Files inside archives are found, read and checked like files in folders; none leads out of its archive."""

import zipfile
from pathlib import Path

import pytest

from gouji.api.checking import Selection, check_paths
from gouji.api.inputs import disclosures
from gouji.api.processes import is_text
from gouji.ingest.readers import members
from gouji.ingest.readers.files import bytes_of
from gouji.ontology.messages import GoujiError


@pytest.fixture
def bundle(examples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "公开.zip"
    with zipfile.ZipFile(path, "w") as file:
        for example in sorted(examples.glob("*.txt")):
            file.write(example, f"2024/{example.name}")
        file.writestr("../外.txt", "不该出来")
        file.writestr("/外.txt", "不该出来")
        file.writestr("说明/README.md", "说明")
        file.writestr("__MACOSX/._预算.txt", "x")
    return path


def test_the_members_are_the_disclosures_of_the_folder(bundle: Path, examples: Path) -> None:
    names = [example.name for example in sorted(examples.glob("*.txt"))]

    assert [file.name for file in disclosures([bundle.parent])] == names
    assert [file.name for file in disclosures([bundle])] == names
    assert disclosures([bundle / "2024" / names[0]]) == ((bundle / "2024" / names[0]).resolve(),)


def test_a_member_is_read_in_a_process_of_its_own(bundle: Path) -> None:
    assert not is_text(bundle / "2024" / "预算.txt")


def test_members_are_checked_as_files_are(bundle: Path, examples: Path) -> None:
    inside, failures = check_paths([bundle], Selection())
    beside, _ = check_paths([examples], Selection())

    assert failures == []
    assert [len(each.report.results) for each in inside] == [len(each.report.results) for each in beside]
    assert all("公开.zip/2024/" in each.file for each in inside)


def test_what_is_not_there_is_said_so(bundle: Path) -> None:
    assert not members.exists(bundle.parent / "无.zip" / "预算.txt")
    with pytest.raises(GoujiError, match="压缩包里没有"):
        bytes_of(bundle / "无.txt")
