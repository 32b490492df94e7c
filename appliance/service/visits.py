"""Answers as asynchronous events: the bot works in a thread, and stops when its visitor leaves."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from appliance.core.errors import EngineBusy
from appliance.core.schemas import AnswerEvent

VISITORS = 64
"""Answers under way at once. Most take milliseconds; those that wait for the model have a shorter queue."""
LOOK_SECONDS = 0.25
"""How often to look whether the visitor is still there."""

Start = Callable[[threading.Event], Iterator[AnswerEvent]]
Gone = Callable[[], Awaitable[bool]]


class Visits:
    """A bounded number of answers under way."""

    def __init__(self, limit: int = VISITORS) -> None:
        self._limit = limit
        self._pool = ThreadPoolExecutor(limit, thread_name_prefix="visit")
        self._active = 0

    async def events(self, start: Start, gone: Gone) -> AsyncGenerator[AnswerEvent, None]:
        """Yield what `start` yields. Its `cancel` is set when `gone` or when this iterator is closed.

        Raises what `start` raises, and `EngineBusy` when too many answers are under way.
        """
        if self._active >= self._limit:
            raise EngineBusy(
                f"{self._limit} visitors are being answered already.",
                resolution="Ask again in a few seconds.",
            )
        cancel, inbox = threading.Event(), _Inbox()
        self._active += 1
        work = asyncio.get_running_loop().run_in_executor(self._pool, _produce, start, cancel, inbox)
        work.add_done_callback(self._ended)
        watch = asyncio.create_task(_watch(gone, cancel))
        try:
            while (event := await inbox.get()) is not None:
                yield event
        finally:
            cancel.set()
            watch.cancel()

    def _ended(self, _: object) -> None:
        self._active -= 1


class _Inbox:
    """Hands events from the working thread to the event loop; None ends it."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._queue: asyncio.Queue[AnswerEvent | Exception | None] = asyncio.Queue()

    def put(self, item: AnswerEvent | Exception | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has gone, and with it whoever would listen
            self._loop.call_soon_threadsafe(self._queue.put_nowait, item)

    async def get(self) -> AnswerEvent | None:
        item = await self._queue.get()
        if isinstance(item, Exception):
            raise item
        return item


def _produce(start: Start, cancel: threading.Event, inbox: _Inbox) -> None:
    try:
        for event in start(cancel):
            inbox.put(event)
            if cancel.is_set():
                break
    except Exception as err:
        inbox.put(err)
    finally:
        inbox.put(None)


async def _watch(gone: Gone, cancel: threading.Event) -> None:
    while not await gone():  # noqa: ASYNC110  # the connection can only be asked, it tells nobody
        await asyncio.sleep(LOOK_SECONDS)
    cancel.set()
