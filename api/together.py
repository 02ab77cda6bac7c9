"""Which files of one call make one disclosure together: its text and its tables apart, its attachments."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ..ingest.documents import Document
from ..ingest.joining import belong_together, joined
from ..ingest.pipeline import understand
from ..ingest.readers.files import read
from ..ontology.facts import Reading

#: Between the paths of the files.
AND = " + "


def rivals(documents: Iterable[tuple[Path, str]]) -> Mapping[Path, tuple[Path, ...]]:
    """Files of one unit, year and kind, under the first of them; ``documents`` are files with their documents' names.

    >>> rivals([(Path("说明.pdf"), "doc/a/2019/budget"), (Path("表.pdf"), "doc/a/2019/budget"), (Path("b"), "doc/b")])
    {PosixPath('说明.pdf'): (PosixPath('说明.pdf'), PosixPath('表.pdf'))}
    """
    named: dict[str, list[Path]] = {}
    for path, name in documents:
        named.setdefault(name, []).append(path)
    return {paths[0]: tuple(paths) for paths in named.values() if len(paths) > 1}


def read_together(paths: Sequence[Path]) -> Reading | None:
    """What the files say as one document; ``None`` where they are several: versions of one disclosure, or no match."""
    documents: list[Document] = [read(path) for path in paths]
    if not belong_together([understand(document) for document in documents]):
        return None
    return understand(joined(documents))
