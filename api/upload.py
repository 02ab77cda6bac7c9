"""A visitor's file checked in a process of its own that can be ended; nothing of it is kept."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from ..ingest.pipeline import understand
from ..ingest.readers.files import read_bytes
from ..ontology.messages import GoujiError
from .checking import Selection, checked
from .phrases import Language
from .processes import Failure, over_processes
from .reports import writer
from .reports.entries import Checked

#: Largest file, longest time and most memory of one check.
BYTES, SECONDS, MEMORY = 20 << 20, 60.0, 2 << 30
#: Signs of a file's name that are kept for the report.
NAME = 120


def file_name(given: str | None) -> str:
    r"""What a visitor's file is called in its report: the last part of its path, without control characters.

    >>> file_name("C:\\temp\\预算.pdf"), file_name("../../etc/passwd"), file_name(None)
    ('预算.pdf', 'passwd', '文件')
    """
    last = PurePosixPath((given or "").replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:NAME] or "文件"


def check_upload(path: Path, name: str, selection: Selection) -> Checked | Failure:
    """The file at ``path`` checked under the ``name`` its owner gave it; works in a process of its own."""
    try:
        return checked(understand(read_bytes(path.read_bytes(), name)), name, selection)
    except GoujiError as error:
        return Failure(Path(name), error.message)


def report_on(
    data: bytes, name: str, selection: Selection, form: str, language: Language | None
) -> tuple[bytes, Sequence[Failure]]:
    """A report on the bytes in a format; the failures say why there is none.

    The file stands in a folder of its own under a name of ours while it is read, and is gone afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="gouji-check-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(data)
        work = partial(check_upload, name=name, selection=selection)
        # Not even plain text is read here: whatever a visitor sends is given to a process that can be ended.
        results = [result for _, result in over_processes([path], work, 0, SECONDS, MEMORY, 1)]
    documents = [result for result in results if isinstance(result, Checked)]
    failures = [renamed(result, name) for result in results if isinstance(result, Failure)]
    return (writer(form)(documents, (), language) if documents else b""), failures


def renamed(failure: Failure, name: str) -> Failure:
    """A failure that speaks of the visitor's file, not of where it stood."""
    zh, en = (said.replace(str(failure.path), name) for said in failure.message)
    return Failure(Path(name), type(failure.message)(zh, en))
