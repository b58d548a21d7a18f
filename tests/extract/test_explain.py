"""What is said of why a fact was found, and of what was passed over."""

from __future__ import annotations

import datetime as dt
from itertools import chain

import pytest

from extract.explain import Explanation, Party, Rules, explain
from extract.frames import FrameLexicon
from extract.lexicon import load_lexicon
from extract.reader import Reader
from ontology.facts import (
    Actor,
    ActorType,
    Article,
    Assertion,
    Event,
    Evidence,
    Gap,
    Mention,
    Reading,
    Stance,
)

RUBIO = Actor("person:marco-rubio", "Marco Rubio", ActorType.PERSON)
LAVROV = Actor("person:sergei-lavrov", "Sergei Lavrov", ActorType.PERSON)
QATAR = Actor("country:qatar", "Qatar", ActorType.COUNTRY)
TEXT = "Sergei Lavrov came. Rubio met him.\nHe may visit Qatar's emir with Rubio."


def mention(actor: Actor, words: str, how: str, after: int = 0) -> Mention:
    start = TEXT.index(words, after)
    return Mention(start, start + len(words), actor, how)


def evidence(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start, start + len(words), words)


MET = evidence("Rubio met him.")
VISIT = evidence("He may visit Qatar's emir with Rubio.")
MENTIONS = (
    mention(LAVROV, "Sergei Lavrov", "name"),
    mention(RUBIO, "Rubio", "surname"),
    mention(LAVROV, "him", "pronoun"),
    mention(LAVROV, "He", "pronoun", VISIT.start),
    mention(RUBIO, "Rubio", "surname", VISIT.start),
)


def told(*sides: Actor, where: Evidence = MET, rule: str = "meet", word: str = "met") -> Assertion:
    fact = Event("Meeting", tuple((side,) for side in sides))
    return Assertion(fact, Stance.ASSERTS, where, rule, word)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.load()


def explained(rules: Rules, *assertions: Assertion, gaps: tuple[Gap, ...] = ()) -> Explanation:
    return explain(Reading(Article("a", TEXT), assertions, MENTIONS, gaps), rules)


def test_a_fact_comes_with_what_its_rule_covers(rules: Rules) -> None:
    (found,) = explained(rules, told(RUBIO, LAVROV)).found
    assert found.covers == "A met (with) B; A and B met"


@pytest.mark.parametrize(
    ("actor", "where", "expected"),
    [
        (RUBIO, MET, Party(RUBIO, (("Rubio", "surname"),))),
        (LAVROV, MET, Party(LAVROV, (("him", "pronoun"),))),
        (QATAR, VISIT, Party(QATAR, (("Qatar", "name"),))),
        (LAVROV, evidence("Rubio met"), Party(LAVROV, (("Sergei Lavrov", "name"),), here=False)),
        (QATAR, MET, Party(QATAR, (), here=False)),
    ],
    ids=["named", "by a pronoun", "within other words", "told before", "not in the article"],
)
def test_it_says_which_words_stand_for_an_actor(
    rules: Rules, actor: Actor, where: Evidence, expected: Party
) -> None:
    (found,) = explained(rules, told(actor, where=where)).found
    assert found.parties == (expected,)


def test_the_speaker_is_explained_too(rules: Rules) -> None:
    fact = Event("Meeting", ((RUBIO,),))
    said = Assertion(fact, Stance.ASSERTS, MET, "meet", "met", speaker=LAVROV)
    (found,) = explained(rules, said).found
    assert [party.actor for party in found.parties] == [RUBIO, LAVROV]


def test_facts_come_in_the_order_of_the_text(rules: Rules) -> None:
    later = told(RUBIO, LAVROV, where=VISIT)
    earlier = told(RUBIO, LAVROV)
    result = explained(rules, later, earlier)
    assert [found.told for found in result.found] == [earlier, later]


def test_a_passage_without_facts_shows_its_actors_and_the_rules_that_know_its_word(
    rules: Rules,
) -> None:
    gap = Gap(VISIT.start, VISIT.end, "only a possibility", "visit")
    (passed,) = explained(rules, gaps=(gap,)).passed
    assert passed.quote == VISIT.quote
    assert [party.actor for party in passed.parties] == [LAVROV, RUBIO]
    assert "visit" in passed.rules


@pytest.mark.parametrize(
    ("word", "rule"),
    [("met", "meet"), ("Meetings", "meeting-noun"), ("spoke", "speak"), ("talks", "talks-noun")],
)
def test_a_word_leads_to_the_rules_it_may_set_off(rules: Rules, word: str, rule: str) -> None:
    assert rule in rules.knowing(word)


def test_a_word_of_no_rule_leads_nowhere(rules: Rules) -> None:
    assert rules.knowing("banana") == ()


def test_every_rule_of_the_frames_says_what_it_covers(rules: Rules) -> None:
    frames = FrameLexicon.load()
    every = chain(frames.verb_frames, frames.noun_frames, frames.act_frames)
    assert {frame.rule for frame in every} <= {
        rule for rule, words in rules.covers.items() if words
    }


NEWS = (
    "Talks hosted by Qatar between the DRC and M23 ended in Doha on Tuesday. U.S. Secretary of "
    "State Marco Rubio met Russian Foreign Minister Sergei Lavrov in Riyadh, accompanied by Steve "
    "Witkoff. Foreign Ministers Abdullatif bin Rashid Al Zayani and Badr Abdelatty met. "
    "He said the talks were good. Jared Kushner, Trump's son-in-law, is an adviser to Donald "
    "Trump. Khalil al-Hayya, a member of the political bureau of Hamas, led the Hamas delegation. "
    "Rubio may meet Lavrov again. The Russian president was the guest of China. "
    "Rustem Umerov, who was appointed secretary of the council, succeeded Andriy Yermak."
)


def test_whatever_is_found_and_however_it_is_resolved_there_are_words_for_it(rules: Rules) -> None:
    reading = Reader.load().read(Article("n", NEWS, published=dt.date(2025, 10, 22)))
    assert len({told.rule for told in reading.assertions}) > 8
    assert {told.rule for told in reading.assertions} <= set(rules.covers)
    assert {one.how for one in reading.mentions} <= set(rules.resolved)


def test_rules_are_described_in_one_place_only() -> None:
    frames = FrameLexicon.load()
    every = chain(frames.verb_frames, frames.noun_frames, frames.act_frames)
    assert not {frame.rule for frame in every} & set(load_lexicon("rules")["covers"])
