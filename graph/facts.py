"""Facts of the view: what is known of one, who says so, what is contested or unconfirmed."""

from __future__ import annotations

from graph.records import ArticleCard, FactCard, Proof
from graph.store import Store


def fact_card(store: Store, fact_id: str) -> FactCard:
    """A fact by its id, or an id it once had. Raises UnknownName."""
    raise NotImplementedError


def evidence(store: Store, fact_id: str, known_by: str | None = None) -> tuple[Proof, ...]:
    """Every assertion on a fact: by date of publication, then article, then place in the text.

    With `known_by` (ISO 8601) only those published up to that day. Raises UnknownName.
    """
    raise NotImplementedError


def contested(store: Store, known_by: str | None = None) -> list[FactCard]:
    """Facts that one report asserts and another denies, latest first."""
    raise NotImplementedError


def unconfirmed(store: Store, known_by: str | None = None) -> list[FactCard]:
    """Facts announced and not confirmed: foreseen by a report and asserted by none."""
    raise NotImplementedError


def describe(card: FactCard) -> str:
    """A fact in one line: `Meeting: Steve Witkoff, Jared Kushner – Vladimir Putin, …`."""
    raise NotImplementedError


def articles(store: Store) -> list[ArticleCard]:
    """Every article, latest first."""
    raise NotImplementedError


def article_card(store: Store, article_id: str) -> ArticleCard:
    """What is known of an article's origin. Raises UnknownName."""
    raise NotImplementedError
