"""What reads and checks a document: changes of code, forms, words or rules make all documents be read again."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from ..graph.store import FORMAT
from ..ontology.forms import form_files

#: The packages whose files decide what is read from a document, how it is written and what its check finds.
READING = ("gouji.ontology", "gouji.ingest", "gouji.graph", "gouji.shapes")
KINDS = (".py", ".toml", ".csv", ".ttl", ".rq")


@cache
def reader_fingerprint() -> str:
    """A hash over the files of the packages that read, write and check documents."""
    digest = hashlib.sha256(str(FORMAT).encode())
    for package in READING:
        for name, data in sorted(contents(files(package), package)):
            digest.update(name.encode() + b"\0" + data + b"\0")
    for form in form_files():  # those of the user's own folder count too
        digest.update(form.name.encode() + b"\0" + form.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def contents(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    """Names and bytes of all files below a package that matter."""
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            found += contents(entry, name)
        elif entry.name.endswith(KINDS):
            found.append((name, entry.read_bytes()))
    return found
