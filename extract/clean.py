"""Text made fit to be read: one form for characters and spaces, and blocks by their kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from extract.clean_words import load_clean_words
from extract.date_readings import full_days
from extract.dateline import dateline
from extract.markup import without_markup


class Kind(StrEnum):
    """What a block of an article is."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    BOILERPLATE = "boilerplate"
    LIST_ITEM = "list-item"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is read as one: `text[start:end]`, never across a line break."""

    start: int
    end: int
    kind: Kind


def clean(text: str) -> str:
    """The text in NFC, without markup and invisible characters, with plain spaces and line feeds.

    Lines of text wrapped at a fixed width are joined; text in UTF-8 that was once read as
    Windows-1252 («â€™») is mended.
    """
    text = unicodedata.normalize("NFC", _mended(without_markup(text)))
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text)
    text = re.sub(r"[^\S\n]+", " ", text)
    text = "\n".join(map(_printable, text.split("\n")))
    text = re.sub(r" ?\n ?", "\n", text)
    return _unwrapped(re.sub(r"\n{3,}", "\n\n", text).strip())


# Control, format (zero-width and soft hyphens), lone surrogates: invisible, and no valid XML.
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn"}


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c for c in line if unicodedata.category(c) not in _UNPRINTABLE)


_MOJIBAKE = re.compile(
    r"[ÂÃâ][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]{1,2}"
)


def _mended(text: str) -> str:
    """The text with what was UTF-8 and was read as Windows-1252 read anew."""
    if not _MOJIBAKE.search(text):
        return text
    return _MOJIBAKE.sub(_read_anew, text)


def _read_anew(match: re.Match[str]) -> str:
    data = b"".join(_byte(character) for character in match.group())
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def _byte(character: str) -> bytes:
    """The byte of a character in Windows-1252, whose five gaps are read as Latin-1."""
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1", errors="replace")


def _unwrapped(text: str) -> str:
    """The text with lines of a fixed width joined to paragraphs, if it is of that kind."""
    lines = text.split("\n")
    broken = [line for line, after in pairwise(lines) if after and _is_cut(line)]
    full = [line for line in lines if len(line) >= _WIDTH[0]]
    if max(map(len, lines)) > _WIDTH[1] or len(broken) < 3 or len(broken) < 0.6 * len(full):
        return text
    return re.sub(r"(?<=\S)\n(?=[^\s•*–—-])", _joint, text)


_WIDTH = (45, 100)  # characters: shorter lines end a paragraph, longer ones were never wrapped


def _is_cut(line: str) -> bool:
    return len(line) >= _WIDTH[0] and not re.search(r"[.!?:][\"'”’)]*$", line)


def _joint(match: re.Match[str]) -> str:
    """A space, if the line before was full; a short line ends its paragraph."""
    line = match.string[: match.start()].rsplit("\n", 1)[-1]
    return " " if len(line) >= _WIDTH[0] else "\n"


def blocks(text: str, title: str = "") -> list[Block]:
    """The blocks of a cleaned text, in order; with its title the headline is known for sure.

    A line is one block, save for what stands before or behind its prose: a dateline, the clock
    of a live blog, the credit of a picture. Between blocks lies nothing but white space, the
    marks of lists and words such as «FILE -».
    """
    lines = [_Line(m.start(), m.end(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    kinds = _kinds(lines, text, title)
    return [block for line, kind in zip(lines, kinds, strict=True) for block in _split(line, kind)]


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it ends like prose, not like a label."""
        return re.search(r"[.!?…:;][\"'”’)\]]*$", self.text) is not None


