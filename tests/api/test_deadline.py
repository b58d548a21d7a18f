"""Python work is interrupted at its deadline, and never after it is done."""

from __future__ import annotations

import contextlib
import time

import pytest
from starlette.testclient import TestClient

from api.deadline import within
from ontology.errors import QueryTimeout


def test_work_is_interrupted_at_its_deadline() -> None:
    began = time.perf_counter()
    with pytest.raises(QueryTimeout, match=r"0\.2 seconds"):
        within(0.2, lambda: [None for _ in iter(int, 1)])
    assert time.perf_counter() - began < 1


def test_work_that_is_done_in_time_is_left_alone() -> None:
    for _ in range(300):
        # On a busy machine a bell so short may strike; it must not strike afterwards.
        with contextlib.suppress(QueryTimeout):
            assert within(0.002, lambda: 1) == 1
    for _ in range(100_000):
        pass


def test_a_mistake_in_the_work_stays_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        within(1, lambda: 1 // 0)


def test_a_search_that_takes_too_long_is_answered_with_504(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def search(*_: object, **__: object) -> None:
        while True:
            pass

    monkeypatch.setattr("api.routes.paths.find_paths", search)
    answer = client.get("/paths", params={"from": "Qatar", "to": "M23"})
    assert answer.status_code == 504
    monkeypatch.undo()
    assert client.get("/paths", params={"from": "Qatar", "to": "M23"}).json()["total"] == 1
