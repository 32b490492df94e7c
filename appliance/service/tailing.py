"""Answering a long poll: look, and look again at each change until there is news or time is up."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

T = TypeVar("T")

WAIT_SECONDS = 30

Watched = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Calls back, from any thread, after every change while its block runs."""


async def first_news(
    look: Callable[[], T], is_news: Callable[[T], bool], wait: float, watched: Sequence[Watched]
) -> T:
    """Return what `look` finds (it runs in a thread) once that is news, or as it is after `wait` seconds."""
    loop, news = asyncio.get_running_loop(), asyncio.Event()
    deadline = loop.time() + wait

    def tell() -> None:
        with contextlib.suppress(RuntimeError):  # the loop has gone, and with it whoever would listen
            loop.call_soon_threadsafe(news.set)

    with contextlib.ExitStack() as stack:
        for watch in watched:
            stack.enter_context(watch(tell))
        while True:
            news.clear()
            found = await run_in_threadpool(look)
            left = deadline - loop.time()
            if is_news(found) or left <= 0:
                return found
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(news.wait(), left)
