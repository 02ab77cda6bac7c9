"""What a read-only service refuses before the engine sees a query: SERVICE, LOAD and every update."""

import re

from .lexer import Token, UnlexableError, holds, position, tokens
from .problems import QuerySyntaxError, RefusedQueryError, RequestError

#: No keyword of a query contains these, so neither may a word: Oxigraph reads ``trueSERVICE`` as two keywords.
OUTSIDE = re.compile("service|load", re.IGNORECASE)
WRITING = re.compile("insert|delete|clear|drop|create", re.IGNORECASE)
#: Short words of updates that may be part of others, so only the whole word is refused.
WRITING_WORDS = frozenset({"add", "move", "copy", "with", "using"})
#: What a query that is refused must hold somewhere. Most queries hold none of it.
SUSPECT = WRITING_WORDS.union(OUTSIDE.pattern.split("|"), WRITING.pattern.split("|"))

DOUBTS = {
    "string": ("引号没有对应的结束引号", "this quotation mark has no partner"),
    "escape": (
        "反斜杠只能用在字符串、IRI 和前缀名里",
        "a backslash may stand only in a string, an IRI or a prefixed name",
    ),
    "less-than": (
        "“<”可以读成小于号，也可以读成 IRI；小于号后面请加空格",
        "“<” could be less-than or an IRI; for less-than put a blank after it",
    ),
}


def check(query: str) -> None:
    """Raise a :class:`RequestError` that names line and column, unless the query is one that only reads this store.

    >>> check("SELECT * { ?s <http://example.org/service> 'SERVICE' }")
    >>> check("ASK { FILTER(trueSERVICE<http://example.org/>) }")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    gouji.api.problems.RefusedQueryError: 第 1 行第 18 列：...
    """
    if not holds(query, SUSPECT):
        return
    previous: Token | None = None
    try:
        for token in tokens(query):
            refuse(token, previous, query)
            previous = token
    except UnlexableError as doubt:
        raise doubtful(query, doubt) from None


def refuse(token: Token, previous: Token | None, query: str) -> None:
    """Raise if ``token`` asks for other servers or for writing."""
    text = keyword_text(token, previous)
    if text and (found := OUTSIDE.search(text)):
        raise outside(query, token.start + found.start())
    if token.kind == "word" and (WRITING.search(token.text) or token.text.lower() in WRITING_WORDS):
        raise writing(query, token.start)


def keyword_text(token: Token, previous: Token | None) -> str:
    """The part of a token that the engine could read as a keyword."""
    match token.kind:
        case "word":
            return token.text
        case "name":
            # SERVICE:x is the keyword and a name with the empty prefix. And Oxigraph ends a local name before its
            # second dot, so that :a.b.SERVICE is a name, a full stop and the keyword.
            prefix, _, local = token.text.partition(":")
            return f"{prefix} {local.partition('.')[2]}"
        case "blank":
            return token.text.partition(".")[2]
        case "variable" if token.glued and previous is not None and ends_path(previous):
            # ex:p?trueSERVICE is a path with ?, the object true, and the keyword.
            return token.text
        case _:
            return ""


def ends_path(token: Token) -> bool:
    """Whether a path could end here, so that a glued ``?`` could belong to it."""
    return token.kind in {"iri", "name", "word"} or token.text == ")"


def outside(query: str, offset: int) -> RequestError:
    """The refusal of SERVICE and LOAD."""
    at = position(query, offset)
    return RefusedQueryError(
        f"第 {at.line} 行第 {at.column} 列：本服务只查询自己的数据，不接受 SERVICE 和 LOAD。",
        f"line {at.line}, column {at.column}: this service queries its own data only; SERVICE and LOAD are refused.",
        line=at.line,
        column=at.column,
        snippet=snippet(query, at.line, at.column),
    )


def writing(query: str, offset: int) -> RequestError:
    """The refusal of updates."""
    at = position(query, offset)
    return RefusedQueryError(
        f"第 {at.line} 行第 {at.column} 列：本服务只读，不接受更新。",
        f"line {at.line}, column {at.column}: this service is read-only; updates are refused.",
        line=at.line,
        column=at.column,
        snippet=snippet(query, at.line, at.column),
    )


def doubtful(query: str, doubt: UnlexableError) -> QuerySyntaxError:
    """The refusal of text that is no token, or could be two."""
    at = position(query, doubt.start)
    zh, en = DOUBTS[doubt.reason]
    return QuerySyntaxError(
        f"第 {at.line} 行第 {at.column} 列：{zh}。",
        f"line {at.line}, column {at.column}: {en}.",
        line=at.line,
        column=at.column,
        snippet=snippet(query, at.line, at.column),
    )


def snippet(query: str, line: int, column: int, width: int = 60) -> str:
    r"""The line around a column, with a caret under it.

    >>> print(snippet("ASK {\n  SERVICE }", 2, 3))
      SERVICE }
      ^
    """
    lines = re.split(r"\r\n|\n|\r", query)
    text = lines[line - 1] if line <= len(lines) else ""
    start = max(0, column - 1 - width // 2)
    return f"{text[start : start + width]}\n{' ' * (column - 1 - start)}^"
