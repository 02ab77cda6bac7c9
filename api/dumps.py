"""``/dumps/``: each export as a file, made when it is first asked for, in a process of its own."""

import hashlib
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from weakref import finalize

from anyio import to_thread
from pyoxigraph import Store
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from ..ontology.messages import GoujiError
from .confinement import confine
from .exporting import EXPORTS, file_of, written
from .mounting import rooted
from .problems import CrashedError, NoSuchPageError, RequestError
from .serving import Service, problem_response
from .worker import SPAWN

Handler = Callable[[Request], Awaitable[Response]]

#: Seconds a client waits for an export that is being made before it is told to come back.
PATIENCE = 60.0
#: Address space of the process that makes one; graphs of a whole province are sorted on the way.
MEMORY = 8 << 30


class NotReadyError(RequestError):
    """An export is still being made."""

    status = 503
    slug = "not-ready"
    retry_after = 30

    def __init__(self) -> None:
        super().__init__("文件正在生成，请稍后再来。", "The file is being made; please come back shortly.")


class Dumps:
    """The files of one checkpoint, one made at a time; they go when the service does."""

    def __init__(self, checkpoint: Path) -> None:
        self.checkpoint = checkpoint
        self._folder = Path(mkdtemp(prefix="gouji-dumps-"))
        finalize(self, rmtree, self._folder, ignore_errors=True)
        self._turn = threading.Lock()

    def path(self, name: str) -> Path:
        """The file of a format; raises :class:`NotReadyError` while another is made, or it takes long."""
        path = self._folder / file_of(EXPORTS[name])
        if path.exists():
            return path
        if not self._turn.acquire(timeout=PATIENCE):
            raise NotReadyError
        try:
            if not path.exists():
                self.make(name, path)
        finally:
            self._turn.release()
        return path

    def make(self, name: str, path: Path) -> None:
        """Make a file in another process: what goes wrong there goes wrong there."""
        process = SPAWN.Process(target=make, args=(self.checkpoint, name, path), daemon=True, name="gouji-dump")
        process.start()
        process.join()
        if not path.exists():
            raise CrashedError


def make(checkpoint: Path, name: str, path: Path) -> None:
    """The life of the process that makes a file."""
    confine(MEMORY)
    written(Store.read_only(str(checkpoint)), name, path)


def routes(service: Service) -> list[BaseRoute]:
    """The list of files, the files, and the checksum of each; none where the data are on another server."""
    checkpoint = getattr(service.pool, "checkpoint", None)
    if not isinstance(checkpoint, Path):
        return []
    dumps = Dumps(checkpoint)

    async def listed(_: Request) -> Response:
        return JSONResponse({"data": contents(), "meta": {"version": service.version}})

    async def file(request: Request) -> Response:
        name, wants_sum = wanted(request.path_params["file"])
        path = await to_thread.run_sync(dumps.path, name)
        if wants_sum:
            digest = await to_thread.run_sync(checksum, path)
            return PlainTextResponse(f"{digest}  {path.name}\n")
        return FileResponse(path, media_type=EXPORTS[name].media_type, filename=path.name)

    return [Route("/dumps", listed), Route("/dumps/", listed), Route("/dumps/{file}", refusing(file))]


def refusing(handle: Handler) -> Handler:
    """A handler whose refusals are told to a program, whoever asks."""

    async def handled(request: Request) -> Response:
        try:
            return await handle(request)
        except GoujiError as error:
            return problem_response(error)

    return handled


def contents() -> list[dict[str, str]]:
    """The files that can be had."""
    return [
        {
            "format": name,
            "file": rooted(f"/dumps/{file_of(export)}"),
            "checksum": rooted(f"/dumps/{file_of(export)}.sha256"),
            "mediaType": export.media_type,
            "zh": export.about.zh,
            "en": export.about.en,
        }
        for name, export in EXPORTS.items()
    ]


def wanted(file: str) -> tuple[str, bool]:
    """The format that a file is of, and whether its checksum is wanted; raises :class:`NoSuchPageError`."""
    plain = file.removesuffix(".sha256")
    for name, export in EXPORTS.items():
        if plain == file_of(export):
            return name, plain != file
    raise NoSuchPageError(f"/dumps/{file}")


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
