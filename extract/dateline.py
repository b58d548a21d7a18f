"""The line before the news: where a report was filed, and when («GENEVA, Nov. 23 (AP) —»)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from extract.clean_words import load_clean_words
from extract.date_forms import expressions
from extract.date_readings import read_dates

_HEAD = re.compile(
    r"(?P<head>[^\n]{2,90}?)(?P<dash> *(?:—|–|--) *| - +| */[A-Z]+/\.? +| *(?=\n|\Z))"
)
_AGENCY = re.compile(r"\(([^\W\d_a-z][^()]{1,40})\)")
_REST = re.compile(r"[\s,.:]*[A-Z.]*[\s,.:]*")
_TITLED = re.compile(
    r"[^\W\d_a-z][\w.'’-]+(?:[ /-](?:(?:al|el|de|of|the|del|la|as|an) )*[^\W\d_a-z][\w.'’-]+)*"
)
_ANY_DAY = dt.date(2000, 1, 1)  # only month and day are taken from what it dates


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed: `text[start:end]` with the dash; place as written.

    `region` is the country or state after it, `day` the date if told with its year, and
    `month_day` the month and day if told without.
    """

    start: int
    end: int
    place: str
    region: str = ""
    day: dt.date | None = None
    month_day: tuple[int, int] | None = None
    agency: str = ""


def dateline(text: str, start: int = 0) -> Dateline | None:
    """The dateline that a line starts with, or none; `start` is the offset of the line.

    A place in capitals is enough; one in title case needs a date or an agency beside it.
    """
    match = _HEAD.match(text, start)
    if match is None:
        return None
    head, alone = match["head"], not match["dash"].strip()
    dates = [(e.start, e.end) for e in expressions(head) if "day" in e.parts]
    agency = _AGENCY.search(head)
    marks = [*dates, *([agency.span()] if agency else [])]
    where = _where(head[: min((start for start, _ in marks), default=len(head))])
    rest = head[max((end for _, end in marks), default=len(head)) :]
    if where is None or (alone and not dates) or not _REST.fullmatch(rest):
        return None
    if not _is_place(where[0], bool(agency or rest.strip(" .,:") or (dates and not alone))):
        return None
    return Dateline(start, match.end(), *where, *_date(head), agency[1] if agency else "")


def _where(head: str) -> tuple[str, str] | None:
    """Place and region: what stands before date and agency."""
    parts = [part.strip(" ,.;") for part in head.rstrip(" ,.;").split(",")]
    if not parts[0] or len(parts) > 3 or any(len(part.split()) > 5 for part in parts):
        return None
    return parts[0], ", ".join(filter(None, parts[1:]))


def _is_place(place: str, supported: bool) -> bool:
    labels = load_clean_words().not_datelines
    if place.lower() in labels or place.split()[0].lower() in labels:
        return False
    return _is_shouted(place) or (supported and _TITLED.fullmatch(place) is not None)


def _is_shouted(place: str) -> bool:
    """Whether a name is in capitals, but for particles such as the «el» of «SHARM EL-SHEIKH»."""
    words = re.split(r"[-/ ]", place)
    shouted = all(word.isupper() or len(word) == 2 for word in words if word)
    return shouted and not re.search(r"[\d:;!?]", place) and sum(c.isupper() for c in place) > 2


def _date(head: str) -> tuple[dt.date | None, tuple[int, int] | None]:
    """The day told with its year, or the month and day told without."""
    for told in read_dates(head, None):
        if len(told.moment.iso) == 10:
            return dt.date.fromisoformat(told.moment.iso), None
    for told in read_dates(head, _ANY_DAY):
        if "month" in told.expression.parts and len(told.moment.iso) == 10:
            day = dt.date.fromisoformat(told.moment.iso)
            return None, (day.month, day.day)
    return None, None
