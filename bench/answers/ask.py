"""Asking the product: a box of its own in this process, each question in a new session."""

from __future__ import annotations

import argparse
import contextlib
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from appliance.cli import common
from appliance.client import Client
from appliance.core.errors import ApplianceError
from appliance.core.schemas import ChatAnswer, Decision, ImportRequest, JobState, ShopChange
from bench.answers.grade import Grade, Mark, Reply, grade
from bench.answers.questions import Question
from bench.answers.shops import Shop


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked: all that was said in its conversation, its mark, and how long it took."""

    question: Question
    replies: tuple[str, ...]
    answer: ChatAnswer | None
    mark: Mark
    milliseconds: float


@contextlib.contextmanager
def box(data: Path, model: bool) -> Iterator[Client]:
    """Yield a client of a box in this process on `data`, without the limits meant for strangers."""
    os.environ |= {"SHOPWARDEN_MESSAGES_PER_MINUTE": "1000000", "SHOPWARDEN_MESSAGES_PER_DAY": "1000000"}
    if not model:
        os.environ["SHOPWARDEN_CHAT_MODEL"] = ""
    with common.client(argparse.Namespace(data_dir=data)) as client:
        yield client


def open_shop(client: Client, shop: Shop) -> None:
    """Create the shop with its profile and import its files, unless the data directory has it already."""
    if any(known.id == shop.name for known in client.shops().shops):
        return
    client.create_shop(shop.profile["name"], shop.name)
    client.change_shop(shop.name, ShopChange.model_validate({**shop.profile, "daily_messages": 1_000_000}))
    for file in (shop.catalogue, *shop.documents):
        import_file(client, shop.name, file)


def import_file(client: Client, shop: str, file: Path) -> None:
    """Import one file and wait for it; raises RuntimeError when the job does not finish."""
    *_, job = client.follow(client.start_import(shop, ImportRequest(upload=client.upload(shop, file).id)))
    if job.state is not JobState.FINISHED:
        raise RuntimeError(f"{file.name} was not imported: {job.error}")


def ask(client: Client, question: Question, shop: Shop) -> Asked:
    """Ask a question after its earlier turns. A failure of the service is a wrong answer, not a crash."""
    said: list[str] = []
    session: str | None = None
    answer: ChatAnswer | None = None
    started = time.perf_counter()
    try:
        for message in (*question.turns, question.text):
            started = time.perf_counter()
            answer = client.chat(shop.name, message, session)
            session = answer.session
            said.append(answer.answer)
    except ApplianceError as err:
        return Asked(question, (*said, f"[{err.code}] {err.message}"), None, failure(err), elapsed(started))
    took = elapsed(started)
    assert answer is not None
    return Asked(question, tuple(said), answer, grade(question, reply_of(answer), shop), took)


def failure(error: ApplianceError) -> Mark:
    return Mark(Grade.WRONG, f"failed: {error.message}")


def reply_of(answer: ChatAnswer) -> Reply:
    """Return what the grader sees of an answer."""
    blocked = answer.verdict.decision is Decision.BLOCK
    return Reply(answer.answer, answer.answered, blocked, answer.products)


def elapsed(started: float) -> float:
    return (time.perf_counter() - started) * 1000
