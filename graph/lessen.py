"""Taking one account back out of what is known of a fact, without looking at all the others.

Worth it for facts that very many articles tell. Where the account was the first or last of its
kind, or is bound up with the registry, that cannot be done; then the fact is derived anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.known import Known
from graph.lore import Account, Lore
from graph.records import Tally
from ontology.facts import Stance

# Whether another account still has this value for this property of the fact.
Still = Callable[[str, str], bool]


def without(known: Known, account: Account, still: Still) -> Known | None:
    """What is known without an account; None where that takes a look at the others."""
    tallies = {**known.tallies}
    for stance in account.stances:
        tally = _less(tallies[stance], account.published)
        if tally is None:
            return None
        tallies[stance] = tally
    if _bears_on_office(known, account) or (known.registry and account.lore.terms):
        return None
    asserted = Stance.ASSERTS in account.stances
    return replace(
        known,
        lore=_lore_without(known.lore, account.lore, still),
        tallies=tallies,
        independent=known.independent - asserted,
    )


def _less(tally: Tally, published: str) -> Tally | None:
    if tally.reports < 2 or published in (tally.first, tally.last):
        return None
    return replace(tally, reports=tally.reports - 1)


def _bears_on_office(known: Known, account: Account) -> bool:
    """Whether the account may be the one that status or dates of an office rest on."""
    if not account.lore.statuses or Stance.ASSERTS not in account.stances:
        return False
    undated = known.tallies[Stance.ASSERTS].last is None
    return undated or account.published in (known.since, known.gone)


def _lore_without(lore: Lore, gone: Lore, still: Still) -> Lore:
    def lost(name: str, values: frozenset[str]) -> frozenset[str]:
        return frozenset(value for value in values if not still(name, value))

    terms = {term for term in gone.terms if not still("term", "\x1f".join(term))}
    return replace(
        lore,
        places=lore.places - lost("place", gone.places),
        about=lore.about - lost("concerns", gone.about),
        kinships=lore.kinships - lost("kinship", gone.kinships),
        terms=lore.terms - terms,
    )
