"""Contacts and offices in readouts of one government, whose titles say who met or called whom.

    python bench/readouts.py READOUTS.jsonl [--misses]

Each line has `text`, `date` and `title_gold`: the two people, how they were in contact, and the
counterpart's office and country as the title has them. Only the body is fed to the reader.

- *contact recall*: the share of readouts in which a held Meeting, Call, Visit or Negotiation has
  the two people on different sides. A person is known by the last word of the name.
- *manner*: of those, how many are a Call where the title says call, and face to face otherwise.
- *counterpart's office*: the share of all readouts in which the counterpart holds, by the body,
  the office of the title, in the country or organisation of the title. Offices are compared by
  their names in the scheme of offices, where both have one.
- *contact precision*: the share of held contacts between two people that have the two of the
  title as participants; readouts tell other contacts too, so this is a lower bound.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from common import Causes, Share, bears, contacts, names_of, opposite, rows

from extract.reader import Reader
from ontology.facts import Actor, ActorType, Article, Event, Reading, Tenure
from ontology.names import normalise
from ontology.registry import Registry
from ontology.roles import Roles

_STATUS = ("interim ", "acting ", "federal ")


@dataclass
class Figures:
    """What is counted over all readouts."""

    contact: Share = field(default_factory=Share)
    manner: Share = field(default_factory=Share)
    office: Share = field(default_factory=Share)
    role: Share = field(default_factory=Share)
    country: Share = field(default_factory=Share)
    precision: Share = field(default_factory=Share)
    missed: Causes = field(default_factory=Causes)
    wrong_office: Causes = field(default_factory=Causes)
    wrong_contact: Causes = field(default_factory=Causes)


@dataclass(frozen=True)
class Case:
    """One readout as read, beside what its title says."""

    reading: Reading
    gold: dict[str, Any]
    registry: Registry
    roles: Roles

    @property
    def counterpart(self) -> str:
        """The counterpart's name, the fullest the gold has."""
        return str(self.gold["obj_full"] or self.gold["obj"])

    def people(self, name: str) -> list[Actor]:
        """The actors of the reading that bear a name."""
        seen = chain((m.actor for m in self.reading.mentions), self.reading.actors)
        found = (a for a in dict.fromkeys(seen) if a.type is ActorType.PERSON)
        return [actor for actor in found if bears(self.reading, actor, name)]

    def has(self, event: Event) -> bool:
        """Whether an event has the two people of the title face each other."""
        return opposite(event, self.people(self.gold["subj"]), self.people(self.counterpart))

    def offices(self) -> Iterator[tuple[bool, bool]]:
        """For each office of the counterpart: whether the role is right, and the country."""
        holders = self.people(self.counterpart)
        for told in self.reading.assertions:
            fact = told.fact
            if isinstance(fact, Tenure) and fact.holder in holders:
                yield self._same_role(fact.role), fact.of is not None and self._same_body(fact.of)

    def _same_role(self, role: str) -> bool:
        wanted = self.gold["obj_role"]
        for word in _STATUS:
            wanted = wanted.lower().removeprefix(word)
        return self._office(wanted) == self._office(role)

    def _office(self, words: str) -> str:
        return normalise(self.roles.canonical(words) or words)

    def _same_body(self, of: Actor) -> bool:
        wanted = self.gold["obj_country_or_org"]
        known = {*self.registry.find(wanted)}
        for word in (wanted, *wanted.split()):
            known |= {self.registry.demonyms[word]} if word in self.registry.demonyms else set()
        return of in known or normalise(of.name) == normalise(wanted)


def main() -> None:
    """Read every readout, count, print."""
    args = arguments()
    reader, figures = Reader.load(), Figures()
    for row in rows(args.readouts):
        article = Article(row["id"], row["text"], published=dt.date.fromisoformat(row["date"]))
        case = Case(reader.read(article), row["title_gold"], reader.registry, reader.roles)
        count_contact(case, figures)
        count_office(case, figures)
    sys.stdout.writelines(f"{line}\n" for line in report(figures, misses=args.misses))


