"""By which parts of their names the people of an article are called."""

from __future__ import annotations

from collections.abc import Mapping

from extract.lexicon import load_lexicon
from ontology.facts import Actor


class Aliases:
    """By which parts of their names the people of an article are called."""

    def __init__(self, people: Mapping[tuple[str, ...], Actor]) -> None:
        self._lexicon = load_lexicon("names")
        self._last: dict[tuple[str, ...], dict[Actor, None]] = {}
        self._first: dict[tuple[str, ...], dict[Actor, None]] = {}
        self.sex = {actor: self._sex(words) for words, actor in people.items()}
        for words, actor in people.items():
            self._enter(words, actor)

    def one(self, words: tuple[str, ...], sex: str | None = None) -> Actor | None:
        """The one person these words can mean, surnames before first names."""
        for table in (self._last, self._first):
            fitting = [a for a in table.get(words, ()) if not sex or self.sex.get(a) in {None, sex}]
            if fitting:
                return fitting[0] if len(fitting) == 1 else None
        return None

    def _enter(self, words: tuple[str, ...], actor: Actor) -> None:
        core = tuple(w for w in words if w not in {"jr", "sr", "ii", "iii"})
        for start in range(1, len(core)):
            self._last.setdefault(core[start:], {})[actor] = None
        if len(core) == 1:
            self._last.setdefault(core, {})[actor] = None
        for end in range(1, len(core)):
            self._first.setdefault(core[:end], {})[actor] = None

    def _sex(self, words: tuple[str, ...]) -> str | None:
        return "f" if words[0] in self._lexicon["female_first"] else None
