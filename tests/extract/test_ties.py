"""Which lasting ties a sentence tells: subject, relation (or how they are related), object."""

import pytest

from tests.extract.who import ties

SENTENCES = [
    # kin
    (
        "Joseph Mwangi and his wife, Grace Mwangi, arrived.",
        {("Grace Mwangi", "wife", "Joseph Mwangi")},
    ),
    (
        "Peter Okello's son-in-law Daniel Opio arrived.",
        {("Daniel Opio", "son-in-law", "Peter Okello")},
    ),
    (
        "Grace Atieno, Joseph Mwangi's younger sister, arrived.",
        {("Grace Atieno", "sister", "Joseph Mwangi")},
    ),
    ("Daniel Opio, a son of Peter Okello, arrived.", {("Daniel Opio", "son", "Peter Okello")}),
    (
        "Daniel Opio, brother of the former minister Peter Okello, arrived.",
        {("Daniel Opio", "brother", "Peter Okello")},
    ),
    ("Daniel Opio is the nephew of Peter Okello.", {("Daniel Opio", "nephew", "Peter Okello")}),
    (
        "Daniel Opio, whose father Peter Okello was a general, arrived.",
        {("Peter Okello", "father", "Daniel Opio")},
    ),
    ("Grace Atieno is married to Peter Okello.", {("Grace Atieno", "spouse", "Peter Okello")}),
    (
        "Peter Okello's envoy Daniel Opio and son-in-law Moses Kato arrived.",
        {
            ("Moses Kato", "son-in-law", "Peter Okello"),
            ("Daniel Opio", "represents", "Peter Okello"),
        },
    ),
    (
        "Joseph Mwangi is survived by his wife, Grace Mwangi, and their son, Brian Mwangi.",
        {
            ("Grace Mwangi", "wife", "Joseph Mwangi"),
            ("Brian Mwangi", "son", "Grace Mwangi"),
            ("Brian Mwangi", "son", "Joseph Mwangi"),
        },
    ),
    (
        "It described Daniel Opio as Peter Okello's son. That is Moses Kato.",
        {("Moses Kato", "son", "Peter Okello")},
    ),
    # whose son-in-law is open: nothing is told
    ("Joseph Mwangi said Daniel Opio and his son-in-law Moses Kato had gone.", set()),
    ("No family tie lies behind it, Joseph Mwangi said of Peter Okello.", set()),
    # service
    (
        "Daniel Opio, Peter Okello's foreign policy aide, left.",
        {("Daniel Opio", "adviserTo", "Peter Okello")},
    ),
    (
        "Daniel Opio, an adviser to Kenya's president, Joseph Mwangi, left.",
        {("Daniel Opio", "adviserTo", "Joseph Mwangi")},
    ),
    (
        "Daniel Opio, who advises Peter Okello, left.",
        {("Daniel Opio", "adviserTo", "Peter Okello")},
    ),
    (
        "Daniel Opio, spokesman for President Peter Okello, left.",
        {("Daniel Opio", "represents", "Peter Okello")},
    ),
    # representation
    (
        "Grace Atieno signed for Nairobi and Daniel Opio for Kampala.",
        {("Grace Atieno", "represents", "Kenya"), ("Daniel Opio", "represents", "Uganda")},
    ),
    (
        "The deal was signed for Kenya by Grace Atieno, and for the M23 by Daniel Opio.",
        {("Grace Atieno", "represents", "Kenya"), ("Daniel Opio", "represents", "M23")},
    ),
    (
        "Grace Atieno spoke on behalf of the African Union.",
        {("Grace Atieno", "represents", "African Union")},
    ),
    (
        "Kenya was represented by Grace Atieno and Uganda by Daniel Opio.",
        {("Grace Atieno", "represents", "Kenya"), ("Daniel Opio", "represents", "Uganda")},
    ),
    ("Grace Atieno asked for Kenya to be heard.", set()),
    # leading and belonging
    (
        "Daniel Opio, who leads the Congo River Alliance, left.",
        {("Daniel Opio", "headOf", "Congo River Alliance")},
    ),
    (
        "The Arakan Army, commanded by Daniel Opio, left.",
        {("Daniel Opio", "headOf", "Arakan Army")},
    ),
    ("Daniel Opio leads the Hamas delegation.", set()),
    (
        "Daniel Opio, a member of Hamas's political bureau, left.",
        {("Daniel Opio", "memberOf", "Hamas")},
    ),
    (
        "Hamas had acted through others, said Daniel Opio, a member of its political bureau.",
        {("Daniel Opio", "memberOf", "Hamas")},
    ),
    ("Senior Hamas official Daniel Opio left.", {("Daniel Opio", "memberOf", "Hamas")}),
    ("Daniel Opio joined the M23 in 2012.", {("Daniel Opio", "memberOf", "M23")}),
    ("Daniel Opio will join the M23.", set()),
    # parts
    (
        "The Qassam Brigades, the armed wing of Hamas, left.",
        {("Al-Qassam Brigades", "partOf", "Hamas")},
    ),
    (
        "Daniel Opio leads the Congo River Alliance, the coalition that M23 belongs to.",
        {
            ("Daniel Opio", "headOf", "Congo River Alliance"),
            ("M23", "partOf", "Congo River Alliance"),
        },
    ),
    # succession
    (
        "Peter Okello was succeeded by Daniel Opio.",
        {("Daniel Opio", "successorOf", "Peter Okello")},
    ),
    (
        "Daniel Opio, who succeeded Peter Okello, left.",
        {("Daniel Opio", "successorOf", "Peter Okello")},
    ),
    (
        "Peter Okello's successor, Daniel Opio, left.",
        {("Daniel Opio", "successorOf", "Peter Okello")},
    ),
    (
        "Peter Okello was succeeded as president by his eldest son, Daniel Opio.",
        {("Daniel Opio", "successorOf", "Peter Okello"), ("Daniel Opio", "son", "Peter Okello")},
    ),
    ("Daniel Opio will succeed Peter Okello.", set()),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_tells_ties(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert ties(text) == expected
