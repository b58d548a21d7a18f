"""Why each fact was found, and what looked promising and yielded nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from extract.frames import FrameLexicon
from extract.inflect import plural, verb_forms
from extract.lexicon import load_lexicon
from ontology.facts import Actor, Article, Assertion, Gap, Mention, Reading, actors_of

_WORDINGS = 3  # how many wordings of one actor are worth showing


@dataclass(frozen=True, slots=True)
class Party:
    """An actor, the words that stand for it, and how each came to; `here` in the quote itself."""

    actor: Actor
    words: tuple[tuple[str, str], ...]
    here: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """An assertion, what its rule covers in general, and who is meant by which words."""

    told: Assertion
    covers: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """A passage that yielded nothing: words, reason, and the rules that its trigger may set off."""

    gap: Gap
    quote: str
    parties: tuple[Party, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that can be said of how one article was read."""

    article: Article
    found: tuple[Found, ...]
    passed: tuple[Passed, ...]


@dataclass(frozen=True)
class Rules:
    """What every rule covers, which rules know a word, and how resolutions are put in words."""

    covers: Mapping[str, str]
    by_word: Mapping[str, tuple[str, ...]]
    resolved: Mapping[str, str]
    forms: Mapping[str, str]

    @classmethod
    def load(cls) -> Rules:
        """Read `lexicons/frames.toml` and `lexicons/rules.toml`."""
        frames, listed = FrameLexicon.load(), load_lexicon("rules")
        covers = {**listed["covers"], **dict(_covers(frames))}
        words: dict[str, dict[str, None]] = {}
        for word, rule in _triggers(frames):
            words.setdefault(word, {})[rule] = None
        by_word = {word: tuple(rules) for word, rules in words.items()}
        return cls(covers, by_word, listed["resolved"], listed["forms"])

    def knowing(self, word: str) -> tuple[str, ...]:
        """The rules that a word may set off, in the order of the lexicon."""
        low = word.lower()
        return self.by_word.get(self.forms.get(low, low), ())


def _covers(frames: FrameLexicon) -> Iterator[tuple[str, str]]:
    yield from ((frame.rule, frame.covers) for frame in frames.verb_frames)
    yield from ((frame.rule, frame.covers) for frame in frames.noun_frames)
    yield from ((frame.rule, frame.covers) for frame in frames.act_frames)


def _triggers(frames: FrameLexicon) -> Iterator[tuple[str, str]]:
    """Every regular form of every word of the lexicon, with its rule."""
    for frame in frames.verb_frames:
        for verb in frame.verbs:
            yield from ((form, frame.rule) for form in verb_forms(verb, {}))
    nouns = [(noun, frame.rule) for frame in frames.noun_frames for noun in frame.nouns]
    nouns += [(noun, frame.rule) for frame in frames.act_frames for noun in frame.nouns]
    for noun, rule in nouns:
        yield from ((noun, rule), (plural(noun), rule))


def explain(reading: Reading, rules: Rules) -> Explanation:
    """What was found and what was passed over in an article, both in the order of its text."""
    cast = _Cast(reading)
    told = sorted(reading.assertions, key=lambda one: (one.evidence.start, one.evidence.end))
    found = (Found(one, rules.covers.get(one.rule, ""), cast.parties(one)) for one in told)
    gaps = sorted(reading.gaps, key=lambda gap: gap.start)
    passed = (_passed(gap, cast, rules) for gap in gaps)
    return Explanation(reading.article, tuple(found), tuple(passed))


def _passed(gap: Gap, cast: _Cast, rules: Rules) -> Passed:
    here = dict.fromkeys(mention.actor for mention in cast.within(gap.start, gap.end))
    parties = tuple(cast.party(actor, gap.start, gap.end) for actor in here)
    quote = cast.text[gap.start : gap.end]
    return Passed(gap, quote, parties, rules.knowing(gap.trigger))


class _Cast:
    """The mentions of an article, by place."""

    def __init__(self, reading: Reading) -> None:
        self.text = reading.article.text
        self.mentions = sorted(reading.mentions, key=lambda one: (one.start, one.end))

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that lie in a passage, in order."""
        return (one for one in self.mentions if start <= one.start and one.end <= end)

    def parties(self, told: Assertion) -> tuple[Party, ...]:
        """Everybody the fact is about, with the words for them in or next before the quote."""
        where = told.evidence
        speaker = (told.speaker,) if told.speaker else ()
        actors = dict.fromkeys((*actors_of(told.fact), *speaker))
        return tuple(self.party(actor, where.start, where.end) for actor in actors)

    def party(self, actor: Actor, start: int, end: int) -> Party:
        """The words for an actor in a passage; where there are none, the next before or after."""
        here = [one for one in self.within(start, end) if one.actor == actor]
        if here:
            return Party(actor, self._wordings(here))
        if actor.name in self.text[start:end]:  # within words that stand for somebody else
            return Party(actor, ((actor.name, "name"),))
        every = [one for one in self.mentions if one.actor == actor]
        before = [one for one in every if one.end <= end][-1:]
        return Party(actor, self._wordings(before or every[:1]), here=False)

    def _wordings(self, mentions: Iterable[Mention]) -> tuple[tuple[str, str], ...]:
        words = ((" ".join(self.text[m.start : m.end].split()), m.how) for m in mentions)
        return tuple(dict.fromkeys(words))[:_WORDINGS]
