"""SPARQL as tokens, in the way that Oxigraph's grammar reads it.

Oxigraph has no lexer of its own: keywords need no blank around them (``trueSERVICE<http://…>``), and ``<`` is
less-than wherever an expression can go on, even where an IRI could be read. So that a token here never hides
text the engine would read otherwise, the few spellings that can be read in two ways are refused.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["iri", "string", "blank", "name", "variable", "tag", "number", "word", "mark"]

# PN_CHARS_BASE and its derivatives, SPARQL 1.1 part 19.8.
BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
FIRST = f"{BASE}_"
NEXT = f"{FIRST}0-9\u00b7\u0300-\u036f\u203f-\u2040"
CHARS = rf"{NEXT}\-"
ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"

IRI = rf"<(?:[^<>\"{{}}|^`\\\x00-\x20]|{UNICODE})*>"
# Longer prefixes come out as several tokens, which hides nothing and keeps ``a.a.a…`` from taking quadratic time.
PREFIX = rf"(?:[{BASE}](?:[{CHARS}.]{{0,100}}[{CHARS}])?)?:"
LOCAL = rf"(?:[{FIRST}:0-9]|{ESCAPED})(?:(?:[{CHARS}.:]|{ESCAPED})*(?:[{CHARS}:]|{ESCAPED}))?"
BLANK = rf"_:[{FIRST}0-9](?:[{CHARS}.]*[{CHARS}])?"
STRING = (
    r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""'
    "|"
    r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
    "|"
    r'"(?:[^"\\\n\r]|\\.)*"'
    "|"
    r"'(?:[^'\\\n\r]|\\.)*'"
)

TOKEN = re.compile(
    rf"(?P<blankspace>[ \t\r\n]+|\#[^\r\n]*)"
    rf"|(?P<iri>{IRI})|(?P<string>{STRING})|(?P<blank>{BLANK})|(?P<name>{PREFIX}(?:{LOCAL})?)"
    rf"|(?P<variable>[?$][{FIRST}0-9][{NEXT}]*)|(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)"
    rf"|(?P<number>(?:\d+\.?\d*|\.\d+)[eE][+-]?\d+|\d*\.\d+|\d+)|(?P<word>[{FIRST}][{NEXT}]*)|(?P<mark>.)",
    re.DOTALL,
)

#: After these a comparison can follow.
OPERANDS = frozenset({"iri", "string", "blank", "name", "variable", "tag", "number"})
#: An IRI that no expression can be: ``<`` and then ``http://`` is a syntax error for less-than.
HIERARCHICAL = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
#: What would let the two readings of ``<…>`` go apart: brackets, strings, comments.
DIVIDING = re.compile(r"[()\[\]'#]")
CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind, its text, where it starts; ``glued`` when nothing stands before it."""

    kind: Kind
    text: str
    start: int
    glued: bool


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a query, counted from 1 as an editor shows it."""

    line: int
    column: int


def holds(query: str, words: Iterable[str]) -> bool:
    r"""Whether a query could hold one of some lower-case words, in whatever case; an escaped codepoint could spell any.

    Ten times as fast as looking with a regular expression, and almost every query holds none.

    >>> holds("SELECT (Now() AS ?t) {}", {"now"}), holds("ASK {}", {"now"}), holds(r"ASK { ?\u0073 ?p 1 }", {"now"})
    (True, False, True)
    """
    folded = query.casefold()
    return "\\u" in folded or any(word in folded for word in words)


class UnlexableError(Exception):
    """Text that is no token, or could be two; ``reason`` is ``string``, ``escape`` or ``less-than``."""

    def __init__(self, reason: str, start: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.start = start


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, without blanks and comments; raises :class:`UnlexableError`.

    >>> [token.text for token in tokens("SELECT*{?s?p'SERVICE' . FILTER(trueSERVICE)} # SERVICE")][-5:]
    ['FILTER', '(', 'trueSERVICE', ')', '}']
    """
    previous: Token | None = None
    open_brackets: list[str] = []
    glued = False
    for found in TOKEN.finditer(query):
        kind, text = found.lastgroup, found.group()
        if kind == "blankspace":
            glued = False
            continue
        token = Token(kind, text, found.start(), glued)  # type: ignore[arg-type]  # the groups are the kinds
        refuse_doubtful(token, previous, open_brackets)
        if text in CLOSING:
            open_brackets.append(text)
        elif open_brackets and text == CLOSING[open_brackets[-1]]:
            open_brackets.pop()
        yield token
        previous, glued = token, True


def refuse_doubtful(token: Token, previous: Token | None, open_brackets: list[str]) -> None:
    """Raise for a quote without its partner, an escape outside strings and IRIs, and ``<`` that can be read twice."""
    if token.kind == "mark" and token.text in "\"'":
        raise UnlexableError("string", token.start)
    if token.kind == "mark" and token.text == "\\":
        raise UnlexableError("escape", token.start)
    if (
        token.kind == "iri"
        and open_brackets
        and open_brackets[-1] == "("
        and previous is not None
        and ends_operand(previous)
        and DIVIDING.search(token.text)
        and not HIERARCHICAL.match(token.text)
    ):
        raise UnlexableError("less-than", token.start)


def ends_operand(token: Token) -> bool:
    """Whether a comparison could follow."""
    if token.kind == "word":
        return token.text.lower().endswith(("true", "false"))
    return token.kind in OPERANDS or token.text in {")", "]", "}"}


def position(query: str, offset: int) -> Position:
    r"""Line and column of a character.

    >>> position("ASK {\n  SERVICE }", 8)
    Position(line=2, column=3)
    """
    starts = [0, *(found.end() for found in re.finditer(r"\r\n|\n|\r", query))]
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1)
