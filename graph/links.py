"""A fact as links between two actors: what paths, neighbours and exports are made of."""

from __future__ import annotations

from collections.abc import Iterator

from graph.known import Known, best_date, edges_of
from graph.lore import TENURE
from graph.records import Link, Tally
from ontology.facts import Stance
from ontology.vocabulary import Vocabulary

OFFICE = "holdsOfficeIn"


def links_of(id_: str, known: Known) -> Iterator[Link]:
    """The links an asserted fact gives; symmetric ones once, from the smaller id."""
    if not known.asserted:
        return
    if known.lore.kind == TENURE:
        yield from _office(id_, known)
        return
    relations = Vocabulary.load().relations
    for source, relation, target in sorted(set(edges_of(known))):
        symmetric = relation in relations and relations[relation].symmetric
        if not symmetric or source < target:
            yield _link(id_, known, (source, relation, target), symmetric=symmetric)


def _link(id_: str, known: Known, edge: tuple[str, str, str], *, symmetric: bool) -> Link:
    return Link(
        source=edge[0],
        relation=edge[1],
        target=edge[2],
        fact=id_,
        date=best_date(known.lore.dates),
        known=known.tallies.get(Stance.ASSERTS, Tally()).first,
        independent=max(known.independent, 1),
        contested=known.contested,
        symmetric=symmetric,
        registry=known.registry,
    )


def _office(id_: str, known: Known) -> Iterator[Link]:
    lore = known.lore
    if lore.holder and lore.of:
        starts = [start for start, _ in lore.terms if start] or [known.since]
        ends = [end for _, end in lore.terms] or [known.gone]
        yield Link(
            source=lore.holder,
            relation=OFFICE,
            target=lore.of,
            fact=id_,
            date=min(starts) or None,
            known=known.tallies.get(Stance.ASSERTS, Tally()).first,
            independent=max(known.independent, 1),
            contested=known.contested,
            registry=known.registry,
            until=max(ends) if all(ends) else None,
        )
