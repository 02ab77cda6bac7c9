"""Bytes to text: UTF-8 with and without BOM, UTF-16, GB18030 — and a clear refusal of everything else."""

import codecs
import unicodedata
from collections import Counter

from ...ontology.messages import GoujiError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "ZIP/DOCX/XLSX",
    b"\xd0\xcf\x11\xe0": "DOC/XLS",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
}


class EmptyFileError(GoujiError):
    """The file holds no text."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}：文件是空的。", f"{name}: the file is empty.")


class NotTextError(GoujiError):
    """The file is of a format that is not text."""

    def __init__(self, name: str, kind: str) -> None:
        super().__init__(
            f"{name}：是 {kind} 文件，不是文本；它可能已损坏，请重新取得全文。",
            f"{name}: this is a {kind} file, not text; it may be damaged, fetch it again.",
        )


class EncodingError(GoujiError):
    """The bytes are text of no encoding this reader knows."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"{name} 第{line}行：不是 UTF-8、UTF-16 或 GB18030 编码的中文文本，请另存为 UTF-8 后再试。",
            f"{name} line {line}: not Chinese text in UTF-8, UTF-16 or GB18030; save it as UTF-8 and try again.",
        )


class TruncatedError(GoujiError):
    """The file ends in the middle of a character or of a row."""

    def __init__(self, name: str, line: int) -> None:
        super().__init__(
            f"{name} 第{line}行：文件在这里中断，不完整；请重新取得全文。",
            f"{name} line {line}: the file breaks off here; fetch it again in full.",
        )


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of ``data`` and the encoding it was in.

    >>> decode("预算".encode("gb18030"), "a.txt")
    ('预算', 'gb18030')
    >>> decode("预算".encode("utf-8-sig"), "a.txt")
    ('预算', 'utf-8-sig')
    """
    if not data.strip():
        raise EmptyFileError(name)
    for signature, kind in SIGNATURES.items():
        if data.startswith(signature):
            raise NotTextError(name, kind)
    text, encoding = _decoded(data, name)
    if "\0" in text:
        raise NotTextError(name, "二进制 (binary)")
    _refuse_garbled(text, data, name)
    return text, encoding


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            return _strictly(data, encoding, name), encoding
    sample = data[:4000]
    # UTF-16 without BOM shows itself by the zero bytes of its line ends and digits, on one side only.
    if sample.count(0) > len(sample) // 20:
        odd = sum(1 for byte in sample[1::2] if byte == 0)
        even = sum(1 for byte in sample[::2] if byte == 0)
        if odd > 10 * even:
            return _strictly(data, "utf-16-le", name), "utf-16-le"
        if even > 10 * odd:
            return _strictly(data, "utf-16-be", name), "utf-16-be"
        raise NotTextError(name, "二进制 (binary)")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # Only the last character is broken: UTF-8 cut in the middle, not another encoding.
        if error.reason == "unexpected end of data" and error.start >= len(data) - 3:
            raise TruncatedError(name, data.count(b"\n") + 1) from error
        return _strictly(data, "gb18030", name), "gb18030"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(name, data[: error.start].count(b"\n") + 1) from error


def _refuse_garbled(text: str, data: bytes, name: str) -> None:
    """Refuse text of another encoding that GB18030 happened to accept: it decodes into rare or unassigned signs."""
    counts = Counter(text[:20000])
    shown = {sign: count for sign, count in counts.items() if not sign.isspace()}
    odd = sum(n for sign, n in shown.items() if unicodedata.category(sign) in {"Co", "Cn", "Cc"} or sign == "\ufffd")
    if odd * 50 > sum(shown.values()):
        raise EncodingError(name, data[:1].count(b"\n") + 1)
