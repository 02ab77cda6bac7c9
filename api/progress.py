"""A bar that moves while files are worked on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from .processes import Advance

COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


@contextmanager
def progress(console: Console, words: str) -> Iterator[Advance]:
    """A progress bar, gone when the work is done, and what moves it on."""
    with Progress(*COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task(words, total=None)

        def advance(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, description=path.name)

        yield advance
