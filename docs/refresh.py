"""Write anew what the docs take from the project: `python docs/refresh.py`.

That is docs/vocabulary.md, from ontology/parley.ttl, and what the commands in the console blocks of
the pages print on the sample articles.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[1]
PAR = Namespace("https://w3id.org/parley#")
PARLEY = (sys.executable, "-c", "from api.cli import main; main()")
PAGES = ("README.md",)
BLOCK = re.compile(r"^```console\n\$ parley (.+)\n(?:.*\n)*?```$", re.MULTILINE)
HEAD = """# The vocabulary

Generated from [`ontology/parley.ttl`](../ontology/parley.ttl) by `python docs/refresh.py`.
Prefix `par:` is `https://w3id.org/parley#`.
"""


def vocabulary(graph: Graph) -> str:
    """The page, with terms in order of name."""
    return "\n".join([HEAD, *classes(graph), *events(graph), *edges(graph), *properties(graph)])


def classes(graph: Graph) -> Iterator[str]:
    """Classes that are not event types."""
    yield from ("## Classes", "", "| class | what it is |", "|---|---|")
    for term in ours(graph, OWL.Class):
        if term not in event_types(graph):
            yield row(code(graph, term), comment(graph, term))
    yield ""


def events(graph: Graph) -> Iterator[str]:
    """Event types, with the direct edge each becomes."""
    yield from ("## Event types", "", "A type marked ↔ is symmetric: its sides have no first.", "")
    yield from ("| type | direct edge | what happened | CAMEO |", "|---|---|---|---|")
    for term in sorted(event_types(graph)):
        both = " ↔" if (term, RDF.type, PAR.Symmetric) in graph else ""
        edge = graph.value(term, PAR.directEdge)
        notations = sorted(str(value) for value in graph.objects(term, SKOS.notation))
        named = code(graph, edge) if edge else "–"
        yield row(
            code(graph, term) + both, named, comment(graph, term), ", ".join(notations) or "–"
        )
    yield ""


def edges(graph: Graph) -> Iterator[str]:
    """Relations of ties, which are direct edges too."""
    yield from ("## Ties", "", "| relation | what it says |", "|---|---|")
    for term in ours(graph, PAR.TieRelation):
        yield row(code(graph, term), comment(graph, term))
    yield ""


def properties(graph: Graph) -> Iterator[str]:
    """Every other property."""
    told = {*graph.objects(None, PAR.directEdge), *ours(graph, PAR.TieRelation)}
    yield from (
        "## Properties",
        "",
        "| property | of | what it says | example |",
        "|---|---|---|---|",
    )
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    for term in sorted({term for kind in kinds for term in ours(graph, kind)} - told):
        domain = graph.value(term, RDFS.domain)
        example = str(graph.value(term, SKOS.example) or "").replace("|", "\\|")
        of = code(graph, domain) if domain else "–"
        yield row(code(graph, term), of, comment(graph, term), f"`` {example} ``")
    yield ""


def ours(graph: Graph, kind: Node) -> list[URIRef]:
    """Our own terms of a kind, in order."""
    named = (term for term in graph.subjects(RDF.type, kind) if isinstance(term, URIRef))
    return sorted(term for term in named if term.startswith(str(PAR)))


def event_types(graph: Graph) -> set[URIRef]:
    """The classes below par:Event."""
    below = graph.subjects(RDFS.subClassOf, PAR.Event)
    return {term for term in below if isinstance(term, URIRef)}


def code(graph: Graph, term: Node) -> str:
    """`par:name`, as it is typed in a query."""
    return f"`{graph.namespace_manager.normalizeUri(str(term))}`"


def comment(graph: Graph, term: Node) -> str:
    """What the vocabulary says of a term."""
    return str(graph.value(term, RDFS.comment)).replace("|", "\\|")


def row(*cells: str) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def console(page: str, store: Path) -> str:
    """The page with what its commands print today."""
    return BLOCK.sub(lambda block: answered(block[1], store), page)


def answered(command: str, store: Path) -> str:
    """A console block: the command as typed, and its answer."""
    return f"```console\n$ parley {command}\n{printed(*shlex.split(command), store=store)}```"


def printed(*command: str, store: Path) -> str:
    """What a command of Parley prints on a terminal 100 columns wide."""
    settings = {"PARLEY_STORE": str(store), "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [*PARLEY, *command],
        cwd=ROOT,
        env={**os.environ, **settings},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def main() -> None:
    """Write the pages."""
    graph = Graph().parse(ROOT / "ontology/parley.ttl")
    (ROOT / "docs/vocabulary.md").write_text(vocabulary(graph), encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        printed("build", "--quiet", "samples/articles", store=store)
        for page in (ROOT / name for name in PAGES):
            page.write_text(console(page.read_text(encoding="utf-8"), store), encoding="utf-8")


if __name__ == "__main__":
    main()
