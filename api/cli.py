"""The command line: each command is a few lines over a library function of the same name."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ..graph.store import GraphStore
from ..ontology.messages import GoujiError
from . import building, jsonlines

app = typer.Typer(
    name="gouji",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="勾稽：读政府预算、决算和绩效公开，成一张可查询、可核对的图谱。\n\nRead Chinese public-finance disclosures into one graph.",
)
talk = Console(stderr=True, highlight=False, soft_wrap=True)

DEFAULT_STORE = Path("gouji.store")
StoreOption = Annotated[
    Path, typer.Option("--store", envvar="GOUJI_STORE", help="库所在的文件夹。The folder of the store.")
]
Paths = Annotated[list[Path], typer.Argument(help="文件或文件夹。Files or folders.")]


def main() -> None:
    """Run the command line; a mistake of the user's ends in one sentence and status 2."""
    try:
        app(standalone_mode=True)
    except GoujiError as error:
        refuse(error)
    except BrokenPipeError:
        # The reader of our output (head, less) left; nothing is wrong, but Python must not write at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def refuse(error: GoujiError) -> None:
    """Say what is wrong, in both languages, and end with status 2."""
    talk.print(f"[bold red]错误[/] {error.message.zh}", markup=True)
    talk.print(f"[bold red]error[/] {error.message.en}", markup=True)
    raise SystemExit(2)


@app.command()
def read(files: Paths) -> None:
    """读出文件里的事实，每行一个 JSON；最后是数字的统计。

    Print what was read from each file as JSON lines: facts, findings, ignored figures, the tally.
    """
    failed = False
    for file in building.disclosures(files):
        try:
            reading = building.read_file(file)
        except GoujiError as error:
            failed = True
            talk.print(f"[bold red]错误[/] {error.message.zh}\n[bold red]error[/] {error.message.en}")
            continue
        for line in jsonlines.json_lines(reading):
            typer.echo(line)
        tally = reading.tally
        talk.print(
            f"{file.name}：表中数字 {tally.printed}，读出 {tally.read}，不计 {tally.ignored}，未读 {tally.unread}；"
            f"发现 {len(reading.findings)}  / figures printed {tally.printed}, read {tally.read},"
            f" ignored {tally.ignored}, unread {tally.unread}; findings {len(reading.findings)}"
        )
    if failed:
        raise typer.Exit(2)


@app.command()
def build(paths: Paths, store: StoreOption = DEFAULT_STORE) -> None:
    """读入文件夹里的公开文件，载入库；再次运行只读有变化的。

    Read disclosures and load them into the store; run again, only what changed is read.
    """
    with GraphStore.open(store, create=True) as graph:
        outcome = build_with_progress(graph, paths)
    report(outcome)
    typer.echo(f"{store}")
    if outcome.failures:
        raise typer.Exit(2)


def build_with_progress(graph: GraphStore, paths: list[Path]) -> building.Outcome:
    """Build under a progress bar on the standard error stream."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk, transient=True) as bar:
        task = bar.add_task("读取 reading", total=None)

        def advance(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, description=path.name)

        return building.build(graph, paths, advance)


def report(outcome: building.Outcome) -> None:
    """Say what a build did, and which files it could not read."""
    for failure in outcome.failures:
        talk.print(f"[bold red]错误[/] {failure.message.zh}\n[bold red]error[/] {failure.message.en}")
    talk.print(
        f"载入 {len(outcome.loaded)}，未变 {outcome.unchanged}，移除 {len(outcome.removed)}，读不了 {len(outcome.failures)}"
        f"  / loaded {len(outcome.loaded)}, unchanged {outcome.unchanged}, removed {len(outcome.removed)},"
        f" failed {len(outcome.failures)}"
    )


@contextmanager
def opened(store: Path) -> Iterator[GraphStore]:
    """The store for reading questions; refused when it is locked."""
    with GraphStore.open(store) as graph:
        yield graph


@contextmanager
def served(paths: list[Path], store: Path) -> Iterator[Path]:
    """A checkpoint to serve: of the store, or of a passing one built from ``paths``."""
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        home = Path(folder)
        with GraphStore.open(home / "store" if paths else store, create=bool(paths)) as graph:
            if paths:
                report(build_with_progress(graph, paths))
            graph.checkpoint(home / "checkpoint")
        yield home / "checkpoint"
