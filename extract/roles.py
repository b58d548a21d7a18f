"""Who holds which office, by where title and name stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from extract.holding import Holding
from extract.phrases import Office
from extract.role_beside import BesideName
from extract.role_lists import ForSeveral
from extract.role_verbs import ByVerb
from extract.vicinity import Vicinity
from ontology.facts import Actor, TenureStatus


class RoleFinder:
    """Ties office phrases to the people beside them; `holds` asks what the registry knows."""

    def __init__(self, near: Vicinity, holds: Callable[[Actor, Office], bool]) -> None:
        self.near = near
        self.doc = near.doc
        self.words = near.words
        self.offices: Sequence[Office] = near.offices
        self._several = ForSeveral(near)
        self.found: dict[Office, list[Holding]] = {}
        beside, verbs = BesideName(near, holds), ByVerb(near)
        self._patterns = (*beside.patterns(), *verbs.patterns())

    def holdings(self) -> list[Holding]:
        """Every holding of the text, in text order; each office is read once."""
        for office in self.offices:
            found = self._several.holdings(office) if office.plural else self._single(office)
            if found:
                self.found[office] = found
        self._chain()
        return [holding for office in self.offices for holding in self.found.get(office, ())]

    def _single(self, office: Office) -> list[Holding]:
        found = next(filter(None, (pattern(office) for pattern in self._patterns)), None)
        return [found] if found else []

    def _chain(self) -> None:
        """roles-chained: «presidential aide, head of delegation», «Dep PM/FM Ishaq Dar»."""
        for office in self.offices:
            self._chain_forward(office)
        for office in reversed(self.offices):
            self._chain_backward(office)

    def _chain_forward(self, office: Office) -> None:
        """The holder of the title before, across a comma or «and»."""
        if office in self.found or office.plural or (office.article == "own" and office.owner):
            return
        mark = office.start - 1
        if mark < 1 or self.words[mark] not in {",", "and"} or not self._ends_clause(office.end):
            return
        end = mark - 1 if self.words[mark - 1] == "," else mark
        former = self._before_client(self.near.office_end.get(end))
        for holding in self.found.get(former, ()) if former else ():
            if (
                holding.rule in {"role-after-comma", "roles-chained", "role-is"}
                and not holding.office.plural
            ):
                self.found[office] = [
                    replace(
                        holding,
                        office=office,
                        rule="roles-chained",
                        of=office.of or holding.of,
                        status=self._continued(office, holding),
                        token=office.core_end - 1,
                    )
                ]

    @staticmethod
    def _continued(office: Office, holding: Holding) -> TenureStatus:
        """«former foreign secretary, mayor of London»: without an article it is former too."""
        former = holding.status is TenureStatus.FORMER and not office.article
        return holding.status if former else office.status

    def _before_client(self, office: Office | None) -> Office | None:
        """«adviser to the prime minister and spokesman»: past the one who is served."""
        serving = next((o for o in self.offices if office and o.client == office.start), None)
        return serving or office

    def _chain_backward(self, office: Office) -> None:
        """The holder of the title right after: «Chief of Army Staff Field Marshal Asim Munir»."""
        if office in self.found or office.plural:
            return
        index = office.end
        if index < len(self.doc) and self.doc[index].text in {"/", "and", "&"}:
            index += 1
        following = self.near.office_at.get(index)
        if following is None or (following.core_start != index and following.start != index):
            return
        for holding in self.found.get(following, ()):
            if holding.rule in {"role-before-name", "roles-chained"}:
                self.found[office] = [
                    replace(
                        holding,
                        office=office,
                        rule="roles-chained",
                        of=office.of,
                        status=office.status,
                    )
                ]
                if not holding.of and office.of:
                    self.found[following] = [replace(holding, of=office.of)]

    def _ends_clause(self, index: int) -> bool:
        return (
            index >= len(self.doc)
            or self.doc[index].is_punct
            or self.doc[index].pos_ in {"VERB", "AUX", "SPACE", "CCONJ", "ADP", "PRON"}
        )
