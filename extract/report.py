"""A reading as plain data: the shape that `parley extract --json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ontology.facts import Actor, Assertion, Event, Reading, Stance, Tenure, Tie

STATUS = {
    Stance.ASSERTS: "held",
    Stance.FORESEES: "planned",
    Stance.CALLS_OFF: "called off",
    Stance.DENIES: "denied",
}


def as_json(reading: Reading) -> dict[str, Any]:
    """One article's facts as JSON-ready data; equal facts are told once, in order of the text.

    Actors go by the name the article gives them; their `id` is the same in every article.
    """
    article = reading.article
    name = _Names(dict(reading.called))
    told = sorted(reading.assertions, key=lambda one: (one.evidence.start, one.evidence.end))
    return {
        "id": article.id,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "actors": [_actor(actor, name) for actor in reading.actors],
        "roles": _distinct(_role(t.fact, t, name) for t in told if isinstance(t.fact, Tenure)),
        "ties": _distinct(_tie(t.fact, t, name) for t in told if isinstance(t.fact, Tie)),
        "events": _distinct(_event(t.fact, t, name) for t in told if isinstance(t.fact, Event)),
    }


@dataclass(frozen=True, slots=True)
class _Names:
    """What the article calls its actors."""

    called: Mapping[str, str]

    def __call__(self, actor: Actor) -> str:
        return self.called.get(actor.id, actor.name)


def _actor(actor: Actor, name: _Names) -> dict[str, Any]:
    return _filled(
        {
            "name": name(actor),
            "type": actor.type.value,
            "id": actor.id,
            "wikidata": actor.wikidata,
        }
    )


def _role(fact: Tenure, told: Assertion, name: _Names) -> dict[str, Any]:
    return {
        "holder": name(fact.holder),
        "role": fact.role,
        "of": name(fact.of) if fact.of else None,
        "status": fact.status.value,
        "rule": told.rule,
    }


def _tie(fact: Tie, told: Assertion, name: _Names) -> dict[str, Any]:
    return _filled(
        {
            "subject": name(fact.subject),
            "relation": fact.relation,
            "object": name(fact.object),
            "kinship": fact.kinship,
            "rule": told.rule,
        }
    )


def _event(fact: Event, told: Assertion, name: _Names) -> dict[str, Any]:
    return {
        "type": fact.type,
        "sides": [[name(actor) for actor in side] for side in fact.sides],
        "date": fact.date,
        "place": fact.place,
        "status": STATUS[told.stance],
        "attributed_to": name(told.speaker) if told.speaker else told.source,
        "about": [name(actor) for actor in fact.about],
        "quote": told.evidence.quote,
        "rule": told.rule,
    }


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}


def _distinct(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows that differ in more than the words they were told in, each at its first telling."""
    seen: dict[str, dict[str, Any]] = {}
    for row in rows:
        key = repr({k: v for k, v in row.items() if k not in {"quote", "rule", "attributed_to"}})
        seen.setdefault(key, row)
    return list(seen.values())
