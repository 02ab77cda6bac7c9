"""The command line: each command is a few lines over a library function of the same name."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from ..ontology.messages import GoujiError
from . import forms

if TYPE_CHECKING:  # each command imports what it works with: starting stays quick
    from ..graph.loading import Loading
    from ..graph.remote import Endpoint
    from ..graph.store import GraphStore
    from .building import Outcome
    from .processes import Advance
    from .questions import Run

app = typer.Typer(
    name="gouji",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="勾稽：读政府预算、决算和绩效公开，成一张可查询、可核对的图谱。\n\n"
    "Read Chinese public-finance disclosures into one graph.",
)
app.add_typer(forms.app, name="forms", no_args_is_help=True)
talk = Console(stderr=True, highlight=False, soft_wrap=True)

#: The formats of ``export``; a test holds this list against :data:`gouji.api.exporting.EXPORTS`.
EXPORTS = "nq trig nt ttl jsonld csv dictionary parquet xlsx datapackage cube graphml gexf report"
#: The formats of ``check``; a test holds this list against :data:`gouji.api.reports.FORMATS`.
REPORTS = "text json html xlsx ttl"
DEFAULT_STORE = Path("gouji.store")
StoreOption = Annotated[
    Path, typer.Option("--store", envvar="GOUJI_STORE", help="库所在的文件夹。The folder of the store.")
]
EndpointOption = Annotated[
    str | None,
    typer.Option(envvar="GOUJI_ENDPOINT", help="别处的 SPARQL 服务，代替库。A SPARQL server instead of the store."),
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
    from ..ingest.pipeline import read_file  # noqa: PLC0415
    from . import inputs, jsonlines  # noqa: PLC0415

    failed = False
    for file in inputs.disclosures(files):
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
def build(  # noqa: PLR0913, PLR0917  (one parameter an option)
    paths: Paths,
    store: StoreOption = DEFAULT_STORE,
    endpoint: EndpointOption = None,
    update: Annotated[
        str | None, typer.Option("--update-url", help="服务接受更新的地址。Where the server takes updates.")
    ] = None,
    graphs: Annotated[
        str | None, typer.Option("--graphs-url", help="服务接受图的地址。Where the server takes graphs.")
    ] = None,
    workers: Annotated[
        str | None, typer.Option(help="Dask 调度器 tcp://…，在多台机器上读。Read on the machines of a Dask cluster.")
    ] = None,
    texts: Annotated[  # noqa: FBT002  (an option, set by name)
        bool, typer.Option(help="留下原文供网页对照，人名、电话隐去。Keep the texts for the pages, without persons.")
    ] = True,
) -> None:
    """读入文件夹里的公开文件，载入库；再次运行只读有变化的。

    Read disclosures and load them into the store; run again, only what changed is read.
    """
    with writing(store, endpoint, update, graphs) as graph:
        if not texts:
            graph.without_texts()
        outcome = build_with_progress(graph, paths, workers)
    report(outcome)
    typer.echo(f"{store}")
    if outcome.failures:
        raise typer.Exit(2)


def writing(store: Path, endpoint: str | None, update: str | None, graphs: str | None) -> "Loading":
    """The graph to build: in the store, or at a server with its manifest in the store's folder."""
    if endpoint is None:
        from ..graph.store import GraphStore  # noqa: PLC0415

        return GraphStore.open(store, create=True)
    from ..graph.remote_store import RemoteStore  # noqa: PLC0415
    from .remote import endpoint_named  # noqa: PLC0415

    return RemoteStore.open(store, endpoint_named(endpoint, update, graphs))


def build_with_progress(graph: "Loading", paths: list[Path], workers: str | None = None) -> "Outcome":
    """Build under a progress bar on the standard error stream."""
    from .building import build as build_store  # noqa: PLC0415
    from .cluster import over_cluster  # noqa: PLC0415
    from .progress import progress  # noqa: PLC0415

    with progress(talk, "读取 reading") as advance:
        if workers is None:
            return build_store(graph, paths, advance)
        return build_store(graph, paths, advance, partial(over_cluster, scheduler=workers))


def report(outcome: "Outcome") -> None:
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
def opened(store: Path) -> Iterator["GraphStore"]:
    """The store for reading questions; refused when it is locked."""
    from ..graph.store import GraphStore  # noqa: PLC0415

    with GraphStore.open(store) as graph:
        yield graph


@contextmanager
def answering(store: Path, endpoint: str | None) -> Iterator["Run"]:
    """Who answers queries: the store, or a server elsewhere."""
    if endpoint is None:
        from .execution import execute  # noqa: PLC0415

        with opened(store) as graph:
            yield partial(execute, graph.store)
    else:
        from . import remote  # noqa: PLC0415

        with remote.RemotePool(remote.endpoint_named(endpoint), remote.PATIENT) as pool:
            yield pool.run


