"""What the event reader understands today, as sentences."""

import datetime as dt

import pytest

from extract.reader import Reader
from extract.report import as_json
from ontology.facts import Article


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(gated=False)


def told(reader: Reader, text: str) -> set[tuple[str, str, str]]:
    """(type, sides, status) of every event but statements, read on Wednesday 22 October 2025."""
    facts = as_json(reader.read(Article("t", text, published=dt.date(2025, 10, 22))))
    return {
        (e["type"], " | ".join(", ".join(side) for side in e["sides"]), e["status"])
        for e in facts["events"]
        if e["type"] != "Statement"
    }


RUBIO_LAVROV = "Marco Rubio | Sergei Lavrov"

SENTENCES = [
    # contact by verbs
    ("Marco Rubio met Sergei Lavrov in Riyadh.", {("Meeting", RUBIO_LAVROV, "held")}),
    ("Marco Rubio met with Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "held")}),
    ("Marco Rubio and Sergei Lavrov met in Riyadh.", {("Meeting", RUBIO_LAVROV, "held")}),
    ("Sergei Lavrov was received by Marco Rubio.", {("Meeting", RUBIO_LAVROV, "held")}),
    ("Marco Rubio shook hands with Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "held")}),
    ("Marco Rubio sat down with Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "held")}),
    ("Marco Rubio telephoned Sergei Lavrov.", {("Call", RUBIO_LAVROV, "held")}),
    ("Marco Rubio and Sergei Lavrov spoke by phone.", {("Call", RUBIO_LAVROV, "held")}),
    ("Marco Rubio called Sergei Lavrov on Monday.", {("Call", RUBIO_LAVROV, "held")}),
    ("Marco Rubio called Sergei Lavrov a liar.", set()),
    # contact by nouns
    ("Marco Rubio held talks with Sergei Lavrov.", {("Negotiation", RUBIO_LAVROV, "held")}),
    ("Talks between Marco Rubio and Sergei Lavrov ended.", {("Negotiation", RUBIO_LAVROV, "held")}),
    ("Marco Rubio had a phone call with Sergei Lavrov.", {("Call", RUBIO_LAVROV, "held")}),
    (
        "Marco Rubio's meeting with Sergei Lavrov lasted an hour.",
        {("Meeting", RUBIO_LAVROV, "held")},
    ),
    (
        "Sergei Lavrov held a meeting on Monday with Steve Witkoff and Jared Kushner.",
        {("Meeting", "Sergei Lavrov | Steve Witkoff, Jared Kushner", "held")},
    ),
    (
        "Sergei Lavrov spoke to the head of the office in Doha, Hakan Fidan.",
        {("Call", "Sergei Lavrov | Hakan Fidan", "held")},
    ),
    (
        "Norway mediated between Israel and Hamas.",
        {("Mediation", "Norway | Israel | Hamas", "held")},
    ),
    # a relation does not cross a full stop
    ("Marco Rubio met nobody. Sergei Lavrov flew home.", set()),
    # planned, denied, imagined
    (
        "Iran and Iraq to meet in Basra on Wednesday, Marco Rubio says",
        {("Meeting", "Iran | Iraq", "planned")},
    ),
    ("Iran and Iraq gave no details of their talks.", set()),
    ("Marco Rubio will meet Sergei Lavrov on Friday.", {("Meeting", RUBIO_LAVROV, "planned")}),
    ("Marco Rubio is due to meet Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "planned")}),
    ("Marco Rubio agreed to meet Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "planned")}),
    ("Marco Rubio did not meet Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "denied")}),
    ("Marco Rubio denied that he had met Sergei Lavrov.", {("Meeting", RUBIO_LAVROV, "denied")}),
    ("Marco Rubio could meet Sergei Lavrov.", set()),
    ("If Marco Rubio meets Sergei Lavrov, markets will rise.", set()),
    (
        "A meeting between Marco Rubio and Sergei Lavrov has been cancelled.",
        {("Meeting", RUBIO_LAVROV, "called off")},
    ),
    ("Had Marco Rubio spoken to Sergei Lavrov? He had not.", {("Call", RUBIO_LAVROV, "denied")}),
    # mediation beats the talks it serves, and leaves the parties on sides of their own
    (
        "Talks between Iran and the United States were held in Muscat, mediated by Oman.",
        {
            ("Negotiation", "Iran | United States", "held"),
            ("Mediation", "Oman | Iran | United States", "held"),
        },
    ),
    (
        "Marco Rubio brought Armenia and Azerbaijan together.",
        {("Mediation", "Marco Rubio | Armenia | Azerbaijan", "held")},
    ),
    # what one side says or does to the other
    (
        "Armenia and Azerbaijan signed a peace treaty.",
        {("Agreement", "Armenia | Azerbaijan", "held")},
    ),
    (
        "Egypt invited Masoud Pezeshkian to the summit.",
        {("Invitation", "Egypt | Masoud Pezeshkian", "held")},
    ),
    (
        "António Guterres urged Rwanda to withdraw its troops.",
        {("Appeal", "António Guterres | Rwanda", "held")},
    ),
    ("Rwanda rejected the plan.", {("Rejection", "Rwanda", "held")}),
    ("Rwanda accused Belgium of taking sides.", {("Criticism", "Rwanda | Belgium", "held")}),
    ("Rwanda praised Qatar's role.", {("Support", "Rwanda | Qatar", "held")}),
    (
        "The European Union imposed sanctions on Rwanda.",
        {("Sanction", "European Union | Rwanda", "held")},
    ),
    (
        "António Guterres appointed Kaja Kallas to the post.",
        {("Appointment", "António Guterres | Kaja Kallas", "held")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_tells(reader: Reader, text: str, expected: set[tuple[str, str, str]]) -> None:
    def unordered(rows: set[tuple[str, str, str]]) -> set[tuple[str, str, str]]:
        contact = {"Meeting", "Call", "Negotiation", "Agreement"}
        return {
            (t, " | ".join(sorted(s.split(" | "))) if t in contact else s, x) for t, s, x in rows
        }

    assert unordered(told(reader, text)) == unordered(expected)


def test_an_event_told_twice_is_one_event(reader: Reader) -> None:
    text = "Marco Rubio met Sergei Lavrov in Riyadh on Tuesday. The meeting lasted an hour."
    assert told(reader, text) == {("Meeting", "Marco Rubio | Sergei Lavrov", "held")}


def test_a_report_that_the_article_takes_back_is_no_contact(reader: Reader) -> None:
    text = "We reported that Marco Rubio had telephoned Sergei Lavrov. There was no such call."
    assert {status for *_, status in told(reader, text)} == {"denied"}


def test_every_quote_is_the_text_at_its_offsets(reader: Reader) -> None:
    text = "Marco Rubio met Sergei Lavrov.\n\nThey spoke again by phone on Monday, Rubio said."
    reading = reader.read(Article("t", text, published=dt.date(2025, 10, 22)))
    assert reading.assertions
    for one in reading.assertions:
        assert one.evidence.quote == text[one.evidence.start : one.evidence.end]
