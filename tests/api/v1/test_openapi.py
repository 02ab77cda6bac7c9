"""The description of the interface holds: whatever it allows is answered as it says."""

import warnings

import httpx
import pytest

from gouji.api.v1.resources import resources


@pytest.fixture(scope="module")
def told(real: httpx.Client) -> dict[str, dict[str, dict[str, dict[str, object]]]]:
    found = real.get("/api/v1/openapi.json").json()
    assert isinstance(found, dict)
    return found


def test_every_resource_is_described(told: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    for resource in resources():
        operation = told["paths"][f"/api/v1/{resource.path}"]["get"]
        named = {parameter["name"]: parameter for parameter in operation["parameters"]}  # type: ignore[attr-defined]
        assert {each.name for each in resource.question.parameters} < named.keys()
        assert all(parameter["description"] for parameter in named.values())
        assert operation["description"]


def test_operations_have_names_of_their_own(told: dict[str, dict[str, dict[str, dict[str, object]]]]) -> None:
    names = [path["get"]["operationId"] for path in told["paths"].values()]

    assert len(names) == len(set(names)) > len(resources())


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", sorted(["", "/questions", "/graph/expand", "/graph/path"] + [f"/{r.path}" for r in resources()])
)
def test_generated_requests_find_nothing(real: httpx.Client, path: str) -> None:
    """Schemathesis makes requests out of the description, good ones and bad ones.

    That whatever fits the schema is accepted is left out: no schema tells which regions there are, or which
    cursors were given.
    """
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
    hypothesis = pytest.importorskip("hypothesis")
    unaskable = schemathesis.checks.positive_data_acceptance
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_url(f"{real.base_url}api/v1/openapi.json")
        operation = schema[f"/api/v1{path}"]["GET"]

        @hypothesis.settings(max_examples=15, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
        @hypothesis.given(case=operation.as_strategy())
        def requested(case: object) -> None:
            case.call_and_validate(excluded_checks=[unaskable])  # type: ignore[attr-defined]

        requested()
