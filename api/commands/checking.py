"""`parley doctor`: whether all is well, and what is set where."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from api import terminal
from api.commands.options import JsonOption, StoreOption, reading_store, settings
from api.exits import Exit
from api.settings import Origin, origins
from ontology.errors import ParleyError

PACKAGES = ("parley", "pyoxigraph", "rdflib", "networkx", "spacy", "fastapi", "uvicorn")
_SHOWN = 20


def doctor(
    store: StoreOption = None,
    as_json: JsonOption = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Leave out the check of every fact.")
    ] = False,
) -> None:
    """Check the installation, the settings and the store.

    Every article's graph and the view are checked against the shapes, and every quote against
    its article's text; the exit code is 1 if anything is wrong.
    """
    found = origins({"store": store} if store else {})
    report: dict[str, Any] = {
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "settings": {origin.name: _setting(origin) for origin in found},
        "store": _store(store),
        "problems": [],
    }
    chosen = settings(store=store)
    if find_spec(chosen.model) is None and not Path(chosen.model).exists():
        report["problems"].append(f"the language model {chosen.model} is not installed")
    if report["store"].get("error"):
        report["problems"].append(report["store"]["error"])
    elif not quick:
        report["problems"] += _faults(store)
    if as_json:
        terminal.say_json(report)
    else:
        for line in _lines(report):
            terminal.say(line)
    raise typer.Exit(Exit.FAILED if report["problems"] else Exit.OK)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def _setting(origin: Origin) -> dict[str, str]:
    secret = origin.name == "token" and origin.value
    return {"value": "set, not shown" if secret else str(origin.value), "from": origin.source}


def _store(folder: Path | None) -> dict[str, Any]:
    chosen = settings(store=folder)
    if not chosen.store.exists():
        return {"folder": str(chosen.store), "note": "none yet; `parley build` makes one"}
    try:
        with reading_store(chosen) as opened:
            size = opened.size()
    except ParleyError as error:
        return {"folder": str(chosen.store), "error": str(error)}
    names = ("articles", "assertions", "facts", "actors", "contested", "quads")
    return {"folder": str(chosen.store), **{name: getattr(size, name) for name in names}}


def _faults(folder: Path | None) -> list[str]:
    # Imported here: the validator takes a while to load.
    from graph.checks import check

    chosen = settings(store=folder)
    if not chosen.store.exists():
        return []
    with reading_store(chosen) as opened:
        return [f"{fault.graph}: {fault.node}: {fault.message}" for fault in check(opened)]


def _lines(report: dict[str, Any]) -> Iterator[str]:
    versions = ", ".join(f"{name} {number}" for name, number in report["packages"].items())
    yield f"python {report['python']}, {versions}"
    rows = [(name, each["value"], each["from"]) for name, each in report["settings"].items()]
    yield from terminal.table(("setting", "value", "from"), rows)
    yield "store: " + ", ".join(f"{name} {value}" for name, value in report["store"].items())
    problems = report["problems"]
    yield from (f"wrong: {problem}" for problem in islice(problems, _SHOWN))
    if len(problems) > _SHOWN:
        yield f"and {len(problems) - _SHOWN} more; --json lists all"
    yield f"{len(problems)} problems" if problems else "all is well"
