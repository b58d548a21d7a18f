"""How machine-paraphrased news is known, and put back into plain English."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clean import blocks
from extract.inflect import plural, verb_forms
from extract.page import View
from extract.plain import Change, _view, is_spun, plain_view
from ontology.facts import Article
from ontology.registry import Registry

# Enough signs to give a text away, in a paragraph of their own.
GIVEAWAY = "\nThe Prime Preacher had actually informed press reporters of a tranquility bargain."


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


def plain(text: str, registry: Registry) -> str:
    view = plain_view(Article("a", text + GIVEAWAY), registry)
    return view.text.split("\n")[0] if "\n" not in text else view.text


SPUN = [
    # offices
    ("Head Of State Ilham Aliyev claimed no.", "President Ilham Aliyev said no."),
    ("The head of state claimed no.", "The president said no."),
    ("Vice Head of state JD Vance left.", "Vice President JD Vance left."),
    ("Previous Head of state Bill Clinton left.", "Former President Bill Clinton left."),
    ("Thai Prime Preacher Anutin left.", "Thai Prime Minister Anutin left."),
    ("The international preachers of both left.", "The foreign ministers of both left."),
    ("Protection Preacher Israel Katz left.", "Defense Minister Israel Katz left."),
    ("Assistant of State Marco Rubio left.", "Secretary of State Marco Rubio left."),
    ("Replacement Assistant of State Ann Low left.", "Deputy Secretary of State Ann Low left."),
    ("The unique agent Steve Witkoff left.", "The special envoy Steve Witkoff left."),
    ("Kremlin financial agent Kirill Dmitriev left.",
     "Kremlin economic envoy Kirill Dmitriev left."),
    ("The Kremlin agent, Dmitry Peskov, left.", "The Kremlin spokesman, Dmitry Peskov, left."),
    ("Putin's leading diplomacy assistant left.", "Putin's top foreign policy aide left."),
    ("The nationwide safety and security consultant left.", "The national security adviser left."),
    ("NATO Assistant General Mark Rutte left.", "NATO Secretary General Mark Rutte left."),
    ("Michael Froman, head of state of the Council on Foreign Relations, left.",
     "Michael Froman, president of the Council on Foreign Relations, left."),
    ("A Replacement Supervisor at the Atlantic Council left.",
     "A Deputy Director at the Atlantic Council left."),
    ("An elderly united state management authorities left.",
     "A senior U.S. administration official left."),
    # contacts
    ("Putin consulted with Witkoff.", "Putin met with Witkoff."),
    ("Putin consults with Witkoff.", "Putin meets with Witkoff."),
    ("Lavrov fulfilled Hakan Fidan.", "Lavrov met Hakan Fidan."),
    ("Putin participates in a conference with Xi.", "Putin attends a meeting with Xi."),
    ("Putin, come with by Yuri Ushakov, left.", "Putin, accompanied by Yuri Ushakov, left."),
    ("Fidan drinks hands with Lavrov.", "Fidan shakes hands with Lavrov."),
    ("They carried out marathon talks.", "They held marathon talks."),
    ("Anwar combined Hun Manet and Phumtham.", "Anwar brought together Hun Manet and Phumtham."),
    ("Qatar moderated in between both sides.", "Qatar mediated between both sides."),
    ("Oman organized the settlements.", "Oman hosted the negotiations."),
    ("They welcomed Rustem Umerov to Miami.", "They invited Rustem Umerov to Miami."),
    ("Rutte invited the proposition.", "Rutte welcomed the proposal."),
    ("Li was not welcomed to it.", "Li was not invited to it."),
    ("He took a trip to Cairo.", "He traveled to Cairo."),
    ("He showed up in Cairo.", "He arrived in Cairo."),
    ("His see to Beijing ended.", "His visit to Beijing ended."),
    # speech and acts
    ("He informed press reporters.", "He told reporters."),
    ("He worried that it was so.", "He stressed that it was so."),
    ("“It is so,” he included.", "“It is so,” he added."),
    ("He intimidated both nations.", "He threatened both nations."),
    ("He prompted both sides to stop.", "He urged both sides to stop."),
    ("He contacted all events to stop.", "He called on all parties to stop."),
    ("He charged Russia of lying.", "He accused Russia of lying."),
    ("Both consented to a truce.", "Both agreed to a truce."),
    ("Both concurred to stop.", "Both agreed to stop."),
    ("They authorized the contract.", "They signed the agreement."),
    ("He rejected having actually done it.", "He denied having done it."),
    ("Hamas launched 3 captives.", "Hamas released 3 hostages."),
    ("Ukrainian pressures take out from Donbas.", "Ukrainian forces withdraw from Donbas."),
    ("They enforced financial permissions.", "They imposed financial sanctions."),
    ("Moscow's need that Kyiv yield stood.", "Moscow's demand that Kyiv yield stood."),
    ("He had chosen him for the Nobel Tranquility Reward.",
     "He had nominated him for the Nobel Peace Prize."),
    # nouns of talks
    ("A top in Alaska failed.", "A summit in Alaska failed."),
    ("On the sidelines of the top, he left.", "On the sidelines of the summit, he left."),
    ("The tranquility strategy failed.", "The peace plan failed."),
    ("The battle finished; both battled on.", "The war ended; both fought on."),
    ("A profession contract failed.", "A trade agreement failed."),
    ("They freed the detainees of battle.", "They freed the prisoners of war."),
    # little words
    ("Trump, that had actually left, slept.", "Trump, who had left, slept."),
    ("We're mosting likely to see.", "We're going to see."),
    ("In the visibility of Trump they left.", "In the presence of Trump they left."),
    # places and organisations
    ("In the Oval Workplace of the White Home he slept.",
     "In the Oval Office of the White House he slept."),
    ("The united state arbitrators left.", "The U.S. negotiators left."),
    ("It was in Hallandale Coastline, Fla.", "It was in Hallandale Beach, Fla."),
    ("The United Countries left.", "The United Nations left."),
    ("Hardie informed ABC Information.", "Hardie told ABC News."),
    ("The Structure for Protection of Democracies left.",
     "The Foundation for Defense of Democracies left."),
    ("The Organization of Southeast Asian Countries left.",
     "The Association of Southeast Asian Nations left."),
    ("The Quick Assistance Pressures left.", "The Rapid Support Forces left."),
    ("The International Lawbreaker Court left.", "The International Criminal Court left."),
    # another dialect of the same
    ("Unfamiliar Pastor Sergei Lavrov left.", "Foreign Minister Sergei Lavrov left."),
    ("The Joined States pushed harmony talks.", "The United States pushed peace talks."),
    ("Exceptional emissary Steve Witkoff left.", "Special Envoy Steve Witkoff left."),
    ("World pioneers left.", "World leaders left."),
    # what stays
    ("The news conference began.", "The news conference began."),
    ("He was at the top of the world.", "He was at the top of the world."),
    ("They claimed responsibility.", "They claimed responsibility."),
    ("The Israeli settlements grew.", "The Israeli settlements grew."),
    ("The death toll rose.", "The death toll rose."),
    ("They welcomed the truce.", "They welcomed the truce."),
]  # fmt: skip


@pytest.mark.parametrize(("odd", "expected"), SPUN, ids=[odd for odd, _ in SPUN])
def test_odd_words_are_put_back(registry, odd, expected) -> None:
    assert plain(odd, registry) == expected


def test_a_prime_minister_is_not_taken_for_a_president(registry) -> None:
    odd = "Israeli Head of state Benjamin Netanyahu left."
    assert plain(odd, registry) == "Israeli Prime Minister Benjamin Netanyahu left."


PLAIN = [
    "President Ilham Aliyev told reporters that he would certainly attend the conference.",
    "The heads of state authorized a bargain; the envoy had actually consulted with both sides.",
    "«Head of state» is what the Prime Minister is not, he claimed in a news conference.",
    "",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_left_as_it_is(registry, text) -> None:
    assert not is_spun(text)
    assert plain_view(Article("a", text), registry) == View(text)


def test_one_odd_word_does_not_make_a_text_spun() -> None:
    assert not is_spun("The Prime Preacher left. He met the president.")
    assert is_spun("He left." + GIVEAWAY)


def test_quotes_are_the_articles_own_words(registry) -> None:
    text = "Head Of State Donald Trump claimed so in the Oval Workplace on Friday." + GIVEAWAY
    view = plain_view(Article("a", text), registry)
    cases = {
        "President Donald Trump": "Head Of State Donald Trump",
        "Trump said so": "Trump claimed so",
        "the Oval Office": "the Oval Workplace",
        "on Friday": "on Friday",
        "dent": "Head Of State",  # part of a changed stretch is the whole of it
    }
    for words, own in cases.items():
        start = view.text.index(words)
        begin, end = view.original(start), view.original(start + len(words), end=True)
        assert text[begin:end] == own


def test_lines_stay_lines(registry) -> None:
    text = (
        "Tranquility bargain\n\nHead Of State Donald Trump claimed so.\nWill Oliver/EPA" + GIVEAWAY
    )
    view = plain_view(Article("a", text, published=dt.date(2025, 1, 1)), registry)
    assert view.text.count("\n") == text.count("\n")
    assert [b.kind for b in blocks(view.text)] == [b.kind for b in blocks(text)]


@st.composite
def changed(draw) -> tuple[str, list[Change]]:
    text = draw(st.text(alphabet="abc \n", min_size=1, max_size=40))
    marks = draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True).map(sorted))
    pairs = zip(marks[::2], marks[1::2], strict=False)
    return text, [
        Change(a, b, draw(st.text(alphabet="XY", min_size=1, max_size=5))) for a, b in pairs
    ]


@given(changed())
def test_offsets_map_back_in_order_and_within_bounds(case) -> None:
    text, changes = case
    view = _view(text, changes)
    starts = [view.original(offset) for offset in range(len(view.text) + 1)]
    ends = [view.original(offset, end=True) for offset in range(len(view.text) + 1)]
    assert all(0 <= offset <= len(text) for offset in starts + ends)
    assert starts == sorted(starts)
    assert ends == sorted(ends)


@given(changed())
def test_unchanged_characters_map_to_themselves(case) -> None:
    text, changes = case
    view = _view(text, changes)
    for offset, character in enumerate(view.text):
        if character not in "XY":
            assert text[view.original(offset)] == character
            assert view.original(offset + 1, end=True) == view.original(offset) + 1


@given(changed())
def test_what_was_not_changed_is_still_there(case) -> None:
    text, changes = case
    kept = list(text)
    for change in changes:
        kept[change.start : change.end] = [""] * (change.end - change.start)
    assert "".join(kept) == _view(text, changes).text.replace("X", "").replace("Y", "")


FORMS = [
    ("consult with", ("consult with", "consults with", "consulting with", "consulted with")),
    ("authorize", ("authorize", "authorizes", "authorizing", "authorized")),
    ("verify", ("verify", "verifies", "verifying", "verified")),
    ("finish", ("finish", "finishes", "finishing", "finished")),
]


@pytest.mark.parametrize(("verb", "forms"), FORMS)
def test_verbs_are_inflected(verb, forms) -> None:
    assert verb_forms(verb, {})[:4] == forms


def test_irregular_verbs_come_from_the_lexicon() -> None:
    assert verb_forms("meet with", {"meet": ["met", "met"]})[3:] == ("met with", "met with")


PLURALS = [
    ("head of state", "heads of state"),
    ("peace deal", "peace deals"),
    ("security warranty", "security warranties"),
    ("speech", "speeches"),
]


@pytest.mark.parametrize(("one", "many"), PLURALS)
def test_nouns_take_the_plural(one, many) -> None:
    assert plural(one) == many
