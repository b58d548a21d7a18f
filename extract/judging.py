"""One article's facts held against its gold: every fact is right, wrong, spare or missed.

What is compared, in words: actors by name; offices by holder, office and body, current ones only;
ties by both ends and relation; held contacts as pairs of actors on different sides; events by type
and participants, and then, for those that match, date, place and status. Names are compared by
their ASCII letters and digits, after the aliases that the gold lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, combinations, product

from extract.events import CONTACT
from extract.gold import Gold, Row

Key = tuple[str, ...]
ATTRIBUTES = ("date", "place", "status")
HELD, CURRENT = "held", "current"


class Verdict(StrEnum):
    """What became of a fact; `spare` is found, and neither asked for nor wrong."""

    HIT = "hit"
    MISSED = "missed"
    WRONG = "wrong"
    SPARE = "spare"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one fact; `type` is its event type, relation or office."""

    article: str
    kind: str
    verdict: Verdict
    what: str
    type: str = ""
    rule: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A fact made comparable: its key, type, how to show it and which rule told it."""

    key: Hashable
    type: str
    what: str
    rule: str = ""
    why: str = ""


def fold(text: object) -> str:
    """A name as it is compared: lower case, ASCII letters and digits, single blanks."""
    plain = unicodedata.normalize("NFKD", str(text or "")).replace("'", "")
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    return " ".join(re.findall(r"[a-z0-9]+", ascii_only))


class Names:
    """The names of one article's actors: every alias leads to the gold's canonical name."""

    def __init__(self, gold: Gold, facts: Row) -> None:
        actors = gold.rows("actors")
        self._shown = {fold(actor["name"]): actor["name"] for actor in facts.get("actors", ())}
        self._shown |= {fold(actor["name"]): actor["name"] for actor in actors}
        self._canonical = {
            fold(alias): fold(actor["name"])
            for actor in actors
            for alias in (actor["name"], *actor.get("aliases", ()))
        }

    def key(self, name: object) -> str:
        """The folded canonical name."""
        folded = fold(name)
        return self._canonical.get(folded, folded)

    def show(self, key: str) -> str:
        """The name as the gold, or else the facts, write it."""
        shown: str = self._shown.get(key, key)
        return shown

    def sides(self, event: Row) -> list[list[str]]:
        """The folded names of every side."""
        return [[self.key(name) for name in side] for side in event.get("sides", ()) if side]

    def people(self, event: Row) -> frozenset[str]:
        """Everybody on any side, folded."""
        return frozenset(chain.from_iterable(self.sides(event)))

    def pairs(self, event: Row) -> Iterator[Key]:
        """Who faces whom: two names in order of the alphabet, across every two sides."""
        for one, other in combinations(self.sides(event), 2):
            yield from (_pair(a, b) for a, b in product(one, other) if a != b)


def judge(gold: Gold, facts: Row) -> Iterator[Judgement]:
    """Every verdict on the facts of one article, given in the shape of `extract/report.py`."""
    names = Names(gold, facts)
    for judged in (_actors, _roles, _ties, _contacts, _events, _traps):
        yield from judged(gold, facts, names)


def _actors(gold: Gold, facts: Row, names: Names) -> Iterator[Judgement]:
    def fact(actor: Row) -> _Fact:
        key = names.key(actor["name"])
        return _Fact(key, str(actor.get("type", "")), names.show(key))

    yield from _sorted_out(gold, "actors", facts.get("actors", ()), fact, _required)


def _roles(gold: Gold, facts: Row, names: Names) -> Iterator[Judgement]:
    def key(role: Row, label: str) -> Key:
        return (names.key(role["holder"]), fold(label), names.key(role.get("of")))

    rows = gold.rows("roles")
    main = {key(row, also): key(row, row["role"]) for row in rows for also in row.get("also", ())}

    def fact(role: Row) -> _Fact:
        own = key(role, role["role"])
        what = f"{role['holder']}: {role['role']} of {role.get('of') or 'nobody'}"
        return _Fact(main.get(own, own), role["role"], what, role.get("rule", ""))

    current = [row for row in facts.get("roles", ()) if row.get("status", CURRENT) == CURRENT]
    yield from _sorted_out(gold, "roles", current, fact, _required_now)


def _ties(gold: Gold, facts: Row, names: Names) -> Iterator[Judgement]:
    def fact(tie: Row) -> _Fact:
        what = f"{tie['subject']} {tie['relation']} {tie['object']}"
        return _Fact(_tie_key(tie, names), tie["relation"], what, tie.get("rule", ""))

    yield from _sorted_out(gold, "ties", facts.get("ties", ()), fact, _required)


def _contacts(gold: Gold, facts: Row, names: Names) -> Iterator[Judgement]:
    """Held contacts as pairs; who went along may be counted with either side."""
    rows = gold.rows("events")
    met = [row for row in rows if _types(row) & CONTACT]
    firm = [row for row in met if not row.get("optional") and _is_held(row)]
    loose = {pair for row in met if row.get("optional") for pair in names.pairs(row)}
    for row in met:
        if row.get("also") and _is_held(row):
            everyone = {*names.people(row), *map(names.key, row["also"])}
            loose |= set(combinations(sorted(everyone), 2))
    told = [row for row in facts.get("events", ()) if row["type"] in CONTACT and _is_held(row)]
    found = _pairs_of(told, names)
    yield from _compared(gold.id, "contacts", _pairs_of(firm, names), loose, found)


def _events(gold: Gold, facts: Row, names: Names) -> Iterator[Judgement]:
    """Each gold event takes the best of the told events that may be it, in the gold's order."""
    told = list(facts.get("events", ()))
    taken: set[int] = set()
    for row in gold.rows("events"):
        best = _best(row, told, taken, names)
        if best is None:
            if not row.get("optional"):
                why = _nearest(row, told, names)
                yield Judgement(
                    gold.id, "events", Verdict.MISSED, _shown(row), row["type"], why=why
                )
            continue
        taken.add(best)
        match = told[best]
        rule = match.get("rule", "")
        yield Judgement(gold.id, "events", Verdict.HIT, _shown(row), row["type"], rule)
        yield from _attributes(gold.id, row, match)
    left = (row for number, row in enumerate(told) if number not in taken)
    yield from (_unmatched(gold, row, names) for row in left)


