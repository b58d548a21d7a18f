"""Where articles come from: text, JSON, JSON lines and HTML, in files, folders or standard input.

What cannot be read becomes an `Unreadable` in its place, so that a batch goes on. The text of an
article is its headline, an empty line and its body: events told only in headlines are found, and
every quote's offsets hold for that one text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extract.clean import clean
from extract.dates import parse_day, text_date
from extract.markup import page_of
from ontology.errors import UnreadableInput
from ontology.facts import Article, short_hash

SUFFIXES = (".html", ".htm", ".json", ".jsonl", ".ndjson", ".txt")
HEADERS = {
    "published": "published",
    "date": "published",
    "title": "title",
    "headline": "title",
    "url": "url",
    "link": "url",
    "outlet": "outlet",
    "source": "outlet",
    "id": "id",
}
_HEADER = re.compile(rf"(?i)({'|'.join(HEADERS)})\s*:\s*(.*)")
_FIELDS = {**HEADERS, "text": "text", "body": "text", "content": "text"}
_LONGEST_TITLE = 200
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zipped document (such as .docx or .odt)",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "a rich text document",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in a batch that could not be read: where, why, and the cure, a line each."""

    source: str
    reason: str
    hint: str = ""


Found = Iterator[Article | Unreadable]


@dataclass(frozen=True, slots=True)
class _Source:
    """Where bytes come from: the name for messages, the stem for ids, the fallback date."""

    name: str
    stem: str
    published: dt.date | None

    def at(self, place: int) -> _Source:
        return replace(self, name=f"{self.name}:{place}")


def read_articles(path: Path | str, published: dt.date | None = None) -> Found:
    """Every article at a path, in sorted order; `-` is standard input.

    `published` is the day for articles that name none themselves. Without it the day is
    taken from what the text gives away, else it stays unknown. A second article of an id
    already seen is left out.
    """
    if str(path) == "-":
        return distinct(_from_stdin(published))
    return distinct(_from_path(Path(path), published))


def distinct(found: Iterable[Article | Unreadable]) -> Found:
    """The same, but only the first article of every id; the others become `Unreadable`.

    Ids name graphs, so a second article of an id would silently replace the first.
    """
    first: dict[str, Article] = {}
    for item in found:
        if isinstance(item, Unreadable) or first.setdefault(item.id, item) is item:
            yield item
        else:
            yield Unreadable(
                item.source,
                f"the id {item.id} is taken by {first[item.id].source}",
                "rename one of the files, or give each article an id of its own",
            )


def _from_path(path: Path, published: dt.date | None) -> Found:
    if path.is_dir():
        yield from _from_folder(path, published)
        return
    source = _Source(str(path), path.stem, published)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "no such file" if isinstance(error, FileNotFoundError) else f"{error.strerror}"
        yield Unreadable(str(path), reason.lower(), "check the path and its permissions")
        return
    yield from _from_bytes(data, path.suffix.lower(), source)


def _from_folder(folder: Path, published: dt.date | None) -> Found:
    paths = [path for path in sorted(folder.rglob("*")) if _is_wanted(path, folder)]
    if not paths:
        kinds = ", ".join(SUFFIXES)
        yield Unreadable(str(folder), f"a folder without articles ({kinds})", "name another folder")
    for path in paths:
        yield from _from_path(path, published)


