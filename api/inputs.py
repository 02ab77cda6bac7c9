"""The files that a user's paths mean."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..ingest.readers.files import SUFFIXES, is_searched
from ..ingest.readers.members import exists, members
from ..ontology.messages import GoujiError


class NoDocumentsError(GoujiError):
    """None of the paths holds a file that could be read."""

    def __init__(self, paths: Iterable[Path]) -> None:
        named = "、".join(str(path) for path in paths)
        kinds = " ".join(sorted(SUFFIXES))
        super().__init__(
            f"{named}：没有找到可读的公开文件（{kinds}）。", f"{named}: no disclosures found to read ({kinds})."
        )


class NoSuchPathError(GoujiError):
    """A path that was named does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}：没有这个文件或文件夹。", f"{path}: no such file or folder.")


def disclosures(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files under ``paths`` that may be disclosures, in order, each once.

    A file that is named is taken whatever its suffix; a folder is searched for :data:`SUFFIXES`, its README left out.
    Of an archive its members are taken, as paths that go on below it.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not exists(path):
            raise NoSuchPathError(path)
        for file in [path] if not path.is_dir() else sorted(path.rglob("*")):
            if file == path or (file.is_file() and is_wanted(file)):
                found.update(dict.fromkeys(opened(file.resolve())))
    if not found:
        raise NoDocumentsError(paths)
    return tuple(found)


def is_wanted(file: Path) -> bool:
    """Whether a search takes the file: by its name, a README left out."""
    return is_searched(file) and file.stem.upper() != "README"


def opened(file: Path) -> tuple[Path, ...]:
    """The file; of an archive the members that a search would take, or itself if there are none to be seen."""
    try:
        inside = tuple(member for member in members(file) if is_wanted(member)) if file.is_file() else ()
    except (GoujiError, OSError):
        return (file,)  # reading it will say what is wrong
    return inside or (file,)
