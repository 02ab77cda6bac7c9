"""Which format a file is of, by its first bytes and by what is inside; its suffix is not believed."""

import re
from collections.abc import Iterable
from pathlib import PurePath
from typing import Literal

from . import archive, ole
from .encodings import EmptyFileError
from .refusals import DamagedError, EncryptedError, UnsupportedError

Format = Literal["pdf", "xlsx", "xls", "docx", "doc", "html", "csv", "zip", "picture", "text"]

#: What a person can do with a file that is not read.
SAVE_AS_SHEET = ("请用 WPS 或 Excel 另存为 XLSX", "save it as XLSX")
SAVE_AS_TEXT = ("请用 WPS 或 Word 另存为 DOCX 或 PDF", "save it as DOCX or PDF")
SAVE_AS_EITHER = ("请另存为 XLSX、DOCX 或 PDF", "save it as XLSX, DOCX or PDF")
UNPACK = ("请解压后再读", "unpack it first")
SAVE_AS_PICTURE = ("请另存为 PNG 或 JPEG", "save it as PNG or JPEG")
PRINT = ("请在阅读器里另存或打印为 PDF", "print it to PDF in its viewer")
#: First bytes of pictures; what they show is recognised.
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
#: First bytes of formats that are not read, what they are called, and the way out.
REFUSED: tuple[tuple[bytes, str, tuple[str, str]], ...] = (
    (b"GIF8", "GIF", SAVE_AS_PICTURE),
    (b"Rar!", "RAR", UNPACK),
    (b"7z\xbc\xaf", "7Z", UNPACK),
    (b"\x1f\x8b", "GZIP", UNPACK),
    (b"MIME-Version:", "MHTML", SAVE_AS_EITHER),
)
#: Members that tell what a ZIP file is.
OFFICE: tuple[tuple[str, Format], ...] = (("xl/", "xlsx"), ("word/", "docx"))
REFUSED_MEMBERS = (
    ("xl/workbook.bin", "XLSB", SAVE_AS_SHEET),
    ("OFD.xml", "OFD", PRINT),
    ("ppt/presentation.xml", "PPTX", SAVE_AS_EITHER),
    ("content.xml", "OpenDocument", SAVE_AS_EITHER),
)
#: Office formats of 2003 in a single XML file.
REFUSED_XML = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "XML (Excel 2003)", SAVE_AS_SHEET),
    ("schemas.microsoft.com/office/word/2003", "XML (Word 2003)", SAVE_AS_TEXT),
    ("schemas.microsoft.com/office/2006/xmlPackage", "XML (Word)", SAVE_AS_TEXT),
)
#: What a file of the old formats is called by its name, where it is too damaged to tell itself.
OLD = {".doc": "Word 97–2003 (DOC)", ".xls": "Excel 97–2003 (XLS)"}
MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|title)\b", re.IGNORECASE)
#: Files of these names hold text only where something went wrong: a page of an error, a place holder.
NEVER_TEXT = frozenset({".pdf", ".xlsx", ".xlsm", ".docx", ".zip"})
#: So much of a text is looked at.
HEAD = 4096
#: From so many lines with the same number of commas on, a text is taken for values separated by commas.
FEW_LINES = 3


def format_of(data: bytes, name: str) -> Format:
    r"""The format of ``data``; raises a GoujiError that names the way out where it is not read.

    >>> format_of(b"%PDF-1.7", "a.txt"), format_of(b"<html><body>", "a.xls"), format_of(b"\t1.00", "a.doc")
    ('pdf', 'html', 'text')
    """
    if not data.strip():
        raise EmptyFileError(name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return zipped(data, name)
    if data.startswith(ole.SIGNATURE):
        return ole_format(data, name)
    if data.startswith(b"{\\rtf"):
        return "doc"
    # Two letters begin many a text; a bitmap has bytes after them that no text has.
    if data.startswith(PICTURES) or (data.startswith(b"BM") and b"\0" in data[:16]):
        return "picture"
    for signature, form, way in REFUSED:
        if data.startswith(signature):
            raise UnsupportedError(name, form, *way)
    return textual(data, name)


def zipped(data: bytes, name: str) -> Format:
    """What a ZIP file is, by its members."""
    members = archive.opened(data, name, "ZIP").entries
    for member, form, way in REFUSED_MEMBERS:
        if member in members and (form != "OpenDocument" or "mimetype" in members):
            raise UnsupportedError(name, form, *way)
    if "[Content_Types].xml" in members:
        for folder, format_ in OFFICE:
            if any(member.startswith(folder) for member in members):
                return format_
    return "zip"


def ole_format(data: bytes, name: str) -> Format:
    """What an OLE file is, by its streams."""
    match ole.content(data):
        case "workbook":
            return "xls"
        case "document":
            return "doc"
        case "encrypted":
            raise EncryptedError(name, "Office")
        case "slides":
            raise UnsupportedError(name, "PPT", *SAVE_AS_EITHER)
        case _:
            form = OLD.get(PurePath(name).suffix.lower())
            if form is not None or ole.is_cut(data):
                raise DamagedError(name, form or "Office 97–2003")
            raise UnsupportedError(name, "OLE", *SAVE_AS_EITHER)


def textual(data: bytes, name: str) -> Format:
    """Whether a text is a web page, values separated by commas, or plain."""
    head = sample(data).lstrip("\ufeff \t\r\n")
    for mark, form, way in REFUSED_XML:
        if head.startswith("<?xml") and mark in head:
            raise UnsupportedError(name, form, *way)
    # A text may use a tag or two for emphasis; a page begins with one.
    if head.startswith("<") and MARKUP.search(head):
        return "html"
    suffix = PurePath(name).suffix.lower()
    if suffix in NEVER_TEXT:
        raise DamagedError(name, suffix[1:].upper())
    if suffix == ".csv" or is_separated(head.splitlines()):
        return "csv"
    return "text"


def sample(data: bytes) -> str:
    """The beginning of a text, for looking at its signs only."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[:HEAD].decode("utf-16", "replace")
    return data[:HEAD].decode("utf-8", "replace")


def is_separated(lines: Iterable[str]) -> bool:
    r"""Whether nearly all lines have the same number of commas, two or more, and none has a TAB.

    >>> is_separated(["项目,预算,决算", "教育,1.00,2.00", "卫生,3.00,4.00", "合计,4.00,6.00"])
    True
    >>> is_separated(["项目\t1,234,567", "合计\t1,234,567", "其他\t0,000,001"])
    False
    """
    # The last line of a sample may be cut.
    filled = [line for line in lines if line.strip()][:-1]
    counts = [line.count(",") for line in filled]
    if len(filled) < FEW_LINES or any("\t" in line for line in filled):
        return False
    usual = max(set(counts), key=counts.count)
    return usual >= 2 and counts.count(usual) * 10 >= len(counts) * 9
