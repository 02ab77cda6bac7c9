"""Files inside archives, named by paths that go on below the archive: 公开.zip/预算.xlsx."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from zipfile import is_zipfile

from ...ontology.messages import GoujiError
from . import archive

FORM = "ZIP"


class NoMemberError(GoujiError):
    """The archive holds no such file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}：压缩包里没有这个文件。", f"{path}: the archive holds no such file.")


def home(path: Path) -> Path | None:
    """The archive that the path leads into; ``None`` if it leads to a file of its own, or to nothing."""
    if path.exists():
        return None
    return next((parent for parent in path.parents if parent.is_file()), None)


def exists(path: Path) -> bool:
    """Whether there is such a file, or an archive that is said to hold it."""
    return path.exists() or home(path) is not None


def status(path: Path) -> os.stat_result:
    """Size and time of the file, or of the archive that holds it; raises :class:`OSError` where there is neither."""
    return (home(path) or path).stat()


def content(path: Path, limit: int) -> bytes:
    """The bytes of the file, or of the member of an archive up to ``limit``; raises OSError or a GoujiError."""
    outer = home(path)
    if outer is None:
        return path.read_bytes()
    if outer.stat().st_size > limit:
        raise NoMemberError(path)
    inside = archive.opened(outer.read_bytes(), outer.name, FORM)
    name = path.relative_to(outer).as_posix()
    if name not in inside.entries:
        raise NoMemberError(path)
    return inside.read(name)


def members(path: Path) -> Iterator[Path]:
    """The files that the archive at ``path`` holds, as paths that lead into it; nothing if it is no plain archive.

    Names that would lead out of it are left out. Raises a GoujiError for an archive that cannot be opened.
    """
    if not is_zipfile(path):
        return
    inside = archive.opened(path.read_bytes(), path.name, FORM)
    if "[Content_Types].xml" in inside.entries or "mimetype" in inside.entries or "OFD.xml" in inside.entries:
        return
    for name in sorted(inside.entries):
        parts = PurePosixPath(name).parts
        if parts and ".." not in parts and not name.startswith("/") and "__MACOSX" not in parts:
            yield path / name
