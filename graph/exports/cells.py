"""One value of a row as text, and one type for each column."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from typing import Any

from graph.exports.rows import Row

# Control characters that XML 1.0 has no way to write, and the two non-characters.
_UNWRITABLE = {
    **{code: None for code in range(32) if code not in (9, 10, 13)},
    0xFFFE: None,
    0xFFFF: None,
    **dict.fromkeys(range(55296, 57344)),
}
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}


def cell(value: Any) -> str | None:
    """A value as text that Gephi, igraph and networkx read alike; None: write nothing."""
    if value is None or value != value or value in (math.inf, -math.inf):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        value = "|".join(str(part).replace("|", "/") for part in value)
    return str(value).translate(_UNWRITABLE).strip() or None


def columns(rows: Iterable[Row], left_out: Collection[str]) -> dict[str, str]:
    """The columns of rows in alphabetical order, each of the one type that all its values have.

    Whole and broken numbers together are `double`; any other mixture is `string`.
    """
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            if name not in left_out and cell(value) is not None:
                found.setdefault(name, set()).add(_TYPES.get(type(value), "string"))
    return {name: _common(types) for name, types in sorted(found.items())}


def _common(types: set[str]) -> str:
    if len(types) == 1:
        return next(iter(types))
    return "double" if types == {"long", "double"} else "string"
