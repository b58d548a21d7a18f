"""How a text is cleaned, and what its lines are taken for."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.clean import Kind, blocks, clean
from extract.dateline import dateline
from extract.markup import page_of, without_markup

CLEANED = [
    ("Zele\u0301nskyy", "Zelénskyy"),  # NFC
    ("a\u00a0b\u2009c\td", "a b c d"),
    ("so\u00adft\u200b\ufeff", "soft"),
    ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ("one  \n\n\n\n  two", "one\n\ntwo"),
    ("bell\x07 lone\ud800", "bell lone"),
    (
        "He said â€œnoâ€\x9d and itâ€™s off â€” ErdoÄŸan, Ã‰lysÃ©e",
        "He said “no” and it’s off — ErdoÄŸan, Élysée",
    ),
    ("Tom &amp; Jerry&nbsp;met &#8212; AT&T, R&D &lt;b&gt;", "Tom & Jerry met — AT&T, R&D <b>"),
    ("<p>They <b>met</b>.</p><p>They <a href='x'>left</a>.</p>", "They met.\n\nThey left."),
    ("One<br/>two<script>var a = '<p>';</script> three<!-- four -->", "One\ntwo\nthree"),
    ("5 < 6 and <unknown> stays", "5 < 6 and <unknown> stays"),
    ("<aside>Read more <aside>x</aside></aside>Text", "Text"),
    ("Lost <aside> tag", "Lost tag"),
    ("", ""),
]


@pytest.mark.parametrize(("raw", "expected"), CLEANED)
def test_text_is_cleaned(raw, expected) -> None:
    assert clean(raw) == expected


@given(st.text())
def test_cleaning_twice_changes_nothing_more(raw) -> None:
    once = without_markup(without_markup(clean(raw)))
    assert clean(clean(once)) == clean(once)


WRAPPED = """GENEVA (AP) - The foreign ministers of two countries met on Monday
for the first time in three years and agreed to reopen a border
crossing that has been closed since the war of 2020, officials
said.

