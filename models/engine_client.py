"""A language model that runs elsewhere: `ports.ChatModel` over the HTTP of `engine_server`.

Every request has a connection of its own: a cluster's balancer spreads them over the engine's replicas.
"""

from __future__ import annotations

import contextlib
import dataclasses
import http.client
import json
import secrets
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from appliance.core.errors import ApplianceError, EngineFailed
from appliance.core.ports import Generation, PositionCallback
from appliance.core.schemas import EngineStatus

CONNECT_SECONDS = 5.0
SILENCE_SECONDS = 300.0
"""The engine itself ends what is silent for longer than its own limits; this is for a line that is cut."""
LOOK_SECONDS = 0.02
"""Between two looks at a caller's cancel event."""


class RemoteModel:
    """Implements `ports.ChatModel` for the engine at `url`; `token` is the one it was started with."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        self._address = (parts.hostname or "", parts.port or 80)
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._closed = False

    @property
    def model_id(self) -> str:
        """The model's id, or "" while the engine does not answer."""
        return self.status().model

    def load(self) -> None:
        """Wait until the model is in memory. Raises what `LlamaEngine.load` raises."""
        self._quickly("POST", "/load", SILENCE_SECONDS)

    def warm(self, stable: str) -> None:
        """Read a shop's stable text ahead of its first visitor."""
        for _ in self.stream(Generation(stable=stable, turns=(), conversation="", max_tokens=0)):
            pass

    def stream(
        self,
        request: Generation,
        *,
        cancel: threading.Event | None = None,
        on_position: PositionCallback | None = None,
    ) -> Iterator[str]:
        """Join the engine's queue at once and return the pieces of the answer as they come.

        Raises what `LlamaEngine.stream` raises, and EngineFailed when the engine cannot be reached.
        """
        path = f"/generations/{secrets.token_hex(16)}"
        body = json.dumps(dataclasses.asdict(request)).encode()
        response = self._call("POST", path, SILENCE_SECONDS, body)
        return _Pieces(response, lambda: self._leave(path), cancel, on_position)

    def status(self) -> EngineStatus:
        try:
            return EngineStatus.model_validate_json(self._quickly("GET", "/status"))
        except ApplianceError as failure:
            return EngineStatus(state="failed", message=failure.message)

    def close(self) -> None:
        """Take no more questions. The engine itself goes on for others."""
        self._closed = True

    def _leave(self, path: str) -> None:
        with contextlib.suppress(ApplianceError):  # an engine that is gone has let go as well
            self._quickly("DELETE", path)

    def _quickly(self, method: str, path: str, patience: float = CONNECT_SECONDS) -> bytes:
        with contextlib.closing(self._call(method, path, patience)) as response:
            try:
                return response.read()
            except (OSError, http.client.HTTPException) as err:
                raise _unreachable(err) from err

    def _call(
        self, method: str, path: str, patience: float, body: bytes | None = None
    ) -> http.client.HTTPResponse:
        """Return the response once its head has come: the request has its place in the queue then."""
        if self._closed:
            raise EngineFailed("The language model is switched off.", resolution="Start the service again.")
        line = http.client.HTTPConnection(*self._address, timeout=CONNECT_SECONDS)
        try:
            line.connect()
            line.sock.settimeout(patience)
            line.request(method, path, body, self._headers | {"Connection": "close"})
            response = line.getresponse()
            if response.status >= 400:
                raise _refusal(response.read())
        except (OSError, http.client.HTTPException) as err:
            line.close()
            raise _unreachable(err) from err
        return response


class _Pieces(Iterator[str]):
    """The answer as it comes. Closing it, letting it go, or setting `cancel` frees the engine."""

    def __init__(
        self,
        response: http.client.HTTPResponse,
        leave: Any,
        cancel: threading.Event | None,
        on_position: PositionCallback | None,
    ) -> None:
        self._response = response
        self._leave = leave
        self._cancel = cancel or threading.Event()
        self._on_position = on_position
        self._over = threading.Event()
        if cancel is not None:
            threading.Thread(target=_watch, args=(cancel, self._over, leave), daemon=True).start()

    def __next__(self) -> str:
        while not self._over.is_set():
            line = self._line()
            if self._cancel.is_set():
                self.close()
                break
            if "text" in line:
                return str(line["text"])
            if "position" in line and self._on_position:
                self._on_position(int(line["position"]))
                return ""  # as `engine_request.Pieces` does
            if "problem" in line:
                self._end()
                raise ApplianceError.from_problem(line["problem"])
            if "end" in line:
                self._end()
        raise StopIteration

    def close(self) -> None:
        """Stop the answer; a second call does nothing."""
        if not self._over.is_set():
            self._leave()
            self._end()

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()

    def _line(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = json.loads(self._response.readline())
        except (OSError, ValueError, http.client.HTTPException) as err:
            self._end()
            raise _unreachable(err) from err
        return found

    def _end(self) -> None:
        self._over.set()
        self._response.close()


def _watch(cancel: threading.Event, over: threading.Event, leave: Any) -> None:
    while not over.wait(LOOK_SECONDS):
        if cancel.is_set():
            leave()  # the engine ends the stream, and its reader sees that
            return


def _refusal(body: bytes) -> ApplianceError:
    try:
        return ApplianceError.from_problem(json.loads(body))
    except ValueError:
        return EngineFailed("Something other than the engine answered.", resolution="Check its address.")


def _unreachable(error: Exception) -> EngineFailed:
    return EngineFailed(
        "The language model's process cannot be reached.",
        resolution="Ask again in a minute.",
        details=f"{type(error).__name__}: {error}",
    )
