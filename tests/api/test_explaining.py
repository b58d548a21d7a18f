"""`parley extract --explain`: how explanations look."""

from __future__ import annotations

import pytest

from api.explaining import lines, show
from extract.explain import Rules, explain
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
TEXT = "Rubio met\nLavrov. They talked."
SENTENCE = Evidence(0, 17, TEXT[:17])
MEETING = Event("Meeting", ((RUBIO,), (LAVROV,)))
READING = Reading(
    Article("talks", TEXT),
    (
        Assertion(MEETING, Stance.DENIES, SENTENCE, "meet", "met", 0.5, RUBIO),
        Assertion(Event("Statement", ((RUBIO,),)), Stance.ASSERTS, SENTENCE, "statement", "met"),
    ),
    (Mention(0, 5, RUBIO, "surname"), Mention(10, 16, LAVROV, "surname")),
    (Gap(18, 30, "nobody is named", "talked"),),
)
EXPECTED = """\
talks (no date)
  «Rubio met Lavrov.» (characters 0–17)
    denied: Meeting: Marco Rubio – Sergei Lavrov
      rule      meet: A met (with) B; A and B met
      words     «met»
      who       Marco Rubio ← «Rubio» by surname
      who       Sergei Lavrov ← «Lavrov» by surname
      stance    denied, on the word of Marco Rubio, confidence 0.50
    Statement: Marco Rubio
      rule      statement: A said, told, wrote or argued; once a speaker
      words     «met»
      who       Marco Rubio ← «Rubio» by surname
      stance    told as a fact, in the article's own words, confidence 1.00
  passed over: 1
  «They talked.» (characters 18–30)
      why not   nobody is named
      words     «talked», known to speak (extract/lexicons/frames.toml)
"""


def test_elsewhere_than_on_a_terminal_it_is_plain_text(capsys: pytest.CaptureFixture[str]) -> None:
    rules = Rules.load()
    show(explain(READING, rules), rules)
    assert capsys.readouterr().out == EXPECTED


def test_on_a_terminal_it_is_the_same_in_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"COLUMNS": "200", "TERM": "xterm-256color"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    rules = Rules.load()
    show(explain(READING, rules), rules)
    out = capsys.readouterr().out
    assert "\x1b[" in out
    assert "\x1b[35mmet\x1b[0m" in out


def test_who_wants_no_colour_gets_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    rules = Rules.load()
    show(explain(READING, rules), rules)
    assert capsys.readouterr().out == EXPECTED


def test_triggers_and_names_are_marked_in_the_sentence() -> None:
    rules = Rules.load()
    sentence = list(lines(explain(READING, rules), rules))[1]
    assert [(part.text, part.style) for part in sentence[2:-2]] == [
        ("Rubio", "bold"),
        (" ", ""),
        ("met", "magenta"),
        (" ", ""),
        ("Lavrov", "bold"),
        (".", ""),
    ]
