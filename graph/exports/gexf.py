"""GEXF 1.3, for Gephi's Timeline: edges carry the days on which they were so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from graph.exports.cells import cell, columns
from graph.exports.rows import Row, Table

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta><creator>Parley</creator></meta>
"""
_GRAPH = (
    '  <graph mode="dynamic" timeformat="date" timerepresentation="interval"'
    ' defaultedgetype="directed">\n'
)
_NODE = {"id", "label", "spells", "x", "y", "size", "color"}
_EDGE = {"id", "source", "target", "label", "weight", "spells"}
_FIRST_DAY = {4: "-01-01", 7: "-01", 10: ""}


def gexf(table: Table) -> Iterator[str]:
    """The file piece by piece."""
    nodes, edges = columns(table.nodes, _NODE), columns(table.edges, _EDGE)
    yield _HEAD
    yield _GRAPH
    for domain, types in (("node", nodes), ("edge", edges)):
        yield f'    <attributes class="{domain}" mode="static">\n'
        for name, type_ in types.items():
            yield f'      <attribute id="{domain[0]}_{name}" title="{name}" type="{type_}"/>\n'
        yield "    </attributes>\n"
    yield f'    <nodes count="{len(table.nodes)}">\n'
    yield from (_node(row, nodes) for row in table.nodes)
    yield f'    </nodes>\n    <edges count="{len(table.edges)}">\n'
    yield from (_edge(row, edges) for row in table.edges)
    yield "    </edges>\n  </graph>\n</gexf>\n"


def _node(row: Row, types: Mapping[str, str]) -> str:
    label = quoteattr(cell(row["label"]) or row["id"])
    red, green, blue = (int(row["color"][at : at + 2], 16) for at in (1, 3, 5))
    return (
        f"      <node id={quoteattr(row['id'])} label={label}>{_values('n', row, types)}"
        f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
        f'<viz:position x="{row["x"]}" y="{row["y"]}" z="0.0"/>'
        f'<viz:size value="{row["size"]}"/></node>\n'
    )


def _edge(row: Row, types: Mapping[str, str]) -> str:
    ends = f"source={quoteattr(row['source'])} target={quoteattr(row['target'])}"
    kind, label = quoteattr(row["relation"]), quoteattr(cell(row["label"]) or row["relation"])
    return (
        f"      <edge id={quoteattr(row['id'])} {ends} kind={kind} label={label}"
        f' weight="{row["weight"]}">{_values("e", row, types)}{_spells(row)}</edge>\n'
    )


def _values(prefix: str, row: Row, types: Mapping[str, str]) -> str:
    told = ((name, cell(row.get(name))) for name in types)
    values = "".join(
        f'<attvalue for="{prefix}_{name}" value={quoteattr(text)}/>' for name, text in told if text
    )
    return f"<attvalues>{values}</attvalues>" if values else ""


def _spells(row: Row) -> str:
    """When the edge was so; a day is an interval that begins and ends on it."""
    spells = "".join(
        f'<spell start="{_day(start)}"' + (f' end="{_day(end)}"' if end else "") + "/>"
        for start, end in row.get("spells", ())
        if len(start) in _FIRST_DAY
    )
    return f"<spells>{spells}</spells>" if spells else ""


def _day(value: str) -> str:
    """A date of reduced precision as its first day, since the format has days only."""
    return value + _FIRST_DAY.get(len(value), "")
