"""Whether a document goes to its end: a file cut in the middle is refused, never half read."""

import re
from collections.abc import Sequence

from ...ontology.forms import Form
from ..documents import Document
from ..plain import plain, unnumbered
from ..readers.encodings import TruncatedError
from .statements import Recognised, Statement

PART = re.compile(r"第[一二三四五六七八九十]+部分")
ENDINGS = frozenset('。.！!？?；;：:）)」”"』》')
#: The dots that lead to a page number.
LEADERS = re.compile(r"(?:\.{3,}|…{2,}|·{4,}).*")
#: Formats without places of their own that open only as a whole.
WHOLE = frozenset({"DOCX", "DOC"})
#: A last line this long that ends without any mark of an end is a sentence that was cut.
SENTENCE = 40


def refuse_cut(document: Document, recognised: Recognised) -> None:
    """Raise :class:`TruncatedError` if the document plainly breaks off.

    Signs: a last row that lacks cells; an overview table without its grand total or a sheet without its
    indicators as the last thing in the file; a long last sentence without an end; parts that the contents
    announce and that never come. Only of text: a file of another format that was cut cannot be opened at all.
    """
    if document.paper.spots or document.encoding in WHOLE:
        return
    end = max((number for number, line in enumerate(document.lines, start=1) if line.strip()), default=0)
    last = max(recognised.statements, key=lambda statement: statement.place.last, default=None)
    if last is not None and last.place.last >= end and is_cut(last):
        raise TruncatedError(document.name, end)
    if ends_in_a_sentence(document, end) or lacks_parts(document, recognised):
        raise TruncatedError(document.name, end)


def is_cut(last: Statement) -> bool:
    """Whether the last table of a file breaks off."""
    piece = last.pieces[-1]
    wanted = len(piece.layout.columns) - piece.missing
    if piece.layout.starts is not None:
        return not has_indicators(last)
    if not piece.rows:
        return False
    if len(piece.rows[-1]) < wanted:
        return True
    return last.form.rows == "sided" and not has_grand_total(last, last.form)


def has_indicators(sheet: Statement) -> bool:
    """Whether the last piece of a sheet came to its indicators, and its last row there is whole."""
    rows = sheet.pieces[-1].rows
    headings = [i for i, row in enumerate(rows) if any("三级指标" in plain(cell.text) for cell in row)]
    wanted = sheet.form.extra.get("columns") is not None
    if not headings:
        return not wanted and sheet.form.rows != "sheet"
    return headings[-1] < len(rows) - 1 and any(len(row) >= len(rows[headings[-1]]) for row in rows[-2:])


def has_grand_total(table: Statement, form: Form) -> bool:
    """Whether an overview table came to the row that adds everything up."""
    grand = form.extra["rows"]["grand"]
    return any(unnumbered(cell.text) in grand for row in table.rows for cell in row)


def ends_in_a_sentence(document: Document, end: int) -> bool:
    """Whether the file ends, without a line end, in a long sentence that has none either."""
    line = document.lines[end - 1].strip() if end else ""
    return end == len(document.lines) and "\t" not in line and len(line) > SENTENCE and line[-1] not in ENDINGS


def lacks_parts(document: Document, recognised: Recognised) -> bool:
    """Whether the last thing that a contents page lists does not come after it."""
    paragraphs = [(block.place.first, plain(block.text)) for block in document.paragraphs()]
    if recognised.contents:
        listed = [plain(row[0].text) for grid in recognised.contents for row in grid.rows]
        parts = [found.group() for text in listed if (found := PART.match(text))]
        after = recognised.contents[-1].place.last
        return bool(parts) and not any(text.startswith(parts[-1]) for line, text in paragraphs if line > after)
    listed, after = plain_contents(paragraphs)
    wanted = unnumbered(LEADERS.sub("", listed[-1]).lstrip("-")) if listed else ""
    return bool(wanted) and not any(wanted in text for line, text in paragraphs if line > after)


def plain_contents(paragraphs: Sequence[tuple[int, str]]) -> tuple[list[str], int]:
    """The entries of a contents page without page numbers, and its last line.

    It begins after the line 目录 and ends where its first entry comes again, as the heading of the first part.
    """
    start = next((i for i, (_, text) in enumerate(paragraphs) if text == "目录"), None)
    if start is None or start + 1 >= len(paragraphs):
        return [], 0
    first = paragraphs[start + 1][1]
    for i in range(start + 2, min(start + 80, len(paragraphs))):
        text = paragraphs[i][1]
        if len(text) >= 4 and first.startswith(text):
            return [text for _, text in paragraphs[start + 1 : i]], paragraphs[i - 1][0]
    return [], 0
