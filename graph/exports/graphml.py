"""GraphML that Gephi, Gephi Lite, igraph, networkx and Cytoscape all read without loss.

networkx's own writer numbers parallel edges 0, 1, … in each pair; Gephi keeps one edge of each
number and drops the rest. Here every edge has an id of its own. The XML attribute `label` of an
edge is Gephi's edge kind, which keeps parallel edges apart; the schema does not know it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from graph.exports.cells import cell, columns
from graph.exports.rows import Row, Table

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""
_ATTRIBUTES = {"id", "source", "target", "spells"}


def graphml(table: Table, *, strict: bool = False) -> Iterator[str]:
    """The file piece by piece; `strict` leaves out what the GraphML schema does not know."""
    kinds = {
        "node": {"label": "string"} | columns(table.nodes, _ATTRIBUTES),
        "edge": {"label": "string", "weight": "double"} | columns(table.edges, _ATTRIBUTES),
    }
    yield _HEAD
    for domain, types in kinds.items():
        for name, type_ in types.items():
            yield (
                f'  <key id="{domain[0]}_{name}" for="{domain}"'
                f' attr.name="{name}" attr.type="{type_}"/>\n'
            )
    yield '  <graph id="G" edgedefault="directed">\n'
    for row in table.nodes:
        yield f"    <node id={quoteattr(row['id'])}>{_data('n', row, kinds['node'])}</node>\n"
    for row in table.edges:
        kind = "" if strict else f" label={quoteattr(row['relation'])}"
        ends = f"source={quoteattr(row['source'])} target={quoteattr(row['target'])}"
        data = _data("e", row, kinds["edge"])
        yield f"    <edge id={quoteattr(row['id'])} {ends}{kind}>{data}</edge>\n"
    yield "  </graph>\n</graphml>\n"


def _data(prefix: str, row: Row, types: Mapping[str, str]) -> str:
    told = ((name, cell(row.get(name))) for name in types)
    return "".join(
        f'<data key="{prefix}_{name}">{escape(text)}</data>' for name, text in told if text
    )