def _kinds(lines: list[_Line], text: str, title: str) -> list[Kind]:
    """The kind of every line: by its own looks, then by its neighbours."""
    kinds = [_own_kind(line) for line in lines]
    if lines and _is_headline(lines[0], text, title):
        kinds[0] = Kind.HEADLINE
    _without_stray_bylines(lines, kinds)
    _with_link_lists(lines, kinds)
    for place, (line, after) in enumerate(zip(lines, kinds[1:], strict=False)):
        if after is Kind.CREDIT and kinds[place] in _PROSE and _may_be_caption(line):
            kinds[place] = Kind.CAPTION
    _without_last_links(lines, kinds)
    return kinds


_PROSE = {Kind.PARAGRAPH, Kind.HEADING}


def _own_kind(line: _Line) -> Kind:
    words, text = load_clean_words(), line.text
    if len(text) <= words.longest and (_is_boilerplate(text) or _is_made_of_labels(text)):
        return Kind.BOILERPLATE
    if line.words <= _LONGEST_CREDIT and words.credit.fullmatch(text.rstrip(" .")):
        return Kind.CREDIT
    if line.words <= _LONGEST_CREDIT and words.byline.fullmatch(text.rstrip(" .")):
        return Kind.BYLINE
    if _is_caption(line):
        return Kind.CAPTION
    if _BULLET.match(text):
        return Kind.LIST_ITEM
    return _label_kind(line)


def _is_boilerplate(text: str) -> bool:
    return load_clean_words().boilerplate.fullmatch(text) is not None


def _is_made_of_labels(text: str) -> bool:
    """Whether a line is labels in a row: «Share on X | Copy link», «By staff • 2 min read»."""
    parts = [part for part in re.split(r"\s*[|•·]\s*", text) if part]
    byline = load_clean_words().byline
    return len(parts) > 1 and all(
        _is_boilerplate(part) or byline.fullmatch(part.rstrip(" .")) for part in parts
    )


_LONGEST_CREDIT = 20  # words
_BULLET = re.compile(r"(?:[-–—•*▪●‣·◦►]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+(?=\S)")


def _label_kind(line: _Line) -> Kind:
    """Whether a line is a dateline of its own, a heading or prose."""
    found = dateline(line.text)
    if found and found.end == len(line.text):
        return Kind.DATELINE
    shouted = line.text.isupper() and line.words <= 15
    short = line.words <= 12 and not line.is_sentence
    return Kind.HEADING if shouted or short else Kind.PARAGRAPH


def _is_caption(line: _Line) -> bool:
    words, text = load_clean_words(), line.text
    if words.caption_head.match(text):
        return True
    if line.words > _LONGEST_CAPTION or _SENTENCE_END.search(text[40:-40]):
        return False
    if words.caption_signs.search(text):
        return True
    dated = text.endswith(tuple("0123456789.)")) and _ends_in_full_date(text)
    return dated and words.caption_verbs.search(text) is not None


