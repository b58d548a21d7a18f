"""Which day an expression of time means, given the day of publication and what was told before.

Two readings are kept: of a bare «Tuesday» the last one and the next one. Dates without a year
take the year that puts them nearest before publication, unless that is eleven months ago.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from extract.date_forms import Expression, Forms, expressions, load_forms

_DAY = dt.timedelta(days=1)
_LONG_AGO = 330  # days; «Oct. 25» in an article of Oct. 19 is the one ahead, whatever the tense
_PAST_CUES = {"since", "back to"}


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression means: ISO 8601, perhaps of reduced precision, or empty if open.

    `iso` is the reading for what has happened, `future` for what is still to come; `until` is
    the last day of a range. `kind` is day, month, year, season, week or open.
    """

    kind: str
    iso: str = ""
    future: str = ""
    until: str = ""


OPEN = Moment("open")


@dataclass(frozen=True, slots=True)
class Told:
    """An expression, its place and its reading."""

    expression: Expression
    moment: Moment
    framing: bool = False


@dataclass
class Story:
    """What a reader knows on the way through a text: its day and the dates told so far."""

    text: str
    anchor: dt.date | None
    told: list[Told]

    def base(self, precision: int) -> Moment | None:
        """The last moment told with at least so many characters of ISO date, else the anchor."""
        enough = [t for t in self.told if len(t.moment.iso) >= precision]
        firm = [t for t in enough if t.expression.cue != "since"]
        return (firm or enough)[-1].moment if enough else self.today

    @property
    def today(self) -> Moment | None:
        """The day of publication."""
        return _day(self.anchor) if self.anchor else None

    def frame(self, start: int) -> int | None:
        """The year of an «In 2020, …» that opened a sentence earlier in this paragraph."""
        last = self.told[-1] if self.told else None
        if last is None or not last.framing or "\n" in self.text[last.expression.end : start]:
            return None
        return int(last.moment.iso[:4])


Parts = Mapping[str, str]
Reading = Callable[[Expression, Story, Forms], Moment]


def read_dates(text: str, anchor: dt.date | None) -> list[Told]:
    """Every expression of time in a text with its reading, in order."""
    story = Story(text, anchor, [])
    found = expressions(text)
    for place, expression in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        moment = _read(expression, following, story)
        story.told.append(Told(expression, moment, _is_frame(expression, moment, story)))
    return story.told


def _read(expression: Expression, following: Expression | None, story: Story) -> Moment:
    forms = load_forms()
    if expression.means.startswith("named"):
        day = forms.named[int(expression.means.split()[1])]
        return Moment("day", day, day)
    if expression.means == "beside":
        return _beside(expression, following, story, forms)
    try:
        return _READINGS[expression.means](expression, story, forms)
    except (ValueError, OverflowError):  # 31 June, or a count of years beyond the calendar
        return OPEN


def _is_frame(expression: Expression, moment: Moment, story: Story) -> bool:
    """Whether an expression with an explicit year opens its sentence, or keeps a frame open."""
    if not moment.iso or "year" not in expression.parts:
        return story.frame(expression.start) is not None and moment.iso != ""
    before = story.text[: expression.start].rstrip()
    return re.search(r"(?:^|[.!?]['\"”’]?\s+|\n)(?:In|On|By|During)$", before) is not None


def _calendar(expression: Expression, story: Story, forms: Forms) -> Moment:
    """A day, month or year of the calendar, with or without its year."""
    parts = expression.parts
    year, month = _year(parts, story), _month(parts, forms)
    if not month and "day" not in parts:
        return _moment("year", str(year)) if year else OPEN
    if "day" in parts:
        return _calendar_day(expression, story, year, month, forms)
    assert month
    return _calendar_month(expression, story, year, month)


def _year(parts: Parts, story: Story) -> int | None:
    """The year said outright, or in words: this, last, that, the following."""
    if "year" in parts:
        return int(parts["year"])
    if "other_year" not in parts:
        return None
    which = parts["other_year"].lower().removesuffix(" year").removeprefix("the ")
    if parts["other_year"].lower() in {"this year", "last year", "next year"}:
        return story.anchor.year + _SPANS.get(which, 0) if story.anchor else None
    base = story.base(4)
    shift = {"previous": -1, "following": 1, "next": 1}.get(which, 0)
    return int(base.iso[:4]) + shift if base else None


def _month(parts: Parts, forms: Forms) -> int | None:
    told = parts.get("month", "").lower()
    return int(told) if told.isdigit() else forms.months.get(told)


def _calendar_day(
    expression: Expression, story: Story, year: int | None, month: int | None, forms: Forms
) -> Moment:
    parts, day = expression.parts, int(expression.parts["day"])
    year = year or (story.frame(expression.start) if month else None)
    if year and month:
        moment = _day(dt.date(year, month, day))
    elif story.anchor:
        choices = _choices(story.anchor, month, day, forms.weekdays.get(_weekday_of(parts)))
        moment = _nearest(choices, story.anchor, past=expression.cue in _PAST_CUES)
    else:
        return OPEN
    return _with_end(moment, parts)


