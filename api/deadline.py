"""Python work that may not take for ever: past its deadline it is interrupted where it stands.

Only Python can be interrupted so, between two of its steps; SPARQL has processes of its own.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

from ontology.errors import QueryTimeout

Result = TypeVar("Result")


class _Overtime(BaseException):
    """Raised in the thread that works, by a timer in another."""


class _Bell:
    """A timer that strikes the thread it was made in, but never after it was silenced."""

    def __init__(self, seconds: float) -> None:
        self._thread = threading.get_ident()
        self._guard = threading.Lock()
        self._silent = False
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def silence(self) -> None:
        with self._guard:
            self._silent = True
        self._timer.cancel()

    def _strike(self) -> None:
        with self._guard:
            if not self._silent:
                raising = ctypes.py_object(_Overtime)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._thread), raising)


def within(seconds: float, work: Callable[[], Result]) -> Result:
    """What the work comes to. Raises QueryTimeout if that takes longer than some seconds."""
    try:
        bell = _Bell(seconds)
        try:
            return work()
        finally:
            # The bell may strike while it is being silenced: hence a try around the other.
            bell.silence()
    except _Overtime:
        message = f"the search was ended after {seconds:g} seconds"
        raise QueryTimeout(message, "ask for fewer ways or hops, or narrow the edges") from None
