"""Answers cut to size stay whole documents."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.sparql.cut import MARK, cut, rows_at_most

FORMS = ("srj", "srx", "csv", "tsv")
NASTY = [
    '}},{"',
    "</result>",
    'a"b',
    "c,d\r\n",
    "\n",
    "{}",
    "é",
    "",
    "]}}",
    "\\",
    "</results></sparql>",
]


def body(form: str, values: list[str]) -> bytes:
    """The answer with a row for each value, as the engine writes it."""
    store = ox.Store()
    terms = " ".join(str(ox.Literal(value)) for value in values)
    results = store.query(f"SELECT ?x {{ VALUES ?x {{ {terms} }} }}")
    assert isinstance(results, ox.QuerySolutions)
    written = results.serialize(format=ox.QueryResultsFormat.from_extension(form))
    assert written is not None
    return written


def values(form: str, content: bytes) -> list[str]:
    """The values in an answer, by a reader that knows nothing of how it was cut."""
    text = content.decode()
    match form:
        case "srj":
            return [row["x"]["value"] for row in json.loads(text)["results"]["bindings"]]
        case "srx":
            name = "{http://www.w3.org/2005/sparql-results#}"
            return [node.text or "" for node in ET.fromstring(text).iter(f"{name}literal")]
        case "csv":
            return [row[0] if row else "" for row in csv.reader(io.StringIO(text, newline=""))][1:]
        case _:
            rows = ox.parse_query_results(content, ox.QueryResultsFormat.TSV)
            return [row["x"].value for row in rows]  # type: ignore[union-attr]


@pytest.mark.parametrize("form", FORMS)
def test_a_short_answer_is_left_alone(form: str) -> None:
    whole = body(form, NASTY)
    assert cut(form, whole, len(NASTY), len(whole)) == (whole, len(NASTY), False)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", range(len(NASTY)))
def test_rows_are_cut_to_the_number(form: str, rows: int) -> None:
    content, kept, was_cut = cut(form, body(form, NASTY), rows, 10**6)
    assert (kept, was_cut) == (rows, True)
    assert [v.replace("\r", "") for v in values(form, content)] == [
        v.replace("\r", "") for v in NASTY[:rows]
    ]


@pytest.mark.parametrize("form", FORMS)
def test_an_answer_that_broke_off_anywhere_ends_after_a_row(form: str) -> None:
    whole = body(form, NASTY)
    for size in range(len(body(form, NASTY[:1])), len(whole)):
        content, kept, was_cut = cut(form, whole[:size], 100, size - 1)
        assert was_cut
        assert len(values(form, content)) == kept


@pytest.mark.parametrize("form", ["srj", "srx"])
def test_a_cut_answer_says_so_in_its_head(form: str) -> None:
    assert MARK.encode() in cut(form, body(form, NASTY), 1, 10**6)[0]


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]))))
def test_the_quick_count_is_never_too_low(texts: list[str]) -> None:
    for form in FORMS:
        assert rows_at_most(form, body(form, texts)) >= len(texts)
