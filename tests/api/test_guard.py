"""What the guard lets through never leaves this store; what is harmless is let through."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from gouji.api import guard
from gouji.api.diagnosis import syntax_problem
from gouji.api.lexer import UnlexableError, tokens
from gouji.api.problems import QuerySyntaxError, RefusedQueryError, RequestError
from gouji.ontology import terms

HARMLESS = [
    "SELECT * { ?s ?p 'SERVICE <http://x> {}' }",
    'ASK { ?s ?p """SERVICE "quoted" LOAD""" }',
    "ASK { ?s ?p '''it's SERVICE''' } # SERVICE <http://x>",
    "# LOAD <http://x>\nASK {}",
    "SELECT ?service ?load ?insert { ?service ?load ?insert }",
    "SELECT * { ?s <http://example.org/service> ?o }",
    "SELECT * { ?s dcat:service ?o ; dcat:servesDataset ?x ; gj:load 1 }",
    "PREFIX s: <http://example.org/service#> ASK { s:SERVICE s:load s:a.b }",
    "ASK { _:service ?p 'x'@en-service }",
    "ASK{FILTER(?a<?b&&?c>?d)}",
    "ASK { FILTER(?a < 3 && (?b > 2)) }",
    "SELECT * { VALUES (?a ?b) { (<http://a/x#b> <http://www.w3.org/a#service>) (<urn:a> <urn:b>) } }",
    "SELECT * { ?s (<http://a/b>|^<http://a/c>)* ?o }",
    r"ASK { ?s ?p 'SERVICE' }",
    r"ASK { ?s <http://a/S> ?o }",
    r"ASK { ?s ex:a\(b ?o }".replace("ex:", "gj:"),
    "SELECT (GROUP_CONCAT(?x; separator=', ') AS ?all) { ?s ?p ?x } GROUP BY ?s HAVING (COUNT(?x) > 1)",
    "DESCRIBE <http://example.org/load>",
]
OUTSIDE = [
    "SELECT * { SERVICE <http://x> { ?s ?p ?o } }",
    "SELECT * { service silent <http://x> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE?x{ ?s ?p ?o } }",
    "ASK { FILTER(trueSERVICE<http://x>{}) }",
    "ASK{FILTER(true)SERVICE<http://x>{?s?p?o}}",
    "PREFIX : <http://x> ASK { SERVICE:y { ?s ?p ?o } }",
    "PREFIX : <http://x> ASK{FILTER(true)trueSERVICE:y{}}",
    "ASK { ?s gj:p?trueSERVICE<http://x>{} }",
    "ASK { ?s ?p 1SERVICE<http://x>{} }",
    "ASK { ?s ?p 1e5SERVICE<http://x>{} }",
    "ASK { ?s ?p 'a'SERVICE<http://x>{} }",
    "PREFIX : <http://x> ASK { ?s ?p :a.b.SERVICE<http://x>{} }",
    "ASK { ?s ?p _:a.b.SERVICE<http://x>{} }",
    "ASK { #\nSERVICE#\n<http://x> {} }",
    "ASK { OPTIONAL{}SERVICE<http://x>{} }",
    "LOAD <http://x>",
    "load silent <http://x> into graph <http://y>",
    "PREFIX a: <http://x> LOAD a:b",
]
WRITING = [
    "INSERT DATA { <a> <b> <c> }",
    "delete where { ?s ?p ?o }",
    "CLEAR ALL",
    "DROP GRAPH <http://x>",
    "CREATE GRAPH <http://x>",
    "ADD <http://x> TO <http://y>",
    "MOVE DEFAULT TO <http://y>",
    "COPY DEFAULT TO <http://y>",
    "WITH <http://x> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "ASK {} ; INSERT DATA {}",
    "PREFIX a: <http://x>\nINSERT{}WHERE{}",
]
DOUBTFUL = [
    ("ASK { ?s ?p 'a } # SERVICE", 13),
    ('ASK { ?s ?p "a\nb" } # SERVICE', 13),
    (r"SERVIC\u0045 <http://x> {}", 7),
    ("ASK { FILTER(?a<'b>')SERVICE<http://x>{}#'\n }", 16),
    ("ASK{FILTER(?a<2#>'''\n)SERVICE<x>{}#'''\n}", 14),
    ("ASK { FILTER(1<2)BIND(1 AS?x)FILTER(?x<(3)&&4>3) } # SERVICE", 39),
]
#: What can be read twice is let through where neither reading could ask for anything that is refused.
NO_MATTER = ["ASK { FILTER(1<2)BIND(1 AS?x)FILTER(?x<(3)&&4>3) }", "ASK { ?s ?p 'a }"]


@pytest.mark.parametrize("query", [*HARMLESS, *NO_MATTER])
def test_what_only_looks_like_it_is_let_through(query: str) -> None:
    guard.check(query)


@pytest.mark.parametrize("query", OUTSIDE)
def test_other_servers_are_refused_however_spelt(query: str) -> None:
    with pytest.raises(RefusedQueryError, match="SERVICE and LOAD are refused"):
        guard.check(query)


@pytest.mark.parametrize("query", WRITING)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(RefusedQueryError, match="read-only"):
        guard.check(query)


@pytest.mark.parametrize(("query", "column"), DOUBTFUL)
def test_what_can_be_read_twice_is_refused(query: str, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        guard.check(query)

    assert (caught.value.line, caught.value.column) == (1, column)


def test_a_refusal_names_the_place_in_both_languages() -> None:
    with pytest.raises(RefusedQueryError) as caught:
        guard.check("ASK {\n  SERVICE <http://x> {} }")

    assert caught.value.message.zh.startswith("第 2 行第 3 列")
    assert caught.value.message.en.startswith("line 2, column 3")
    assert caught.value.snippet == "  SERVICE <http://x> {} }\n  ^"


@pytest.mark.parametrize(
    ("query", "place", "words"),
    [
        ("SELECT * {\n  ?s gj:unit ?u", (2, 16), "“}” is missing"),
        ("SELECT * { ?s gjj:unit ?u }", (1, 15), "prefix gjj: is not declared; did you mean gj:"),
        ("ASK { ?s ?p 'a }", (1, 13), "this quotation mark has no partner"),
        (r"ASK { ?s ?p \x }", (1, 13), "a backslash may stand only in"),
        ("SELEC * { ?s ?p ?o }", (1, 1), "“SELEC” is not known; did you mean SELECT"),
        ("SELECT * { ?s ?p ?o ) }", (1, 21), "one “)” too many"),
        ("SELECT ?x ?y { ?x ?p }", (1, 23), "no SPARQL here"),
    ],
)
def test_a_syntax_error_says_where_and_what_was_meant(query: str, place: tuple[int, int], words: str) -> None:
    with pytest.raises(SyntaxError) as engine:
        Store().query(query, prefixes=terms.NAMESPACES)

    problem = syntax_problem(query, str(engine.value))

    assert (problem.line, problem.column) == place
    assert words in problem.message.en


@given(st.text(st.characters(codec="utf-8")))
def test_tokens_never_lose_text(text: str) -> None:
    """Between the tokens of any text there are only blanks and comments."""
    try:
        found = list(tokens(text))
    except UnlexableError:
        return
    end = 0
    for token in found:
        between = text[end : token.start]
        assert not between.strip(" \t\r\n") or "#" in between
        end = token.start + len(token.text)


class Listener(http.server.BaseHTTPRequestHandler):
    """Counts who calls, and answers with no rows."""

    calls = 0

    def do_POST(self) -> None:
        type(self).calls += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        body = b'{"head":{"vars":[]},"results":{"bindings":[{}]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def listener() -> Iterator[int]:
    """The port of a server that must never be called."""
    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def matching() -> Store:
    """A store in which patterns match; an empty one would hide calls."""
    store = Store()
    for number in range(3):
        store.add(Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal(number)))
    return store


#: What may stand before, in and after a call: pieces that begin or end where a lexer could go astray.
BEFORE = [
    "",
    "?s<urn:p>?o.",
    "?s<urn:p>?o",
    "FILTER(true)",
    "FILTER(true||trueX",
    "BIND(1 AS ?x)",
    "OPTIONAL{}",
    "{}UNION{}",
    "FILTER(1<2)",
    "FILTER(1<2#>\n)",
    "FILTER(1<'3>')",
    "FILTER(1<2#>'''\n)",
    'FILTER("a"<"b>")',
    "?s<urn:p>1.",
    "?s<urn:p>1 ",
    "?s<urn:p>'a'",
    "?s<urn:p>'''a''b'''",
    "?s:p?true",
    "?s:p?1 ",
    "?s(:p|<urn:p>)?true",
    "?s :p :o.",
    "?s :p :o.x.",
    "?s :p _:b.",
    "?s :p _:b.c.",
    "?s :p :o..x.",
    "?s :p :a:b.c.d.",
    "?s :p :o.x-.y.",
    "?s :p :o-.",
    "?s :p :%41.x.",
    "?s :p 'x'@en-a.",
    "?s :p.q?true",
    "?s :p.q.r?true",
    "_:b.c:p :o.x.",
    "?s :p ?o.",
    "?s :p ?o\u00b7.",
    "?s :p :\u00b7.x.",
    "?s :p :o\u203f.x.",
    "?s :p 'x'@en.",
    "?s<urn:p>?o#'\n",
    '?s<urn:p>?o#"""\n',
    "VALUES(?a ?b){(<urn:a><urn:b#'>)}",
    "FILTER(?o<1||?o>0)",
    "FILTER EXISTS{?s?p?o}",
    "FILTER(?a<:b.'>')",
    "FILTER(1<?true)",
    r"?s :p\'q 'x'.",
    "FILTER(1IN(1,2))",
]
CALLS = [
    "SERVICE<{url}>",
    "SERVICE <{url}>",
    "service<{url}>",
    "SERVICE SILENT<{url}>",
    "SERVICESILENT<{url}>",
    "SERVICE#>\n<{url}>",
    "SERVICE:x",
    "SERVICE :x",
    "SERVICE SILENT:x",
    "SERVICE#'\n<{url}>",
    "\tSERVICE\r\n<{url}>",
    "SERVICE?service",
]
AFTER = [
    "",
    "#'\n",
    '#"\n',
    "#'''\n",
    "#>\n",
    "FILTER('a'<'b>')",
    "?s<urn:p>'''#'''",
    "FILTER(2>1)",
    "FILTER(?o>1)#>'\n",
    ".",
]


