"""One question on its way through the engine, and the iterator its caller holds."""

from __future__ import annotations

import contextlib
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from appliance.core.errors import ApplianceError
from appliance.core.ports import Generation, PositionCallback

News = int | str | ApplianceError | None


@dataclass(eq=False)
class Request:
    """A question under way. `news` holds positions and pieces of text, at last an error or None.

    `ready` is a condition on the engine's lock.
    """

    id: int
    generation: Generation
    cancel: threading.Event | None
    ready: threading.Condition
    news: deque[News] = field(default_factory=deque)
    position: int = -1
    attempts: int = 0
    yielded: bool = False
    over: bool = False

    @property
    def visitor(self) -> str:
        """Whose turn it is; a request without a conversation stands for itself."""
        return self.generation.conversation or f"#{self.id}"

    def tell(self, item: News) -> None:
        """Hand the caller something (with the lock held); nothing after an error or the end."""
        if not self.over:
            self.news.append(item)
            self.over = item is None or isinstance(item, ApplianceError)
            self.ready.notify_all()

    def take(self) -> News:
        """Wait for the next news and return it."""
        with self.ready:
            self.ready.wait_for(lambda: bool(self.news))
            item = self.news.popleft()
            self.yielded = self.yielded or isinstance(item, str)
            return item


class Pieces(Iterator[str]):
    """The answer as it comes, with an empty piece whenever `on_position` was told of a place in the queue.
    Closing it, or letting it go, frees the engine."""

    def __init__(
        self, request: Request, abandon: Callable[[Request], None], on_position: PositionCallback | None
    ) -> None:
        self._request = request
        self._abandon = abandon
        self._on_position = on_position
        self._ended = False

    def __next__(self) -> str:
        while not self._ended:
            item = self._request.take()
            if isinstance(item, str):
                return item
            if isinstance(item, int):
                if self._on_position:
                    self._on_position(item)
                    return ""  # so that the caller can pass the place on while it waits
                continue
            self._ended = True
            if item is not None:
                raise item
        raise StopIteration

    def close(self) -> None:
        """Stop the answer; a second call does nothing."""
        if not self._ended:
            self._ended = True
            self._abandon(self._request)

    def __del__(self) -> None:
        with contextlib.suppress(Exception):
            self.close()