def count_contact(case: Case, figures: Figures) -> None:
    """Whether the contact of the title was found, how, and which others were."""
    held = list(contacts(case.reading))
    right = [event for event in held if case.has(event)]
    figures.contact.add(bool(right))
    if right:
        by_phone = case.gold["pred"] == "spoke_with"
        figures.manner.add(any((event.type == "Call") == by_phone for event in right))
    else:
        figures.missed.add(*_cause(case, held))
    for event in {e for e in held if _between_people(e)}:
        figures.precision.add(case.has(event))
        if not case.has(event):
            figures.wrong_contact.add(event.type, f"{_told(event)}: {_quote(case, event)}")


def count_office(case: Case, figures: Figures) -> None:
    """Whether the counterpart's office was found, and what else if not."""
    offices = list(case.offices())
    figures.role.add(any(role for role, _ in offices))
    figures.country.add(any(country for _, country in offices))
    figures.office.add((True, True) in offices)
    if (True, True) not in offices:
        figures.wrong_office.add(_office_cause(case, offices), _office_example(case))


def report(figures: Figures, *, misses: bool) -> Iterator[str]:
    """The figures, and with `misses` what was missed and why."""
    yield f"contact recall                 {figures.contact}"
    yield f"  of these in the right manner {figures.manner}"
    yield f"counterpart's office           {figures.office}"
    yield f"  the role alone               {figures.role}"
    yield f"  the country or body alone    {figures.country}"
    yield f"contact precision, at least    {figures.precision}"
    groups = ("missed", "wrong_office", "wrong_contact") if misses else ()
    for name in groups:
        yield f"\n{name.replace('_', ' ')}:"
        yield from getattr(figures, name).lines(examples=6)


def _cause(case: Case, held: list[Event]) -> tuple[str, str]:
    """Why a contact was not found, and the sentence that tells it."""
    subject, counterpart = case.people(case.gold["subj"]), case.people(case.counterpart)
    sentence = _sentence(case)
    if not subject or not counterpart:
        who = case.gold["subj"] if not subject else case.counterpart
        return "a person is not recognised by name", f"{who}: {sentence}"
    if any(case.has(event) for event in contacts(case.reading, held=False)):
        return "found, but as planned, called off or denied", sentence
    if any({*subject} & {*e.participants} and {*counterpart} & {*e.participants} for e in held):
        return "found, but on the same side", sentence
    if held:
        return "another contact found instead", f"{'; '.join(map(_told, held))}: {sentence}"
    gaps = [g for g in case.reading.gaps if case.reading.article.text[g.start : g.end] in sentence]
    why = f"{gaps[0].reason} ({gaps[0].trigger})" if gaps else "not even noticed"
    return f"no contact found: {why}", sentence


def _sentence(case: Case) -> str:
    """The first line that has both surnames, or else the counterpart's."""
    lines = case.reading.article.text.splitlines()
    names = (case.gold["subj"].split()[-1], case.gold["obj_surname"])
    both = (line for line in lines if all(name in line for name in names))
    return next(both, next((line for line in lines if names[1] in line), ""))


def _office_cause(case: Case, offices: list[tuple[bool, bool]]) -> str:
    if not case.people(case.counterpart):
        return "the counterpart is not recognised by name"
    if not offices:
        return "no office found for the counterpart"
    if any(role for role, _ in offices):
        return "the country or body is another"
    return "the role is another" if any(of for _, of in offices) else "another office"


def _office_example(case: Case) -> str:
    found = [
        f"{told.fact.role} of {told.fact.of.name if told.fact.of else '?'}"
        for told in case.reading.assertions
        if isinstance(told.fact, Tenure) and told.fact.holder in case.people(case.counterpart)
    ]
    who = [" / ".join(names_of(case.reading, one)) for one in case.people(case.counterpart)]
    wanted = f"{case.gold['obj_role']} of {case.gold['obj_country_or_org']}"
    return f"wanted {wanted}; found {found} for {who or case.counterpart}: {_sentence(case)}"


def _between_people(event: Event) -> bool:
    people = [any(a.type is ActorType.PERSON for a in side) for side in event.sides]
    return sum(people) > 1


def _told(event: Event) -> str:
    return " × ".join(", ".join(actor.name for actor in side) for side in event.sides)


def _quote(case: Case, event: Event) -> str:
    return next(t.evidence.quote for t in case.reading.assertions if t.fact == event)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("readouts", type=Path)
    parser.add_argument("--misses", action="store_true", help="say what was missed, and why")
    return parser.parse_args()


if __name__ == "__main__":
    main()
