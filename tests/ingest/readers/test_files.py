"""Which reader a file is given to, archives, values separated by commas, and what is refused with a way out."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.ingest.documents import Document
from gouji.ingest.readers import files
from gouji.ingest.readers.encodings import EmptyFileError, TruncatedError
from gouji.ingest.readers.files import documents, is_searched, read_bytes
from gouji.ingest.readers.ole import ENTRY, SIGNATURE
from gouji.ingest.readers.refusals import UnsupportedError
from gouji.ingest.readers.signatures import format_of
from gouji.ontology.messages import GoujiError

from .conftest import Shape
from .office_files import docx, p, packed, row, sheet, xlsx

Read = Callable[[bytes, str], Shape]
BOOK = xlsx(sheet(row("甲", 1, 2)))
LETTER = docx(p("文"))
PAGE = "<html><body><p>文</p></body></html>".encode()


def ole(*streams: tuple[str, int]) -> bytes:
    """A file with the directory entries of these streams and their sizes."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + bytes([2 * len(name) + 2, 0, 2]).ljust(56, b"\0")
        + size.to_bytes(8, "little")
        for name, size in streams
    )
    return SIGNATURE.ljust(4 * ENTRY, b"\0") + entries


@pytest.mark.parametrize(
    ("data", "name", "format_"),
    [
        (BOOK, "a.pdf", "xlsx"),
        (LETTER, "a.doc", "docx"),
        (PAGE, "a.xls", "html"),
        (b"<table><tr><td>1</table>", "a.txt", "html"),
        (b"\xef\xbb\xbf\n<!doctype html>", "a.htm", "html"),
        ("<b>第一部分</b>\n\t1.00".encode(), "a.txt", "text"),
        (b"%PDF-1.4", "a.doc", "pdf"),
        (b"\n%PDF-1.4", "a", "pdf"),
        (packed({"a.txt": "1"}), "a.docx", "zip"),
        (ole(("Workbook", 9)), "a.et", "xls"),
        (ole(("Workbook", 9), ("WordDocument", 99)), "a.wps", "doc"),
        (rb"{\rtf1 a}", "a.doc", "doc"),
        (b"\x89PNG\r\n", "a.pdf", "picture"),
        (b"a;b", "a.csv", "csv"),
        ("项目,预算,决算\n教育,1,2\n卫生,3,4\n合计,4,6\n".encode(), "a", "csv"),
        ("文，一，二\n\t1,234,567\n\t1,234,567\n\t1,234,567\n".encode(), "a.doc", "text"),
    ],
)
def test_the_format_is_told_by_what_is_inside(data: bytes, name: str, format_: str) -> None:
    assert format_of(data, name) == format_


