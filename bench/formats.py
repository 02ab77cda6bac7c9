"""How fast each format is read, the same disclosures in all (``python -m gouji.bench.formats``)."""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..ingest.documents import Document
from ..ingest.readers.files import read, read_bytes
from .corpus import documents
from .corpus_files import WRITERS, as_xlsx, converted

#: LibreOffice takes seconds a file; so many are enough to measure the reading of XLS.
FEW = 5


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the given files, else generated ones."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.formats", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="files to measure instead of generated ones")
    parser.add_argument("--documents", type=int, default=20, help="how many are generated (20)")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    print("format    files   MB   files/s    ms/file")
    with tempfile.TemporaryDirectory() as folder:
        files = chosen.paths or list(generated(Path(folder), chosen.documents, chosen.seed))
        for suffix in sorted({file.suffix for file in files}):
            measure(suffix, [file for file in files if file.suffix == suffix])


def generated(folder: Path, count: int, seed: int) -> Iterator[Path]:
    """The corpus in every format that can be written here."""
    for at, (name, text) in enumerate(documents(count, seed)):
        source = read_bytes(text.encode(), name)
        for suffix, data in written(source, folder, old=at < FEW):
            path = folder / f"{at}{suffix}"
            path.write_bytes(data)
            yield path


def written(source: Document, folder: Path, *, old: bool) -> Iterator[tuple[str, bytes]]:
    """One disclosure in each format, with its suffix."""
    yield ".txt", "\n".join(source.lines).encode()
    for suffix, writer in WRITERS.items():
        yield suffix, writer(source)
    workbook = converted(as_xlsx(source), "xls", folder) if old else None
    if workbook is not None:
        yield ".xls", workbook


def measure(suffix: str, files: Sequence[Path]) -> None:
    """A line for one format; the first file is read once before, so that loading its library is not counted."""
    read(files[0])
    start = time.process_time()
    for file in files:
        read(file)
    seconds = time.process_time() - start
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"{suffix:8} {len(files):6} {size:5.1f} {len(files) / seconds:8.1f} {1000 * seconds / len(files):9.1f}")


if __name__ == "__main__":
    main()
