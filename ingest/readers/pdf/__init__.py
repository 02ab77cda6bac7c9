"""PDF with a text layer: characters and ruled lines through PDFium, put together into paragraphs and grids."""

from ...documents import Document


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a PDF file.

    Raises a :class:`~gouji.ontology.messages.GoujiError` with one sentence if it cannot be read.
    """
    from . import reading  # noqa: PLC0415  (PDFium is loaded when the first PDF is read, not before)

    return reading.read(data, name)


__all__ = ["read"]
