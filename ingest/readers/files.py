"""The one door to published files: bytes in, Document out, whatever the format."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path, PurePath
from types import ModuleType
from typing import cast

from ...ontology.messages import GoujiError
from ..documents import Document
from . import members
from .signatures import Format, format_of

#: Refused above this size: the largest real disclosure seen, a scan, has 40 MB.
MAX_BYTES = 128 * 1024 * 1024
#: Names of files that a folder is searched for.
SUFFIXES = frozenset(
    {".pdf", ".xlsx", ".xlsm", ".xls", ".docx", ".doc", ".html", ".htm", ".csv", ".zip", ".txt", ".md", ".tsv"}
)
#: How the names begin of files that office programs and systems leave beside a document.
LEFT_BESIDE = ("~$", ".~", "._")
Reader = Callable[[bytes, str], Document]


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


class LockFileError(GoujiError):
    """The file is the mark that an office program leaves while a document is open."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}：是办公软件打开文档时留下的临时文件，不是文档。",
            f"{name}: this is what an office program leaves while a document is open, not the document.",
        )


def is_searched(path: PurePath) -> bool:
    """Whether a search of folders takes a file of this name for a disclosure.

    >>> is_searched(Path("预算.XLSX")), is_searched(Path("~$预算.xlsx")), is_searched(Path("图.png"))
    (True, False, False)
    """
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(LEFT_BESIDE)


def read(path: Path) -> Document:
    """The document in the file at ``path``; raises a :class:`GoujiError` with one sentence if it cannot be read."""
    return read_bytes(bytes_of(path), path.name)


def documents(path: Path) -> Iterator[Document | GoujiError]:
    """The documents in the file at ``path``: one, or of an archive each member's, unreadable ones as their errors."""
    try:
        data = bytes_of(path)
        if format_of(data, path.name) == "zip":
            members = cast("Callable[[bytes, str], Iterator[Document | GoujiError]]", module("zip").documents)
            yield from members(data, path.name)
        else:
            yield read_bytes(data, path.name)
    except GoujiError as error:
        yield error


def bytes_of(path: Path) -> bytes:
    """The bytes of the file; raises a GoujiError where there are too many or the system refuses."""
    if path.name.startswith("~$"):
        raise LockFileError(path.name)
    try:
        size = members.status(path).st_size
        if size > MAX_BYTES:
            raise TooLargeError(path.name, size)
        return members.content(path, MAX_BYTES)
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or str(error)) from error


def module(format_: Format) -> ModuleType:
    """The module that reads a format, named like it; its library is loaded when the first such file is read."""
    return import_module(f".{format_}", __package__)


def read_bytes(data: bytes, name: str) -> Document:
    """The document that ``data`` holds; ``name`` is for messages and provenance."""
    read_format = cast("Reader", module(format_of(data, name)).read)
    return read_format(data, name)
