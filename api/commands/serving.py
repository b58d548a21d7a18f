"""`parley serve`: the HTTP service."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from api import terminal
from api.commands.options import ModelOption, RegistryOption, StoreOption, settings


def serve(
    store: StoreOption = None,
    host: Annotated[
        str | None, typer.Option(help="Address to listen on [env: PARLEY_HOST]")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", "-p", help="Port; 0 takes a free one [env: PARLEY_PORT]"),
    ] = None,
    registry: RegistryOption = None,
    model: ModelOption = None,
    log: Annotated[
        str | None, typer.Option(help="debug, info, warning or error [env: PARLEY_LOG]")
    ] = None,
    log_format: Annotated[
        str | None, typer.Option(help="text or json [env: PARLEY_LOG_FORMAT]")
    ] = None,
    open_browser: Annotated[
        bool, typer.Option("--open", help="Open the pages in the browser.")
    ] = False,
) -> None:
    """Serve the graph over HTTP.

    SPARQL, look-ups, paths and exports; writing needs PARLEY_TOKEN to be set.
    """
    # Imported here: the web framework takes a third of a second, and only this needs it.
    from api.server import run

    chosen = settings(
        store=store,
        host=host,
        port=port,
        registry=registry,
        model=model,
        log=log,
        log_format=log_format,
    )

    def ready(address: str) -> None:
        terminal.note(f"serving {chosen.store} at {address} (interface: {address}/docs)")
        if open_browser and sys.stdin.isatty():
            typer.launch(address)

    run(chosen, ready)
