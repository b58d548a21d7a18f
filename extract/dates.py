"""When: the days and longer spans of time that a text tells."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.date_readings import Told, full_days, read_dates
from extract.dateline import dateline
from ontology.facts import Article


@dataclass(frozen=True, slots=True)
class When:
    """Tokens that tell a time (end exclusive), and the time they tell.

    `iso` is ISO 8601, of reduced precision for months and years, empty if the words leave it
    open; it is the reading for what has happened. `iso_future` is the reading for what is still
    to come. `until` is the last day of a range. `kind` is day, month, year, season, week or
    open. `cue` is the preposition before: an event «since Monday» is not an event on Monday.
    """

    start: int
    end: int
    iso: str
    kind: str
    iso_future: str = ""
    until: str = ""
    cue: str = ""


def find_dates(doc: Doc, anchor: dt.date | None) -> list[When]:
    """Every time told in a parsed text, relative to the day of publication."""
    found = []
    for told in read_dates(doc.text, anchor):
        span = doc.char_span(told.expression.start, told.expression.end, alignment_mode="expand")
        if span is not None:
            found.append(_when(span.start, span.end, told))
    return found


def _when(start: int, end: int, told: Told) -> When:
    moment = told.moment
    return When(
        start, end, moment.iso, moment.kind, moment.future, moment.until, told.expression.cue
    )


def parse_day(text: str) -> dt.date | None:
    """The one day a header field names, in ISO 8601 or in words, with or without a time of day."""
    head = text.strip()
    compact = len(head) >= 8 and head[:8].isdigit() and not head[8:9].isdigit()
    if compact:
        head = f"{head[:4]}-{head[4:6]}-{head[6:8]}"
    elif head[4:5] == "-" and head[10:11] in {"T", "t"}:
        head = head[:10]
    days = {told.moment.iso for told in full_days(head)}
    return dt.date.fromisoformat(days.pop()) if len(days) == 1 else None


def published_of(article: Article) -> dt.date | None:
    """The day an article was published: as told from outside, else as its text gives it away."""
    return article.published or text_date(article.text)


def text_date(text: str) -> dt.date | None:
    """The day of publication as the text gives it away, or none.

    A dateline with a year says so. Else it is the latest full date on a weekday that the text
    names without a date, as reports do of their own day («on Wednesday»); with a dateline that
    leaves out the year, a year told in the text that makes it such a weekday.
    """
    weekdays = _bare_weekdays(text)
    days = [dt.date.fromisoformat(told.moment.iso) for told in full_days(text)]
    filed = next(
        filter(None, (dateline(text, m.start()) for m in _LINE_START.finditer(text))), None
    )
    if filed and filed.day:
        return filed.day
    if filed and filed.month_day:
        years = {day.year + shift for day in days for shift in (0, 1)}
        days = [day for year in years if (day := _valid(year, *filed.month_day))]
    fitting = [day for day in days if day.weekday() in weekdays and not _is_past(day, text)]
    return max(fitting, default=None)


def _is_past(day: dt.date, text: str) -> bool:
    """Whether the text tells of years well after a day, so that it was not published then."""
    years = (int(told.moment.iso[:4]) for told in read_dates(text, None) if told.moment.iso)
    return max(years, default=0) > day.year + 1


_LINE_START = re.compile(r"^(?=\S)", re.MULTILINE)


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:  # 29 February
        return None


def _bare_weekdays(text: str) -> set[int]:
    """The weekdays named without a date, counted from Monday as 0."""
    week = dt.date(2024, 1, 1)
    return {
        (dt.date.fromisoformat(told.moment.iso) - week).days % 7
        for told in read_dates(text, week)
        if told.expression.means == "weekday"
        and not {"which", "week"} & told.expression.parts.keys()
    }
