"""The words of Word paragraphs as they are printed: insertions kept, deletions and hidden words left out."""

from collections.abc import Iterator

from lxml import etree

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT, TAB, BREAK, RETURN, HYPHEN = (f"{WORD}{tag}" for tag in ("t", "tab", "br", "cr", "noBreakHyphen"))
RUN, RUN_PROPERTIES, HIDDEN, PARAGRAPH, TABLE = (f"{WORD}{tag}" for tag in ("r", "rPr", "vanish", "p", "tbl"))
BOX = f"{WORD}txbxContent"
CHOICE, FALLBACK, ALTERNATES = (f"{COMPATIBLE}{tag}" for tag in ("Choice", "Fallback", "AlternateContent"))
#: What was deleted or moved away, and the properties of paragraphs, whose tabs are only stops.
LEFT_OUT = frozenset(
    {f"{WORD}{tag}" for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rubyPr", "rt", "object")}
)
SIGNS = {TAB: "\t", BREAK: "\n", RETURN: "\n", HYPHEN: "-"}


def words(paragraph: etree._Element) -> str:
    """The words of a paragraph; those in its text boxes are not of it (see :func:`boxes`)."""
    return "".join(pieces(paragraph))


def pieces(element: etree._Element) -> Iterator[str]:
    """The words and signs in ``element``, in order."""
    for child in element.iterchildren():
        if child.tag in LEFT_OUT or child.tag in {BOX, PARAGRAPH, TABLE} or is_hidden(child):
            continue
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag] if child.get(f"{WORD}type") not in {"page", "column"} else ""
        elif child.tag == ALTERNATES:
            yield from pieces(chosen(child))
        else:
            yield from pieces(child)


def is_hidden(element: etree._Element) -> bool:
    """Whether a run of words is hidden."""
    if element.tag != RUN:
        return False
    hidden = element.find(f"{RUN_PROPERTIES}/{HIDDEN}")
    return hidden is not None and hidden.get(f"{WORD}val", "1") not in {"0", "false", "off"}


def chosen(alternates: etree._Element) -> etree._Element:
    """The one of several renderings of the same thing that is read: the first."""
    for tag in (CHOICE, FALLBACK):
        found = alternates.find(tag)
        if found is not None:
            return found
    return alternates


def boxes(element: etree._Element) -> Iterator[etree._Element]:
    """The text boxes anchored in ``element``, each once, those inside other boxes and tables left to them."""
    for child in element.iterchildren():
        if child.tag == BOX:
            yield child
        elif child.tag == ALTERNATES:
            yield from boxes(chosen(child))
        elif child.tag not in LEFT_OUT and child.tag not in {PARAGRAPH, TABLE}:
            yield from boxes(child)
