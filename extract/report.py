"""A reading as plain data: the shape that `parley extract --json` prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ontology.facts import Actor, Assertion, Event, Reading, Stance, Tenure, Tie

STATUS = {
    Stance.ASSERTS: "held",
    Stance.FORESEES: "planned",
    Stance.CALLS_OFF: "called off",
    Stance.DENIES: "denied",
}


def as_json(reading: Reading) -> dict[str, Any]:
    """One article's facts as JSON-ready data; equal facts are told once, in order of the text."""
    article = reading.article
    told = sorted(reading.assertions, key=lambda one: (one.evidence.start, one.evidence.end))
    return {
        "id": article.id,
        "source": article.source,
        "published": article.published.isoformat() if article.published else None,
        "actors": [_actor(actor) for actor in reading.actors],
        "roles": _distinct(_role(one.fact) for one in told if isinstance(one.fact, Tenure)),
        "ties": _distinct(_tie(one.fact) for one in told if isinstance(one.fact, Tie)),
        "events": _distinct(_event(one.fact, one) for one in told if isinstance(one.fact, Event)),
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return _filled(
        {"name": actor.name, "type": actor.type.value, "id": actor.id, "wikidata": actor.wikidata}
    )


def _role(fact: Tenure) -> dict[str, Any]:
    return {
        "holder": fact.holder.name,
        "role": fact.role,
        "of": fact.of.name if fact.of else None,
        "status": fact.status.value,
    }


def _tie(fact: Tie) -> dict[str, Any]:
    return _filled(
        {
            "subject": fact.subject.name,
            "relation": fact.relation,
            "object": fact.object.name,
            "kinship": fact.kinship,
        }
    )


def _event(fact: Event, told: Assertion) -> dict[str, Any]:
    return {
        "type": fact.type,
        "sides": [[actor.name for actor in side] for side in fact.sides],
        "date": fact.date,
        "place": fact.place,
        "status": STATUS[told.stance],
        "attributed_to": told.speaker.name if told.speaker else told.source,
        "about": [actor.name for actor in fact.about],
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
