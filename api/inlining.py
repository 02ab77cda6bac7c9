"""A question as the query that is run, here or by somebody else: parameters written in, prefixes declared.

Values come as terms and are written by the engine itself, token for token in the place of variables, so none can
become part of the query. (Binding them beside the query is no way out: Oxigraph 0.5.13 forgets them inside groups
that it joins by hash, and answers too much.)
"""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Variable

from ..ontology import terms
from .lexer import Token, tokens
from .parameters import Value

#: What begins a list of variables, and what ends it.
LISTED_FROM = frozenset({"SELECT", "GROUP", "ORDER"})
LISTED_UNTIL = frozenset({"WHERE", "FROM", "HAVING", "LIMIT", "OFFSET", "VALUES", "{", "}"})


def inlined(query: str, bound: Mapping[Variable, Value]) -> str:
    """The query with values in the place of variables; without its head comment.

    >>> from pyoxigraph import Literal
    >>> print(inlined("SELECT ?x ?y { ?y rdfs:label ?x }", {Variable("x"): Literal("甲")}))
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ("甲" AS ?x) ?y { ?y rdfs:label "甲" }
    """
    found = list(tokens(query))
    lines = [f"PREFIX {prefix}: <{terms.NAMESPACES[prefix]}>" for prefix in prefixes(found)]
    return "\n".join([*lines, "".join(written(query, found, bound)).strip()])


def prefixes(found: Iterable[Token]) -> list[str]:
    """The prefixes that a query uses, in order; none that it declares itself."""
    used = {token.text.partition(":")[0]: None for token in found if token.kind == "name"}
    return sorted(prefix for prefix in used if prefix in terms.NAMESPACES)


def written(query: str, found: Iterable[Token], bound: Mapping[Variable, Value]) -> Iterator[str]:
    """The pieces of the text from the first token on; the outermost SELECT still answers with the values."""
    at: int | None = None
    listing, depth, lists = False, 0, 0
    for token in found:
        start = token.start if at is None else at
        word = token.text.upper() if token.kind == "word" else token.text
        if depth == 0 and word in LISTED_FROM:
            listing, lists = True, lists + 1
        elif depth == 0 and word in LISTED_UNTIL:
            listing = False
        elif listing:
            depth += {"(": 1, ")": -1}.get(word, 0)
        value = bound.get(Variable(token.text[1:])) if token.kind == "variable" else None
        if value is None:
            yield query[start : token.start] + token.text
        elif not (listing and depth == 0):
            yield query[start : token.start] + str(value)
        elif lists == 1:
            yield f"{query[start : token.start]}({value} AS {token.text})"
        at = token.start + len(token.text)
