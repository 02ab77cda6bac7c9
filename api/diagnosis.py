"""The engine's complaints about a query, made short and helpful: where, and what was probably meant."""

import difflib
import re
from dataclasses import dataclass
from itertools import pairwise

from ..ontology import terms
from .guard import doubtful, snippet
from .lexer import CLOSING, Position, Token, UnlexableError, position, tokens
from .problems import QuerySyntaxError

PLACE = re.compile(r"error at (\d+):(\d+)")

#: The keywords of SPARQL queries, to recognise misspelt ones.
KEYWORDS = frozenset(
    {
        "A",
        "ABS",
        "AS",
        "ASC",
        "ASK",
        "AVG",
        "BASE",
        "BIND",
        "BNODE",
        "BOUND",
        "BY",
        "CEIL",
        "COALESCE",
        "CONCAT",
        "CONSTRUCT",
        "CONTAINS",
        "COUNT",
        "DATATYPE",
        "DAY",
        "DESC",
        "DESCRIBE",
        "DISTINCT",
        "ENCODE_FOR_URI",
        "EXISTS",
        "FALSE",
        "FILTER",
        "FLOOR",
        "FROM",
        "GRAPH",
        "GROUP",
        "GROUP_CONCAT",
        "HAVING",
        "HOURS",
        "IF",
        "IN",
        "IRI",
        "ISBLANK",
        "ISIRI",
        "ISLITERAL",
        "ISNUMERIC",
        "ISURI",
        "LANG",
        "LANGMATCHES",
        "LATERAL",
        "LCASE",
        "LIMIT",
        "MAX",
        "MD5",
        "MIN",
        "MINUS",
        "MINUTES",
        "MONTH",
        "NAMED",
        "NOT",
        "NOW",
        "OFFSET",
        "OPTIONAL",
        "ORDER",
        "PREFIX",
        "RAND",
        "REDUCED",
        "REGEX",
        "REPLACE",
        "ROUND",
        "SAMETERM",
        "SAMPLE",
        "SECONDS",
        "SELECT",
        "SEPARATOR",
        "SHA1",
        "SHA256",
        "SHA384",
        "SHA512",
        "STR",
        "STRAFTER",
        "STRBEFORE",
        "STRDT",
        "STRENDS",
        "STRLANG",
        "STRLEN",
        "STRSTARTS",
        "STRUUID",
        "SUBSTR",
        "SUM",
        "TIMEZONE",
        "TRUE",
        "TZ",
        "UCASE",
        "UNDEF",
        "UNION",
        "URI",
        "UUID",
        "VALUES",
        "WHERE",
        "YEAR",
    }
)


@dataclass(frozen=True, slots=True)
class Hint:
    """What is probably wrong, and the token it is about if it is about one."""

    zh: str
    en: str
    token: Token | None = None


def syntax_problem(query: str, complaint: str) -> QuerySyntaxError:
    """The engine's syntax error as a problem that names line, column and a hint."""
    try:
        said = hint(query) or Hint("此处不合 SPARQL 语法", "this is no SPARQL here")
    except UnlexableError as doubt:
        return doubtful(query, doubt)
    found = PLACE.search(complaint)
    at = Position(int(found[1]), int(found[2])) if found else Position(1, 1)
    if said.token is not None:
        at = position(query, said.token.start)
    return QuerySyntaxError(
        f"第 {at.line} 行第 {at.column} 列附近：{said.zh}。",
        f"near line {at.line}, column {at.column}: {said.en}.",
        line=at.line,
        column=at.column,
        snippet=snippet(query, at.line, at.column),
    )


def hint(query: str) -> Hint | None:
    """What is probably wrong: an unknown prefix, a bracket without its partner, a misspelt keyword."""
    present = list(tokens(query))
    return prefix_hint(present) or bracket_hint(present) or keyword_hint(present)


def bracket_hint(present: list[Token]) -> Hint | None:
    """The bracket that is missing or too many."""
    waiting: list[str] = []
    for token in present:
        if token.kind == "mark" and token.text in CLOSING:
            waiting.append(CLOSING[token.text])
        elif token.kind == "mark" and token.text in CLOSING.values() and (not waiting or waiting.pop() != token.text):
            return Hint(
                f"多了一个“{token.text}”，或它前面少了括号",
                f"one “{token.text}” too many, or a bracket missing before it",
                token,
            )
    return Hint(f"缺少“{waiting[-1]}”", f"“{waiting[-1]}” is missing") if waiting else None


def prefix_hint(present: list[Token]) -> Hint | None:
    """The first prefix that is neither declared nor built in."""
    known = set(terms.NAMESPACES) | declared_prefixes(present)
    for token in present:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known:
            near = difflib.get_close_matches(prefix, sorted(known), n=1)
            zh, en = (f"，是 {near[0]}: 吗", f"; did you mean {near[0]}:") if near else ("", "")
            return Hint(f"前缀 {prefix}: 没有声明{zh}", f"the prefix {prefix}: is not declared{en}", token)
    return None


def declared_prefixes(present: list[Token]) -> set[str]:
    """The prefixes that the query itself declares."""
    return {
        after.text.partition(":")[0]
        for before, after in pairwise(present)
        if before.kind == "word" and before.text.upper() == "PREFIX" and after.kind == "name"
    }


def keyword_hint(present: list[Token]) -> Hint | None:
    """The first word that is no keyword but looks like one."""
    for token in present:
        if token.kind == "word" and token.text.upper() not in KEYWORDS:
            near = difflib.get_close_matches(token.text.upper(), sorted(KEYWORDS), n=1)
            zh, en = (f"，是 {near[0]} 吗", f"; did you mean {near[0]}") if near else ("", "")
            return Hint(f"不认识“{token.text}”{zh}", f"“{token.text}” is not known{en}", token)
    return None