@contextmanager
def served(paths: list[Path], store: Path, endpoint: str | None = None) -> Iterator["Path | Endpoint"]:
    """What to serve: a checkpoint of the store or of a passing one built from ``paths``, or a server elsewhere."""
    if endpoint is not None:
        from .remote import endpoint_named  # noqa: PLC0415

        yield endpoint_named(endpoint)
        return
    from ..graph.store import GraphStore  # noqa: PLC0415
    from .description import describe  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        home = Path(folder)
        with GraphStore.open(home / "store" if paths else store, create=bool(paths)) as graph:
            if paths:
                report(build_with_progress(graph, paths))
            describe(graph)
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
    engine: Annotated[
        str, typer.Option(help="native；pyshacl 只列不符，慢数百倍 / breaches only, hundreds of times slower.")
    ] = "native",
) -> None:
    """核对公开文件，列出对不上的数字。Check disclosures and list the figures that disagree.

    退出码：0 没有错误和警告，1 有，2 有文件读不了。Exit status: 0 clean, 1 findings, 2 something unreadable.
    """
    from . import checking, reports  # noqa: PLC0415

    reports.writer(form)
    language, chosen = checking.language_named(lang), checking.engine_named(engine)
    selection = checking.Selection.of(select or (), ignore or (), checking.severity_named(severity))
    with checking_bar(paths) as advance:
        documents, failures = checking.check_paths(paths, selection, chosen, advance)
    for failure in failures:
        talk.print(f"错误 {failure.message.zh}\nerror {failure.message.en}", style="red", markup=False)
    if output is None:
        reports.print_report(documents, failures, form, language)
    else:
        for file in reports.write_reports(documents, failures, form, output, language):
            talk.print(str(file), markup=False)
    raise typer.Exit(checking.status(documents, failures))


def checking_bar(paths: list[Path]) -> "AbstractContextManager[Advance | None]":
    """A progress bar; none for a single file, which is checked before a bar could move."""
    if len(paths) == 1 and not paths[0].is_dir():
        return nullcontext()
    from .progress import progress  # noqa: PLC0415

    return progress(talk, "核对 checking")


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
    endpoint: EndpointOption = None,
) -> None:
    """用 SPARQL 查询库；各图合成缺省图。Ask the store in SPARQL; the default graph is the union of all graphs."""
    from . import querying  # noqa: PLC0415

    text = sys.stdin.read() if str(source) == "-" else read_query(source)
    with answering(store, endpoint) as run:
        querying.print_answer(run, text, output, sys.stdout)


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

    name = chosen or exporting.format_of(output.name)
    with opened(store) as graph:
        if str(output) == "-":
            exporting.export(graph.store, name, sys.stdout.buffer)
        else:
            talk.print(f"{exporting.written(graph.store, name, output)}  {output.name}", markup=False)


@app.command()
def ask(
    name: Annotated[
        str | None, typer.Argument(help="问题的名字；不写则列出全部。The question; none lists them all.")
    ] = None,
    values: Annotated[list[str] | None, typer.Argument(help="参数 名=值 …  Parameters name=value …")] = None,
    store: StoreOption = DEFAULT_STORE,
    output: Annotated[str, typer.Option("--format", help="table csv json sparql")] = "table",
    endpoint: EndpointOption = None,
) -> None:
    """问一个备好的问题。Ask a prepared question."""
    from . import asking  # noqa: PLC0415

    if name is None:
        asking.print_list(sys.stdout)
        return
    with answering(store, endpoint) as run:
        asking.print_answer(run, name, values or [], output, sys.stdout)


@app.command()
def serve(  # noqa: PLR0913, PLR0917  (one parameter an option)
    paths: Annotated[
        list[Path] | None, typer.Argument(help="先读入这些文件或文件夹。Files or folders to read first.")
    ] = None,
    store: StoreOption = DEFAULT_STORE,
    host: Annotated[str, typer.Option(help="监听地址。Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口。Port.")] = 8000,
    root: Annotated[str, typer.Option("--root-path", help="代理给的路径，如 /gouji。A proxy's path for us.")] = "",
    proxies: Annotated[
        list[str] | None, typer.Option("--proxy", help="可信代理的地址。Address of a trusted proxy.")
    ] = None,
    endpoint: EndpointOption = None,
) -> None:
    """在 http://127.0.0.1:8000 提供网页和 SPARQL。Serve pages and SPARQL at http://127.0.0.1:8000."""
    from . import server  # noqa: PLC0415
    from .settings import Settings  # noqa: PLC0415

    settings = Settings(root=root.rstrip("/"), proxies=tuple(proxies or ()))
    with served(paths or [], store, endpoint) as source:
        talk.print(f"http://{host}:{port}{settings.root}/  ·  {settings.root}/sparql  （Ctrl-C 结束 / to stop）")
        server.serve(source, host, port, settings)


@app.command()
def mcp(store: StoreOption = DEFAULT_STORE, endpoint: EndpointOption = None) -> None:
    """让语言模型经 MCP（标准输入输出）查询库。

    Serve the store to language models by the Model Context Protocol over standard input and output.
    """
    from . import mcp_server  # noqa: PLC0415

    with served([], store, endpoint) as source:
        mcp_server.serve(source)


if __name__ == "__main__":
    main()
