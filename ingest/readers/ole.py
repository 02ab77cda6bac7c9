"""What an OLE file (DOC, XLS, files with a password) holds, by the entries of its directory."""

from typing import Literal

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: A directory is a row of entries of this many bytes: the name, its length at 64, the type at 66, the size at 120.
ENTRY = 128
STREAM = 2

Content = Literal["workbook", "document", "slides", "encrypted"]

STREAMS: dict[str, Content] = {
    "Workbook": "workbook",
    "Book": "workbook",
    "WordDocument": "document",
    "PowerPoint Document": "slides",
    "EncryptedPackage": "encrypted",
}

#: In the header: where the size of a sector stands (a power of two), and the number of the directory's first.
SECTOR_SIZE, DIRECTORY = 30, 48


def is_cut(data: bytes) -> bool:
    """Whether the file ends before its directory, which programs write near the end.

    >>> is_cut(SIGNATURE)
    True
    """
    size = 1 << min(int.from_bytes(data[SECTOR_SIZE : SECTOR_SIZE + 2], "little"), 16)
    begin = (int.from_bytes(data[DIRECTORY : DIRECTORY + 4], "little") + 1) * size
    return len(data) < begin + ENTRY


def content(data: bytes) -> Content | None:
    """What the file is: the largest of the streams that tell it, since documents hold others as inserts.

    >>> content(SIGNATURE) is None
    True
    """
    sizes: dict[Content, int] = {}
    for name, what in STREAMS.items():
        written = name.encode("utf-16-le") + b"\0\0"
        at = data.find(written)
        while at >= 0:
            if at % ENTRY == 0 and data[at + 66 : at + 67] == bytes([STREAM]):
                sizes[what] = max(sizes.get(what, 0), int.from_bytes(data[at + 120 : at + 124], "little"))
            at = data.find(written, at + 1)
    return max(sizes, key=lambda what: sizes[what], default=None)
