"""The formats of a report on checked documents, one file each."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ...ontology.messages import GoujiError
from ..phrases import Language
from ..processes import Failure
from .entries import Checked

Writer = Callable[[Sequence[Checked], Sequence[Failure], Language | None], bytes]


class UnknownFormatError(GoujiError):
    """No report has this format."""

    def __init__(self, name: str) -> None:
        known = " ".join(FORMATS)
        super().__init__(
            f"不认识的报告格式 {name!r}；可用：{known}。", f"unknown report format {name!r}; there are: {known}."
        )


class UnwritableError(GoujiError):
    """The report could not be written where it was asked for."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}：写不了（{reason}）。", f"{path}: cannot be written ({reason}).")


class TerminalError(GoujiError):
    """A workbook is nothing for a terminal."""

    def __init__(self) -> None:
        super().__init__(
            "xlsx 不能写到终端；请加 --output 文件.xlsx。", "xlsx is not for a terminal; add --output FILE.xlsx."
        )


def text(documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None) -> bytes:
    """Plain text, without colours."""
    import io  # noqa: PLC0415

    from .text import TextReport  # noqa: PLC0415

    output = io.StringIO()
    TextReport(output, language).write(documents, failures)
    return output.getvalue().encode()


def json(documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None) -> bytes:  # noqa: ARG001
    """JSON, in both languages always."""
    from .json_report import json_text  # noqa: PLC0415

    return json_text(documents, failures).encode()


def html(documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None) -> bytes:
    """One page that needs nothing else."""
    from .html import html_text  # noqa: PLC0415

    return html_text(documents, failures, language).encode()


def xlsx(documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None) -> bytes:
    """An auditor's working paper."""
    from .xlsx import workbook_bytes  # noqa: PLC0415

    return workbook_bytes(documents, failures, language)


def ttl(documents: Sequence[Checked], failures: Sequence[Failure], language: Language | None) -> bytes:  # noqa: ARG001
    """A SHACL validation report, in both languages always."""
    from .ttl import turtle  # noqa: PLC0415

    return turtle(documents).encode()


#: Each writer loads its own library only when it is asked for.
FORMATS: Mapping[str, Writer] = {"text": text, "json": json, "html": html, "xlsx": xlsx, "ttl": ttl}
SUFFIXES: Mapping[str, str] = {"text": ".txt", "json": ".json", "html": ".html", "xlsx": ".xlsx", "ttl": ".ttl"}


def writer(name: str) -> Writer:
    """The writer of a format; raises :class:`UnknownFormatError`."""
    if name not in FORMATS:
        raise UnknownFormatError(name)
    return FORMATS[name]


def print_report(
    documents: Sequence[Checked], failures: Sequence[Failure], name: str, language: Language | None
) -> None:
    """One report on all documents to the standard output; text in colour on a terminal, failures left out of it."""
    if name == "text":
        from .text import TextReport  # noqa: PLC0415

        TextReport(sys.stdout, language).write(documents, (), unreadable=len(failures))
        return
    if name == "xlsx" and sys.stdout.isatty():
        raise TerminalError
    sys.stdout.flush()
    sys.stdout.buffer.write(writer(name)(documents, failures, language))
    sys.stdout.buffer.flush()


def is_folder(output: Path, documents: int) -> bool:
    """Whether each document gets a report: ``output`` is a folder, or has no suffix while there are several."""
    return output.is_dir() or (documents > 1 and not output.suffix)


def write_reports(
    documents: Sequence[Checked], failures: Sequence[Failure], name: str, output: Path, language: Language | None
) -> list[Path]:
    """Write one report to the file ``output``, or one a document into that folder; the files written."""
    write = writer(name)
    if not is_folder(output, len(documents)):
        written(output, write(documents, failures, language))
        return [output]
    files: dict[Path, None] = {}
    for document in documents:
        stem = Path(document.file).stem
        file, number = output / f"{stem}{SUFFIXES[name]}", 1
        while file in files:
            number += 1
            file = output / f"{stem}-{number}{SUFFIXES[name]}"
        written(file, write([document], (), language))
        files[file] = None
    return list(files)


def written(path: Path, data: bytes) -> None:
    """Write a whole file or none."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(data)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise UnwritableError(path, error.strerror or str(error)) from error
