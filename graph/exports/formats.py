"""The formats by name; `export` is the one way to write any of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from graph.network import Sieve
from graph.store import Store

FORMATS = ("graphml", "gexf", "csv", "json", "nquads", "trig")


class Edges(StrEnum):
    """What one edge of a file stands for."""

    RELATION = "relation"
    PAIR = "pair"
    STATEMENT = "statement"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What goes into a file, and how.

    `strict` leaves out what the GraphML schema does not know, at the price of Gephi's edge kinds.
    """

    sieve: Sieve = field(default_factory=Sieve)
    edges: Edges = Edges.RELATION
    strict: bool = False


def export(
    store: Store, format_: str, target: Path, options: ExportOptions | None = None
) -> list[Path]:
    """Write the view (for `nquads` and `trig` the whole store) and say which files came of it.

    Each file appears whole or not at all. `csv` writes `nodes.csv` and `edges.csv` into the
    folder `target`. Raises UnknownName for an unknown format, StoreError if unwritable.
    """
    raise NotImplementedError