def test_the_pieces_do_make_calls(listener: int, matching: Store) -> None:
    """Without the guard the engine does call out, so that the next test means something."""
    before = Listener.calls
    attempts = [assembled(listener, first, call, "") for first in BEFORE for call in CALLS]

    for query in attempts:
        run(matching, query)

    assert Listener.calls - before > 100


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(BEFORE), max_size=4).map("".join),
    st.sampled_from(CALLS),
    st.lists(st.sampled_from(AFTER), max_size=3).map("".join),
)
def test_nothing_that_passes_calls_another_server(
    listener: int, matching: Store, before: str, call: str, after: str
) -> None:
    query = assembled(listener, before, call, after)
    try:
        guard.check(query)
    except RequestError:
        return
    calls = Listener.calls

    run(matching, query)

    assert Listener.calls == calls, query


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*BEFORE, *AFTER, *CALLS, "{", "}", "(", ")", "<", ">", "'", '"', "\\", "true"]), max_size=9
    )
)
def test_no_mixture_of_pieces_calls_another_server(listener: int, matching: Store, pieces: list[str]) -> None:
    query = assembled(listener, "".join(pieces), "SERVICE<{url}>", "")
    try:
        guard.check(query)
    except RequestError:
        return
    calls = Listener.calls

    run(matching, query)

    assert Listener.calls == calls, query


def assembled(port: int, before: str, call: str, after: str) -> str:
    """A query that calls, if the engine reads it so."""
    url = f"http://127.0.0.1:{port}/"
    body = f"{before}{call}{{?x<urn:q>?y}}{after}".replace("{url}", url)
    return f"PREFIX : <{url}> SELECT * {{ VALUES ?service {{ <{url}> }} {body} }}"


def run(store: Store, query: str) -> None:
    """Let the engine do what it will."""
    try:
        answer = store.query(query)
        for _ in answer:  # type: ignore[union-attr]  # always a SELECT
            pass
    except (SyntaxError, OSError, ValueError, RuntimeError):
        return
