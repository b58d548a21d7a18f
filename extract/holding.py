"""An office and its holder as one passage puts them."""

from __future__ import annotations

from dataclasses import dataclass

from extract.phrases import Office
from extract.vicinity import Vicinity
from ontology.facts import Actor, TenureStatus


@dataclass(frozen=True, slots=True)
class Holding:
    """An office and its holder as one passage puts them; `of` may still be open.

    `rule` names the pattern. `token` lies in the sentence that
    says so.
    """

    holder: Actor
    office: Office
    rule: str
    token: int
    of: tuple[Actor, ...] = ()
    status: TenureStatus = TenureStatus.CURRENT
    by: Actor | None = None


def hold(
    near: Vicinity,
    holder: Actor,
    office: Office,
    rule: str,
    token: int,
    status: TenureStatus | None = None,
) -> Holding:
    """A holding, its body taken from «of X» after the name where the title has none."""
    of = office.of
    if not of and rule == "role-before-name":
        of = near.country_after(token)[0]
    index = min(token, len(near.doc) - 1)
    return Holding(holder, office, rule, index, of, status or _status(near, office))


def _status(near: Vicinity, office: Office) -> TenureStatus:
    """«president of Finland from 1994 to 2000» is over."""
    end = office.end
    tail = near.words[end : end + 4]
    over = (
        len(tail) == 4
        and tail[0] in {"from", "between"}
        and tail[1].isdigit()
        and tail[3].isdigit()
    )
    return TenureStatus.FORMER if over and office.status is TenureStatus.CURRENT else office.status
