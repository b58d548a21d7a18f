"""Lexicons: vocabulary kept as TOML beside the code that reads it."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@lru_cache(maxsize=16)
def load_lexicon(name: str) -> MappingProxyType[str, Any]:
    """The tables of `extract/lexicons/<name>.toml`; lists of words become frozen sets."""
    text = (files("extract") / "lexicons" / f"{name}.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: _frozen(value) for key, value in tomllib.loads(text).items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return frozenset(value)
    return value
