"""What the view knows of a fact: accounts added up, and written out as triples and edges.

Everything here is a sum, a smallest, a largest or a union, so the order of accounts does not
count and one more can be added to what the view already says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from graph.lore import TENURE, TIE, Account, Lore, Side, Subjects, order_sides, read_lore
from graph.records import Tally
from graph.terms import REGISTRY, SOURCE, TYPE, Object, Triple, date, node, number, par, text
from graph.triples import side_triples, term_triples
from ontology.facts import Stance, TenureStatus
from ontology.vocabulary import Vocabulary, actor_iri, fact_iri

Edge = tuple[str, str, str]

_IN_OFFICE = frozenset({TenureStatus.CURRENT, TenureStatus.ACTING})
# Which status counts where one article, or articles of one day, give several.
_RANKS: Mapping[str, int] = {
    status: rank
    for rank, status in enumerate(
        (
            TenureStatus.DESIGNATE,
            TenureStatus.FORMER,
            TenureStatus.ACTING,
            TenureStatus.CURRENT,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Known:
    """All the view knows of a fact.

    `lore.statuses` is empty; `status` is the one last reported. `since` and `gone` are the
    publication dates of the first articles that have the holder in and out of office.
    """

    lore: Lore
    tallies: Mapping[Stance, Tally] = field(default_factory=dict)
    independent: int = 0
    status: str = ""
    since: str = ""
    gone: str = ""
    registry: bool = False

    @property
    def asserted(self) -> bool:
        """Whether some article, or the registry, says that it is so."""
        return Stance.ASSERTS in self.tallies or self.registry

    @property
    def contested(self) -> bool:
        """Whether one report asserts and another denies it."""
        return Stance.ASSERTS in self.tallies and Stance.DENIES in self.tallies


def known_from(accounts: Iterable[Account], independent: int) -> Known:
    """What follows from every account of a fact; several of one article count as one."""
    told = list(accounts)
    start = Known(replace(merge(account.lore for account in told), statuses=frozenset()))
    return replace(reduce(add, by_article(told), start), independent=independent)


def add(known: Known, account: Account) -> Known:
    """One more article's account, or the registry's."""
    asserts = Stance.ASSERTS in account.stances
    held = account.lore.statuses if asserts else frozenset()
    published = account.published
    return replace(
        known,
        lore=replace(known.lore.joined(account.lore), statuses=frozenset()),
        tallies={**known.tallies, **{s: _counted(known, s, published) for s in account.stances}},
        status=_status(known, account),
        since=_first(known.since, published if held & _IN_OFFICE else ""),
        gone=_first(known.gone, published if TenureStatus.FORMER in held else ""),
        registry=known.registry or not account.article,
    )


def by_article(accounts: Iterable[Account]) -> list[Account]:
    """Accounts of one fact as one for each article."""
    found: dict[str, Account] = {}
    for told in accounts:
        earlier = found.get(told.article)
        found[told.article] = _joined(earlier, told) if earlier else told
    return [found[article] for article in sorted(found)]


def renamed(accounts: Iterable[Account], names: Mapping[str, str]) -> list[Account]:
    """The accounts with the actors' chosen ids."""
    return [replace(account, lore=account.lore.renamed(names)) for account in accounts]


def asserters(accounts: Iterable[Account]) -> set[str]:
    """The articles that assert the fact."""
    return {told.article for told in accounts if Stance.ASSERTS in told.stances}


def merge(lores: Iterable[Lore]) -> Lore:
    """Different tellings of one fact as one.

    The telling of the prevailing type, then of most participants, lends its type and sides.
    Others add their participants: to the side that has their companions, or a side of their own.
    """
    first, *rest = sorted(set(lores), key=_richness)
    sides = [set(side) for side in first.sides]
    for other in rest:
        for side in other.sides:
            _place(sides, side)
    whole = reduce(Lore.joined, rest, first)
    return replace(whole, sides=order_sides(first.kind, [frozenset(side) for side in sides]))


def edges_of(known: Known) -> Iterator[Edge]:
    """The direct edges that the view states: of what is asserted, as the vocabulary declares."""
    lore, vocabulary = known.lore, Vocabulary.load()
    if not known.asserted:
        return
    if lore.kind in vocabulary.event_types:
        yield from vocabulary.edges(lore.kind, lore.sides)
    elif lore.kind == TIE and lore.subject and lore.object and lore.relation:
        ends = (lore.subject,), (lore.object,)
        yield from vocabulary.pairs(lore.relation, *ends)


def fact_triples(id_: str, known: Known) -> Iterator[Triple]:
    """A fact as the view has it; direct edges are not part of it."""
    iri, lore = fact_iri(id_), known.lore
    yield iri, TYPE, node(par(lore.kind))
    if known.contested:
        yield iri, TYPE, node(par("Contested"))
    if known.registry:
        yield iri, SOURCE, node(REGISTRY)
    yield from _said(iri, lore)
    yield from _counts(iri, known)