@pytest.mark.parametrize(
    ("data", "name", "way"),
    [
        (b"Rar!\x1a\x07", "a.rar", "解压"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z", "解压"),
        (packed({"OFD.xml": ""}), "a.ofd", "PDF"),
        (packed({"mimetype": "x", "content.xml": ""}), "a.ods", "XLSX"),
        (packed({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "a.xlsb", "XLSX"),
        (packed({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "a.pptx", "PDF"),
        (ole(("PowerPoint Document", 1)), "a.ppt", "PDF"),
        (ole(("EncryptedPackage", 1)), "a.xlsx", "密码"),
        (ole(), "a.et", "XLSX"),
        (ole(), "a.doc", "Word 97–2003 (DOC) 文件损坏"),
        (ole(("Workbook", 9))[: 4 * ENTRY], "a.xls", "Excel 97–2003 (XLS) 文件损坏"),
        (ole()[:60], "a.wps", "Office 97–2003 文件损坏"),
        (b"MIME-Version: 1.0\r\n", "a.mht", "DOCX"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "a.xls", "XLSX"),
        (b"GIF89a", "a.gif", "PNG"),
        ("找不到页面".encode(), "a.pdf", "损坏"),
        (b"", "a.xlsx", "空"),
    ],
)
def test_what_is_not_read_is_refused_with_the_way_out(data: bytes, name: str, way: str) -> None:
    with pytest.raises(GoujiError) as refused:
        read_bytes(data, name)

    assert way in refused.value.message.zh
    assert name in refused.value.message.zh
    assert name in refused.value.message.en


def test_lock_files_are_not_searched_and_not_read(tmp_path: Path) -> None:
    lock = tmp_path / "~$预算.xlsx"
    lock.write_bytes(b"\x05Owner".ljust(165, b"\0"))

    assert not is_searched(lock)
    (refused,) = documents(lock)
    assert isinstance(refused, files.LockFileError)


def test_values_in_gbk_with_title_and_quotes(read: Read) -> None:
    values = '2024年收支总表,,\n单位：万元,,\n项目,预算,"决算,数"\n教育,"1,234.50",2\n,,\n合计,"1,234.50",2\n'

    assert read(values.encode("gbk"), "a.csv") == [
        "2024年收支总表",
        "单位：万元",
        [["项目", "预算", "决算,数"], ["教育", "1,234.50", "2"], ["合计", "1,234.50", "2"]],
    ]


def test_values_without_title_are_headed_by_the_name_of_the_file(read: Read) -> None:
    assert read("项目;预算;决算\n教育;1;2\n".encode(), "收支总表.csv") == [
        "收支总表",
        [["项目", "预算", "决算"], ["教育", "1", "2"]],
    ]


def test_values_that_break_off_are_refused() -> None:
    with pytest.raises(TruncatedError, match="第3行"):
        read_bytes("项目,预算,决算\n教育,1.00,2.00\n卫生,3".encode(), "a.csv")


def test_an_archive_gives_each_member_as_a_document(tmp_path: Path) -> None:
    inner = packed({"深.csv": "甲,乙\n1,2\n"})
    bundle = tmp_path / "全部.zip"
    members = {
        "甲/a.xlsx": BOOK,
        "b.docx": LETTER,
        "c.png": b"\x89PNG",
        "d.pdf": b"no",
        "e.zip": inner,
        "~$a.xlsx": b"1",
    }
    bundle.write_bytes(packed({**members, "f.zip": packed({"x.zip": inner})}))

    found = list(documents(bundle))

    assert [one.name if isinstance(one, Document) else str(one.message.zh).split("：")[0] for one in found] == [
        "全部.zip/b.docx",
        "全部.zip/d.pdf",
        "全部.zip/e.zip/深.csv",
        "全部.zip/f.zip/x.zip",
        "全部.zip/甲/a.xlsx",
    ]


def test_an_archive_of_one_document_is_that_document_and_of_several_is_refused() -> None:
    assert read_bytes(packed({"a.docx": LETTER, "b.jpg": b"1"}), "a.zip").name == "a.zip/a.docx"
    with pytest.raises(UnsupportedError, match="多份"):
        read_bytes(packed({"a.docx": LETTER, "b.docx": LETTER}), "a.zip")
    with pytest.raises(GoujiError, match="没有可读"):
        read_bytes(packed({"b.jpg": b"1"}), "a.zip")


def test_names_in_archives_may_be_gbk(tmp_path: Path) -> None:
    bundle = tmp_path / "a.zip"
    data = packed({"XXXX.csv": "甲,乙\n1,2\n"})
    bundle.write_bytes(data.replace(b"XXXX", "预算".encode("gbk")))

    (found,) = documents(bundle)

    assert isinstance(found, Document)
    assert found.name == "a.zip/预算.csv"


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    (refused,) = documents(tmp_path / "无.xlsx")

    assert isinstance(refused, files.UnreadableFileError)
    with pytest.raises(EmptyFileError):
        read_bytes(b" \n", "a.csv")


def test_reading_a_text_loads_no_library_of_another_format() -> None:
    code = (
        "import sys\n"
        "from gouji.ingest.readers.files import read_bytes\n"
        "read_bytes(b'a\\tb', 'a.txt')\n"
        "print([m for m in ('lxml', 'xlrd', 'selectolax', 'openpyxl', 'pypdfium2', 'cv2') if m in sys.modules])\n"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
