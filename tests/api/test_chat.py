"""What customers call: whole answers, streams, refusals, and leaving."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fake_parts import ALLOWED
from served_box import Serve, Served

from appliance.client import Client
from appliance.core.errors import EngineBusy, EngineFailed, NotFound
from appliance.core.schemas import AnswerEvent, ChatAnswer, Delta, Queued, Role


@pytest.fixture
def shop(admin: Client) -> str:
    return admin.create_shop("Wool").shop.id


def events_of(text: str) -> list[tuple[str, Any]]:
    """Return (event, data) of a stream, read independently of the product's own client."""
    blocks = [block.splitlines() for block in text.strip().split("\n\n")]
    return [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in blocks]


def test_a_customer_needs_no_token_and_the_session_goes_on(served: Served, shop: str) -> None:
    with served.http() as http:
        first = http.post(f"/api/v1/shops/{shop}/chat", json={"message": "Hello"}).json()
        again = http.post(
            f"/api/v1/shops/{shop}/chat", json={"message": "And?", "session": first["session"]}
        ).json()
    assert first["answer"] == "wool heard: Hello"
    assert len(first["session"]) >= 16
    assert again["session"] == first["session"]
    assert {"answer", "session", "sources", "products", "verdict", "timings"} <= first.keys()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ({"message": "Hello", "stream": True}, {}),
        ({"message": "Hello"}, {"Accept": "text/event-stream"}),
    ],
)
def test_a_stream_tells_session_place_words_and_the_whole(
    served: Served, shop: str, body: dict[str, Any], headers: dict[str, str]
) -> None:
    with served.http() as http:
        response = http.post(f"/api/v1/shops/{shop}/chat", json=body, headers=headers)
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    assert [name for name, _ in events] == ["session", "position", "delta", "delta", "answer"]
    whole = events[-1][1]
    assert whole["answer"] == "".join(data["text"] for name, data in events if name == "delta")
    assert whole["session"] == events[0][1]["session"]


def test_the_client_reads_its_own_stream(served: Served, shop: str) -> None:
    *parts, last = served.client().chat_events(shop, "Hello")
    assert isinstance(last, ChatAnswer)
    assert parts[0] == Queued(position=0)
    assert "".join(part.text for part in parts if isinstance(part, Delta)) == last.answer


def test_a_shop_that_is_not_there_is_a_problem_document(served: Served) -> None:
    with served.http() as http:
        response = http.post("/api/v1/shops/nowhere/chat", json={"message": "Hello"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == "not-found"
    with pytest.raises(NotFound):
        list(served.client().chat_events("nowhere", "Hello"))


Script = Callable[[str, threading.Event], Iterator[AnswerEvent]]


def refusing(question: str, cancel: threading.Event) -> Iterator[AnswerEvent]:
    raise EngineBusy("8 visitors are waiting.", resolution="Ask again soon.")
    yield


def breaking_off(question: str, cancel: threading.Event) -> Iterator[AnswerEvent]:
    yield Delta(text="The ")
    raise EngineFailed("The language model stopped.", resolution="Ask again.")


def with_a_bug(question: str, cancel: threading.Event) -> Iterator[AnswerEvent]:
    yield Delta(text="The ")
    raise ZeroDivisionError("private words")


def unfinished(question: str, cancel: threading.Event) -> Iterator[AnswerEvent]:
    yield Delta(text="The ")


@pytest.mark.parametrize("stream", [False, True])
def test_a_full_queue_is_a_503_even_for_a_stream(served: Served, shop: str, stream: bool) -> None:
    served.answerer(shop).script = refusing
    with served.http() as http:
        response = http.post(f"/api/v1/shops/{shop}/chat", json={"message": "Hello", "stream": stream})
    assert (response.status_code, response.json()["code"]) == (503, "engine-busy")
    assert int(response.headers["retry-after"]) > 0


@pytest.mark.parametrize("script", [breaking_off, with_a_bug])
def test_an_answer_that_breaks_off_ends_its_stream_with_a_problem(
    served: Served, shop: str, script: Script, caplog: pytest.LogCaptureFixture
) -> None:
    served.answerer(shop).script = script
    with served.http() as http:
        response = http.post(f"/api/v1/shops/{shop}/chat", json={"message": "Hello", "stream": True})
    assert [name for name, _ in events_of(response.text)] == ["session", "delta", "problem"]
    assert "private words" not in response.text
    with pytest.raises(EngineFailed):
        list(served.client().chat_events(shop, "Hello"))


@pytest.mark.parametrize("script", [breaking_off, unfinished])
def test_a_whole_answer_that_breaks_off_is_a_503(served: Served, shop: str, script: Script) -> None:
    served.answerer(shop).script = script
    with served.http() as http:
        assert http.post(f"/api/v1/shops/{shop}/chat", json={"message": "Hi"}).status_code == 503


def test_a_bug_is_a_500_without_a_traceback(
    served: Served, shop: str, caplog: pytest.LogCaptureFixture
) -> None:
    served.answerer(shop).script = with_a_bug
    with served.http() as http:
        response = http.post(f"/api/v1/shops/{shop}/chat", json={"message": "Hi"})
    assert (response.status_code, response.json()["code"]) == (500, "internal-error")
    assert "private words" not in response.text
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"message": ""}',
        b'{"message": 1}',
        b'{"message": "a", "session": "../../etc"}',
        b'{"message": "a", "more": 1}',
        b'{"message": "\\ud800"}',
        b'{"message": "' + b"a" * 4001 + b'"}',
        b"\xff\xfe",
    ],
)
def test_a_body_that_is_no_question_is_refused_in_a_sentence(served: Served, shop: str, body: bytes) -> None:
    with served.http() as http:
        response = http.post(
            f"/api/v1/shops/{shop}/chat", content=body, headers={"Content-Type": "application/json"}
        )
    assert response.status_code in {400, 422}
    assert response.json()["detail"].endswith(".")


