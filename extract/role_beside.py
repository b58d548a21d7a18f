"""Titles beside names: «President X», «X, the Y minister,», «the Y minister, X,»."""

from __future__ import annotations

from collections.abc import Callable

from extract.holding import Holding, hold
from extract.lexicon import load_lexicon
from extract.phrases import Office
from extract.text import BODIES, Spot
from extract.vicinity import Vicinity
from ontology.facts import Actor, TenureStatus


class BesideName:
    """Titles that stand beside a name, with or without a comma."""

    def __init__(self, near: Vicinity, holds: Callable[[Actor, Office], bool]) -> None:
        self.near = near
        self.doc = near.doc
        self.words = near.words
        self._holds = holds
        self.lexicon = load_lexicon("roles")

    def patterns(self) -> tuple[Callable[[Office], Holding | None], ...]:
        """The patterns in the order in which they are tried."""
        return self._before_name, self._in_apposition, self._before_comma_name

    def _before_name(self, office: Office) -> Holding | None:
        """role-before-name: «French President Emmanuel Macron», «envoy Steve Witkoff»."""
        spot = self.near.person_at.get(self.near.past_address(office.end))
        if spot is None or office.client is not None:
            return None
        return hold(self.near, spot.actor, office, "role-before-name", spot.end)

    def _in_apposition(self, office: Office) -> Holding | None:
        """role-after-comma: «Marco Rubio, the U.S. secretary of state,», «X (prime minister)»."""
        mark = self.near.outer_start(office) - 1
        mark, status = self._past_relative(mark)
        if mark < 1 or self.doc[mark].text not in {",", "(", "—", "–", "-", ":"}:
            return None
        if self.doc[mark].text in {"-", ":"} and not self.doc[mark - 1].whitespace_:
            return None
        spot = self._name_before(mark)
        if spot is None or self._parenthetical(office) or self._rather_next(office, spot):
            return None
        if self.near.possesses(office.end):
            return None
        return hold(self.near, spot.actor, office, "role-after-comma", office.core_end, status)

    def _before_comma_name(self, office: Office) -> Holding | None:
        """role-comma-name: «the Egyptian president, Abdel Fattah al-Sisi,»."""
        if office.end >= len(self.doc) or self.doc[office.end].text not in {",", "—", "–"}:
            return None
        start = self.near.past_titles(office.end + 1)
        spot = self.near.person_at.get(start)
        if spot is None or not self._closes(spot.end) or not self.near.definite(office):
            return None
        return hold(self.near, spot.actor, office, "role-comma-name", spot.end)

    def _past_relative(self, index: int) -> tuple[int, TenureStatus | None]:
        """Back over «who is now», «once», and whether that makes the office a former one."""
        between = self.lexicon["between"]
        status = None
        while index > 0 and self.words[index] in between["current"] | between["former"]:
            if self.words[index] in between["former"]:
                status = TenureStatus.FORMER
            index -= 1
        return index, status

    def _name_before(self, mark: int) -> Spot | None:
        """The person whose name ends at the mark, past «left», an age or a country."""
        end = mark
        if (
            end >= 2
            and self.words[end - 1] in {"left", "right", "center", "centre", "pictured"} | set()
        ) or (end >= 2 and self.words[end - 1].isdigit()):
            end -= 2 if self.doc[end - 2].text == "," else 1
        spot = self.near.person_end.get(end)
        if spot is None and self.doc[end - 1].text == ")":
            opening = next(
                (i for i in range(end - 1, max(end - 8, 0), -1) if self.doc[i].text == "("), end
            )
            spot = self.near.person_end.get(opening)
        if spot is None and end in {s.end for s in self.near.spot_at.values()}:
            country = self.near.spot_at[end - 1]
            if (
                country.kind in BODIES
                and country.start > 1
                and self.words[country.start - 1] == "of"
            ):
                spot = self.near.person_end.get(country.start - 1)
        return spot

    def _parenthetical(self, office: Office) -> bool:
        """«Grundberg, the spokesman said, regarded»: the title acts, it does not explain."""
        following = self.doc[office.end] if office.end < len(self.doc) else None
        if following is None or office.article not in {"the", "own"}:
            return False
        finite = following.tag_ in {"VBD", "VBZ", "VBP", "MD"}
        return finite or self.words[office.end] in load_lexicon("names")["speech"]

    def _rather_next(self, office: Office, spot: Spot) -> bool:
        """In a list «A, the X minister, B» the title may be B's: known offices decide."""
        if office.end >= len(self.doc) or self.doc[office.end].text != ",":
            return False
        following = self.near.person_at.get(self.near.past_titles(office.end + 1))
        if following is None or not self.near.definite(office):
            return False
        own = self.near.country_after(spot.end)[0]
        if own and office.of and not set(own) & set(office.of):
            return True
        if self._holds(spot.actor, office):
            return False
        titled = self._is_titled(spot) or self._listed_name(spot)
        return self._holds(following.actor, office) or (titled and self._closes(following.end))

    def _is_titled(self, spot: Spot) -> bool:
        """A title stands before the name, with or without a comma, and explains it already."""
        start = self.near.address_before(spot.start)
        if (
            self.near.office_end.get(start) is not None
            or self.near.office_end.get(spot.start) is not None
        ):
            return True
        return start > 1 and self.doc[start - 1].text == "," and start - 1 in self.near.office_end

    def _listed_name(self, spot: Spot) -> bool:
        """The name itself stands in a list after another name."""
        return (
            spot.start > 1
            and self.doc[spot.start - 1].text == ","
            and (self.near.person_end.get(spot.start - 1) is not None)
        )

    def _closes(self, index: int) -> bool:
        """After a name in apposition comes a mark, a verb or the end."""
        if index >= len(self.doc):
            return True
        token = self.doc[index]
        return (
            token.is_punct
            or token.pos_ in {"VERB", "AUX", "ADP", "SPACE", "PART", "SCONJ", "ADV"}
            or token.text == "'s"
        )
