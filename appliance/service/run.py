"""Running the service: a socket, the application, and a way to stop without leaving anybody waiting."""

from __future__ import annotations

import contextlib
import errno
import logging
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from types import FrameType

import uvicorn

from appliance.core.errors import Conflict
from appliance.service import discovery
from appliance.service.app import create_app
from appliance.service.parts import Appliance

log = logging.getLogger(__name__)

GRACE_SECONDS = 10
"""Answers under way may take this long to finish when the service is told to stop."""

STOPS = (signal.SIGINT, signal.SIGTERM)

KEEP_ALIVE_SECONDS = 30
"""Longer than our own client keeps a connection (5 s): else a request may meet one that was just closed."""

TIDY_SECONDS = 24 * 60 * 60

Announce = Callable[[str], None]


def serve(box: Appliance, announce: Announce) -> None:
    """Serve the box until SIGINT or SIGTERM. `announce` is told the URL once requests are answered.

    Raises `Conflict` when the port is taken. The caller holds the data directory and closes the box.
    """
    with contextlib.closing(listen(box.settings.host, box.settings.port)) as listener:
        url = url_of(listener)
        with discovery.announced(box.paths, url, box.tokens.create_passing()):
            server = _Server(_config(box), box, lambda: announce(url))
            server.run(sockets=[listener])


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket. Raises `Conflict` when the port is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as err:
        listener.close()
        taken = "is in use by another program" if err.errno == errno.EADDRINUSE else f"failed: {err.strerror}"
        raise Conflict(
            f"Port {port} on {host} {taken}.", resolution="Choose another with --port; 0 takes a free one."
        ) from err
    return listener


def url_of(listener: socket.socket) -> str:
    """Return the address at which this machine reaches the socket."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # compared, not bound
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _config(box: Appliance) -> uvicorn.Config:
    """`proxy_headers` off: uvicorn would believe X-Forwarded-For from every local process. `ws` and
    `lifespan` off: nothing here uses them, and their libraries cost a start; so does uvloop, whose quicker
    loop is lost in the milliseconds of an answer."""
    return uvicorn.Config(
        create_app(box),
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


class _Server(uvicorn.Server):
    """Uvicorn that warms the box up and lets long polls go when it stops."""

    def __init__(self, config: uvicorn.Config, box: Appliance, announce: Callable[[], None]) -> None:
        super().__init__(config)
        self._box = box
        self._announce = announce
        self._stopping = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        threading.Thread(target=self._warm, name="warm-up", daemon=True).start()
        self._announce()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """As uvicorn's, but a signal is not raised again at the end: the box has still to be closed."""
        before = {number: signal.signal(number, self.handle_exit) for number in STOPS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        self._stopping.set()
        threading.Thread(target=self._box.jobs.say_closing, name="closing", daemon=True).start()

    def _warm(self) -> None:
        """Load what the first question needs, then go on with what the last process left half done."""
        try:
            self._box.warm()
        except Exception:  # it will be said again, to whoever asks
            log.exception("warming up failed")
        self._box.warmed.set()
        self._box.jobs.resume()
        self._box.greet()
        self._box.tune()
        keep_tidy(self._box, self._stopping)


def keep_tidy(box: Appliance, stopping: threading.Event) -> None:
    """Delete what has grown too old, now and once a day until the service stops."""
    while not stopping.is_set():
        try:
            box.forget_old()
        except Exception:  # a full disk today must not stop tomorrow's deletion
            log.exception("old conversations could not be deleted")
        stopping.wait(TIDY_SECONDS)
