"""All references of a text together: names with their titles first, then what is left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.holding import Holding
from extract.lexicon import load_lexicon
from extract.memory import Description
from extract.page import Reference
from extract.text import Kind, Spot, Text


def assemble(
    text: Text,
    spots: Sequence[Spot],
    acting: Mapping[Spot, Reference],
    described: Sequence[Description],
    others: Iterable[Reference],
    holdings: Iterable[Holding],
) -> list[Reference]:
    """All references, none overlapping: names with titles, then descriptions, then the rest."""
    taken: dict[int, Reference] = {}
    for reference in (
        *_titled_names(text, spots, holdings),
        *(_trimmed(one, spots) for one in described),
        *acting.values(),
        *others,
    ):
        if reference.start < reference.end and not any(
            i in taken for i in range(reference.start, reference.end)
        ):
            taken.update(dict.fromkeys(range(reference.start, reference.end), reference))
    return sorted(set(taken.values()), key=lambda r: r.start)


def _titled_names(
    text: Text, spots: Sequence[Spot], holdings: Iterable[Holding]
) -> Iterator[Reference]:
    """A person's name with the titles and forms of address right before it."""
    starts: dict[int, int] = {}
    for holding in holdings:
        if holding.rule == "role-before-name":
            starts[holding.office.end] = min(
                holding.office.start, starts.get(holding.office.end, len(text.doc))
            )
    people = {i for s in spots if s.kind is Kind.PERSON for i in range(s.start, s.end)}
    honorifics = load_lexicon("names")["honorifics"]
    for spot in spots:
        if spot.kind is not Kind.PERSON:
            continue
        start = spot.start
        while start and (
            text.words[start - 1] in honorifics
            or (text.doc[start - 1].text == "." and text.words[start - 2] in honorifics)
        ):
            start -= 1
        start = starts.get(start, starts.get(spot.start, start))
        while any(i in people for i in range(start, spot.start)):
            start += 1
        yield Reference(
            start, spot.end, text.doc[spot.start : spot.end].root.i, (spot.actor,), spot.how
        )


def _trimmed(one: Description, spots: Sequence[Spot]) -> Reference:
    """The phrase without the people named in it, who are mentions of their own."""
    start, end = one.office.start, one.office.end
    for spot in spots:
        if spot.kind is Kind.PERSON and start <= spot.start < end:
            if spot.start < one.office.core_start:
                start = spot.end
            else:
                end = spot.start
    return Reference(start, max(end, one.office.core_end), one.office.head, one.actors, one.how)
