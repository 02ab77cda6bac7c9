"""Whether memory stays flat while many files are read: ``python -m gouji.bench.memory PATH… --files 1000``.

Copies of the given files under names of their own are read by the same processes as ``gouji check`` and ``build`` use.
Printed are the largest memory of this process and of its largest reader after 10, 50 and 100 % of the files, files a
second, and how busy the cores were.
"""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from ..api.building import read_one
from ..api.inputs import disclosures
from ..api.processes import over_processes

#: Memory is looked at after these shares of the files.
SHARES = (0.1, 0.5, 1.0)
PROC = Path("/proc")


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the copies and print a line at each share of them."""
    parser = argparse.ArgumentParser(prog="python -m gouji.bench.memory", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="files and folders of disclosures")
    parser.add_argument("--files", type=int, default=1000, help="how many copies are read (1000)")
    chosen = parser.parse_args(arguments)
    print("files   parent MB   reader MB   files/s")
    with tempfile.TemporaryDirectory() as folder:
        copies = list(copied(disclosures(chosen.paths), chosen.files, Path(folder)))
        marks = {round(share * len(copies)) for share in SHARES}
        begin, largest = time.perf_counter(), 0.0
        for done, _ in enumerate(over_processes(copies, read_one), start=1):
            largest = max(largest, *(resident(child) for child in children()), 0.0)
            if done in marks:
                rate = done / (time.perf_counter() - begin)
                print(f"{done:5} {resident(os.getpid()):11.0f} {largest:11.0f} {rate:9.1f}", flush=True)
                largest = 0.0
    busy = sum(os.times()[:4]) / (time.perf_counter() - begin)
    print(f"{busy:.2f} of {os.cpu_count()} cores were busy")


def copied(files: Sequence[Path], count: int, folder: Path) -> Iterator[Path]:
    """So many copies of the files, in turn."""
    for at, file in enumerate(islice(cycle(files), count)):
        yield Path(shutil.copy(file, folder / f"{at:05}{file.suffix}"))


def children() -> list[int]:
    """The processes that this one has started."""
    listed = PROC / "self" / "task" / str(os.getpid()) / "children"
    return [int(number) for number in listed.read_text().split()] if listed.exists() else []


def resident(process: int) -> float:
    """The memory that a process holds, in MB; 0 if it is gone."""
    try:
        pages = int((PROC / str(process) / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    main()