def _weekday_of(parts: Parts) -> str:
    return parts.get("weekday", "").lower()


def _choices(anchor: dt.date, month: int | None, day: int, weekday: int | None) -> list[dt.date]:
    """The days a date without a year may mean, of the right weekday if one is told and fits."""
    years = range(anchor.year - 6, anchor.year + 2)
    months = [month] if month else range(1, 13)
    days = [
        dt.date(y, m, day) for y in years for m in months if day <= calendar.monthrange(y, m)[1]
    ]
    close = [d for d in days if abs(d.year - anchor.year) <= 1]
    fitting = [[d for d in some if d.weekday() == weekday] for some in (close, days)]
    return fitting[0] or fitting[1] or close


def _nearest(days: list[dt.date], anchor: dt.date, *, past: bool) -> Moment:
    before = max((d for d in days if d <= anchor), default=None)
    after = min((d for d in days if d >= anchor), default=before)
    before = before or after
    if not before or not after:
        return OPEN
    if not past and (anchor - before).days > _LONG_AGO and after > anchor:
        before = after
    return Moment("day", before.isoformat(), after.isoformat())


def _with_end(moment: Moment, parts: Parts) -> Moment:
    """The moment with the last day of «18 and 19 June», if told."""
    if "day2" not in parts or not moment.iso:
        return moment
    last = dt.date.fromisoformat(moment.iso).replace(day=int(parts["day2"]))
    return replace(moment, until=last.isoformat())


def _calendar_month(expression: Expression, story: Story, year: int | None, month: int) -> Moment:
    year = year or story.frame(expression.start)
    which = expression.parts.get("which", "").lower()
    if year:
        return _moment("month", f"{year:04}-{month:02}")
    if which in {"that", "the following", "the previous"}:
        return _echoed_month(which, month, story)
    if not story.anchor:
        return OPEN
    behind = (story.anchor.month - month) % 12 or (12 if which == "last" else 0)
    ahead = (month - story.anchor.month) % 12 or (12 if which == "next" else 0)
    past_only = which == "last" or expression.cue in _PAST_CUES
    if which == "next" or (behind == 11 and not past_only):
        behind = -ahead
    past, future = _shift_month(story.anchor, -behind), _shift_month(story.anchor, ahead)
    return Moment("month", past, past if which == "last" else future)


def _echoed_month(which: str, month: int, story: Story) -> Moment:
    base = story.base(4)
    if not base:
        return OPEN
    year, told = int(base.iso[:4]), int(base.iso[5:7] or 1)
    if which == "the previous":
        year -= month >= told
    else:
        year += month < told or (which == "the following" and month == told)
    return _moment("month", f"{year:04}-{month:02}")


def _shift_month(day: dt.date, months: int) -> str:
    count = day.year * 12 + day.month - 1 + months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def _weekday(expression: Expression, story: Story, forms: Forms) -> Moment:
    """A day of the week: the last or next one, or as «last», «next», «that» and so on say."""
    weekday = forms.weekdays[_weekday_of(expression.parts)]
    which = expression.parts.get("which", "").lower().removeprefix("the ")
    if which in {"following", "that", "previous"}:
        return _echoed_weekday(which, weekday, story)
    if not story.anchor:
        return OPEN
    week = expression.parts.get("week", "").lower()
    if week in _WEEKS or which == "this":
        monday = story.anchor - story.anchor.weekday() * _DAY
        return _day(monday + (weekday + 7 * _WEEKS.get(week, 0)) * _DAY)
    return _bare_weekday(which, weekday, story.anchor)


_WEEKS = {"last week": -1, "this week": 0, "next week": 1, "the week before": -1}


def _bare_weekday(which: str, weekday: int, anchor: dt.date) -> Moment:
    behind, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
    if which in {"last", "past", "this past"}:
        return _day(anchor - (behind or 7) * _DAY)
    if which in {"next", "coming", "this coming"}:
        return _day(anchor + (ahead or 7) * _DAY)
    past, future = anchor - behind * _DAY, anchor + ahead * _DAY
    return Moment("day", past.isoformat(), future.isoformat())


def _echoed_weekday(which: str, weekday: int, story: Story) -> Moment:
    base = story.base(10)
    if not base:
        return OPEN
    day = dt.date.fromisoformat(base.iso)
    if which == "previous":
        return _day(day - ((day.weekday() - weekday) % 7 or 7) * _DAY)
    ahead = (weekday - day.weekday()) % 7
    return _day(day + (ahead or (7 if which == "following" else 0)) * _DAY)


