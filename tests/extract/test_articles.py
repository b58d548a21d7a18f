"""What is read from files, folders and standard input, and what becomes of what cannot be read."""

import datetime as dt
import io
import json
import os
from pathlib import Path

import pytest

from extract.articles import Unreadable, read_articles, safe_id
from ontology.facts import Article

DAY = dt.date(2025, 12, 3)


@pytest.fixture
def put(tmp_path):
    """Writes a file and returns its path."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def one(path, published=None) -> Article:
    (article,) = read_articles(path, published)
    assert isinstance(article, Article), article
    return article


HEADERS = [
    ("Headline\nPUBLISHED: 2025-12-03\n\nBody.", "Headline", DAY, "Headline\n\nBody."),
    ("PUBLISHED: 2025-12-03\nTITLE: Headline\n\nBody.", "Headline", DAY, "Headline\n\nBody."),
    (
        "\nHeadline\nPublished: 3 December 2025\nURL: x\n\nBody.",
        "Headline",
        DAY,
        "Headline\n\nBody.",
    ),
    ("\ufeffPUBLISHED: 2025-12-03\n\nBody.", "", DAY, "Body."),
    ("PUBLISHED: 2025-12-03\nBody.\nMore.", "", DAY, "Body.\nMore."),
    ("Headline\n\nBody.", "", None, "Headline\n\nBody."),
    (
        "On Wednesday they met.\nDecember 3, 2025",
        "",
        DAY,
        "On Wednesday they met.\nDecember 3, 2025",
    ),
    ("DOHA, Dec. 3, 2025 — They met.", "", DAY, "DOHA, Dec. 3, 2025 — They met."),
    ("TITLE: Head\nPUBLISHED: 2025-12-03\n\nHead\n\nBody.", "Head", DAY, "Head\n\nBody."),
    ("TITLE: Only a headline", "Only a headline", None, "Only a headline"),
]


@pytest.mark.parametrize(("raw", "title", "published", "text"), HEADERS)
def test_a_text_file_is_read(put, raw, title, published, text) -> None:
    article = one(put("a-story.txt", raw))
    assert (article.title, article.published, article.text) == (title, published, text)
    assert article.id == "a-story"


def test_every_header_line_is_kept(put) -> None:
    raw = (
        "ID: x/1\nTITLE: Head\nURL: https://example.org\nOUTLET: Planet\nDATE: 2025-12-03\n\nBody."
    )
    article = one(put("a.txt", raw))
    assert (article.id, article.url, article.outlet) == ("x-1", "https://example.org", "Planet")


def test_the_day_of_publication_may_be_given_from_outside(put) -> None:
    assert one(put("a.txt", "They met."), DAY).published == DAY
    dated = put("b.txt", "PUBLISHED: 2024-01-01\n\nThey met.")
    assert one(dated, DAY).published == dt.date(2024, 1, 1)


def test_utf_16_with_a_mark_is_read(put) -> None:
    assert one(put("a.txt", "They met.".encode("utf-16"))).text == "They met."


def test_html_is_read(put) -> None:
    page = "<html><head><title>Head</title></head><body><p>They met.</p></body></html>"
    article = one(put("a.html", page))
    assert (article.title, article.text) == ("Head", "Head\n\nThey met.")


RECORD = {"id": "r1", "title": "Head", "date": "2025-12-03", "source": "Planet", "text": "Body."}


def test_json_of_one_object_and_of_a_list_is_read(put) -> None:
    article = one(put("a.json", json.dumps(RECORD)))
    assert (article.id, article.published, article.outlet) == ("r1", DAY, "Planet")
    assert article.text == "Head\n\nBody."
    found = list(read_articles(put("b.json", json.dumps([RECORD, {**RECORD, "id": "r2"}]))))
    assert [a.id for a in found] == ["r1", "r2"]


def test_a_json_file_of_several_lines_is_read_as_lines(put) -> None:
    lines = "\n".join(json.dumps({**RECORD, "id": f"r{n}"}) for n in range(3))
    assert [a.id for a in read_articles(put("a.json", lines))] == ["r0", "r1", "r2"]


def test_a_record_without_id_is_named_by_its_file_and_text(put) -> None:
    nameless = {"text": "Body."}
    alone = one(put("a.json", json.dumps(nameless)))
    assert alone.id == "a"
    first, second = read_articles(put("b.jsonl", '{"text": "One."}\n\n{"text": "Two."}\n'))
    (again,) = read_articles(put("b.jsonl", '{"text": "Two."}\n'))
    assert first.id != second.id == again.id
    assert first.id.startswith("b-")


def test_one_broken_line_does_not_stop_the_others(put) -> None:
    lines = [
        json.dumps(RECORD).encode(),
        b'{"id": "x", "text": ',
        b'{"text": "\xff"}',
        b'{"text": "Ok."}',
    ]
    first, broken, encoded, last = read_articles(put("a.jsonl", b"\n".join(lines)))
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert broken.source.endswith("a.jsonl:2")
    assert "broken JSON" in broken.reason
    assert encoded.source.endswith("a.jsonl:3")
    assert "byte 10 is 0xff" in encoded.reason


UNREADABLE = [
    ("a.txt", b"", "empty", "leave it out"),
    ("a.txt", b" \n\n ", "empty", "leave it out"),
    ("a.txt", b"PUBLISHED: 2025-12-03\n\n", "no text", "below the header"),
    ("a.txt", b"PUBLISHED: soon\n\nBody.", "publication date 'soon'", "2025-12-03"),
    ("a.txt", b"PUBLISHED: 03/12/2025\n\nBody.", "publication date '03/12/2025'", "2025-12-03"),
    ("a.txt", b"abc\0def", "a NUL at byte 3", "text file"),
    ("a.txt", "Erdoğan in Élysée".encode("cp1252", "replace"), "byte 11 is 0xc9", "CP1252"),
    ("a.txt", b"abc\x81\xff", "byte 3 is 0x81", "iconv"),
    ("a.txt", b"%PDF-1.7 ...", "PDF", "save"),
    ("a.txt", b"PK\x03\x04 ...", ".docx", "save"),
    ("a.json", b"{", "broken JSON", "mend"),
    ("a.json", b"[" * 100_000, "broken JSON", "mend"),
    ("a.json", b'"text"', "JSON str", '"text": '),
    ("a.json", b"[1]", "JSON int", '"text": '),
    ("a.json", b'{"title": "Head"}', "no text", '"text": '),
    ("a.json", b'{"text": 5}', '"text" is a int', "quotes"),
    ("a.json", b'{"text": "x", "date": ["2025"]}', '"date" is a list', "quotes"),
    ("a.jsonl", b"\n", "empty", "each line"),
]


@pytest.mark.parametrize(("name", "content", "reason", "hint"), UNREADABLE)
def test_what_cannot_be_read_says_why_and_what_to_do(put, name, content, reason, hint) -> None:
    (found,) = read_articles(put(name, content))
    assert isinstance(found, Unreadable)
    assert reason in found.reason
    assert hint in found.hint
    assert "\n" not in found.source + found.reason + found.hint


def test_a_missing_file_is_unreadable(tmp_path) -> None:
    (found,) = read_articles(tmp_path / "nowhere.txt")
    assert (found.source, found.reason) == (str(tmp_path / "nowhere.txt"), "no such file")


def test_a_forbidden_file_is_unreadable(put, monkeypatch) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = put("a.txt", "Body.")
    monkeypatch.setattr(Path, "read_bytes", forbidden)
    (found,) = read_articles(path)
    assert found.reason == "permission denied"


def test_a_folder_is_walked_in_order(put, tmp_path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.jsonl", ".hidden/d.txt", "notes.md", "picture.png"):
        put(name, '{"id": "c", "text": "C."}' if name.endswith("jsonl") else "Body.")
    found = list(read_articles(tmp_path))
    assert [a.id for a in found] == ["a", "b", "c"]


def test_an_empty_folder_is_unreadable(tmp_path) -> None:
    (found,) = read_articles(tmp_path)
    assert "without articles" in found.reason


def test_a_second_article_of_an_id_is_left_out(put, tmp_path) -> None:
    put("a.txt", "One.")
    put("sub/a.txt", "Two.")
    first, second = read_articles(tmp_path)
    assert first.text == "One."
    assert "the id a is taken by" in second.reason


STDIN = [
    ("Headline\nPUBLISHED: 2025-12-03\n\nBody.", 1),
    (json.dumps(RECORD), 1),
    (json.dumps([RECORD, {**RECORD, "id": "r2"}]), 2),
    ("\n".join(json.dumps({**RECORD, "id": f"r{n}"}) for n in range(3)), 3),
    ("<p>Body.</p>", 1),
]


@pytest.mark.parametrize(("raw", "count"), STDIN)
def test_standard_input_is_read_whatever_its_form(monkeypatch, raw, count) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw.encode())))
    found = list(read_articles("-"))
    assert all(isinstance(article, Article) and article.text.endswith("Body.") for article in found)
    assert len({article.id for article in found}) == count


IDS = [("a b/c", "a-b-c"), ("Ünï", "n"), ("..x..", "x"), ("2025_a.b-c", "2025_a.b-c"), ("//", "")]


@pytest.mark.parametrize(("name", "expected"), IDS)
def test_an_id_is_made_safe(name, expected) -> None:
    assert safe_id(name) == expected


def test_the_machine_paraphrased_seed_gives_its_day_away() -> None:
    seed = Path(os.environ.get("PARLEY_SHARED", "../shared")) / "gold" / "seed.txt"
    if not seed.exists():
        pytest.skip("needs shared/gold/seed.txt: set PARLEY_SHARED")
    assert one(seed).published == DAY
