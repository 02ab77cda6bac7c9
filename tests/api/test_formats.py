"""Content negotiation as a table."""

import pytest

from gouji.api.formats import GRAPHS, RESULTS, asks_for, choose, negotiate
from gouji.api.problems import NotAcceptableError

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/xml"),
        ("text/csv", "text/csv"),
        ("TEXT/CSV", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv; q=0.5 , text/tab-separated-values ;q=0.7", "text/tab-separated-values"),
        ("text/*", "text/xml"),
        ("text/*;q=0.3, text/csv", "text/csv"),
        ("*/*, application/sparql-results+json;q=0", "application/json"),
        ("text/csv;charset=utf-8", "text/csv"),
        ("image/png, */*;q=0.1", "application/sparql-results+json"),
        (BROWSER, "application/xml"),
        ("text/csv;q=nonsense", "text/csv"),
        ("nonsense, text/csv", "text/csv"),
    ],
)
def test_the_form_of_rows(accept: str | None, media_type: str) -> None:
    chosen = negotiate(accept, RESULTS)

    assert chosen is not None
    assert chosen.media_type == media_type


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "text/turtle; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml"),
        # Redland's rapper, which got HTML from a server that had Turtle.
        ("application/rdf+xml, text/rdf;q=0.6, text/turtle;q=0.9, text/html;q=0.4", "application/rdf+xml"),
    ],
)
def test_the_form_of_graphs(accept: str | None, content_type: str) -> None:
    chosen = negotiate(accept, GRAPHS)

    assert chosen is not None
    assert chosen.content_type == content_type


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "application/pdf, audio/*"])
def test_nothing_fits(accept: str) -> None:
    assert negotiate(accept, RESULTS) is None
    with pytest.raises(NotAcceptableError, match="application/sparql-results"):
        choose("image/png", None)


@pytest.mark.parametrize(
    ("name", "results", "graph"),
    [
        ("json", "json", "jsonld"),
        ("xml", "xml", "rdfxml"),
        ("csv", "csv", None),
        ("tsv", "tsv", None),
        ("ttl", None, "turtle"),
        ("nt", None, "ntriples"),
        ("rdf", None, "rdfxml"),
        ("nq", None, "nquads"),
        ("trig", None, "trig"),
        ("text/turtle", None, "turtle"),
        ("JSON", "json", "jsonld"),
    ],
)
def test_formats_by_name(name: str, results: str | None, graph: str | None) -> None:
    chosen = choose("image/png", name)

    assert (chosen.results and chosen.results.format.name) == results
    assert (chosen.graph and chosen.graph.format.name) == graph


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(NotAcceptableError):
        choose("*/*", "excel")


@pytest.mark.parametrize(
    ("accept", "page"),
    [(BROWSER, True), ("*/*", False), (None, False), ("text/html;q=0.4, text/turtle", False), ("text/html", True)],
)
def test_only_who_asks_for_a_page_gets_one(accept: str | None, page: bool) -> None:
    assert asks_for("text/html", accept) is page
