"""The forms on the command line: which there are, what one says, and drafts for those nobody described."""

import sys
import tomllib
from pathlib import Path
from typing import Annotated

import typer

from ..ontology.messages import GoujiError

app = typer.Typer(
    help="表样：列出、查看，或为不认识的表起草。\n\nForms: list them, show one, draft those nobody described."
)


class NoSuchFormError(GoujiError):
    """No form has this id."""

    def __init__(self, identifier: str) -> None:
        super().__init__(
            f"没有编号为 {identifier} 的表样；gouji forms list 列出全部。",
            f"no form {identifier}; see gouji forms list.",
        )


@app.command(name="list")
def list_forms() -> None:
    """列出认识的表样。List the forms that are known."""
    from ..ontology.forms import forms  # noqa: PLC0415
    from .querying import print_rows  # noqa: PLC0415

    rows = [[form.id, form.zh, form.en, form.rows, str(len(form.layouts))] for form in forms()]
    print_rows(["form", "zh", "en", "rows", "layouts"], rows, sys.stdout)


@app.command()
def show(identifier: Annotated[str, typer.Argument(help="表样编号，如 b05。The id of a form.")]) -> None:
    """说明一张表样：题名、表头、各栏。Explain one form: titles, headings, columns."""
    from ..ontology.forms import forms  # noqa: PLC0415

    found = next((form for form in forms() if form.id == identifier), None)
    if found is None:
        raise NoSuchFormError(identifier)
    typer.echo(f"{found.id} {found.zh} / {found.en}\n{found.about_zh}\n{found.about_en}")
    typer.echo("题名 titles: " + "  ".join(pattern.pattern for pattern in found.titles))
    for layout in found.layouts:
        typer.echo(
            f"\n{layout.name}\n  表头 heading: {' '.join(layout.heading)}\n  各栏 columns: {' '.join(layout.columns)}"
        )


@app.command()
def suggest(
    file: Annotated[Path, typer.Argument(help="公开文件。A disclosure.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="写到哪个文件。The file to write.")] = None,
) -> None:
    """为文件里不认识的表起草表样，由人补全。Draft forms for the tables of a file that are not known.

    退出码：0 有草稿或没有不认识的表，2 文件读不了。Exit status: 0, or 2 if the file cannot be read.
    """
    from ..ingest.readers.files import read  # noqa: PLC0415
    from ..ingest.recognise.drafts import drafts, toml  # noqa: PLC0415

    found = list(drafts(read(file)))
    if not found:
        typer.echo(f"{file.name}：没有不认识的表。No table of an unknown form.", err=True)
        return
    text = toml(found, file.name)
    tomllib.loads(text)
    if output is None:
        typer.echo(text, nl=False)
    else:
        output.write_text(text, "utf-8")
    told, columns = sum(draft.known for draft in found), sum(len(draft.roles) for draft in found)
    typer.echo(
        f"{len(found)} 张表，{columns} 栏中 {told} 栏已认出。{len(found)} tables, {told} of {columns} columns told.",
        err=True,
    )