_LONGEST_CAPTION = 60  # words
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[.!?]['\"”’]? [^\W\d_a-z]")


def _ends_in_full_date(text: str) -> bool:
    tail = text[-40:].rstrip(" .)")
    return any(day.expression.end >= len(tail) - 1 for day in full_days(tail))


def _may_be_caption(line: _Line) -> bool:
    """Whether a line before a credit is what the picture shows."""
    shows = load_clean_words().caption_verbs.search(line.text)
    dated = any(True for _ in full_days(line.text))
    return line.words <= _LONGEST_CAPTION and (dated or shows is not None)


def _is_headline(line: _Line, text: str, title: str) -> bool:
    if title:
        return line.text == title
    apart = text.startswith("\n\n", line.end)
    return apart and not line.is_sentence and line.words <= 25 and not dateline(line.text)


def _without_stray_bylines(lines: list[_Line], kinds: list[Kind]) -> None:
    """Names amid the text are headings; bylines stand above or below it."""
    prose = [place for place, kind in enumerate(kinds) if kind is Kind.PARAGRAPH]
    for place, kind in enumerate(kinds):
        amid = prose and prose[0] < place < prose[-1]
        if kind is Kind.BYLINE and amid and not lines[place].text.lower().startswith("by "):
            kinds[place] = Kind.HEADING


def _with_link_lists(lines: list[_Line], kinds: list[Kind]) -> None:
    """A heading such as «Most read» and the links below it are boilerplate."""
    openers = load_clean_words().openers
    inside = False
    for place, line in enumerate(lines):
        if openers.fullmatch(line.text.rstrip(" :")):
            inside, kinds[place] = True, Kind.BOILERPLATE
        elif line.is_sentence or line.words > 20:
            inside = False
        elif inside:
            kinds[place] = Kind.BOILERPLATE


def _without_last_links(lines: list[_Line], kinds: list[Kind]) -> None:
    """Headings below the last of the text head nothing: they are links to other pieces.

    A comma speaks for a list of people and their offices instead.
    """
    told = [place for place, kind in enumerate(kinds) if kind in _TOLD]
    headings = [place for place, kind in enumerate(kinds) if kind is Kind.HEADING]
    below = [p for p in headings if told and p > told[-1] and "," not in lines[p].text]
    for place in below if len(below) > 1 else []:
        kinds[place] = Kind.BOILERPLATE


_TOLD = {Kind.PARAGRAPH, Kind.LIST_ITEM, Kind.CAPTION}


def _split(line: _Line, kind: Kind) -> Iterator[Block]:
    """The blocks of a line: what stands before its prose, the prose, what stands behind."""
    if kind in _WHOLE:
        yield Block(line.start, line.end, kind)
        return
    start, end = line.start, line.end
    for before in _fronts(line, kind):
        if before.kind is not None:
            yield Block(line.start + before.start, line.start + before.end, before.kind)
        start = line.start + before.end
    tail = load_clean_words().credit_tail.search(line.text, max(0, len(line.text) - _TAIL))
    if tail and line.start + tail.start() > start + _SHORTEST:
        end = line.start + tail.start()
        kind = Kind.CAPTION if kind in _PROSE and _may_be_caption(line) else kind
    if start < end:
        yield Block(start, end, kind)
    if end < line.end:
        yield from _trimmed(line, end - line.start, len(line.text), Kind.CREDIT)


_WHOLE = {Kind.CREDIT, Kind.BYLINE, Kind.BOILERPLATE, Kind.HEADLINE, Kind.DATELINE}
_TAIL = 140  # characters in which a credit may stand
_SHORTEST = 20  # characters of prose before a credit; less is part of the credit


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands before the prose of a line; without a kind it belongs to no block."""

    start: int
    end: int
    kind: Kind | None


def _fronts(line: _Line, kind: Kind) -> Iterator[_Front]:
    text, words = line.text, load_clean_words()
    if kind is Kind.LIST_ITEM:
        bullet = _BULLET.match(text)
        yield _Front(0, bullet.end() if bullet else 0, None)
    elif kind is Kind.CAPTION and (head := words.caption_head.match(text)):
        yield _Front(0, head.end(), None)
    elif clock := _clock(text):
        yield _Front(0, len(clock.rstrip(" -–—:|")), Kind.BOILERPLATE)
        yield _Front(0, len(clock), None)
    elif kind is Kind.PARAGRAPH and (found := dateline(text)):
        yield _Front(0, len(text[: found.end].rstrip()), Kind.DATELINE)
        yield _Front(0, found.end, None)


def _clock(text: str) -> str:
    """The time of day a line begins with, if prose or nothing follows it."""
    match = load_clean_words().clock.match(text)
    if match is None:
        return ""
    gap = re.compile(r"\s*[-–—:|]\s*|\s+(?=[^\W\d_a-z]|[\"'“‘])|\s*$").match(text, match.end())
    return text[: gap.end()] if gap else ""


def _trimmed(line: _Line, start: int, end: int, kind: Kind) -> Iterator[Block]:
    stretch = line.text[start:end]
    lead = len(stretch) - len(stretch.lstrip())
    yield Block(line.start + start + lead, line.start + end, kind)
