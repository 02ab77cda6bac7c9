"""Pictures in files: the pages of a PDF that are scans, and files that are nothing but a picture."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from ....ontology.messages import GoujiError
from ...documents import Document
from ..pdf.furniture import without_furniture
from ..pdf.pages import Page
from ..pdf.transcript import transcribed

#: Pixels an inch at which pages are looked at: below 200 the recogniser is less certain.
SHARP = 200
POINTS = 72
#: Pixels of the longer side that a picture may have.
LARGEST = 12_000
#: The shorter side of a picture is taken for that of A4, in points.
A4 = 595.0
#: What ``gouji[ocr]`` brings.
NEEDED = ("cv2", "numpy", "rapidocr", "onnxruntime")


class NotInstalledError(GoujiError):
    """The recogniser is not installed."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}：是图片，要装上识别组件才能读：pip install 'gouji[ocr]'。",
            f"{name}: a picture; install the recogniser to read it: pip install 'gouji[ocr]'.",
        )


class NoPictureError(GoujiError):
    """The bytes are no picture that can be opened."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}：图片已损坏、过大或格式不认识，打不开。",
            f"{name}: the picture is damaged, too large or of an unknown format.",
        )


class NothingReadError(GoujiError):
    """No text was found in the picture."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}：图片里没有认出文字。", f"{name}: no text was recognised in the picture.")


def is_installed() -> bool:
    """Whether what ``gouji[ocr]`` brings is there."""
    return all(find_spec(package) is not None for package in NEEDED)


def read(data: bytes, name: str) -> Document:
    """The document that a picture shows (PNG, JPEG, TIFF, BMP)."""
    if not is_installed():
        raise NotInstalledError(name)
    import cv2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    from .pages import scanned  # noqa: PLC0415

    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)
    except cv2.error as error:
        raise NoPictureError(name) from error
    if pixels is None or max(pixels.shape) > LARGEST or min(pixels.shape) < 1:
        raise NoPictureError(name)
    height, width = pixels.shape
    across = A4 if height >= width else A4 * width / height
    page = scanned(np.asarray(pixels, np.uint8), 1, across / width)
    if not page.items:
        raise NothingReadError(name)
    return transcribed(without_furniture([page])).document(name, data, "OCR")


def recognised(data: bytes, pages: Sequence[Page]) -> Iterator[Page]:
    """The pages of a PDF, those that are scans read by the recogniser, which must be installed."""
    import numpy as np  # noqa: PLC0415
    import pypdfium2  # noqa: PLC0415

    from .pages import scanned  # noqa: PLC0415

    document = pypdfium2.PdfDocument(data)
    try:
        for page in pages:
            if not page.scanned:
                yield page
                continue
            scale = min(SHARP / POINTS, LARGEST / max(page.width, page.height, 1))
            bitmap = document[page.number - 1].render(scale=scale, grayscale=True)
            pixels = bitmap.to_numpy().reshape(bitmap.height, bitmap.width)
            yield scanned(np.ascontiguousarray(pixels, np.uint8), page.number, 1 / scale)
    finally:
        document.close()
