"""Requests made up from the interface's own description find no fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_server import Served, serve
from world import READINGS

from graph.store import Store

# For each of some 20 operations; the slow ones are well over 3,000 in all.
CASES = [12, pytest.param(240, marks=pytest.mark.slow)]
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
# A description cannot say what is a query or a day of the calendar.
LEFT_OUT = [
    schemathesis.checks.positive_data_acceptance,
    schemathesis.checks.negative_data_rejection,
]


@schemathesis.serializer("application/sparql-query")
def written(context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("openapi") / "store"
    with Store.open(folder) as store:
        store.ingest(READINGS)
    yield from serve(folder, PARLEY_TOKEN="secret", PARLEY_LOG="warning", PARLEY_QUERY_TIMEOUT="2")


@pytest.mark.parametrize("cases", CASES)
def test_no_request_finds_a_fault(served: Served, cases: int) -> None:
    schema = schemathesis.openapi.from_url(f"{served.address}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 20
    tried = sum(_try_out(operation, cases) for operation in operations)
    assert tried > 12.5 * cases  # 3,000 where it is slow


def _try_out(operation: Any, cases: int) -> int:
    tried = 0

    @given(operation.as_strategy())
    @settings(max_examples=cases, deadline=None, suppress_health_check=QUIET, derandomize=True)
    def each(case: Any) -> None:
        nonlocal tried
        tried += 1
        headers = {"Authorization": "Bearer secret"}
        case.call_and_validate(excluded_checks=LEFT_OUT, headers=headers)

    each()
    return tried


PIECES = [
    *"{}()[].;,*?a$<>|/^!+-\\\"'#@_:",
    *(
        "SELECT ",
        "ASK",
        "CONSTRUCT",
        "DESCRIBE ",
        "WHERE",
        "GRAPH ?g",
        "FILTER",
        "OPTIONAL",
        "UNION",
    ),
    *("MINUS", "BIND(", "VALUES ", "LIMIT 1", "ORDER BY ?a", "GROUP BY ?a", "EXISTS", "SERVICE "),
    *(
        "?a ",
        "?b ",
        "<http://x> ",
        "par:met ",
        '"x"@en',
        "1.5e3",
        "true",
        "COUNT(*)",
        "AS ?n",
        "\n",
    ),
    *("\x00", "\ufffd", "é", "𝒳", "\\u0041", "%20", "PREFIX p: <http://p/> ", "FROM <http://x> "),
]


@pytest.mark.parametrize("cases", CASES)
def test_no_query_makes_the_service_fall(served: Served, cases: int) -> None:
    pieces = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)

    @given(pieces | st.text(st.characters(codec="utf-8"), max_size=60))
    @settings(max_examples=20 * cases, deadline=None, suppress_health_check=QUIET, derandomize=True)
    def each(query: str) -> None:
        status, _, body = served.ask(query)
        assert status in {200, 400, 504}, (query, body)

    each()


def test_the_service_has_told_of_no_fault(served: Served) -> None:
    assert served.get("/healthz")[0] == 200
    assert not [line for line in served.lines if "Traceback" in line]
