"""An actor as the view has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.lore import Person
from graph.terms import ALT_LABEL, LABEL, SAME_AS, TYPE, Triple, english, node, par
from ontology.facts import Actor
from ontology.vocabulary import WIKIDATA, actor_iri


def actor_triples(id_: str, person: Person, known: Iterable[Actor]) -> Iterator[Triple]:
    """Type, label, other names and Wikidata ids; what the registry knows comes first.

    `known` are the registry's actors of that id or of ids merged into it.
    """
    iri, registered = actor_iri(id_), {actor.id: actor for actor in known}
    chosen = registered.get(id_)
    names = person.names | {actor.name for actor in registered.values()}
    label = chosen.name if chosen else best_name(names) or id_
    yield iri, LABEL, english(label)
    yield from ((iri, ALT_LABEL, english(name)) for name in names - {label})
    types = {str(chosen.type)} if chosen else person.types
    yield from ((iri, TYPE, node(par(type_))) for type_ in types)
    wikidata = person.wikidata | {actor.wikidata for actor in registered.values() if actor.wikidata}
    yield from ((iri, SAME_AS, node(WIKIDATA + number)) for number in wikidata)


def best_name(names: Iterable[str]) -> str:
    """The fullest of several names: not all in capitals, longest, with its accents."""
    return max(names, key=lambda name: (not name.isupper(), len(name), name), default="")
