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
from ..ingest.pipeline import read_file
from ..ontology.messages import GoujiError
from . import building, jsonlines

app = typer.Typer(
    name="gouji",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="勾稽：读政府预算、决算和绩效公开，成一张可查询、可核对的图谱。\n\n"
    "Read Chinese public-finance disclosures into one graph.",
)
talk = Console(stderr=True, highlight=False, soft_wrap=True)

#: The formats of ``export``; a test holds this list against :data:`gouji.api.exporting.EXPORTS`.
EXPORTS = "nq trig nt ttl jsonld csv graphml gexf"
#: The formats of ``check``; a test holds this list against :data:`gouji.api.reports.FORMATS`.
REPORTS = "text json html xlsx ttl"
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
            reading = read_file(file)
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
    with progress("读取 reading") as advance:
        return building.build(graph, paths, advance)


@contextmanager
def progress(words: str, *, quiet: bool = False) -> Iterator[building.Progress]:
    """A progress bar on the standard error stream, and what moves it on."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=talk, transient=True, disable=quiet) as bar:
        task = bar.add_task(words, total=None)

        def advance(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, description=path.name)

        yield advance


def report(outcome: building.Outcome) -> None:
    """Say what a build did, and which files it could not read."""
    for failure in outcome.failures:
        talk.print(f"[bold red]错误[/] {failure.message.zh}\n[bold red]error[/] {failure.message.en}")
    talk.print(
        f"载入 {len(outcome.loaded)}，未变 {outcome.unchanged}，移除 {len(outcome.removed)}，"
        f"读不了 {len(outcome.failures)}"
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


@app.command()
def check(  # noqa: PLR0913, PLR0917  (one parameter an option)
    paths: Annotated[
        list[Path], typer.Argument(help="文件、文件夹，- 为标准输入。Files, folders, - for standard input.")
    ],
    form: Annotated[str, typer.Option("--format", help=REPORTS)] = "text",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="文件；文件夹则每份一个。A file, or a folder for one each.")
    ] = None,
    select: Annotated[list[str] | None, typer.Option(help="只查这些规则：GJ-H、N08 …  Only these rules.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="不查这些规则。Leave these rules out.")] = None,
    severity: Annotated[str, typer.Option(help="最低程度 violation warning info。The least severity.")] = "warning",
    lang: Annotated[str | None, typer.Option(help="zh en；缺省中文附英文 / both.")] = None,
    engine: Annotated[str, typer.Option(help="native；pyshacl 慢数百倍 / hundreds of times slower.")] = "native",
) -> None:
    """核对公开文件，列出对不上的数字。Check disclosures and list the figures that disagree.

    退出码：0 没有错误和警告，1 有，2 有文件读不了。Exit status: 0 clean, 1 findings, 2 something unreadable.
    """
    from . import checking, reports  # noqa: PLC0415

    reports.writer(form)
    language, chosen = checking.language_named(lang), checking.engine_named(engine)
    selection = checking.Selection.of(select or (), ignore or (), checking.severity_named(severity))
    with progress("核对 checking", quiet=len(paths) == 1 and not paths[0].is_dir()) as advance:
        documents, failures = checking.check_paths(paths, selection, chosen, advance)
    for failure in failures:
        talk.print(f"错误 {failure.message.zh}\nerror {failure.message.en}", style="red", markup=False)
    if output is None:
        reports.print_report(documents, failures, form, language)
    else:
        for file in reports.write_reports(documents, failures, form, output, language):
            talk.print(str(file), markup=False)
    raise typer.Exit(checking.status(documents, failures))


@app.command(name="rules")
def list_rules(
    identifier: Annotated[str | None, typer.Argument(help="规则编号，如 GJ-H01。The id of a rule.")] = None,
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="写出 docs/rules.md。Write docs/rules.md.")] = False,
) -> None:
    """列出核对规则，或说明一条规则。List the rules, or explain one."""
    from . import querying, rulebook  # noqa: PLC0415

    if markdown:
        typer.echo(rulebook.markdown(), nl=False)
    elif identifier is None:
        querying.print_rows(rulebook.HEADING, rulebook.listed(), sys.stdout)
    else:
        typer.echo("\n\n".join(rulebook.shown(rule) for rule in rulebook.found(identifier)))


@app.command()
def query(
    source: Annotated[Path, typer.Argument(help="SPARQL 文件，- 为标准输入。A SPARQL file, - for standard input.")],
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[str, typer.Option("--format", help="table csv tsv json xml; ttl nt …")] = "table",
) -> None:
    """用 SPARQL 查询库；各图合成缺省图。Ask the store in SPARQL; the default graph is the union of all graphs."""
    from . import querying  # noqa: PLC0415  # imported by the commands that need it: starting stays quick

    text = sys.stdin.read() if str(source) == "-" else read_query(source)
    with opened(store) as graph:
        querying.print_answer(graph.store, text, output, sys.stdout)


def read_query(source: Path) -> str:
    """The text of a query file."""
    try:
        return source.read_text("utf-8")
    except OSError as error:
        reason = error.strerror or str(error)
        raise GoujiError(f"{source}：读不了（{reason}）。", f"{source}: cannot be read ({reason}).") from error


@app.command()
def export(
    output: Annotated[
        Path, typer.Argument(help="写到哪个文件，- 为标准输出。The file to write, - for standard output.")
    ],
    store: StoreOption = DEFAULT_STORE,
    chosen: Annotated[str | None, typer.Option("--format", help=f"{EXPORTS}；缺省按文件名后缀 / by suffix.")] = None,
) -> None:
    """把图谱写成别的程序能读的文件。Write the graph out for other programs."""
    from . import exporting  # noqa: PLC0415

    name = chosen or output.suffix.removeprefix(".") or "nq"
    with opened(store) as graph:
        if str(output) == "-":
            exporting.export(graph.store, name, sys.stdout.buffer)
        else:
            exporting.written(graph.store, name, output)


@app.command()
def ask(
    name: Annotated[
        str | None, typer.Argument(help="问题的名字；不写则列出全部。The question; none lists them all.")
    ] = None,
    values: Annotated[list[str] | None, typer.Argument(help="参数 名=值 …  Parameters name=value …")] = None,
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[str, typer.Option("--format", help="table csv json sparql")] = "table",
) -> None:
    """问一个备好的问题。Ask a prepared question."""
    from . import asking  # noqa: PLC0415

    if name is None:
        asking.print_list(sys.stdout)
        return
    with opened(store) as graph:
        asking.print_answer(graph.store, name, values or [], output, sys.stdout)


@app.command()
def serve(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="先读入这些文件或文件夹。Files or folders to read first.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="监听地址。Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口。Port.")] = 8000,
) -> None:
    """在 http://127.0.0.1:8000 提供网页和 SPARQL。Serve pages and SPARQL at http://127.0.0.1:8000."""
    from . import server  # noqa: PLC0415

    with served(paths or [], store) as checkpoint:
        talk.print(f"http://{host}:{port}/  ·  http://{host}:{port}/sparql  （Ctrl-C 结束 / to stop）")
        server.serve(checkpoint, host, port)


if __name__ == "__main__":
    main()
