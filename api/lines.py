"""Facts, assertions and paths told in lines of text, for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.terminal import shortened
from graph.records import FactCard, Path, Proof
from ontology.facts import Actor, Assertion, Event, Stance, Tenure, Tie

STANCES = {
    Stance.ASSERTS: "",
    Stance.FORESEES: "planned: ",
    Stance.CALLS_OFF: "called off: ",
    Stance.DENIES: "denied: ",
}


def names(actors: Iterable[Actor]) -> str:
    """The actors by name."""
    return ", ".join(actor.name for actor in actors)


def assertion_line(told: Assertion) -> str:
    """An assertion in a line: how it stands to its fact, and on whose word."""
    word = told.speaker.name if told.speaker else told.source
    said = f" (says {word})" if word else ""
    return f"{STANCES[told.stance]}{fact_line(told.fact)}{said}"


def fact_line(fact: Event | Tenure | Tie) -> str:
    """A fact in one line."""
    match fact:
        case Event():
            sides = " – ".join(names(side) for side in fact.sides)
            about = f" about {names(fact.about)}" if fact.about else ""
            when = "".join(f", {part}" for part in (fact.date, fact.place) if part)
            return f"{fact.type}: {sides}{about}{when}"
        case Tenure():
            of = f" of {fact.of.name}" if fact.of else ""
            return f"{fact.holder.name}: {fact.role}{of} ({fact.status.value})"
        case Tie():
            kinship = f" ({fact.kinship})" if fact.kinship else ""
            return f"{fact.subject.name} {fact.relation} {fact.object.name}{kinship}"


def proof_lines(proof: Proof) -> Iterator[str]:
    """An assertion of the store: who says so, and the words."""
    word = proof.speaker.name if proof.speaker else proof.source
    said = f", on the word of {word}" if word else ""
    yield f"{proof.stance.value} in {origin(proof)}{said}"
    yield f"  «{shortened(proof.quote, 6)}»"


def origin(proof: Proof) -> str:
    """Where a proof stands: outlet, article and day."""
    article = proof.article
    parts = (article.outlet, article.title or article.id, article.published)
    return ", ".join(str(part) for part in parts if part)


def fact_counts(card: FactCard) -> str:
    """How well a fact is supported."""
    if card.registry and not card.reports:
        return "registry"
    reports = "1 report" if card.reports == 1 else f"{card.reports} reports"
    apart = f", {card.independent} independent" if card.independent != card.reports else ""
    return f"{reports}{apart}{', contested' if card.contested else ''}"


def path_lines(path: Path) -> Iterator[str]:
    """A path, two lines a hop: the edge with its facts, and the best quote."""
    yield " → ".join(actor.name for actor in path.actors)
    for number, hop in enumerate(path.hops, 1):
        left, right = (hop.source, hop.target) if hop.forward else (hop.target, hop.source)
        when = hop.date or "no date"
        edge = f"{left.name} {hop.relation} {right.name}"
        yield f"  {number}. {edge}, {when} [{', '.join(hop.facts[:3])}]"
        if hop.proof:
            yield f"     «{shortened(hop.proof.quote, 8)}» – {origin(hop.proof)}"
        else:
            yield "     from the registry"
