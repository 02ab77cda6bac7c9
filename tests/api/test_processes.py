"""A file costs only itself: whatever reading it does to its process, the others come out."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from gouji.api.checking import Selection, check_one
from gouji.api.processes import Failure, attempted, is_text, over_processes


def missing(path: Path) -> int:
    raise KeyError(path.stem)


def test_a_defect_costs_one_file(tmp_path: Path) -> None:
    told = attempted(missing, tmp_path / "a.txt")

    assert isinstance(told, Failure)
    assert "KeyError" in told.message.zh
    assert "test_processes.py" in told.message.en


def test_a_process_that_dies_hangs_or_grows_costs_its_file_only() -> None:
    # A function of the tests could not be found by a new process; expressions that eval works on can.
    asked = {
        "1 + 1": "2",
        "__import__('os').abort()": "ended its process",
        "__import__('time').sleep(60)": "over 10 s",
        "len(bytearray(9 * 1024**3))": "more memory",
        "2 + 2": "4",
        "3 + 3": "6",
    }

    told = dict(over_processes(cast("list[Path]", list(asked)), cast("Callable[[Path], int]", eval), few=0, seconds=10))

    assert set(told) == set(asked)
    for expression, words in asked.items():
        result = told[cast("Path", expression)]
        assert words in (result.message.en if isinstance(result, Failure) else str(result))


def test_files_that_are_no_text_are_told_by_their_beginning(tmp_path: Path) -> None:
    for name, beginning in (("a.txt", b"%PDF-1.7"), ("b.txt", b"PK\x03\x04"), ("c.txt", b"<!doctype html><html>")):
        (tmp_path / name).write_bytes(beginning)
        assert not is_text(tmp_path / name)
    (tmp_path / "d.txt").write_bytes("收支总表".encode())
    assert is_text(tmp_path / "d.txt")
    assert is_text(tmp_path / "missing.txt")


def test_files_over_processes_come_out_as_here(examples: Path) -> None:
    texts = sorted(examples.glob("*.txt"))
    work = partial(check_one, selection=Selection())
    here = {path: work(path) for path in texts}

    assert dict(over_processes(texts, work, few=1)) == here
