"""Web pages and leftovers of markup, turned into plain text."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WebPage:
    """The text of a web page, and what its head says of title, date, address and outlet."""

    text: str
    fields: dict[str, str] = field(default_factory=dict)


def page_of(source: str) -> WebPage:
    """The text of an HTML page."""
    return WebPage(html.unescape(re.sub(r"<[^>]+>", "\n", source)))
