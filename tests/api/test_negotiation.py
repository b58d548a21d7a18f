from __future__ import annotations

import pytest

from api.negotiation import choose

OFFERED = ("application/json", "text/turtle", "text/csv")

CASES = [
    (None, "application/json"),
    ("", "application/json"),
    ("*/*", "application/json"),
    ("text/*", "text/turtle"),
    ("text/csv", "text/csv"),
    ("TEXT/CSV", "text/csv"),
    ("text/csv;q=0.5, text/turtle;q=0.6", "text/turtle"),
    ("text/csv; q=0.5, application/json; q=0.4", "text/csv"),
    ("text/*;q=0.9, text/turtle;q=0", "text/csv"),
    ("*/*;q=0.1, text/csv", "text/csv"),
    ("application/json;q=0, */*", "text/turtle"),
    ("text/csv;charset=utf-8", "text/csv"),
    ("image/png", None),
    ("image/png, */*;q=0", None),
    ("*/*;q=nonsense", None),
    (",,;", None),
    ("text/html, application/xhtml+xml, */*;q=0.8", "application/json"),
]


@pytest.mark.parametrize(("accept", "media"), CASES)
def test_the_best_liked_form_is_chosen(accept: str | None, media: str | None) -> None:
    assert choose(accept, OFFERED) == media
