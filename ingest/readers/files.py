"""The one door to published files: bytes in, Document out, whatever the format."""

import hashlib
from pathlib import Path

from ...ontology.messages import GoujiError
from ..documents import Document
from . import text
from .encodings import decode

#: Refused above this size: the largest real text disclosure seen is under 1 MB.
MAX_BYTES = 32 * 1024 * 1024
#: Names of files that a folder is searched for.
SUFFIXES = frozenset({".txt", ".md", ".tsv"})


class TooLargeError(GoujiError):
    """The file is larger than any disclosure."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(
            f"{name}：文件有 {size} 字节，超过 {MAX_BYTES} 字节的上限。",
            f"{name}: the file has {size} bytes, more than the limit of {MAX_BYTES}.",
        )


class UnreadableFileError(GoujiError):
    """The operating system would not give the file out."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}：读不了（{reason}）。", f"{path}: cannot be read ({reason}).")


def read(path: Path) -> Document:
    """The document in the file at ``path``; raises a :class:`GoujiError` with one sentence if it cannot be read."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise TooLargeError(path.name, size)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or str(error)) from error
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Document:
    """The document that ``data`` holds; ``name`` is only for messages and provenance."""
    content, encoding = decode(data, name)
    # str.splitlines would also break at form feeds and U+2028, which stand inside cells of some exports.
    lines = tuple(content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return Document(name, hashlib.sha256(data).hexdigest(), encoding, text.blocks(lines), lines)
