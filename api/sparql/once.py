"""One query in a process of its own, for the command line: a deadline and Ctrl-C can end it."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from typing import Any

from api.settings import Settings
from api.snapshots import Snapshots
from api.sparql.formats import CSV, JSON, JSON_LD, N_TRIPLES, TSV, TURTLE, XML
from api.sparql.frames import pack, receive
from api.sparql.questions import Answer, Caps, Dataset, NotAcceptable, answer, question
from graph.store import Store
from ontology.errors import QueryRefused, QueryTimeout

BASE = "https://w3id.org/parley/"

# Form by the name the command line gives it → media types that do, best first.
MEDIA = {
    "table": (JSON, N_TRIPLES),
    "json": (JSON, JSON_LD),
    "xml": (XML,),
    "csv": (CSV,),
    "tsv": (TSV,),
    "ttl": (TURTLE,),
    "nt": (N_TRIPLES,),
    "jsonld": (JSON_LD,),
}


def ask(store: Store, query: str, form: str, settings: Settings) -> Answer:
    """The answer to a query in a form of `MEDIA`.

    Raises QueryRefused, also where the form does not suit the kind of query, and QueryTimeout.
    """
    caps = Caps(settings.query_rows, settings.query_bytes)
    try:
        media, head = question(query, ",".join(MEDIA[form]), Dataset(), caps, BASE)
    except NotAcceptable as error:
        kind = "a graph" if form in {"csv", "tsv", "xml"} else "rows"
        hint = "use ttl, nt or jsonld for a graph; table, json, csv or tsv for rows"
        raise QueryRefused(f"the answer is {kind}, which is not written as {form}", hint) from error
    snapshots = Snapshots(store, settings.store)
    try:
        reply, body = _exchange({**head, "store": snapshots.current}, settings)
    finally:
        snapshots.close()
    return answer(media, head, reply, body)


def _exchange(head: dict[str, Any], settings: Settings) -> tuple[dict[str, Any], bytes]:
    command = (sys.executable, "-m", "api.sparql.worker", str(settings.query_memory))
    try:
        done = subprocess.run(
            command,
            input=pack(head),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=settings.query_timeout,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"the query was ended after {settings.query_timeout:g} seconds"
        hint = "put the most selective pattern first, add a LIMIT, or allow more with --timeout"
        raise QueryTimeout(message, hint) from error
    reply = receive(BytesIO(done.stdout))
    if reply is None:
        message = f"the query was ended, as it needed more than {settings.query_memory} MiB"
        raise QueryTimeout(message, "ask for less, or set PARLEY_QUERY_MEMORY")
    return reply
