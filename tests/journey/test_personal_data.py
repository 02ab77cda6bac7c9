"""Names and telephone numbers of clerks are in no quad, no line of output and no finding."""

import re
from pathlib import Path

import pytest

from gouji.api.jsonlines import json_lines
from gouji.graph.entities import entity_triples
from gouji.graph.quads import document_quads
from gouji.ingest.pipeline import read_file

from . import golden

TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{2}[-\d]{6,9}(?!\d)")
CLERK = re.compile(r"(?:经办人|填报人|负责人)[:：]?[\s]*([\u4e00-\u9fff]{2,3})(?![\u4e00-\u9fff])")
SIGNED = re.compile(r"^([\u4e00-\u9fff]{2,3})\t[^\t]+\t[^\t]+\t\1$", re.MULTILINE)


def personal(text: str) -> set[str]:
    """The telephone numbers and clerks' names that a document prints."""
    return {*TELEPHONE.findall(text), *CLERK.findall(text), *SIGNED.findall(text)} - {"联系电话"}


def written(path: Path) -> str:
    """Everything that leaves the reading of a document."""
    reading = read_file(path)
    quads = "\n".join(str(quad) for quad in document_quads(reading))
    return "\n".join([quads, *map(str, entity_triples(reading)), *json_lines(reading)])


@pytest.mark.skipif(not golden.SEEDS.exists(), reason="the published documents are not beside this checkout")
@pytest.mark.parametrize("document", sorted(golden.DOCUMENTS))
def test_no_personal_data_leaves_the_reading(document: str) -> None:
    path = golden.SEEDS / golden.DOCUMENTS[document]
    names = personal(path.read_text("utf-8"))
    output = written(path)

    assert not [name for name in names if name in output]


def test_a_sheet_of_our_own_with_a_clerk_keeps_the_clerk_out(examples: Path, tmp_path: Path) -> None:
    source = next(path for path in examples.glob("*.txt") if "离石" in path.name)
    text = source.read_text("utf-8").replace("经办人:\t", "经办人:\t张三\t联系电话:\t13800138000\t")
    copy = tmp_path / source.name
    copy.write_text(text, "utf-8")

    output = written(copy)

    assert "13800138000" not in output
    assert "张三" not in output
