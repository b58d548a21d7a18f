"""What the reader takes expressions of time to mean."""

import datetime as dt
import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from extract.date_forms import expressions
from extract.date_readings import read_dates
from extract.dates import find_dates, parse_day, published_of, text_date
from ontology.facts import Article

WEDNESDAY = dt.date(2025, 12, 3)

# (text read in an article of Wednesday 3 December 2025, the past readings in order)
PAST = [
    ("They met on Wednesday.", ["2025-12-03"]),  # the article's own weekday is that day
    ("They met on Tuesday.", ["2025-12-02"]),
    ("They met late Tuesday evening.", ["2025-12-02"]),
    ("Thursday’s talks failed.", ["2025-11-27"]),
    ("They met last Wednesday.", ["2025-11-26"]),
    ("They met this past Sunday.", ["2025-11-30"]),
    ("They meet next Monday.", ["2025-12-08"]),
    ("They met on Friday last week.", ["2025-11-28"]),
    ("They met on Monday of last week.", ["2025-11-24"]),
    ("They met on Fri when it rained.", ["2025-11-28"]),
    ("They met today, not yesterday.", ["2025-12-03", "2025-12-02"]),
    ("They meet tomorrow or the day after tomorrow.", ["2025-12-04", "2025-12-05"]),
    ("They met the day before yesterday.", ["2025-12-01"]),
    ("They met last night.", ["2025-12-02"]),
    ("They spoke this morning.", ["2025-12-03"]),
    ("They met on 24 July.", ["2025-07-24"]),
    ("They met on July 28.", ["2025-07-28"]),
    ("They met on the 4th of May.", ["2025-05-04"]),
    ("They met on Sept. 3 and on 2nd Oct.", ["2025-09-03", "2025-10-02"]),
    ("They met on Nov. 30, 2025, in Florida.", ["2025-11-30"]),
    ("They met on Sunday, Nov. 30, 2025.", ["2025-11-30"]),
    ("They met on Tuesday (2 December).", ["2025-12-02"]),
    ("They met on 2025-12-02.", ["2025-12-02"]),
    ("They met on 31.10.2025.", ["2025-10-31"]),
    ("They met on JUNE 27, 2025.", ["2025-06-27"]),
    ("They meet on 20 December.", ["2025-12-20"]),  # 348 days ago, but 17 ahead
    ("They met in March.", ["2025-03"]),
    ("They met in December.", ["2025-12"]),
    ("They met last December.", ["2024-12"]),
    ("They met in mid-November.", ["2025-11"]),
    ("They met in November last year.", ["2024-11"]),
    ("They met in early 2022.", ["2022"]),
    ("They met in 1974.", ["1974"]),
    ("Norway's 1993 accord held.", ["1993"]),
    ("They have fought since the spring of 2022.", ["2022"]),
    ("They met last summer.", ["2024"]),
    ("They met last month, earlier this month and last year.", ["2025-11", "2025-12", "2024"]),
    ("They met three days ago.", ["2025-11-30"]),
    ("They met a week ago.", ["2025-11-26"]),
    ("They met two months ago.", ["2025-10"]),
    ("They met three years ago.", ["2022"]),
    ("They met on June 18 and 19.", ["2025-06-18"]),
    ("They met on 3-5 May 2024.", ["2024-05-03"]),
    ("They met on the 25th, he said.", ["2025-11-25"]),
    ("They met earlier this week.", [""]),
    ("They will meet in the coming days.", [""]),
    ("Since the October 7 attack they have not met.", ["2023-10-07"]),
    ("They met on 31 June.", [""]),
]

# Dates that lean on dates told before, or after.
ECHOES = [
    ("He came on 16 October. A day later she left.", ["2025-10-16", "2025-10-17"]),
    ("He came on 28 May and met him the next day.", ["2025-05-28", "2025-05-29"]),
    ("He came on Tuesday. The same day he left.", ["2025-12-02", "2025-12-02"]),
    ("He came on Tuesday. That evening he left.", ["2025-12-02", "2025-12-02"]),
    ("He came on Tuesday. Hours earlier she had left.", ["2025-12-02", "2025-12-02"]),
    ("He came on 15 June. Three days later he left.", ["2025-06-15", "2025-06-18"]),
    ("He came in March 1997. Two years later he left.", ["1997-03", "1999"]),
    ("He came in 1994. A month later he left.", ["1994", "2026-01"]),
    ("In 2020 they fought. They agreed on 9 November.", ["2020", "2020-11-09"]),
    ("They met in 2020.\nThey agreed on 9 November.", ["2020", "2025-11-09"]),
    ("They met in July 2023. That September they fought.", ["2023-07", "2023-09"]),
    ("The war of 2020 ended on 10 November of that year.", ["2020", "2020-11-10"]),
    ("It came a day after he had seen him on 11 March.", ["2025-03-12", "2025-03-11"]),
    ("It came two days before the summit.", [""]),
    ("They met on 3 May and the following Monday.", ["2025-05-03", "2025-05-05"]),
    ("They met on 3 May. They met again 48 hours later.", ["2025-05-03", "2025-05-05"]),
]

