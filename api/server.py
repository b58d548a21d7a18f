"""The service run by uvicorn, until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from api import logs
from api.app import create_app
from api.settings import Settings
from graph.store import Store
from ontology.errors import InvalidSetting
from ontology.registry import Registry

_GRACE = 5  # seconds beyond the deadline of a query that running requests may take at the end


class _Server(uvicorn.Server):
    """Says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def run(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; running requests are finished. `ready` is given the address.

    Without a token the store is opened for reading only. Raises StoreError, or InvalidSetting if
    the address cannot be listened on.
    """
    logs.install(settings.log, settings.log_format)
    listener = _listener(settings)
    with listener, _store(settings) as store:
        host, port = listener.getsockname()[:2]
        config = uvicorn.Config(
            create_app(store, settings),
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(settings.query_timeout) + _GRACE,
        )
        shown = f"[{host}]" if ":" in host else host
        server = _Server(config, lambda: ready(f"http://{shown}:{port}"))
        server.run(sockets=[listener])


def _store(settings: Settings) -> Store:
    if settings.token is None:
        return Store.open(settings.store, read_only=True)
    return Store.open(settings.store, background=Registry.load(*settings.registry))


def _listener(settings: Settings) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=512)
    except OSError as error:
        message = f"cannot listen on {settings.host}:{settings.port}: {error.strerror or error}"
        raise InvalidSetting(message, "choose another with --port; 0 takes a free one") from error
