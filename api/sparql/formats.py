"""The forms an answer can take, by what is asked; the first of each is the default.

Generic types (`application/json`, `application/xml`, `text/plain`) are answered with the form
their readers expect, under the name they asked for.
"""

from __future__ import annotations

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv"
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"
N_TRIPLES = "application/n-triples"
RDF_XML = "application/rdf+xml"
JSON_LD = "application/ld+json"
TRIG = "application/trig"
N_QUADS = "application/n-quads"

# Media type as negotiated → extension by which the engine knows the form.
ROWS = {
    JSON: "srj",
    XML: "srx",
    CSV: "csv",
    TSV: "tsv",
    "application/json": "srj",
    "application/xml": "srx",
    "text/xml": "srx",
    "text/plain": "tsv",
}
GRAPHS = {
    TURTLE: "ttl",
    N_TRIPLES: "nt",
    RDF_XML: "rdf",
    JSON_LD: "jsonld",
    TRIG: "trig",
    N_QUADS: "nq",
    "text/n3": "n3",
    "application/x-turtle": "ttl",
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/plain": "nt",
}
_TEXT = ("text/", "application/n-")


def offered(form: str) -> dict[str, str]:
    """The media types in which a query of a form can be answered."""
    return GRAPHS if form in {"CONSTRUCT", "DESCRIBE"} else ROWS


def content_type(media: str) -> str:
    """The header for a media type; text says that it is UTF-8."""
    return f"{media}; charset=utf-8" if media.startswith(_TEXT) else media