FUTURE = [
    ("They will meet on Tuesday.", ["2025-12-09"]),
    ("They will meet on Wednesday.", ["2025-12-03"]),
    ("They will meet on 24 July.", ["2026-07-24"]),
    ("They will meet in March.", ["2026-03"]),
    ("They will meet next month.", ["2026-01"]),
    ("They will meet in two weeks' time.", ["2025-12-17"]),
    ("They will meet on Tuesday and the next day.", ["2025-12-09", "2025-12-10"]),
]

NO_DATES = [
    "They may march on Sun City.",
    "Theresa May signed the Good Friday Agreement.",
    "The March 23 Movement freed 2,025 people.",
    "He told USA Today so.",
    "Jan Egeland sat with Mark Wed.",
    "They freed 18 prisoners and 2000 others.",
    "A meeting between them would help the second time.",
]


def readings(text: str, which: str = "iso") -> list[str]:
    return [getattr(told.moment, which) for told in read_dates(text, WEDNESDAY)]


@pytest.mark.parametrize(("text", "expected"), PAST + ECHOES)
def test_a_text_tells_when_it_happened(text, expected) -> None:
    assert readings(text) == expected


@pytest.mark.parametrize(("text", "expected"), FUTURE)
def test_a_text_tells_when_it_will_happen(text, expected) -> None:
    assert readings(text, "future") == expected


@pytest.mark.parametrize("text", NO_DATES)
def test_a_text_tells_no_date(text) -> None:
    assert readings(text) == []


def test_every_form_of_the_lexicon_matches_its_example() -> None:
    lexicon = files("extract").joinpath("lexicons/dates.toml").read_text("utf-8")
    for form in tomllib.loads(lexicon)["forms"]:
        text = f"It lasts {form['example']}, they say."
        found = expressions(text)
        if form["means"] == "name":
            assert not found, form["example"]
        else:
            assert [e.means for e in found] == [form["means"]], form["example"]


def test_the_last_day_of_a_range_is_kept() -> None:
    assert readings("They met on June 18 and 19, 2025.", "until") == ["2025-06-19"]


def test_the_preposition_before_a_date_is_kept() -> None:
    text = "Since late Monday, until the evening of 3 May, and by June"
    cues = [told.expression.cue for told in read_dates(text, WEDNESDAY)]
    assert cues == ["since", "until", "by"]


def test_without_a_day_of_publication_relative_dates_stay_open() -> None:
    text = "They met on 3 May 2024, yesterday, in March, last year, on 4 June, a day later"
    told = read_dates(text, None)
    assert [t.moment.iso for t in told] == ["2024-05-03", "", "", "", "", "2024-05-04"]


def test_dates_are_found_on_tokens() -> None:
    doc = spacy.blank("en")("He came on Nov. 30, 2025, and left on Monday.")
    found = find_dates(doc, WEDNESDAY)
    assert [(doc[w.start : w.end].text, w.iso) for w in found] == [
        ("Nov. 30, 2025", "2025-11-30"),
        ("Monday", "2025-12-01"),
    ]


DAYS = [
    ("2025-12-03", WEDNESDAY),
    ("2025-12-03T23:15:00+02:00", WEDNESDAY),
    ("20251203", WEDNESDAY),
    ("3 December 2025", WEDNESDAY),
    ("December 3, 2025 at 5:08 PM", WEDNESDAY),
    ("Wed, 03 Dec 2025 10:00:00 GMT", WEDNESDAY),
    ("2025-13-45", None),
    ("03/12/2025", None),  # two readings are none
    ("yesterday", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "day"), DAYS)
def test_a_header_names_a_day(text, day) -> None:
    assert parse_day(text) == day


GIVEN_AWAY = [
    ("He spoke on Wednesday.\nA photo of December 3, 2025.\nOne of May 1, 2024.", WEDNESDAY),
    ("He spoke on Monday. A photo of December 3, 2025.", None),
    ("On Wednesday, December 3, 2025, they met.", None),  # no weekday of its own agrees
    ("He died on Monday. Born on June 23, 1941, he won a prize in 2015.", None),
    ("They met.", None),
]


@pytest.mark.parametrize(("text", "day"), GIVEN_AWAY)
def test_a_text_gives_its_day_away(text, day) -> None:
    assert text_date(text) == day
    assert published_of(Article("a", text)) == day


def test_a_known_day_of_publication_wins() -> None:
    article = Article("a", "On Wednesday. December 3, 2025", published=dt.date(2020, 1, 1))
    assert published_of(article) == dt.date(2020, 1, 1)


WORDS = ["in", "on", "May", "3", "31", "2025", ",", "a", "day", "after", "later", "last", "Friday"]
WORDS += ["0", "of", "that", "year", "month", "the", "next", "ago", "999", "weeks", "\n", "In"]


@given(st.lists(st.sampled_from(WORDS)))
def test_any_string_of_date_words_is_read_without_fail(words) -> None:
    text = " ".join(words)
    told = read_dates(text, WEDNESDAY)
    spans = [(t.expression.start, t.expression.end) for t in told]
    assert all(a < b for a, b in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
