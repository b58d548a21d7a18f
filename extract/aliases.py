"""By which parts of their names the people of an article are called."""

from __future__ import annotations

from collections.abc import Mapping

from extract.lexicon import load_lexicon
from ontology.facts import Actor

Words = tuple[str, ...]
_SUFFIXES = {"jr", "sr", "ii", "iii"}


class Aliases:
    """Surnames and first names of the people named in full, asked for in text order.

    `named` tells at which tokens each person is named in full. A surname that two people bear is
    his who went by it before the other was introduced, or who is named in full most often; else
    it is nobody's.
    """

    def __init__(self, people: Mapping[Words, Actor], named: Mapping[Actor, list[int]]) -> None:
        self._female: frozenset[str] = load_lexicon("names")["female_first"]
        self._named = named
        self._introduced = {actor: places[0] for actor, places in named.items()}
        self._last: dict[Words, dict[Actor, None]] = {}
        self._first: dict[Words, dict[Actor, None]] = {}
        self._established: dict[Words, Actor] = {}
        self._women = {actor for words, actor in people.items() if words[0] in self._female}
        for words, actor in people.items():
            self._enter(words, actor)

    def one(self, words: Words, at: int, sex: str | None = None) -> Actor | None:
        """The one person these words can mean at a token, surnames before first names."""
        for table in (self._last, self._first):
            fitting = [actor for actor in table.get(words, ()) if self._may_be(actor, sex)]
            if len(fitting) > 1 and not sex:
                return self._of_several(words, fitting, at)
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _of_several(self, words: Words, fitting: list[Actor], at: int) -> Actor | None:
        met = [actor for actor in fitting if self._introduced.get(actor, at) < at]
        if not met:  # a headline calls by surname whom the story introduces first
            met = [min(fitting, key=lambda actor: self._introduced.get(actor, at))]
        if len(met) == 1:
            self._established.setdefault(words, met[0])
        return self._established.get(words) or self._prominent(met)

    def _prominent(self, people: list[Actor]) -> Actor | None:
        ranked = sorted(people, key=lambda actor: -len(self._named.get(actor, ())))
        one, other = (len(self._named.get(actor, ())) for actor in ranked[:2])
        return ranked[0] if one > other else None

    def _may_be(self, actor: Actor, sex: str | None) -> bool:
        return sex is None or (actor in self._women) == (sex == "f")

    def _enter(self, words: Words, actor: Actor) -> None:
        core = tuple(word for word in words if word not in _SUFFIXES)
        for start in range(1, len(core)):
            self._last.setdefault(core[start:], {})[actor] = None
        if len(core) == 1:
            self._last.setdefault(core, {})[actor] = None
        for end in range(1, len(core)):
            self._first.setdefault(core[:end], {})[actor] = None
