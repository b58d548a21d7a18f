"""Which form of an answer a client likes best: the Accept header with its q-values (RFC 9110)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class _Range:
    """A media range such as `text/*;q=0.3`."""

    kind: str
    quality: float

    def specificity(self, media: str) -> int:
        """How closely it names a media type: 3 exactly, 2 its family, 1 anything, 0 not at all."""
        if self.kind == media:
            return 3
        family = media.partition("/")[0]
        return {f"{family}/*": 2, "*/*": 1}.get(self.kind, 0)


@lru_cache(maxsize=1024)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The offered media type the client likes best, or None if it accepts none of them.

    Equal likings go to the one offered first; no header means anything is welcome.
    """
    ranges = list(_ranges(accept or "*/*"))
    liked = [(_quality(media, ranges), media) for media in offered]
    best = max((quality for quality, _ in liked), default=0.0)
    return next((media for quality, media in liked if quality == best), None) if best else None


def _quality(media: str, ranges: list[_Range]) -> float:
    closest = max(ranges, key=lambda item: item.specificity(media), default=None)
    return closest.quality if closest and closest.specificity(media) else 0.0


def _ranges(accept: str) -> Iterator[_Range]:
    for item in accept.split(","):
        kind, *parameters = (part.strip().lower() for part in item.split(";"))
        if kind:
            yield _Range("*/*" if kind == "*" else kind, _q(parameters))


def _q(parameters: list[str]) -> float:
    text = next((item[2:] for item in parameters if item.startswith("q=")), "1")
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
