"""DOC files: what is converted, and the sentence where it cannot be."""

import shutil
import sys
from pathlib import Path

import pytest

from gouji.ingest.readers import doc
from gouji.ingest.readers.files import read_bytes
from gouji.ingest.readers.refusals import ConverterError

from .office_files import docx, p

RTF = rb"{\rtf1\ansi\ansicpg936 \'d4\'a4\'cb\'e3\par}"


def converter(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport sys, pathlib, time, os\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_what_the_converter_writes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made.docx").write_bytes(docx(p("一、概况")))
    copying = f"pathlib.Path('source.docx').write_bytes(pathlib.Path({str(tmp_path / 'made.docx')!r}).read_bytes())"
    monkeypatch.setattr(doc, "converter", lambda: converter(tmp_path, copying))

    document = read_bytes(RTF, "a.doc")

    assert (document.encoding, [line.text for line in document.paragraphs()]) == ("DOC", ["一、概况"])


@pytest.mark.parametrize(("script", "why"), [("sys.exit(1)", "没有转换成功"), ("time.sleep(60)", "秒内没有完成")])
def test_a_converter_that_fails_or_hangs_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, why: str
) -> None:
    monkeypatch.setattr(doc, "converter", lambda: converter(tmp_path, script))
    monkeypatch.setattr(doc, "SECONDS", 1)

    with pytest.raises(ConverterError, match=why):
        read_bytes(RTF, "a.doc")


def test_without_converter_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "converter", lambda: None)

    with pytest.raises(ConverterError, match="另存为 DOCX 或 PDF"):
        read_bytes(RTF, "a.doc")


def test_libreoffice_converts() -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    try:
        document = read_bytes(RTF, "a.doc")
    except ConverterError:
        pytest.skip("LibreOffice is installed without Writer")

    assert [line.text for line in document.paragraphs()] == ["预算"]
