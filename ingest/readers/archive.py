"""ZIP archives opened without trust: XLSX and DOCX are such, and so are bundles of files."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from .refusals import DamagedError, EncryptedError, ExcessError

#: The largest real workbook seen has 60 parts and unpacks to 20 MB.
MAX_ENTRIES = 5_000
MAX_ENTRY = 256 * 1024 * 1024
MAX_TOTAL = 512 * 1024 * 1024
#: Sheets of empty cells shrink to a fiftieth; only bombs shrink further, and they must be large to do harm.
MAX_RATIO = 200
SMALL = 4 * 1024 * 1024
CHUNK = 1024 * 1024
ENCRYPTED = 0x1
NAMED_IN_UTF8 = 0x800
#: What a broken archive makes the standard library raise.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError, KeyError)


@dataclass(slots=True)
class Archive:
    """The members of one ZIP file; what is unpacked is counted against the limits."""

    name: str
    form: str
    file: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo] = field(default_factory=dict)
    unpacked: int = 0

    def read(self, entry: str) -> bytes:
        """The bytes of a member; raises a GoujiError where it is encrypted, broken or too large."""
        info = self.entries[entry]
        if info.flag_bits & ENCRYPTED:
            raise EncryptedError(self.name, self.form)
        try:
            return b"".join(self.chunks(info))
        except BROKEN as error:
            raise DamagedError(self.name, self.form, entry) from error

    def chunks(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """The member's bytes piece by piece, so that one which lies about its size is stopped."""
        size = 0
        with self.file.open(info) as opened:
            while chunk := opened.read(CHUNK):
                size += len(chunk)
                self.unpacked += len(chunk)
                if size > SMALL and size > MAX_RATIO * max(info.compress_size, 1):
                    raise ExcessError(self.name, f"{info.filename} 的压缩率", "compression ratio", MAX_RATIO)
                if size > MAX_ENTRY or self.unpacked > MAX_TOTAL:
                    raise ExcessError(self.name, "解压后的字节数", "bytes when unpacked", MAX_TOTAL)
                yield chunk


def opened(data: bytes, name: str, form: str) -> Archive:
    """The archive that ``data`` is; raises a GoujiError where it is none or has too many members."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise DamagedError(name, form) from error
    infos = file.infolist()
    if len(infos) > MAX_ENTRIES:
        raise ExcessError(name, "压缩包里的文件数", "files in the archive", MAX_ENTRIES)
    return Archive(name, form, file, {named(info): info for info in infos if not info.is_dir()})


def named(info: zipfile.ZipInfo) -> str:
    """The member's name; programs in China write GBK where nothing says that it is UTF-8.

    >>> named(zipfile.ZipInfo("预算.xlsx".encode("gbk").decode("cp437")))
    '预算.xlsx'
    """
    if info.flag_bits & NAMED_IN_UTF8 or info.filename.isascii():
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return info.filename
