"""Which offices a sentence tells: holder, office, body, status."""

import pytest

from tests.extract.who import read, roles

CURRENT, FORMER, ACTING, DESIGNATE = "current", "former", "acting", "designate"

SENTENCES = [
    # a title before a name
    (
        "French President Emmanuel Macron and German Chancellor Friedrich Merz spoke.",
        {
            ("Emmanuel Macron", "President", "France", CURRENT),
            ("Friedrich Merz", "Chancellor", "Germany", CURRENT),
        },
    ),
    (
        "U.S. Secretary of State Marco Rubio flew home.",
        {("Marco Rubio", "Secretary of State", "United States", CURRENT)},
    ),
    (
        "Secretary of State Marco Rubio flew home.",
        {("Marco Rubio", "Secretary of State", "United States", CURRENT)},
    ),
    (
        "US Vice-President JD Vance will travel.",
        {("JD Vance", "Vice President", "United States", CURRENT)},
    ),
    ("Ruritanian Foreign Minister Otto Hentzau resigned.", set()),  # a country nobody knows
    (
        "Togolese Foreign Minister Kossi Amegan attended.",
        {("Kossi Amegan", "Foreign Minister", "Togo", CURRENT)},
    ),
    (
        "Kenya's President Joseph Mwangi sent an envoy.",
        {("Joseph Mwangi", "President", "Kenya", CURRENT)},
    ),
    (
        "President Joseph Mwangi of Kenya sent an envoy.",
        {("Joseph Mwangi", "President", "Kenya", CURRENT)},
    ),
    (
        "UN special envoy Lars Holm briefed diplomats.",
        {("Lars Holm", "Special Envoy", "United Nations", CURRENT)},
    ),
    (
        "Qatari Prime Minister and Foreign Minister Sheikh Khalid bin Nasser Al Misnad called.",
        {
            ("Khalid bin Nasser Al Misnad", "Prime Minister", "Qatar", CURRENT),
            ("Khalid bin Nasser Al Misnad", "Foreign Minister", "Qatar", CURRENT),
        },
    ),
    (
        "Pakistani Dep PM/FM Tariq Anwar welcomed it.",
        {
            ("Tariq Anwar", "Deputy Prime Minister", "Pakistan", CURRENT),
            ("Tariq Anwar", "Foreign Minister", "Pakistan", CURRENT),
        },
    ),
    # a title after a name
    (
        "Otto Brandt, the German foreign minister, left.",
        {("Otto Brandt", "Foreign Minister", "Germany", CURRENT)},
    ),
    (
        "Maria Petrova, spokeswoman for the Russian Foreign Ministry, called it a provocation.",
        {("Maria Petrova", "Spokesperson", "Russia", CURRENT)},
    ),
    (
        "Tom Bennet, the US ambassador to Turkey and special envoy for Syria, left.",
        {
            ("Tom Bennet", "Ambassador to Turkey", "United States", CURRENT),
            ("Tom Bennet", "Special Envoy for Syria", "United States", CURRENT),
        },
    ),
    (
        "Anna Lund, president and chief executive of the International Crisis Group, warned.",
        {
            ("Anna Lund", "President", "International Crisis Group", CURRENT),
            ("Anna Lund", "Chief Executive", "International Crisis Group", CURRENT),
        },
    ),
    # a title with a comma before the name
    (
        "Qatar's emir, Sheikh Khalid bin Nasser Al Misnad, signed.",
        {("Khalid bin Nasser Al Misnad", "Emir", "Qatar", CURRENT)},
    ),
    (
        "Iran's chief negotiator, Reza Karimi, met the British envoy, Jane Cole, in Muscat.",
        {
            ("Reza Karimi", "Chief Negotiator", "Iran", CURRENT),
            ("Jane Cole", "Envoy", "United Kingdom", CURRENT),
        },
    ),
    # several
    (
        "Presidents Joseph Mwangi of Kenya and Peter Okello of Uganda met.",
        {
            ("Joseph Mwangi", "President", "Kenya", CURRENT),
            ("Peter Okello", "President", "Uganda", CURRENT),
        },
    ),
    (
        "The presidents of Kenya and Uganda, Joseph Mwangi and Peter Okello, met.",
        {
            ("Joseph Mwangi", "President", "Kenya", CURRENT),
            ("Peter Okello", "President", "Uganda", CURRENT),
        },
    ),
    (
        "The foreign ministers, Armenia's Davit Petrosyan and Azerbaijan's Elchin Mammadov, met.",
        {
            ("Davit Petrosyan", "Foreign Minister", "Armenia", CURRENT),
            ("Elchin Mammadov", "Foreign Minister", "Azerbaijan", CURRENT),
        },
    ),
    # by verbs
    (
        "Otto Brandt is the German foreign minister.",
        {("Otto Brandt", "Foreign Minister", "Germany", CURRENT)},
    ),
    (
        "The German foreign minister is Otto Brandt.",
        {("Otto Brandt", "Foreign Minister", "Germany", CURRENT)},
    ),
    ("Otto Brandt is not the German foreign minister.", set()),
    (
        "Otto Brandt became president of Germany in May.",
        {("Otto Brandt", "President", "Germany", CURRENT)},
    ),
    (
        "Otto Brandt was named German foreign minister.",
        {("Otto Brandt", "Foreign Minister", "Germany", CURRENT)},
    ),
    (
        "Joseph Mwangi of Kenya was replaced as president of Kenya by Peter Otieno.",
        {("Peter Otieno", "President", "Kenya", CURRENT)},
    ),
    # how an office is held
    (
        "Former Kenyan prime minister Joseph Mwangi mediated.",
        {("Joseph Mwangi", "Prime Minister", "Kenya", FORMER)},
    ),
    (
        "Ex-president Joseph Mwangi of Kenya mediated.",
        {("Joseph Mwangi", "President", "Kenya", FORMER)},
    ),
    (
        "Kurt Weber, then the Austrian foreign minister, mediated.",
        {("Kurt Weber", "Foreign Minister", "Austria", FORMER)},
    ),
    (
        "Afghanistan's acting foreign minister, Abdul Rahman Nasiri, arrived.",
        {("Abdul Rahman Nasiri", "Foreign Minister", "Afghanistan", ACTING)},
    ),
    (
        "Ecuador's president-elect Luis Mora called.",
        {("Luis Mora", "President", "Ecuador", DESIGNATE)},
    ),
    (
        "As president of Finland from 1994 to 2000 Antti Virtanen was host.",
        {("Antti Virtanen", "President", "Finland", FORMER)},
    ),
    # whose office
    (
        "Joseph Mwangi, the president of Kenya, came with his foreign minister, Grace Atieno.",
        {
            ("Joseph Mwangi", "President", "Kenya", CURRENT),
            ("Grace Atieno", "Foreign Minister", "Kenya", CURRENT),
        },
    ),
    (
        "Egyptian Foreign Minister Omar Fahmy received his Sudanese counterpart, Idris Hamad.",
        {
            ("Omar Fahmy", "Foreign Minister", "Egypt", CURRENT),
            ("Idris Hamad", "Foreign Minister", "Sudan", CURRENT),
        },
    ),
    (
        "M23 rebels withdrew. The group's president, Jean Kabera, said so.",
        {("Jean Kabera", "President", "M23", CURRENT)},
    ),
    (
        "Kenya\n- Joseph Mwangi, head of delegation\n- Peter Otieno, deputy foreign minister",
        {
            ("Joseph Mwangi", "Head of Delegation", "Kenya", CURRENT),
            ("Peter Otieno", "Deputy Foreign Minister", "Kenya", CURRENT),
        },
    ),
    (
        "Maria Bondar, the secretary of Ukraine's National Security and Defense Council, flew.",
        {
            (
                "Maria Bondar",
                "Secretary of the National Security and Defense Council",
                "Ukraine",
                CURRENT,
            ),
        },
    ),
    # a description tells the office of somebody named elsewhere
    (
        "Vladimir Putin stayed away. The Russian president sent an aide.",
        {("Vladimir Putin", "President", "Russia", CURRENT)},
    ),
    # what looks like a title and is none
    ("Lars Holm, the spokesman said, was ill.", set()),
    ("Anna Lund, the German chancellor's sister, was ill.", set()),
    ("It was 3 P.M. EDT when Anna Lund, who heads nothing, rose.", set()),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_tells_offices(text: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert roles(text) == expected


def test_an_office_names_its_sentence_its_rule_and_its_words() -> None:
    text = "It rained. French President Emmanuel Macron left."
    told = read(text)[1].assertions[0]
    assert told.evidence.quote == "French President Emmanuel Macron left."
    assert text[told.evidence.start : told.evidence.end] == told.evidence.quote
    assert (told.rule, told.trigger) == ("role-before-name", "President")


def test_a_known_person_gets_no_office_the_text_does_not_tell() -> None:
    assert roles("Emmanuel Macron met Vladimir Putin.") == set()