def read_known(id_: str, subjects: Subjects) -> Known:
    """What the view says of a fact, read back."""
    iri = fact_iri(id_)
    about = subjects[iri]
    lore = read_lore(iri, subjects)

    def one(name: str) -> str:
        return next(iter(about.get(par(name), ())), "")

    return Known(
        lore=replace(lore, statuses=frozenset()),
        tallies=_read_tallies(about),
        independent=int(one("independentReports") or 0),
        status=min(lore.statuses, default=""),
        since=one("inOfficeSince"),
        gone=one("outOfOfficeSince"),
        registry=REGISTRY in about.get(SOURCE, ()),
    )


def best_date(dates: Iterable[str]) -> str | None:
    """The most precise date, and of those the earliest."""
    return min(dates, key=lambda value: (-len(value), value), default=None)


def _joined(one: Account, other: Account) -> Account:
    return replace(one, lore=one.lore.joined(other.lore), stances=one.stances | other.stances)


def _said(iri: str, lore: Lore) -> Iterator[Triple]:
    acting = lore.kind not in (TENURE, TIE) and not _symmetric(lore.kind)
    for place, side in enumerate(lore.sides):
        yield from side_triples(iri, side, acting=acting and place == 0)
    for start, end in lore.terms:
        yield from term_triples(iri, start, end)
    best = best_date(lore.dates)
    for value in lore.dates:
        yield iri, par("date" if value == best else "otherDate"), date(value)
    for name, term in _plain(lore):
        yield iri, par(name), term


def _plain(lore: Lore) -> Iterator[tuple[str, Object]]:
    """The properties that need no thought."""
    ends = {"holder": lore.holder, "of": lore.of, "subject": lore.subject, "object": lore.object}
    yield from ((name, node(actor_iri(id_))) for name, id_ in ends.items() if id_)
    yield from (("concerns", node(actor_iri(id_))) for id_ in lore.about)
    yield from (("place", text(value)) for value in lore.places)
    yield from (("kinship", text(value)) for value in lore.kinships)
    if lore.role:
        yield "role", text(lore.role)
    if lore.relation:
        yield "relation", node(par(lore.relation))


def _counts(iri: str, known: Known) -> Iterator[Triple]:
    for name, terms in Vocabulary.load().stances.items():
        tally = known.tallies.get(Stance(name))
        if tally:
            yield iri, par(terms.count), number(tally.reports)
            yield from _dated(iri, {terms.first: tally.first, terms.last: tally.last})
    if known.independent:
        yield iri, par("independentReports"), number(known.independent)
    if known.status:
        yield iri, par("status"), text(known.status)
    yield from _dated(iri, {"inOfficeSince": known.since, "outOfOfficeSince": known.gone})


def _dated(iri: str, values: Mapping[str, str | None]) -> Iterator[Triple]:
    for name, value in values.items():
        if value:
            yield iri, par(name), date(value)


def _read_tallies(about: Mapping[str, list[str]]) -> dict[Stance, Tally]:
    return {
        Stance(name): Tally(
            int(about[par(terms.count)][0]),
            next(iter(about.get(par(terms.first), ())), None),
            next(iter(about.get(par(terms.last), ())), None),
        )
        for name, terms in Vocabulary.load().stances.items()
        if par(terms.count) in about
    }


def _counted(known: Known, stance: Stance, published: str) -> Tally:
    tally = known.tallies.get(stance, Tally())
    first = _first(tally.first or "", published)
    return Tally(tally.reports + 1, first or None, max(tally.last or "", published) or None)


def _status(known: Known, account: Account) -> str:
    """The status of the latest article that asserts the tenure; the registry's where none does."""
    told = max(account.lore.statuses, key=lambda status: _RANKS.get(status, -1), default="")
    if not account.article:
        return known.status if Stance.ASSERTS in known.tallies or not told else told
    if Stance.ASSERTS not in account.stances or not told:
        return known.status
    before = known.tallies.get(Stance.ASSERTS)
    if before is None:
        return told
    earlier = (before.last or "", _RANKS.get(known.status, -1))
    return max((earlier, known.status), ((account.published, _RANKS.get(told, -1)), told))[1]


def _first(one: str, other: str) -> str:
    """The earlier of two dates, either of which may be unknown."""
    return min(one, other) if one and other else one or other


def _richness(lore: Lore) -> tuple[int, int, list[list[str]], str]:
    known = Vocabulary.load().event_types.get(lore.kind)
    below = len(known.prevails_over) if known else 0
    crowd = len(frozenset[str]().union(*lore.sides))
    return -below, -crowd, [sorted(side) for side in lore.sides], repr_of(lore)


def repr_of(lore: Lore) -> str:
    """A text in which equal lore is equal, whatever the order of its sets."""
    parts = (lore.dates, lore.places, lore.about, lore.statuses, lore.terms, lore.kinships)
    return repr([sorted(part) for part in parts])


def _place(sides: list[set[str]], newcomers: Side) -> None:
    placed = frozenset[str]().union(*sides)
    strangers = newcomers - placed
    if not strangers:
        return
    companions = next((side for side in sides if side & newcomers), None)
    if companions is None:
        sides.append(set(strangers))
    else:
        companions |= strangers


def _symmetric(kind: str) -> bool:
    known = Vocabulary.load().event_types.get(kind)
    return known is None or known.symmetric
