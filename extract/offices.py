"""Where a text speaks of an office: the words of the title, before asking whose and who."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.lexicon import load_lexicon
from extract.trie import Trie, words_of
from ontology.roles import Roles


@dataclass(frozen=True, slots=True)
class Core:
    """The bare words of an office title; `end` is exclusive, `plural` counts the holders."""

    start: int
    head: int
    end: int
    plural: bool


class OfficeWords:
    """The vocabulary of offices, ready to be looked up in a list of plain words."""

    def __init__(self, scheme: Roles) -> None:
        lexicon = load_lexicon("roles")
        heads: Mapping[str, str] = lexicon["heads"]
        self.scheme = scheme
        self.singular = {plural: head for head, plural in heads.items()}
        self.heads = frozenset(heads)
        self.modifiers = lexicon["modifiers"]["rank"] | lexicon["modifiers"]["portfolio"]
        self.abbreviations: Mapping[str, str] = lexicon["abbreviations"]
        self.ambiguous: frozenset[str] = lexicon["ambiguous"]["abbreviations"]
        self._compounds: Trie[str] = Trie()
        for phrase in (*sorted(lexicon["compounds"]["phrases"]), *self._scheme_phrases()):
            self._compounds.add(phrase, phrase)

    def _scheme_phrases(self) -> Iterator[str]:
        """Labels of more than one word that begin or end with a head this lexicon knows."""
        loose = load_lexicon("roles")["compounds"]["loose_ends"]
        for label, _ in self.scheme.labels():
            words = words_of(label)
            first, last = words[0], words[-1]
            if "s" in words or label.endswith("'") or "' " in label:
                continue
            if (
                len(words) > 1
                and last not in loose
                and ({first, last} & self.heads or "of" in words)
            ):
                yield label

    def cores(
        self, words: Sequence[str], taken: Sequence[bool], capital: Sequence[bool]
    ) -> list[Core]:
        """Every office title, left to right; words already taken by a name are left alone."""
        found: list[Core] = []
        index = 0
        while index < len(words):
            core = None if taken[index] else self._core_at(list(words), index, taken)
            if core is None:
                index += 1
                continue
            floor = found[-1].end if found else 0
            core = _without_body(core, words, capital)
            found.append(self._widened(core, words, taken, capital, floor))
            index = core.end
        return found

    def is_head(self, word: str) -> bool:
        """Whether a word heads an office, in the singular or the plural."""
        return word in self.heads or word in self.singular or self._abbreviated_head(word)

    def expand(self, words: Sequence[str]) -> str:
        """A title in full words, the head in the singular."""
        full = [self.abbreviations.get(word, word) for word in words if word]
        return " ".join(self.singular.get(word, word) for word in full)

    def _abbreviated_head(self, word: str) -> bool:
        full = self.abbreviations.get(word, "").split()
        return bool(full) and (full[-1] in self.heads or " ".join(full) in self.heads)

    def _core_at(self, words: list[str], index: int, taken: Sequence[bool]) -> Core | None:
        compound = self._compounds.longest(words, index)
        if compound and not any(taken[index : compound[0]]):
            head, plural = _head_of(words, index, compound[0], self.singular)
            return Core(index, head, compound[0], plural)
        word = words[index]
        if not self.is_head(word) or (word in self.modifiers and self._modifies(words, index)):
            return None
        if word in self.ambiguous and not self._backed(words, index):
            return None
        return Core(index, index, index + 1, word in self.singular)

    def _modifies(self, words: Sequence[str], index: int) -> bool:
        """«chief negotiator», «deputy minister»: the word is part of a title that goes on."""
        following = next((w for w in words[index + 1 : index + 6] if w), "")
        return following in self.modifiers or self.is_head(following)

    def _backed(self, words: Sequence[str], index: int) -> bool:
        """An abbreviation such as «Min» counts only after a word of the same vocabulary."""
        before = words[index - 1] if index else ""
        return before in self.modifiers or before in self.ambiguous

    def _widened(
        self,
        core: Core,
        words: Sequence[str],
        taken: Sequence[bool],
        capital: Sequence[bool],
        floor: int,
    ) -> Core:
        """The core with the ranks and portfolios before it."""
        start = core.start
        while (step := self._step_back(words, taken, start)) is not None and step >= floor:
            # «of the National Assembly and chief negotiator»: «and» joins words of one case.
            if (
                step < start - 1
                and words[step + 1] in {"and", "&"}
                and capital[step] != capital[start]
            ):
                break
            start = step
        return Core(start, core.head, core.end, core.plural)

    def _step_back(self, words: Sequence[str], taken: Sequence[bool], start: int) -> int | None:
        index = start - 1
        while index >= 0 and not words[index]:
            index -= 1
        if index < 0 or taken[index]:
            return None
        if self._part_of_title(words[index]):
            return index
        joined = words[index] in {"and", "&"} and index and not taken[index - 1]
        return index - 1 if joined and words[index - 1] in self._portfolio else None

    @property
    def _portfolio(self) -> frozenset[str]:
        portfolio: frozenset[str] = load_lexicon("roles")["modifiers"]["portfolio"]
        return portfolio

    def _part_of_title(self, word: str) -> bool:
        return word in self.modifiers or word in self.ambiguous


def _without_body(core: Core, words: Sequence[str], capital: Sequence[bool]) -> Core:
    """«director of the Inter-Services Intelligence»: a body named after a title in lower case."""
    following = next((i for i in range(core.start, core.end) if words[i] == "of"), None)
    if following is None or capital[core.start] or not any(capital[following : core.end]):
        return core
    state = words[following + 1 : core.end] == ["state"]
    return core if state else Core(core.start, core.head, following, core.plural)


def _head_of(
    words: Sequence[str], start: int, end: int, singular: Mapping[str, str]
) -> tuple[int, bool]:
    """The head of a compound title is its first noun of office («chief of staff»)."""
    stop = next((i for i in range(start, end) if words[i] in {"of", "in"}), end)
    for index in range(start, stop):
        if words[index] in singular:
            return index, True
    last = max((i for i in range(start, stop) if words[i]), default=stop - 1)
    return last, False  # a hyphen is no word: «commander-in-chief»


_LEADING = {
    "president",
    "prime minister",
    "chancellor",
    "premier",
    "king",
    "emir",
    "supreme leader",
    "sultan",
    "leader",
    "crown prince",
    "chairperson",
    "head",
}


def title_fits(asked: str, held: str) -> bool:
    """Whether a holder of one title may be called by another: a leader is a president."""
    asked, held = asked.lower(), held.lower()
    if asked == held:
        return True
    if asked in {"leader", "head of state"}:
        return held in _LEADING
    if asked.split()[-1] in {
        "envoy",
        "minister",
        "adviser",
        "aide",
        "negotiator",
        "mediator",
        "spokesperson",
        "secretary",
        "ambassador",
        "commander",
        "chief",
        "director",
        "representative",
        "diplomat",
    }:
        return set(asked.split()) <= set(held.replace("-", " ").split()) and not ranked_apart(
            asked, held
        )
    return False


def ranked_apart(asked: str, held: str) -> bool:
    """«foreign minister» is not the deputy, «minister» not the prime minister."""
    lowering = {"deputy", "vice", "assistant", "first", "prime", "under"}
    return bool((set(held.split()) - set(asked.split())) & lowering)
