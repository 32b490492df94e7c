"""The guarded bot in OpenAI's shape: any OpenAI client talks to `shop:{id}` with the shop's API key.

The messages of a request are the whole conversation: its last user message is the question, the turns
before it are what was said. System, developer and tool messages are not instructions to a shop's bot,
whoever sends them, and are left aside; so are parameters that would steer the model.
"""

from __future__ import annotations

import json
import logging
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.sse import format_sse_event
from pydantic import BaseModel, ConfigDict, Field

from appliance.core.errors import ApplianceError, InvalidInput, NotFound
from appliance.core.schemas import AnswerEvent, ChatAnswer, Decision, Delta, Record, Role, Shop
from appliance.service import problems
from appliance.service.auth import Caller, shop_for
from appliance.service.deps import Box
from appliance.service.limits import QuestionLimits
from appliance.service.parts import Appliance
from appliance.service.routes.chat import Events, ask, broken_off, chained, event_stream, first_of, whole
from appliance.service.threads import Threads, new_session
from appliance.tenants import Principal

log = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["openai"])

MODEL_PREFIX = "shop:"
LONGEST_QUESTION = 4000
CHARACTERS_PER_TOKEN = 4
"""A rough measure for `usage`: most answers are made without a tokenizer."""


class Part(BaseModel):
    """A piece of a message; only text is read."""

    model_config = ConfigDict(extra="ignore")

    type: str = "text"
    text: str = ""


class Message(BaseModel):
    model_config = ConfigDict(extra="ignore")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or () if part.type == "text")


class StreamOptions(BaseModel):
    model_config = ConfigDict(extra="ignore")

    include_usage: bool = False


class Completion(BaseModel):
    """A request; what it does not name is ignored."""

    model_config = ConfigDict(extra="ignore")

    model: str = Field(max_length=80)
    messages: list[Message] = Field(min_length=1, max_length=500)
    stream: bool = False
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1)] = None


class Model(Record):
    id: str
    object: str = "model"
    created: int
    owned_by: str = "shopwarden"


class ModelList(Record):
    object: str = "list"
    data: tuple[Model, ...]


@router.get("/models")
def list_models(box: Box, principal: Caller) -> ModelList:
    """The bots that the key opens."""
    if principal.role is Role.ADMIN:
        shops: Sequence[Shop] = box.tenants.page().shops
    else:
        shops = (box.tenants.get(principal.shop),)
    return ModelList(data=tuple(_model(shop) for shop in shops))


@router.get("/models/{model}")
def get_model(box: Box, principal: Caller, model: str) -> Model:
    """One bot."""
    return _model(_shop(box, principal, model))


@router.post("/chat/completions")
async def complete(box: Box, principal: Caller, wish: Completion, request: Request) -> Any:
    """The bot's answer to the last user message."""
    shop = _shop(box, principal, wish.model)
    if (wish.n or 1) > 1:
        raise InvalidInput("A shop's bot gives one answer.", resolution="Leave out n, or send n=1.")
    question, turns = conversation(wish.messages)
    if principal.role is Role.BOT:
        limits: QuestionLimits = request.app.state.limits
        limits.admit_program(shop)
    threads: Threads = request.app.state.threads
    known = threads.take(shop.id, turns)
    session = known or new_session()
    begun = ask(request, box, shop, question, session, () if known else turns)
    events = _remembered(begun, threads, shop.id, (question, turns), session)
    reply = Reply(wish.model, question, turns)
    if not wish.stream:
        return reply.whole(await whole(events))
    first = await first_of(events)
    usage = bool(wish.stream_options and wish.stream_options.include_usage)
    return event_stream(_chunks(reply, chained(first, events), usage))


async def _remembered(
    events: Events, threads: Threads, shop: str, asked: tuple[str, tuple[tuple[str, str], ...]], session: str
) -> Events:
    """Yield the events; the next request of the same program goes on with this session."""
    question, turns = asked
    async with aclosing(events):
        async for event in events:
            if isinstance(event, ChatAnswer):
                threads.keep(shop, (*turns, (question, event.answer)), session)
            yield event


