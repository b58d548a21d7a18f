"""One small family of errors; translated to exit codes and HTTP statuses only at the door.

ParleyError
├── UnreadableInput     a file, line or request body that cannot be read
├── StoreError          the store cannot be opened, written or understood
├── UnknownName         no such actor, article, fact, event type or format
├── AmbiguousName       a name that several actors bear
├── QueryRefused        a query that is malformed or not allowed here
├── JudgementRefused    a judgement that contradicts others, or merges what cannot be one
├── QueryTimeout        a query that passed its deadline or its memory
└── InvalidSetting      a setting or option that makes no sense
"""


class ParleyError(Exception):
    """Something the user can mend: what happened, where, and the cure.

    `hint` is the next step in one line, or empty; `str(error)` is one line too.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class UnreadableInput(ParleyError):
    """A file, line or request body that cannot be read; the message names the place."""


class StoreError(ParleyError):
    """The store cannot be opened, written or understood."""


class UnknownName(ParleyError):
    """No actor, article, fact, event type or format of that name."""


class AmbiguousName(ParleyError):
    """A name that several actors bear; the hint lists them."""


class QueryRefused(ParleyError):
    """A query that is malformed, or that asks for what is not allowed here."""


class JudgementRefused(ParleyError):
    """A judgement that contradicts others, or would merge what cannot be one."""


class QueryTimeout(ParleyError):
    """A query that passed its deadline or its memory and was ended."""


class InvalidSetting(ParleyError):
    """A setting or option that makes no sense; the message names it and its source."""
