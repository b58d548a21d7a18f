"""The actors known beforehand: people, organisations and countries with all their names.

The data are JSON lines under `ontology/data` (`derived/` is built from public data, the rest is
kept by hand) and, if wanted, files of the user's own. One object a line; `id` is required, and a
line whose `id` was seen before extends the earlier one: plain values override, lists grow.

    id        `person:…`, `org:…` or `country:…`, an XML name token
    name      the canonical name; required where the id is new
    wikidata  a Q-id taken from a source
    aliases   other names, spellings and abbreviations
    short     names that alone mean this actor in the press («Putin»)
    tenures   offices: {"role", "of", "from", "until", "status", "as_of", "source"}
    ties      {"relation", "object", "kinship", "source"}
    demonyms  adjectives and names of a people
    capitals  (countries) cities; they may act for the country unless listed as `silent`
    seats     other places that act for it: palaces, ministries, second capitals
    country   (organisations) the id of the country or body it belongs to
    kind      (organisations) what it is, in one or two words

`of`, `object` and `country` are ids. Dates are ISO 8601, possibly of reduced precision. An
office without `until` goes on, unless `as_of` says until when the source vouches for it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ontology.facts import Actor, ActorType, Tenure, TenureStatus, Tie, short_hash
from ontology.names import normalise
from ontology.rows import Row, take, take_own

_PREFIXES = {
    "person": ActorType.PERSON,
    "org": ActorType.ORGANIZATION,
    "country": ActorType.COUNTRY,
}
_NAMES_OF_TYPES = {actor_type: prefix for prefix, actor_type in _PREFIXES.items()}


class Registry:
    """Actors by id and by name, with their offices and ties."""

    def __init__(self, rows: Mapping[str, Row], cities: Mapping[str, str]) -> None:
        self._rows = rows
        self.cities = cities
        self.actors: Mapping[str, Actor] = MappingProxyType(
            {id_: _actor(row) for id_, row in rows.items()}
        )

    @classmethod
    def load(cls, *extra: Path) -> Registry:
        """The registry that ships with the package, extended by the user's files in order.

        Raises UnreadableInput, naming file and line, where a file cannot be read or understood.
        """
        data = files("ontology") / "data"
        rows: dict[str, Row] = {}
        for folder in (data / "derived", data):
            for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".jsonl"):
                    take_own(rows, file)
        for path in extra:
            take(rows, path)
        return cls(dict(sorted(rows.items())), _read_cities(data / "cities.toml"))

    def find(self, name: str) -> tuple[Actor, ...]:
        """Everyone of that name or alias, in order of id; case, accents and dots do not count."""
        return tuple(self.actors[id_] for id_ in self._by_name.get(normalise(name), ()))

    def names(self) -> Iterator[tuple[str, Actor]]:
        """Every name and alias with its actor, in order of id."""
        for id_, actor in self.actors.items():
            yield actor.name, actor
            for alias in self._rows[id_].get("aliases", ()):
                yield alias, actor

    def short_names(self) -> Iterator[tuple[str, Actor]]:
        """Names that alone mean one actor in the press («Putin», «Hemedti»)."""
        for id_, actor in self.actors.items():
            for name in self._rows[id_].get("short", ()):
                yield name, actor

    def tenures(self, actor_id: str, on: dt.date | None = None) -> tuple[Tenure, ...]:
        """The offices of an actor, in order of time; with `on`, those surely held that day.

        Without `on`, offices are left out of which the source does not know whether they go on.
        """
        known = [
            row
            for row in self._rows.get(actor_id, {}).get("tenures", ())
            if (_covers(row, on.isoformat()) if on else row.get("until") or not row.get("as_of"))
        ]
        return tuple(self._tenure(actor_id, row) for row in sorted(known, key=_when))

    def ties(self, actor_id: str) -> tuple[Tie, ...]:
        """The lasting relations of an actor that a source vouches for."""
        return tuple(
            Tie(self.actors[actor_id], row["relation"], other, row.get("kinship"))
            for row in self._rows.get(actor_id, {}).get("ties", ())
            if (other := self.actors.get(row["object"]))
        )

    def holders(self, role: str, of_id: str, on: dt.date | None = None) -> tuple[Actor, ...]:
        """Who holds an office of a country or organisation, on a day or until further notice."""
        day = on.isoformat() if on else None
        return tuple(
            self.actors[id_]
            for id_, row in self._by_office.get((role, of_id), ())
            if (_covers(row, day) if day else not row.get("until") and not row.get("as_of"))
        )

    def kind(self, actor_id: str) -> str | None:
        """What sort of organisation it is, such as `armed group`, if the registry knows."""
        return self._text(actor_id, "kind")

    def country(self, actor_id: str) -> Actor | None:
        """The country or body an organisation belongs to, if the registry knows one."""
        return self.actors.get(self._text(actor_id, "country") or "")

    @cached_property
    def demonyms(self) -> Mapping[str, Actor]:
        """Adjectives and names of a people («Emirati», «Ukrainians») with their country."""
        return self._words("demonyms")

    @cached_property
    def capitals(self) -> Mapping[str, Actor]:
        """Capitals in all their spellings («Kyiv», «Kiev») with their country."""
        return self._words("capitals")

    @cached_property
    def seats(self) -> Mapping[str, Actor]:
        """Places that may act for a country or body: capitals, palaces, ministries.

        A place named as a seat belongs to whom it acts for, so «Brussels» is the European
        Union here and Belgium's capital in `capitals`.
        """
        silent = {*self._words("silent"), *(actor.name for actor in self.actors.values())}
        speaking = {city: actor for city, actor in self.capitals.items() if city not in silent}
        return MappingProxyType({**speaking, **self._words("seats")})

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for names in (self.names(), self.short_names()):
            for name, actor in names:
                found.setdefault(normalise(name), {})[actor.id] = None
        return {name: tuple(sorted(ids)) for name, ids in found.items()}

    @cached_property
    def _by_office(self) -> Mapping[tuple[str, str], list[tuple[str, Row]]]:
        found: dict[tuple[str, str], list[tuple[str, Row]]] = {}
        for id_, row in self._rows.items():
            for tenure in row.get("tenures", ()):
                found.setdefault((tenure["role"], tenure.get("of", "")), []).append((id_, tenure))
        return found

    def _words(self, field: str) -> Mapping[str, Actor]:
        return MappingProxyType(
            {
                word: self.actors[id_]
                for id_, row in self._rows.items()
                for word in row.get(field, ())
            }
        )

    def _text(self, actor_id: str, field: str) -> str | None:
        found: str | None = self._rows.get(actor_id, {}).get(field)
        return found

    def _tenure(self, actor_id: str, row: Row) -> Tenure:
        status = row.get("status") or ("former" if row.get("until") else "current")
        return Tenure(
            holder=self.actors[actor_id],
            role=row["role"],
            of=self.actors.get(row.get("of") or ""),
            start=row.get("from"),
            end=row.get("until"),
            status=TenureStatus(status),
        )


def unknown_actor(name: str, actor_type: ActorType) -> Actor:
    """An actor the registry does not know, named by a slug and a hash of the normalised name."""
    folded = normalise(name)
    kind = _NAMES_OF_TYPES[actor_type]
    ending = short_hash([kind, folded or name], length=6)
    return Actor(f"{kind}:{'-'.join([*folded.split(), ending])}", name, actor_type)


def type_of(actor_id: str) -> ActorType:
    """The type that an actor's id tells: `org:hamas` is an organisation."""
    return _PREFIXES[actor_id.partition(":")[0]]


def _actor(row: Row) -> Actor:
    return Actor(row["id"], row["name"], type_of(row["id"]), row.get("wikidata"))


def _covers(row: Row, day: str) -> bool:
    """Whether an office was surely held on a day, as far as the precision of the dates tells."""
    start, end = row.get("from") or "", row.get("until") or row.get("as_of") or ""
    return bool(start) and day[: len(start)] >= start and (not end or day[: len(end)] <= end)


def _when(row: Row) -> tuple[str, str]:
    return row.get("from") or "", row["role"]


def _read_cities(file: Any) -> Mapping[str, str]:
    listed: dict[str, list[str]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return MappingProxyType(
        {city: country for country, cities in listed.items() for city in cities}
    )
