"""Looking at what a reader made of a file."""

from collections.abc import Callable

import pytest

from gouji.ingest.documents import Document, Grid, Paragraph
from gouji.ingest.readers.files import read_bytes

Shape = list[str | list[list[str]]]


def shape(document: Document) -> Shape:
    """Paragraphs as words; grids as rows of words, a cell that covers others with its columns×rows."""
    return [
        block.text
        if isinstance(block, Paragraph)
        else [
            [f"{c.text}<{c.columns}x{c.rows}>" if c.columns * c.rows > 1 else c.text for c in row] for row in block.rows
        ]
        for block in document.blocks
        if isinstance(block, (Paragraph, Grid))
    ]


@pytest.fixture
def read() -> Callable[[bytes, str], Shape]:
    """What the reader of a file makes of it, as :func:`shape` shows it."""
    return lambda data, name: shape(read_bytes(data, name))
