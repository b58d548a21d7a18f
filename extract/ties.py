"""Lasting ties between actors, each told once."""

from __future__ import annotations

from extract.delegates import DelegateFinder
from extract.kin import KinFinder
from extract.knowledge import Knowledge
from extract.leadership import LeadershipFinder
from extract.parts import PartFinder
from extract.service import ServiceFinder
from extract.succession import SuccessionFinder
from extract.vicinity import Bond, Vicinity
from ontology.facts import Actor


def find_ties(near: Vicinity, known: Knowledge) -> list[Bond]:
    """Kin, service, leadership, membership, representation, succession and parts, in text order."""
    found = [
        *KinFinder(near, known).bonds(),
        *ServiceFinder(near, known).bonds(),
        *LeadershipFinder(near, known).bonds(),
        *DelegateFinder(near, known).bonds(),
        *SuccessionFinder(near).bonds(),
        *PartFinder(near).bonds(),
    ]
    seen: dict[tuple[Actor, str, Actor], Bond] = {}
    for bond in sorted(found, key=lambda b: b.token):
        if bond.subject != bond.object:
            seen.setdefault((bond.subject, bond.relation, bond.object), bond)
    return list(seen.values())
