"""The prepared questions as example queries in the graph itself, where editors and programs look for them.

They are told as SHACL executables with their prefixes; a parameter that must be given stands in them with its example.
"""

import re
from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from ..graph.rdf import TYPE
from ..ontology import terms
from .description_service import SERVICE
from .description_void import say, words
from .lexer import tokens
from .questions import Question, questions
from .writing import expanded

EXAMPLES = NamedNode(terms.absolute(".well-known/sparql-examples"))
HEAD = re.compile(r"(?:#[^\n]*\n)+")
#: Words after which stand variables that a value cannot stand in for, and what ends them.
OPENING = frozenset({"SELECT", "GROUP", "ORDER"})
CLOSING = frozenset({"WHERE", "HAVING", "LIMIT", "OFFSET", "{", "}"})


def example_triples() -> Iterator[Triple]:
    """All examples and the prefixes they need."""
    yield from words(EXAMPLES, "dcterms:title", "示例查询", "Example queries")
    for prefix, namespace in terms.NAMESPACES.items():
        declared = NamedNode(f"{EXAMPLES.value}#prefix-{prefix}")
        yield say(EXAMPLES, "sh:declare", declared)
        yield say(declared, "sh:prefix", Literal(prefix))
        yield say(declared, "sh:namespace", Literal(namespace, datatype=expanded("xsd:anyURI")))
    for question in questions().values():
        yield from of_question(question)


def of_question(question: Question) -> Iterator[Triple]:
    """One question as an example."""
    subject = NamedNode(f"{EXAMPLES.value}#{question.name}")
    yield Triple(subject, TYPE, expanded("sh:SPARQLExecutable"))
    yield Triple(subject, TYPE, expanded("sh:SPARQLSelectExecutable"))
    yield from words(subject, "rdfs:label", question.title.zh, question.title.en)
    about = question.about
    yield from words(subject, "rdfs:comment", about.zh or question.title.zh, about.en or question.title.en)
    yield say(subject, "sh:prefixes", EXAMPLES)
    yield say(subject, "sh:select", Literal(example_query(question)))
    yield say(subject, "schema:target", SERVICE)


def example_query(question: Question) -> str:
    """The question's query with its examples for the parameters that must be given, ready to run.

    >>> from .questions import question
    >>> "gj:cited <https://w3id.org/gouji/id/fund/冀财社〔2023〕225号>" in example_query(question("who-cites"))
    True
    """
    needed = [parameter for parameter in question.parameters if not parameter.optional]
    return written_in(HEAD.sub("", question.query, count=1), {p.name: str(p.read(p.example)) for p in needed})


def written_in(query: str, values: Mapping[str, str]) -> str:
    """A query with values in place of variables; where only a variable may stand (SELECT, GROUP BY) it is left out.

    >>> written_in("SELECT ?a ?b { ?a ?p ?b } GROUP BY ?a ?b", {"a": "<urn:a>"})
    'SELECT  ?b { <urn:a> ?p ?b } GROUP BY  ?b'
    """
    parts, end, clause, depth = [], 0, "", 0
    for token in tokens(query):
        word = token.text.upper() if token.kind == "word" else token.text
        if word in OPENING:
            clause, depth = word, 0
        elif word in CLOSING:
            clause = ""
        depth += (word == "(") - (word == ")")
        if token.kind == "variable" and token.text[1:] in values:
            parts += [query[end : token.start], values[token.text[1:]] if not clause or depth else ""]
            end = token.start + len(token.text)
    return "".join([*parts, query[end:]])
