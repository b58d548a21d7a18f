"""Who is named where: known and unknown people, bodies, countries, and what is no actor."""

import itertools

import pytest

from tests.extract.who import mentions, read

SENTENCES = [
    # people nobody knows: a title, an apposition or the grammar tells
    (
        "Togolese Foreign Minister Kossi Amegan left.",
        [("Togolese Foreign Minister Kossi Amegan", "Kossi Amegan")],
    ),
    ("Gen. Idris Hamad left.", [("Gen. Idris Hamad", "Idris Hamad")]),
    (
        "Mohamed bin Nasser al-Misnad left.",
        [("Mohamed bin Nasser al-Misnad", "Mohamed bin Nasser al-Misnad")],
    ),
    ("Phumla Ntuli-Dlamini left.", [("Phumla Ntuli-Dlamini", "Phumla Ntuli-Dlamini")]),
    # later by surname, by first name, with a form of address
    (
        "Kossi Amegan arrived. Amegan left.",
        [("Kossi Amegan", "Kossi Amegan"), ("Amegan", "Kossi Amegan")],
    ),
    (
        "Kossi Amegan arrived. Mr Amegan left.",
        [("Kossi Amegan", "Kossi Amegan"), ("Mr Amegan", "Kossi Amegan")],
    ),
    (
        "Anna Ruiz Massieu arrived. Ruiz Massieu left.",
        [("Anna Ruiz Massieu", "Anna Ruiz Massieu"), ("Ruiz Massieu", "Anna Ruiz Massieu")],
    ),
    # a surname that two people bear is nobody's, unless the address tells
    (
        "Adam Nowak met Maria Nowak. Nowak left.",
        [("Adam Nowak", "Adam Nowak"), ("Maria Nowak", "Maria Nowak")],
    ),
    # other spellings of the same name
    ("Volodymyr Zelensky left.", [("Volodymyr Zelensky", "Volodymyr Zelenskyy")]),
    ("Sergey Lavrov left.", [("Sergey Lavrov", "Sergei Lavrov")]),
    ("ERDOĞAN LEFT", []),  # a heading in capitals names nobody new
    # bodies, known and unknown, and their initials
    (
        "The Security Service of Ukraine (SBU) denied it.",
        [
            ("Security Service of Ukraine", "Security Service of Ukraine"),
            ("SBU", "Security Service of Ukraine"),
        ],
    ),
    (
        "Mediators of the Lake Chad Peace Council (LCPC) spoke. The LCPC left.",
        [
            ("Mediators of the Lake Chad Peace Council (LCPC)", "Lake Chad Peace Council"),
            ("LCPC", "Lake Chad Peace Council"),
        ],
    ),
    # countries act, and so do their seats
    ("Moscow rejected the plan.", [("Moscow", "Russia")]),
    ("The Kremlin rejected the plan.", [("Kremlin", "Russia")]),
    ("Talks with Tehran failed.", [("Tehran", "Iran")]),
    ("Ukraine's plan failed.", [("Ukraine", "Ukraine")]),
    # but not where they only say where
    ("They met in Moscow.", []),
    ("They flew to Ankara from Kyiv.", []),
    ("The Doha talks failed.", []),
    ("They met in Ankara, Turkey.", []),
    ("ANKARA, June 3 (AFK) — They met.", []),
    # an adjective and a noun of office stand for the country
    ("Russian officials left.", [("Russian officials", "Russia")]),
    ("The Turkish foreign ministry agreed.", [("The Turkish foreign ministry", "Turkey")]),
    ("The Hamas delegation left.", [("The Hamas delegation", "Hamas")]),
    ("The Americans left.", [("Americans", "United States")]),
    ("Officials from Kyiv left.", [("Officials from Kyiv", "Ukraine")]),
    # what is no actor
    ("Photo: Jane Doe/Getty Images", []),
    ("By Jane Doe", []),
    ("The Oslo Accords and the Nobel Peace Prize came later.", []),
    ("Heavy rain fell on Monday in the Red Sea.", []),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_text_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert [pair for pair in mentions(text) if pair[0] not in {"They", "they"}] == expected


def test_mentions_never_overlap_and_run_in_order() -> None:
    text = (
        "French President Emmanuel Macron and his Russian counterpart, Vladimir Putin, met. "
        "Both presidents and Putin's spokesman, Dmitry Peskov, praised the Turkish hosts."
    )
    references = read(text)[1].references
    assert all(a.end <= b.start for a, b in itertools.pairwise(references))
    assert all(ref.start <= ref.head < ref.end for ref in references)


def test_the_article_may_spell_a_name_its_own_way() -> None:
    cast = read("Volodymyr Zelensky left. Zelensky came back.")[1]
    assert list(cast.called.values()) == ["Volodymyr Zelensky"]
