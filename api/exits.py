"""Exit codes of `parley`: the only place that knows which error is which number."""

from __future__ import annotations

from enum import IntEnum

from ontology.errors import (
    AmbiguousName,
    InvalidSetting,
    JudgementRefused,
    ParleyError,
    QueryRefused,
    QueryTimeout,
    StoreError,
    UnknownName,
    UnreadableInput,
)


class Exit(IntEnum):
    """What a command's exit code says."""

    OK = 0
    FAILED = 1
    USAGE = 2
    UNREADABLE = 3
    STORE = 4
    UNKNOWN = 5
    REFUSED = 6
    TIMEOUT = 7
    INTERRUPTED = 130


MEANING = {
    Exit.OK: "done",
    Exit.FAILED: "a check found something, or nothing could be done",
    Exit.USAGE: "an option, argument or setting makes no sense",
    Exit.UNREADABLE: "some input could not be read (the rest was)",
    Exit.STORE: "the store could not be opened, read or written",
    Exit.UNKNOWN: "no such name, or one that several bear",
    Exit.REFUSED: "a query or judgement that is malformed or not allowed",
    Exit.TIMEOUT: "a query that took too long or too much memory",
    Exit.INTERRUPTED: "interrupted",
}
_CODES: dict[type[ParleyError], Exit] = {
    UnreadableInput: Exit.UNREADABLE,
    StoreError: Exit.STORE,
    UnknownName: Exit.UNKNOWN,
    AmbiguousName: Exit.UNKNOWN,
    QueryRefused: Exit.REFUSED,
    JudgementRefused: Exit.REFUSED,
    QueryTimeout: Exit.TIMEOUT,
    InvalidSetting: Exit.USAGE,
}


def code_of(error: ParleyError) -> Exit:
    """The exit code for an error of ours."""
    codes = (code for kind, code in _CODES.items() if isinstance(error, kind))
    return next(codes, Exit.FAILED)