The two sides will meet again next month in the same city, a
spokesman for the mediators told reporters in Geneva."""


def test_lines_of_a_fixed_width_are_joined() -> None:
    first, second = clean(WRAPPED).split("\n\n")
    assert first.endswith("of 2020, officials said.")
    assert "\n" not in first + second


def test_short_lines_of_a_list_are_not_joined() -> None:
    text = "RUSSIA\n- Vladimir Medinsky, presidential aide\n- Igor Kostyukov, chief\n\nUKRAINE"
    assert clean(text) == text


LINES = [
    ("Will Oliver/EPA/Shutterstock", Kind.CREDIT),
    ("Alexander Kazakov/Sputnik by means of Reuters", Kind.CREDIT),
    ("Terry Renna/AP", Kind.CREDIT),
    ("Mandel Ngan/AFP via Getty Images", Kind.CREDIT),
    ("(AP Photo/Evan Vucci)", Kind.CREDIT),
    ("Photo: Handout/Anadolu", Kind.CREDIT),
    ("Image: Nicholas Moreau.", Kind.CREDIT),
    ("Photograph by Jane Doe", Kind.CREDIT),
    ("Image source, Getty Images", Kind.CREDIT),
    ("© 2025 Reuters", Kind.BOILERPLATE),
    ("By Anna Smith", Kind.BYLINE),
    ("By ANNA SMITH and Juan de la Cruz, Associated Press", Kind.BYLINE),
    ("Luke Brown in Kyiv and Anna Smith", Kind.BYLINE),
    ("Anna Smith, Diplomatic Editor", Kind.BYLINE),
    ("Agence France-Presse", Kind.BYLINE),
    ("Staff and agencies", Kind.BYLINE),
    ("Share", Kind.BOILERPLATE),
    ("Share this article", Kind.BOILERPLATE),
    ("Facebook Twitter WhatsApp Email", Kind.BOILERPLATE),
    ("READ MORE: What the ceasefire means for the hostages", Kind.BOILERPLATE),
    ("Read more about the talks here.", Kind.BOILERPLATE),
    ("Related: Five things to know about the accord", Kind.BOILERPLATE),
    ("Sign up for our morning newsletter", Kind.BOILERPLATE),
    ("Subscribe now!", Kind.BOILERPLATE),
    ("Share | Share on X | Print | Copy link", Kind.BOILERPLATE),
    ("By our foreign staff · 4 min read", Kind.BOILERPLATE),
    ("By our correspondents", Kind.BYLINE),
    ("Anna Smith for The Planet", Kind.BYLINE),
    ("ADVERTISEMENT", Kind.BOILERPLATE),
    ("Story continues below advertisement", Kind.BOILERPLATE),
    ("We use cookies to improve your experience.", Kind.BOILERPLATE),
    ("Copyright 2025 The Daily Planet. All rights reserved.", Kind.BOILERPLATE),
    ("Home > World > Middle East", Kind.BOILERPLATE),
    ("News › Africa › Sudan", Kind.BOILERPLATE),
    ("Published: 3 December 2025, 10:15 GMT", Kind.BOILERPLATE),
    ("Updated 2 hours ago", Kind.BOILERPLATE),
    ("4 min read", Kind.BOILERPLATE),
    ("14:05 GMT", Kind.BOILERPLATE),
    ("Anna Smith contributed to this report.", Kind.BOILERPLATE),
    ("ABC Information' Hannah Demissie added to this record.", Kind.BOILERPLATE),
    ("(Reporting by Anna Smith; Editing by Juan Cruz)", Kind.BOILERPLATE),
    ("Additional reporting by Anna Smith in Cairo", Kind.BOILERPLATE),
    ("For press inquiries, please contact press@example.org.", Kind.BOILERPLATE),
    ("# # #", Kind.BOILERPLATE),
    ("ENDS", Kind.BOILERPLATE),
    ("This is a developing story and will be updated.", Kind.BOILERPLATE),
    ("- Vladimir Medinsky, presidential aide", Kind.LIST_ITEM),
    ("2. The agreement was signed by both.", Kind.LIST_ITEM),
    ("NOT IN THE ROOM", Kind.HEADING),
    ("What came out of the talks", Kind.HEADING),
    ("Monday, 13 October", Kind.HEADING),
    ("PRETORIA, South Africa, 2 November 2022", Kind.DATELINE),
    ("FILE - Vladimir Putin speaks in Moscow, Aug. 15, 2025.", Kind.CAPTION),
    ("Marco Rubio, left, and Rustem Umerov talk with the media Sunday.", Kind.CAPTION),
    ("Sergei Lavrov (R) and Hakan Fidan shake hands.", Kind.CAPTION),
    ("Vladimir Putin meets Steve Witkoff at the Kremlin, December 2, 2025.", Kind.CAPTION),
    # prose that only looks like the others
    ("They met in Geneva on December 2, 2025.", Kind.PARAGRAPH),
    ("Share prices fell after the talks broke down.", Kind.PARAGRAPH),
    ("The talks left both sides angry.", Kind.PARAGRAPH),
    ("Subscribers to the theory were few in Moscow on Monday.", Kind.PARAGRAPH),
    ("By Monday the two sides had met twice.", Kind.PARAGRAPH),
    ("Read in full, the accord promises little.", Kind.PARAGRAPH),
    ("Related talks were held in Doha.", Kind.PARAGRAPH),
    ("Get them to the table, he said, and the rest will follow.", Kind.PARAGRAPH),
    ("Updated plans were handed over, two officials said.", Kind.PARAGRAPH),
    ("More than 2,000 people fled.", Kind.PARAGRAPH),
    ("The EU/AU summit failed.", Kind.PARAGRAPH),
    ("Qatar contributed to this outcome more than anyone, he said.", Kind.PARAGRAPH),
    ("3.50 million people fled.", Kind.PARAGRAPH),
]


@pytest.mark.parametrize(("line", "kind"), LINES)
def test_a_line_is_of_a_kind(line, kind) -> None:
    text = f"An opening paragraph.\n{line}\n"
    assert [block.kind for block in blocks(text)][1:] == [kind]


def pieces(text: str, title: str = "") -> list[tuple[str, str]]:
    return [(text[b.start : b.end], b.kind.value) for b in blocks(text, title)]


SPLIT = [
    (
        "DOHA, Oct 19 (AFK) - Pakistan agreed.",
        [("DOHA, Oct 19 (AFK) -", "dateline"), ("Pakistan agreed.", "paragraph")],
    ),
    (
        "10.32am – Macron arrives in Cairo.",
        [("10.32am", "boilerplate"), ("Macron arrives in Cairo.", "paragraph")],
    ),
    ("18:51 GMT Hamas says yes.", [("18:51 GMT", "boilerplate"), ("Hamas says yes.", "paragraph")]),
    ("FILE - Putin speaks in Moscow.", [("Putin speaks in Moscow.", "caption")]),
    ("• Hakan Fidan, foreign minister", [("Hakan Fidan, foreign minister", "list-item")]),
    (
        "Putin meets Xi in Beijing, May 8, 2025. (Alexander Kazakov/Sputnik via AP)",
        [
            ("Putin meets Xi in Beijing, May 8, 2025.", "caption"),
            ("(Alexander Kazakov/Sputnik via AP)", "credit"),
        ],
    ),
    (
        "Rubio listens to Lavrov in Kuala Lumpur. Mandel Ngan/AFP",
        [("Rubio listens to Lavrov in Kuala Lumpur.", "caption"), ("Mandel Ngan/AFP", "credit")],
    ),
    (
        "Putin greets Modi on Monday.\nSergei Bobylev/TASS",
        [("Putin greets Modi on Monday.", "caption"), ("Sergei Bobylev/TASS", "credit")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLIT, ids=[text for text, _ in SPLIT])
def test_a_line_is_divided(text, expected) -> None:
    assert pieces(text) == expected


def test_a_list_of_links_ends_with_the_next_sentence() -> None:
    text = "They met.\nMost read\nWhy the talks failed\nWho is who in Doha\nThen they left."
    kinds = [kind for _, kind in pieces(text)]
    assert kinds == ["paragraph", "boilerplate", "boilerplate", "boilerplate", "paragraph"]


def test_headings_below_the_text_are_links() -> None:
    text = "They met.\nWhat they said\nNothing.\nLeaders to meet in Doha\nHow to cook lentils"
    kinds = [kind for _, kind in pieces(text)]
    assert kinds == ["paragraph", "heading", "paragraph", "boilerplate", "boilerplate"]


def test_the_title_is_the_headline() -> None:
    text = "Leaders meet in Doha\n\nThe leaders met."
    assert pieces(text, "Leaders meet in Doha")[0] == ("Leaders meet in Doha", "headline")
    assert pieces(text)[0] == ("Leaders meet in Doha", "headline")


@given(st.text(alphabet="AaÉ .,-—:()/\n19•", max_size=300))
def test_blocks_lie_in_order_and_never_across_lines(raw) -> None:
    text = clean(raw)
    found = blocks(text)
    assert all(b.start < b.end and "\n" not in text[b.start : b.end] for b in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


HARD = [
    "A" * 300,
    "A " * 150,
    "AB-" * 100 + "!",
    "Foo > " * 50 + "(",
    "Ab Cd/" * 50 + "?",
    "- " * 150,
]
HARD += ["SENIOR OFFICIAL: So — okay, " * 10, "(" * 300, "10:10 am " * 30, "By Ab Cd, " * 30 + "x"]


@pytest.mark.parametrize("line", HARD)
def test_no_line_takes_long(line) -> None:
    blocks("warm up")
    start = time.perf_counter()
    blocks(line)
    assert time.perf_counter() - start < 0.5


DATELINES = [
    ("WASHINGTON, June 27 — The", "WASHINGTON", "", "", (6, 27)),
    ("RIYADH —The", "RIYADH", "", "", None),
    ("GENEVA, Switzerland (AP) - The", "GENEVA", "Switzerland", "AP", None),
    ("SHARM EL-SHEIKH, Egypt — Donald", "SHARM EL-SHEIKH", "Egypt", "", None),
    ("MOSCOW, December 3. /TASS/. Russian", "MOSCOW", "", "", (12, 3)),
    ("Kyiv, Ukraine (AP) — The", "Kyiv", "Ukraine", "AP", None),
    ("DOHA/CAIRO (Reuters) - The", "DOHA/CAIRO", "", "Reuters", None),
    ("N’DJAMENA — The", "N’DJAMENA", "", "", None),
    ("Baku, 8 August, AZERTAC", "Baku", "", "", (8, 8)),
]


@pytest.mark.parametrize(("text", "place", "region", "agency", "month_day"), DATELINES)
def test_a_line_starts_with_a_dateline(text, place, region, agency, month_day) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.region, found.agency) == (place, region, agency)
    assert found.month_day == month_day


def test_a_dateline_may_tell_the_year() -> None:
    found = dateline("GENEVA, Nov. 23, 2025 (Xinhua) -- The")
    assert found is not None
    assert str(found.day) == "2025-11-23"


NO_DATELINES = [
    "LIVE — Trump arrives",
    "The talks – the first since 2022 – failed",
    "President Trump — who met Putin on Friday — said",
    "In May 2025 — after months of fighting — Macron",
    "SENIOR OFFICIAL: So — okay",
    "Monday, 13 October",
    "Trump (left) - a friend",
    "RUSSIA",
]


@pytest.mark.parametrize("text", NO_DATELINES)
def test_a_line_starts_with_no_dateline(text) -> None:
    assert dateline(text) is None


PAGE = """<html><head><title>Leaders meet | The Planet</title>
<meta property="og:title" content="Leaders &amp; rebels meet">
<meta property="og:site_name" content="The Planet">
<link rel="canonical" href="https://example.org/a">
<script type="application/ld+json">{"datePublished": "2025-12-03T10:00"}</script>
</head><body><nav><ul><li>Home</li></ul></nav>
<article><h1>Leaders &amp; rebels meet</h1><p>DOHA &mdash; They <em>met</em>.</p>
<figure><img src="x.jpg"><figcaption>Fidan, left, shakes hands</figcaption></figure>
<aside><p>Most read</p></aside><p>They left.</p></article><footer>Imprint</footer></body></html>"""


def test_a_web_page_gives_its_article_and_what_its_head_says() -> None:
    page = page_of(PAGE)
    assert clean(page.text).split("\n\n") == [
        "Leaders & rebels meet",
        "DOHA — They met.",
        "Fidan, left, shakes hands",
        "They left.",
    ]
    assert page.fields == {
        "title": "Leaders & rebels meet",
        "outlet": "The Planet",
        "url": "https://example.org/a",
        "published": "2025-12-03T10:00",
    }
