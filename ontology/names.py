"""How names are compared: one folded form for every spelling of a name."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not decompose into an ASCII letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th",
        "ə": "a", "Ə": "A", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N",
    }
)  # fmt: skip
_DROPPED = re.compile(r"[.'’‘ʼʻʿʾ`´]")
_PARTING = re.compile(r"[^a-z0-9]+")
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*\Z")


def ascii_fold(text: str) -> str:
    """The text in ASCII letters: `Erdoğan` becomes `Erdogan`, `Støre` becomes `Store`.

    Characters of other scripts are left out.
    """
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return apart.encode("ascii", "ignore").decode("ascii")


def normalise(name: str) -> str:
    """The form in which names are compared: no case, accents or punctuation.

    Full stops and apostrophes vanish (`U.S.` is `us`, `N'Djamena` is `ndjamena`); hyphens and
    all else part words (`Kim Jong-un` is `kim jong un`).
    """
    low = name.lower()
    if _PLAIN.match(low):
        return low
    return _PARTING.sub(" ", ascii_fold(_DROPPED.sub("", low)).lower()).strip()


def slug(name: str) -> str:
    """The normalised name as part of an id: `Ilham Aliyev` becomes `ilham-aliyev`."""
    return normalise(name).replace(" ", "-")