def conversation(messages: Sequence[Message]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the question, and the (question, answer) turns before it.

    Several user messages in a row are one question; an answer nobody asked for is left out. Raises
    `InvalidInput` when there is no question or it is too long.
    """
    turns: list[tuple[str, str]] = []
    asked: list[str] = []
    for message in messages:
        if message.role == "user" and message.text.strip():
            asked.append(message.text)
        elif message.role == "assistant" and asked:
            turns.append(("\n".join(asked), message.text))
            asked = []
    question = "\n".join(asked)
    if not question:
        raise InvalidInput(
            "There is no question: the last message must be the user's, with text.",
            resolution="Send the user's message last.",
        )
    if len(question) > LONGEST_QUESTION:
        raise InvalidInput(
            f"The question has {len(question)} characters; the bot reads {LONGEST_QUESTION}.",
            resolution="Ask in fewer words.",
        )
    return question, tuple(turns)


class Reply:
    """One completion in OpenAI's shapes."""

    def __init__(self, model: str, question: str, turns: Sequence[tuple[str, str]]) -> None:
        self._head = {"id": f"chatcmpl-{secrets.token_hex(12)}", "created": int(time.time()), "model": model}
        self._asked = question + "".join(asked + answered for asked, answered in turns)

    def whole(self, answer: ChatAnswer) -> dict[str, Any]:
        message = {"role": "assistant", "content": answer.answer, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": _finish(answer), "logprobs": None}
        usage = self.usage(answer.answer)
        return {**self._head, "object": "chat.completion", "choices": [choice], "usage": usage}

    def chunk(self, delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return {**self._head, "object": "chat.completion.chunk", "choices": [choice]}

    def last_chunk(self, said: str) -> dict[str, Any]:
        usage = self.usage(said)
        return {**self._head, "object": "chat.completion.chunk", "choices": [], "usage": usage}

    def usage(self, said: str) -> dict[str, int]:
        """Estimates: see CHARACTERS_PER_TOKEN."""
        prompt, completion = (-(-len(text) // CHARACTERS_PER_TOKEN) for text in (self._asked, said))
        return {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        }


async def _chunks(reply: Reply, started: Events, usage: bool) -> AsyncIterator[bytes]:
    try:
        yield _line(reply.chunk({"role": "assistant", "content": ""}))
        said = ""
        async with aclosing(started) as events:
            async for event in events:
                text, finish = _news(event, said)
                said += text
                if text:
                    yield _line(reply.chunk({"content": text}))
                if finish:
                    yield _line(reply.chunk({}, finish))
        if usage:
            yield _line(reply.last_chunk(said))
    except ApplianceError as err:
        yield _line(problems.openai_shape(err.problem()))
    except Exception:
        log.exception("an answer broke off")
        yield _line(problems.openai_shape(broken_off().problem()))
    yield b"data: [DONE]\n\n"


def _news(event: AnswerEvent, said: str) -> tuple[str, str | None]:
    """Return the text that an event adds to what was said, and why the answer ended if it did."""
    match event:
        case Delta():
            return event.text, None
        case ChatAnswer():
            return event.answer[len(said) :] if event.answer.startswith(said) else "", _finish(event)
        case _:
            return "", None


def _finish(answer: ChatAnswer) -> str:
    return "content_filter" if answer.verdict.decision is Decision.BLOCK else "stop"


def _line(document: dict[str, Any]) -> bytes:
    return format_sse_event(data_str=json.dumps(document))


def _shop(box: Appliance, principal: Principal, model: str) -> Shop:
    try:
        if not model.startswith(MODEL_PREFIX):
            raise _no_such_model(model)
        return shop_for(principal, model.removeprefix(MODEL_PREFIX), box)
    except NotFound:
        raise _no_such_model(model) from None


def _no_such_model(model: str) -> NotFound:
    return NotFound(f"There is no model “{model}” for this key.", resolution="List the models at /v1/models.")


def _model(shop: Shop) -> Model:
    return Model(id=f"{MODEL_PREFIX}{shop.id}", created=int(shop.created.timestamp()))
