"""The engine's complaints about a query, made short and helpful: where, and what was probably meant."""

import difflib
import re

from ..ontology import terms
from .guard import snippet
from .lexer import CLOSING, Token, tokens
from .problems import QuerySyntaxProblem

PLACE = re.compile(r"error at (\d+):(\d+)")

#: The keywords of SPARQL queries, to recognise misspelt ones.
KEYWORDS = tuple(
    "BASE PREFIX SELECT CONSTRUCT DESCRIBE ASK DISTINCT REDUCED FROM NAMED WHERE GROUP BY HAVING ORDER ASC DESC LIMIT"
    " OFFSET VALUES OPTIONAL GRAPH BIND UNDEF MINUS UNION FILTER COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT SEPARATOR"
    " EXISTS NOT IN AS STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE"
    " LCASE ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE"
    " TZ NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK"
    " ISLITERAL ISNUMERIC REGEX SUBSTR REPLACE TRUE FALSE A LATERAL".split()
)


def syntax_problem(query: str, complaint: str) -> QuerySyntaxProblem:
    """The engine's syntax error as a problem that names line, column and a hint."""
    found = PLACE.search(complaint)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    zh, en = hint(query) or ("此处不合 SPARQL 语法", "this is no SPARQL here")
    return QuerySyntaxProblem(
        f"第 {line} 行第 {column} 列附近：{zh}。",
        f"near line {line}, column {column}: {en}.",
        line=line,
        column=column,
        snippet=snippet(query, line, column),
    )


def hint(query: str) -> tuple[str, str] | None:
    """What is probably wrong: a bracket without its partner, an unknown prefix, a misspelt keyword."""
    present = list(tokens(query))
    return bracket_hint(present) or prefix_hint(present) or keyword_hint(present)


def bracket_hint(present: list[Token]) -> tuple[str, str] | None:
    """The bracket that is missing or too many."""
    waiting: list[str] = []
    for token in present:
        if token.kind == "mark" and token.text in CLOSING:
            waiting.append(CLOSING[token.text])
        elif token.kind == "mark" and token.text in CLOSING.values():
            if not waiting or waiting.pop() != token.text:
                return f"多了一个“{token.text}”，或它前面少了括号", f"one “{token.text}” too many, or a bracket missing before it"
    return (f"缺少“{waiting[-1]}”", f"“{waiting[-1]}” is missing") if waiting else None


def prefix_hint(present: list[Token]) -> tuple[str, str] | None:
    """The first prefix that is neither declared nor built in."""
    known = set(terms.NAMESPACES) | declared_prefixes(present)
    for token in present:
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in known:
            near = difflib.get_close_matches(prefix, sorted(known), n=1)
            zh, en = (f"，是 {near[0]}: 吗", f"; did you mean {near[0]}:") if near else ("", "")
            return f"前缀 {prefix}: 没有声明{zh}", f"the prefix {prefix}: is not declared{en}"
    return None


def declared_prefixes(present: list[Token]) -> set[str]:
    """The prefixes that the query itself declares."""
    return {
        after.text.partition(":")[0]
        for before, after in zip(present, present[1:], strict=False)
        if before.kind == "word" and before.text.upper() == "PREFIX" and after.kind == "name"
    }


def keyword_hint(present: list[Token]) -> tuple[str, str] | None:
    """The first word that is no keyword but looks like one."""
    for token in present:
        if token.kind == "word" and token.text.upper() not in KEYWORDS:
            near = difflib.get_close_matches(token.text.upper(), KEYWORDS, n=1)
            zh, en = (f"，是 {near[0]} 吗", f"; did you mean {near[0]}") if near else ("", "")
            return f"不认识“{token.text}”{zh}", f"“{token.text}” is not known{en}"
    return None