def _is_wanted(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in SUFFIXES and not hidden and path.is_file()


def _from_stdin(published: dt.date | None) -> Found:
    data = sys.stdin.buffer.read()
    suffix = {b"{": ".json", b"[": ".json", b"<": ".html"}.get(data.lstrip()[:1], ".txt")
    source = _Source("-", "stdin", published)
    for item in _from_bytes(data, suffix, source):
        # Standard input has no name, so the text gives the id: two pipes are two articles.
        if isinstance(item, Article) and item.id == "stdin":
            item = replace(item, id=_content_id("stdin", item.text))
        yield item


def _from_bytes(data: bytes, suffix: str, source: _Source) -> Found:
    if suffix in (".jsonl", ".ndjson"):
        yield from _from_lines(data, source)
    elif suffix == ".json":
        yield from _from_json(data, source)
    else:
        read = _from_html if suffix in (".html", ".htm") else _from_text
        yield from _guarded(source, lambda: read(decode(data), source))


def _guarded(source: _Source, read: Callable[[], Article]) -> Found:
    """One article, or the reason why there is none."""
    try:
        yield read()
    except UnreadableInput as error:
        yield Unreadable(source.name, str(error), error.hint)


def decode(data: bytes) -> str:
    """Text from UTF-8, with or without byte order mark, or from UTF-16 with one.

    Other encodings are not guessed: a wrong guess garbles names without a trace. Raises
    `UnreadableInput` that names the first byte at fault and how to convert the file.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise UnreadableInput(f"{kind}, not text", "save the article as plain text or HTML")
    if b"\0" in data:
        where = data.index(b"\0")
        raise UnreadableInput(f"binary data (a NUL at byte {where})", "give a text file")
    if not data.strip():
        raise UnreadableInput("empty", "put the article's text into it, or leave it out")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 (byte {error.start} is 0x{data[error.start]:02x})"
        raise UnreadableInput(reason, _conversion(data)) from None


def _conversion(data: bytes) -> str:
    """How to turn bytes that are not UTF-8 into UTF-8."""
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return "convert it to UTF-8, e.g. with iconv -f OLD-ENCODING -t UTF-8"
    return "if it is Windows-1252: iconv -f CP1252 -t UTF-8 OLD > NEW"


def _from_text(text: str, source: _Source) -> Article:
    """An article from plain text with or without header lines above its body."""
    fields, body = split_header(text)
    return _article(fields, body, source)


def _from_html(text: str, source: _Source) -> Article:
    page = page_of(text)
    return _article(page.fields, page.text, source)


def split_header(text: str) -> tuple[dict[str, str], str]:
    """Header fields (`PUBLISHED: …` and so on, a headline line among them) and the body.

    Without any header line there are no fields, and the whole text is body.
    """
    lines = text.lstrip("\ufeff").lstrip().splitlines()
    fields: dict[str, str] = {}
    used = 0
    for number, line in enumerate(lines):
        header = _HEADER.fullmatch(line.strip())
        if header:
            fields.setdefault(HEADERS[header[1].lower()], header[2].strip())
            used = number + 1
        elif line.strip() and not _may_be_title(lines, number, fields):
            break
        elif line.strip():
            fields["title"] = line.strip()
    if not used:
        return {}, text
    return fields, "\n".join(lines[max(used, _after_title(lines, fields)) :])


def _may_be_title(lines: list[str], number: int, fields: dict[str, str]) -> bool:
    """Whether a line amid the header is the headline: the first line, or one before a blank."""
    if "title" in fields or len(lines[number]) > _LONGEST_TITLE:
        return False
    following = lines[number + 1 : number + 4]
    return any(_HEADER.fullmatch(line.strip()) for line in following)


def _after_title(lines: list[str], fields: dict[str, str]) -> int:
    title = fields.get("title", "")
    return next((n + 1 for n, line in enumerate(lines[:8]) if title and line.strip() == title), 0)


def _from_json(data: bytes, source: _Source) -> Found:
    """One object, a list of objects, or objects one a line."""
    try:
        value = _parse(decode(data))
    except UnreadableInput as error:
        if "Extra data" in str(error):
            yield from _from_lines(data, source)
        else:
            yield Unreadable(source.name, str(error), error.hint)
        return
    if not isinstance(value, list):
        yield from _guarded(source, partial(_from_record, value, source, alone=True))
        return
    for place, record in enumerate(value, 1):
        here = source.at(place)
        yield from _guarded(here, partial(_from_record, record, here))


def _from_lines(data: bytes, source: _Source) -> Found:
    """One object a line; a line that cannot be read does not stop the others."""
    if not data.strip():
        yield Unreadable(source.name, "empty", "put one JSON object on each line")
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            here = source.at(number)
            yield from _guarded(here, partial(_from_line, line, here))


def _from_line(line: bytes, source: _Source) -> Article:
    return _from_record(_parse(decode(line)), source)


def _parse(text: str) -> object:
    try:
        value: object = json.loads(text)
    except json.JSONDecodeError as error:
        reason = f"broken JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        raise UnreadableInput(reason, "mend the JSON; one object a line needs .jsonl") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableInput(f"broken JSON: {error}", "mend the JSON") from None
    return value


def _from_record(record: object, source: _Source, *, alone: bool = False) -> Article:
    """An article from a JSON object; `alone` if the file's stem may be its id."""
    if not isinstance(record, dict):
        kind = type(record).__name__
        raise UnreadableInput(f"a JSON {kind} where an object was expected", _RECORD_HINT)
    fields = _strings(record)
    if not fields.get("text", "").strip():
        raise UnreadableInput("no text", _RECORD_HINT)
    text = fields.pop("text")
    if "id" not in fields and not alone:
        fields["id"] = _content_id(source.stem, fields.get("title", "") + "\n" + text)
    return _article(fields, text, source)


_RECORD_HINT = 'an article is {"id": …, "title": …, "published": …, "text": …}'


def _strings(record: dict[str, object]) -> dict[str, str]:
    """The fields an article is made of; raises `UnreadableInput` for one that is no string."""
    fields: dict[str, str] = {}
    for name, field in _FIELDS.items():
        value = record.get(name)
        if isinstance(value, int) and field == "id":
            value = str(value)
        if value is not None and not isinstance(value, str):
            kind = type(value).__name__
            raise UnreadableInput(f'"{name}" is a {kind}, not a string', "put it in quotes")
        if value:
            fields.setdefault(field, value)
    return fields


def _article(fields: dict[str, str], body: str, source: _Source) -> Article:
    """The article; raises `UnreadableInput` if there is no text or the date makes no sense."""
    title, body = clean(fields.get("title", "")).replace("\n", " "), clean(body)
    if not body and not title:
        raise UnreadableInput("no text", "put the article's text below the header lines")
    text = body if not title or body.startswith(title) else f"{title}\n\n{body}".strip()
    return Article(
        id=safe_id(fields.get("id", "")) or safe_id(source.stem) or _content_id("article", text),
        text=text,
        title=title,
        published=_published(fields) or source.published or text_date(text),
        url=fields.get("url", "").strip(),
        outlet=clean(fields.get("outlet", "")),
        source=source.name,
    )


def _published(fields: dict[str, str]) -> dt.date | None:
    told = fields.get("published", "").strip()
    if not told:
        return None
    day = parse_day(told)
    if day is None:
        raise UnreadableInput(f"publication date {told[:40]!r} is no day", "write it as 2025-12-03")
    return day


def safe_id(name: str) -> str:
    """A name made fit for IRIs and file names: letters, digits, dots, hyphens, underscores."""
    return re.sub(r"[^\w.-]+", "-", name.strip(), flags=re.ASCII).strip("-.")


def _content_id(stem: str, text: str) -> str:
    """An id that says what the text is, so that it does not depend on the place in a file."""
    return safe_id(f"{stem}-{short_hash([text], 8)}")
