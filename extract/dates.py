"""When: days and longer spans of time told in a text."""

from __future__ import annotations

import datetime as dt
import re


def parse_day(text: str) -> dt.date | None:
    """The day a header field names, or none: ISO 8601, with or without a time of day."""
    match = re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def text_date(text: str) -> dt.date | None:
    """The day of publication as the text gives it away."""
    return None
