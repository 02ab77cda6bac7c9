"""Whether a document goes to its end: a file cut in the middle is refused, never half read."""

import re
from collections.abc import Sequence

from ...ontology.forms import Form
from ..documents import Document, Row
from ..plain import plain, unnumbered
from ..readers.encodings import TruncatedError
from .sentences import passages
from .statements import Recognised, Statement

PART = re.compile(r"第[一二三四五六七八九十]+部分")
ENDINGS = frozenset('。.！!？?；;：:）)」”"』》')
#: The dots that lead to a page number.
LEADERS = re.compile(r"(?:\.{3,}|…{2,}|·{4,}).*")
#: A grand total that leaves open of which side it is.
TOTALS = frozenset({"总计", "合计"})
#: Words under a table that are no row of it.
NOTE = re.compile(r"(?:注|备注|说明|附注)[:：]?|.*[。；]$")
#: The margin and a level may be merged over a row of indicators, and lost from it.
MERGED = 2
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
    if last.form.rows != "goals" and lacks_cells(piece.rows, wanted):
        return True
    return last.form.rows == "sided" and not has_grand_total(last, last.form)


def lacks_cells(rows: Sequence[Row], wanted: int) -> bool:
    """Whether the last row breaks off where the others are whole.

    A note or a total may be merged over columns whose spans are lost.
    """
    last = rows[-1]
    merged = len(last) > 1 and unnumbered(last[0].text) in TOTALS and len(last) > wanted // 2
    note = len(last) == 1 and bool(NOTE.match(plain(last[0].text)))
    whole = all(len(row) >= wanted for row in rows[:-1] if unnumbered(row[0].text) not in TOTALS)
    return len(last) < wanted and whole and not (merged or note)


def has_indicators(sheet: Statement) -> bool:
    """Whether the last piece of a sheet came to its indicators, and its last row there is whole."""
    rows = sheet.pieces[-1].rows
    words = {word for word, role in sheet.form.extra.get("indicators", {}).items() if role == "name"} | {"三级指标"}
    headings = [i for i, row in enumerate(rows) if any(plain(cell.text).partition("(")[0] in words for cell in row)]
    wanted = sheet.form.extra.get("columns") is not None
    if not headings:
        return not wanted and sheet.form.rows != "sheet"
    totals = sheet.form.extra.get("levels", {}).get("total", ())
    if any(unnumbered(row[0].text) in totals for row in rows[headings[-1] :]):
        return True
    least = len(rows[headings[-1]]) - MERGED
    return headings[-1] < len(rows) - 1 and any(len(row) >= least for row in rows[-2:])


def has_grand_total(table: Statement, form: Form) -> bool:
    """Whether an overview table came to the row that adds everything up."""
    grand = form.extra["rows"]["grand"]
    return any(unnumbered(cell.text) in {*grand, *TOTALS} for row in table.rows for cell in row)


def ends_in_a_sentence(document: Document, end: int) -> bool:
    """Whether the file ends, without a line end, in a long sentence that has none either, before its last part."""
    line = document.lines[end - 1].strip() if end else ""
    if end < len(document.lines) or "\t" in line or len(line) <= SENTENCE or line[-1] in ENDINGS:
        return False
    # Explanations of terms hold no figures of the document, and many end without their full stop.
    return passages(document)[-1].kind != "glossary"


def lacks_parts(document: Document, recognised: Recognised) -> bool:
    """Whether the last thing that a contents page lists does not come after it.

    A text that comes to the end of a sentence may name its last part in other words, and one without any table may
    have all its tables in another file.
    """
    paragraphs = [(block.place.first, plain(block.text)) for block in document.paragraphs()]
    if recognised.contents:
        listed = [plain(row[0].text) for grid in recognised.contents for row in grid.rows]
        listed, after = [text for text in listed if PART.match(text)], recognised.contents[-1].place.last
    else:
        listed, after = plain_contents(paragraphs)
    later = [text for line, text in paragraphs if line > after]
    missing = [not comes(entry, later) for entry in listed[-2:]]
    if not missing or not missing[-1]:
        return False
    ended = bool(later) and later[-1][-1:] in ENDINGS and paragraphs[-1][0] >= document.blocks[-1].place.first
    return not (ended and (not all(missing) or not recognised.statements))


def comes(entry: str, later: Sequence[str]) -> bool:
    """Whether a part that the contents list comes later, by its ordinal or by its words."""
    words = unnumbered(LEADERS.sub("", entry).lstrip("-"))
    part = PART.match(entry)
    return any((part and text.startswith(part.group())) or (words and words in text) for text in later)


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
