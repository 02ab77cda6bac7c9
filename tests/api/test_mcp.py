"""The tools for language models: what they say, what they refuse, and that an answer tells whether it is whole."""

import json
from collections.abc import Callable
from typing import Any

import anyio
import pytest

from gouji.api.mcp_server import server_over
from gouji.api.mcp_tools import MOST_ROWS, Tools
from gouji.api.workers import Pool

mcp = pytest.importorskip("mcp", reason="gouji[mcp] is not installed")
Call = Callable[..., Any]


@pytest.fixture(scope="module")
def call(real_pool: Pool) -> Call:
    """Calls a tool as a client does; an error comes back as its text."""
    server = server_over(Tools(real_pool.run))

    async def called(name: str, given: dict[str, Any]) -> Any:
        async with mcp.Client(server) as client:
            result = await client.call_tool(name, given)
            text = result.content[0].text
            return text if result.is_error else json.loads(text)

    def run(tool: str, /, **given: Any) -> Any:
        return anyio.run(called, tool, given)

    return run


def test_every_tool_explains_itself(real_pool: Pool) -> None:
    async def listed() -> Any:
        async with mcp.Client(server_over(Tools(real_pool.run))) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(listed)

    assert {tool.name for tool in tools} == {"schema", "questions", "ask", "search", "findings", "source", "sparql"}
    assert all(len(tool.description) > 20 for tool in tools)


def test_the_schema_tells_classes_and_their_properties(call: Call) -> None:
    classes = {row["class"] for row in call("schema")["rows"]}
    properties = {row["property"]: row for row in call("schema", class_name="gj:Table")["rows"]}

    assert {"gj:Document", "gj:Table", "gj:Unit"} <= classes
    assert properties["gj:form"]["meaning"]
    assert {"gj:measure", "gj:value"} <= {row["property"] for row in call("schema", class_name="gj:Cell")["rows"]}
    assert "no class" in call("schema", class_name="gj:Table } #")


def test_a_question_is_answered_in_yuan_with_its_query(call: Call) -> None:
    told = call("ask", name="three-public", parameters={"year": "2024"})

    assert told["rows"][0]["total"] == 53200
    assert "total" in told["yuan"]
    assert told["completeness"] == "COMPLETE"
    assert call("sparql", query=told["sparql"])["rows"][0]["total"] == 53200


def test_a_cut_answer_says_so(call: Call) -> None:
    assert call("ask", name="indicators", limit=3)["completeness"] == "TRUNCATED"
    assert call("sparql", query="SELECT * { ?c gj:value ?v }", limit=3)["completeness"] == "TRUNCATED"
    assert len(call("sparql", query="SELECT * { ?s ?p ?o }", limit=10**6)["rows"]) == MOST_ROWS


def test_a_mistake_says_what_would_be_right(call: Call) -> None:
    assert "there are: year unit" in call("ask", name="three-public", parameters={"yaer": "2024"})
    assert "gj:" in call("sparql", query="SELECT * { ?s gjj:unit ?u }")
    assert "SERVICE" in call("sparql", query="SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
    assert "Error" in call("sparql", query="CLEAR ALL")


def test_a_figure_leads_to_where_it_is_printed(call: Call) -> None:
    figure = call("search", words="2562.93")["rows"][0]["iri"]
    told = call("source", iri=figure)

    assert told["value"] == "25629300"
    assert "#line=" in told["anchors"][0]
    assert told["row"]
    assert told["file"]
    assert "There is no" in call("source", iri="id/nothing")


def test_findings_are_narrowed(call: Call) -> None:
    rows = call("findings", unit="大厂")["rows"]

    assert rows
    assert all("大厂" in row["unitName"] for row in rows)
