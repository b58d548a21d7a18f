"""Two CSV files for spreadsheets and Gephi's table import, and one JSON document."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping

from graph.exports.cells import cell, columns
from graph.exports.rows import Row, Table

# Columns that Gephi's import knows, as it spells them, and where they come from.
_NODE = {"Id": "id", "Label": "label"}
_EDGE = {
    "Source": "source",
    "Target": "target",
    "Type": "",
    "Kind": "relation",
    "Id": "id",
    "Label": "label",
    "Weight": "weight",
}
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def nodes_csv(table: Table) -> Iterator[str]:
    """The nodes, one a line."""
    return _csv(table.nodes, _NODE)


def edges_csv(table: Table) -> Iterator[str]:
    """The edges, one a line."""
    return _csv(table.edges, _EDGE)


def as_json(table: Table) -> Iterator[str]:
    """Nodes and edges as one document, a row a line."""
    yield '{"directed": true, "multigraph": true,\n "nodes": [\n'
    yield from _lines(table.nodes)
    yield '],\n "edges": [\n'
    yield from _lines(table.edges)
    yield "]}\n"


def _csv(rows: list[Row], known: Mapping[str, str]) -> Iterator[str]:
    left_out = {*known.values(), "spells"}
    extra = list(columns(rows, left_out))
    yield _line([*known, *extra])
    for row in rows:
        fixed = ["Directed" if name == "Type" else row[source] for name, source in known.items()]
        yield _line([*fixed, *(row.get(name) for name in extra)])


def _line(values: list[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerow(_safe(value) for value in values)
    return buffer.getvalue()


def _safe(value: object) -> str:
    text = cell(value) or ""
    return "'" + text if isinstance(value, str) and text.startswith(_FORMULA) else text


def _lines(rows: list[Row]) -> Iterator[str]:
    for number, row in enumerate(rows):
        comma = "," if number < len(rows) - 1 else ""
        yield json.dumps(row, ensure_ascii=False, sort_keys=True) + comma + "\n"
