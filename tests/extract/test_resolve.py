"""Whom titles, descriptions, groups and pronouns stand for within an article."""

import pytest

from tests.extract.who import mentions

LEADERS = "Kenyan President Joseph Mwangi met Ugandan President Peter Okello. "
TALKS = "Talks between the Kenyan government and the M23 rebels opened. "

# What the text begins with, the sentence asked about, the words, and whom they mean (or nobody).
SENTENCES = [
    # a title with its country
    (LEADERS, "The Ugandan president left.", "The Ugandan president", "Peter Okello"),
    (LEADERS, "The Kenyan leader left.", "The Kenyan leader", "Joseph Mwangi"),
    (LEADERS, "Kenya's president left.", "Kenya's president", "Joseph Mwangi"),
    (LEADERS, "The Rwandan president left.", "The Rwandan president", "Rwanda"),
    (
        "Vladimir Putin stayed away. ",
        "The Russian president sent an aide.",
        "The Russian president",
        "Vladimir Putin",
    ),
    # a title alone, if only one person has it
    ("Lars Holm, the UN envoy, met Joseph Mwangi. ", "The envoy left.", "The envoy", "Lars Holm"),
    (LEADERS, "The president left.", "The president", None),
    # counterparts
    (LEADERS, "Mwangi thanked his Ugandan counterpart.", "his Ugandan counterpart", "Peter Okello"),
    (
        "Kenyan President Joseph Mwangi spoke. ",
        "He thanked his Rwandan counterpart.",
        "his Rwandan counterpart",
        "Rwanda",
    ),
    # several
    (LEADERS, "The two presidents left.", "The two presidents", "Joseph Mwangi + Peter Okello"),
    (LEADERS, "Both leaders left.", "Both leaders", "Joseph Mwangi + Peter Okello"),
    (LEADERS, "The two agreed on a plan.", "The two", "Joseph Mwangi + Peter Okello"),
    (
        LEADERS,
        "The Kenyan and Ugandan presidents left.",
        "The Kenyan and Ugandan presidents",
        "Joseph Mwangi + Peter Okello",
    ),
    (
        "",
        "The foreign ministers of Kenya and Uganda left.",
        "The foreign ministers of Kenya and Uganda",
        "Kenya + Uganda",
    ),
    (TALKS, "The two sides left.", "The two sides", "Kenya + M23"),
    (TALKS, "Both sides left.", "Both sides", "Kenya + M23"),
    (TALKS, "The parties left.", "The parties", "Kenya + M23"),
    # bodies and governments
    (TALKS, "The rebels left.", "The rebels", "M23"),
    (TALKS, "The government left.", "The government", "Kenya"),
    (
        "",
        "Kenyan and Ugandan negotiators left.",
        "Kenyan and Ugandan negotiators",
        "Kenya + Uganda",
    ),
    ("", "A Kenyan official spoke.", "A Kenyan official", "Kenya"),
    ("", "A Kenyan journalist spoke.", "Kenyan", None),
    (LEADERS, "Then the Ugandan left.", "the Ugandan", "Peter Okello"),
    # pronouns
    ("Joseph Mwangi spoke. ", "He left.", "He", "Joseph Mwangi"),
    ("Joseph Mwangi met Grace Atieno. ", "She left.", "She", "Grace Atieno"),
    ("Joseph Mwangi met Peter Okello. ", "He left.", "He", "Joseph Mwangi"),
    ("", "Joseph Mwangi said he would come.", "he", "Joseph Mwangi"),
    ("", "Joseph Mwangi came after Peter Okello had called him.", "him", "Joseph Mwangi"),
    ("", "Joseph Mwangi lost his seat.", "his", "Joseph Mwangi"),
    (LEADERS, "They agreed on a plan.", "They", "Joseph Mwangi + Peter Okello"),
    ("Kenya refused. ", "It demanded more.", "It", "Kenya"),
    ("Kenya refused. ", "It was clear that talks had failed.", "It", None),
    ("Kenya refused. ", "The deal needs more time; it was never popular.", "it", None),
    ("", "Joseph Mwangi, who spoke, left.", "who", "Joseph Mwangi"),
]


@pytest.mark.parametrize(
    ("before", "sentence", "words", "expected"), SENTENCES, ids=[a + b for a, b, _, _ in SENTENCES]
)
def test_words_stand_for(before: str, sentence: str, words: str, expected: str | None) -> None:
    found = mentions(before + sentence)
    meant = [actor for text, actor in found if text == words]
    assert meant[-1:] == ([expected] if expected else [])


def test_a_profile_speaks_of_its_subject() -> None:
    story = "Joseph Mwangi was poor. Peter Okello hired him in 1990. In Geneva he met Kofi Annan."
    assert ("he", "Joseph Mwangi") in mentions(story, title="Mwangi, the quiet mediator")


def test_both_spellings_of_one_office_find_its_holder() -> None:
    found = mentions(
        "Otto Brandt, the German defence minister, left. The defense minister returned."
    )
    assert ("The defense minister", "Otto Brandt") in found
