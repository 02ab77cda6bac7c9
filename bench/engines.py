"""The default engine and pySHACL on the same documents and shapes: ``python -m gouji.bench.engines [PATHS…]``.

Times both in one run: the default engine on generated corpora of growing size, pySHACL on the few smallest documents of
the first corpus, since it takes a minute or more for each; its time for more is extrapolated by quads, and said to be.
Documents that are given are checked by both, and their results compared one by one.
"""

import argparse
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from ..api.inputs import disclosures
from ..graph.quads import document_quads
from ..ingest.pipeline import read_file, understand
from ..ingest.readers.files import read_bytes
from ..shapes.engine import Engine
from ..shapes.oracle import PyshaclEngine
from .agreement import disagreements
from .corpus import documents


@dataclass(frozen=True, slots=True)
class Timed:
    """What checking some documents took, in processor seconds."""

    documents: int
    quads: int
    seconds: float

    @property
    def each(self) -> float:
        """Seconds a document."""
        return self.seconds / self.documents

    @property
    def per_thousand(self) -> float:
        """Seconds for a thousand quads."""
        return 1000 * self.seconds / self.quads


def graphs(count: int, seed: int) -> Iterator[tuple[str, list[Quad]]]:
    """Name and graph of the first documents of a corpus."""
    for name, text in documents(count, seed):
        yield name, list(document_quads(understand(read_bytes(text.encode("utf-8"), name))))


def timed(engine: Engine, some: Sequence[Sequence[Quad]]) -> Timed:
    """Check the documents, and say what it took; bindings are counted out and thrown away."""
    start = time.process_time()
    for quads in some:
        for _ in engine.bindings(quads):
            pass
    return Timed(len(some), sum(map(len, some)), time.process_time() - start)


def measure(sizes: Sequence[int], few: int, seed: int) -> Iterator[str]:
    """A line a corpus for the default engine, a line for pySHACL, and what follows."""
    corpus = [quads for _, quads in graphs(max(sizes), seed)]
    engine = Engine()
    timed(engine, corpus[:1])
    yield "default engine   documents   quads/doc   ms/doc   ms/1000 quads"
    native = {size: timed(engine, corpus[:size]) for size in sizes}
    for size, took in native.items():
        yield f"{size:26} {took.quads / size:11.0f} {1000 * took.each:8.1f} {1000 * took.per_thousand:15.1f}"
    growth = native[max(sizes)].per_thousand / native[sizes[len(sizes) // 2]].per_thousand
    yield f"cost for a thousand quads among {max(sizes)} documents to that among {sizes[len(sizes) // 2]}: {growth:.2f}"
    if few:
        yield from beside_pyshacl(engine, sorted(corpus, key=len)[:few], native)


def beside_pyshacl(engine: Engine, some: Sequence[Sequence[Quad]], native: dict[int, Timed]) -> Iterator[str]:
    """PySHACL on a few documents, the default engine on the same ones, and what the corpora would take."""
    slow, fast = timed(PyshaclEngine(), some), timed(engine, some)
    yield f"pySHACL on the {slow.documents} smallest ({slow.quads} quads): {slow.each:.1f} s/doc"
    yield f"default engine on the same: {1000 * fast.each:.1f} ms/doc, {slow.seconds / fast.seconds:.0f} times faster"
    for size, took in native.items():
        guess = slow.per_thousand * took.quads / 1000
        yield f"pySHACL on {size} documents, extrapolated by quads, not measured: {guess:.0f} s"


def compared(files: Sequence[Path]) -> Iterator[tuple[Path, list[str]]]:
    """What the engines say otherwise of each file."""
    engine = Engine()
    for file in files:
        yield file, disagreements(list(document_quads(read_file(file))), engine)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 1 if the engines disagree."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.engines", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="disclosures to compare the results of")
    parser.add_argument("--sizes", nargs="*", type=int, default=[1, 10, 100], help="documents of generated corpora")
    parser.add_argument("--few", type=int, default=1, help="how many documents to give to pySHACL (1)")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    print(f"{platform.platform()} · Python {platform.python_version()}")
    if chosen.sizes:
        for line in measure(sorted(chosen.sizes), chosen.few, chosen.seed):
            print(line, flush=True)
    wrong = 0
    for file, differences in compared(disclosures(chosen.paths) if chosen.paths else []):
        wrong += len(differences)
        print(f"{file.name}: {'the engines agree' if not differences else ''}", *differences, sep="\n  ", flush=True)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
