"""What `parley` prints: data on standard output, everything else on standard error."""

from __future__ import annotations

import contextlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ontology.errors import ParleyError


def say(text: str = "") -> None:
    """Print a line of the answer."""
    sys.stdout.write(f"{text}\n")


def say_json(value: object) -> None:
    """Print a value as one line of JSON."""
    say(json.dumps(value, ensure_ascii=False))


def note(text: str) -> None:
    """Print a line that is not part of the answer."""
    sys.stderr.write(f"{text}\n")


def complain(error: ParleyError) -> None:
    """Say what went wrong in one line, and the cure."""
    cure = f" ({error.hint})" if error.hint else ""
    note(f"parley: {error}{cure}")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a table, columns aligned; no line is wrapped, so `grep` and `cut` work."""
    cells = [[_flat(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(header))]
    for number, row in enumerate(cells):
        padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
        if number == 0:
            yield "  ".join("─" * width for width in widths)


def _flat(cell: str) -> str:
    return " ".join(cell.split())


def shortened(text: str, indent: int = 0) -> str:
    """A quote fit for one line of a terminal; whole where the output is not one."""
    text = _flat(text)
    if not sys.stdout.isatty():
        return text
    width = max(shutil.get_terminal_size().columns - indent - 2, 40)
    return text if len(text) <= width else f"{text[: width - 1]}…"


@contextlib.contextmanager
def progress(what: str, total: int | None, *, quiet: bool) -> Iterator[Any]:
    """A bar on standard error with `advance()`; only on a terminal."""
    if quiet or not sys.stderr.isatty():
        yield _NoBar()
        return
    # Imported here: only a terminal needs it.
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task(what, total=total))


class _NoBar:
    def advance(self) -> None:
        """Show nothing."""


class _Bar:
    def __init__(self, bar: Any, task: Any) -> None:
        self._bar, self._task = bar, task

    def advance(self) -> None:
        """Move on by one."""
        self._bar.advance(self._task)