def test_a_body_that_is_too_large_is_a_413_whether_or_not_it_says_so(served: Served, shop: str) -> None:
    large = b'{"message": "' + b"a" * 2_000_000 + b'"}'
    with served.http() as http:
        for content in (large, iter([large[:600_000]] * 3)):
            response = http.post(
                f"/api/v1/shops/{shop}/chat", content=content, headers={"Content-Type": "application/json"}
            )
            assert (response.status_code, response.json()["code"]) == (413, "too-large")


def test_a_visitor_is_limited_by_address_whatever_the_session(serve: Serve) -> None:
    served = serve(messages_per_minute=2)
    shop = served.admin().create_shop("Wool").shop.id
    path = f"/api/v1/shops/{shop}/chat"
    with served.http() as http:
        codes = [
            http.post(path, json={"message": "Hi", "session": f"s{number}"}).status_code
            for number in range(3)
        ]
        refused = http.post(path, json={"message": "Hi"}, headers={"X-Forwarded-For": "198.51.100.7"})
    assert codes == [200, 200, 429]
    assert (refused.status_code, refused.json()["code"]) == (429, "too-many-requests")
    assert 0 < int(refused.headers["retry-after"]) <= 60
    with served.http(address="192.0.2.9") as other:
        assert other.post(path, json={"message": "Hi"}).status_code == 200


def test_whoever_manages_the_shop_tries_the_bot_freely_and_nobody_else_does(serve: Serve) -> None:
    served = serve(messages_per_minute=1)
    box = served.admin()
    shop, other = box.create_shop("Wool").shop.id, box.create_shop("Other").shop.id
    path = f"/api/v1/shops/{shop}/chat"
    for token in (served.token(Role.OWNER, shop), served.box.tokens.create_passing()):
        with served.http(token) as http:
            assert [http.post(path, json={"message": "Hi"}).status_code for _ in range(3)] == [200] * 3
    with served.http(served.token(Role.OWNER, other)) as http:
        assert [http.post(path, json={"message": "Hi"}).status_code for _ in range(2)] == [200, 429]
    with served.http("sw_wrong") as http:
        assert http.post(path, json={"message": "Hi"}).status_code == 401


def test_answers_are_counted_without_names(served: Served, shop: str) -> None:
    with served.http() as http:
        for message in ("Hello", "attack"):
            http.post(f"/api/v1/shops/{shop}/chat", json={"message": message})
        page = http.get("/metrics").text
    assert 'shopwarden_answers_total{answered="true",decision="allow"} 1.0' in page
    assert 'shopwarden_answers_total{answered="true",decision="block"} 1.0' in page
    assert 'route="/api/v1/shops/{shop}/chat",status="200"' in page
    assert shop not in page


def test_an_answer_carries_its_verdict(served: Served, shop: str) -> None:
    assert served.client().chat(shop, "Hello").verdict == ALLOWED


def test_the_guard_is_told_where_a_visitor_is_and_not_where_the_shop_is(served: Served, shop: str) -> None:
    with served.http() as http:
        http.post(f"/api/v1/shops/{shop}/chat", json={"message": "hi", "session": "slow"})
    served.admin().chat(shop, "hi")
    assert served.fakes.answerers[shop].addresses == ["127.0.0.1", ""]
