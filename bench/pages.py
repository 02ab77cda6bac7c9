"""How fast PDF pages are read, beside what others take (``python -m gouji.bench.pages FOLDER``).

In turns, each in a process of its own: gouji's reader, pdfplumber's tables, and the bare text that PDFium gives.
"""

import argparse
import multiprocessing
import platform
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Queue

#: How often each is measured; the fastest run counts, on a machine that does other things too.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One reader over all files: seconds of the processor, the slowest file, the largest memory, pages read."""

    seconds: float
    slowest: float
    megabytes: float
    pages: int


def gouji(data: bytes) -> None:
    """Paragraphs and grids, as gouji reads them."""
    from ..ingest.readers import pdf  # noqa: PLC0415  (each process loads only what it measures)

    pdf.read(data, "measured.pdf")


def pdfplumber(data: bytes) -> None:
    """The tables that pdfplumber extracts."""
    import io  # noqa: PLC0415

    import pdfplumber as library  # noqa: PLC0415

    with library.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def bare_text(data: bytes) -> None:
    """The characters of every page in the order of the file, nothing else."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data)
    for page in document:
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    document.close()


READERS: dict[str, Callable[[bytes], None]] = {
    "gouji": gouji,
    "pdfplumber tables": pdfplumber,
    "pypdfium2 bare text": bare_text,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure every reader that is installed over the files, and say how they compare."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.pages", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="PDF files, or folders of them")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    files = sorted(files_under(chosen.paths))
    pages = pages_of(files)
    print(f"{platform.platform()} · Python {platform.python_version()} · {len(files)} documents, {pages} pages")
    print("reader               pages/s   s/document   slowest s   peak MB")
    found: dict[str, Measured] = {}
    for name in READERS:
        if name.startswith("pdfplumber") and find_spec("pdfplumber") is None:
            print(f"{name:<19}  not installed")
            continue
        runs = [in_own_process(name, files) for _ in range(chosen.rounds)]
        best = min(runs, key=lambda run: run.seconds)
        found[name] = best
        print(
            f"{name:<19} {pages / best.seconds:8.1f} {best.seconds / len(files):12.3f} {best.slowest:11.2f}"
            f" {best.megabytes:9.0f}"
        )
    own = found["gouji"].seconds
    for name, other in found.items():
        if name != "gouji":
            print(f"{name} takes {other.seconds / own:.2f} times as long as gouji")


def files_under(paths: Sequence[Path]) -> Iterator[Path]:
    """The PDF files among the paths and in the folders."""
    for path in paths:
        yield from path.rglob("*.pdf") if path.is_dir() else [path]


def pages_of(files: Sequence[Path]) -> int:
    """How many pages the files have together."""
    import pypdfium2  # noqa: PLC0415

    count = 0
    for file in files:
        document = pypdfium2.PdfDocument(file)
        count += len(document)
        document.close()
    return count


def in_own_process(name: str, files: Sequence[Path]) -> Measured:
    """One run over all files in a new process, so that memory and what is loaded are its own."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    process = context.Process(target=run, args=(name, list(files), answers))
    process.start()
    measured: Measured = answers.get()
    process.join()
    return measured


def run(name: str, files: Sequence[Path], answers: "Queue[Measured]") -> None:
    """Read every file and answer what it took; the first file is read once before, so that loading does not count."""
    read = READERS[name]
    read(files[0].read_bytes())
    slowest = total = 0.0
    for file in files:
        data = file.read_bytes()
        begin = time.process_time()
        read(data)
        taken = time.process_time() - begin
        total, slowest = total + taken, max(slowest, taken)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if platform.system() == "Linux" else 1024**2)
    answers.put(Measured(total, slowest, peak, len(files)))


if __name__ == "__main__":
    main()
