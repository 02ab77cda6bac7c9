"""Reading and loading, measured: documents a second, memory, quads a cell, disk (``python -m gouji.bench.measure``)."""

import argparse
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..api.building import build, read_one
from ..api.inputs import disclosures
from ..graph.store import GraphStore, Loadable
from ..ingest.pipeline import read_file
from ..ontology.facts import Cell
from .corpus import documents


@dataclass(slots=True)
class Clock:
    """Seconds of wall and of processor time, children included."""

    wall: float = 0.0
    processor: float = 0.0


@contextmanager
def timed() -> Iterator[Clock]:
    """Measure the block."""
    clock = Clock()
    wall, processor = time.perf_counter(), processor_seconds()
    yield clock
    clock.wall, clock.processor = time.perf_counter() - wall, processor_seconds() - processor


def processor_seconds() -> float:
    """Processor time of this process and its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_megabytes() -> float:
    """The largest memory that this process or one of its children had."""
    largest = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return largest / (1024 if platform.system() == "Linux" else 1024 * 1024)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the given files, and generated corpora of growing size."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.measure", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="disclosures to measure, such as examples/")
    parser.add_argument("--sizes", nargs="*", type=int, default=[10, 100, 1000], help="documents of generated corpora")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    print(f"{platform.platform()} · Python {platform.python_version()}")
    if chosen.paths:
        measure_documents(disclosures(chosen.paths))
    print("corpus   read/s(1 core)  build/s(all cores)  build wall  peak MB  quads/doc  disk MB")
    for size in chosen.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure_corpus(Path(folder), size, chosen.seed)


def measure_documents(files: Sequence[Path]) -> None:
    """A line a document: figures, quads a cell, milliseconds."""
    print("document                                 printed   read ignored unread  cells  quads q/cell    ms")
    for file in files:
        read_file(file)
        with timed() as clock:
            reading = read_file(file)
        written = read_one(file)
        assert isinstance(written, Loadable)
        quads = written.triples.count(b"\n")
        cells = sum(isinstance(fact, Cell) for fact in reading.facts)
        tally = reading.tally
        name = f"{file.stem[:20]:　<20}" if not file.stem.isascii() else f"{file.stem[:40]:<40}"
        print(
            f"{name} {tally.printed:7} {tally.read:6} {tally.ignored:7} {tally.unread:6} {cells:6} {quads:6}"
            f" {quads / max(cells, 1):6.1f} {clock.processor * 1000:5.0f}"
        )


def measure_corpus(folder: Path, size: int, seed: int) -> None:
    """Generate, read on one core, build on all, say what it took."""
    source = folder / "source"
    source.mkdir()
    for name, text in documents(size, seed):
        (source / name).write_text(text, "utf-8")
    files = disclosures([source])
    sample = files[: min(len(files), 100)]
    with timed() as reading:
        for file in sample:
            read_file(file)
    with timed() as building, GraphStore.open(folder / "store", create=True) as store:
        outcome = build(store, [source], lambda done, total, _: progress(done, total))
        quads = len(store.store)
    print(file=sys.stderr)
    for failure in outcome.failures:
        print(f"not read: {failure.message.en}")
    disk = sum(path.stat().st_size for path in (folder / "store").rglob("*") if path.is_file()) / 1e6
    print(
        f"{size:6} {len(sample) / reading.processor:12.1f} {size / building.wall:16.1f} {building.wall:14.1f} s"
        f" {peak_megabytes():8.0f} {quads / size:9.0f} {disk:9.1f}"
    )
    shutil.rmtree(folder / "store")


def progress(done: int, total: int) -> None:
    """Show how far the build is."""
    if done % 10 == 0 or done == total:
        print(f"\r{done}/{total}", end="", file=sys.stderr)


if __name__ == "__main__":
    main()
