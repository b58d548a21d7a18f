"""Stores as text files that are good for git, and back again.

The articles are the whole store: view and index follow from them. So of a file that holds more,
only the articles' graphs are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from graph.exports.formats import write
from graph.exports.rdf import nquads, trig
from graph.reading import Quads, ReadStore
from ontology.errors import StoreError, UnknownName, UnreadableInput
from ontology.facts import short_hash
from ontology.vocabulary import ARTICLE, id_of

SUFFIXES = {"nquads": ".nq", "trig": ".trig"}
_FORMATS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}
_LONGEST = 120  # characters of a file name


def is_exchange_file(path: Path) -> bool:
    """Whether `read_graphs` reads files of that name."""
    return path.suffix in _FORMATS


def write_articles(store: ReadStore, folder: Path, format_: str = "nquads") -> list[Path]:
    """Write one file for each article, sorted within; files of articles that are gone go.

    Raises UnknownName for another format than `nquads` and `trig`, StoreError where the folder
    holds other things or cannot be written.
    """
    if format_ not in SUFFIXES:
        raise UnknownName(f"{format_}: no such format", f"one of {', '.join(SUFFIXES)}")
    suffix, lines = SUFFIXES[format_], {"nquads": nquads, "trig": trig}[format_]
    before = _files_of_ours(folder, suffix)
    written = [
        write(folder / (_file_name(id_) + suffix), lines(store.article_quads(id_)))
        for id_ in store.article_ids()
    ]
    for file in before - set(written):
        file.unlink()
    return written


def read_graphs(paths: Iterable[Path]) -> Iterator[tuple[str, Quads]]:
    """The articles' graphs in files of N-Quads or TriG, by the ids of the articles.

    Folders are searched through. Give what comes of it to `Store.ingest_graphs`. Raises
    UnreadableInput, naming file and reason.
    """
    for path in paths:
        files = sorted(filter(is_exchange_file, path.rglob("*"))) if path.is_dir() else [path]
        for file in files:
            yield from sorted(_read(file).items())


def _read(file: Path) -> dict[str, Quads]:
    graphs: dict[str, set[ox.Quad]] = {}
    try:
        for quad in ox.parse(path=str(file), format=_FORMATS.get(file.suffix)):
            if isinstance(quad.graph_name, ox.NamedNode):
                graphs.setdefault(quad.graph_name.value, set()).add(_whole(quad))
    except (OSError, SyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise UnreadableInput(f"{file}: {reason}", "give files that Parley exported") from error
    return {id_of(g): frozenset(some) for g, some in graphs.items() if g.startswith(ARTICLE)}


def _whole(quad: ox.Quad) -> ox.Quad:
    if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
        raise ValueError("a blank node, which has no name to be known by")
    return quad


def _file_name(id_: str) -> str:
    name = quote(id_, safe=" ")
    if name.startswith("."):
        name = "%2E" + name[1:]
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}-{short_hash([id_])}"


def _files_of_ours(folder: Path, suffix: str) -> set[Path]:
    """The files that an earlier export left. Raises StoreError where there is anything else."""
    if not folder.exists():
        return set()
    if not folder.is_dir():
        raise StoreError(f"{folder}: a file, not a folder", "name a folder")
    held = set(folder.iterdir())
    others = sorted(entry.name for entry in held if entry.suffix != suffix)
    if others:
        raise StoreError(
            f"{folder}: holds other things, such as {others[0]}", "name another folder"
        )
    return held
