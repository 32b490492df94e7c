"""Answers under way: bounded, and stopped as soon as nobody waits for them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from appliance.core.errors import EngineBusy
from appliance.core.schemas import AnswerEvent, Delta, Queued
from appliance.service.visits import Visits

SECONDS = 10.0


class Visitor:
    """A caller who stays until `left` is set."""

    def __init__(self) -> None:
        self.left = False

    async def gone(self) -> bool:
        return self.left


class Work:
    """An answer that is worded until it is cancelled."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def __call__(self, cancel: threading.Event) -> Iterator[AnswerEvent]:
        try:
            yield Queued(position=0)
            while not cancel.wait(0.005):
                yield Delta(text="word ")
        finally:
            self.stopped.set()


def test_a_visitor_who_leaves_ends_the_work() -> None:
    async def run() -> None:
        visitor, work = Visitor(), Work()
        async for _ in Visits().events(work, visitor.gone):
            visitor.left = True
        assert work.stopped.wait(SECONDS)

    asyncio.run(run())


def test_an_answer_that_nobody_reads_on_ends_the_work() -> None:
    async def run() -> None:
        work = Work()
        events = Visits().events(work, Visitor().gone)
        assert await anext(events) == Queued(position=0)
        await events.aclose()
        assert work.stopped.wait(SECONDS)

    asyncio.run(run())


def test_events_come_in_order_and_a_failure_is_raised_at_its_place() -> None:
    def start(cancel: threading.Event) -> Iterator[AnswerEvent]:
        yield Delta(text="a")
        yield Delta(text="b")
        raise EngineBusy("full")

    async def run() -> None:
        got: list[AnswerEvent] = []
        with pytest.raises(EngineBusy):
            async for event in Visits().events(start, Visitor().gone):
                got += [event]  # one by one: what came before the failure counts
        assert got == [Delta(text="a"), Delta(text="b")]

    asyncio.run(run())


def test_there_are_only_so_many_answers_at_once_and_room_is_given_back() -> None:
    async def run() -> None:
        visits = Visits(limit=2)
        first, second = (visits.events(Work(), Visitor().gone) for _ in range(2))
        for events in (first, second):
            await anext(events)
        with pytest.raises(EngineBusy):
            await anext(visits.events(Work(), Visitor().gone))
        await first.aclose()
        async with asyncio.timeout(SECONDS):
            while True:
                third = visits.events(Work(), Visitor().gone)
                try:
                    assert await anext(third) == Queued(position=0)
                    break
                except EngineBusy:
                    await asyncio.sleep(0.01)
        await third.aclose()
        await second.aclose()

    asyncio.run(run())
