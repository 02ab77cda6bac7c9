"""ZIP archives of disclosures: each member is a document of its own."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ...ontology.messages import GoujiError
from ..documents import Document
from . import archive, files
from .refusals import NothingInItError, UnsupportedError
from .signatures import format_of

FORM = "ZIP"
#: An archive may hold archives, those no further ones.
DEPTH = 2


def read(data: bytes, name: str) -> Document:
    """The document of an archive that holds just one; raises a GoujiError where it holds several or none."""
    found = documents(data, name)
    first, second = next(found, None), next(found, None)
    if first is None:
        raise NothingInItError(name, FORM)
    if second is not None:
        raise UnsupportedError(
            name,
            FORM,
            "里面有多份文件，请解压后逐份读，或把压缩包放进文件夹里整批读",
            "it holds several files; unpack it and read them one by one, or read the folder it lies in",
        )
    if isinstance(first, GoujiError):
        raise first
    return first


def documents(data: bytes, name: str, depth: int = DEPTH) -> Iterator[Document | GoujiError]:
    """Each member that a search would take for a disclosure, in order of names: its document, or why there is none."""
    bundle = archive.opened(data, name, FORM)
    for entry in sorted(bundle.entries):
        if not files.is_searched(PurePosixPath(entry)) or "__MACOSX/" in entry:
            continue
        full = f"{name}/{entry}"
        try:
            content = bundle.read(entry)
            if format_of(content, full) != "zip":
                yield files.read_bytes(content, full)
            elif depth > 1:
                yield from documents(content, full, depth - 1)
            else:
                yield UnsupportedError(full, FORM, "压缩包层数太多，请解压后再读", "too many archives in one another")
        except GoujiError as error:
            yield error