def _attributes(article: str, row: Row, match: Row) -> Iterator[Judgement]:
    for name in ATTRIBUTES:
        if row.get(name):
            right = _agrees(row, match, name)
            verdict = Verdict.HIT if right else Verdict.MISSED
            what = f"{_shown(row)}: {name} {row[name]}"
            why = "" if right else f"told: {match.get(name) or 'none'}"
            rule = match.get("rule", "")
            yield Judgement(article, f"event {name}", verdict, what, row["type"], rule, why)


def _traps(gold: Gold, facts: Row, names: Names) -> Iterator[Judgement]:
    """What a hasty reader would believe, and names that are no actors."""
    for trap in gold.rows("not"):
        rule = _fallen(trap, facts, names)
        what = f"{trap['subject']} {trap['relation']} {trap['object']}"
        verdict = Verdict.HIT if rule is None else Verdict.WRONG
        yield Judgement(
            gold.id, "traps", verdict, what, trap["relation"], rule or "", trap.get("why", "")
        )
    told = {fold(actor["name"]) for actor in facts.get("actors", ())}
    for name in gold.rows("not_actors"):
        verdict = Verdict.WRONG if fold(name) in told else Verdict.HIT
        yield Judgement(gold.id, "traps", verdict, name, "actor", why="is no actor")


def _fallen(trap: Row, facts: Row, names: Names) -> str | None:
    """The rule that fell for a trap (empty if it has no name), or None."""
    if trap["relation"] == "met":
        pair = _pair(names.key(trap["subject"]), names.key(trap["object"]))
        face_to_face = CONTACT - {"Call"}
        rows = (r for r in facts.get("events", ()) if r["type"] in face_to_face and _is_held(r))
        return next((str(r.get("rule", "")) for r in rows if pair in names.pairs(r)), None)
    key = _tie_key(trap, names)
    ties = (tie for tie in facts.get("ties", ()) if _tie_key(tie, names) == key)
    return next((str(tie.get("rule", "")) for tie in ties), None)


def _sorted_out(
    gold: Gold,
    kind: str,
    told: Iterable[Row],
    fact: Callable[[Row], _Fact],
    required: Callable[[Row], bool],
) -> Iterator[Judgement]:
    """The verdicts on facts that are right when their keys are equal."""
    rows = gold.rows(kind)
    must = _first_of(fact(row) for row in rows if required(row))
    may = {fact(row).key for row in rows if not required(row)}
    yield from _compared(gold.id, kind, must, may, _first_of(map(fact, told)))


