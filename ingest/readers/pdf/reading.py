"""The whole way of one PDF file: its pages, without furniture, its tables joined, its paragraphs put together."""

import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from ...documents import Document
from ..scans import files as scans
from .drawn import TooManyObjects
from .furniture import without_furniture
from .glyphs import is_unknown
from .pages import Page, page_of
from .refusals import (
    BlankError,
    DamagedError,
    LockedError,
    ScanError,
    TooManyPagesError,
    TooMuchOnPageError,
    TooSlowError,
    UnknownSignsError,
)
from .transcript import transcribed

#: Above this share of characters that fonts leave open, what is read is no text.
UNKNOWN = 0.05
#: So many signs of words that are not read are shown.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read before it is given up."""

    pages: int = 1500
    objects: int = 200_000
    seconds: float = 120.0


@contextmanager
def uncollected() -> Iterator[None]:
    """Meanwhile no garbage in cycles is looked for: what is read of pages makes none, and looking takes a twentieth."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@uncollected()
def read(data: bytes, name: str, limits: Limits | None = None) -> Document:
    """The document that the bytes of a PDF hold."""
    pages = pages_of(data, name, limits or Limits())
    pictures = [page.number for page in pages if page.scanned]
    if pictures and scans.is_installed():
        pages, pictures = list(scans.recognised(data, pages)), []
    if 2 * len(pictures) >= len(pages):
        raise ScanError(name, pictures[0]) if pictures else BlankError(name)
    if not any(page.items for page in pages):
        raise BlankError(name)
    if unknown_share(pages) > UNKNOWN:
        raise UnknownSignsError(name)
    written = transcribed(without_furniture(pages))
    for number in pictures:
        written.remark(
            f"第{number}页是图片，没有读；装上 gouji[ocr] 才能识别",
            f"page {number} is a picture and was not read; gouji[ocr] reads it",
        )
    for words, number in first_pages((page.across, page.number) for page in pages).items():
        written.remark(
            f"第{number}页有斜印或跨行印的文字“{words[:SHOWN]}”，按水印没有读",
            f"page {number} has words printed across it, {words[:SHOWN]!r}: a watermark, not read",
        )
    for words, number in first_pages((page.unseen, page.number) for page in pages).items():
        written.remark(
            f"第{number}页有看不见的文字“{words[:SHOWN]}”，没有读",
            f"page {number} has words that nobody sees, {words[:SHOWN]!r}, which were not read",
        )
    return written.document(name, data, "PDF")


def first_pages(found: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The page on which each of the words stands first.

    >>> first_pages([("样张", 1), ("", 2), ("样张", 3)])
    {'样张': 1}
    """
    first: dict[str, int] = {}
    for words, number in found:
        if words:
            first.setdefault(words, number)
    return first


def unknown_share(pages: Sequence[Page]) -> float:
    """Which share of the characters the fonts leave open."""
    signs = "".join(line.text for page in pages for line in page.lines())
    return sum(map(is_unknown, signs)) / max(len(signs), 1)


def pages_of(data: bytes, name: str, limits: Limits) -> list[Page]:
    """The pages, each as it is laid out."""
    end = time.monotonic() + limits.seconds
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise LockedError(name) from error
        raise DamagedError(name) from error
    try:
        count = len(document)
        if count > limits.pages:
            raise TooManyPagesError(name, count, limits.pages)
        found = []
        for at in range(count):
            if time.monotonic() > end:
                raise TooSlowError(name, at + 1, limits.seconds)
            try:
                found.append(page_of(document.raw, at, limits.objects))
            except TooManyObjects as error:
                raise TooMuchOnPageError(name, at + 1, limits.objects) from error
        return found
    finally:
        document.close()
