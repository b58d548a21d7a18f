"""Values that come in by every door, checked alike: days and names of relations."""

from __future__ import annotations

import datetime as dt
import difflib

from ontology.errors import InvalidSetting, UnknownName

_REST = {4: "-01-01", 7: "-01", 10: ""}


def day(text: str | None, name: str) -> str | None:
    """A date in ISO 8601, perhaps of a month or year alone. Raises InvalidSetting."""
    if text is None:
        return None
    try:
        dt.date.fromisoformat(text + _REST[len(text)])
    except (KeyError, ValueError) as error:
        message = f"{name}: {text!r} is not a date"
        raise InvalidSetting(message, "write it as 2025-12-02, 2025-12 or 2025") from error
    return text


def whole_day(text: str | None, name: str) -> dt.date | None:
    """A date in ISO 8601 to the day. Raises InvalidSetting."""
    if text is None:
        return None
    if len(text) != len("2025-12-02"):
        raise InvalidSetting(f"{name}: {text!r} is not a day", "write it as 2025-12-02")
    return dt.date.fromisoformat(day(text, name) or "")


def relation(name: str) -> str:
    """A relation of the vocabulary by its local name, such as `met`. Raises UnknownName."""
    # Imported here: reading the vocabulary takes a while, and `--help` has no need of it.
    from ontology.vocabulary import Vocabulary

    known = Vocabulary.load().relations
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(sorted(known))}"
        raise UnknownName(f"no relation is called {name!r}", hint)
    return name