def _compared(
    article: str,
    kind: str,
    must: Mapping[Hashable, _Fact],
    may: Iterable[Hashable],
    found: Mapping[Hashable, _Fact],
) -> Iterator[Judgement]:
    for key, fact in must.items():
        told = found.get(key)
        verdict = Verdict.MISSED if told is None else Verdict.HIT
        yield Judgement(article, kind, verdict, fact.what, fact.type, told.rule if told else "")
    allowed = set(may)
    for key, fact in found.items():
        if key not in must:
            verdict = Verdict.SPARE if key in allowed else Verdict.WRONG
            yield Judgement(article, kind, verdict, fact.what, fact.type, fact.rule, fact.why)


def _first_of(facts: Iterable[_Fact]) -> dict[Hashable, _Fact]:
    found: dict[Hashable, _Fact] = {}
    for fact in facts:
        found.setdefault(fact.key, fact)
    return found


def _pairs_of(events: Iterable[Row], names: Names) -> dict[Hashable, _Fact]:
    """Every pair in contact, with the first event that tells of it."""
    return _first_of(
        _Fact(pair, row["type"], " × ".join(map(names.show, pair)), row.get("rule", ""), _said(row))
        for row in events
        for pair in names.pairs(row)
    )


def _best(row: Row, told: list[Row], taken: set[int], names: Names) -> int | None:
    """The told event that is this gold event and agrees best; of equals the first."""
    core = _core(row, names)
    allowed = core | _allowed(row, names)
    fits = [
        (_agreement(row, event), -number)
        for number, event in enumerate(told)
        if number not in taken
        and event["type"] in _types(row)
        and core <= names.people(event) <= allowed
    ]
    return -max(fits)[1] if fits else None


def _unmatched(gold: Gold, row: Row, names: Names) -> Judgement:
    """A told event that no gold event took: the same news once more, or wrong."""
    people = names.people(row)
    again = any(
        row["type"] in _types(event) and people <= _allowed(event, names)
        for event in gold.rows("events")
    )
    verdict = Verdict.SPARE if again else Verdict.WRONG
    rule = row.get("rule", "")
    return Judgement(gold.id, "events", verdict, _shown(row), row["type"], rule, _said(row))


def _nearest(row: Row, told: list[Row], names: Names) -> str:
    """The told event that shares most with a missed one, to show what went wrong."""
    core, types = _core(row, names), _types(row)

    def shared(event: Row) -> tuple[int, bool, int]:
        people = names.people(event)
        return len(core & people), event["type"] in types, -len(people - core)

    near = max(told, key=shared, default=None)
    if near is None or not core & names.people(near):
        return ""
    return f"nearest told: {_shown(near)} [{near.get('rule', '?')}]"


def _core(row: Row, names: Names) -> frozenset[str]:
    """Who must be among the participants."""
    return frozenset(map(names.key, row["core"])) if "core" in row else names.people(row)


def _allowed(row: Row, names: Names) -> frozenset[str]:
    return names.people(row) | {names.key(name) for name in row.get("also", ())}


def _types(row: Row) -> frozenset[str]:
    return frozenset(row.get("types", (row["type"],)))


def _is_held(row: Row) -> bool:
    return bool(row.get("status", HELD) == HELD)


def _agreement(row: Row, event: Row) -> int:
    return sum(_agrees(row, event, name) for name in ATTRIBUTES if row.get(name))


def _agrees(row: Row, event: Row, name: str) -> bool:
    """Whether date, place or status is what the gold has, or one of what it accepts."""
    plural = "statuses" if name == "status" else f"{name}s"
    value = event.get(name) or (HELD if name == "status" else "")
    return fold(value) in {fold(right) for right in row.get(plural, [row[name]])}


def _tie_key(tie: Row, names: Names) -> Key:
    return (names.key(tie["subject"]), tie["relation"], names.key(tie["object"]))


def _pair(one: str, other: str) -> Key:
    return (one, other) if one < other else (other, one)


def _required(row: Row) -> bool:
    return not row.get("optional")


def _required_now(row: Row) -> bool:
    return not row.get("optional") and row.get("status", CURRENT) == CURRENT


def _shown(event: Row) -> str:
    sides = " – ".join(", ".join(side) for side in event.get("sides", ()))
    return f"{event['type']}: {sides}"


def _said(row: Row) -> str:
    quote = row.get("quote")
    return f"«{' '.join(quote.split())}»" if quote else ""
