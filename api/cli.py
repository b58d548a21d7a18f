"""The command line `parley`: one command a function, errors translated to exit codes here."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Annotated, NoReturn

import typer

from api import terminal
from api.commands import asking, checking, evaluating, keeping, reading, reviewing, serving
from api.exits import MEANING, Exit, code_of
from ontology.errors import ParleyError

# Command → its function and two examples that can be copied.
COMMANDS: dict[str, tuple[Callable[..., None], tuple[str, str]]] = {
    "build": (reading.build, ("parley build samples", "cat news.jsonl | parley build -")),
    "extract": (
        reading.extract,
        ("parley extract --json article.txt", "parley extract --explain samples"),
    ),
    "query": (
        asking.query,
        (
            'parley query "SELECT ?who ?whom { ?who par:met ?whom } LIMIT 5"',
            "parley query --format csv meetings.rq",
        ),
    ),
    "path": (
        asking.path,
        (
            'parley path "Marco Rubio" "Vladimir Putin"',
            "parley path Qatar Russia -k 3 --relation met --relation spokeWith",
        ),
    ),
    "show": (
        asking.show,
        ('parley show "Steve Witkoff"', 'parley show "Marco Rubio" --as-of 2025-12-02'),
    ),
    "search": (asking.search, ("parley search witk", "parley search --json Zelenskiy")),
    "contested": (asking.contested, ("parley contested", "parley contested --unconfirmed")),
    "export": (
        keeping.export,
        ("parley export graphml talks.graphml", "parley export csv tables --since 2025-11"),
    ),
    "remove": (
        keeping.remove,
        ("parley remove talks-in-doha", "parley remove first-article second-article"),
    ),
    "evaluate": (
        evaluating.evaluate,
        (
            "parley evaluate gold/*.json --misses",
            "parley extract --json texts | parley evaluate gold --facts -",
        ),
    ),
    "review": (
        reviewing.review,
        ("parley review", "parley review --same person:a-smith-0a1b2c person:anna-smith"),
    ),
    "doctor": (checking.doctor, ("parley doctor", "parley doctor --quick --json")),
    "serve": (serving.serve, ("parley serve", "PARLEY_TOKEN=secret parley serve --port 8080")),
}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command that the arguments name, and exit with its code."""
    signal.signal(signal.SIGINT, _interrupted)
    try:
        application()(args=None if arguments is None else list(arguments), prog_name="parley")
    except ParleyError as error:
        terminal.complain(error)
        sys.exit(code_of(error))
    except BrokenPipeError:
        # Whoever read the output has seen enough, as `head` has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(Exit.OK)
    except Exception as error:
        _unforeseen(error)
    sys.exit(Exit.OK)


def application() -> typer.Typer:
    """All commands, with the options they share."""
    app = typer.Typer(
        name="parley",
        help="Reads news of peace negotiations into a graph whose every edge names its sentence.",
        epilog=" ".join(f"{code.value}: {text}." for code, text in MEANING.items()),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        # Plain text: half the time to start, and errors of one line.
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    for name, (command, examples) in COMMANDS.items():
        app.command(name, epilog="Examples:\n\n" + "\n\n".join(examples))(command)
    return app


def _print_version(wanted: bool) -> None:
    if wanted:
        # Imported here: looking up metadata takes a while.
        from importlib.metadata import version as version_of

        terminal.say(f"parley {version_of('parley')}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", help="Print the version.", is_eager=True, callback=_print_version
        ),
    ] = False,
) -> None:
    """What all commands share."""


def _interrupted(number: int, frame: FrameType | None) -> NoReturn:
    terminal.note("interrupted")
    sys.exit(Exit.INTERRUPTED)


def _unforeseen(error: Exception) -> NoReturn:
    if os.environ.get("PARLEY_DEBUG"):
        traceback.print_exception(error)
    terminal.note(f"parley: something went wrong: {type(error).__name__}: {error}")
    terminal.note("this is a fault of parley; PARLEY_DEBUG=1 shows where it happened")
    sys.exit(Exit.FAILED)
