"""The name of an office: by the scheme if it lists it, else in title case."""

from __future__ import annotations

from collections.abc import Callable

from extract.office_parts import Draft, Setting
from extract.offices import Core
from ontology.facts import Actor, ActorType


class Titles:
    """Names the office a draft describes; `country_of` tells whose a body is."""

    def __init__(self, scene: Setting, country_of: Callable[[str], Actor | None]) -> None:
        self.scene = scene
        self._country_of = country_of

    def name(self, core: Core, draft: Draft) -> str:
        """The office's name; a chamber's office becomes its country's."""
        title = self._of_chamber(core, draft) or self._of_army(core, draft)
        title = title or self._title(core, draft)
        return title.replace("Co ", "Co-", 1) if title.startswith("Co ") else title

    def _of_army(self, core: Core, draft: Draft) -> str | None:
        """«chief of staff of the Congolese army»: a country's office, not one of a body."""
        spots = (self.scene.spot_at.get(i) for i in range(draft.start, draft.end))
        army = next((s for s in spots if s is not None and s.actor in draft.of), None)
        last = self.scene.doc[army.end - 1] if army is not None else None
        country = self._country_of(army.actor.id) if army is not None else None
        if army is None or last is None or country is None or not last.text.islower():
            return None
        draft.of = [country]
        base = self.scene.offices.expand(self.scene.words[core.start : core.end])
        canonical = self.scene.offices.scheme.canonical
        return canonical(f"{base} of the {last.text}") or canonical(f"{last.text} {base}")

    def _of_chamber(self, core: Core, draft: Draft) -> str | None:
        """«secretary of Ukraine's National Security Council»: an office of the state itself."""
        bodies = [b for b in draft.of if b.type is ActorType.ORGANIZATION]
        body = bodies[0] if len(bodies) == 1 and len(draft.of) < 3 else None
        country = self._country_of(body.id) if body is not None else None
        if body is None or country is None or country.type is not ActorType.COUNTRY:
            return None
        name = body.name.removesuffix(f" of {country.name}").lower()
        if not self.scene.lexicon["complements"]["chambers"] & set(name.split()):
            return None
        base = self.scene.offices.expand(self.scene.words[core.start : core.end])
        found = self.scene.offices.scheme.canonical(f"{base} of the {name}")
        if found is None or name.split()[-1] not in found.lower().split():
            return None
        draft.of = [country]
        return found

    def _title(self, core: Core, draft: Draft) -> str:
        """The office by its name in the scheme, else in title case as the text has it."""
        base = self._without_ordinal(
            self.scene.offices.expand(self.scene.words[core.start : core.end])
        )
        if draft.extra:
            base = f"{draft.extra} {base}"
        plain = self._plain_title(base)
        speaks = base.split()[-1] in self.scene.lexicon["complements"]["speaking"]
        if not draft.domain or speaks:
            return plain or titled(base)
        for words in _forms(base, draft.domain):
            found = self.scene.offices.scheme.canonical(words)
            if found and not (plain or "").startswith(found):
                return found
        return (plain or titled(base)) + titled(draft.domain)

    def _plain_title(self, base: str) -> str | None:
        """The scheme's name for the title; «federal minister of defence» is one of defence."""
        canonical = self.scene.offices.scheme.canonical
        bare = canonical(_unbound(base)) if " of " in base else None
        return bare or canonical(base)

    @staticmethod
    def _without_ordinal(title: str) -> str:
        """«its first prime minister» counts; «first deputy», «first vice-president» rank."""
        first, _, rest = title.partition(" ")
        counted = first in {"first", "second", "third"} and rest.split(" ")[0] in {
            "prime",
            "president",
            "chancellor",
            "king",
            "secretary",
        }
        return rest if counted else title


def _forms(base: str, domain: str) -> tuple[str, ...]:
    """The ways in which the scheme may list an office with what it is about."""
    the = domain.replace(" of ", " of the ", 1)
    return base + domain, base + the, _unbound(base) + domain


def _unbound(title: str) -> str:
    """A title without the word that says which level of a federation it belongs to."""
    return title.removeprefix("federal ").removeprefix("union ")


_SMALL = {"of", "the", "and", "for", "to", "on", "in", "at", "without"}


def titled(words: str) -> str:
    """Words in title case, small words small; what has capitals already keeps them."""
    parts = words.split(" ")
    return " ".join(w if w in _SMALL or not w.islower() else w.capitalize() for w in parts)
