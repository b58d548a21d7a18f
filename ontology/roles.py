"""The offices people hold: a SKOS scheme that says which words mean which office."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ontology.facts import TenureStatus
from ontology.names import normalise

ROLE = "https://w3id.org/parley/role/"
_KIND = f"{ROLE}kind/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")
# Words that open what an office is about: «envoy for Sudan», «ambassador to France».
_ABOUT = frozenset({"for", "of", "to", "on", "in", "at"})
_LONGEST_ODD_WORD = 3


@dataclass(frozen=True, slots=True, order=True)
class Role:
    """An office: `id` ends its IRI, `label` is its name in facts, `kind` groups offices."""

    id: str
    label: str
    kind: str

    @property
    def iri(self) -> str:
        """The SKOS concept's IRI."""
        return ROLE + self.id


@dataclass(frozen=True, slots=True)
class RoleWords:
    """Words that modify an office, all in normalised form.

    `status` tells how an office is held («former», «elect»), `ranks` what belongs to its name
    («deputy»), `ornaments` what does not («veteran»), `paraphrases` what an odd word may stand for.
    """

    status: Mapping[str, TenureStatus]
    ranks: Mapping[str, str]
    ornaments: frozenset[str]
    paraphrases: Mapping[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> RoleWords:
        """The words that ship with the package."""
        file = files("ontology") / "data" / "role_words.toml"
        listed = tomllib.loads(file.read_text(encoding="utf-8"))
        return cls(
            status=MappingProxyType(
                {normalise(w): TenureStatus(s) for s, ws in listed["status"].items() for w in ws}
            ),
            ranks=MappingProxyType({normalise(w): rank for w, rank in listed["ranks"].items()}),
            ornaments=frozenset(normalise(word) for word in listed["ornaments"]["words"]),
            paraphrases=MappingProxyType(
                {normalise(odd): tuple(plain) for odd, plain in listed["paraphrases"].items()}
            ),
        )


class Roles:
    """The scheme of offices, by any of their labels."""

    def __init__(self, labels: Iterable[tuple[str, str, Role]], words: RoleWords) -> None:
        self._labels = tuple(labels)
        self.words = words

    @classmethod
    def load(cls) -> Roles:
        """The scheme that ships with the package."""
        return cls(_read_labels(), RoleWords.load())

    def __iter__(self) -> Iterator[Role]:
        return iter(sorted({role for _, _, role in self._labels}))

    def labels(self) -> Iterator[tuple[str, Role]]:
        """Every label with its office; those wholly upper-case are abbreviations («PM»)."""
        return ((label, role) for label, _, role in self._labels)

    def hidden_labels(self) -> Iterator[tuple[str, Role]]:
        """The labels that only machine-paraphrased text uses («Prime Preacher»)."""
        return ((label, role) for label, kind, role in self._labels if kind == "hiddenLabel")

    def find(self, words: str) -> Role | None:
        """The office that a label names; case, accents and hyphens do not count."""
        return self._by_label.get(normalise(words))

    def canonical(self, words: str) -> str | None:
        """The office's name in facts, or None where the words name no office.

        Beyond the scheme's labels it understands ranks («deputy spy chief» is `Deputy
        Intelligence Chief`), any «minister of …», what an office is about («envoy for Sudan»)
        and odd words («global preacher»).
        """
        tokens = tuple(normalise(words).split())
        return self._named(tokens) or self._plain_named(tokens)

    @cached_property
    def _by_label(self) -> Mapping[str, Role]:
        return {normalise(label): role for label, _, role in self._labels}

    def _named(self, tokens: tuple[str, ...]) -> str | None:
        """The office these words name if none of them is odd."""
        bare = self._without_ornaments(tokens)
        role = self._by_label.get(" ".join(tokens)) or self._by_label.get(" ".join(bare))
        if role:
            return role.label
        return self._ranked(bare) or _ministry(bare) or self._about(bare)

    def _without_ornaments(self, tokens: tuple[str, ...]) -> tuple[str, ...]:
        while len(tokens) > 1 and tokens[0] in self.words.ornaments:
            tokens = tokens[1:]
        return tokens

    def _ranked(self, tokens: tuple[str, ...]) -> str | None:
        for length in (2, 1):
            rank = self.words.ranks.get(" ".join(tokens[:length]))
            rest = self._named(tokens[length:]) if rank and len(tokens) > length else None
            if rest:
                return rest if rest.startswith(f"{rank} ") else f"{rank} {rest}"
        return None

    def _about(self, tokens: tuple[str, ...]) -> str | None:
        """The office without what it is about."""
        for place, token in enumerate(tokens[:-1]):
            if place and token in _ABOUT:
                return self._named(tokens[:place])
        return None

    def _plain_named(self, tokens: tuple[str, ...]) -> str | None:
        """The office these words name once an odd word is read as what it may have been."""
        for plain in self._readings(tokens):
            found = self._named(plain)
            if found:
                return found
        return None

    def _readings(self, tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
        """Every reading in which one or more odd words are made plain, fewest changes last."""
        readings: list[tuple[str, ...]] = [()]
        place = 0
        while place < len(tokens) and len(readings) <= 64:
            odd, length = self._odd_word(tokens[place:])
            plain = self.words.paraphrases.get(odd, ())
            options = [*(tuple(word.split()) for word in plain), tokens[place : place + length]]
            readings = [(*reading, *option) for reading in readings for option in options]
            place += length
        return [reading for reading in readings if reading and reading != tokens]

    def _odd_word(self, tokens: tuple[str, ...]) -> tuple[str, int]:
        """The longest odd word or phrase these tokens begin with, else their first."""
        for length in range(min(_LONGEST_ODD_WORD, len(tokens)), 0, -1):
            word = " ".join(tokens[:length])
            if word in self.words.paraphrases:
                return word, length
        return tokens[0], 1


def _ministry(tokens: tuple[str, ...]) -> str | None:
    """`X Minister` for «minister of X», «minister for the X» and «X minister»."""
    if len(tokens) < 2:
        return None
    if tokens[0] == "minister" and tokens[1] in {"of", "for"}:
        field = tokens[3:] if tokens[2:3] == ("the",) else tokens[2:]
        return f"{_titled(field)} Minister" if field else None
    if tokens[-1] == "minister" and len(tokens) <= 4 and not _ABOUT.intersection(tokens):
        return _titled(tokens)
    return None


def _titled(tokens: Iterable[str]) -> str:
    return " ".join(token if token in {"and", "of", "the"} else token.title() for token in tokens)


def _read_labels() -> Iterator[tuple[str, str, Role]]:
    """Every label of every office with the property that gives it, in the order of the file."""
    properties: dict[str, dict[str, list[str]]] = {}
    text = (files("ontology") / "roles.ttl").read_bytes()
    for triple in parse(text, format=RdfFormat.TURTLE):
        subject, property_, value = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and isinstance(value, Literal | NamedNode):
            known = properties.setdefault(subject.value, {})
            known.setdefault(property_.value.removeprefix(_SKOS), []).append(value.value)
    for iri, known in properties.items():
        if "broader" in known:
            kind = known["broader"][0].removeprefix(_KIND)
            role = Role(iri.removeprefix(ROLE), known["prefLabel"][0], kind)
            yield from ((label, prop, role) for prop in _LABELS for label in known.get(prop, ()))
