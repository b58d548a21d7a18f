"""Every fact of the view, read in one go."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from graph.known import Known, read_known
from graph.lore import by_subject, value_of
from graph.terms import TYPE, VIEW
from ontology.vocabulary import FACT, id_of


def known_facts(raw: ox.Store) -> Iterator[tuple[str, Known]]:
    """All facts of the view in order of id."""
    everything = by_subject(
        quad
        for quad in raw.quads_for_pattern(None, None, None, VIEW)
        if value_of(quad.subject).startswith(FACT)
    )
    for iri in sorted(everything):
        if TYPE in everything[iri]:
            yield id_of(iri), read_known(id_of(iri), everything)