def _shift(expression: Expression, story: Story, forms: Forms) -> Moment:
    """Today, yesterday, tomorrow: so many days from the day of publication."""
    if not story.anchor:
        return OPEN
    return _day(story.anchor + forms.shifts[expression.parts["name"].lower()] * _DAY)


def _echo(expression: Expression, story: Story, forms: Forms) -> Moment:
    """The next day, that evening: so many days from the day last told."""
    return _moved(story.base(10), forms.echoes[expression.parts["name"].lower()], "day")


def _offset(expression: Expression, story: Story, forms: Forms) -> Moment:
    """Three days later, two weeks ago: from the day last told or that of publication."""
    way = expression.parts["way"].lower()
    unit, count = expression.parts["unit"].lower(), _count(expression.parts, forms)
    if way in _FROM_ANCHOR:
        return _moved(story.today, count * _FROM_ANCHOR[way], unit)
    backwards = way in {"earlier", "previously", "before that", "beforehand", "prior"}
    return _moved(story.base(_PRECISION[unit]), -count if backwards else count, unit)


_FROM_ANCHOR = {"ago": -1, "hence": 1, "from now": 1, "time": 1}
_PRECISION = {"minute": 10, "hour": 10, "day": 10, "week": 10, "month": 7, "year": 4}


def _count(parts: Parts, forms: Forms) -> int:
    told = parts.get("number", "one").lower()
    return int(told) if told.isdigit() else forms.numbers[told]


def _moved(base: Moment | None, count: int, unit: str) -> Moment:
    """A moment so many units away, no more precise than the unit."""
    if not base or not base.iso:
        return OPEN
    past = _added(base.iso, count, unit)
    return replace(_moment(_KINDS.get(unit, "day"), past), future=_added(base.future, count, unit))


_KINDS = {"month": "month", "year": "year"}


def _added(iso: str, count: int, unit: str) -> str:
    if unit == "year":
        return f"{int(iso[:4]) + count:04}"
    if unit == "month":
        return _shift_month(dt.date(int(iso[:4]), int(iso[5:7]), 1), count)
    hours = {"week": 168, "day": 24, "hour": 1}.get(unit, 0) * count
    # Whole days only: «two hours earlier» is the same day, «48 hours later» the day after next.
    return (dt.date.fromisoformat(iso) + int(hours / 24) * _DAY).isoformat()


def _beside(
    expression: Expression, following: Expression | None, story: Story, forms: Forms
) -> Moment:
    """A day after (something with a date of its own in the same sentence)."""
    if following is None or following.means == "beside":
        return OPEN
    between = story.text[expression.end : following.start]
    if re.search(r"[.!?;\n]", between):
        return OPEN
    unit, count = expression.parts.get("unit", "day").lower(), _count(expression.parts, forms)
    other = _read(following, None, story)
    if len(other.iso) < _PRECISION[unit]:
        return OPEN
    return _moved(other, count * (_WAYS.get(expression.parts["way"].lower(), -1)), unit)


_WAYS = {"after": 1, "following": 1}


def _span(expression: Expression, story: Story, forms: Forms) -> Moment:
    """Last month, this year, next week; weeks stay open, being neither day nor month."""
    unit = expression.parts["unit"].lower()
    which = expression.parts["which"].lower().removeprefix("the ")
    if unit == "week" or which == "past":
        return Moment("week" if unit == "week" else "open")
    echoed = which in {"that", "same", "following", "previous"}
    base = story.base(_PRECISION[unit]) if echoed else story.today
    return _moved(base, _SPANS.get(which, 0), unit)


_SPANS = {"last": -1, "previous": -1, "this past": -1, "next": 1, "following": 1, "coming": 1}


def _season(expression: Expression, story: Story, forms: Forms) -> Moment:
    """A season, which ISO 8601 cannot name, as its year."""
    year = _year(expression.parts, story)
    if year is None:
        which = expression.parts.get("which", "").lower().removeprefix("the ")
        base = (story.base(4) if which in {"that", "following"} else None) or story.today
        year = int(base.iso[:4]) + _SPANS.get(which, 0) if base else None
    return _moment("season", str(year)) if year else OPEN


def _open(expression: Expression, story: Story, forms: Forms) -> Moment:
    return OPEN


_READINGS: dict[str, Reading] = {
    "calendar": _calendar,
    "weekday": _weekday,
    "shift": _shift,
    "echo": _echo,
    "offset": _offset,
    "span": _span,
    "season": _season,
    "open": _open,
}


def _moment(kind: str, iso: str) -> Moment:
    return Moment(kind, iso, iso)


def _day(day: dt.date) -> Moment:
    return _moment("day", day.isoformat())


def full_days(text: str) -> Iterator[Told]:
    """The expressions that name a day with its year, whatever the day of publication."""
    for told in read_dates(text, None):
        if "day" in told.expression.parts and len(told.moment.iso) == 10:
            yield told
