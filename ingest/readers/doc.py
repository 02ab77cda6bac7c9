"""DOC and RTF files, converted to DOCX by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ..documents import Document
from . import docx
from .refusals import ConverterError

FORM = "DOC"
#: Where LibreOffice is when it is not on the search path.
INSTALLED = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
#: Seconds a conversion may take; the first one sets up a profile and takes three.
SECONDS = 120


def read(data: bytes, name: str) -> Document:
    """The document that the file is; raises a GoujiError where it cannot be converted or read."""
    return docx.written(converted(data, name), name).document(name, data, FORM)


def converted(data: bytes, name: str) -> bytes:
    """The file as DOCX; each conversion has a profile of its own, so that no macro runs and none waits for another."""
    program = converter()
    if program is None:
        raise ConverterError(name, FORM, "这里没有安装", "which is not installed here")
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        source = Path(folder, "source.rtf" if data.startswith(b"{\\rtf") else "source.doc")
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        if not ended(command, folder):
            raise ConverterError(name, FORM, f"{SECONDS} 秒内没有完成", f"which took more than {SECONDS} seconds")
        result = Path(folder, "source.docx")
        if not result.exists():
            raise ConverterError(
                name,
                FORM,
                "这里没有转换成功（文件损坏，或没有装 Writer）",
                "which failed (a damaged file, or no Writer installed)",
            )
        return result.read_bytes()


def converter() -> str | None:
    """The program that converts, if there is one."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((str(path) for path in INSTALLED if path.exists()), None)


def ended(command: list[str], folder: str) -> bool:
    """Whether the command ended in time; if not, it and what it started are ended."""
    process = subprocess.Popen(  # noqa: S603  (our own arguments; the file's name is not among them)
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        end(process)
        return False
    return True


def end(process: subprocess.Popen[bytes]) -> None:
    """End the process and those it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
